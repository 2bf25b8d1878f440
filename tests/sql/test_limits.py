"""A runaway query stops, and says why."""

from __future__ import annotations

import os
import signal
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from firstquery.checks.statement import statement_of
from firstquery.sql import catalogue, connect, guard, lint
from firstquery.sql.query import own_database, sql
from tests.sql.conftest import stopped

RUNAWAYS = [
    ("SELECT COUNT(*) FROM flights, weather", "flights and weather stand side by side"),
    ("SELECT COUNT(*) FROM flights f JOIN weather w ON f.origin = 'JFK'", "comes ON with such a condition"),
    ("SELECT COUNT(*) FROM flights f, airlines a, airports p, planes q", "ON f.carrier = a.carrier?"),
    ("SELECT f.month, SUM(w.temp) FROM flights f CROSS JOIN weather w GROUP BY f.month", "side by side"),
    ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n", "RECURSIVE"),
]


def with_time() -> None:
    """Twenty seconds for each query of the database that is connected: what is tried ends for another reason."""
    found = connect.choose_database(own=True)
    assert found is not None
    own_database(found.address, seconds=20)


@pytest.fixture(params=["sqlite", "postgresql"])
def flights(request: pytest.FixtureRequest) -> str:
    name = {"sqlite": "nycflights_sqlite", "postgresql": "nycflights_postgres"}[request.param]
    connect.remember(None)
    own_database(request.getfixturevalue(name), seconds=0.5)
    request.addfinalizer(lambda: connect.remember(None))
    return str(request.param)


def test_a_runaway_query_is_stopped_with_a_reason(flights: str) -> None:
    for text, reason in RUNAWAYS:
        start = time.monotonic()
        sentence = stopped(text, own=True)
        assert time.monotonic() - start < 20, "it would run for minutes; a busy machine may take its time"
        assert "stopped after 0.5 seconds" in sentence
        assert reason in sentence, text


def test_too_many_rows_are_refused_before_they_fill_the_memory(flights: str) -> None:
    with_time()
    tracemalloc.start()
    sentence = stopped("SELECT a.dep_time FROM flights a CROSS JOIN flights b", own=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than 100,000 rows" in sentence
    assert "side by side" in sentence
    assert peak < 60_000_000
    assert "COUNT(*), add a WHERE condition, or end with LIMIT 100" in stopped("SELECT carrier FROM flights", own=True)


def test_what_a_first_query_does_not_use_is_not_named(flights: str) -> None:
    for text in ("SELECT carrier FROM flights", "SELECT DISTINCT a.flight || b.hour FROM flights a, weather b"):
        sentence = stopped(text, own=True)
        assert "JOIN" not in sentence
        assert "GROUP BY" not in sentence


def test_a_join_without_its_condition_is_told_of_on(flights: str) -> None:
    text = "SELECT COUNT(*) FROM {} CROSS JOIN weather AS w CROSS JOIN planes AS p"
    assert "Is this missing: ON a.year = w.year?" in stopped(text.format("planes AS a"), own=True)
    assert "comes ON with such a condition" in stopped(text.format("airlines AS a"), own=True)


def test_too_many_bytes_are_refused(flights: str) -> None:
    with_time()
    wide = "printf('%50000d', 1)" if flights == "sqlite" else "lpad('', 50000, 'x')"
    assert "200 MB" in stopped(f"SELECT {wide} AS wide FROM flights", own=True)


@pytest.mark.skipif(os.name == "nt", reason="signals are sent another way on Windows")
def test_the_stop_button_ends_a_query_in_a_sentence(flights: str) -> None:
    with_time()
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        assert "You stopped this query" in stopped("SELECT COUNT(*) FROM flights, weather", own=True)
    finally:
        timer.join()
    assert len(sql("SELECT carrier FROM airlines", own=True)) == 16  # and the next one runs


def test_a_condition_between_the_tables_is_never_called_missing(kestrel: Path) -> None:
    tables = catalogue.catalogue(connect.choose_database())  # type: ignore[arg-type]
    for text in [
        "SELECT 1 FROM accounts a JOIN invoices i ON a.account_id = i.account_id",
        "SELECT 1 FROM accounts, invoices WHERE accounts.account_id = invoices.account_id AND is_test = 0",
        "SELECT 1 FROM accounts JOIN invoices USING (account_id)",
        "SELECT 1 FROM accounts NATURAL JOIN invoices",
        "SELECT 1 FROM accounts a, invoices i, tickets t"
        " WHERE a.account_id = i.account_id AND t.account_id = a.account_id",
        "SELECT 1 FROM accounts JOIN (SELECT account_id AS x FROM invoices) AS i ON account_id = x",
        "SELECT COUNT(*) FROM accounts",
    ]:
        statement = guard.read(text, "sqlite")
        assert statement is not None
        assert lint.missing_condition(statement, tables) == "", text
    statement = guard.read(
        "SELECT 1 FROM accounts a, invoices i, tickets t WHERE a.account_id = i.account_id", "sqlite"
    )
    assert statement is not None
    assert "accounts and tickets" in lint.missing_condition(statement, tables)


def test_the_statement_of_a_table_is_known_to_that_table_alone(kestrel: Path) -> None:
    made = sql("SELECT name FROM accounts -- all\n;")
    assert statement_of(made) == "SELECT name FROM accounts"
    assert statement_of(made.copy()) is None
    assert statement_of(None) is None
    assert statement_of(made.sort_values("name")) is None
