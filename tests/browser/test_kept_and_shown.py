"""What she writes is kept, and what has changed elsewhere is shown, with the notebook open in a real browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from firstquery.learner.workspace import fill
from tests.browser.jupyterlab import (
    PATIENCE,
    PRACTICE,
    PRACTICE_PATH,
    STEM,
    Home,
    cell,
    code,
    count_on_disk,
    in_what_is_shown,
    index_of,
    on_disk,
    opened,
    run,
    said,
    solution,
    until,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home where two exercises of the practice of week 1 are answered, and none of them has been run."""
    home = Home(tmp_path_factory.mktemp("answered"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(home.work))
        fill()
    there = nbformat.read(home.work / PRACTICE_PATH, as_version=4)
    for exercise in ("w01-q1", "w01-q2"):
        there.cells[index_of(PRACTICE, f"{exercise}-answer")].source = solution(exercise)
    nbformat.write(there, home.work / PRACTICE_PATH)
    with home:
        home.open()
        yield home
        home.close()


@pytest.fixture(scope="module")
def page(home: Home, page: Page) -> Page:
    """The practice in front, with the first exercise checked."""
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Practice")
    for which in ("rebuild", "w01-q1-answer", "w01-q1"):
        run(page, cell(page, PRACTICE, which))
    return page


def test_what_a_cell_says_while_a_save_is_on_its_way_is_saved_too_and_nothing_asks(home: Home, page: Page) -> None:
    answer, check = cell(page, PRACTICE, "w01-q2-answer"), cell(page, PRACTICE, "w01-q2")
    written: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if route.request.method == "PUT" and not written:
            written.append((route, route.fetch()))  # it is on the disk, and the page does not know so yet
        else:
            route.continue_()

    page.route("**/api/contents/practice/**", hold)
    run(page, answer, solution("w01-q2"))
    until(page, lambda: bool(written))
    run(page, check)
    page.keyboard.press("ControlOrMeta+s")
    number = check.locator(".jp-InputPrompt").inner_text()
    ((route, response),) = written
    route.fulfill(response=response)
    until(page, lambda: f"[{count_on_disk(home, 'w01-q2')}]:" == number)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    page.unroute("**/api/contents/practice/**")


def test_in_jupyterlab_axe_finds_no_barrier_in_what_the_course_shows(home: Home, page: Page) -> None:
    """Texts and outputs are the course's; the frame around them is JupyterLab's own."""
    page.goto(home.address)
    start = opened(page, "start-here.ipynb", "Start here")
    barriers = in_what_is_shown(page)
    start.locator(f'a[href*="practice/{STEM}"]').first.click()
    opened(page, PRACTICE_PATH, "Practice")
    expect(said(cell(page, PRACTICE, "w01-q1")).locator('[role="status"]')).to_be_visible()
    barriers += in_what_is_shown(page)
    assert barriers == []


def test_an_open_page_shows_what_another_window_and_a_reset_have_written_and_nothing_asks(
    home: Home, page: Page
) -> None:
    come_back = "window.dispatchEvent(new Event('focus'))"  # as from another window
    there = nbformat.read(home.work / PRACTICE_PATH, as_version=4)
    there.cells[index_of(PRACTICE, "w01-q4-answer")].source = solution("w01-q4")
    nbformat.write(there, home.work / PRACTICE_PATH)
    page.evaluate(come_back)
    expect(code(page, "w01-q4-answer")).to_contain_text("SELECT")

    command = [sys.executable, "-m", "firstquery.cli.main", "reset", "1", "2"]
    done = subprocess.run(command, env=home.env, capture_output=True, text=True, timeout=PATIENCE)
    assert "choose Revert, not Overwrite" in " ".join(done.stdout.split()), done.stderr
    page.evaluate(come_back)
    expect(code(page, "w01-q2-answer")).not_to_contain_text("SELECT")
    expect(code(page, "w01-q1-answer")).to_contain_text("SELECT")
    run(page, cell(page, PRACTICE, "w01-q2-answer"), solution("w01-q2") + "\n-- once more")
    until(page, lambda: "-- once more" in on_disk(home, PRACTICE_PATH))
    expect(page.locator(".jp-Dialog")).to_have_count(0)

    # in a cell of the same page the answer itself is not on the disk: JupyterLab would have to ask
    answer = cell(page, PRACTICE, "w01-q2-answer")
    run(page, answer, "!firstquery reset 1 2")
    expect(said(answer)).to_contain_text("Write reset(2) in it")
    page.keyboard.press("ControlOrMeta+s")
    until(page, lambda: "!firstquery reset" in on_disk(home, PRACTICE_PATH))
    expect(page.locator(".jp-Dialog")).to_have_count(0)


def test_the_lines_of_a_pull_request_stand_as_in_their_file(home: Home, page: Page) -> None:
    one = cell(page, PRACTICE, "w01-q2-answer")
    run(page, one, 'pull_request("0138")')
    line = said(one).locator(".fq-inline .fq-c").first
    expect(line).to_be_visible()
    expect(line).to_have_css("text-align", "left")
    expect(line.locator("code")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
