"""What completion offers while a query is written: what may stand there, the likeliest first, and nothing in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.sql.catalogue import Table
from firstquery.sql.completion import complete


def _table(name: str, columns: str) -> Table:
    return Table(name, "", tuple((column, "TEXT", "") for column in columns.split()))


TABLES = [
    _table("accounts", "account_id name region plan"),
    _table("invoices", "invoice_id account_id amount paid_at"),
    _table("releases", "release_id version"),
]


def offered(query: str, engine: str = "sqlite") -> list[str]:
    """What is offered where ``|`` stands."""
    cursor = query.index("|")
    start, found = complete(query.replace("|", ""), cursor, TABLES, engine)
    assert start <= cursor
    return found


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("SELECT | FROM accounts", ["account_id", "name", "region", "plan"]),
        ("SELECT re| FROM accounts", ["region", "REPLACE", "releases"]),
        ("select RE| from accounts", ["region", "REPLACE", "releases"]),
        ("SELECT * FROM |", ["accounts", "invoices", "releases"]),
        ("SELECT * FROM accounts JOIN inv|", ["invoices"]),
        ("SELECT * FROM accounts, inv|", ["invoices"]),
        ("SELECT a.| FROM accounts AS a", ["account_id", "name", "region", "plan"]),
        ("SELECT a.|FROM accounts a", ["account_id", "name", "region", "plan"]),
        ("SELECT i.am| FROM accounts a JOIN invoices i ON 1 = 1", ["amount"]),
        ("SELECT releases.v|", ["version"]),
        ('SELECT "a".n| FROM accounts AS "a"', ["name"]),
        ("SELECT * FROM accounts WHERE region = 'South' AND pl|", ["plan"]),
        ("SELECT region FROM accounts GROUP BY reg| HAVING COUNT(*) > 3", ["region"]),
        ("WITH late AS (SELECT 1) SELECT * FROM l|", ["late"]),
        ("SELECT amo|", ["amount"]),
        ("sel|", ["SELECT"]),
        ("SELECT region FROM accounts gro|", ["GROUP BY"]),
        ("SELECT region, row_n| FROM accounts", ["ROW_NUMBER"]),
        ("SELECT strf| FROM accounts", ["STRFTIME"]),
        ("SELECT plan, CASE WHEN r| END FROM accounts WHERE name = 'it''s", ["region"]),
    ],
)
def test_what_may_stand_next_the_likeliest_first(query: str, first: list[str]) -> None:
    assert offered(query)[: len(first)] == first


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM accounts WHERE region = 'So|",
        "SELECT * FROM accounts WHERE region = 'So|' ORDER BY 1",
        "-- sel|\nSELECT 1",
        "/* fr| */ SELECT 1",
        "SELECT * FROM accounts WHERE account_id = 5|",
        "SELECT * FROM accounts|",  # whole: Enter after it begins a line
        "SELECT nothing.| FROM accounts",
        "SELECT xyz| FROM accounts",
    ],
)
def test_nothing_in_a_text_a_comment_a_number_or_behind_a_finished_word(query: str) -> None:
    assert offered(query) == []


def test_each_engine_has_its_own_functions() -> None:
    assert "DATE_TRUNC" in offered("SELECT da|", "postgresql")
    assert "DATE_TRUNC" not in offered("SELECT da|") and "DATETIME" in offered("SELECT da|")


@given(st.text(), st.integers(0, 40))
def test_whatever_stands_in_the_cell_what_is_offered_continues_the_word(text: str, cursor: int) -> None:
    cursor = min(cursor, len(text))
    start, found = complete(text, cursor, TABLES)
    assert 0 <= start <= cursor
    assert all(one.lower().startswith(text[start:cursor].lower()) for one in found)
