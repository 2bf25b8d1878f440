"""What goes into a browser is what a learner has: the weeks that run there, no answers, and a page for each other."""

from __future__ import annotations

import io
import json
import zipfile

import nbformat
import pytest

from firstquery.core import course
from firstquery.core.course import COURSE
from firstquery.grading.answers import read
from firstquery.site.lite import content, weeks, wheel


def test_the_weeks_that_run_are_told_by_what_they_use_and_how_they_are_answered() -> None:
    run = weeks.that_run(COURSE)
    assert [week.number for week in run] == [0, 1, 2, 3, 4]
    assert weeks.numbers(run) == "weeks 1 to 4"
    assert weeks.numbers(run[:2]) == "week 1" and weeks.numbers(run[:3]) == "weeks 1 and 2"
    for week in course.practices():
        assert weeks.runs(week) == (week in run)
        if week not in run:
            assert weeks.why_not(week).endswith("It runs in the installed course.")


@pytest.fixture(scope="module")
def hers() -> dict[str, bytes]:
    return content.of_the_learner(COURSE)


def test_her_folder_has_the_weeks_that_run_and_a_page_that_says_why_for_each_other(hers: dict[str, bytes]) -> None:
    for week in course.practices():
        lesson = hers.get(f"{week.stem}.ipynb", b"")
        if weeks.runs(week):
            assert f"practice/{week.stem}/{week.stem}.ipynb" in hers
        else:
            page = nbformat.reads(lesson.decode(), as_version=4)
            nbformat.validate(page)
            assert weeks.why_not(week) in page.cells[0].source and len(page.cells) == 1
            assert not any(name.startswith(f"practice/{week.stem}") for name in hers)
    assert not any(name.endswith("key.json") for name in hers)


def test_what_the_kernel_reads_has_no_answers_no_held_out_data_and_no_page_of_a_facilitator() -> None:
    found = content.of_the_course(COURSE)
    assert {"course.toml", "data/kestrel.sqlite", "data/kestrel/dictionary.json", "notebooks/glossary.ipynb"} <= set(
        found
    )
    for name in found:
        assert not name.endswith(("answers.py", "facilitator.md", "build.py")) and "held-out" not in name, name
        assert name.startswith(("data/", "notebooks/", "release/")) or name.endswith(("course.toml", "/solutions.md"))
    whole = b"\n".join(one for name, one in found.items() if not name.endswith((".sqlite", "key.json", "solutions.md")))
    for week in weeks.that_run(COURSE):
        for exercise in read(week.answers).values():
            for wrong in exercise.by_role("wrong"):
                assert len(wrong.message) < 60 or wrong.message.encode() not in whole


def test_the_package_that_goes_along_is_the_learners_half() -> None:
    name, made = wheel.of_first_query()
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        names = packed.namelist()
        entries = packed.read(next(one for one in names if one.endswith("entry_points.txt"))).decode()
    rooms = {one.split("/")[1] for one in names if one.startswith("firstquery/")}
    assert rooms == {"__init__.py", *wheel.ROOMS}
    assert not {"grading", "cohort", "site"} & rooms and "firstquery.kinds" not in entries
    assert made == wheel.of_first_query()[1], "the same content makes the same bytes"
    assert name.startswith("firstquery-")


def test_the_libraries_of_a_browser_are_in_the_versions_that_a_laptop_has() -> None:
    def versions(lock: str) -> dict[str, str]:
        lines = (COURSE / lock).read_text(encoding="utf-8").splitlines()
        pairs = (line.partition(" ")[0].partition("==") for line in lines if "==" in line)
        return {name: version for name, _, version in pairs}

    laptop = versions("requirements.lock")
    for name, version in versions("requirements-browser.lock").items():
        assert laptop.get(name, version) == version, name


def test_a_page_about_a_week_is_no_work_of_hers(hers: dict[str, bytes]) -> None:
    page = next(
        one for name, one in hers.items() if not name.startswith("practice") and content.ELSEWHERE.encode() in one
    )
    assert json.loads(page)["metadata"]["firstquery"] == {content.ELSEWHERE: True}
