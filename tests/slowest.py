"""Which file of tests runs first: the slowest, so that two workers end together and neither waits for the other.

A pytest plugin, named in tests/conftest.py. ``tests/seconds.json`` holds how long each file took, whole seconds;
``FIRSTQUERY_SECONDS=tests/seconds.json python3 start.py test`` writes it anew.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

KNOWN = Path(__file__).parent / "seconds.json"
UNKNOWN = 15  # seconds of a file that nobody has timed yet
_took: Counter[str] = Counter()


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """By file, the slowest first; the tests of a file stay in their order."""
    known: dict[str, int] = json.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.is_file() else {}
    items.sort(key=lambda item: -known.get(_file(item.nodeid), UNKNOWN))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _took[_file(report.nodeid)] += report.duration


def pytest_sessionfinish(session: pytest.Session) -> None:
    target = os.environ.get("FIRSTQUERY_SECONDS")
    if target and not hasattr(session.config, "workerinput"):
        rounded = {name: round(seconds) for name, seconds in sorted(_took.items())}
        Path(target).write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
