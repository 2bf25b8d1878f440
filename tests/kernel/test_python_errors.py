"""Who asks for help in the practice of week 1, in a real kernel: what the functions show, and what a slip shows."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType

import pytest

import firstquery
from firstquery.core import course
from firstquery.kernel.explanation import ABOUT, explain
from firstquery.learner import session
from tests.kernel.kernel import FIRST_CELL, WEEK_1, Kernel, kernel

COLOURS = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """The practice of week 1 after its first cell."""
    with kernel(WEEK_1, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as made:
        assert made.run(FIRST_CELL, "rebuild").error == ""
        yield made


def test_hints_solutions_and_the_text_for_a_helper_come_as_they_are_asked_for(lab: Kernel) -> None:
    nothing = lab.run("hint()").error
    assert nothing == 'Of which exercise? Write its name in the brackets, in quotation marks: "w01-q3".'
    assert lab.run('hint("w01-q3")').text.startswith("Hint 1 of 3 to w01-q3. Would you like to welcome")
    assert lab.run('solution("w01-q3")').text.startswith("w01-q3 · ")
    lab.run("%%sql first_ten\nSELECT nmae FROM accounts", "w01-q1-answer")
    assert lab.run('check("w01-q1", first_ten)').name == "NotYet"
    assert lab.run("hint()").text.startswith("Hint 1 of 3 to w01-q1.")
    told = lab.run("help_me()").text
    assert told.startswith("First Query: what a helper needs to know")
    assert "SELECT nmae FROM accounts" in told and "Did you mean name?" in told


@pytest.mark.parametrize("name", firstquery.__all__)
def test_a_function_without_its_brackets_says_how_it_is_run(lab: Kernel, name: str) -> None:
    shown = lab.run(name)
    assert shown.error == ""
    assert shown.text.startswith(f"{name} is something to run, with its brackets: {name}(")
    assert "<" not in shown.text


def test_it_stays_a_function_and_other_functions_are_shown_as_before(lab: Kernel) -> None:
    assert list(inspect.signature(firstquery.hint).parameters) == ["exercise", "number"]
    assert "Show the next hint" in lab.run("help(hint)").text
    assert lab.run("def hint_2(): pass\nhint_2").text == "<function __main__.hint_2()>"


@pytest.mark.parametrize(
    ("cell", "says", "python"),
    [
        ("where am i", "Python cannot read line 1 of this cell. Do you mean where_am_i()?", "SyntaxError: "),
        ("x = 1\nhint w01-q4", 'Python cannot read line 2 of this cell. Do you mean hint("w01-q4")?', "SyntaxError: "),
        (
            "an account that pays",
            f"Python cannot read line 1 of this cell: an account that pays\n{ABOUT}",
            "SyntaxError: ",
        ),
        ("x = 1\n  y = 2", f"Python cannot read line 2 of this cell: y = 2\n{ABOUT}", "IndentationError: "),
        (
            "x = 1\nprint(foo)",
            "Line 2: there is nothing called `foo` here. If it is a text, put quotation marks around it.\n" + ABOUT,
            "NameError: name 'foo' is not defined",
        ),
        ("frist_ten", "Line 1: there is nothing called `frist_ten` here. Do you mean `first_ten`?", "NameError: "),
        (
            "print(some_entries)",
            "Line 1: `some_entries` is not there yet: run the cell above whose first line is %%sql some_entries, then "
            "this one.",
            "NameError: ",
        ),
        (
            "def f():\n    return nowhere_else\nf()",
            "Line 2: there is nothing called `nowhere_else` here.",
            "----> 3 f()",
        ),
    ],
)
def test_a_plain_sentence_stands_above_pythons_own_words(lab: Kernel, cell: str, says: str, python: str) -> None:
    shown = lab.run(cell)
    first, _, own = shown.error.partition("\n\n")
    assert " ".join(says.split()) in " ".join(first.split())
    assert python in own, "her line and Python's last line stay"
    assert re.search(r"What Python itself shows: \d+ lines, folded\.$", shown.text), "and the rest is below, closed"
    assert "\x1b" not in shown.error and shown.name in ("SyntaxError", "IndentationError", "NameError")


@pytest.mark.parametrize(
    "cell", ["eval('x = = 3')", "1 / 0", "len(5)", "import nothing_of_that_name", "compile('(', 'x', 'exec')"]
)
def test_no_other_error_is_told_to_be_a_query(lab: Kernel, cell: str) -> None:
    shown = lab.run(cell)
    assert shown.name and shown.error.startswith("Line 1: ") and ABOUT not in shown.error


def test_where_python_is_taught_nobody_is_asked_for_a_query(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ABOUT in _first("nowhere") and ABOUT in _first("an account that pays")
    monkeypatch.setattr(session, "_current", replace(course.week(1), teaches=frozenset({"python"})))
    assert ABOUT not in _first("nowhere") and ABOUT not in _first("an account that pays")


def _first(cell: str) -> str:
    page = explain(*_fault(cell))
    assert page is not None
    return page.first


def _fault(cell: str) -> tuple[BaseException, TracebackType | None]:
    try:
        exec(compile(cell, "<ipython-input-1-0>", "exec"), {})
    except (NameError, SyntaxError) as fault:
        return fault, None if isinstance(fault, SyntaxError) else fault.__traceback__
    raise AssertionError(cell)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("too much = 5", "A name has no space in it. Write too_much in place of too much."),
        ("  what it means = 'C'", "A name has no space in it. Write what_it_means in place of what it means."),
    ],
)
def test_a_name_with_a_space_is_told_in_every_week(monkeypatch: pytest.MonkeyPatch, line: str, said: str) -> None:
    monkeypatch.setattr(session, "_current", course.week(24))
    assert _first(line) == said


@pytest.mark.parametrize("line", ["too much == 5", "if too = 5", "too_much = = 5"])
def test_another_slip_is_not_taken_for_one(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setattr(session, "_current", course.week(24))
    assert "has no space in it" not in _first(line)
