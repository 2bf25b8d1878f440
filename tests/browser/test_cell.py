"""A cell while it is written: SQL, Python and prose each look like what they are, and SQL is completed."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.jupyterlab import Home, cell, has_run, opened, run, until
from tests.conftest import ROOT

STEM = "week-05-from-sql-to-python"
PRACTICE = ROOT / "release" / STEM / f"{STEM}.ipynb"
PATH = f"practice/{STEM}/{STEM}.ipynb"


def written(page: Page, which: str, text: str) -> Locator:
    """The text of a cell, emptied and written anew; the cursor stands at its end."""
    content = cell(page, PRACTICE, which).locator(".cm-content")
    content.click()
    expect(content).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    return content


def looks(content: Locator, word: str) -> str:
    """The colour and weight of a word in a cell; of one without any of its own, empty."""
    found = content.locator("span", has_text=re.compile(rf"^{re.escape(word)}$"))
    if not found.count():
        return ""
    style: str = found.first.evaluate("one => [getComputedStyle(one).color, getComputedStyle(one).fontWeight].join()")
    return style


def test_a_cell_that_is_run_before_its_kernel_is_there_waits_for_it(home: Home, page: Page) -> None:
    asked: list[Route] = []

    def hold(route: Route) -> None:
        if asked or route.request.method != "POST":
            route.fallback()
        else:
            asked.append(route)

    page.route(re.compile(r"/api/sessions\?"), hold)
    page.goto(home.address.replace("start-here.ipynb", PATH))
    until(page, lambda: bool(asked))
    first, is_active = cell(page, PRACTICE, "rebuild"), re.compile(r"\bjp-mod-active\b")
    first.locator(".cm-content").click()
    expect(first).to_have_class(is_active)
    page.keyboard.press("Shift+Enter")
    expect(first).not_to_have_class(is_active)
    page.wait_for_timeout(500)  # so that JupyterLab could drop it
    asked[0].fallback()
    has_run(first)
    opened(page, PATH, "Practice")


def test_a_query_is_coloured_as_sql(page: Page) -> None:
    run(page, cell(page, PRACTICE, "rebuild"))
    query = "%%sql launch\nSELECT name\nFROM accounts -- it's hers\nWHERE region = 'South' and name <> 'O''Brien'"
    content = written(page, "w05-q1-answer", query)
    expect(content.locator("span", has_text=re.compile("^SELECT$"))).to_be_visible()
    keyword, text, comment = looks(content, "SELECT"), looks(content, "'South'"), looks(content, "-- it's hers")
    assert len({keyword, text, comment, ""}) == 4
    assert {looks(content, word) for word in ("FROM", "WHERE", "and")} == {keyword}
    assert looks(content, "name") == looks(content, "region") == ""


def test_its_comment_key_writes_two_dashes(home: Home, page: Page) -> None:
    content = written(page, "w05-q1-answer", "%%sql launch\nSELECT name")
    page.keyboard.press("ControlOrMeta+/")
    expect(content.locator(".cm-line").last).to_have_text("-- SELECT name")
    page.keyboard.press("ControlOrMeta+/")
    expect(content.locator(".cm-line").last).to_have_text("SELECT name")


def test_its_columns_are_offered_while_typing_and_enter_after_a_whole_word_begins_a_line(
    home: Home, page: Page
) -> None:
    content = written(page, "w05-q1-answer", "%%sql launch\nSELECT name FROM accounts WHERE ")
    offered = page.locator(".jp-Completer:visible .jp-Completer-item")
    page.keyboard.type("re")
    expect(offered.first).to_have_text("region")
    page.keyboard.press("Enter")
    expect(content.locator(".cm-line").last).to_have_text("SELECT name FROM accounts WHERE region")
    expect(offered).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.insert_text("LIMIT 3")
    expect(content.locator(".cm-line").last).to_have_text("LIMIT 3")


def test_prose_is_plain_and_python_stays_python(home: Home, page: Page) -> None:
    prose = written(page, "w05-q6-answer", "%%text note\nIt's ours or not; import it from")
    expect(prose).to_contain_text("import it")
    page.keyboard.type(" ac")
    assert looks(prose, "or") == looks(prose, "import") == ""
    expect(page.locator(".jp-Completer:visible")).to_have_count(0)
    python = written(page, "w05-q3-answer", "for one in accounts: pass")
    expect(python.locator("span", has_text=re.compile("^for$"))).to_be_visible()
    keyword = looks(python, "for")
    # a first line that goes takes its colours along, and one that comes brings them
    python = written(page, "w05-q3-answer", "%%sql answer\nSELECT 1")
    expect(python.locator("span", has_text=re.compile("^SELECT$"))).to_be_visible()
    python = written(page, "w05-q3-answer", "for one in accounts: pass")
    expect(python.locator("span", has_text=re.compile("^for$"))).to_be_visible()
    assert looks(python, "for") == keyword != ""
