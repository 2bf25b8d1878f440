"""Her predictions as a table: her own from ten on, a sample before, and the sample alone at the grader."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from firstquery.core.course import COURSE
from firstquery.showcase.calibration import my_predictions
from tests.showcase.folder import predicted

SOME = [(70, True), (60, False), (90, True), (80, True), (30, False)]


def keep(many: int) -> None:
    for number in range(many):
        predicted(f"w{number // 5 + 1:02d}-p{number % 5 + 1}", *SOME[number % 5])


def test_ten_of_her_own_are_given_as_they_were_kept(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(10)
    found = my_predictions()
    assert capsys.readouterr().out == "Your own 10 predictions.\n"
    assert found[["week", "sure", "inside"]].values.tolist() == [
        [week, sure / 100, int(inside)] for week in (1, 2) for sure, inside in SOME
    ]


def test_with_fewer_there_is_a_sample_of_the_same_columns_that_says_so(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(10)
    hers = my_predictions()
    (work / ".records" / "w01-p1.json").unlink()
    found = my_predictions()
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("A sample of 39 predictions that comes with the course. You have 9 with a margin")
    assert list(found.columns) == list(hers.columns)
    assert found["sure"].between(0, 1).all() and set(found["inside"]) == {0, 1}


def test_the_grader_has_the_sample(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(10)
    monkeypatch.setattr("firstquery.core.records.at_the_grader", lambda: True)
    pd.testing.assert_frame_equal(my_predictions(), pd.read_csv(COURSE / "data" / "predictions.csv"))
