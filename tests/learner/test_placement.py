"""The ten questions say where to start and why: no week is skipped whose questions were not all answered by herself."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.grading import answers
from firstquery.kernel.check import NotYet, check
from firstquery.kernel.rebuild import rebuild
from firstquery.learner import placement as placing
from firstquery.learner.exercises import exercises_of
from firstquery.learner.finish import finish
from firstquery.learner.hints import hint
from firstquery.learner.placement import QuestionResult, placement, questions
from firstquery.selfgrade.grade import grade
from firstquery.sql.query import sql
from tests.content import notebooks as nb

WEEK = course.week(0)
QUESTIONS = questions()
ASKED, SHOWS = QUESTIONS.asked, QUESTIONS.shows
question_result = partial(placing.question_result, QUESTIONS)
placement_of = partial(placing.placement_of, QUESTIONS)
LISTED = answers.read(WEEK.answers)
STATES = st.sampled_from(["own", "helped", "open", "none"])


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "first-query"
    monkeypatch.setenv("FIRSTQUERY_WORK", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("FIRSTQUERY_GRADER", raising=False)
    return folder


def by_herself(*numbers: int) -> list[QuestionResult]:
    return [
        QuestionResult(number, "own" if number in numbers else "open", 0 if number in numbers else 1)
        for number in SHOWS
    ]


def give(number: int, role: str, name: str | None = None) -> None:
    """Answers a question of week 0 with an answer of its list, and checks it, as the notebook does."""
    exercise = LISTED[f"w00-q{number}"]
    answer = next(one for one in exercise.by_role(role) if name in (None, one.name))
    space: dict[str, object] = {"sql": sql}
    exec("\n".join(answer.cells), space)
    name_of = {one.id: one.name for one in exercises_of(WEEK)}
    value = space[name_of[exercise.id]]
    if role == "right":
        check(exercise.id, value)
    else:
        with pytest.raises(NotYet):
            check(exercise.id, value)


def test_ten_questions_stand_in_the_order_of_the_weeks() -> None:
    numbers = [number for asked in ASKED.values() for number in asked]
    assert numbers == list(SHOWS) == list(range(1, 11))
    assert [one.id for one in exercises_of(WEEK)] == [f"w00-q{number}" for number in numbers]
    assert sorted(ASKED) == [week.number for week in course.weeks() if week.month == 1]


def test_the_page_has_ten_questions_within_twenty_minutes_and_no_hint() -> None:
    cells = nb.cells(WEEK.practice)
    assert sum(cell.metadata.get("minutes", 0) for cell in cells) <= 20
    text = "\n".join(cell.source for cell in nb.markdown(WEEK.practice))
    assert len(re.findall(r"^## Question \d+ · ", text, re.MULTILINE)) == 10
    assert "<details>" not in text
    assert cells[-1].source == "placement()"
    assert not WEEK.lesson.exists()


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(states=st.lists(STATES, min_size=10, max_size=10))
def test_no_week_is_skipped_whose_questions_were_not_all_answered_by_herself(states: list[str]) -> None:
    given_answers = [QuestionResult(number, state, 3) for number, state in zip(SHOWS, states, strict=True)]
    place = placement_of(given_answers)
    own = {one.number for one in given_answers if one.state == "own"}
    if place.start is None:
        assert set(states) == {"none"}
        return
    for week, asked in ASKED.items():
        if week < place.start:
            assert set(asked) <= own
    if own != set(SHOWS):
        assert not set(ASKED[place.start]) <= own
        for number in ASKED[place.start]:
            said = [line for line in place.items if re.search(rf"[Qq]uestion {number}\b", line)]
            assert said, (number, place.items)
    assert course.curriculum()[place.start - 1].title in place.headline


@pytest.mark.parametrize(
    ("own", "start"),
    [((), 1), ((1,), 1), ((2, 3, 4, 5, 6, 7, 8, 9, 10), 1), ((1, 2), 2), ((1, 2, 4), 2), ((1, 2, 3, 4, 6, 7), 3),
     ((1, 2, 3, 4, 5, 6, 7), 4), ((1, 2, 3, 4, 5, 6, 7, 8, 9), 4)],
)  # fmt: skip
def test_the_week_to_start_with_is_the_first_that_was_not_shown(own: tuple[int, ...], start: int) -> None:
    place = placement_of(by_herself(*own))
    assert place.start == start
    assert place.headline.startswith("Start at week 1," if start == 1 else f"You may start at week {start},")


def test_the_reasons_name_what_was_shown_and_what_was_not_and_no_score() -> None:
    given_answers = by_herself(1, 2, 3, 4, 7, 8)
    given_answers[5] = QuestionResult(6, "helped", 3)
    place = placement_of(given_answers)
    assert place.headline == "You may start at week 3, Group and compare."
    assert place.items == [
        "The queries of week 1 are known to you. You can count those whom a definition means, and nobody else "
        "(question 1); and read what a query says, not what its title says (question 2).",
        "The queries of week 2 are known to you. You can keep the rows in which a value is missing (question 3); and "
        "count the things that are meant, each once (question 4).",
        "Question 5 is not right yet. It asks you to choose groups after they are counted.",
        "Question 6 became right after 3 other answers, with what the check said. It asks you to bring amounts to one "
        "unit before adding them.",
        "What will go faster for you from here on: you can give a share the whole that belongs to it (question 7); and "
        "keep those who have no partner in the other table (question 8).",
    ]
    assert not re.search(r"\d+ (?:of|/) \d+|points|%", repr(place))
    assert "What ten questions do not show" in repr(place) and "Predict first" in repr(place)


def test_who_knows_all_is_told_what_the_last_week_adds_or_sent_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = by_herself(*SHOWS)
    place = placement_of(everything)
    written = {week.number for week in course.weeks()}
    assert place.start == (5 if 5 in written else 4)
    first_month = [week for week in course.weeks() if week.number <= 4]
    monkeypatch.setattr(placing.course, "weeks", lambda: first_month)
    place = placement_of(everything)
    assert place.start == 4 and "the first hour beside your team" in repr(place)
    five = course.Week(5, "week-05-from-sql-to-python", "From SQL to Python", "", "query", 60, (), "", course.COURSE)
    monkeypatch.setattr(placing.course, "weeks", lambda: [*first_month, five])
    place = placement_of(everything)
    assert place.start == 5 and "You may start at week 5, From SQL to Python." in place.headline


def test_an_answer_of_the_wrong_shape_is_none_of_the_two(work: Path) -> None:
    table = sql("SELECT region, COUNT(*) AS n FROM accounts GROUP BY region")
    for shape in (table, table.head(1), "many"):
        with pytest.raises(NotYet):
            check("w00-q1", shape)
    for letters in ("B or C", "the first", "E"):
        with pytest.raises(NotYet):
            check("w00-q2", letters)
    assert (question_result(1), question_result(2)) == (QuestionResult(1, "none"), QuestionResult(2, "none"))
    give(1, "wrong", "test accounts")
    give(1, "right")
    give(2, "right")
    assert (question_result(1), question_result(2)) == (QuestionResult(1, "own", 1), QuestionResult(2, "own"))


def test_answers_given_in_the_notebook_lead_to_a_place_that_is_kept(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3, 4):
        give(number, "right")
    give(5, "wrong", "every group")
    give(5, "right")
    give(6, "wrong", "two units added")
    give(6, "wrong", "two units added")  # the same mistake checked twice is one answer
    give(6, "right")
    assert {question_result(number).state for number in range(1, 7)} == {"own"}
    give(7, "wrong", "too high")
    give(7, "wrong", "zero")
    give(7, "right")
    assert question_result(7) == QuestionResult(7, "helped", 2)
    capsys.readouterr()
    placement()
    said = capsys.readouterr().out
    assert said.startswith("You may start at week 3, Group and compare.\n")
    assert "Question 7 became right after 2 other answers" in said
    record = json.loads((work / ".records" / "placement.json").read_text(encoding="utf-8"))
    assert record["start"] == 3 and record["version"] == 1
    monkeypatch.setattr("firstquery.learner.session._current", WEEK)
    finish()  # the last cell of every other practice says the same here
    assert capsys.readouterr().out == said


def test_without_an_answer_nothing_is_kept(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    placement()
    assert capsys.readouterr().out.startswith("No question is answered yet.")
    assert not (work / ".records" / "placement.json").exists()


def test_a_damaged_record_is_no_answer(work: Path) -> None:
    (work / ".records").mkdir(parents=True)
    for text in ("[]", '{"attempts": 7}', '{"attempts": [null, {"outcome": []}]}', "{"):
        (work / ".records" / "w00-q1.json").write_text(text)
        assert question_result(1).state == "none"


def test_the_page_links_the_lesson_and_escapes_what_it_shows(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "<a " not in placement_of(by_herself(1, 2))._repr_html_()
    here = work / "practice" / WEEK.stem
    here.mkdir(parents=True)
    (work / "week-02-count-honestly.ipynb").write_text("{}")
    monkeypatch.chdir(here)
    place = placement_of(by_herself(1, 2))
    assert '<a href="../../week-02-count-honestly.ipynb">Open the lesson of week 2</a>' in place._repr_html_()
    assert "&lt;b&gt;" in placing.Placement("<b>", ["<b>"])._repr_html_()


def test_whoever_is_stuck_is_offered_no_hint_and_no_solution(work: Path) -> None:
    for _ in range(7):
        with pytest.raises(NotYet) as stopped:
            check("w00-q2", "A")
        assert not stopped.value.offer
    with pytest.raises(UserError, match="have no hints and no solutions"):
        hint("w00-q2")


def test_nobody_is_graded_on_it(work: Path) -> None:
    with pytest.raises(UserError, match="Nobody is graded on week 0"):
        grade(WEEK)


def test_at_the_grader_it_is_silent(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    placement()
    assert capsys.readouterr().out == "" and not work.exists()


def test_the_first_cell_of_week_0_says_that_the_ten_questions_are_ready(capsys: pytest.CaptureFixture[str]) -> None:
    rebuild("week-00-where-to-start")
    assert capsys.readouterr().out.startswith("Ready for the ten questions. ")
