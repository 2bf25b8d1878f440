"""Start here says where she is, in a real JupyterLab: one click to the lesson, one to the practice.

The pictures go to the folder FIRSTQUERY_SCREENSHOTS, for whoever wants to see how it looks.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from firstquery.core import course
from firstquery.learner.exercises import exercises_of
from tests.browser.jupyterlab import IN_FRONT, LAPTOP, TABLET, Home, cell, opened, run, said, show_files
from tests.conftest import ROOT

FIRST, SECOND = "week-01-first-query", "week-02-count-honestly"
START = ROOT / "notebooks" / "start-here.ipynb"
AWAY = dt.timedelta(days=21)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """Somebody who did week 1 and half of week 2, three weeks ago, comes back."""
    home = Home(tmp_path_factory.mktemp("back"))
    records = home.work / ".records"
    records.mkdir(parents=True)
    at = (dt.datetime.now() - AWAY).replace(hour=9).astimezone()  # at any time of today, it was one day
    for week, most in ((1, 99), (2, 3)):
        for exercise in exercises_of(course.week(week))[:most]:
            at += dt.timedelta(minutes=5)
            one = {"at": at.isoformat(), "outcome": "right", "points": exercise.points, "max_points": exercise.points}
            record = {"version": 1, "exercise": exercise.id, "best": one, "count": 1, "attempts": [one]}
            (records / f"{exercise.id}.json").write_text(json.dumps(record))
    with home:
        home.open()
        yield home
        home.close()


@pytest.fixture(scope="module")
def page(home: Home, page: Page) -> Page:
    page.goto(home.address)
    return page


def test_start_here_says_where_she_is_and_is_fit_for_every_reader(page: Page, pictures: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened(page, "start-here.ipynb", "Start here")
    shown = said(cell(page, START, "where-am-i"))
    expect(shown).to_contain_text("You are in week 2 of 26, Count honestly: 3 of 6 exercises done.")
    expect(shown).to_contain_text("You were here last 3 weeks ago")
    expect(shown.locator("li").first).to_be_visible()
    expect(shown.locator("table:visible")).to_have_count(1)
    expect(shown.locator("table:visible tbody tr").first).to_contain_text("✓ done")
    expect(shown.locator("details")).to_have_count(7)
    links = {"rules": {"link-in-text-block": {"enabled": False}}}  # how a link looks is JupyterLab's
    for name, size in (("laptop", LAPTOP), ("tablet", TABLET)):
        page.set_viewport_size(size)
        page.screenshot(path=pictures / f"where-am-i-{name}.png")
    page.set_viewport_size(LAPTOP)
    context = {"include": [[f"{IN_FRONT} .jp-OutputArea-output"]]}
    found = Axe().run(page, context=context, options=links).response
    assert found["passes"], "something was examined"
    assert [one["id"] for one in found["violations"] if one["impact"] in ("serious", "critical")] == []


def test_one_click_opens_the_lesson_and_one_the_practice(page: Page) -> None:
    lesson, practice = f"{SECOND}.ipynb", f"practice/{SECOND}/{SECOND}.ipynb"
    for words, path, heading, tab in (
        ("Lesson of week 2", lesson, "Week 2", r"^Lesson: "),
        ("practice of week 2", practice, "Practice", r"^Practice: "),
    ):
        page.locator(f"{IN_FRONT} a", has_text=words).first.click()
        opened(page, path, heading)
        expect(page).to_have_title(re.compile(tab))  # the two have one file name: the browser's tab tells them apart
        show_files(page)
        page.locator(".jp-BreadCrumbs-home").click()
        page.locator(".jp-DirListing-item", has_text="start-here.ipynb").click()
        opened(page, "start-here.ipynb", "Start here")
        expect(page).to_have_title(re.compile(r"^start-here"))


def test_the_cell_run_again_says_how_it_stands_by_then(home: Home, page: Page) -> None:
    one = cell(page, START, "where-am-i")
    at = dt.datetime.now().astimezone().isoformat()
    best = {"at": at, "outcome": "right", "points": 99, "max_points": 99}
    (home.work / ".records" / "w02-q4.json").write_text(json.dumps({"best": best, "count": 1, "attempts": [best]}))
    run(page, one)
    expect(said(one)).to_contain_text("You are in week 2 of 26, Count honestly: 4 of 6 exercises done.")
    expect(said(one)).not_to_contain_text("You were here last")
    expect(said(one).locator("table:visible")).to_have_count(1)
    assert f"/files/practice/{SECOND}/" in (one.locator("a", has_text="practice").first.get_attribute("href") or "")
