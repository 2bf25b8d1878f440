"""answers.py: what it means, and that a slip in it is told with file, line and what to do."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.grade.answers import ROLES, cells_of, read, read_list
from firstquery.sentence import Sentence

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
    assert exercise.spec == {"ordered": ["revenue", "day"], "decimals": 2, "extra": True}
    right, wrong, typed = exercise.answers
    assert (right.role, right.cells, right.line) == ("right", ('paying = sql("SELECT 1")',), 3)
    assert (wrong.message, wrong.cells) == ("That includes tests | or does it?", ("%%sql paying\nSELECT 2",))
    assert (typed.role, typed.cells) == ("typed", ())


def test_a_text_says_what_it_needs_and_avoids(listed) -> None:
    exercise = read(
        listed(
            "# %% w01-q6 exercise: text least=40 most=200 | A definition\n"
            "# needs: who counts :: customer|account :: Who counts?\n"
            "# avoids: blame :: \\bfault\\b :: Without blame, please.\n"
            "# begins: a subject :: \\w :: What does it begin with?\n"
        )
    )["w01-q6"]
    assert exercise.spec["mentions"] == [{"what": "who counts", "any": ["customer|account"], "ask": "Who counts?"}]
    assert exercise.spec["avoids"] == [{"what": "blame", "any": [r"\bfault\b"], "ask": "Without blame, please."}]
    assert exercise.spec["begins"] == [{"what": "a subject", "any": [r"\w"], "ask": "What does it begin with?"}]


def test_a_text_says_which_of_its_numbers_have_to_agree_with_the_data(listed) -> None:
    start = "# %% w01-q6 exercise: text least=40 most=200 | A definition\n"
    exercise = read(listed(f"{start}# agrees: the gap :: gap of {{number}} :: SELECT 5 :: SELECT 6 :: Of how many?\n"))[
        "w01-q6"
    ]
    assert exercise.spec["agrees"] == [
        {"what": "the gap", "where": "gap of {number}", "sql": ["SELECT 5", "SELECT 6"], "ask": "Of how many?"}
    ]
    for slip in (
        "gap of [0-9] :: SELECT 5 :: Of how many?",
        "gap of {number} :: Of how many?",
        "({number} :: SELECT 5 :: So?",
    ):
        with pytest.raises(Sentence, match="agrees"):
            read(listed(f"{start}# agrees: the gap :: {slip}\n"))


def test_a_table_of_one_row_says_what_is_told_of_a_number_that_is_too_large(listed) -> None:
    start = "# %% w01-q6 exercise: table | A proof\n"
    exercise = read(listed(f"{start}# tells: lost > 0 :: {{number}} commits are gone: which ones?\n"))["w01-q6"]
    assert exercise.spec["tells"] == [{"column": "lost", "over": 0, "say": "{number} commits are gone: which ones?"}]
    for slip in ("lost = 0 :: Gone?", "lost > 0 ::", "lost > none :: Gone?"):
        with pytest.raises(Sentence, match="tells"):
            read(listed(f"{start}# tells: {slip}\n"))
    with pytest.raises(Sentence, match="is for a table of one row"):
        read(listed("# %% w01-q6 exercise: value | A number\n# tells: lost > 0 :: Gone?\n"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: There is no exercise"),
        ("# %% w01-q3 right: early\nx = 1\n", "line 1: w01-q3 has answers before its exercise line"),
        ("# %% w01-q3 write: it\n", "line 1: This line is not understood"),
        ("# %% question three\n", "line 1: This line is not understood"),
        (GOOD + GOOD, "line 9: w01-q3 is declared twice"),
        (GOOD + "# %% w01-q3 right: counts with a filter\nx = 1\n", "line 9: w01-q3 has two right answers"),
        (GOOD + "# %% w01-q3 wrong: silent\nx = 1\n", "line 9: The wrong answer 'silent' says nothing"),
        (GOOD + "# %% w01-q3 right: empty\n# only a comment\n", "line 9: The right answer 'empty' has no code"),
        ("# %% w01-q1 exercise: value sorted=1 | T\n", "line 1: The option 'sorted=1' of w01-q1 is not known"),
        ("# %% w01-q1 exercise: value | T\nx = 1\n", "line 2: An exercise block holds comments alone"),
        ("# %% w01-q5 exercise: choice options=A,B right=C | T\n", "line 1: w01-q5 is a choice"),
        ("# %% w01-q5 exercise: choice options=A,B right=A,B | T\n", "line 1: w01-q5 has several right options"),
        ("# %% w01-q6 exercise: text | T\n# needs: a :: ( :: b\n", "line 2: The pattern '(' is not a regular"),
    ],
)
def test_a_slip_is_told_with_file_and_line(listed, text: str, told: str) -> None:
    with pytest.raises(Sentence) as raised:
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
        with contextlib.suppress(Sentence):
            reader(path)
