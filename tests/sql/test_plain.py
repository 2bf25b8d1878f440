"""Where there is no pandas, a query gives a plain table: it looks, counts and is checked as the DataFrame would be."""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from firstquery.checks.payload import payload
from firstquery.core.table import MissingPandas, PlainTable, is_column, is_table, ordinary
from firstquery.kernel.queries import columns, sql, tables
from firstquery.kernel.runs import noun
from firstquery.learner.numbers import number_in
from firstquery.sql import display, frame, pages
from firstquery.sql.connect import Database
from firstquery.sql.engines import READS, _allows, open_readonly
from firstquery.sql.fetch import FetchedRows
from firstquery.sql.guard import Statement
from firstquery.sql.query import PlainResult

STATEMENT = Statement("SELECT a FROM t ORDER BY a", "sqlite")
VALUES = some.one_of(
    some.none(),
    some.integers(),
    some.integers(-3, 3),
    some.floats(allow_nan=False),
    some.booleans(),
    some.text(max_size=12),
    some.binary(max_size=4),
    some.decimals(-1000, 1000, places=2),
    some.uuids(),
    some.datetimes(dt.datetime(1999, 1, 1), dt.datetime(2031, 1, 1)),
    some.dates(dt.date(1999, 1, 1), dt.date(2031, 1, 1)).map(lambda day: dt.datetime(day.year, day.month, day.day)),
)
KINDS: list[Any] = [some.integers(), some.floats(allow_nan=False), some.text(max_size=9), some.booleans(), VALUES]
NAMES = some.sampled_from(["a", "a", "account_id", "revenue", "COUNT(*)", "", "ä"])


@some.composite
def fetched(draw: Any) -> FetchedRows:
    width, height = draw(some.integers(1, 4)), draw(some.integers(0, 13))
    kinds = [draw(some.sampled_from(KINDS)) for _ in range(width)]
    cells = [draw(some.lists(some.one_of(kind, some.none()), min_size=height, max_size=height)) for kind in kinds]
    return FetchedRows([draw(NAMES) for _ in range(width)], cells)


def both(rows: FetchedRows) -> tuple[frame.Result, PlainResult]:
    return frame.result(rows.names, rows.columns, STATEMENT), PlainResult(rows, STATEMENT)


@given(fetched(), some.integers(1, 12), some.integers(0, 12))
def test_it_shows_what_the_dataframe_shows(rows: FetchedRows, page: int, start: int) -> None:
    of_pandas, plain = both(rows)
    assert display.bundle(plain, page, start=start) == display.bundle(of_pandas, page, start=start)
    assert plain._repr_mimebundle_() == display.bundle(of_pandas)
    assert repr(plain) == display.bundle(of_pandas)["text/plain"]


@given(fetched())
def test_it_is_checked_as_the_dataframe_is(rows: FetchedRows) -> None:
    of_pandas, plain = both(rows)
    assert payload(plain) == payload(of_pandas)
    assert (plain.shape, plain.size, len(plain)) == (of_pandas.shape, of_pandas.size, len(of_pandas))
    assert list(plain) == list(of_pandas.columns)
    assert number_in(plain) == number_in(of_pandas)
    assert noun(plain) == noun(of_pandas)
    assert is_table(plain) and is_table(of_pandas)
    for place, name in enumerate(rows.names):
        if rows.names.count(name) == 1:
            assert payload(plain[name]) == payload(of_pandas.iloc[:, place])
            assert is_column(plain[name]) and is_column(of_pandas[name])
            assert number_in(plain[name]) == number_in(of_pandas[name])


@given(fetched())
def test_where_pandas_is_there_after_all_it_is_the_dataframe(rows: FetchedRows) -> None:
    of_pandas, plain = both(rows)
    pd.testing.assert_frame_equal(plain.frame(), pd.DataFrame(of_pandas))
    assert plain.head(2).equals(of_pandas.head(2))
    assert list(plain.dtypes) == list(of_pandas.dtypes)


def test_it_reckons_as_the_dataframe_does_once_pandas_is_there() -> None:
    plain = PlainResult(FetchedRows(["n", "m"], [[1, 2, 3], [4.0, None, 6.5]]), STATEMENT)
    of_pandas = plain.frame()
    assert (plain["n"] + 1).tolist() == [2, 3, 4] and (10 - plain["n"]).tolist() == [9, 8, 7]
    assert (plain["n"] >= plain["n"]).all() and plain["m"].sum() == 10.5
    assert (plain > 1).equals(of_pandas > 1) and plain[["m"]].equals(of_pandas[["m"]])
    assert plain["n"][-1:].tolist() == [3]


@pytest.fixture
def without_pandas(monkeypatch: pytest.MonkeyPatch, kestrel: Path) -> None:
    """As a process that cannot have it: what is imported already stays with whoever has it."""
    monkeypatch.setitem(sys.modules, "pandas", None)


@pytest.mark.usefixtures("without_pandas")
def test_without_pandas_a_query_and_the_list_of_tables_are_plain() -> None:
    made: Any = sql("SELECT account_id, name FROM accounts ORDER BY account_id LIMIT 12")
    assert isinstance(made, PlainTable)
    assert made["account_id"][0] == 1 and len(made["name"].tolist()) == len(made) > 1
    assert payload(made)["sorted_by_query"] is True
    listed: Any = tables()
    assert isinstance(listed, PlainTable) and "invoices" in listed["table"].values
    told: Any = columns("accounts")
    assert repr(told).startswith("column ") and "The company's name" in repr(told)


@pytest.mark.usefixtures("without_pandas")
@pytest.mark.parametrize(
    "use",
    [
        lambda table: table.head(),
        lambda table: table + 1,
        lambda table: table == 1,
        lambda table: table[["n"]],
        lambda table: table["n"].sum(),
        lambda table: table["n"] * 2,
        lambda table: table["n"][0:1],
    ],
)
def test_what_is_work_for_pandas_says_how_to_get_it(use: Any) -> None:
    with pytest.raises(MissingPandas, match="is work for pandas, and this notebook has not loaded it"):
        use(sql("SELECT 1 AS n"))


@pytest.mark.usefixtures("without_pandas")
def test_the_further_pages_of_a_plain_table_are_turned_as_well() -> None:
    pages.keep("cell", sql("SELECT account_id FROM accounts ORDER BY account_id LIMIT 12"))
    second = pages.page("cell", 10)
    assert second is not None
    assert second._repr_mimebundle_()["text/plain"].splitlines()[-1] == "12 rows, 1 column; rows 11 to 12 are shown"


def test_the_most_ordinary_type_of_a_column() -> None:
    assert ordinary([1, None]).dtype == "Int64" and ordinary([1, 2**63]).dtype == "object"
    assert ordinary([Decimal("1.5"), 2, None]) == ("float64", [1.5, 2.0, None])
    assert ordinary([uuid.UUID(int=1)]).values == [str(uuid.UUID(int=1))]
    assert ordinary([]).dtype == ordinary([None]).dtype == "object"


def test_an_old_sqlite_may_prepare_a_table_valued_function_and_nothing_can_be_written(kestrel: Path) -> None:
    """SQLite 3.39, as a browser has it, asks for an update of its catalogue where a query reads from a pragma."""
    assert sqlite3.SQLITE_UPDATE not in READS
    assert _allows(sqlite3.SQLITE_UPDATE, "sqlite_master", "sql", "main") == sqlite3.SQLITE_OK
    assert _allows(sqlite3.SQLITE_UPDATE, "accounts", "name", "main") == sqlite3.SQLITE_DENY
    assert _allows(sqlite3.SQLITE_INSERT, "sqlite_master", None, "main") == sqlite3.SQLITE_DENY
    assert _allows(sqlite3.SQLITE_PRAGMA, "writable_schema", "1", "main") == sqlite3.SQLITE_DENY
    with open_readonly(Database(str(kestrel), "the course")) as connection:
        for change in ("UPDATE sqlite_master SET sql = ''", "DELETE FROM sqlite_master", "PRAGMA writable_schema = 1"):
            with pytest.raises(sqlite3.Error, match=r"may not be modified|not authorized|readonly|prohibited"):
                connection.execute(change)
