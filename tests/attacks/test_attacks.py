"""Every hostile submission is contained, every honest one keeps its marks, and a cohort ends as if all were honest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.attacks.attack import MARK, POINTS, Attack, attacks
from tests.attacks.cohort import Arena, secrets_in
from tests.attacks.honest import HONEST, Honest
from tests.conftest import ROOT, needs
from tests.grading.orders import STEM

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
FULL = {question: float(points) for question, points in POINTS.items()}
COMMANDS = re.compile(r"\x1b(?!\[[\d;]*m)")  # colours of tracebacks are none


@pytest.mark.parametrize("one", attacks(), ids=[one.name for one in attacks()])
def test_an_attack_is_contained(arena: Arena, one: Attack) -> None:
    """No mark that is not deserved, no deserved one lost, and no secret in anything that goes back."""
    marks, text = arena.marks_of(one.name), arena.seen_by(one.name)
    assert {question: marks[question] for question in one.forbidden if marks.get(question)} == {}
    assert {question: marks.get(question) for question in one.keeps} == one.keeps
    assert secrets_in(text) == []
    told = arena.said_of(one.name)
    assert one.said in told or (one.may_time_out and "The kernel no longer answered." in told)


@pytest.mark.parametrize("odd", HONEST, ids=[odd.name for odd in HONEST])
def test_an_honest_but_odd_submission_keeps_full_marks(arena: Arena, odd: Honest) -> None:
    assert arena.marks_of(odd.name) == FULL


def test_the_gradebook_and_all_others_are_as_they_were(arena: Arena) -> None:
    assert arena.marks["ann"] == arena.marks["zoe"] == FULL
    assert arena.book["extra credit"] == arena.book["manual"] == 0
    assert arena.book["points"] == {"w90-q1": 2, "w90-q2": 3, "w90-q3": 1, "w90-q4": 1, "w90-q4-answer": 4}
    assert arena.book["names"] == {"ann", "zoe"}


def test_the_page_lists_every_attack() -> None:
    page = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
    listed = [line[2:].partition(" | ")[0] for line in page.splitlines() if line.startswith("| ")]
    titles = [one.title for one in (*attacks(), *HONEST)]
    assert [one for one in listed if one not in ("Attack", "Submission", "---")] == titles


def test_no_process_outlives_grading(arena: Arena) -> None:
    assert arena.alive == []
    marked = [path for path in Path("/proc").glob("[0-9]*/cmdline") if MARK.encode() + b"orphan" in _bytes(path)]
    assert marked == []


def test_no_file_is_left_on_this_machine_and_the_course_is_as_it_was(arena: Arena) -> None:
    assert (arena.temporary, arena.changed) == ([], [])
    assert [path for path in arena.root.rglob(f"{MARK}*") if "submitted" not in path.parts] == []
    outside = [path for place in ("/tmp", "/dev/shm", "/var/tmp") for path in Path(place).glob(f"{MARK}*")]
    assert [path for path in outside if not path.name.startswith("hostile-tmp-")] == []


def test_nothing_reached_a_socket_of_this_machine(arena: Arena) -> None:
    assert arena.reached == []


def test_the_grader_itself_stays_small_and_its_log_short(arena: Arena) -> None:
    assert arena.peak < 1_500_000_000
    assert len(arena.log) < 3_000_000
    assert COMMANDS.findall(arena.log) == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield browser
        browser.close()


PAGES = [one for one in attacks() if one.in_page]


@pytest.mark.parametrize("one", PAGES, ids=[one.name for one in PAGES])
def test_in_a_browser_no_script_of_a_submission_runs_and_no_request_leaves(
    arena: Arena, browser: Browser, one: Attack
) -> None:
    (page,) = (arena.root / "feedback" / arena.students[one.name]).rglob(f"{STEM}.html")
    (clean,) = (arena.root / "feedback" / "ann").rglob(f"{STEM}.html")
    assert _opened(browser, page) <= _opened(browser, clean)


def _opened(browser: Browser, page: Path) -> set[str]:
    """The addresses that a page asks for, each answered with nothing. Asserts that no script of hers ran."""
    asked: set[str] = set()
    opened = browser.new_page()
    opened.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    opened.on("request", lambda request: asked.add(request.url))
    opened.on("dialog", lambda dialog: asked.add(f"a dialog: {dialog.message}"))
    opened.goto(page.as_uri(), wait_until="load")
    opened.mouse.move(200, 200)
    opened.wait_for_timeout(300)
    assert opened.evaluate("window.ran") is None
    assert opened.url == page.as_uri()
    opened.close()
    return {address for address in asked if not address.startswith(("file:", "data:"))}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
