"""Every damage that is declared: graded in full where the answer is still there, else ungraded with a sentence."""

from __future__ import annotations

import html
import re

import pytest

from . import table
from .conftest import GOOD, Graded
from .declared import DAMAGES, EXERCISES, Damage

pytestmark = pytest.mark.xdist_group("damage")
FULL = {"w90-q1": 2, "w90-q2": 3, "w90-q3": 1, "w90-q4": 1}
every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


@every_damage
def test_a_damaged_right_answer_is_graded_in_full_or_ungraded(graded: Graded, damage: Damage) -> None:
    found = {exercise: graded.marks[damage.name, exercise] for exercise in EXERCISES}
    assert found == {
        exercise: (None, True) if exercise in damage.ungraded else (FULL[exercise], False) for exercise in EXERCISES
    }


@every_damage
def test_a_written_answer_waits_for_a_person_whatever_happened_to_it(graded: Graded, damage: Damage) -> None:
    assert graded.marks[damage.name, "w90-q4-answer"] == (None, True)


@every_damage
def test_learner_and_facilitator_are_told(graded: Graded, damage: Damage) -> None:
    page = " ".join(html.unescape(re.sub(r"<[^>]*>", "", graded.page(damage.name))).split())
    said = [line for line in graded.log.splitlines() if re.search(rf"WARNING\S* {re.escape(damage.name)}[,:]", line)]
    if damage.says:
        assert damage.says in page
        assert any(damage.says in line for line in said), said
    for exercise in damage.ungraded:
        assert "Your facilitator will look at this answer." in page
        assert any(f", {exercise}:" in line or f"{damage.name}:" in line for line in said)


@every_damage
def test_what_was_handed_in_is_as_it_was(graded: Graded, damage: Damage) -> None:
    own = f"/submitted/{damage.name}/"
    before = {path: what for path, what in graded.before.items() if own in path}
    assert before
    assert {path: what for path, what in graded.after.items() if own in path} == before


@pytest.mark.parametrize("student", GOOD)
def test_good_submissions_are_graded_as_if_they_were_alone(graded: Graded, student: str) -> None:
    assert {exercise: graded.marks[student, exercise] for exercise in EXERCISES} == {
        exercise: (points, False) for exercise, points in FULL.items()
    }
    assert "About the file" not in graded.page(student)
    assert f" {student}:" not in graded.log and f" {student}," not in graded.log


def test_no_submission_is_lost(graded: Graded) -> None:
    assert {student for student, _ in graded.marks} == {*DAMAGES, *GOOD}


def test_there_is_no_traceback_in_the_log(graded: Graded) -> None:
    assert "Traceback" not in graded.log


def test_the_formgrader_shows_the_notes_as_comments(graded: Graded) -> None:
    assert "The answer was in pieces." in graded.comments["split-answer"]
    assert "There are two different answers to w90-q1" in graded.comments["two-different-answers"]


def test_what_another_learner_wrote_is_not_shown_through_a_link(graded: Graded) -> None:
    assert "SELECT" not in graded.page("a-link")


def test_there_are_at_least_forty_damages() -> None:
    assert len(DAMAGES) >= 40


def test_the_page_about_damage_says_what_the_tests_hold() -> None:
    assert table.PAGE.read_text(encoding="utf-8") == table.page()
