"""Run the tests of a cell on one version: ``python -c`` with this text, and the version on its standard input.

The version is a module without a file: nothing of it lies beside the tests. What came of each test goes, in one line,
to the output that this process was born with, when all have run.
"""

from __future__ import annotations

import json
import os
import sys
import types
from typing import Any

import pytest

MOST_TOLD = 10  # tests whose whole account is told: the check repeats that of one
MOST_ACCOUNT, MOST_NAME = 8_000, 200


class Results:
    """What pytest says of each test that it has found, and of a cell that it could not read."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.faults: dict[str, tuple[str, str]] = {}
        self.ended: set[str] = set()
        self.unread: list[str] = []

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.unread.append(report.longreprtext)

    def pytest_collection_finish(self, session: Any) -> None:
        self.names = {one.nodeid: one.name for one in session.items}

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and report.nodeid not in self.faults:
            crash = getattr(report.longrepr, "reprcrash", None) if report.when == "call" else None
            told = report.longreprtext[:MOST_ACCOUNT] if len(self.faults) < MOST_TOLD else ""
            self.faults[report.nodeid] = (str(getattr(crash, "message", ""))[:MOST_ACCOUNT] if told else "", told)
        if report.when == "teardown":
            self.ended.add(report.nodeid)

    def lines(self) -> list[tuple[str, bool, tuple[str, str] | None]]:
        return [(name[:MOST_NAME], at in self.ended, self.faults.get(at)) for at, name in self.names.items()]


def main() -> None:
    """Run them, tell it, and end the process."""
    with os.fdopen(os.dup(0), "rb") as given:  # sys.stdin would keep what it has read
        told = json.load(given)
    out, nothing = os.dup(1), os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    module = types.ModuleType(told["module"])
    module.__file__ = f"{told['module']}.py"
    exec(compile(told.pop("version"), module.__file__, "exec", dont_inherit=True), module.__dict__)
    sys.modules[told["module"]] = module
    results = Results()
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--tb=short", told["tests"]], plugins=[results])
    said = {"code": int(code), "tests": results.lines(), "unread": "\n".join(results.unread)[-MOST_ACCOUNT:]}
    with os.fdopen(out, "wb") as report:
        line = f"{told['token']} {json.dumps(said, ensure_ascii=False)}\n"
        report.write(line.encode("utf-8", "backslashreplace"))
    os._exit(0)  # what the cell has left to be done at the end is no test


if __name__ == "__main__":
    main()
