"""The course beside the page: what is done, where to go on, by mouse, by keyboard and for a screen reader."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from firstquery.core import course
from firstquery.learner.exercises import exercises_of
from firstquery.learner.progress.outline import minutes_of
from tests.browser.jupyterlab import (
    IN_FRONT,
    LAPTOP,
    LESSON_PATH,
    PATIENCE,
    PRACTICE,
    PRACTICE_PATH,
    TABLET,
    Home,
    cell,
    index_of,
    opened,
    run,
    said,
    show_files,
    show_lesson,
    solution,
    until,
)
from tests.lab.test_outline import TOKEN, serve

#: What of the panel is cut off at its right.
MINUTES = minutes_of(PRACTICE)
CUT = """() => [...document.querySelectorAll('.fq-Course *')]
    .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
    .map(one => one.outerHTML.slice(0, 100))"""


def bar(page: Page) -> Locator:
    return page.get_by_role("navigation", name="The course")


def exercise(page: Page, number: int) -> Locator:
    return bar(page).locator("ol > li").nth(number - 1)


def go_on(page: Page) -> Locator:
    return bar(page).get_by_role("button", name=re.compile("^Go on here"))


def choose_theme(page: Page, name: str) -> None:
    page.locator("#jp-MainMenu .lm-MenuBar-itemLabel").get_by_text("Settings", exact=True).click()
    page.locator(".lm-Menu-itemLabel:visible").get_by_text("Theme", exact=True).hover()
    page.locator(".lm-Menu-itemLabel:visible").get_by_text(f"JupyterLab {name}", exact=True).click()
    light = "true" if name == "Light" else "false"
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)


def barriers(page: Page) -> list[str]:
    """What axe-core says of the panel, with all its rules."""
    page.evaluate(Axe().axe_script)
    found = page.evaluate("axe.run('.fq-Course', {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}" for one in found]


def test_it_opens_on_this_week_and_the_files_are_one_click_away(home: Home, page: Page, pictures: Path) -> None:
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    expect(bar(page).get_by_role("heading", level=2)).to_have_text(["First Query", "Week 1 · First query", "All weeks"])
    said = re.compile(rf"1 · The first ten accounts\s*not tried · {MINUTES['w01-q1']} min")
    expect(exercise(page, 1)).to_have_text(said)
    expect(bar(page)).to_contain_text(f"0 of 7 exercises done, about {sum(MINUTES.values())} minutes left")
    expect(go_on(page)).to_have_text(re.compile("Week 1 · Lesson$"))
    expect(bar(page).get_by_role("link", name="Start here")).to_have_attribute("aria-current", "page")
    expect(page.locator(".jp-DirListing")).to_be_hidden()
    page.screenshot(path=pictures / "course-bar.png")
    show_files(page)
    page.get_by_role("tab", name="Course").click()
    expect(bar(page)).to_be_visible()


def test_a_check_changes_it_at_once_and_the_page_in_front_is_marked(home: Home, page: Page) -> None:
    bar(page).get_by_role("link", name=re.compile("Newest five|newest five")).click()
    opened(page, PRACTICE_PATH, "Practice")
    expect(cell(page, PRACTICE, "w01-q3-text")).to_be_in_viewport()
    expect(bar(page).get_by_role("link", name="Practice", exact=True)).to_have_attribute("aria-current", "page")
    run(page, cell(page, PRACTICE, "rebuild"))
    answer, check = cell(page, PRACTICE, "w01-q1-answer"), cell(page, PRACTICE, "w01-q1")
    run(page, answer, "%%sql first_ten\nSELECT account_id, name, region, plan FROM accounts LIMIT 7")
    run(page, check)
    expect(exercise(page, 1)).to_have_text(re.compile(rf"^◐.*not yet · {MINUTES['w01-q1']} min$"))
    run(page, answer, solution("w01-q1"))
    run(page, check)
    expect(exercise(page, 1)).to_have_text(re.compile(r"^✓.*done$"))
    left = sum(MINUTES.values()) - MINUTES["w01-q1"]
    expect(bar(page)).to_contain_text(f"1 of 7 exercises done, about {left} minutes left")


def heard(page: Page) -> Locator:
    return page.locator(".fq-Heard[aria-live=polite]")


def test_a_screen_reader_hears_that_a_cell_has_run_and_what_the_check_said(home: Home, page: Page) -> None:
    expect(heard(page)).to_have_count(1)
    answer, check = cell(page, PRACTICE, "w01-q2-answer"), cell(page, PRACTICE, "w01-q2")
    run(page, answer, "%%sql canada_fleet\nSELECT name FROM accounts LIMIT 1")
    number = re.sub(r"\D", "", answer.locator(".jp-InputPrompt").inner_text())
    expect(heard(page)).to_have_text(f"Cell {number} has run.")
    run(page, check)
    expect(heard(page)).to_have_text(re.compile(r"(?:^|run\. )Not yet\. \S.*\.$"))
    run(page, answer, "%%sql canada_fleet\nSELECT nothing FROM accounts")
    number = re.sub(r"\D", "", answer.locator(".jp-InputPrompt").inner_text())
    expect(heard(page)).to_have_text(re.compile(rf"^Cell {number} has stopped\. [^.]*nothing[^.]*$"))
    run(page, answer, solution("w01-q2"))
    run(page, check)
    # What comes within a breath is said together: an answer and its check, run one after the other.
    expect(heard(page)).to_have_text(re.compile(r"^(?:Cell \d+ has run\. )?Right\. 2 of 2 points\.$"))
    assert page.locator(f"{IN_FRONT} .jp-OutputArea[aria-live]").count() == 0, "one region says it, once"


def test_go_on_here_opens_the_cell_that_she_was_in_also_after_all_was_closed(home: Home, page: Page) -> None:
    expect(go_on(page)).to_have_text(re.compile("Week 1 · Practice, exercise 3$"))
    bar(page).get_by_role("link", name="Lesson", exact=True).click()
    opened(page, LESSON_PATH, "Week 1")
    show_lesson(page)
    lesson = home.work / LESSON_PATH
    own = cell(page, lesson, "own")
    own.click()
    kept = home.work / ".records" / "lab" / "workspaces"
    until(page, lambda: any('"cell":"own"' in one.read_text().replace(" ", "") for one in kept.iterdir()))
    page.goto("about:blank")
    assert home.close() == 0
    home.open()
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    expect(go_on(page)).to_have_text(re.compile("Week 1 · Lesson$"))
    go_on(page).click()
    opened(page, LESSON_PATH, "Week 1")
    expect(page.locator(f"{IN_FRONT} .jp-mod-active.jp-Cell")).to_be_in_viewport()
    expect(page.locator(f"{IN_FRONT} .jp-mod-active.jp-Cell")).to_have_attribute(
        "data-windowed-list-index", str(index_of(lesson, "own"))
    )


def test_the_keyboard_alone_folds_and_opens(home: Home, page: Page) -> None:
    bar(page).get_by_role("link", name="Start here").focus()
    stops = []
    for _ in range(16):
        stops.append(page.evaluate("document.activeElement.textContent"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        page.keyboard.press("Tab")
        assert len(stops) == 1 or outline == "solid", stops
    assert [re.sub(r"^Go on here.*", "Go on here", one) for one in stops[:4]] == [
        "Start here",
        "Go on here",
        "Lesson",
        "Practice",
    ]
    fold = bar(page).get_by_role("button", name=re.compile("^Month 2"))
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(bar(page).get_by_role("link", name="Lesson, week 5")).to_have_count(0)
    fold.focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    expect(fold).to_be_focused()
    page.keyboard.press("Tab")
    expect(bar(page).get_by_role("link", name="Lesson, week 5")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    path = f"practice/{course.week(5).stem}/{course.week(5).stem}.ipynb"
    opened(page, path, "Practice")
    expect(bar(page).get_by_role("heading", level=2).nth(1)).to_have_text(re.compile("^Week 5"))
    expect(bar(page)).to_contain_text("The open page")
    expect(go_on(page)).to_have_text(re.compile("Week 1 · Lesson$"))
    bar(page).get_by_role("link", name="Practice", exact=True).focus()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(bar(page).get_by_role("link", name="Practice", exact=True)).to_be_focused()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_axe_finds_nothing_and_its_tree_has_headings_lists_and_names(home: Home, page: Page, theme: str) -> None:
    choose_theme(page, theme)
    assert barriers(page) == []
    tree = bar(page).aria_snapshot()
    assert re.search(r'heading "All weeks" \[level=2\]', tree) and tree.count("listitem") > 10
    assert re.search(r'button "Month 1 · Query, 0 of 4 weeks done"', tree)
    assert not re.search(r"(link|button)( \[|:|$)", tree, re.MULTILINE), "each has a name"


def test_months_that_are_done_and_a_long_title_are_shown_whole(home: Home, page: Page, pictures: Path) -> None:
    long = "Functions, tests and why a colleague who has left still answers for the quarterly numbers"
    for week in course.weeks()[:8]:
        for one in exercises_of(week):
            best = {"at": "2026-03-01T09:00:00+01:00", "outcome": "right", "points": 1, "max_points": 1}
            record = {"version": 1, "exercise": one.id, "best": best, "count": 1, "attempts": [best]}
            (home.work / ".records" / f"{one.id}.json").write_text(json.dumps(record))

    def lengthen(route: Route) -> None:
        answer = route.fetch()
        found = answer.json()
        next(week for month in found["months"] for week in month["weeks"] if week["number"] == 9)["title"] = long
        route.fulfill(response=answer, json=found)

    page.route("**/first-query/outline*", lengthen)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(bar(page)).to_contain_text("8 of 26 weeks done")
    expect(bar(page).get_by_role("button", name="Month 2 · Look, 4 of 4 weeks done")).to_be_visible()
    bar(page).get_by_role("button", name=re.compile("^Month 3")).click()
    for name, size in (("laptop", LAPTOP), ("tablet", TABLET)):
        page.set_viewport_size(size)
        until(page, lambda: page.evaluate(CUT) == [])
        expect(bar(page).locator("section li", has_text=long)).to_be_attached()
        page.screenshot(path=pictures / f"course-bar-{name}.png")
    page.set_viewport_size(LAPTOP)
    page.unroute("**/first-query/outline*")


def test_without_a_server_that_knows_it_the_kernel_is_asked_and_runs_nothing(home: Home, browser: Browser) -> None:
    """As on a page that is a site of files, with a kernel in the browser."""
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(PATIENCE)
    page.route("**/first-query/outline*", lambda route: route.fulfill(status=404))
    page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
    opened(page, PRACTICE_PATH, "Practice")
    rebuild = cell(page, PRACTICE, "rebuild")
    prompt = rebuild.locator(".jp-InputPrompt")
    run(page, rebuild)
    first = int(re.sub(r"\D", "", prompt.inner_text()))
    expect(exercise(page, 1)).to_have_text(re.compile("done$"))
    run(page, rebuild)
    expect(prompt, "what asks counts for nothing").to_have_text(f"[{first + 1}]:")
    expect(exercise(page, 1)).to_have_text(re.compile("done$"))
    page.close()


def test_behind_the_address_of_a_hub_it_leads_where_it_should(work: Path, browser: Browser) -> None:
    from firstquery.learner.workspace import fill

    fill()
    with serve(work, "/user/ann/") as address:
        page = browser.new_page(viewport=LAPTOP)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}lab/tree/start-here.ipynb?token={TOKEN}")
        opened(page, "start-here.ipynb", "Start here")
        lesson = bar(page).get_by_role("link", name="Lesson", exact=True)
        expect(lesson).to_have_attribute("href", re.compile(rf"^(http.*)?/user/ann/\w+/tree/{LESSON_PATH}$"))
        go_on(page).click()
        opened(page, LESSON_PATH, "Week 1")
        page.close()


def test_a_second_tab_of_the_browser_has_the_course_and_no_empty_strip(home: Home, browser: Browser) -> None:
    context = browser.new_context(viewport=LAPTOP)
    context.set_default_timeout(PATIENCE)
    first, second = context.new_page(), context.new_page()
    first.goto(home.address)
    opened(first, "start-here.ipynb", "Start here")
    second.goto(home.address.replace("start-here.ipynb", LESSON_PATH))
    expect(second.locator(f"{IN_FRONT} h1").first).to_contain_text("Week 1")
    expect(bar(second)).to_be_visible()
    wide = "document.querySelector('#jp-main-dock-panel').getBoundingClientRect().right >= window.innerWidth - 45"
    until(second, lambda: bool(second.evaluate(wide)))
    context.close()


def test_a_chart_is_dark_on_a_dark_page_and_its_picture_stays_as_it_is(home: Home, page: Page) -> None:
    stem = course.week(6).stem
    page.goto(home.address.replace("start-here.ipynb", f"{stem}.ipynb"))
    opened(page, f"{stem}.ipynb", "Week 6")
    show_lesson(page)
    lesson = home.work / f"{stem}.ipynb"
    cells = [one for one in json.loads(lesson.read_text())["cells"] if one["cell_type"] == "code"]
    run(page, cell(page, lesson, cells[0]["id"]))
    drawn = cells[1]["id"]
    run(page, cell(page, lesson, drawn), "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()")
    picture = cell(page, lesson, drawn).locator(".jp-RenderedImage img").first
    source = picture.get_attribute("src")
    light: dict[str, float] = {}
    for theme in ("Light", "Dark"):
        choose_theme(page, theme)
        light[theme] = brightness(picture.screenshot())
        assert picture.get_attribute("src") == source
    assert light["Light"] > 0.9 and light["Dark"] < 0.2, light
    # another picture than a figure is shown as it is
    other = cell(page, lesson, drawn)
    run(page, other, "from IPython.display import Image, display\ndisplay(Image(data=PNG))".replace("PNG", repr(WHITE)))
    assert brightness(said(other).locator("img").screenshot()) > 0.9
    choose_theme(page, "Light")


def png(pixels: int = 40) -> bytes:
    import io

    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (pixels, pixels), "white").save(file, "PNG")
    return file.getvalue()


WHITE = png()


def brightness(shot: bytes) -> float:
    """The lightness of a picture on the whole, from 0 to 1."""
    import io

    from PIL import Image, ImageStat

    (mean,) = ImageStat.Stat(Image.open(io.BytesIO(shot)).convert("L")).mean
    return float(mean) / 255
