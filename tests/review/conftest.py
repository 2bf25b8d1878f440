"""A course folder of its own with three small pull requests, beside the real data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firstquery import course
from firstquery.review import families
from tests.service import history
from tests.shared import once

HERE = Path(__file__).parent
PULLS = HERE / "pulls"


@pytest.fixture
def small_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """``pull_request("9001")`` to "9003" are there: two with faults, and 9002 without."""
    shutil.copytree(PULLS, tmp_path / "course" / "data" / "service" / "pulls")
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(tmp_path / "course"))
    yield tmp_path / "course"


REQUEST = """number = "0142"
title = "Half of the fee"
author = "Jonas Vik"
branch = "half"
description = "The fee as agreed."
"""
TRUTH = """verdict = "request_changes"
reading = ["description", "tests/test_fees.py: why does the expected number change?", "desk/fees.py"]

[[fault]]
name = "half"
family = "silent change of a metric"
harm = 4
severity = "blocker"
places = [{ path = "desk/fees.py", match = "/ 200" }]
evidence = ["late_fee(100, 3)", "found('desk/fees.py', '/ 200')"]
why = "Every late payer would have paid half."
met_by = "tests/test_fees.py, where the expected number changes"
"""


@pytest.fixture
def reviewed_course(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A course with a tiny service and its pull request 0142, whose truth lies in source/pull-requests."""
    made = once(tmp_path_factory, "service-reviewed", history.make)
    folder = tmp_path / "course"
    shutil.copytree(made / "service", folder / "data" / "service")
    pull = folder / "data" / "service" / "pulls" / "0142"
    (pull / "request.toml").write_text(REQUEST, encoding="utf-8")
    truth = folder / "source" / "pull-requests" / "0142"
    (truth / "faults").mkdir(parents=True)
    (truth / "truth.toml").write_text(TRUTH, encoding="utf-8")
    shutil.copy(pull / "head.patch", truth / "faults" / "half.patch")
    (folder / "data" / "kestrel.sqlite").symlink_to(course.COURSE / "data" / "kestrel.sqlite")
    monkeypatch.setattr(course, "COURSE", folder)
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(folder))
    return folder


_ONE = {"path": "desk/fees.py", "line_match": "/ 200", "severity": "blocker"}
_CHANGED = {**_ONE, "problem": "The fee is another one now, and nobody is told."}
_SHOWN = {**_CHANGED, "evidence": "late_fee(100, 3)"}
_WRONG = {**_ONE, "problem": "SQL injection.", "family": "SQL glued from strings"}
_FAR = {"path": "desk/fees.py", "line_match": "^$", "severity": "blocker", "problem": "A password stands in the code."}
_NIT = {**_ONE, "severity": "minor", "problem": "A longer name would be good."}


def _one(kind: str, name: str, verdict: str, summary: str, *findings: dict[str, str]) -> dict[str, Any]:
    return {"kind": kind, "name": name, "verdict": verdict, "summary": summary, "findings": list(findings)}


TWELVE = [
    _one("good", "terse", "request_changes", "Half of the fee is gone.", _SHOWN),
    _one("good", "plain", "request_changes", "", {**_SHOWN, "line_match": "def late_fee"}),
    _one("good", "asks", "request_changes", "Why half?", _SHOWN, {**_NIT, "severity": "question"}),
    _one("middling", "no verdict", "comment", "The fee is another one.", _CHANGED),
    _one("middling", "an alarm", "request_changes", "The fee is another one.", _CHANGED, _FAR),
    _one("middling", "two", "request_changes", "", {**_CHANGED, "severity": "minor"}, {**_FAR, "severity": "major"}),
    _one("poor", "empty", "approve", ""),
    _one("poor", "spray", "request_changes", "", *[{**_FAR, "family": name} for name in families.all_of_them()]),
    _one("poor", "style", "request_changes", "Names.", _NIT),
    _one("poor", "wrong reason", "request_changes", "Not safe.", _WRONG),
    _one("poor", "wrong verdict", "approve", "It can wait.", _SHOWN),
    _one("poor", "copied", "request_changes", "A password.", _FAR),
]
