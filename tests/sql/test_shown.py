"""What a query gives is the most ordinary DataFrame, and what a cell shows can be read by everyone."""

from __future__ import annotations

import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Column, Integer

from firstquery.kernel.queries import columns, sql, tables
from firstquery.sql import display, pages
from firstquery.sql.errors import QueryStopped
from flights import TABLES
from kestrel.schema import metadata
from tests.sql.conftest import stopped


def test_whole_numbers_stay_whole_beside_null(kestrel: Path) -> None:
    made = sql("SELECT 9007199254740993 AS big UNION ALL SELECT NULL")
    assert str(made["big"].dtype) == "Int64"
    assert made["big"][0] == 9007199254740993
    assert made["big"][1] is pd.NA


def test_a_query_gives_what_pandas_gives(kestrel: Path) -> None:
    text = "SELECT account_id, name, seats, seats / 2.0 AS half FROM accounts ORDER BY name"
    with sqlite3.connect(kestrel) as connection:
        pd.testing.assert_frame_equal(sql(text), pd.read_sql(text, connection))
    connection.close()


def test_types_of_postgresql_become_ordinary(nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", nycflights_postgres)
    made = sql(
        "SELECT 1.5::numeric AS amount, 3::bigint AS n, true AS yes, 'a' AS t, timestamp '2025-01-02 03:04' AS at, "
        "gen_random_uuid() AS id UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL"
    )
    assert [str(kind) for kind in made.dtypes] == ["float64", "Int64", "boolean", "str", "datetime64[us]", "str"]
    assert made.isna().iloc[1].all()
    assert sql("SELECT 10000000000000000000000::numeric AS n, 2::numeric AS two").iloc[0].tolist() == [1e22, 2.0]


def test_columns_of_one_name_both_stay(kestrel: Path) -> None:
    assert list(sql("SELECT name, name, seats AS name FROM accounts").columns) == ["name", "name", "name"]
    assert sql("SELECT name FROM accounts WHERE 1 = 0").columns.tolist() == ["name"]


def test_text_that_is_no_utf8_is_shown_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t AS SELECT CAST(x'4D fc 6c'  AS text) AS name".replace("4D fc 6c", "4dfc6c"))
    connection.close()
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(path))
    assert sql("SELECT name FROM t").iloc[0, 0] == "M\ufffdl"


class Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scopes: list[str | None] = []
        self.marked: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_data(self, data: str) -> None:
        if self.inside == "em":
            self.marked.append(data)


def test_null_is_a_word_of_its_own_and_headings_are_headings(kestrel: Path) -> None:
    made = sql("SELECT name, industry, 'NULL' AS word, '<b>$5 & $6</b>' AS html FROM accounts ORDER BY account_id")
    bundle = display.bundle(made)
    page = Cells()
    page.feed(bundle["text/html"])
    assert page.scopes == ["col"] * 4
    assert page.marked == ["NULL"] * 7
    assert "&lt;b&gt;$5 &amp; $6&lt;/b&gt;" in bundle["text/html"]
    assert "mathjax_ignore" in bundle["text/html"]
    assert bundle["text/plain"].splitlines()[-1] == "40 rows, 4 columns; the first 10 rows are shown"


def test_the_count_is_said_in_words_that_fit(kestrel: Path) -> None:
    assert display.caption(sql("SELECT COUNT(*) FROM accounts")) == "1 row, 1 column"
    assert display.caption(sql("SELECT name FROM accounts WHERE seats > 99")) == "No rows, 1 column"
    assert display.caption(sql("SELECT * FROM invoices")) == "3,000 rows, 9 columns; the first 10 rows are shown"
    wide = pd.DataFrame([range(25)])
    assert display.caption(wide) == "1 row, 25 columns; the first 20 columns are shown"


def test_numbers_keep_their_form() -> None:
    made = pd.DataFrame({"a": [1, 20], "b": [0.1 + 0.2, 120.5], "c": [1e20, 2.0], "d": [29.0, float("nan")]})
    assert display.bundle(made)["text/plain"] == (
        " a      b      c     d\n 1    0.3  1e+20    29\n20  120.5      2  NULL\n2 rows, 4 columns"
    )


def test_amounts_have_their_thousands_set_apart_and_names_and_moments_have_not() -> None:
    made = pd.DataFrame(
        {
            "account_id": pd.array([1743, None], dtype="Int64"),
            "n": pd.array([1743, None], dtype="Int64"),
            "COUNT(account_id)": [12_040, 7],
            "usd": [-120_500.5, 0.25],
            "year": [2024, 2025],
            "phone": ["1743000", "12"],
        }
    )
    shown = display.bundle(made)
    assert shown["text/plain"].splitlines()[:3] == [
        "account_id      n  COUNT(account_id)          usd  year  phone",
        "      1743  1,743             12,040  -120,500.50  2024  1743000",
        "      NULL   NULL                  7         0.25  2025  12",
    ]
    assert '<td style="text-align:right">1,743</td>' in shown["text/html"]
    names = ["id", "AccountId", "MAX(ticket_id)", "number", "dep_time", "flight", "signup_month", "t.YEAR"]
    assert [name for name in names if not display.is_label(name)] == []
    amounts = [
        "seats",
        "paid",
        "number_of_seats",
        "days",
        "tokens_in",
        "COUNT(*)",
        "per_day",
        "SUM(x_id)",
        "n2024",
        "",
        "1",
    ]
    assert [name for name in amounts if display.is_label(name)] == []


def test_no_key_of_the_courses_data_has_its_thousands_set_apart() -> None:
    keys = {column.name for table in metadata.tables.values() for column in table.columns if _is_number_key(column)}
    assert {"account_id", "ticket_id", "line"} <= keys
    assert {name for name in keys if not display.is_label(name)} == set()
    moments = {"year", "month", "day", "hour", "minute", "dep_time", "sched_arr_time", "flight"}
    assert {name for name in TABLES["flights"] if display.is_label(name)} == moments | {
        *("sched_dep_time", "arr_time", "air_time", "time_hour")
    }


def _is_number_key(column: Column[Any]) -> bool:
    return isinstance(column.type, Integer) and bool(column.primary_key or column.foreign_keys)


def test_the_further_rows_are_given_a_page_at_a_time(kestrel: Path) -> None:
    made = sql("SELECT * FROM invoices ORDER BY invoice_id")
    pages.keep("a-cell", made, ["A note."])
    made["amount"] = -1.0  # she goes on with her answer; the cell has shown what it has shown
    shown = [pages.page("a-cell", start)._repr_mimebundle_()["text/plain"].splitlines() for start in (10, 2_990)]  # type: ignore[union-attr]
    assert [len(lines) for lines in shown] == [13, 13]
    assert shown[0][-2:] == ["3,000 rows, 9 columns; rows 11 to 20 are shown", "A note."]
    assert shown[1][-2] == "3,000 rows, 9 columns; rows 2,991 to 3,000 are shown"
    assert "-1" not in shown[0][1].split()
    assert pages.page("another-cell", 10) is None
    pages.keep("a-cell", sql("SELECT 1"))
    assert pages.page("a-cell", 10) is None


def test_of_the_tables_that_are_kept_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 50)
    for cell in ("first", "second", "third"):
        pages.keep(cell, pd.DataFrame({"n": range(30)}))
    assert [cell for cell in ("first", "second", "third") if pages.page(cell, 0)] == ["third"]


def test_the_same_table_is_shown_the_same_way(kestrel: Path) -> None:
    text = "SELECT * FROM invoices"
    assert display.bundle(sql(text)) == display.bundle(sql(text))


def test_tables_and_columns_give_a_first_look(kestrel: Path) -> None:
    found = tables()
    assert found is not None
    assert found.loc[found["table"] == "accounts", "rows"].tolist() == [40]
    assert found["table"].is_monotonic_increasing
    about = columns("Accounts")
    assert about is not None
    assert about["column"].tolist()[:2] == ["account_id", "name"]
    assert "'Other' is an answer, NULL is not." in repr(about)
    assert type(about.head(1)) is pd.DataFrame
    with pytest.raises(QueryStopped, match=r"Did you mean accounts\?"):
        columns("acounts")


def test_a_first_look_at_another_database(nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", nycflights_postgres)
    assert tables()["table"].tolist() == ["airlines", "airports", "flights", "planes", "weather"]
    assert tables()["rows"].tolist()[2] == 336_776
    assert columns("airlines")["meaning"].tolist()[0] == "Two letters."


def test_what_is_no_text_is_told(kestrel: Path) -> None:
    for thing in (None, 3, b"SELECT 1", ["SELECT 1"]):
        assert "takes the query as text" in stopped(thing)
    assert "no query in this text" in stopped("-- nothing")
