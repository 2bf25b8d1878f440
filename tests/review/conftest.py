"""A course folder of its own with three small pull requests, beside the real data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstquery.core import course
from tests.service import history
from tests.shared import once

HERE = Path(__file__).parent
PULLS = HERE / "pulls"


@pytest.fixture
def small_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """``pull_request("9001")`` to "9003" are there: two with faults, and 9002 without."""
    shutil.copytree(PULLS, tmp_path / "course" / "data" / "service" / "pulls")
    shutil.copy(course.COURSE / "course.toml", tmp_path / "course")
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
kind = "silent change of a metric"
harm = 4
severity = "blocker"
places = [{ path = "desk/fees.py", match = "/ 200" }]
evidence = ["late_fee(100, 3)"]
why = "Every late payer would have paid half."
met_by = "tests/test_fees.py, where the expected number changes"
"""


@pytest.fixture
def reviewed_course(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A course with a tiny service and its pull request 0142, whose truth lies in pull-requests."""
    made = once(tmp_path_factory, "service-reviewed", history.make)
    folder = tmp_path / "course"
    shutil.copytree(made / "service", folder / "data" / "service")
    pull = folder / "data" / "service" / "pulls" / "0142"
    (pull / "request.toml").write_text(REQUEST, encoding="utf-8")
    truth = folder / "pull-requests" / "0142"
    (truth / "faults").mkdir(parents=True)
    (truth / "truth.toml").write_text(TRUTH, encoding="utf-8")
    shutil.copy(pull / "head.patch", truth / "faults" / "half.patch")
    shutil.copy(course.COURSE / "course.toml", folder)
    (folder / "data" / "kestrel.sqlite").symlink_to(course.COURSE / "data" / "kestrel.sqlite")
    monkeypatch.setattr(course, "COURSE", folder)
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(folder))
    return folder
