"""Written answers in nbgrader's own formgrader, in a real browser: wrapped, with rubric and list, one after another."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from firstquery.cohort import reading
from firstquery.core import course
from firstquery.grading.practice import read_rubric
from tests.browser.jupyterlab import LAPTOP, PATIENCE
from tests.grading.orders import STEM
from tests.html.axe import chromium
from tests.run.bench import Run, eventually

CELL = "w90-q4-answer"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@contextmanager
def formgrader(run: Run, out: Path) -> Iterator[str]:
    """`firstquery read` of the week; gives the address that it prints."""
    command = [sys.executable, "-m", "firstquery.cli.main", "read", "90", "--no-browser"]
    said = out / "said.txt"
    with said.open("w") as file:
        process = subprocess.Popen(command, cwd=run.root, env=run.environment, stdout=file, stderr=file)
    try:
        address = re.compile(r"http://127\.0\.0\.1:\d+/formgrader/\S+")
        assert eventually(lambda: bool(address.search(said.read_text())), PATIENCE / 1000), said.read_text()
        found = address.search(said.read_text())
        assert found is not None
        yield found[0]
    finally:
        process.terminate()
        process.wait(60)


def waiting(run: Run) -> list[str]:
    return [one.student for one in reading.find_unread(run.db_url, STEM)]


def answer(page: Page) -> str:
    return page.locator(".fq-written").inner_text()


def test_an_answer_is_wrapped_and_read_one_after_another(browser: Browser, changing: Run, tmp_path: Path) -> None:
    before = waiting(changing)
    assert sorted(before) == ["ben", "fay", "lin", "zoe"]
    with formgrader(changing, tmp_path) as address:
        page = browser.new_page(viewport=LAPTOP)  # type: ignore[arg-type]
        page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        seen = []
        for _ in before:
            page.wait_for_load_state("networkidle")
            seen.append(page.url.split("/submissions/")[1].split("/")[0])
            assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP["width"]
            assert "<b>counted once</b>" in answer(page)  # as a text
            assert "\u2611 ticked: It says what is counted." in answer(page)
            assert "\u2610 open: A colleague would count the same." in answer(page)
            narrow = "one => one.scrollWidth <= one.clientWidth && one.clientWidth < 900 && one.clientHeight > 60"
            assert page.locator(".fq-written .text").evaluate(narrow)
            left = len(before) - len(seen)
            with page.expect_response(lambda said: "/api/grade/" in said.url and said.request.method == "PUT"):
                page.locator(f"input.score[id='{CELL}']").fill("3")
                page.locator(f"[id='{CELL}-comment']").click()
            assert eventually(lambda left=left: len(waiting(changing)) == left)  # type: ignore[misc]
            if left:
                page.get_by_role("link", name="The next that waits").click()
        assert len(set(seen)) == len(before)
        page.reload()
        expect(page.locator(".fq-written")).to_contain_text("None waits any more.")
        page.close()
    assert waiting(changing) == []
    ended = changing.firstquery("read", "90")
    assert ended.code == 0 and f"No written answer of {STEM} waits to be read." in ended.said


def test_only_what_changed_since_it_was_read_waits_again(changing: Run) -> None:
    """Ann was read. She hands in again, first with another answer to another exercise, then with another text."""
    from tests.cohort.conftest import WRITTEN

    assert "ann" not in waiting(changing)
    changing.hand_in("ann", q1="%%sql paid_orders\nSELECT COUNT(*) FROM orders", q4=WRITTEN)
    changing.grade("--student", "ann")
    assert "ann" not in waiting(changing)
    changing.hand_in("ann", q4=WRITTEN.replace("counted once", "counted twice"))
    changing.grade("--student", "ann")
    assert "ann" in waiting(changing)


@pytest.mark.parametrize("week", course.weeks(), ids=lambda week: week.stem)
def test_every_written_answer_of_the_course_has_its_rubric(week: course.Week) -> None:
    import json

    cells = json.loads(week.release.read_text(encoding="utf-8"))["cells"]
    graded = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    texts = [one["grade_id"] for one in graded if one.get("solution") and one.get("grade")]
    assert texts
    for cell in texts:
        heading, rubric = read_rubric(week.stem, cell)
        assert "How it is judged" in heading and rubric.count("- ") >= 2, cell
    others = [one["grade_id"] for one in graded if one.get("solution") and not one.get("grade")]
    assert [cell for cell in others if read_rubric(week.stem, cell) != ("", "")] == [], "no rubric of another exercise"


def test_on_a_hub_it_says_where_the_formgrader_is(graded_cohort: Run) -> None:
    ended = Run(graded_cohort.root, {"JUPYTERHUB_SERVICE_PREFIX": "/user/facilitator/"}).firstquery("read", "90")
    assert ended.code == 0, ended.said
    assert "Open /user/facilitator/formgrader/submissions/" in ended.said
    assert "Written answers to read: 4, of 4 learners." in ended.said


def test_code_stays_code(graded_cohort: Run) -> None:
    from jinja2 import Environment

    shown = reading.WrittenAnswer()
    context = Environment().from_string("").new_context({"resources": {}})
    assert '<span class="n">x</span>' in shown(context, "x = 1\n", metadata={"nbgrader": {"solution": True}})
    assert "fq-written" not in shown(context, "%%text note\nmine", metadata={})  # no answer cell
    for line in ("%%text note", "%% Text note", "\u00a0%text note"):
        written = shown(context, f"{line}\nMine.", metadata={"nbgrader": {"solution": True, "grade": True}})
        assert "Mine." in written and "note" not in written
    assert "fq-written" in shown(context, 'note = "mine"', metadata={"nbgrader": {"solution": True, "grade": True}})


def test_feedback_says_whose_it_is_of_which_week_and_day(changing: Run) -> None:
    ended = changing.firstquery("grade", STEM, "--student", "ann", "--force")
    assert ended.code == 0, ended.said
    html = (changing.root / "feedback" / "ann" / STEM / f"{STEM}.html").read_text(encoding="utf-8")
    assert re.search(r"<title>Feedback: week 90, Orders · ann · \d{4}-\d\d-\d\d</title>", html)
