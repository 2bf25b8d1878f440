"""Tests are judged as a classifier: right versions pass them, wrong ones do not, and no test passes on everything."""

from __future__ import annotations

from typing import Any

import pytest

from firstquery.checks.kind import Block, Material, Mistake, Trial, kind
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.core.errors import UserError

KIND = kind("tests")
RIGHT = [
    "def fee(days):\n    return 0 if days <= 0 else 5 * days",
    "fee = lambda days: max(0, days) * 5\ndef fee(days, _f=fee):\n    return _f(days)",
]
WRONG = [
    "def fee(days):\n    return 5 * days",
    "def fee(days):\n    return 0",
    "def fee(days):\n    return 0 if days < 0 else 5 * days + 5",
    "def fee(days):\n    return max(0, days) * 4",
    "def fee(days):\n    print(max(0, days) * 5)",
    "def fee(days):\n    return max(0, min(days, 30)) * 5",
]
ALL = """\
from fees import fee
def test_on_the_day(): assert fee(0) == 0
def test_before(): assert fee(-3) == 0
def test_late(): assert fee(2) == 10
def test_very_late(): assert fee(60) == 300
"""
ONE = """\
import pytest, fees
@pytest.mark.parametrize(("days", "owed"), [(0, 0), (-3, 0), (2, 10), (60, 300)])
def test_fee(days, owed): assert fees.fee(days) == owed
"""
FEW = "from fees import fee\ndef test_late(): assert fee(2) == 10\n"


def source(text: str) -> dict[str, Any]:
    return KIND.payload(text, {"file": "answer.py"})


def blocks(right: list[str] = RIGHT, wrong: list[str] = WRONG) -> list[Block]:
    return [
        *(Block("correct", f"right {number}", "", code) for number, code in enumerate(right)),
        *(Block("faulty", f"wrong {number}", f"What if it were {number}?", code) for number, code in enumerate(wrong)),
    ]


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    mistakes = [Mistake("one day", "Two days late is one case of many.", source(FEW))]
    return KIND.build_key(KIND.Options(module="fees", seconds=5), {}, mistakes, Material(blocks=blocks()))


def judged(text: str, expected: dict[str, Any], trial: Trial) -> Verdict:
    return KIND.judge(source(text), expected, trial)


@pytest.mark.parametrize("text", [ALL, ONE], ids=["four tests", "one with cases"])
def test_tests_that_tell_the_versions_apart_are_right(text: str, expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(text, expected, trial)
    assert verdict.right
    rows = KIND.table(verdict)
    assert rows is not None and len(rows[0]) == 9
    assert all(set(row[1:3]) == {"✓"} for row in rows[1:])


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (ALL.replace("test_very_late", "very_late"), "not_run", "pytest did not run `very_late`."),
        (
            ALL.replace("fee(60) == 300", "fee(60), 300"),
            "number_for_message",
            "Its line 5, `def test_very_late()",
        ),
        (ALL.replace("fee(2) == 10", "fee(2) == 11, 'two days'"), "fails_on_right", "test_late"),
        (FEW.replace("assert fee(2) == 10", "owed(2, 11)") + "def owed(d, n): assert fee(d) < n", "not_caught", "of 6"),
    ],
)
def test_a_claim_that_is_never_made_and_one_without_a_comparison_are_told(
    text: str, code: str, says: str, expected: dict[str, Any], trial: Trial
) -> None:
    verdict = judged(text, expected, trial)
    assert verdict.findings[0].code == code
    assert says in wording(verdict, "tests").message


def test_the_table_has_the_tests_in_the_order_of_the_cell(expected: dict[str, Any], trial: Trial) -> None:
    rows = KIND.table(judged(ALL, expected, trial)) or []
    assert [row[0] for row in rows[1:]] == ["test_on_the_day", "test_before", "test_late", "test_very_late"]


@pytest.mark.parametrize(
    ("text", "code", "share"),
    [
        (FEW.replace("2", "3").replace("10", "15"), "not_caught", 4 / 6),
        (FEW.replace("10", "11"), "fails_on_right", 0.0),
        (ALL + "def test_of_nothing(): fee\n", "cannot_fail", 0.5),
        (FEW.replace("10", "a"), "stops_on_right", 0.0),
        (FEW.replace("assert fee(2)", "fee(2)"), "claims_nothing", 0.0),
        (FEW.replace("10", "fee(2)"), "claims_nothing", 0.0),
        (FEW + FEW.replace("2", "3").replace("10", "15"), "same_name", 4 / 6),
        (FEW + "assert fee(0) == 0\n", "outside", 2 / 6),
        ("from fees import fee\nassert fee(0) == 1", "outside", None),
        ("x = 1", "no_tests", None),
        ("def test_(:", "not_collected", None),
        ("import feees\ndef test_a(): pass", "not_collected", None),
        ("import time\ndef test_a():\n    while True: time.sleep(1)", "stopped", None),
        ("import os\nos._exit(0)", "ended", None),
    ],
)
def test_what_is_wrong_with_tests_is_told(
    text: str, code: str, share: float | None, expected: dict[str, Any], trial: Trial
) -> None:
    verdict = judged(text, expected, trial)
    assert (verdict.outcome, verdict.findings[0].code, verdict.share) == ("not-yet", code, share)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("fee(2) == 10.1", "no_decimal"),
        ("'10.1' == fee(2)", "no_decimal"),
        ("fee(2) == Decimal(10.1)", "no_decimal"),
        ("fee(2) == 10.2", "fails_on_right"),
        ("fee(2) == Decimal('10.2')", "fails_on_right"),
    ],
)
def test_a_decimal_that_is_set_against_a_float_or_a_text_is_told(claim: str, code: str, trial: Trial) -> None:
    fees = [f"from decimal import Decimal\ndef fee(days): return Decimal('{fee}')" for fee in ("10.1", "10.10")]
    key = KIND.build_key(KIND.Options(module="fees", seconds=5), {}, [], Material(blocks=blocks(right=fees)))
    text = f"from decimal import Decimal\nfrom fees import fee\ndef test_two(): assert {claim}\n"
    assert judged(text, key, trial).findings[0].code == code


def test_a_claim_outside_of_tests_spoils_none_that_tell_the_versions_apart(
    expected: dict[str, Any], trial: Trial
) -> None:
    assert judged(ALL + "assert fee(2) or True\n", expected, trial).right


def test_the_line_that_pytest_cannot_read_is_told(expected: dict[str, Any], trial: Trial) -> None:
    assert "its line 2, " in judged("import fees\ndef test_(:", expected, trial).findings[0].data["where"]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("assert fee(2) == 11", ": its line 4, `assert fee(2) == 11`: `fee(2)` gives 10"),
        ("assert 11 == fees.fee(2)", ": its line 4, `assert 11 == fees.fee(2)`: `fee(2)` gives 10"),
        ("fee(2) == ten", ": its line 4, `fee(2) == ten`: NameError: name 'ten' is not defined"),
        ("assert fee('2') == 10", ": its line 4, `assert fee('2') == 10`: TypeError: "),
        ("import unittest; unittest.TestCase().assertEqual(fee(2), 11)", ": AssertionError: 10 != 11"),
    ],
)
def test_what_a_right_version_gave_or_what_stopped_is_told(
    line: str, where: str, expected: dict[str, Any], trial: Trial
) -> None:
    text = f"import fees\nfrom fees import fee\ndef test_late():\n    {line}\n"
    assert where in judged(text, expected, trial).findings[0].data["where"]


def test_a_named_mistake_goes_first(expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(FEW, expected, trial)
    assert verdict.mistake == "one day" and verdict.share == pytest.approx(4 / 6)


def test_too_few_versions_are_refused() -> None:
    for right, wrong in ((RIGHT[:1], WRONG), (RIGHT, WRONG[:5])):
        with pytest.raises(UserError, match="right versions"):
            KIND.build_key(KIND.Options(), {}, [], Material(blocks=blocks(right, wrong)))
    with pytest.raises(UserError, match="can't be read"):
        KIND.build_key(KIND.Options(), {}, [], Material(blocks=blocks(RIGHT, [*WRONG[:5], "def fee(:"])))
