"""Slow tests that have passed before are kept: they run again when something changed that they depend on.

A pytest plugin, named in tests/conftest.py. What a test depends on, tests/inputs.py finds. A test that passed leaves an
empty file in the user's cache, whose name is the hash of the test, of its inputs and of this machine: there is nothing
to compare, to commit or to carry to another machine. Under CI=true nothing is kept, and with FIRSTQUERY_ANEW=1 or where
seconds are taken (tests/slowest.py) all runs.
"""

from __future__ import annotations

import os
import platform
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from firstquery.core.files import cache_folder, digest
from tests.conftest import PROGRAMS, find, is_ci
from tests.inputs import Dependent, dependent, inputs

ANEW = "FIRSTQUERY_ANEW"
OLD = 30 * 24 * 3600.0  # seconds after which nobody asks for a result any more
#: In the line at the end: what it calls the tests of a file. The others are other slow tests.
CALLED = {
    "tests/proof/test_proof.py": "proofs",
    "tests/content/test_running.py": "pages",
    "tests/help/test_solutions.py": "solutions",
}
OTHERS = "other slow tests"
_PROPERTY = "kept"
_record = pytest.StashKey[Path]()
_steps = pytest.StashKey[int]()
_left: dict[Path, list[Path]] = {}  # the results that this process has left, by file of tests
_ran: Counter[tuple[str, str]] = Counter()


class Kept(pytest.Item):
    """A test that has passed before on the same inputs. It does nothing, and sets nothing up."""

    def runtest(self) -> None:
        """Pass: its result is on record."""


def folder() -> Path:
    """Where results are on record."""
    return cache_folder() / "tests"


def record(nodeid: str, now: Callable[[Dependent], str] = inputs) -> Path | None:
    """The file that stands for a test that passed on its inputs of now; None where it is quick, and never kept."""
    one = dependent(nodeid)
    return one and folder() / digest("\n".join([nodeid, *machine(), now(one)]).encode())


@cache
def machine() -> list[str]:
    """What has to be the same besides files: the machine, its system, who runs it, its Python and its programs."""
    installed = sorted(one.name for one in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    programs = {name: path.resolve() for name in PROGRAMS if (path := find(name))}
    stated = [f"{name} {path} {path.stat().st_size} {path.stat().st_mtime_ns}" for name, path in programs.items()]
    user = str(os.geteuid()) if hasattr(os, "geteuid") else ""
    return [platform.node(), platform.platform(), user, sys.version, *installed, *stated]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what is kept in the place of tests that need not run."""
    if is_ci():
        return
    is_anew = bool(os.environ.get(ANEW) or os.environ.get("FIRSTQUERY_SECONDS"))
    now = cache(inputs)
    for number, item in enumerate(items):
        if not (path := record(item.nodeid, now)):
            continue
        is_kept = path.is_file() and not is_anew
        if is_kept:
            with suppress(OSError):
                os.utime(path)
            items[number] = item = Kept.from_parent(item.parent, name=item.name)
        else:
            item.stash[_record] = path
        item.user_properties.append((_PROPERTY, "kept" if is_kept else "run"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave a result where a test has passed, was set up and torn down, and its inputs are what they were."""
    report = yield
    path = item.stash.get(_record, None)
    if path is None:
        return report
    item.stash[_steps] = item.stash.get(_steps, 0) + report.passed
    if report.when == "teardown" and report.passed and item.stash[_steps] == 3:
        with suppress(OSError):  # an input is gone
            if record(item.nodeid) == path:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
                _left.setdefault(item.path, []).append(path)
    elif report.when == "teardown" and report.failed:
        # What the tests of a file have set up together is torn down with the last of them.
        for one in _left.pop(item.path, []):
            one.unlink(missing_ok=True)
    return report


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    if report.when == "call" and (_PROPERTY, "kept") in report.user_properties:
        return "kept", "k", "KEPT"
    return None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.failed:
        said = dict(report.user_properties).get(_PROPERTY)
        if isinstance(said, str):
            _ran[CALLED.get(report.nodeid.partition("::")[0], OTHERS), said] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if is_ci():
        terminalreporter.write_line("Nothing is kept from before under CI=true: all of it has run.")
    elif _ran:
        called = [one for one in (*CALLED.values(), OTHERS) if _ran[one, "run"] or _ran[one, "kept"]]
        said = "; ".join(f"{one}: {_ran[one, 'run']} run, {_ran[one, 'kept']} kept" for one in called)
        terminalreporter.write_line(f"{said[0].upper()}{said[1:]} from before ({ANEW}=1 runs all).")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Remove results for which nobody has asked in a month."""
    if hasattr(session.config, "workerinput"):
        return
    for path in folder().glob("*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > OLD:
                path.unlink()
