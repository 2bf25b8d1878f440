"""The site can be read whole on any web server: every link leads to a page, no answer is in it, nothing runs."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from firstquery.cli.main import app
from firstquery.core import course
from firstquery.core.course import COURSE
from firstquery.core.errors import UserError
from firstquery.grading import answers
from firstquery.site.build import LIST, build, plan_of
from tests.html.axe import barriers, chromium

#: Looked at for colours and barriers: the front, a lesson and a practice with a drawing, a text with tables.
LOOKED_AT = ("index", "week-03-group-and-compare", "week-25-review-a-pull-request-practice", "hub", "glossary")

#: The guides for authors show a few lines of a solution as an example.
GUIDES = ("contributing.html", "your-own-course.html")


@cache
def each(site: Path) -> dict[str, BeautifulSoup]:
    return {path.name: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in sorted(site.glob("*.html"))}


def test_every_week_is_there_and_the_front_page_leads_to_it(site: Path) -> None:
    front = each(site)["index.html"]
    led_to = [str(link["href"]) for link in front.select("ol.weeks li > a")]
    assert led_to == [f"{week.stem}.html" for week in course.weeks()]
    for week in course.weeks():
        assert f"{week.stem}.html" in each(site) and f"{week.stem}-practice.html" in each(site)
        assert week.question in front.get_text()


def test_every_link_leads_to_a_page_of_the_site_and_to_a_place_that_is_there(site: Path) -> None:
    for name, page in each(site).items():
        for link in page.find_all("a", href=True):
            address, _, place = str(link["href"]).partition("#")
            if re.match(r"https?:|mailto:", address):
                continue
            there = each(site).get(address or name)
            assert there is not None, f"{name} leads to {address}"
            assert not place or there.find(id=place) is not None, f"{name} leads to {link['href']}"


def test_from_the_front_page_every_page_is_reached(site: Path) -> None:
    waiting, found = ["index.html"], {"index.html"}
    while waiting:
        for link in each(site)[waiting.pop()].find_all("a", href=True):
            address = str(link["href"]).partition("#")[0]
            if address in each(site) and address not in found:
                found.add(address)
                waiting.append(address)
    assert found == {*each(site)}


def test_a_page_loads_nothing_runs_nothing_and_says_what_it_is_about(site: Path) -> None:
    for name, page in each(site).items():
        assert page.find_all(["script", "link", "iframe", "object", "embed"]) == [], name
        about = page.find("meta", {"name": "description"})
        assert about is not None and str(about["content"]).strip(), name
        assert all(str(one["src"]).startswith("data:") for one in page.find_all("img")), name


def test_no_text_of_a_facilitator_and_no_solution_is_published(site: Path) -> None:
    whole = "\n".join(page.get_text() for name, page in each(site).items() if name not in GUIDES)
    said = {
        wrong.message
        for week in course.weeks()
        for exercise in answers.read(week.answers).values()
        for wrong in exercise.by_role("wrong")
    }
    assert len(said) > 500
    assert [one for one in said if one and len(one) >= 60 and one in whole] == []
    assert "BEGIN SOLUTION" not in whole


def test_a_question_has_its_answers_folded_below_and_no_cell_to_answer_in(site: Path) -> None:
    for week in course.weeks():
        page = each(site)[f"{week.stem}.html"]
        assert "%%ask" not in "".join(code.get_text() for code in page.select("pre.code")), week.stem
        asked = sum(one.source.startswith("%%ask") for one in course.cells_in(week.lesson))
        assert len(page.find_all("summary", string="The answers")) >= asked, week.stem


def test_a_site_is_replaced_and_what_is_no_longer_made_is_gone(tmp_path: Path) -> None:
    few = tmp_path / "course"
    for name in ("course.toml", "notebooks/glossary.ipynb", "notebooks/week-01-first-query.ipynb"):
        (few / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(COURSE / name, few / name)
    said = (few / "course.toml").read_text(encoding="utf-8")
    (few / "course.toml").write_text(said.replace('site = "docs/front.md"', ""), encoding="utf-8")
    folder = tmp_path / "site"
    build(plan_of(few), folder)
    first = {path.name for path in folder.iterdir()}
    assert {"index.html", "glossary.html", "week-01-first-query.html", LIST} == first
    (folder / "robots.txt").write_text("of whoever serves it", encoding="utf-8")
    (few / "notebooks" / "glossary.ipynb").unlink()
    build(plan_of(few), folder)
    assert {path.name for path in folder.iterdir()} == {*first, "robots.txt"} - {"glossary.html"}
    assert "1 hour" not in (page := (folder / "index.html").read_text(encoding="utf-8")) and "An hour" in page


def test_a_folder_with_other_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ines", encoding="utf-8")
    done = CliRunner().invoke(app, ["site", "--output", str(tmp_path)])
    assert isinstance(done.exception, UserError) and "holds files that are of no site" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_no_barrier(site: Path, name: str) -> None:
    with chromium() as browser:
        assert barriers(browser, site / f"{name}.html", has_colours=True) == []
