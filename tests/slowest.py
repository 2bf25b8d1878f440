"""Which tests run together, and which first: the slowest, so that workers end together and none waits for the others.

A file of tests goes to one worker, with what it has set up; the tests of a file in `APART` are nothing to one another.

A pytest plugin, named in tests/conftest.py. ``tests/seconds.json`` holds how long each file took, whole seconds;
``FIRSTQUERY_SECONDS=tests/seconds.json python3 start.py test`` writes it anew.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

KNOWN = Path(__file__).parent / "seconds.json"
APART = ("tests/content/test_running.py", "tests/benchmarks/test_benchmarks.py", "tests/html/test_axe.py")
UNKNOWN = 15  # seconds of a file that nobody has timed yet
_took: Counter[str] = Counter()


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest first, by file or by the mean test of a file in `APART`; the tests of a file stay in their order."""
    known: dict[str, int] = json.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.is_file() else {}
    many = Counter(_file(item.nodeid) for item in items)
    took = {name: known.get(name, UNKNOWN) / (count if name in APART else 1) for name, count in many.items()}
    items.sort(key=lambda item: -took[_file(item.nodeid)])


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """As ``--dist=loadfile`` has it, but for the files in `APART`."""

    def _split_scope(self, nodeid: str) -> str:
        name = _file(nodeid)
        return nodeid if name in APART else name


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _took[_file(report.nodeid)] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    target = os.environ.get("FIRSTQUERY_SECONDS")
    if target and not hasattr(session.config, "workerinput"):
        rounded = {name: round(seconds) for name, seconds in sorted(_took.items())}
        Path(target).write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
