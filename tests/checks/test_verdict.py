"""How a verdict reads: on a screen, in a terminal, and spoken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from firstquery.checks.payload import payload
from firstquery.checks.verdict import Finding, absent, could_not_run, not_yet, right
from firstquery.checks.words import Wording, wording
from firstquery.core.errors import UserError
from firstquery.kernel.check import NotYet, TableDisplay, as_html, check
from firstquery.sql.errors import QueryStopped
from tests.checks.judged import entry, said_of


def test_a_name_is_never_broken_at_the_end_of_a_line() -> None:
    for filler in range(120):
        lines = Wording(
            "Not yet.", "x" * filler + " look at w01-q4 again.", ("y" * filler + " the cell of w01-q4.",)
        ).lines()
        assert all(line.count("w01") == line.count("w01-q4") for line in lines)


def test_each_heading_says_what_it_means_in_text_and_in_html() -> None:
    unread = right(Finding(code="unread", data={"words": 20}))
    for verdict, kind_name, heading in [
        (right(), "table", "Right."),
        (unread, "text", "All that a check can see is there."),
        (not_yet("order"), "table", "Not yet."),
        (could_not_run("not_checked", sentence="There is no key."), "", "Could not check."),
        (could_not_run("failed", why="."), "table", "Could not run."),
    ]:
        words = wording(verdict, kind_name)
        assert words.lines()[0].startswith(heading)
        assert f"<strong>{heading}</strong>" in as_html(verdict, words)
        assert as_html(verdict, words).count(heading) == 1


@pytest.mark.parametrize("call", [(), ("w01-q1",), (5, "w01-q1"), ("q1", 5)])
def test_a_check_that_is_written_otherwise_did_not_check_and_nothing_is_said_to_have_failed(
    call: tuple[object],
) -> None:
    with pytest.raises(NotYet) as raised:
        check(*call)
    assert raised.value.verdict.outcome == "could-not-run"
    assert raised.value.wording.heading == "Could not check."


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
    assert said_of(entry("value", payload(expected)), payload(answer)).message == message


def test_a_kinds_table_reads_in_text_and_in_html() -> None:
    shown = TableDisplay([["test", "v1"], ["test_a<b", "passes"]])
    assert repr(shown) == "test      v1\ntest_a<b  passes"
    assert '<th scope="col">test</th>' in shown._repr_mimebundle_()["text/html"]
    assert "<td>test_a&lt;b</td>" in shown._repr_mimebundle_()["text/html"]


#: JupyterLab in a window of 1280 pixels has room for 95 characters.
ROOM = 90
LONG = "Conditions stand in WHERE, and WHERE comes before ORDER BY and LIMIT, so that few rows are sorted. "


@pytest.mark.parametrize(
    "made", [UserError, QueryStopped, lambda text: NotYet(not_yet("order"), Wording("Not yet.", text, (text,)), [text])]
)
def test_what_is_said_fits_the_notebook_and_breaks_between_words(made: Callable[[str], Any]) -> None:
    lines = made(LONG + "Look at w01-q4 again. " + LONG * 2)._render_traceback_()
    assert max(map(len, lines)) <= ROOM
    words = set((LONG + "Look at w01-q4 again. - Not yet.").split())
    assert {word for line in lines for word in line.split()} <= words


def test_line_breaks_code_and_indented_lines_stay_as_they_are() -> None:
    query = "  " + "SELECT name, " * 9
    lines = UserError(f'At "West":\n{query}\n   ^^^^\n\n{LONG}')._render_traceback_()
    assert lines[:4] == ['At "West":', query, "   ^^^^", ""]
    for filler in range(100):
        said = UserError("x" * filler + ' first: check("w01-q4", paying_customers), %%sql churn_rate or `LIMIT 5`.')
        text = "\n".join(said._render_traceback_())
        assert all(part in text for part in ('check("w01-q4", paying_customers)', "%%sql churn_rate", "`LIMIT 5`"))


@pytest.mark.parametrize("given", ["40 %", "$40.0", "40 dollars", "40 per cent"])
def test_a_number_in_quotation_marks_is_told_how_it_becomes_one(given: str) -> None:
    key = entry("value", payload(40.0), decimals=1)
    verdict = said_of(key, payload(given))
    assert verdict.message == "That is text; a number is asked for."
    assert verdict.details == ["Take away the quotation marks and the sign: write the digits alone."]


def test_a_cell_that_python_cannot_read_is_not_named_by_the_number_of_a_file() -> None:
    verdict = absent(
        {"type": "failed", "sentence": "Python says: SyntaxError: invalid syntax (1144143036.py, line 1)"}, ""
    )
    assert verdict is not None
    said = " ".join(wording(verdict).lines())
    assert "1144143036" not in said and "(line 1)" in said


def test_what_was_made_and_not_named_is_told_the_name_that_the_check_looks_for() -> None:
    one = {**entry("table", payload([1])), "name": "left"}
    said = said_of(one, {"type": "blank"})
    assert said.outcome == "not-attempted" and "does it keep it as `left`?" in said.message
    assert "does not see it" in said.at_grader.message
