"""A page in a real browser, and what axe-core says of it with every one of its rules, experimental ones too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.conftest import needs

QUIET = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
#: A text that has the contrast of the second has that of the first: each looks at every text of the page.
CONTAINED = {"color-contrast": "color-contrast-enhanced"}
#: What changes with the colours of the page, and with its width.
OF_COLOUR = ["color-contrast-enhanced", "link-in-text-block"]
OF_WIDTH = ["scrollable-region-focusable", "target-size"]
_TABS: WeakKeyDictionary[Browser, Page] = WeakKeyDictionary()
_RUN = """rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules})"""
#: Texts that a reader sees, and that look like the HTML of what she should see; code, and what a cell printed, may.
_RAW_HTML = r"""() => {
    const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode;
        if (/<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+);/i.test(one.data) && !one.parentElement.closest('pre, code, style'))
            found.push(one.data.trim().slice(0, 80));
    }
    return found;
}"""
_RULES = "axe.getRules().map(rule => rule.ruleId)"


@contextmanager
def chromium() -> Iterator[Browser]:
    program = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=QUIET)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, path: Path, colours: str = "light", asked: list[str] | None = None) -> Iterator[Page]:
    """The page in the file ``path``, with everything on it unfolded. ``asked`` gets each address outside of files."""
    page = _tab(browser)
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]

    def note(request: Request) -> None:
        if asked is not None and not request.url.startswith(("file:", "data:")):
            asked.append(request.url)

    page.on("request", note)
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield page
    page.remove_listener("request", note)
    _TABS[browser] = page


def _tab(browser: Browser) -> Page:
    """A tab in which the files follow each other: a new one takes as long to open as a page takes to be read by axe.

    One in which something went wrong is not used again, nor one that is still in use.
    """
    if browser in _TABS:
        return _TABS.pop(browser)
    page = browser.new_page()
    page.route(re.compile("^(https?|wss?):"), lambda route: route.abort())
    return page


def barriers(browser: Browser, path: Path, has_colours: bool = True) -> list[str]:
    """Every violation, of any weight: on a laptop, on a phone, in light and in dark. Also what the page asks for, and
    where HTML is shown as text.

    Without ``has_colours`` no colour is looked at: where all are of the palette, test_colours.py says the same.
    """
    asked: list[str] = []
    with opened(browser, path, asked=asked) as page:
        page.evaluate(Axe().axe_script)
        rules = page.evaluate(_RULES)
        assert len(rules) > 90 and {*CONTAINED, *CONTAINED.values()} <= {*rules}
        rules = [one for one in rules if one not in CONTAINED and (has_colours or one not in OF_COLOUR)]
        found = _said(page, rules, "laptop, light")
        found += [f"shows HTML as text: {one}" for one in page.evaluate(_RAW_HTML)]
        found += _too_wide(page, "laptop")
        if has_colours:
            page.emulate_media(color_scheme="dark")
            found += _said(page, OF_COLOUR, "laptop, dark")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        found += _said(page, OF_WIDTH, "phone")
        found += _too_wide(page, "phone")
    return found + [f"asks for {address}" for address in asked]


def _too_wide(page: Page, than: str) -> list[str]:
    is_wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"the whole page is wider than a {than}"] if is_wider else []


def _said(page: Page, rules: list[str], where: str) -> list[str]:
    violations: list[dict[str, Any]] = page.evaluate(_RUN, rules)["violations"]
    return [
        f"{where}: {one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in violations
    ]
