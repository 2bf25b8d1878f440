"""How a verdict reads: on a screen, in a terminal, and spoken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from firstquery.check import NotYet, Verdict, check, judge_payload
from firstquery.check.kinds.base import failed
from firstquery.check.kinds.choice import letters_hash
from firstquery.check.payload import payload
from firstquery.check.render import as_html
from firstquery.check.verdict import complete, could_not_check, not_yet
from firstquery.help.markdown import plain
from firstquery.sentence import Sentence
from firstquery.warehouse.stopped import QueryStopped


def test_a_name_is_never_broken_at_the_end_of_a_line() -> None:
    for filler in range(120):
        lines = not_yet("x" * filler + " look at w01-q4 again.", ["y" * filler + " the cell of w01-q4."]).lines()
        assert all(line.count("w01") == line.count("w01-q4") for line in lines)


def test_each_heading_says_what_it_means_in_text_and_in_html() -> None:
    for verdict, heading in [
        (Verdict("right"), "Right."),
        (complete("Your text has 20 words."), "Complete."),
        (not_yet("The rows are right; only their order is not."), "Not yet."),
        (could_not_check("There is no key."), "Could not check."),
        (Verdict("could-not-run", "It stopped."), "Could not run."),
    ]:
        assert verdict.lines()[0].startswith(heading)
        assert f"<strong>{heading}</strong>" in as_html(verdict)
        assert as_html(verdict).count(heading) == 1


@pytest.mark.parametrize("call", [(), ("w01-q1",), (5, "w01-q1"), ("q1", 5)])
def test_a_check_that_is_written_otherwise_did_not_check_and_nothing_is_said_to_have_failed(
    call: tuple[object],
) -> None:
    with pytest.raises(NotYet) as raised:
        check(*call)
    assert raised.value.verdict.outcome == "could-not-run"
    assert raised.value.verdict.heading == "Could not check."


@pytest.mark.parametrize(
    ("expected", "answer", "message"),
    [
        (5, True, "That is not the number that is asked for."),
        ("Fleet", True, "That is a number; a text or a date is asked for."),
        (True, "Fleet", "That is text; a yes or no (True or False) is asked for."),
        (5, list(range(30_000)), "That is a list of 30,000 entries: more than can be checked. A number is asked for."),
    ],
)
def test_what_is_asked_for_is_a_sentence(expected: object, answer: object, message: str) -> None:
    key = {"kind": "value", "points": 1, "spec": {}, "expected": payload(expected), "mistakes": []}
    assert judge_payload(key, payload(answer)).message == message


def test_letters_stay_capitals_wherever_they_stand_in_a_sentence() -> None:
    key = {"kind": "choice", "points": 1, "spec": {"many": True}, "salt": "s", "right": letters_hash("s", ["A", "B"])}
    assert judge_payload(key, payload(list(range(30_000)))).message.endswith(
        "A choice of letters out of A, B, C and D is asked for."
    )
    assert judge_payload(key, payload(print)).message == (
        "That is a function; a choice of letters out of A, B, C and D is asked for."
    )


#: JupyterLab in a window of 1280 pixels has room for 95 characters.
ROOM = 90
LONG = "Conditions stand in WHERE, and WHERE comes before ORDER BY and LIMIT, so that few rows are sorted. "


@pytest.mark.parametrize("made", [Sentence, QueryStopped, lambda text: NotYet(not_yet(text, [text]), text)])
def test_what_is_said_fits_the_notebook_and_breaks_between_words(made: Callable[[str], Any]) -> None:
    lines = made(LONG + "Look at w01-q4 again. " + LONG * 2)._render_traceback_()
    assert max(map(len, lines)) <= ROOM
    words = set((LONG + "Look at w01-q4 again. - Not yet.").split())
    assert {word for line in lines for word in line.split()} <= words


def test_line_breaks_code_and_indented_lines_stay_as_they_are() -> None:
    query = "  " + "SELECT name, " * 9
    lines = Sentence(f'At "West":\n{query}\n   ^^^^\n\n{LONG}')._render_traceback_()
    assert lines[:4] == ['At "West":', query, "   ^^^^", ""]
    for filler in range(100):
        said = Sentence("x" * filler + ' first: check("w01-q4", paying_customers), %%sql churn_rate or `LIMIT 5`.')
        text = "\n".join(said._render_traceback_())
        assert all(part in text for part in ('check("w01-q4", paying_customers)', "%%sql churn_rate", "`LIMIT 5`"))


def test_a_word_that_is_longer_than_the_line_stays_in_one_piece() -> None:
    address = "https://example.com/" + "a" * 100
    assert address in Sentence(f"See {address} there.")._render_traceback_()
    assert address in plain(f"See {address} there.").splitlines()
    assert max(map(len, plain(LONG * 3).splitlines())) <= ROOM


@pytest.mark.parametrize("given", ["40 %", "$40.0", "40 dollars", "40 per cent"])
def test_a_number_in_quotation_marks_is_told_how_it_becomes_one(given: str) -> None:
    key = {"kind": "value", "points": 1, "spec": {"decimals": 1}, "expected": payload(40.0), "mistakes": []}
    verdict = judge_payload(key, payload(given))
    assert verdict.message == "That is text; a number is asked for."
    assert verdict.details == ["Take away the quotation marks and the sign: write the digits alone."]


def test_a_cell_that_python_cannot_read_is_not_named_by_the_number_of_a_file() -> None:
    said = failed("Python says: SyntaxError: invalid syntax (1144143036.py, line 1)").lines()
    assert "1144143036" not in " ".join(said) and "(line 1)" in " ".join(said)
