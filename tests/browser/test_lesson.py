"""A lesson in her copy: what lies below a prediction opens when she has made it; a question is answered by a click."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.jupyterlab import (
    IN_FRONT,
    LAPTOP,
    PATIENCE,
    TABLET,
    Home,
    cell,
    has_run,
    index_of,
    opened,
    run,
    said,
    until,
)

STEM = "week-03-group-and-compare"
PATH, OTHER = f"{STEM}.ipynb", "week-02-count-honestly.ipynb"
PREDICTS, FOLD, BELOW, ASKS = "w03-p1", "w03-p1-fold", "group-1", "w03-r1"


def predicting(home: Home, path: str) -> str:
    """The id of the cell that predicts."""
    cells = nbformat.read(home.work / path, as_version=4).cells
    return next(str(one.id) for one in cells if one.source.startswith("predict("))


def lies_below(page: Page, home: Home, path: str, which: str) -> Locator:
    return page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{index_of(home.work / path, which)}"]')


def fold(page: Page) -> Locator:
    return page.locator(f"{IN_FRONT} .fq-Fold")


def go_to(page: Page, home: Home, path: str, heading: str) -> None:
    page.goto(home.address.replace("start-here.ipynb", path))
    opened(page, path, heading)


def test_what_lies_below_a_prediction_is_folded_until_she_commits(home: Home, page: Page, pictures: Path) -> None:
    go_to(page, home, PATH, "Group and compare")
    expect(fold(page)).to_contain_text("It opens when you have run your prediction in the cell above")
    expect(lies_below(page, home, PATH, BELOW)).to_be_hidden()
    expect(lies_below(page, home, PATH, "outcome")).to_be_hidden()
    page.screenshot(path=pictures / "fold-closed.png")
    run(page, cell(page, home.work / PATH, "rebuild"))
    one = cell(page, home.work / PATH, predicting(home, PATH))
    run(page, one)  # with its dots: nothing is predicted yet
    expect(said(one)).to_contain_text("No prediction yet")
    for _ in range(3):  # nor does it open for whoever runs one cell after another
        page.keyboard.press("Shift+Enter")
    expect(fold(page).get_by_role("button", name="Show me")).to_be_visible()
    expect(lies_below(page, home, PATH, BELOW)).to_be_hidden()
    run(page, one, 'predict("w03-p1", 70, confidence=60)')
    expect(said(one)).to_contain_text("you expect 70")
    expect(lies_below(page, home, PATH, BELOW)).to_be_visible()
    expect(fold(page).get_by_role("button", name="Show me")).to_be_hidden()
    expect(fold(page).get_by_role("status")).to_have_text("The lesson goes on below.")
    page.screenshot(path=pictures / "fold-open.png")


def test_it_stays_open_the_next_time(home: Home, page: Page) -> None:
    until(page, lambda: "MarkdownHeadingCollapsed" not in (home.work / PATH).read_text(encoding="utf-8"))
    page.reload()
    opened(page, PATH, "Group and compare")
    expect(lies_below(page, home, PATH, BELOW)).to_be_visible()
    expect(fold(page)).to_have_count(0)


def test_show_me_opens_it_by_the_keyboard_alone(home: Home, page: Page) -> None:
    go_to(page, home, OTHER, "Count honestly")
    button = fold(page).get_by_role("button", name="Show me")
    content = cell(page, home.work / OTHER, predicting(home, OTHER)).locator(".cm-content")
    content.click()
    page.keyboard.press("Escape")
    for _ in range(12):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    expect(button).to_be_focused()
    problems = Axe().run(page, context=f"{IN_FRONT} .fq-Fold").response["violations"]
    assert problems == []
    page.keyboard.press("Enter")
    expect(button).to_be_hidden()
    first = page.locator(f"{IN_FRONT} .jp-Cell.jp-mod-active")
    expect(first).to_contain_text("Worked example: nothing is not a value")
    until(page, lambda: "MarkdownHeadingCollapsed" not in (home.work / OTHER).read_text(encoding="utf-8"))


def test_what_was_predicted_before_is_open_in_a_copy_that_comes_anew(home: Home, page: Page) -> None:
    closed = nbformat.read(home.work / PATH, as_version=4)
    closed.cells[index_of(home.work / PATH, FOLD)].metadata["jp-MarkdownHeadingCollapsed"] = True
    page.goto(home.address)
    opened(page, "start-here.ipynb", "Start here")
    nbformat.write(closed, home.work / PATH)
    go_to(page, home, PATH, "Group and compare")
    expect(lies_below(page, home, PATH, BELOW)).to_be_visible()


def test_a_question_is_answered_by_a_click_wrong_and_right(home: Home, page: Page, pictures: Path) -> None:
    one = cell(page, home.work / PATH, ASKS)
    answers = one.get_by_role("group", name=re.compile("^Your answer"))
    expect(answers.get_by_role("button")).to_have_count(3)
    text = cell(page, home.work / PATH, f"{ASKS}-text")
    expect(text).to_contain_text("What do these 182 count?")
    expect(text).not_to_contain_text("The answers")
    answers.get_by_role("button", name=re.compile("Plumbing companies")).click()
    has_run(one)
    expect(said(one)).to_contain_text("A is not right.")
    expect(said(one)).to_contain_text("counted twelve times")
    expect(one.locator(".fq-Reason")).not_to_have_class(re.compile("fq-Right"))
    one.scroll_into_view_if_needed()
    page.screenshot(path=pictures / "ask-wrong.png")
    right = answers.get_by_role("button", name=re.compile("^C. Invoices"))
    right.focus()
    page.keyboard.press("Enter")
    expect(said(one)).to_contain_text("C is right.")
    expect(one.locator(".fq-Reason.fq-Right")).to_be_visible()
    expect(right).to_have_attribute("aria-pressed", "true")
    expect(right).to_be_focused()
    expect(one.locator(".cm-line").last).to_have_text("C")
    page.screenshot(path=pictures / "ask-right.png")
    assert Axe().run(page, context=f"{IN_FRONT} .fq-Ask").response["violations"] == []
    kept = (home.work / ".records" / f"{ASKS}.json").read_text(encoding="utf-8")
    assert re.findall(r'"answer": "(.)"', kept) == ["A", "C"]


def test_a_letter_typed_is_answered_as_well(home: Home, page: Page) -> None:
    one = cell(page, home.work / PATH, ASKS)
    run(page, one, "%%ask w03-r1\nb")
    expect(said(one)).to_contain_text("B is not right.")
    expect(one.get_by_role("button", name=re.compile("^B. All US invoices"))).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("size", [LAPTOP, TABLET], ids=["1280", "820"])
def test_it_can_be_read_in_both_themes_and_widths(
    home: Home, browser: Browser, pictures: Path, size: ViewportSize
) -> None:
    page = browser.new_page(viewport=size)
    page.set_default_timeout(PATIENCE)
    go_to(page, home, "week-04-join-without-counting-twice.ipynb", "Join without")
    for theme in ("Dark", "Light"):
        page.get_by_text("Settings", exact=True).first.click()
        page.get_by_text("Theme", exact=True).first.hover()
        page.get_by_text(f"JupyterLab {theme}", exact=True).first.click()
        expect(page.locator("body")).to_have_attribute("data-jp-theme-name", f"JupyterLab {theme}")
        look_at(page, fold(page), pictures / f"fold-{size['width']}-{theme}.png", ".fq-Fold")
    go_to(page, home, PATH, "Group and compare")
    one = cell(page, home.work / PATH, ASKS)
    for letter in ("A", "C"):
        one.get_by_role("button", name=re.compile(f"^{letter}[.]")).click()
        expect(said(one)).to_contain_text(f"{letter} is")
        look_at(page, one, pictures / f"ask-{letter}-{size['width']}.png", ".fq-Ask", ".fq-Reason")
    page.close()


@pytest.mark.parametrize("size", [LAPTOP, TABLET], ids=["1280", "820"])
def test_a_drawing_is_loaded_as_wide_as_the_text_at_most_and_dark_on_a_dark_page(
    home: Home, browser: Browser, pictures: Path, size: ViewportSize
) -> None:
    page = browser.new_page(viewport=size)
    page.set_default_timeout(PATIENCE)
    go_to(page, home, PATH, "Group and compare")
    drawing = page.locator(f'{IN_FRONT} .jp-RenderedMarkdown img[src*="/drawings/"]').first
    expect(drawing).to_have_attribute("alt", re.compile(r"(\S+ ){7}\S+"))
    button = fold(page).get_by_role("button", name="Show me")
    until(page, lambda: drawing.is_visible() or button.is_visible())
    if button.is_visible():  # no test above has opened it
        button.click()
    for theme, look in (("Dark", re.compile("invert")), ("Light", re.compile("none"))):
        page.get_by_text("Settings", exact=True).first.click()
        page.get_by_text("Theme", exact=True).first.hover()
        page.get_by_text(f"JupyterLab {theme}", exact=True).first.click()
        expect(page.locator("body")).to_have_attribute("data-jp-theme-name", f"JupyterLab {theme}")
        expect(drawing).to_have_css("filter", look)
        drawing.scroll_into_view_if_needed()
        until(page, lambda: drawing.evaluate("one => one.complete && one.naturalWidth > 0"))
        assert drawing.evaluate("one => one.offsetWidth <= Math.max(600, one.parentElement.clientWidth)")
        assert drawing.evaluate("one => one.offsetWidth >= 600"), "its words would be too small to read"
        cell = drawing.locator("xpath=ancestor::*[contains(@class, 'jp-RenderedMarkdown')]")
        assert (
            cell.evaluate("one => one.scrollWidth > one.clientWidth ? getComputedStyle(one).overflowX : 'auto'")
            == "auto"
        )
        page.screenshot(path=pictures / f"drawing-{size['width']}-{theme}.png")
    page.close()


def look_at(page: Page, one: Locator, picture: Path, *parts: str) -> None:
    one.scroll_into_view_if_needed()
    page.screenshot(path=picture)
    for part in parts:
        assert Axe().run(page, context=f"{IN_FRONT} {part}").response["violations"] == []
