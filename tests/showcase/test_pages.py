"""The portfolio and the wall in a browser: no violation that axe finds, a phone's width, light and dark, and on paper.

The pictures go to the folder FIRSTQUERY_SCREENSHOTS, for whoever wants to see how it looks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from firstquery import portfolio
from firstquery.learner import wall
from firstquery.learner.failure_note import Note
from tests.html.axe import barriers, chromium, opened
from tests.showcase import folder as made

LONG = "a-word-without-an-end-" * 20


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    """Every page of a full portfolio, and a wall."""
    work = tmp_path_factory.mktemp("learner")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(work))
        made.fill(work)
        portfolio(include=made.ALL, even_so=made.NAMES)
    parts = ("I counted twice, for the join doubled it.\n\n" + LONG, "Each once.", "I count the rows before and after.")
    notes = [Note(str(n) * 12, 1 + n % 2, *parts, name="Dana" if n == 2 else "", shared=True) for n in range(5)]
    wall.build(wall.Wall(notes), work / "failure-wall.html", "Failure wall")
    yield [*sorted((work / "portfolio").glob("*.html")), work / "failure-wall.html"]


def test_no_page_has_a_violation_or_is_wider_than_a_phone(browser: Browser, shown: list[Path]) -> None:
    assert len(shown) == 7
    assert {path.name: found for path in shown if (found := barriers(browser, path))} == {}
    assert all(path.read_text(encoding="utf-8").count("<h1") == 1 for path in shown)
    if told := os.environ.get("FIRSTQUERY_SCREENSHOTS"):
        for colours, width in (("light", 390), ("dark", 1366)):
            for path in shown:
                with opened(browser, path, colours) as page:
                    page.set_viewport_size({"width": width, "height": 844})
                    page.screenshot(path=Path(told) / f"show-{path.stem}-{colours}-{width}.png", full_page=True)


def test_on_a_phone_the_predictions_are_read_without_moving_the_page_or_the_table(
    browser: Browser, shown: list[Path]
) -> None:
    (path,) = [one for one in shown if one.name == "predictions.html"]
    with opened(browser, path) as page:
        page.set_viewport_size({"width": 390, "height": 844})
        if told := os.environ.get("FIRSTQUERY_SCREENSHOTS"):
            page.screenshot(path=Path(told) / "predictions.png", full_page=True)
        wide = page.evaluate(
            "[document.scrollingElement, ...document.querySelectorAll('.wide')].map(one => "
            "[one.scrollWidth, one.clientWidth])"
        )
        rows = page.locator("tbody tr").first.locator("td").all_inner_texts()
        broken = page.evaluate(
            "[...document.querySelectorAll('td')].filter(one => { const all = document.createRange(); "
            "all.selectNodeContents(one); return all.getClientRects().length > 1; }).map(one => one.textContent)"
        )
    assert rows == ["1", "1,743,000", "70%", "1,716,000", "25,000", "yes"]
    assert len(wide) == 2 and all(needed <= there for needed, there in wide), wide
    assert broken == [], "no number is broken in two"


def test_every_link_of_the_portfolio_leads_somewhere(browser: Browser, shown: list[Path]) -> None:
    page = browser.new_page()
    links: set[str] = set()
    for path in shown:
        page.goto(path.as_uri())
        links |= set(page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)"))
    assert len(links) > 15
    for link in sorted(links):
        file, _, place = link.partition("#")
        target = Path(file.removeprefix("file://"))
        assert target.is_file(), link
        assert not place or f'id="{place}"' in target.read_text(encoding="utf-8"), link
    page.close()


def test_on_paper_each_page_is_a_few_sheets(browser: Browser, shown: list[Path]) -> None:
    page = browser.new_page()
    sheets = {}
    for path in shown:
        page.goto(path.as_uri())
        printed = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "15mm"))
        sheets[path.stem] = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert all(1 <= count <= 4 for count in sheets.values()), sheets
    assert sheets["failures"] == sheets["questions"] == 1
    page.close()
