"""One hub for all its tests, with system users of its own, which are gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from firstquery.cohort.hub import accounts, workshop
from firstquery.cohort.hub.accounts import Account
from firstquery.cohort.hub.site import Site
from firstquery.cohort.hub.visitor import Visitor

#: Readable to all, as /root is not; the environment in it stays from run to run. `.ci/run` makes it beforehand. Whoever
#: tests two versions at once on one machine gives each a folder of its own.
COURSE = Path(os.environ.get("FIRSTQUERY_TEST_COURSE", "/opt/first-query-tests"))
PREFIX = f"fqt{os.getpid() % 10_000}"


def named(who: str) -> str:
    return f"{PREFIX}-{who}"


@pytest.fixture(scope="module")
def alone() -> Iterator[None]:
    """Keeps other workers' hubs away: what learners read says which exchange is theirs, and is the same for all."""
    with FileLock(f"/tmp/first-query-hub-tests-{os.getuid()}.lock"):
        yield


@pytest.fixture(scope="module")
def site(alone: None) -> Iterator[Site]:
    """Where the hub of these tests is, before there is one."""
    base = Path(tempfile.mkdtemp(prefix="fqhub-", dir="/tmp"))
    base.chmod(0o755)
    ports = _free_ports()
    made = Site(
        course=COURSE,
        state=base / "state",
        exchange=base / "exchange",
        homes=base / "homes",
        facilitator=named("lead"),
        group=f"{PREFIX}-all",
        ip="127.0.0.1",
        port=ports[0],
        hub_port=ports[1],
        proxy_port=ports[2],
    ).without_people()
    try:
        yield made
    finally:
        workshop.remove(made, print)
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="module")
def hub(site: Site) -> Site:
    """The hub, up, for ann and ben."""
    workshop.up(site, [Account(name=named("ann"), display="Ann"), Account(name=named("ben"))], print)
    return site


@pytest.fixture(scope="module")
def ann(hub: Site) -> Iterator[Visitor]:
    """Ann, logged in, her server up."""
    with Visitor(hub.address(), named("ann")) as visitor:
        visitor.log_in(accounts.read_accounts(hub)[visitor.name].password)
        visitor.open()
        yield visitor


def _free_ports() -> list[int]:
    with contextlib.ExitStack() as stack:
        made = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        return [one.getsockname()[1] for one in made]
