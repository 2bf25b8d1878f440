"""answers.py: what it means, and that a slip in it is told with file, line and what to do."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.checks.kind import Kind, Options
from firstquery.checks.kinds.table import TableOptions
from firstquery.checks.kinds.text import TextOptions
from firstquery.checks.verdict import not_yet, right
from firstquery.core.errors import UserError
from firstquery.grading.answers import ROLES, cells_of, read, read_list
from firstquery.grading.keys import WeekAnswers, _mistakes
from firstquery.grading.shell import Result

GOOD = """\
# %% w01-q3 exercise: table ordered=revenue,day decimals=2 extra | How many pay today
# The insight of it.
# %% w01-q3 right: counts with a filter
paying = sql("SELECT 1")
# %% w01-q3 wrong: test accounts | That includes tests | or does it?
%%sql paying
SELECT 2
# %% w01-q3 typed: typed in | Only here.
"""


@pytest.fixture
def listed(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "week-01-first-query" / "answers.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_list_is_read_into_exercises_and_answers(listed) -> None:
    exercise = read(listed(GOOD))["w01-q3"]
    assert (exercise.kind, exercise.title, exercise.note) == ("table", "How many pay today", "The insight of it.")
    assert exercise.options == TableOptions(ordered=("revenue", "day"), decimals=2, extra=True)
    right, wrong, typed = exercise.answers
    assert (right.role, right.cells, right.line) == ("right", ('paying = sql("SELECT 1")',), 3)
    assert (wrong.message, wrong.cells) == ("That includes tests | or does it?", ("%%sql paying\nSELECT 2",))
    assert (typed.role, typed.cells) == ("typed", ())


def test_a_mistake_names_the_hint_that_fits_it(listed) -> None:
    text = GOOD.replace("or does it?", "or does it? | hint 2").replace("| Only here.", "| Only here. | hint 1")
    _, wrong, typed = read(listed(text))["w01-q3"].answers
    assert (wrong.message, wrong.hint) == ("That includes tests | or does it?", 2)
    assert (typed.message, typed.hint) == ("Only here.", 1)
    assert all(one.hint is None for one in read(listed(GOOD))["w01-q3"].answers)
    with pytest.raises(UserError, match=r"line 5: .* says nothing: add `\| MESSAGE` before its hint"):
        read(listed(GOOD.replace("| That includes tests | or does it?", "| hint 2")))


def test_a_wrong_answer_that_gives_nothing_is_told_and_not_dropped_in_silence(
    listed, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    exercise = read(listed(GOOD))["w01-q3"]
    _, wrong, _ = exercise.answers
    results = {wrong: Result("failed", None, "TypeError: 'module' object is not callable")}
    assert _mistakes(exercise, WeekAnswers("learning", tmp_path, {}, {}, {}, results), None) == []
    assert "w01-q3: the wrong answer 'test accounts' gives nothing" in caplog.text
    assert "'module' object is not callable" in caplog.text


def test_the_lines_of_a_block_are_options_of_its_kind(listed) -> None:
    exercise = read(
        listed(
            "# %% w01-q6 exercise: text least=40 most=200 | A definition\n"
            "# The insight: a number needs its definition.\n"
            "# states: the number :: SELECT 5 :: SELECT 6 :: Which number?\n"
            "# words: the source :: table, column_a, invoices :: Where does it come from?\n"
            "# tick: It names the status.\n"
        )
    )["w01-q6"]
    options = exercise.options
    assert isinstance(options, TextOptions)
    assert (options.least, options.most, options.tick) == (40, 200, ("It names the status.",))
    assert options.states[0].queries == ("SELECT 5", "SELECT 6")
    assert options.words[0].words == ("table", "column_a", "invoices")
    assert exercise.note == "The insight: a number needs its definition."
    one_row = read(listed("# %% w01-q6 exercise: table | A proof\n# tells: lost > 0 :: {number} are gone\n"))["w01-q6"]
    assert one_row.options.model_dump()["tells"] == ({"column": "lost", "over": 0, "message": "{number} are gone"},)


class Halves(Kind[Options]):
    """A kind with blocks of its own, one of them evaluated."""

    name = "halves"
    blocks = frozenset({"questions", "faulty"})
    evaluated = frozenset({"questions"})

    def payload(self, answer, questions):
        return {"type": "halves", "values": [answer(one) for one in questions]}

    def questions(self, options, material):
        return list(material.values["questions"])

    def build_key(self, options, reference, mistakes, material):
        return {"values": reference["values"], "mistakes": [vars(one) for one in mistakes]}

    def judge(self, payload, expected, trial=None):
        return right() if payload.get("values") == expected["values"] else not_yet("mistake", message="No.", name="m")


@pytest.fixture
def halves(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("halves_of_tests")
    module.KIND = Halves()  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "firstquery.checks.kinds.halves", module)


def test_blocks_of_a_kinds_own_are_kept_in_order_and_no_others_are_taken(listed, halves: None) -> None:
    start = "# %% w01-q3 exercise: halves | Half of it\n"
    text = (
        f"{start}# %% w01-q3 questions: a few\nquestions = [2, 4]\n# %% w01-q3 faulty: it | Adds\ndef f(x): return x\n"
    )
    first, second = read(listed(text))["w01-q3"].blocks
    assert (first.role, first.name, first.code) == ("questions", "a few", "questions = [2, 4]")
    assert (second.role, second.message) == ("faulty", "Adds")
    with pytest.raises(UserError, match="ROLE is one of exercise, right, wrong, typed, same, exact, faulty, questions"):
        read(listed(f"{start}# %% w01-q3 other: it\nx = 1\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: There is no exercise"),
        ("# %% w01-q3 right: early\nx = 1\n", "line 1: w01-q3 has answers before its exercise line"),
        (GOOD + "# %% w01-q3 write: it\n", "line 9: This line is not understood"),
        ("# %% question three\n", "line 1: This line is not understood"),
        (GOOD + GOOD, "line 9: w01-q3 is declared twice"),
        (GOOD + "# %% w01-q3 right: counts with a filter\nx = 1\n", "line 9: w01-q3 has two right answers"),
        (GOOD + "# %% w01-q3 wrong: silent\nx = 1\n", "line 9: The wrong answer 'silent' says nothing"),
        (GOOD + "# %% w01-q3 right: empty\n# only a comment\n", "line 9: The right answer 'empty' has no code"),
        ("# %% w01-q1 exercise: value sorted=1 | T\n", "line 1: The option 'sorted=1' of w01-q1 is not known"),
        ("# %% w01-q1 exercise: value | T\nx = 1\n", "line 2: An exercise block holds comments alone"),
        ("# %% w01-q1 exercise: value | T\n\nx = 1\n", "line 3: An exercise block holds comments alone"),
        ("# %% w01-q5 exercise: choice options=A,B right=C | T\n", "line 1: w01-q5: A choice needs options=A,B,C"),
        (
            "# %% w01-q5 exercise: choice options=A,B right=A,B | T\n",
            "line 1: w01-q5: This choice has several right options",
        ),
        ("# %% w01-q6 exercise: text | T\n# words: a :: b\n", "line 2: `words:` reads"),
        (f"# %% w01-q6 exercise: text | T\n#\n# words: a :: {'b, ' * 13} :: c\n", "line 3: `words:` reads"),
        ("# %% w01-q6 exercise: text | T\n# states: a :: b\n", "line 2: `states:` is for a text"),
        ("# %% w01-q6 exercise: table | T\n# tells: lost = 0 :: Gone?\n", "line 2: `tells:` is for a table of one row"),
        ("# %% w01-q6 exercise: picture | T\n", "line 1: w01-q6: There is no kind of exercise called 'picture'"),
        ("# %% w01-q6 exercise: review | T\n", "line 1: w01-q6: The option `pull=` is missing"),
        ("# %% w01-q6 exercise: value decimals=x | T\n", "line 1: The option 'decimals=x' of w01-q6 is not known"),
    ],
)
def test_a_slip_is_told_with_file_and_line(listed, text: str, told: str) -> None:
    with pytest.raises(UserError) as raised:
        read(listed(text))
    assert f"week-01-first-query/answers.py, {told}" in raised.value.sentence


def test_another_list_needs_neither_exercises_nor_messages(listed) -> None:
    (answer,) = read_list(listed("# %% w01-q3 wrong: mine\nx = 1\n"))
    assert (answer.exercise, answer.role, answer.message) == ("w01-q3", "wrong", "")


def test_a_body_is_cut_at_its_cell_magics() -> None:
    assert cells_of("a = 1\n\n%%sql b\nSELECT 1\n%%sql c\nSELECT 2\n") == (
        "a = 1",
        "%%sql b\nSELECT 1",
        "%%sql c\nSELECT 2",
    )


@given(
    st.text()
    | st.lists(st.sampled_from(["# %% w01-q3 " + role + ": a | b" for role in ROLES]), min_size=1).map("\n".join)
)
def test_no_text_makes_the_reader_fail_without_a_sentence(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "answers.py"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    for reader in (read, read_list):
        with contextlib.suppress(UserError):
            reader(path)
