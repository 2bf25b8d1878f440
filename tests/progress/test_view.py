"""What is said of how she stands: the same words in a notebook, in the terminal and on start here."""

from __future__ import annotations

import datetime as dt
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from firstquery.learner import progress as where
from firstquery.learner.progress import as_html, as_text, print_view
from firstquery.learner.progress.view import ANCHOR, HEADING, takeaways, view_of
from firstquery.learner.text import ago, date, join_words
from tests.conftest import ROOT
from tests.progress.course import NOW, attempted, build, done, stands

DAY = dt.timedelta(days=1)
HISTORIES: dict[str, dict[str, Any]] = {
    "empty": {},
    "half a week": done(1, NOW, 2),
    "a gap": done(1, NOW - 29 * DAY) | done(2, NOW - 21 * DAY, 1),
    "all": {n: r for week in range(1, 27) for n, r in done(week, NOW - (26 - week) * 7 * DAY).items()},
    "started at 3": {"placement": {"start": 3}} | done(3, NOW, 1),
    "a rest": done(1, NOW - 7 * DAY, 2) | done(2, NOW, 1),
}
each_history = pytest.mark.parametrize("kept", HISTORIES.values(), ids=HISTORIES.keys())


def said(kept: dict[str, Any], written: int = 5) -> str:
    return as_text(view_of(stands(kept, written=written)))


def words_of_text(text: str) -> list[str]:
    return re.sub(r" \[\S+?\.ipynb\]", "", text).replace(":", " ").split()


def words_of_html(text: str) -> list[str]:
    # Heads, captions and the line that unfolds the notes are for who cannot see the columns stand below each other.
    text = re.sub(r"<thead>.*?</thead>|<caption.*?</caption>|<summary>How this is counted</summary>", " ", text)
    text = re.sub(r"</?(?:a|strong)\b[^>]*>", "", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace(":", " ").split()


@each_history
def test_the_notebook_and_the_terminal_say_the_same(kept: dict[str, Any]) -> None:
    view = view_of(stands(kept, written=5))
    assert words_of_html(as_html(view, lambda target: target)) == words_of_text(as_text(view))


@each_history
def test_the_first_two_links_are_the_lesson_and_the_practice_at_hand(kept: dict[str, Any]) -> None:
    standing = stands(kept, written=5)
    shown = as_html(view_of(standing), lambda target: target)
    links = re.findall(r'href="([^"]+)"', shown)
    if standing.current is None:
        assert "then" not in said(kept).splitlines()[1]
        return
    stem = standing.current.plan.stem
    assert links[:2] == [f"{stem}.ipynb", f"practice/{stem}/{stem}.ipynb"]


@each_history
def test_the_table_can_be_heard_and_needs_no_colour(kept: dict[str, Any]) -> None:
    shown = as_html(view_of(stands(kept, written=5)), lambda target: None)
    assert "<a " not in shown and "color" not in shown and "<style" not in shown and "<script" not in shown
    tables = re.findall(r"<table>.*?</table>", shown, re.DOTALL)
    assert len(tables) == 6
    for table in tables:
        assert table.count("<caption") == 1
        assert table.count('<th scope="col"') == 6
        rows = re.findall(r"<tr>(.*?)</tr>", table)[1:]
        assert rows and all(row.startswith('<th scope="row">') and row.count("<td") == 5 for row in rows)
        for row in rows:
            assert re.search(r"<td[^>]*>[✓◐→○–] \w", row), "a mark stands with its word"
    assert shown.count("<details open>") == 1


@pytest.mark.parametrize(
    ("kept", "lines"),
    [
        (
            {},
            [
                "You begin with week 1 of 26, First query.",
                "If you know some SQL, ten questions "
                "[practice/week-00-where-to-start/week-00-where-to-start.ipynb] say where you may start.",
            ],
        ),
        (
            done(1, NOW, 2),
            [
                "You are in week 1 of 26, First query: 2 of 3 exercises done.",
                "So far: 0 of 26 weeks done, 2 exercises right here, 9 minutes spent.",
                "Weeks in a row with time for the course: 1.",
                "Month 1 · Query: 0 of 4 weeks done",
                "     1  First query                          ◐ open: exercise 3 left      2 of 3         9 min",
                "Month 6 · Review: not written yet",
            ],
        ),
        (done(1, NOW), ["Next is week 2 of 26, Count honestly."]),
        (
            attempted("w01-q1", NOW, "not-yet"),
            ["     1  First query                          ◐ open: 0 of 3 done      0 of 3         2 min"],
        ),
        (
            HISTORIES["a rest"],
            [
                "You are in week 2 of 26, Count honestly: 1 of 3 exercises done.",
                "Still open from before: week 1, exercise 3 [practice/week-01-first-query/week-01-first-query.ipynb].",
                "     2  Count honestly                       ◐ open: exercises 2 and 3 left      1 of 3         2 min",
            ],
        ),
        (
            {n: r for week in range(1, 6) for n, r in done(week, NOW).items()},
            ["You have done what there is. Week 6, Charts that answer, is not written yet."],
        ),
    ],
    ids=["nothing", "half a week", "a week", "a failed try", "a rest", "all that is written"],
)
def test_what_is_said_in_words(kept: dict[str, Any], lines: list[str]) -> None:
    found = said(kept).splitlines()
    for line in lines:
        assert line in found, "\n".join(found)


def test_who_has_done_all_is_told_so() -> None:
    assert said(HISTORIES["all"], written=26).startswith("All 26 weeks are done.\n")


def test_who_knows_more_than_is_written_is_told_what_is_open_to_her() -> None:
    assert said({"placement": {"start": 6}}).splitlines()[0] == (
        "You have done what there is from week 6 on. Week 6, Charts that answer, is not written yet. "
        "The weeks before it are open to you."
    )


def test_back_after_a_gap_it_says_what_was_last_what_to_read_and_where_to_go_on() -> None:
    lines = said(HISTORIES["a gap"]).splitlines()
    at = lines.index(
        "You were here last 3 weeks ago, on Wednesday 18 February: week 2, Count honestly. Your last check was "
        "exercise 1, and it was right. To come back in three minutes, read What to remember, week 2 "
        "[week-02-count-honestly.ipynb]:"
    )
    assert lines[at + 1] == (
        "Then run the first cell of the practice and go on with exercise 2 of week 2 "
        "[practice/week-02-count-honestly/week-02-count-honestly.ipynb]."
    )
    # Days are those of the calendar: late that evening is three weeks ago as well.
    assert "last 3 weeks ago, on Wednesday 18 February" in said(done(1, NOW.replace(hour=23) - 21 * DAY))
    # After a finished week it leads to the next lesson, and what is read again is of the finished one.
    finished = said(done(1, NOW - 12 * DAY))
    assert "You were here last 12 days ago, on Friday 27 February: week 1, First query." in finished
    assert (
        "read What to remember, week 1 [week-01-first-query.ipynb]:\n"
        "The next step is the lesson of week 2, by its link above." in finished
    )
    assert "You were here last" not in said(done(1, NOW - 9 * DAY))
    # A year later the date has its year; after the placement alone there is nothing to read again.
    assert "12 months ago, on Tuesday 11 March 2025" in said(done(1, NOW - 365 * DAY))
    placed = said(done(0, NOW - 30 * DAY) | {"placement": {"start": 2}})
    assert "the questions that say where to start.\nThe next step is the lesson of week 2, by its link above." in placed
    assert HEADING not in placed


@pytest.mark.parametrize("lesson", sorted((ROOT / "notebooks").glob("week-*.ipynb")), ids=lambda path: path.stem)
def test_what_is_to_be_read_again_is_there_and_takes_three_minutes_at_most(lesson: Path) -> None:
    points = takeaways(lesson)
    assert len(points) >= 3 and not any(mark in point for point in points for mark in ("**", "`", "  ", "\n"))
    assert 20 <= sum(len(point.split()) for point in points) <= 3 * 200
    assert f"## {HEADING}" in lesson.read_text(encoding="utf-8") and "#" + HEADING.replace(" ", "-") == ANCHOR


def test_marks_are_left_out_of_what_is_recalled_and_code_is_not(tmp_path: Path) -> None:
    text = "## What to remember\n\n- **Ask** *which* rows,\n  as of when.\n- `COUNT(*)` and `a_b_c` count.\n\nMore."
    path = tmp_path / "lesson.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": text}]}))
    assert takeaways(path) == ("Ask which rows, as of when.", "COUNT(*) and a_b_c count.")
    path.write_text("{")
    assert takeaways(path) == takeaways(tmp_path / "none.ipynb") == ()


def test_who_comes_back_is_shown_what_to_remember(hers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = ROOT / "notebooks" / "week-01-first-query.ipynb"
    (hers.parent / "course" / "notebooks" / lesson.name).write_bytes(lesson.read_bytes())
    now = dt.datetime.now().astimezone()
    assert where.view(now).takeaways == ()
    away = where.view(now + 12 * DAY)
    assert away.takeaways == takeaways(lesson)
    assert f"  - {away.takeaways[0]}" in as_text(away).splitlines()
    assert f"<li>{html.escape(away.takeaways[0])}</li>" in as_html(away, lambda target: None)
    assert words_of_html(as_html(away, lambda target: None)) == words_of_text(as_text(away).replace("  - ", "  "))


def test_dates_and_lists_are_told_in_words() -> None:
    assert date(NOW, NOW) == "Wednesday 11 March"
    assert [ago(dt.timedelta(days=n)) for n in (1, 20, 21, 89, 90, 729, 730)] == [
        *("1 day ago", "20 days ago", "3 weeks ago", "12 weeks ago", "3 months ago", "24 months ago", "2 years ago"),
    ]
    assert [join_words([]), join_words([3]), join_words([3, 5]), join_words([3, 5, 6])] == [
        "",
        "3",
        "3 and 5",
        "3, 5 and 6",
    ]


@pytest.fixture
def hers(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder of the whole course, with the first week done this minute."""
    root = build(tmp_path / "course")
    monkeypatch.setattr("firstquery.core.course.COURSE", root)
    (work / ".records").mkdir()
    for name, record in done(1, dt.datetime.now().astimezone()).items():
        (work / ".records" / f"{name}.json").write_text(json.dumps(record))
    for path in [*root.glob("notebooks/*.ipynb")]:
        (work / path.name).write_bytes(path.read_bytes())
        (work / "practice" / path.stem).mkdir(parents=True)
        (work / "practice" / path.stem / path.name).write_bytes(path.read_bytes())
    return work


def test_where_am_i_prints_and_progress_says_the_same(hers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where.where_am_i()
    shown = capsys.readouterr().out
    print_view(where.view())
    assert capsys.readouterr().out.rstrip() == shown.rstrip()
    assert shown.startswith("Next is week 2 of 26, Count honestly.\n") and "\x1b" not in shown


def test_the_command_runs_in_a_shell_whatever_letters_it_has(work: Path) -> None:
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "firstquery.cli.main", "progress"]
    ran = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("You begin with week 1 of 26, First query.\n") and "? next" in ran.stdout


def test_links_lead_from_the_notebook_that_runs(hers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view = where.ProgressDisplay(view_of(where.progress()))
    stem = "week-02-count-honestly"
    for folder, lesson in ((hers, f"{stem}.ipynb"), (hers / "practice" / stem, f"../../{stem}.ipynb")):
        monkeypatch.chdir(folder)
        assert f'<a href="{lesson}">Lesson of week 2</a>' in view._repr_html_()
    (hers / f"{stem}.ipynb").unlink()
    assert "Lesson of week 2" in view._repr_html_() and f'{stem}.ipynb">Lesson' not in view._repr_html_()
    monkeypatch.chdir(hers.parent)
    assert "<a " not in view._repr_html_()


def test_nothing_is_shown_at_the_grader(
    hers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    where.where_am_i()
    assert capsys.readouterr().out == ""
