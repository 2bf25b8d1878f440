"""Marks for another system: its own columns, no formula, and an empty cell where there is no mark."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from firstquery.cohort import export, spreadsheet
from firstquery.cohort.export import System
from tests.cohort.conftest import listed
from tests.run.bench import Run


def rows(run: Run, system: System) -> list[list[str]]:
    return list(csv.reader(io.StringIO(export.as_csv(listed(run), system))))


def test_canvas_gets_the_columns_that_its_importer_asks_for(graded_cohort: Run) -> None:
    headings, possible, *learners = rows(graded_cohort, System.canvas)
    assert headings == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 90: Orders"]
    assert possible == ["    Points Possible", "", "", "", "", "11"]
    marks = {row[0]: (row[3], row[-1]) for row in learners}
    assert marks["Ann A"] == ("ann@example.com", "10.5")
    assert marks["Eve E"] == ("eve@example.com", "")
    assert marks["Cy, the second"] == ("cy@example.com", "")
    assert marks['\'=HYPERLINK("http://x")'] == ("ben@example.com", "5")


def test_what_canvas_itself_calls_a_learner_comes_from_the_roster(changing: Run) -> None:
    path = changing.root / "roster.csv"
    path.write_text("name,display name,ID,SIS User ID,SIS Login ID,Section\nann,Ann A,17,s-1,ann.a,Room 2\n", "utf-8")
    assert rows(changing, System.canvas)[2] == ["Ann A", "17", "s-1", "ann.a", "Room 2", "10.5"]


def test_moodle_gets_a_column_by_which_it_finds_each_learner(graded_cohort: Run) -> None:
    headings, *learners = rows(graded_cohort, System.moodle)
    assert headings == ["Username", "ID number", "Email address", "Full name", "Week 90: Orders"]
    assert learners[0] == ["ann", "", "ann@example.com", "Ann A", "10.5"]
    assert [row[-1] for row in learners if row[0] in ("cy", "dan", "eve")] == ["", "", ""]


def test_the_command_says_what_is_not_final(graded_cohort: Run, tmp_path: Path) -> None:
    ended = graded_cohort.firstquery("export", "--for", "plain", "--week", "90", str(tmp_path / "marks.csv"))
    assert ended.code == 0, ended.said
    assert "7 learners, 1 week:" in ended.said
    assert "3 of the marks are so far" in ended.said and "3 cells are empty" in ended.said
    with (tmp_path / "marks.csv").open(encoding="utf-8", newline="") as file:
        assert [row["Week 90: Orders"] for row in csv.DictReader(file)] == ["10.5", "5", "", "", "", "2", "7"]


@given(st.lists(st.one_of(st.text(), st.integers(0, 10**6), st.none()), min_size=1, max_size=6))
@example(["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "'=1", "''=1", "\uff1d1", " =1", "'t Hooft", ""])
def test_no_text_is_a_formula_and_every_text_comes_back(row: list[str | int | None]) -> None:
    (read,) = csv.reader(io.StringIO(spreadsheet.to_csv([row]), newline=""))
    assert len(read) == len(row)
    for given_value, value in zip(row, read, strict=True):
        if isinstance(given_value, str):
            assert not value.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b"))
            assert spreadsheet.unescape(value) == given_value
        else:
            assert value == ("" if given_value is None else f"{given_value:g}")
