"""Every hostile submission is contained, every honest one keeps its marks, and a cohort ends as if all were honest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.attacks.attack import MARK, POINTS, Listed, attacks
from tests.attacks.honest import HONEST, Honest
from tests.conftest import needs
from tests.grading.orders import STEM

from .conftest import Arena

RUN = [one for one in attacks() if one.attack.contained_by is None]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
FULL = {question: float(points) for question, points in POINTS.items()}
COMMANDS = re.compile(r"\x1b(?!\[[\d;]*m)")  # colours of tracebacks are none


@pytest.mark.parametrize("one", RUN, ids=[one.name for one in RUN])
def test_an_attack_is_contained(arena: Arena, one: Listed) -> None:
    """No mark that is not deserved, no deserved one lost, and no secret in anything that goes back."""
    marks = arena.marks(one.name)
    assert {question: marks[question] for question in one.attack.earned_nowhere if marks.get(question)} == {}
    assert {question: marks.get(question) for question in one.attack.kept_marks} == one.attack.kept_marks
    left, student = arena.places[one.name]
    assert left.secrets_of(student) == []


@pytest.mark.parametrize("odd", HONEST, ids=[odd.name for odd in HONEST])
def test_an_honest_but_odd_submission_keeps_full_marks(arena: Arena, odd: Honest) -> None:
    assert arena.marks(odd.name) == FULL


def test_the_first_and_the_last_of_every_cohort_keep_their_marks(arena: Arena) -> None:
    for left in arena.cohorts:
        assert left.marks["ann"] == left.marks["zoe"] == FULL


def test_the_gradebook_is_otherwise_as_it_was(arena: Arena) -> None:
    for left in arena.cohorts:
        assert left.book["extra credit"] == left.book["manual"] == 0
        assert left.book["points"] == {"w90-q1": 2, "w90-q2": 3, "w90-q3": 1, "w90-q4": 1, "w90-q4-answer": 4}
        assert set(left.book["names"]) == {"ann", "zoe"}  # type: ignore[call-overload]


def test_no_process_outlives_grading(arena: Arena) -> None:
    assert [process for left in arena.cohorts for process in left.alive] == []
    marked = [path for path in Path("/proc").glob("[0-9]*/cmdline") if MARK.encode() + b"orphan" in _bytes(path)]
    assert marked == []


def test_no_file_is_left_on_this_machine_and_the_course_is_as_it_was(arena: Arena) -> None:
    for left in arena.cohorts:
        assert left.temporary == []
        assert left.changed == []
        found = [path for path in left.root.rglob(f"{MARK}*") if "submitted" not in path.parts]
        assert found == []
        assert [path.name for path in (left.root / "home").iterdir() if path.name.startswith(MARK)] == []
    outside = [path for place in ("/tmp", "/dev/shm", "/var/tmp") for path in Path(place).glob(f"{MARK}*")]
    assert [path for path in outside if not path.name.startswith("hostile-tmp-")] == []


def test_nothing_reached_a_socket_of_this_machine(arena: Arena) -> None:
    assert arena.reached == []


def test_the_grader_itself_stays_small_and_its_log_short(arena: Arena) -> None:
    for left in arena.cohorts:
        assert left.peak < 1_500_000_000
        assert len(left.log) < 3_000_000
        assert COMMANDS.findall(left.log) == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield browser
        browser.close()


PAGES = [one for one in RUN if one.attack.in_page]


@pytest.mark.parametrize("one", PAGES, ids=[one.name for one in PAGES])
def test_in_a_browser_no_script_of_a_submission_runs_and_no_request_leaves(
    arena: Arena, browser: Browser, one: Listed
) -> None:
    left, student = arena.places[one.name]
    (page,) = (left.root / "feedback" / student).rglob(f"{STEM}.html")
    (clean,) = (left.root / "feedback" / "ann").rglob(f"{STEM}.html")
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
