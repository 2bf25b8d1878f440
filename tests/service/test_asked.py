"""Desk can be asked as it stood at any moment, and a small program of hers stands beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from firstquery import desk_at, git
from firstquery.core.errors import UserError
from firstquery.review import magic, trying
from firstquery.review.values import Encoder, native

pytestmark = pytest.mark.needs("git")


def test_two_versions_give_numbers_that_can_be_subtracted(desk: Path) -> None:
    first = git("log --reverse --format=%h -- desk/fees.py").lines[0]
    assert desk_at(first, "late_fee(100, 3)") - desk_at("origin/pull/0142", "late_fee(100, 3)") == 1.5
    assert desk_at("main", "db.execute('SELECT COUNT(*) FROM accounts').fetchone()[0]") > 2_000


def test_a_branch_of_hers_is_asked_as_she_committed_it(desk: Path) -> None:
    git("switch -C mine main")
    fees = desk / "desk" / "fees.py"
    before = desk_at("mine", "late_fee(100, 3)")
    fees.write_text(fees.read_text(encoding="utf-8") + "\n\ndef late_fee(*_):\n    return 7\n", encoding="utf-8")
    assert desk_at("mine", "late_fee(100, 3)") == before
    git('commit -qam "Seven"')
    assert desk_at("mine", "late_fee(100, 3)") == 7


@pytest.mark.parametrize(
    ("revision", "expression", "said"),
    [
        ("v9", "late_fee(100, 3)", "no version"),
        ("--all", "late_fee(100, 3)", "no version"),
        ("", "late_fee(100, 3)", "no version"),
        ("main", "nothing_of_this_name(1)", "gives no answer"),
        ("main", "import os", "Nothing is imported"),
        ("main", "1 / 0", "ZeroDivisionError"),
        (3, "late_fee(100, 3)", "Two texts"),
    ],
)
def test_what_has_no_answer_is_told_in_a_sentence(desk: Path, revision: str, expression: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        desk_at(revision, expression)


@pytest.mark.parametrize("short", ["pull/142", "pull/00142", "PULL/142", "142"])
def test_the_number_of_a_pull_request_is_asked_for_with_its_four_digits(
    desk: Path, short: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "numbers", lambda: ["0142"])
    with pytest.raises(UserError, match='"pull/0142"'):
        desk_at(short, "late_fee(100, 3)")


def test_a_program_of_hers_stands_beside_desk_and_never_in_its_place(desk: Path) -> None:
    assert magic.write("november.py", "print('yes')\n").read_text(encoding="utf-8") == "print('yes')\n"
    for name in ("", "../november.py", "desk/fees.py", "november", "-n.py", "/tmp/november.py"):
        with pytest.raises(UserError, match=r"ends in \.py"):
            magic.write(name, "")
    (desk / "tool.py").write_text("1\n", encoding="utf-8")
    git("add tool.py")
    with pytest.raises(UserError, match="a file of desk itself"):
        magic.write("tool.py", "2\n")
    assert (desk / "tool.py").read_text(encoding="utf-8") == "1\n"


@pytest.mark.parametrize(
    "value",
    [None, True, 3, "a text", Decimal("12.50"), 1.25, date(2025, 11, 30), [1, "b"], (Decimal(1), 2), {"a": [1.5]}],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert native(Encoder({}).value(value)) == value


def test_a_table_comes_back_as_a_table() -> None:
    import pandas as pd

    frame = pd.DataFrame({"team": ["Billing", "Onboarding"], "tickets": [3, 4], "csat": [4.5, None]})
    back = native(Encoder({}).value(frame))
    assert back["tickets"].tolist() == [3, 4] and back["csat"].isna().tolist() == [False, True]
