"""A pull request is shown to everybody: with a mouse, with a keyboard alone, by a screen reader, in a terminal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser

import firstquery
from firstquery.core.errors import UserError
from firstquery.html.pages import write
from firstquery.review import render, review, show
from firstquery.review.finding import finding
from firstquery.review.pulls import load, numbers
from firstquery.review.review import Review
from tests.html.axe import barriers, chromium
from tests.html.test_colours import contrast
from tests.review.conftest import PULLS


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a notebook's three cells: a pull request, another one, and a review."""
    folder = tmp_path_factory.mktemp("shown")
    cells = [new_markdown_cell("# Two pull requests")]
    for number in ("9001", "9002"):
        data = render.RichText("", show.html(load(number, PULLS)))._repr_mimebundle_()
        cells.append(new_code_cell(f'pull_request("{number}")', outputs=[new_output("display_data", data=data)]))
    fault = finding(
        *("desk/support.py", "30-32", "blocker", "Counted *twice*.", "f(1)", "Sum first."), kind="fan-out join"
    )
    made = Review(pull="9001", verdict="request_changes", summary="Two sums are too high.", findings=(fault, fault))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(review, "load", lambda number: load(number, PULLS))
        data = made._repr_mimebundle_()
    cells.append(new_code_cell("my_review", outputs=[new_output("display_data", data=data)]))
    nbformat.write(new_notebook(cells=cells), folder / "p.ipynb")
    (written,) = write(str(folder / "p.ipynb"), folder / "p.html")
    return written


def soup(number: str) -> BeautifulSoup:
    return BeautifulSoup(show.html(load(number, PULLS)), "html.parser")


def test_everything_of_a_pull_request_is_there_in_both_forms(small_course: Path) -> None:
    shown = firstquery.pull_request("9001")
    words = (
        "Pull request 9001: Revenue per ticket for the account managers",
        "Tomas Reyes said:",
        "2 passed in 0.10s",
        "3 files, 23 lines added, 3 removed",
        "JOIN tickets AS t ON t.account_id = a.account_id",
    )
    text = BeautifulSoup(shown._repr_mimebundle_()["text/html"], "html.parser").get_text()
    for said in words:
        assert said in repr(shown) and said in text, said
    assert "<strong>for each ticket</strong>" in shown._repr_mimebundle_()["text/html"]
    assert "   11       -     with httpx" in repr(shown) and "         11 +     with httpx" in repr(shown)


def test_without_a_number_those_that_there_are_stand_in_a_list(small_course: Path) -> None:
    shown = firstquery.pull_request()
    assert "9003  The backlog as a whole number (Ines Okafor)" in repr(shown)
    assert "9002" in shown._repr_mimebundle_()["text/html"]
    with pytest.raises(UserError, match="no pull request 0001"):
        firstquery.pull_request(1)


def test_pull_requests_of_one_title_are_one_line_of_the_list(small_course: Path) -> None:
    pulls = small_course / "data" / "service" / "pulls"
    for number in ("9004", "9005"):
        shutil.copytree(pulls / "9002", pulls / number)
        request = pulls / number / "request.toml"
        named = re.sub(r"number = .*\n", f'number = "{number}"\n', request.read_text("utf-8"))
        request.write_text(named.replace("Median hours to close", "One for each"), "utf-8")
    shown = firstquery.pull_request()
    assert "9004 to 9005  One for each (" in repr(shown) and repr(shown).startswith("4 pull requests")
    rows = BeautifulSoup(shown._repr_mimebundle_()["text/html"], "html.parser").select("tbody tr")
    assert len(rows) == 4 and "2 variants, one for each learner" in rows[-1].get_text()


def test_one_part_of_a_pull_request_can_be_shown_alone(small_course: Path) -> None:
    line = "JOIN tickets AS t ON t.account_id = a.account_id"
    for only, there, gone in [
        ("description", ["Tomas Reyes said:", "3 files, 23 lines added", "desk/rates.py"], [line, "Show the log"]),
        ("tests", ["Pull request 9001", "tests/test_support.py, line by line"], [line, "Tomas Reyes said:"]),
        ("desk/support.py", ["Pull request 9001", line], ["Tomas Reyes said:", "tests/test_support.py, line"]),
    ]:
        shown = firstquery.pull_request("9001", only=only)
        html = BeautifulSoup(shown._repr_mimebundle_()["text/html"], "html.parser")
        ids = {one["id"] for one in html.find_all(id=True)}
        assert {link["href"][1:] for link in html.find_all("a")} <= ids, "a link leads nowhere"
        text = html.get_text()
        assert all(one in text for one in there) and not any(one in text for one in gone), only
        as_text = repr(shown)
        plainly = [one.replace(", line by line", " (old line, new line, change)") for one in there]
        assert all(one in as_text for one in plainly) and not any(one in as_text for one in gone), only
    with pytest.raises(
        UserError, match=r'only is "description", "tests" or one of its files: desk/rates\.py, .*: x\.py'
    ):
        firstquery.pull_request("9001", only="x.py")


def test_a_change_is_said_in_words_and_each_table_says_what_it_is() -> None:
    shown = soup("9001")
    inline = shown.select_one("table.fq-inline")
    assert inline is not None and inline.caption is not None
    assert inline.caption.get_text() == "desk/rates.py, line by line"
    signs = [cell.get_text() for cell in inline.select("td.fq-s")]
    assert {"+ added", "− removed", "same"} == set(signs)
    for table in shown.find_all("table"):
        assert all(head.get("scope") for head in table.find_all("th"))
    assert len(shown.select("table.fq-sides")) == 3


def test_both_views_show_every_line_of_the_change() -> None:
    pull = load("9001", PULLS)
    shown = soup("9001")
    for one, inline, sides in zip(pull.files, shown.select(".fq-inline"), shown.select(".fq-sides"), strict=True):
        texts = [row.text for row in one.rows]
        assert [cell.get_text() for cell in inline.select("td.fq-c")] == texts
        beside = [cell.get_text() for cell in sides.select("td.fq-c")]
        assert sorted(beside) == sorted(texts + [row.text for row in one.rows if row.kind == " "])


def test_a_large_file_comes_folded_and_a_small_one_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.has_attr("open") for one in soup("9001").select("details.fq-file")] == [True, True, True]
    monkeypatch.setattr(show, "LARGE", 12)
    assert [one.has_attr("open") for one in soup("9001").select("details.fq-file")] == [True, False, True]


def test_a_file_of_the_capstone_comes_open_and_what_runs_stands_before_what_is_told() -> None:
    shown = BeautifulSoup(show.html(load("0201")), "html.parser")
    opened = [one.has_attr("open") for one in shown.select("details.fq-file")]
    assert all(opened) and len(opened) == 8
    folded = BeautifulSoup(show.html(load("0201"), is_folded=True), "html.parser").select("details.fq-file")
    assert len(folded) == 8 and not any(one.has_attr("open") for one in folded), "as capstone() shows them"
    paths = [one.get_text() for one in shown.select("h5")]
    assert [path.endswith(".md") for path in paths] == [False] * 6 + [True] * 2
    assert paths[-2:] == ["CHANGELOG.md", "docs/decisions/0004-triage-in-production.md"]
    listed = [one.get_text() for one in shown.select(".fq-list tbody a")]
    assert listed == paths
    assert repr(firstquery.pull_request("0201")).index("desk/nightly.py (old") < repr(
        firstquery.pull_request("0201")
    ).index("CHANGELOG.md (old")


@pytest.mark.needs("git")
def test_whole_functions_and_the_agreements_can_be_opened_beside_the_change() -> None:
    shown = BeautifulSoup(show.html(load("0131")), "html.parser")
    whole = next(one for one in shown.select(".fq-inline details") if "All of tables," in one.get_text())
    lines = [cell.get_text() for cell in whole.select("td.fq-c")]
    assert lines[0].startswith("def tables(") and any("Revenue per ticket, by plan" in line for line in lines)
    assert [int(cell.get_text()) for cell in whole.select("td.fq-n")] == [
        *range(int(whole.select("td.fq-n")[0].get_text()), int(whole.select("td.fq-n")[-1].get_text()) + 1)
    ]
    agreed = next(one for one in shown.select("details") if "The agreements of the repository" in one.get_text())
    assert len(agreed.select("li")) >= 3


def test_what_changes_within_a_line_is_marked_and_no_letter_of_it_is_lost() -> None:
    shown = BeautifulSoup(show.html(load("0138")), "html.parser")
    marked = {one.get_text(): [mark.get_text() for mark in one.select("mark")] for one in shown.select("td.fq-c")}
    assert "".join(marked["        WHERE i.status <> 'void' AND i.issued_on >= :first AND i.issued_on < :end {asked}"]
                   ).endswith("{asked}")  # fmt: skip
    assert marked["def chosen(region: str | None, plan: str | None) -> tuple[str, dict[str, str]]:"] == []


def test_a_comment_stands_at_its_line_in_both_views_and_as_text() -> None:
    shown = BeautifulSoup(show.html(load("0146")), "html.parser")
    for view in (".fq-inline", ".fq-sides"):
        said = next(one for one in shown.select(f"{view} tr.fq-at") if "What is the text in" in one.get_text())
        assert "Ines said of line 14" in said.get_text()
        assert "LIST = " in said.find_previous_sibling("tr", class_=lambda name: name != "fq-at").get_text()
    text = repr(firstquery.pull_request("0146")).splitlines()
    (at,) = (row for row, line in enumerate(text) if "LIST = " in line)
    assert text[at + 1].strip().startswith("Ines said of this line: What is the text in")


@pytest.mark.parametrize("number", numbers())
def test_every_comment_that_names_a_place_has_a_line_there_and_commits_have_dates(number: str) -> None:
    pull = load(number)
    placed = [one for one in pull.request.discussion if one.path]
    assert placed and all(any(one.line(file) for file in pull.files) for one in placed)
    assert all(re.fullmatch(r"\d+ December 2025, \d\d:\d\d UTC", day) for day, _ in pull.commits)


def test_nothing_that_somebody_wrote_runs_or_loads(small_course: Path) -> None:
    request = small_course / "data" / "service" / "pulls" / "9002" / "request.toml"
    hostile = "<script>x()</script> ![p](http://elsewhere.example/p.png) [a](javascript:x()) <img src=x onerror=x()>"
    kept = request.read_text(encoding="utf-8")
    request.write_text(re.sub(r'description = ".*"', f"description = '{hostile}'", kept), encoding="utf-8")
    shown = BeautifulSoup(firstquery.pull_request("9002")._repr_mimebundle_()["text/html"], "html.parser")
    assert shown.find_all(["script", "img", "iframe"]) == []
    assert {link["href"].partition(":")[0] for link in shown.find_all("a") if link["href"][0] != "#"} == {"http"}


def test_a_cell_that_is_run_again_has_addresses_of_its_own() -> None:
    first, second = ({one["id"] for one in soup("9001").find_all(id=True)} for _ in range(2))
    assert first and not first & second
    shown = soup("9001")
    ids = {one["id"] for one in shown.find_all(id=True)}
    assert {link["href"][1:] for link in shown.find_all("a")} <= ids


def test_axe_finds_no_barrier_in_it(browser: Browser, page: Path) -> None:
    assert barriers(browser, page) == []


def test_a_keyboard_alone_turns_from_one_view_to_the_other_without_a_script(browser: Browser, page: Path) -> None:
    tab = browser.new_page(viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    tab.goto(page.as_uri())
    inline, sides = tab.locator(".fq-inline").first, tab.locator(".fq-sides").first
    assert inline.is_visible() and not sides.is_visible()
    tab.locator("summary", has_text="Side by side").first.focus()
    tab.keyboard.press("Enter")
    assert sides.is_visible() and not inline.is_visible()
    tab.keyboard.press("Enter")
    assert inline.is_visible() and not sides.is_visible()
    tab.locator("a", has_text="To the next file, desk/support.py").first.press("Enter")
    assert tab.url.endswith("-2")
    tab.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_line_is_cut_off_at_the_width_of_a_laptop_or_a_phone(browser: Browser, page: Path, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(page.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    over = "one => [...document.querySelectorAll(one)].filter(c => c.offsetWidth && c.scrollWidth > c.clientWidth + 1)"
    assert tab.evaluate(f"({over})('td.fq-c').length") == 0
    tab.close()


_THEMES = {
    "light": r"^\.fq-pull \{([^}]*)\}",
    "dark": r"dark\) \{\s*\.fq-pull \{([^}]*)\}",
    "lab, light": r'theme-light="true"\] \.fq-pull \{([^}]*)\}',
    "lab, dark": r'theme-light="false"\] \.fq-pull \{([^}]*)\}',
    "print": r"@media print \{\s*\.fq-pull \{([^}]*)\}",
}


@pytest.mark.parametrize("theme", _THEMES)
def test_every_colour_of_code_has_seven_to_one_on_every_ground(theme: str) -> None:
    style = Path(render.__file__).parent / "templates" / "show.css"
    found = re.search(_THEMES[theme], style.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    colours = {
        name: tuple(int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
        for name, value in re.findall(r"--([\w-]+):\s*#([0-9a-f]{6})", found[1])
    }
    grounds = {"paper", "plus", "minus", "faint"}
    assert grounds | {"ink", "quiet", "word", "quoted", "number", "remark", "name", "link", "line"} == set(colours)
    low = [
        f"{name} on {ground}: {ratio:.2f}"
        for name in colours.keys() - grounds
        for ground in grounds
        if (ratio := contrast(colours[name], colours[ground])) < (3 if name == "line" else 7)  # type: ignore[arg-type]
    ]
    assert low == []
