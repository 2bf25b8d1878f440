"""Nobody is kept out of a page of ours: axe-core finds nothing, and a keyboard alone is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from firstquery.core import course
from tests.html.axe import barriers, chromium, opened

LESSONS = [week.stem for week in course.weeks()]
PRACTICES = [f"{one.stem}-practice" for one in course.practices()]
NAMES = ["start-here", "glossary", *LESSONS, *PRACTICES]
#: Whose colours are looked at, in light and in dark: they have tables, charts, code, a diff and every kind of cell.
COLOURED = (
    "start-here",
    "glossary",
    *(f"{LESSONS[week - 1]}{page}" for week in (1, 6, 14, 25) for page in ("", "-practice")),
)
#: What Tab reaches, in the order of the page, as one string each.
_REACHED = "one => one.tagName + ' ' + (one.getAttribute('href') || one.getAttribute('aria-label') || one.textContent)"
_ALL = "() => [...document.querySelectorAll('a[href], summary, [tabindex=\"0\"]')]"
_VISIBLE = """() => {
    const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
    return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
        && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_barrier_in_a_page_of_a_notebook(browser: Browser, pages: Path, name: str) -> None:
    assert barriers(browser, pages / f"{name}.html", has_colours=name in COLOURED) == []


def test_a_page_whose_colours_are_not_looked_at_has_none_of_its_own(pages: Path) -> None:
    own = re.compile(r'style="[^"]*color|<svg|<font')
    others = sorted({*NAMES} - {*COLOURED})
    assert [name for name in others if own.search((pages / f"{name}.html").read_text(encoding="utf-8"))] == []


def test_every_page_that_is_written_is_looked_at(pages: Path) -> None:
    assert {path.stem for path in pages.glob("*.html")} == set(NAMES) > set(COLOURED)


@pytest.mark.parametrize("name", ["start-here", LESSONS[0], PRACTICES[1]])
def test_tab_reaches_everything_in_order_and_is_seen_where_it_is(browser: Browser, pages: Path, name: str) -> None:
    with opened(browser, pages / f"{name}.html") as page:
        wanted = page.evaluate(f"({_ALL})().map({_REACHED})")
        assert len(wanted) >= 5
        reached = []
        for _ in wanted:
            page.keyboard.press("Tab")
            reached.append(page.evaluate(f"({_REACHED})(document.activeElement)"))
            assert page.evaluate(_VISIBLE), f"the focus is not seen on {reached[-1]}"
        assert reached == wanted


def test_a_hint_is_closed_until_enter_opens_it(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / f"{PRACTICES[1]}.html") as page:
        page.reload()  # folded again
        hint = page.locator("main details").first
        assert not hint.locator("p").first.is_visible()
        hint.locator("summary").focus()
        page.keyboard.press("Enter")
        assert hint.locator("p").first.is_visible()
        page.keyboard.press("Enter")
        assert not hint.locator("p").first.is_visible()


def test_the_first_tab_leads_past_the_top_of_the_page(browser: Browser, pages: Path) -> None:
    with opened(browser, pages / f"{LESSONS[0]}.html") as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 256})
    yield page
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_of_double_size_letters_scrolls_in_one_direction_alone(narrow: Page, pages: Path, name: str) -> None:
    """WCAG 1.4.10: 1280 pixels at 400 percent are a page of 320."""
    narrow.goto((pages / f"{name}.html").as_uri())
    assert narrow.evaluate("document.documentElement.scrollWidth <= innerWidth")
