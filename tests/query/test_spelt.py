"""A text that no row of the column has is named below the answer, with what is there; nothing else is touched."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from firstquery.warehouse import connect, doubts, show, spelt
from firstquery.warehouse.query import own_database, sql

pytestmark = pytest.mark.xdist_group("postgres")

WEST = "In accounts.region the text is spelt 'West'; the query asks for 'west'."
SPELT = [
    ("SELECT name FROM accounts WHERE region = 'west'", WEST),
    ("SELECT name FROM accounts WHERE 'west' = region", WEST),
    ("SELECT COUNT(*) FROM accounts WHERE region = 'west'", WEST),
    ("SELECT COUNT(*) AS n, AVG(seats) FROM accounts AS a WHERE a.region = 'west'", WEST),
    ("SELECT name FROM accounts WHERE status = 'Active'", "spelt 'active'; the query asks for 'Active'"),
    ("SELECT name FROM accounts WHERE plan = ' crew'", "spelt 'Crew'; the query asks for ' crew'"),
    (
        "SELECT name FROM accounts WHERE region IN ('South', 'north east')",
        "spelt 'Northeast'; the query asks for 'north",
    ),
    ("SELECT name FROM accounts WHERE region <> 'west' AND seats > 999", WEST),
    ("SELECT name FROM accounts JOIN invoices USING (account_id) WHERE region = 'west'", WEST),
    ("SELECT number FROM invoices WHERE account_id IN (SELECT account_id FROM accounts WHERE region = 'west')", WEST),
]
SILENT = [
    "SELECT name FROM accounts WHERE region = 'West' AND seats > 999",
    "SELECT name FROM accounts WHERE region = 'West' OR plan = 'Crew'",
    "SELECT name FROM accounts WHERE LOWER(region) = 'West'",
    "SELECT name FROM accounts WHERE region LIKE 'west'",
    "WITH accounts AS (SELECT 'EAST' AS region) SELECT region FROM accounts WHERE region = 'west'",
    "SELECT t.region FROM (SELECT region FROM accounts WHERE seats > 999) AS t WHERE t.region = 'west'",
    "SELECT name FROM accounts WHERE seats > 999",
    "SELECT seats FROM accounts LIMIT 0",
]


def lines(text: str, **more: bool) -> list[str]:
    return show.bundle(sql(text, **more))["text/plain"].split("\n")  # type: ignore[arg-type]


def test_a_text_in_other_letters_or_spaces_is_named(engine: str) -> None:
    for text, note in SPELT:
        said = lines(text)
        assert note in said[-1], text
        assert "column" in said[-2], text  # the caption stays


def test_where_nothing_is_spelt_otherwise_nothing_is_said(engine: str) -> None:
    for text in SILENT:
        assert lines(text)[-1].endswith(("column", "columns", "shown")), text


def test_a_text_that_no_row_has_is_told_with_what_there_is(engine: str) -> None:
    regions = "There are: Canada, Northeast, South, West."
    for text, note in (
        ("SELECT name FROM accounts WHERE region = 'Ohio'", f"In accounts.region no row has 'Ohio'. {regions}"),
        ("SELECT COUNT(*) FROM accounts WHERE region <> 'Ohio'", regions),
        ("SELECT COUNT(*) FROM accounts AS a WHERE a.region IN ('West', 'Ohio')", regions),
        ("SELECT COUNT(*) FROM accounts WHERE region = 'West' OR region = 'west'", WEST),
        ("SELECT SUM(CASE WHEN status = 'aktive' THEN 1 ELSE 0 END) FROM accounts", "There are: active."),
        ("SELECT name FROM accounts WHERE name = 'Roofer 7'", "The nearest there: Roofers 7"),
        ("SELECT name FROM accounts WHERE industry = 'NULL'", "asked for with IS NULL"),
    ):
        assert note in lines(text)[-1], text


def test_a_note_is_in_the_page_too_and_is_no_markup(kestrel: Path) -> None:
    made = sql("SELECT name FROM accounts WHERE region = 'west'")
    assert (
        "No rows, 1 column<br>In accounts.region the text is spelt &#x27;West&#x27;" in show.bundle(made)["text/html"]
    )
    assert "<br>&lt;b&gt;</caption>" in show.bundle(made, note="<b>")["text/html"]


def test_a_text_for_a_column_of_numbers_is_told_where_the_database_lets_it_pass(kestrel: Path) -> None:
    assert lines("SELECT name FROM accounts WHERE is_test = 'no'")[-1] == (
        "accounts.is_test holds numbers; the query asks for the text 'no'."
    )
    assert "holds numbers" not in lines("SELECT name FROM accounts WHERE is_test = '7'")[-1]


def test_dots_left_between_quotes_are_told(kestrel: Path) -> None:
    for dots in ("...", "…"):
        said = lines(f"SELECT COUNT(*) FROM accounts WHERE region = '{dots}'")
        assert said[-1] == "The dots between the quotes stand for something to be filled in."


def test_a_table_that_no_query_gave_has_no_note(kestrel: Path) -> None:
    made = sql("SELECT name FROM accounts WHERE region = 'west'")
    assert "spelt" not in show.bundle(made.copy())["text/plain"]


def test_a_giant_table_costs_a_moment_at_most(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "giant.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE people (town TEXT, n INTEGER)")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT i FROM n"
        connection.execute(f"INSERT INTO people SELECT 'Berlin', i FROM ({numbers})")
    connection.close()
    own_database(path)
    made = sql("SELECT n FROM people WHERE n = -1 AND town = 'berlin'", own=True)
    start = time.monotonic()
    show.bundle(made)
    assert time.monotonic() - start < 2 * doubts.SECONDS
    connect.remember(None)


def test_a_column_of_many_values_is_left_alone(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "many.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute('CREATE TABLE "all people" ("the town" TEXT)')
        connection.executemany('INSERT INTO "all people" VALUES (?)', [(f"Town {n}",) for n in range(spelt.VALUES)])
    own_database(path)
    text = 'SELECT * FROM "all people" WHERE "the town" = \'town 7\''
    assert "spelt 'Town 7'" in lines(text, own=True)[-1]
    with connection:
        connection.execute('INSERT INTO "all people" VALUES (?)', ("One too many",))
    connection.close()
    assert "spelt" not in lines(text, own=True)[-1]
    connect.remember(None)
