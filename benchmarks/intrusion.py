"""What a learner reaches on a hub, as a table: ``python -m benchmarks.intrusion [NAME...]``, as root.

Every attempt of tests/cohort/hub/intrusion is made on a hub that `firstquery hub up` has made, and on a stock one
(benchmarks/stock_hub.py), with the same packages, on this machine. Accounts and folders are gone afterwards.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.stock_hub import stock
from firstquery.cohort.hub import install
from firstquery.cohort.hub import workshop as shop
from firstquery.cohort.hub.accounts import Account
from firstquery.cohort.hub.site import Site, ask_for_root
from tests.cohort.hub.intrusion.attempts import attempts
from tests.cohort.hub.intrusion.ground import Attempt, Ground
from tests.cohort.hub.intrusion.lure import lure
from tests.cohort.hub.intrusion.workshop import workshop


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        made = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in made]


@contextmanager
def ours(course: Path) -> Iterator[Ground]:
    """A workshop of two learners on ``course``, gone afterwards."""
    base = Path(tempfile.mkdtemp(prefix="fqintrusion-", dir="/tmp"))
    base.chmod(0o755)
    prefix = f"fqi{os.getpid() % 10_000}"
    port, hub_port, proxy_port = free_ports(3)
    names = (f"{prefix}-ann", f"{prefix}-ben")
    site = Site(
        course=course,
        state=base / "state",
        exchange=base / "exchange",
        homes=base / "homes",
        facilitator=f"{prefix}-lead",
        group=f"{prefix}-all",
        ip="127.0.0.1",
        port=port,
        hub_port=hub_port,
        proxy_port=proxy_port,
    )
    try:
        shop.up(site, [Account(name=name) for name in names], _say)
        with workshop(site, names) as ground:
            yield ground
    finally:
        shop.remove(site, _say)
        shutil.rmtree(base, ignore_errors=True)


def measure(ground: Ground, wanted: list[Attempt], label: str) -> dict[str, str]:
    """What came of each attempt, by name; empty where nothing did."""
    found = {}
    for one in wanted:
        begun = time.monotonic()
        found[one.name] = one.on(ground)
        _say(f"{label} {time.monotonic() - begun:5.1f} s  {one.name}: {found[one.name] or 'held'}")
    return found


def table(wanted: list[Attempt], columns: dict[str, dict[str, str]]) -> str:
    lines = [f"| Attempt | {' | '.join(columns)} |", "| --- |" + " --- |" * len(columns)]
    for one in wanted:
        cells = [f"**{found[one.name]}**" if found[one.name] else "held" for found in columns.values()]
        lines.append(f"| {one.title} | {' | '.join(cells)} |")
    counts = [f"{sum(map(bool, found.values()))} of {len(wanted)}" for found in columns.values()]
    return "\n".join([*lines, f"| **Succeeded** | {' | '.join(counts)} |"])


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("names", nargs="*", help="of attempts; all of them without one")
    reader.add_argument("--course", type=Path, default=Path("/opt/first-query-tests"), help="where learners read it")
    reader.add_argument("--hub", choices=["stock", "ours"], help="one of the two alone")
    given = reader.parse_args()
    ask_for_root()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("Stopped; what was made is removed."))
    wanted = [one for one in attempts() if not given.names or one.name in given.names]
    columns, lures = {}, {}
    if given.hub != "ours":
        python = Site(course=given.course).python
        if not python.exists():
            install.install(Site(course=given.course), _say)
        with stock(python, free_ports(3)) as ground:
            columns["Stock"] = measure(ground, wanted, "stock")
            lures["Stock"] = lure(ground, ground.ann.address)
    if given.hub != "stock":
        with ours(given.course) as ground:
            columns["First Query"] = measure(ground, wanted, "ours ")
            lures["First Query"] = lure(ground, ground.ann.address)
    print(table(wanted, columns))
    for label, came in lures.items():
        print(f"{label}, another opens a page of hers on a hub without a domain: {came or 'held'}")


if __name__ == "__main__":
    main()
