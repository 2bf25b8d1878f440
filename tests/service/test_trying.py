"""A pull request is tried on data and by its tests, today's version beside the proposed one, as a table."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from firstquery import run_tests, try_on_data
from firstquery.core.errors import UserError
from firstquery.review import running, trying
from firstquery.review.running import Outcome, TestRun
from firstquery.review.side_by_side import BothOutcomes, BothRuns

pytestmark = pytest.mark.needs("git")


def test_an_expression_shows_both_results(desk: Path) -> None:
    shown = try_on_data("0142", "late_fee(100, 3)")
    assert (shown.before.ok, shown.after.ok, shown.differs) == ({"float": "3"}, {"float": "1.5"}, True)
    assert repr(shown) == (
        "With pull request 0142 something else comes out: late_fee(100, 3)\n\nToday (main):\n3\n\nWith 0142:\n1.5"
    )
    assert shown.today - shown.proposed == 1.5
    same = try_on_data(142, "db.execute('SELECT COUNT(*) FROM accounts').fetchone()[0]")
    assert not same.differs and repr(same).startswith("The same on both versions: db.execute")
    assert not desk.exists()  # her copy is not touched, and not even made


def test_what_fails_on_both_is_not_called_the_same_and_what_is_new_is_called_so() -> None:
    both = try_on_data("138", "paying_customers(db, '2025-12-31')")
    assert repr(both).startswith("It fails on both versions, in the same way: paying_customers")
    assert "A day stands there without quotes: date(2025, 12, 31)." in repr(both)
    moved = repr(try_on_data("0141", "PAUSE_SECONDS"))
    assert moved.startswith("With pull request 0141 this can't be tried as it is written: PAUSE_SECONDS")
    new = repr(try_on_data("0143", "len(call_list(small, '2024-05', 5))"))
    assert "call_list is new: today's version has nothing of that name." in new and "Is it list?" not in new


def test_a_date_may_be_written_as_whoever_imports_the_module_does() -> None:
    asked = [f"paying_customers(db, {name}(2025, 12, 31))" for name in ("date", "datetime.date")]
    short, long = (try_on_data(138, one) for one in asked)
    assert (short.today, short.proposed) == (long.today, long.proposed)


def test_a_result_to_calculate_with_says_so_where_there_is_none() -> None:
    gone = Outcome(error="KeyError: 'unpaid'")
    both = BothOutcomes("0142", "x", gone, Outcome(ok={"decimal": "1.50"}))
    assert both.proposed * 2 == 3
    with pytest.raises(UserError, match="Today \\(main\\) gives no value to go on with: KeyError: 'unpaid'"):
        both.today  # noqa: B018 (reading it is what is tried)


def test_tests_of_both_versions_are_told_apart(desk: Path) -> None:
    own = run_tests("0142", "tests/test_fees.py")
    assert own.differing == [] and "Every test ends as it did before." in repr(own)
    assert own.headline.endswith("Today (main): 2 passed. With 0142: 2 passed.")
    todays = run_tests("0142", tests_of="base")
    assert todays.differing == [["tests/test_fees.py::test_late_fee", "passed", "failed"]]
    assert "3 passed" in todays.headline and "2 passed, 1 failed" in todays.headline
    assert "assert 1.5 == 3.0" in repr(todays) and "<th scope=" in todays._repr_html_()
    said = run_tests("0142", "tests/test_fees.py::test_late_fee", tests_of="main")
    assert (
        said.tests_of == "base"
        and ", today's tests on both versions (tests/test_fees.py::test_late_fee). " in said.headline
    )
    new = run_tests("0142", "tests/test_fees.py::test_late_fee", tests_of="head")
    assert new.differing == [["tests/test_fees.py::test_late_fee", "failed", "passed"]]


def test_what_cannot_be_tried_is_told_in_a_sentence(desk: Path) -> None:
    for call, said in {
        lambda: try_on_data("0999", "f()"): r"There is no pull request 0999\.",
        lambda: try_on_data("x", "f()"): "is not the number of a pull request",
        lambda: try_on_data("0142", "import os"): "Nothing is imported in evidence",
        lambda: try_on_data("0142"): r"try_on_data is written like this: try_on_data\(\"0146\"",  # type: ignore[call-arg]
        lambda: run_tests("0142", "tests/test_x.py"): r"Neither version has the tests tests/test_x\.py",
        lambda: run_tests("0142", tests_of="mine"): 'tests_of is "base" for the tests of today',  # type: ignore[arg-type]
    }.items():
        with pytest.raises(UserError, match=said):
            call()


class _Tables(HTMLParser):
    """Each table as rows of (tag, scope, text)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.is_in_a_table = False
        self.tables: list[list[list[tuple[str, str, str]]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.is_in_a_table = True
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append((tag, dict(attrs).get("scope") or "", ""))

    def handle_endtag(self, tag: str) -> None:
        self.is_in_a_table = self.is_in_a_table and tag != "table"

    def handle_data(self, data: str) -> None:
        if self.is_in_a_table and self.tables[-1] and self.tables[-1][-1]:
            tag, scope, text = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (tag, scope, text + data)


def test_results_stand_in_tables_whose_headings_have_a_scope() -> None:
    one, other = Outcome(ok=3), Outcome(error="ValueError: <b>$5 to $10</b>")
    ((top, row),) = _Tables(BothOutcomes("0142", "f()", one, other)._repr_html_()).tables
    assert top == [("td", "", ""), ("th", "col", "Today (main)"), ("th", "col", "With 0142")]
    assert row == [("th", "row", "Result"), ("td", "", "3"), ("td", "", "ValueError: <b>$5 to $10</b>")]
    before = {"table": {"columns": ["team", "n"], "rows": [["a", 1], ["b", None]]}}
    after = {"table": {"columns": ["team", "n"], "rows": [["a", 1], ["b", 3]]}}
    both = BothOutcomes("0142", "f()", Outcome(ok=before), Outcome(ok=after))
    first, second = _Tables(both._repr_html_()).tables
    assert [[text for _, _, text in row] for row in first] == [
        ["Row", "team", "n"],
        ["same", "a", "1"],
        ["differs", "b", "NULL"],
    ]
    assert [text for _, _, text in second[2]] == ["differs", "b", "3"]
    mixed = BothOutcomes("0142", "f()", Outcome(ok=before), Outcome(error="KeyError: 'n'"))
    assert len(_Tables(mixed._repr_html_()).tables) == 2
    assert BothRuns("0142", "all tests", "base", TestRun(), TestRun()).headline.startswith(
        "Pull request 0142, today's tests on both versions. Today (main): "
    )
    runs = BothRuns(
        "0142", "all tests", None, TestRun({"a": "passed", "b": "passed"}), TestRun({"a": "failed"}, "<why>")
    )
    (table,) = _Tables(runs._repr_html_()).tables
    assert [[text for _, _, text in row] for row in table[1:]] == [
        ["a", "passed", "failed"],
        ["b", "passed", "not there"],
    ]
    assert "&lt;why&gt;" in runs._repr_html_() and "<why>" in repr(runs)


def test_what_takes_longer_than_a_second_says_so_and_can_be_stopped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setattr(trying, "PATIENCE", 0.05)
    slow = (lambda: time.sleep(0.2) or 1, lambda: 2)
    assert trying.at_once("Both are at work.", *slow) == [1, 2]
    assert capsys.readouterr().out == "Both are at work. It takes some seconds.\n"
    assert trying.at_once("Both are at work.", lambda: 1, lambda: 2) == [1, 2]
    assert capsys.readouterr().out == ""  # nothing is said where it is done at once

    def interrupted() -> int:
        raise KeyboardInterrupt

    with pytest.raises(UserError, match=r"Stopped\. Nothing was changed\."):
        trying.at_once("", interrupted, lambda: 1)
    assert not running._running
