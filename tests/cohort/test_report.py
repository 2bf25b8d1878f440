"""The report: what the room did, in one page that anybody can read, from graded submissions alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from benchmarks.facilitator import make
from firstquery.cohort import overview, report
from firstquery.core import course
from tests.cohort.conftest import listed
from tests.grading.orders import STEM
from tests.html.axe import barriers, chromium
from tests.run.bench import Run

NAMES = ("Ann A", "HYPERLINK", "Cy, the second", "Dan D", "Eve E", "Fay F", "Lin L", "ann@example.com", "zoe")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


def page(run: Run, *, names: bool = False) -> BeautifulSoup:
    return BeautifulSoup(report.build(run.root, run.db_url, listed(run), names=names), "html.parser")


def rows(made: BeautifulSoup, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    table = made.find("h2", string=heading).find_next("table")  # type: ignore[union-attr]
    assert table is not None
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")
    ]  # type: ignore[union-attr]


def test_it_counts_what_came_when_and_what_it_earned(graded_cohort: Run) -> None:
    (week,) = rows(page(graded_cohort), "Progress by week")
    title, bar, on_time, late, missing, graded, points = week
    assert (title, bar, on_time, late, missing, graded) == ("Week 90: Orders", "", "4", "2", "1", "3")
    assert points == "45 %"  # of 10.5, 5 and 2 the middle one, of 11


def test_it_says_where_the_room_is_stuck_and_what_to_ask(graded_cohort: Run) -> None:
    made = page(graded_cohort)
    stuck = {row[0]: row[2:] for row in rows(made, "Where the room is stuck")}
    assert stuck["w90-q1, How many are paid"] == ["3 of 4", "1", "0", "0"]
    assert stuck["w90-q2, The largest three"] == ["3 of 4", "1", "0", "0"]
    mistakes = [row[:3] for row in rows(made, "The commonest mistakes, and what to ask")]
    assert mistakes == [["everything", "w90-q1", "1"], ["the smallest", "w90-q2", "1"]]
    assert "That is every order. Which of them are paid?" in made.get_text()


def test_nobody_is_stuck_who_left_out_what_earns_no_points(changing: Run) -> None:
    """Here everybody has left out the second exercise."""
    path = changing.root / "source" / STEM / f"{STEM}.ipynb"
    points = re.compile(r'("grade_id": "w90-q2",\s+"locked": true,\s+"points": )[\d.]+')
    text, many = points.subn(r"\g<1>0", path.read_text(encoding="utf-8"))
    assert many == 1
    path.write_text(text, encoding="utf-8")
    changing.change(
        "UPDATE firstquery_marks SET verdicts = json_set(verdicts, '$.\"w90-q2\".outcome', 'not-attempted') "
        "WHERE json_extract(verdicts, '$.\"w90-q2\"') IS NOT NULL"
    )
    stuck = {row[0] for row in rows(page(changing), "Where the room is stuck")}
    assert stuck and "w90-q2, The largest three" not in stuck


def test_it_says_what_waits_and_what_went_wrong(graded_cohort: Run) -> None:
    text = " ".join(page(graded_cohort).get_text(" ").split())
    assert "3 with a written answer to read, 2 with a check that could not be judged" in text
    faults = [one.get_text() for one in page(graded_cohort).find("h2", string="Faults").find_next("ul").find_all("li")]  # type: ignore[union-attr]
    assert faults == ["Week 90: Orders: could not be read, 1.", "Week 90: Orders: kernel died, 1."]


def test_nobody_is_named_unless_that_is_asked_for(graded_cohort: Run) -> None:
    assert [name for name in NAMES if name in str(page(graded_cohort))] == []
    named = page(graded_cohort, names=True).get_text()
    assert "missing: Eve E" in named and "zoe" not in named
    assert '=HYPERLINK("http://x")' in named


def test_what_somebody_tried_before_she_handed_in_is_not_in_it(graded_cohort: Run) -> None:
    """Lin has handed in 5 since, and Cy for the first time: neither is graded."""
    assert not any(
        "Cy" in row or row[0] == "typed in"
        for row in rows(page(graded_cohort), "The commonest mistakes, and what to ask")
    )
    assert rows(page(graded_cohort), "Where the room is stuck")[0][2].endswith("of 4")


def test_it_needs_no_other_file_and_runs_nothing(graded_cohort: Run) -> None:
    made = page(graded_cohort, names=True)
    assert made.find_all(["script", "link", "iframe", "img"]) == []
    assert [tag for tag in made.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    assert {link["href"] for link in made.find_all("a")} == {"#content"}


def test_the_command_writes_it(graded_cohort: Run, tmp_path: Path) -> None:
    ended = graded_cohort.firstquery("report", "--to", str(tmp_path / "r.html"))
    assert ended.code == 0, ended.said
    assert "Where the room is stuck" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_axe_finds_no_barrier_in_it(browser: Browser, graded_cohort: Run, tmp_path: Path) -> None:
    """Of one week and of three, with names."""
    three = make(tmp_path / "three", 9, course.weeks()[:3])
    url = f"sqlite:///{three / 'gradebook.db'}"
    for name, text in {
        "one.html": report.build(graded_cohort.root, graded_cohort.db_url, listed(graded_cohort)),
        "three.html": report.build(three, url, overview.build(three, url), names=True),
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert barriers(browser, tmp_path / name) == []


def test_a_course_in_which_nobody_has_handed_in_has_a_page(changing: Run) -> None:
    import shutil

    shutil.rmtree(changing.root / "submitted")
    for table in ("grade", "comment", "submitted_notebook", "submitted_assignment", "firstquery_marks"):
        changing.change(f"DELETE FROM {table}")
    text = page(changing).get_text()
    assert "No named mistake was made." in text and STEM not in text
