"""Hints: the next one when she asks, and from the third failed attempt on the check offers it itself."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from firstquery.checks.keys import find_exercise
from firstquery.checks.kind import kind
from firstquery.checks.verdict import not_yet
from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.kernel.check import NotYet, check
from firstquery.learner import session
from firstquery.learner.exercises import shown_hints
from firstquery.learner.hints import as_plain_text, failed_in_a_row, hint, hints_of, was_right
from firstquery.learner.offers import WORDS, fitting_hint, is_followed, suggestion
from firstquery.learner.solutions import solution, solutions_of


def test_a_hint_belongs_to_its_own_exercise(work: Path) -> None:
    week = course.week(1)
    assert hints_of(week, "w01-q3")[2].startswith("`WHERE is_test = 0`, then")
    assert hints_of(week, "w01-q6")[2].startswith("`SELECT COUNT(*) FROM calendar")


def test_the_next_hint_is_shown_each_time_then_all_again(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hint("w01-q3")
    first = capsys.readouterr().out
    assert first.startswith("Hint 1 of 3 to w01-q3. Would you like to welcome")
    assert "2 more: run this cell again." in first
    hint("W01 Q3")
    second = capsys.readouterr().out
    assert second.startswith("Hint 2 of 3 to w01-q3. First `WHERE` leaves")
    assert "One more: run this cell again." in second
    hint("w01-q3")
    assert capsys.readouterr().out.startswith("Hint 3 of 3 to w01-q3. `WHERE is_test = 0`")
    hint("w01-q3")
    again = capsys.readouterr().out
    assert "Hint 1. Would you" in again and "Hint 2. First" in again and "Hint 3. `WHERE" in again
    assert 'solution("w01-q3")' in again
    assert shown_hints("w01-q3") == {1, 2, 3} and shown_hints("w01-q4") == set()


def test_without_a_name_it_is_the_exercise_that_was_checked_last_and_is_not_right(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="Of which exercise"):
        hint()
    moments = iter(f"2026-02-0{day}T09:00:00+00:00" for day in range(1, 9))
    monkeypatch.setattr(records, "now", lambda: next(moments))
    records.attempt("w01-q4", "not-yet")
    records.attempt("w02-q1", "not-yet")
    records.attempt("w01-q5", "right", 2, 2)
    monkeypatch.undo()
    monkeypatch.setenv("FIRSTQUERY_WORK", str(work))
    hint()
    assert capsys.readouterr().out.startswith("Hint 1 of 3 to w02-q1.")
    hint(1, 3)
    assert capsys.readouterr().out.startswith("Hint 1 of 3 to w01-q3.")
    solution(1, 3)
    assert "w01-q3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("w01-q9", "Week 1 has no exercise w01-q9. It has: w01-q1,"),
        ("w40-q1", "There is no week '40' in this course."),
        ("q3", 'Of which week is exercise 3? Write its whole name, such as "w01-q3".'),
        ("help", 'help names no exercise. A name looks like this, in quotation marks: "w01-q3".'),
        ([1, 2], "[1, 2] names no exercise."),
    ],
)
def test_what_names_no_exercise_is_answered_in_a_sentence(
    work: Path, monkeypatch: pytest.MonkeyPatch, asked: object, says: str
) -> None:
    monkeypatch.setattr(session, "_current", None)
    for function in (hint, solution):
        with pytest.raises(UserError) as raised:
            function(asked)  # type: ignore[arg-type]
        assert says in raised.value.sentence


def offered(name: str) -> list[str]:
    return suggestion(find_exercise(name), not_yet("other_number"))


#: One wrong answer in forms that are judged alike: for the count of attempts, each is an answer of its own.
FORMS: list[Any] = [1752, [1752], {"n": 1752}, pd.Series([1752]), pd.DataFrame({"n": [1752]}), (1752.0,)]


def wrong(form: int = 0) -> list[str]:
    """The lines that a wrong answer to w01-q4 shows."""
    with pytest.raises(NotYet) as raised:
        check("w01-q4", FORMS[form])
    assert raised.value.wording.message.startswith("That includes Kestrel's own test accounts.")
    return raised.value._render_traceback_()


STEP = 'The first step of a worked solution: solution("w01-q4", step=1)'


def test_the_third_failed_attempt_brings_the_hint_and_a_first_step_the_sixth_names_the_solution(work: Path) -> None:
    plain = wrong(0)
    assert plain == ["Not yet. That includes Kestrel's own test accounts. Which column tells them apart?"]
    assert wrong(1) == plain
    third, fourth, fifth, sixth = wrong(2), wrong(3), wrong(4), wrong(5)
    assert third[: len(plain)] == plain and third[-1] == fourth[-1] == STEP
    assert third[len(plain)].startswith("Hint 1: Which three sorts of rows must not be counted?")
    assert fourth[len(plain)].startswith("Hint 2: SELECT COUNT(*) counts the rows that WHERE keeps.")
    assert fifth == [*plain, "Hint 3: SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0", STEP]
    assert sixth == [*plain, 'A worked solution with its reasoning: solution("w01-q4")']
    assert shown_hints("w01-q4") == {1, 2, 3}


def test_the_first_step_is_offered_and_tells_no_code(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    solution("w05-q5", step=1)
    shown = capsys.readouterr().out
    assert shown.startswith("w05-q5 · ") and "The whole solution: " in shown
    assert "How one comes to it" not in shown and "def " not in shown and len(shown.split()) > 20
    assert "solution" not in json.dumps(records.read("help") or {}), "a step is not the solution"
    with pytest.raises(UserError, match="There is one step"):
        solution("w05-q5", step=2)


def test_each_first_step_is_there_and_holds_no_block_of_code() -> None:
    for week in course.weeks():
        for name, one in solutions_of(week).items():
            assert len(one.first_step.split()) >= 12, name
            assert "```" not in one.first_step and "#" not in one.first_step.split("\n")[0], name


NO_RETURN = """def found(subject):
    query = "SELECT COUNT(*) AS n FROM tickets WHERE subject = :subject"
    pd.read_sql(text(query), connection, params={"subject": subject})
"""
HINTS = (
    "Where does the value belong?",
    '`WHERE subject = :subject`, without quotes, and `params={"subject": subject}`.',
)


def chosen(code: str, answer: str = "", read: tuple[int, ...] = (), **data: Any) -> int | None:
    entry = {
        "expected": {"mistakes": [{"name": "named", "message": "M.", "hint": 2}, {"name": "plain", "message": "M."}]}
    }
    return fitting_hint(HINTS, read, not_yet(code, **data), entry, answer)


def test_the_hint_that_answers_py_names_for_a_mistake_comes_first() -> None:
    assert chosen("mistake", name="named", message="M.") == 2
    assert chosen("mistake", name="plain", message="M.") == 1
    assert chosen("mistake", read=(1,), name="named", message="M.") == 2
    assert chosen("mistake", read=(2,), name="named", message="M.") is None, "the question comes before the way"


def test_a_hint_that_the_answer_has_followed_is_passed_over() -> None:
    assert is_followed(HINTS[1], NO_RETURN) and not is_followed(HINTS[0], NO_RETURN)
    assert chosen("differs", NO_RETURN, read=(1,)) is None
    assert chosen("differs", "def found(subject): ...", read=(1,)) == 2


def test_a_missing_return_is_not_sent_to_a_hint_about_something_else() -> None:
    assert chosen("returns_nothing", NO_RETURN) is None
    assert fitting_hint(["Ask.", "Each has to end in `return`."], (), not_yet("returns_nothing"), {}, "") == 2
    assert fitting_hint(["Ask.", "Newest first is `DESC`."], (), not_yet("order"), {}, "") == 2


def test_the_two_that_were_led_astray_are_not_any_more(work: Path) -> None:
    newest, found = (find_exercise(name) for name in ("w01-q3", "w05-q5"))
    oldest = "%%sql newest_five\nSELECT * FROM accounts WHERE is_test = 0 ORDER BY signed_up_on LIMIT 5"
    verdict = not_yet("mistake", name="the oldest", message="These are the oldest five.")
    assert fitting_hint(hints_of(course.week(1), "w01-q3"), (), verdict, newest.entry, oldest) == 2
    verdict = not_yet("returns_nothing", call="found('x')")
    assert fitting_hint(hints_of(course.week(5), "w05-q5"), (), verdict, found.entry, NO_RETURN) is None


def test_the_way_comes_before_the_line() -> None:
    hints = ["Who pays?", "`WHERE` takes two conditions, with `AND`.", "`WHERE status = 'active' AND is_test = 0`"]
    answer = "SELECT COUNT(*) FROM accounts WHERE status = 'active' AND plan = 0"
    assert fitting_hint(hints[:2], (), not_yet("differs"), {}, answer) == 1
    assert fitting_hint(hints, (), not_yet("differs"), {}, answer) == 3, "the way is followed, one word is missing"
    first = "SELECT COUNT(*) FROM accounts WHERE is_test = 0 OR status = 'active'"
    assert fitting_hint(hints, (), not_yet("differs"), {}, first) == 2, "only *AND* is missing: the way says it"
    assert fitting_hint(hints, (1, 2), not_yet("differs"), {}, first) == 3


def test_a_column_too_many_is_not_sent_to_a_hint_about_test_accounts() -> None:
    hints = ["Would you like to welcome a test account?", "`WHERE is_test = 0` comes before `ORDER BY signed_up_on …`."]
    assert fitting_hint(hints, (), not_yet("columns_extra", number=1, names=["`plan`"]), {}, "") is None


def test_each_code_whose_words_are_known_is_a_finding_of_some_kind() -> None:
    known = {code for name in ("table", "function", "chart") for code in kind(name).phrases}
    assert set(WORDS) <= known


def test_an_answer_that_is_checked_again_unchanged_is_one_attempt(work: Path) -> None:
    plain = wrong()
    for _ in range(5):
        assert wrong() == plain
    assert (failed_in_a_row("w01-q4"), shown_hints("w01-q4")) == (1, set())
    assert wrong(1) == plain
    with pytest.raises(NotYet):
        check("w01-q4", ...)  # her notebook opened anew: the check ran before the answer's cell
    assert wrong(1) == plain
    third = wrong(2)
    assert third[len(plain)].startswith("Hint 1: ")
    assert wrong(2) == wrong(2) == third, "the hint that belongs to it stays below it"
    assert shown_hints("w01-q4") == {1}
    assert wrong(1)[len(plain)].startswith("Hint 2: "), "back to an earlier answer is a step, too"
    kept = json.loads((work / ".records" / "w01-q4.json").read_text(encoding="utf-8"))
    assert kept["count"] == 13, "each check is still counted"
    assert "1752" not in json.dumps(kept["attempts"]), "of an answer a digest is kept, and not the answer"


def test_what_could_not_run_is_no_attempt_and_a_right_answer_begins_anew(work: Path) -> None:
    for outcome in ("not-yet", "could-not-run", "not-attempted", "not-yet", "could-not-run"):
        records.attempt("w01-q4", outcome)
    assert (failed_in_a_row("w01-q4"), offered("w01-q4")) == (2, [])
    records.attempt("w01-q4", "right", 2, 2)
    records.attempt("w01-q4", "not-yet")
    assert (failed_in_a_row("w01-q4"), offered("w01-q4")) == (1, [])


def test_a_damaged_record_costs_the_hint_and_never_the_verdict(work: Path) -> None:
    (work / ".records").mkdir()
    for damaged in ("[1, 2", '{"attempts": 3}', '{"attempts": [null, 3, {"outcome": ["right"]}]}'):
        (work / ".records" / "w01-q4.json").write_text(damaged, encoding="utf-8")
        (work / ".records" / "help.json").write_text(json.dumps({"w01-q4": {"hints": [None, {"number": "1"}]}}))
        assert wrong()[0].startswith("Not yet. ")


def test_at_the_grader_nothing_is_shown_or_kept(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(4):
        records.attempt("w01-q4", "not-yet")
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    hint("w01-q4")
    solution("w01-q4")
    assert (offered("w01-q4"), shown_hints("w01-q4"), capsys.readouterr().out) == ([], set(), "")


def test_in_a_cohort_a_closed_solution_is_neither_shown_nor_named(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cohort.toml").write_text("[solutions]\nfrom = 2999-12-31\n", encoding="utf-8")
    week = course.week(1)
    for folder in ("notebooks", "source", "release"):
        (tmp_path / folder).symlink_to(week.course / folder)
    monkeypatch.setattr(course, "COURSE", tmp_path)
    with pytest.raises(UserError) as raised:
        solution("w01-q4")
    assert 'are shown from Tuesday 31 December 2999 on. Its hints are always there: hint("w01-q4")' in str(raised.value)
    for _ in range(7):
        records.attempt("w01-q4", "not-yet")
    assert offered("w01-q4") == []


def test_an_answer_that_was_right_before_says_so_when_its_cell_was_not_run_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path))
    now = dt.datetime(2026, 11, 25, 14, 5, tzinfo=dt.UTC)
    best = {"outcome": "right", "points": 1, "max_points": 1, "at": "2026-11-04T10:00:00+00:00"}
    assert was_right("w01-q1", now) == ""
    assert records.update("w01-q1", lambda _: {"best": best, "attempts": [best], "count": 1})
    assert was_right("w01-q1", now).startswith("It was right on Wednesday 4 November, and that stays.")
    with pytest.raises(NotYet) as stopped:
        check("w01-q1", ...)
    assert stopped.value.verdict.outcome == "not-attempted"
    assert "It was right" in " ".join(stopped.value._render_traceback_())
    assert "It was right" not in stopped.value.wording.headline()


def test_code_of_a_hint_stands_below_its_words_in_its_own_lines() -> None:
    hint = 'Give **both**:\n\n```python\nmade.plot(x="a",\n          y="b")\n```\n\nand `c` as its name.'
    assert as_plain_text(hint) == 'Give both:\n    made.plot(x="a",\n              y="b")\nand c as its name.'
