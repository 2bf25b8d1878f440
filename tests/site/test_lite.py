"""The first weeks run in a browser, with no network but for the site: from the front page to `finish()`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from typer.testing import CliRunner

from firstquery.cli.main import app
from firstquery.core import records
from tests.browser.jupyterlab import IN_FRONT, LAPTOP, cell, run, said
from tests.html.axe import PHONE
from tests.site import lite as trial
from tests.site.lite import WEEKS

pytestmark = pytest.mark.needs("chromium", "jupyterlite")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = trial.chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(lite: Path) -> Iterator[str]:
    with trial.served(lite) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = trial.tab(browser)
    trial.begin(page, address, trial.practice_path(WEEKS[0]))
    yield page
    page.context.close()


def serious(page: Page, within: list[str] | None = None) -> list[str]:
    """What axe-core finds that is serious or critical, in the page or in parts of it."""
    page.evaluate(Axe().axe_script)
    script = "parts => axe.run(parts ? {include: parts.map((one) => [one])} : document, {resultTypes: ['violations']})"
    found = page.evaluate(script, within)["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
    ]


def test_the_first_query_answers_in_a_browser_that_has_no_network(page: Page) -> None:
    first = WEEKS[0]
    run(page, cell(page, first.release, "rebuild"))
    expect(said(cell(page, first.release, "rebuild"))).to_contain_text("Ready for week 1")
    answer = cell(page, first.release, "w01-q1-answer")
    run(page, answer, trial.solutions(first)["w01-q1"])
    expect(said(answer).locator("table")).to_contain_text("account_id")
    check = cell(page, first.release, "w01-q1")
    check.get_by_role("button", name="Check").click()
    expect(said(check)).to_contain_text("Right. 2 of 2 points.")


@pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.stem)
def test_a_week_is_done_by_its_solutions_and_each_wrong_answer_gets_its_message(
    page: Page, week: trial.course.Week
) -> None:
    trial.open_page(page, trial.practice_path(week))
    trial.run_cells(page, week.release, [("rebuild", None)])
    wrong = trial.wrong_answers(week, 6 if week is WEEKS[0] else 3)
    cells = [pair for one in wrong for pair in ((f"{one.exercise}-answer", one.cells[0]), (one.exercise, None))]
    told = trial.run_cells(page, week.release, cells)[1::2]
    for one, sentence in zip(wrong, told, strict=True):
        assert " ".join(one.message.split()) in sentence, one
    right = trial.solutions(week)
    told = trial.run_cells(
        page, week.release, [pair for name, text in right.items() for pair in ((f"{name}-answer", text), (name, None))]
    )
    for name, sentence in zip(right, told[1::2], strict=True):
        assert sentence.startswith(("Right", "All that a check can see is there")), (name, sentence)
    (summary,) = trial.run_cells(page, week.release, [("finish", None)])
    assert re.search(r"Right here, on the data that you have: (\d+) of \1\b", summary), summary
    expect(page.locator(f"{IN_FRONT} .jp-OutputArea-output").last).not_to_contain_text("Traceback")


def test_her_work_is_there_again_goes_to_the_installed_course_and_comes_back(
    page: Page, work: Path, tmp_path: Path
) -> None:
    week = WEEKS[0]
    page.reload()
    trial.ready(page)
    trial.open_page(page, trial.practice_path(week))
    answer = trial.solutions(week)["w01-q1"]
    hers = "() => jupyterapp.shell.currentWidget.content.widgets.map((one) => one.model.sharedModel.getSource())"
    assert answer in page.evaluate(hers), "it is kept in the browser"
    file, shown = tmp_path / "work.json", page.locator(".jp-Dialog-body")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take away").click()
    download.value.save_as(file)
    page.get_by_role("button", name="Close").click()
    done = CliRunner().invoke(app, ["bring-back", str(file)], catch_exceptions=False)
    assert done.exit_code == 0 and "Brought back" in done.stdout
    practice = work / trial.practice_path(week)
    assert "".join(answer.split()) in "".join(practice.read_text(encoding="utf-8").replace("\\n", "").split())
    assert records.progress(["w01-q1"])["w01-q1"].outcome == "right"
    (work / "notes.md").write_text("Ask Ines about plans.", encoding="utf-8")
    assert CliRunner().invoke(app, ["take-away", str(file)], catch_exceptions=False).exit_code == 0
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bring back").click()
    chooser.value.set_files(file)
    expect(shown).to_contain_text("Brought back: notes.md.")
    page.get_by_role("button", name="Close").click()
    assert answer in page.evaluate(hers)


def test_the_page_to_try_has_no_barrier_says_what_it_loads_and_loads_nothing_before(
    browser: Browser, address: str
) -> None:
    page = trial.tab(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}try.html")
    expect(page.get_by_role("main")).to_contain_text("MB from this site")
    page.wait_for_load_state("networkidle")
    assert [one for one in asked if not one.endswith(("/try.html", "/favicon.ico"))] == []
    for colours in ("light", "dark"):
        for size in (LAPTOP, PHONE):
            page.emulate_media(color_scheme=colours)
            page.set_viewport_size(size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert serious(page) == []
    page.context.close()


def test_the_practice_has_no_serious_barrier_and_follows_the_readers_colours(page: Page) -> None:
    for colours, is_dark in (("dark", True), ("light", False)):
        page.emulate_media(color_scheme=colours)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false" if is_dark else "true")
    assert serious(page, [f"{IN_FRONT} .jp-RenderedMarkdown", f"{IN_FRONT} .jp-OutputArea-output", ".fq-Carry"]) == []


def test_the_first_lesson_opens_without_a_server_later_and_fits_a_phone(browser: Browser, lite: Path) -> None:
    page = trial.tab(browser)
    page.set_viewport_size(PHONE)
    with trial.served(lite) as address:
        trial.begin(page, address)
        expect(page.locator(f"{IN_FRONT} h1").first).to_contain_text(WEEKS[0].title)
        names = page.evaluate("JSON.parse(document.getElementById('first-query-parts').textContent).later.length")
        page.evaluate(
            """async (least) => {
                const kept = await caches.open("first-query:/try/");
                while ((await kept.keys()).length < least) await new Promise((next) => setTimeout(next, 200));
            }""",
            names,
        )
        there = page.url
    page.goto(there)
    trial.ready(page)
    assert trial.run_cells(page, WEEKS[0].lesson, [("rebuild", None)])[0].startswith("Ready for week 1")
    box = page.locator(f"{IN_FRONT} h1").first.bounding_box()
    assert box is not None and box["width"] > 200, "the side bar leaves room for the page"
    page.context.close()
