"""The talk is filled from her own records, her words in it stay, and its slides need no network and shut nobody out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from typer.testing import CliRunner

from firstquery import talk
from firstquery.cli.main import app
from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.learner.calendar_share import calendar_share
from firstquery.learner.exercises import exercises_of
from firstquery.showcase import slides as slides_
from firstquery.showcase.item import Item
from firstquery.showcase.slide_page import count
from firstquery.showcase.talk import NOTEBOOK, PAGE, run
from tests.html.axe import barriers, chromium
from tests.showcase import folder as made


def slides(work: Path) -> list[str]:
    page = BeautifulSoup((work / PAGE).read_text(encoding="utf-8"), "html.parser")
    return [one.get_text(" ", strip=True) for one in page.select("section.slide")]


def change(work: Path, old: str, new: str) -> None:
    path = work / NOTEBOOK
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def headings(work: Path) -> list[str]:
    page = BeautifulSoup((work / PAGE).read_text(encoding="utf-8"), "html.parser")
    return [one.get_text(strip=True) for one in page.select("section.slide h2")]


def test_slides_are_filled_from_what_she_made_tried_and_predicted_one_thought_each(work: Path) -> None:
    for outcome in ("not-attempted", *["not-yet"] * 3, "could-not-run"):
        records.attempt("w01-q5", outcome, 0, 2, said="Not yet. Which column tells them apart?")
    made.fill(work)
    records.update("calendar", lambda kept: {"version": 1, "measures": [{"date": "2026-06-01", "share": 0.62}]})
    calendar_share(9, 30)
    run()
    assert headings(work) == [
        "What I broke in one week",
        "My first query",
        "Tickets rise faster than customers",
        "What I got wrong, and what I do now",
        "How sure I was",
        "30% of my meetings are about strategy",
        "What I will ask you from now on",
    ]
    said = slides(work)
    assert "7 exercises are right. 4 answers before them were not. Those are what this talk is about." in said[0]
    assert "Week 1," in said[1] and "SELECT" in said[1]
    assert "27 test accounts were in my number. Now: I read the dictionary first." in said[3]
    assert "wrong 4 times, then right. What the check told me: Which column tells them apart?" in said[3]
    assert "10 had a margin and a confidence" in said[4]
    assert "In my calendar: 62% on 1 June 2026, then 30% on" in said[5]
    assert said[6].count("?") == 3
    assert all(f"{number} of 7" in one for number, one in enumerate(said, 1))
    assert all("What to say" in one for one in said)
    assert "six months" not in "".join(said)


def test_her_chart_and_her_table_are_on_slides_of_their_own(work: Path) -> None:
    made.fill(work)
    third = course.week(3)
    (work / "practice" / third.stem).mkdir()
    nbformat.write(made.solved(third.stem), work / "practice" / third.stem / f"{third.stem}.ipynb")
    for one in exercises_of(third):
        records.attempt(one.id, "right", one.points, one.points)
    run()
    page = BeautifulSoup((work / PAGE).read_text(encoding="utf-8"), "html.parser")
    chart, table = page.select_one("section.slide img"), page.select("section.slide table")
    assert chart is not None and chart["alt"] == "Tickets rise faster than customers"
    assert str(chart["src"]).startswith("data:image/png;base64,")
    assert any("industry" in one.get_text() and len(one.select("tr")) > 2 for one in table)
    assert not any(one.select_one("img") for one in page.select("section.slide") if one.select_one("table"))


def test_a_calendar_of_the_course_is_told_as_that(work: Path) -> None:
    """A query or a table gave its numbers: nobody counted these by hand."""
    made.fill(work)
    calendar_share(pd.DataFrame({"n": [116]}), pd.DataFrame({"n": [203]}))
    run()
    (calendar,) = [one for one in slides(work) if "about strategy" in one]
    assert "57% of the meetings are about strategy" in calendar
    assert "In the calendar of Kestrel's data: 57% on" in calendar and "my " not in calendar


def test_the_weeks_of_the_title_are_counted_from_her_records(work: Path) -> None:
    made.fill(work)
    assert (run(), headings(work)[0])[1] == "What I did in one week"
    for week in (2, 3, 4, 5):
        records.attempt(f"w{week:02}-q1", "not-yet", 0, 2)
    run()
    assert headings(work)[0] == "What I broke in 5 weeks"
    for week in course.weeks():
        for one in exercises_of(week)[:1]:
            records.attempt(one.id, "not-yet", 0, 2)
    run()
    assert headings(work)[0] == "What I broke in six months"


def test_what_is_checked_again_once_it_is_right_was_no_failure_nor_the_same_answer_twice(work: Path) -> None:
    for digest in ("a", "a", "b"):
        records.attempt("w01-q5", "not-yet", 0, 2, digest=digest)
    made.fill(work)
    for outcome in ("right", "right", "not-yet", "right"):
        records.attempt("w01-q5", outcome, 2, 2)
    records.attempt("w02-q1", "not-yet", 0, 2)
    run()
    assert "7 exercises are right. 3 answers before them were not." in slides(work)[0]


def test_the_last_review_is_told_with_what_was_wrong_and_how_it_shows() -> None:
    text = (
        "Changes requested.\n\nTwo points.\n\n## 1. Blocker: desk/nightly.py, line 71\n\nLetters of customers "
        "leave the house.\n\n- Evidence: examples_of(small, date(2025, 3, 1))\n\n## 2. Major: "
        "desk/store.py, line 9\n\nNo."
    )
    (slide, _) = slides_.last_review([Item("w26-q3", "review", 26, "Review of pull request 0206", text=text)])
    assert "**changes requested**" in slide.source
    assert "> **Blocker**, desk/nightly.py, line 71: Letters of customers leave the house." in slide.source
    assert "> How it shows: `examples_of(small, date(2025, 3, 1))`" in slide.source
    assert "desk/store.py" not in slide.source


def test_slides_in_which_nothing_was_changed_are_filled_anew_by_themselves(work: Path) -> None:
    made.fill(work)
    assert "filled again each time, as long as you change nothing in them" in " ".join(run())
    assert "7 exercises are right." in slides(work)[0] and "were not" not in slides(work)[0]
    records.attempt("w02-q1", "not-yet", 0, 2)
    said = " ".join(run())
    assert "7 exercises are right. 1 answer before was not." in slides(work)[0]
    assert "filled again" in said and not list(work.glob("talk-before-*"))
    change(work, "*Your name, the date*", "*Kim*")
    records.attempt("w02-q2", "not-yet", 0, 2)
    assert "Its words are those of your talk.ipynb" in " ".join(run())
    assert "1 answer before" in slides(work)[0] and "Kim" in slides(work)[0]


def test_a_slide_that_nothing_fills_is_left_out_and_without_any_there_is_a_sentence(work: Path) -> None:
    with pytest.raises(UserError, match="There is nothing for a talk yet"):
        run()
    assert not (work / NOTEBOOK).exists()
    records.attempt("w01-q1", "right", 1, 1)
    run()
    assert headings(work) == ["What I did in one week"]
    assert not re.search(r"\(|…", slides(work)[0].replace("What to say", ""))


def test_what_is_private_is_masked_and_she_is_told_to_read_it(work: Path) -> None:
    made.fill(work)
    path = work / "failures" / "failure-note-000000.md"
    path.write_text(
        path.read_text().replace("Customers only.", "x").replace("27 test", "write to jo@kestrel.example: 27")
    )
    said = " ".join(run())
    assert "were masked; read it all before you show it" in said
    assert "jo@kestrel.example" not in (work / NOTEBOOK).read_text() + (work / PAGE).read_text()


def test_her_words_stay_whatever_is_done_meanwhile(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made.fill(work)
    talk()
    assert "Its words are yours to change" in capsys.readouterr().out
    change(work, "*Your name, the date*", "*Kim, for the Monday round*")
    records.attempt("w01-q1", "right", 1, 1)
    talk()
    assert "Its words are those of your talk.ipynb" in capsys.readouterr().out
    assert "Kim, for the Monday round" in slides(work)[0]
    talk(anew=True)
    assert "Your words of before are kept in talk-before-1.ipynb." in capsys.readouterr().out
    assert "Kim" not in slides(work)[0] and "Kim" in (work / "talk-before-1.ipynb").read_text()
    talk(anew=True)
    assert (work / "talk-before-2.ipynb").exists()


def test_slides_that_she_adds_hides_and_marks_as_notes_are_taken_as_jupyter_marks_them(work: Path) -> None:
    made.fill(work)
    run()
    before = len(slides(work))
    notebook = nbformat.read(work / NOTEBOOK, as_version=4)
    more = nbformat.v4.new_markdown_cell("# A sixth")
    more.metadata["slideshow"] = {"slide_type": "slide"}
    hidden = nbformat.v4.new_markdown_cell("never shown")
    hidden.metadata["slideshow"] = {"slide_type": "skip"}
    notebook.cells += [more, hidden, nbformat.v4.new_markdown_cell("and below it")]
    nbformat.write(notebook, work / NOTEBOOK)
    assert f"Your talk has {before + 1} slides" in run()[0]
    assert "A sixth" in slides(work)[-1] and "and below it" in slides(work)[-1]
    assert "never shown" not in (work / PAGE).read_text()
    assert count(notebook) == before + 1


def test_a_notebook_that_is_none_or_shows_nothing_is_a_sentence_and_is_left_alone(work: Path) -> None:
    (work / NOTEBOOK).write_text("[1, 2", encoding="utf-8")
    with pytest.raises(UserError, match="can't be read as a notebook"):
        run()
    assert (work / NOTEBOOK).read_text() == "[1, 2"
    empty = nbformat.v4.new_notebook()
    nbformat.write(empty, work / NOTEBOOK)
    with pytest.raises(UserError, match="there is no slide"):
        run()


def test_the_command_says_the_same_and_without_a_folder_it_says_what_makes_one(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.fill(work)
    done = CliRunner().invoke(app, ["talk"], catch_exceptions=False)
    assert done.exit_code == 0 and "Your talk has 6 slides" in done.output
    change(work, "*Your name, the date*", "*Kim*")
    again = CliRunner().invoke(app, ["talk"], catch_exceptions=False)
    assert "firstquery talk --anew" in again.output
    monkeypatch.setenv("FIRSTQUERY_WORK", str(work / "nowhere"))
    with pytest.raises(UserError, match="`firstquery lab` makes it"):
        run()


def test_at_the_grader_it_is_silent(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    talk()
    assert not (work / NOTEBOOK).exists()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


def test_the_slides_load_nothing_and_axe_finds_no_barrier_in_them(browser: Browser, work: Path) -> None:
    made.fill(work)
    run()
    assert barriers(browser, work / PAGE) == []


def test_page_down_goes_from_slide_to_slide(browser: Browser, work: Path) -> None:
    made.fill(work)
    run()
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto((work / PAGE).as_uri())
    seen = []
    for _ in range(5):
        page.wait_for_timeout(500)
        seen.append(
            page.evaluate(
                "[...document.querySelectorAll('section.slide')].findIndex("
                "one => Math.abs(one.getBoundingClientRect().top) < 80) + 1"
            )
        )
        page.keyboard.press("PageDown")
    assert seen == [1, 2, 3, 4, 5]


def test_an_audience_sees_no_words_of_the_presenter_and_who_looks_for_them_finds_them(
    browser: Browser, work: Path
) -> None:
    made.fill(work)
    run()
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto((work / PAGE).as_uri())
    seen = "one => getComputedStyle(document.querySelector(one)).opacity"
    assert [page.evaluate(seen, one) for one in (".notes", ".foot a")] == ["0", "0"]
    page.locator(".notes summary").first.focus()
    assert page.evaluate(seen, ".notes") == "1"
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.slide p')).fontSize)")
    assert size >= 24, "it is read from the last row"
