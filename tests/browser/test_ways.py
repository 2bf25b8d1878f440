"""The ways back, in a real JupyterLab: from a link, from a page of feedback, from an exercise that went wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

from firstquery.learner.workspace import files, fill
from firstquery.selfgrade import result as marks_page
from firstquery.selfgrade.result import ExerciseResult, PracticeResult
from tests.browser.jupyterlab import (
    IN_FRONT,
    LESSON,
    LESSON_PATH,
    PRACTICE,
    PRACTICE_PATH,
    STEM,
    Home,
    cell,
    code,
    has_run,
    index_of,
    on_disk,
    opened,
    run,
    said,
    show_files,
    show_lesson,
    solution,
    until,
)

FEEDBACK_PATH = f"kept/feedback/{STEM}.html"
#: A cell that shows marks as `grade_mine()` does, from those that `grade` has left.
SHOW_MARKS = """
import json, os
from firstquery.selfgrade.result import read
from firstquery.selfgrade.result import ResultView
ResultView(read(json.load(open(os.environ["FIRSTQUERY_WORK"] + "/.records/marks.json"))))
"""


def grade(home: Home, points: float) -> None:
    """What a grading leaves: the page of feedback, and the marks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(home.work))
        mark = ExerciseResult(
            "w01-q1", "Ten accounts", points, 1, "right" if points else "not-yet", "Said of it.", "SELECT 1"
        )
        graded = PracticeResult(1, STEM, "First query", f"{STEM}.ipynb", "2026-11-02T09:00:00", [mark])
        graded.page = str(marks_page.write_page(graded))
    (home.work / ".records" / "marks.json").write_text(json.dumps(graded.as_json()))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home where two exercises of week 1 are answered, and the practice was graded."""
    home = Home(tmp_path_factory.mktemp("ways"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(home.work))
        fill()
    there = nbformat.read(home.work / PRACTICE_PATH, as_version=4)
    for exercise in ("w01-q1", "w01-q2"):
        there.cells[index_of(PRACTICE, f"{exercise}-answer")].source = solution(exercise)
    nbformat.write(there, home.work / PRACTICE_PATH)
    grade(home, 0)
    with home:
        home.open()
        yield home
        home.close()


@pytest.fixture(scope="module")
def page(home: Home, page: Page) -> Page:
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    return page


@pytest.fixture
def practice(home: Home, page: Page) -> None:
    """The practice in front, as it is read anew."""
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Practice")


def go_back(page: Page) -> None:
    """The browser's Back; playwright's own waits for a page that is loaded anew."""
    page.evaluate("history.back()")


def go_forward(page: Page) -> None:
    page.evaluate("history.forward()")


def inside(page: Page) -> FrameLocator:
    """The page of HTML in front."""
    return page.frame_locator(".jp-Document:not(.lm-mod-hidden) iframe")


def test_back_and_forward_lead_from_page_to_page_and_to_the_place_where_she_was(home: Home, page: Page) -> None:
    page.locator(f'{IN_FRONT} a[href*="{STEM}"]').first.click()
    opened(page, LESSON_PATH, "Week 1")
    show_lesson(page)
    link = page.locator(f'{IN_FRONT} a[href*="practice/{STEM}"]').last
    link.click()
    opened(page, PRACTICE_PATH, "Practice")
    go_back(page)
    opened(page, LESSON_PATH, "Week 1")
    expect(link).to_be_in_viewport()
    go_back(page)
    opened(page, "start-here.ipynb", "Start here")
    for path, heading in ((LESSON_PATH, "Week 1"), (PRACTICE_PATH, "Practice")):
        go_forward(page)
        opened(page, path, heading)


def test_the_list_of_files_and_every_tab_say_where_she_is(home: Home, page: Page, pictures: Path) -> None:
    show_files(page)
    selected = page.locator(".jp-DirListing-item.jp-mod-selected .jp-DirListing-itemText")
    crumbs = page.locator(".jp-BreadCrumbs")
    line = page.locator("#jp-title-panel-title")
    word = "line => getComputedStyle(line, '::before').content"
    tab = ".lm-TabBar-tab.lm-mod-current .lm-TabBar-tabLabel"
    for path, heading, part in ((LESSON_PATH, "Week 1", "Lesson"), (PRACTICE_PATH, "Practice", "Practice")):
        (go_back if part == "Lesson" else go_forward)(page)
        opened(page, path, heading)
        folder = "/" if part == "Lesson" else f"/practice/{STEM}/"
        until(page, lambda folder=folder: crumbs.inner_text() == folder)
        expect(selected).to_have_text(f"{STEM}.ipynb")
        expect(page).to_have_title(re.compile(f"^{part}: "))
        assert part in line.evaluate(word)
        assert part in page.locator(f"#jp-main-dock-panel {tab}").evaluate(word)
        assert (home.work / path).is_file()  # a label, and no other name
        page.screenshot(path=pictures / f"where-{part.lower()}.png")


def back_at_lesson(page: Page) -> Locator:
    """The line with the folder of the list of files, once the lesson is in front and the list at the top."""
    go_back(page)
    opened(page, LESSON_PATH, "Week 1")
    crumbs = page.locator(".jp-BreadCrumbs")
    until(page, lambda: crumbs.inner_text() == "/")
    return crumbs


def test_the_list_of_files_gets_there_though_a_question_of_it_failed(page: Page) -> None:
    crumbs = back_at_lesson(page)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if refused or "content=1" not in route.request.url:
            route.fallback()
        else:
            refused.append(route.request.url)
            route.abort()

    page.route(re.compile(rf"/api/contents/practice/{STEM}\?"), refuse_once)
    go_forward(page)
    opened(page, PRACTICE_PATH, "Practice")
    until(page, lambda: crumbs.inner_text() == f"/practice/{STEM}/")
    assert refused


def test_the_list_of_files_gets_there_though_an_older_question_is_answered_last(page: Page) -> None:
    crumbs = back_at_lesson(page)
    late: list[Route] = []
    page.route(re.compile(rf"/api/contents/practice/{STEM}\?"), lambda route: late.append(route), times=1)
    go_forward(page)
    until(page, lambda: bool(late))
    go_back(page)
    opened(page, LESSON_PATH, "Week 1")
    with page.expect_response(late[0].request.url):
        late[0].fallback()
    page.wait_for_timeout(1000)  # so that the folder of that answer may be shown
    until(page, lambda: crumbs.inner_text() == "/")
    go_forward(page)
    opened(page, PRACTICE_PATH, "Practice")
    until(page, lambda: crumbs.inner_text() == f"/practice/{STEM}/")


@pytest.mark.usefixtures("practice")
def test_a_double_click_or_enter_on_a_text_of_the_course_shows_no_source_of_it(home: Home, page: Page) -> None:
    text = cell(page, PRACTICE, "w01-q1-text")
    text.locator(".jp-MarkdownOutput").dblclick(position={"x": 30, "y": 10})
    expect(text).to_have_class(re.compile(r"\bjp-mod-active\b"))
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.type("mine")
    expect(text.locator(".jp-MarkdownOutput")).to_be_visible()
    expect(text.locator(".jp-MarkdownOutput")).not_to_contain_text("<details>")
    expect(text.locator(".cm-content")).to_be_hidden()
    assert "mine" not in text.inner_text()


@pytest.mark.usefixtures("practice")
def test_feedback_leads_back_to_its_notebook_and_is_that_of_the_last_grading(
    home: Home, page: Page, pictures: Path
) -> None:
    rebuild = cell(page, PRACTICE, "w01-q3-answer")
    run(page, rebuild, SHOW_MARKS)
    link = said(rebuild).get_by_role("link", name="Open the feedback page")
    link.click()
    expect(page).to_have_url(re.compile(re.escape(FEEDBACK_PATH) + "$"))
    expect(inside(page).get_by_role("heading", level=1)).to_have_text("Feedback: week 1, First query")
    expect(inside(page).locator("header")).to_contain_text("0 of 1 point ")
    inside(page).get_by_role("link", name="To the content").focus()
    page.keyboard.press("Enter")
    page.screenshot(path=pictures / "feedback.png")
    go_back(page)
    opened(page, PRACTICE_PATH, "Practice")
    expect(link).to_be_in_viewport()
    grade(home, 1)
    link.click()
    expect(inside(page).locator("header")).to_contain_text("1 of 1 point ")
    for _ in range(2):  # a step forward and back again: the page is there
        go_back(page)
        opened(page, PRACTICE_PATH, "Practice")
        go_forward(page)
        expect(inside(page).locator("header")).to_contain_text("1 of 1 point ")
    inside(page).get_by_role("link", name="Back to the notebook").click()
    opened(page, PRACTICE_PATH, "Practice")


@pytest.mark.usefixtures("practice")
def test_reset_asks_and_puts_an_exercise_back_into_the_open_page_and_jupyterlab_asks_nothing(
    home: Home, page: Page, pictures: Path
) -> None:
    scratch = cell(page, PRACTICE, "w01-q3-answer")
    run(page, scratch, "reset(2)")
    expect(said(scratch)).to_contain_text("first cell")  # IPython has a command of that name, which forgets all names
    run(page, cell(page, PRACTICE, "rebuild"))
    for typed, left in (("no", True), ("yes", False)):
        scratch.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text("reset(2)")
        page.keyboard.press("Shift+Enter")
        asked = scratch.locator(".jp-Stdin-input")
        expect(asked).to_be_focused()
        expect(said(scratch)).to_contain_text("Exercise 2 of week 1 goes back to how it came.")
        page.screenshot(path=pictures / f"reset-{typed}.png")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        has_run(scratch)
        answer = code(page, "w01-q2-answer")
        expect(answer.filter(has_text="Your query goes here")).to_have_count(0 if left else 1)
    expect(said(scratch)).to_contain_text("What stood there is kept: kept/")
    (old,) = (home.work / "kept").glob("*.ipynb")
    assert solution("w01-q2") in old.read_text() or json.dumps(solution("w01-q2"))[1:20] in old.read_text()
    until(page, lambda: solution("w01-q2") not in on_disk(home, PRACTICE_PATH))
    assert solution("w01-q1") in on_disk(home, PRACTICE_PATH)
    run(page, cell(page, PRACTICE, "w01-q2-answer"), solution("w01-q2") + "\n-- again")
    until(page, lambda: "-- again" in on_disk(home, PRACTICE_PATH))
    run(page, scratch, "reset(undo=True)")
    until(page, lambda: "-- again" not in on_disk(home, PRACTICE_PATH))
    assert solution("w01-q2") in on_disk(home, PRACTICE_PATH)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


@pytest.mark.usefixtures("practice")
def test_a_save_whose_answer_was_lost_is_no_change_by_somebody_else(home: Home, page: Page) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "PUT" and not lost:
            lost.append(route.fetch().text())  # it is on the disk, and the page does not hear so
            route.abort()
        else:
            route.continue_()

    page.route("**/api/contents/practice/**", lose)
    run(page, cell(page, PRACTICE, "w01-q2-answer"), "%%sql first\nSELECT 1 AS lost")
    dialog = page.locator(".jp-Dialog")
    expect(dialog).to_contain_text("File Save Error")
    dialog.get_by_role("button").last.click()
    expect(dialog).to_have_count(0)
    page.unroute("**/api/contents/practice/**")
    run(page, cell(page, PRACTICE, "w01-q2-answer"), "%%sql first\nSELECT 1 AS found")
    until(page, lambda: "AS found" in on_disk(home, PRACTICE_PATH))
    expect(dialog).to_have_count(0)


@pytest.mark.usefixtures("practice")
def test_a_whole_notebook_is_put_back_and_the_page_says_so(home: Home, page: Page) -> None:
    run(page, cell(page, PRACTICE, "rebuild"))
    scratch = cell(page, PRACTICE, "w01-q3-answer")
    scratch.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("reset()")
    page.keyboard.press("Shift+Enter")
    expect(scratch.locator(".jp-Stdin-input")).to_be_focused()
    page.keyboard.type("yes")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The notebook is put back.")).to_be_visible()
    there = home.work / PRACTICE_PATH
    shipped = next(content for name, content in files() if name == PRACTICE_PATH)  # its links lead from her folder
    came = [one.source for one in nbformat.reads(shipped.decode(), as_version=4).cells]
    until(page, lambda: [one.source for one in nbformat.read(there, as_version=4).cells] == came)
    expect(page.locator(".jp-Dialog")).to_have_count(0)


@pytest.mark.usefixtures("practice")
def test_portfolio_and_talk_link_to_what_they_made_and_its_pages_to_each_other(
    home: Home, page: Page, pictures: Path
) -> None:
    for which in ("rebuild", "w01-q4-answer", "w01-q4"):
        run(page, cell(page, PRACTICE, which), solution("w01-q4") if which.endswith("answer") else None)
    until(page, lambda: "Right" in (home.work / PRACTICE_PATH).read_text())
    scratch = cell(page, PRACTICE, "w01-q3-answer")
    run(page, scratch, 'portfolio(include=["w01-q4"])')
    page.screenshot(path=pictures / "portfolio.png")
    said(scratch).get_by_role("link", name="portfolio/index.html").click()
    inside(page).locator('a[href="week-01.html#w01-q4"], a[href^="week-01.html"]').first.click()
    expect(page).to_have_url(re.compile(r"portfolio/week-01\.html$"))
    expect(inside(page).get_by_role("heading", level=1)).to_contain_text("Week 1")
    for path in ("portfolio/index.html", PRACTICE_PATH):
        go_back(page)
        expect(page).to_have_url(re.compile(re.escape(path) + "$"))
    scratch = cell(page, PRACTICE, "w01-q3-answer")
    said(scratch).get_by_role("link", name="kept/portfolio.toml").click()
    expect(page.locator(".jp-FileEditor .cm-content")).to_contain_text('"w01-q4"')
    go_back(page)
    run(page, scratch, "talk()")
    page.screenshot(path=pictures / "talk.png")
    said(scratch).get_by_role("link", name="talk.html").click()
    expect(inside(page).locator("section.slide").first).to_be_visible()
    go_back(page)
    said(scratch).get_by_role("link", name="talk.ipynb").click()
    expect(page).to_have_url(re.compile(r"talk\.ipynb$"))


def test_her_folder_holds_what_is_hers_and_the_folders_of_ours(home: Home) -> None:
    here = {path.name for path in home.work.iterdir() if not path.name.startswith(".")}
    course = {path.name for path in LESSON.parent.glob("*.ipynb")}
    assert here - course == {"practice", "data", "drawings", "kept", "portfolio", "talk.ipynb", "talk.html"}
