"""The run sheet for the room: two sides of A4 a week, with the right answers, what goes wrong, and the rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from typer.testing import CliRunner

from firstquery.authoring.room_sheet import LIKELIEST, render
from firstquery.cli.main import app
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.grading import answers
from tests.html.axe import barriers, chromium

WEEKS = course.weeks()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.stem)
def test_a_sheet_is_two_printed_pages_with_all_that_a_room_needs(
    browser: Browser, tmp_path: Path, week: course.Week
) -> None:
    path = tmp_path / "sheet.html"
    path.write_text(render(week), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
    made = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for exercise in answers.read(week.answers).values():
        section = made.find("section", {"aria-labelledby": exercise.id})
        assert section is not None
        said = " ".join(section.get_text(" ").split())
        listed = [one.name for one in exercise.by_role("wrong")[:LIKELIEST]]
        assert len(section.select("section > ul > li")) == len(listed)
        assert all(" ".join(name.split()) in said for name in listed)
        if exercise.kind == "text":
            assert len(section.select(".rubric li")) >= 2
        else:
            code = section.pre.get_text().split("\n… ")[0].strip()  # type: ignore[union-attr]
            assert any("\n".join(one.cells).startswith(code) for one in exercise.by_role("right"))


def test_results_stand_beside_the_mistakes_that_give_them() -> None:
    """Those of week 3: a table by its rows and its first one, a number as a cell shows it."""
    made = BeautifulSoup(render(course.week("3")), "html.parser")
    shown = {one["aria-labelledby"]: [item.get_text() for item in one.select("b")] for one in made.find_all("section")}
    assert all(re.match(r"\d+ rows?: \S", text) for text in shown["w03-q2"]) and len(shown["w03-q2"]) == LIKELIEST
    assert all(re.fullmatch(r"\d+(\.\d+)?", text) for text in shown["w03-q4"]) and len(shown["w03-q4"]) == LIKELIEST


def test_axe_finds_no_barrier_in_a_sheet(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "sheet.html"
    path.write_text(render(WEEKS[2]), encoding="utf-8")
    assert barriers(browser, path) == []


def test_the_command_writes_it_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["page", "3", "--run-sheet"])
    assert done.exit_code == 0, done.output
    assert "Run sheet for the room" in (tmp_path / f"{WEEKS[2].stem}-run-sheet.html").read_text(encoding="utf-8")
    done = CliRunner().invoke(app, ["page", "--run-sheet"])
    assert isinstance(done.exception, UserError) and "Which week?" in done.exception.sentence
