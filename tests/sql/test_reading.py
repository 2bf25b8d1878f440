"""Reading passes, and nothing else does, on two real engines."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pandas as pd
import psycopg
import pytest
import sqlalchemy
from sqlalchemy.exc import OperationalError

from firstquery.sql import connect, engines, guard, postgres
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import Limits
from firstquery.sql.query import engine, sql
from firstquery.sql.tokens import tokens
from tests.sql import statements as s
from tests.sql.conftest import stopped


@pytest.fixture
def flights(nycflights_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(nycflights_sqlite))
    return nycflights_sqlite


@pytest.fixture
def server(nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", nycflights_postgres)
    return nycflights_postgres


def state_of(url: str) -> list[tuple[object, ...]]:
    """What could have changed on the server: the rows of two tables, every relation, sequences, objects, settings."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT (SELECT md5(string_agg(a::text, '|' ORDER BY a)) FROM airlines AS a),"
            " (SELECT COUNT(*) FROM flights),"
            " (SELECT string_agg(relname || relkind::text, ',' ORDER BY relname) FROM pg_class"
            "  WHERE relkind IN ('r','v','S','i') AND relnamespace = 'public'::regnamespace),"
            " (SELECT last_value || is_called::text FROM bookings), (SELECT COUNT(*) FROM pg_largeobject_metadata),"
            " (SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'), (SELECT COUNT(*) FROM pg_roles),"
            " (SELECT string_agg(setting, ',') FROM pg_file_settings),"
            " current_setting('default_transaction_read_only')"
        ).fetchall()


def left_behind() -> list[Path]:
    return sorted(Path("/tmp").glob("first-query-stolen*")) + sorted(Path("/tmp").glob("first-query-attached*"))


def test_reading_passes_on_sqlite(flights: Path) -> None:
    for text in [*s.READS, *s.SQLITE_READS]:
        assert sql(text).shape[1] >= 1, text


def test_reading_passes_on_postgresql(server: str) -> None:
    for text in [*s.READS, *s.POSTGRES_READS]:
        assert sql(text).shape[1] >= 1, text


def test_what_does_not_read_is_refused_on_sqlite_and_changes_nothing(flights: Path) -> None:
    before = hashlib.sha256(flights.read_bytes()).hexdigest()
    for text in [*s.CHANGES, *s.SQLITE_CHANGES]:
        stopped(text)
    assert hashlib.sha256(flights.read_bytes()).hexdigest() == before
    assert sorted(path.name for path in flights.parent.iterdir()) == ["flights.sqlite"]
    assert left_behind() == []


def test_what_does_not_read_is_refused_on_postgresql_and_changes_nothing(server: str) -> None:
    before = state_of(server)
    for text in [*s.CHANGES, *s.POSTGRES_CHANGES]:
        stopped(text)
    assert state_of(server) == before
    assert left_behind() == []


def unguarded(text: str, engine: str) -> guard.Statement:
    return guard.Statement(text, engine, tokens(text, engine))


def test_sqlite_itself_refuses_what_gets_past_the_guard(flights: Path) -> None:
    before = hashlib.sha256(flights.read_bytes()).hexdigest()
    database = connect.database(flights, "this test")
    for text in [*s.CHANGES, *s.SQLITE_CHANGES]:
        with pytest.raises((DatabaseError, sqlite3.Error, QueryStopped)):
            engines.run(database, unguarded(text, "sqlite"), Limits())
    assert hashlib.sha256(flights.read_bytes()).hexdigest() == before
    assert left_behind() == []


def test_postgresql_itself_keeps_its_content_from_what_gets_past_the_guard(server: str) -> None:
    before = state_of(server)
    database = connect.database(server, "this test")
    for text in [*s.CHANGES, *s.POSTGRES_CHANGES]:
        if "PROGRAM" in text or "TO '/tmp" in text or "STDOUT" in text or "pg_terminate" in text:
            continue
        try:
            postgres.run(database, unguarded(text, "postgresql"), Limits(seconds=2))
        except (DatabaseError, QueryStopped, LimitReached):
            continue
    assert state_of(server) == before


def test_a_view_and_full_text_search_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE VIRTUAL TABLE notes USING fts5(body); INSERT INTO notes VALUES ('a leaking roof');"
            "CREATE VIEW short AS SELECT substr(body, 1, 4) AS start FROM notes"
        )
    connection.close()
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(path))
    assert sql("SELECT body FROM notes WHERE notes MATCH 'roof'").iloc[0, 0] == "a leaking roof"
    assert sql("SELECT start FROM short").iloc[0, 0] == "a le"


def test_an_engine_reads_what_sql_asks_binds_values_and_writes_nothing(
    flights: Path, nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in (str(flights), nycflights_postgres):
        monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", address)
        question = sqlalchemy.text("SELECT name FROM airlines WHERE carrier = :code")
        assert pd.read_sql(question, engine(), params={"code": "AA"}).iloc[0, 0] == "American Airlines Inc."
        assert pd.read_sql(question, engine(), params={"code": "x' OR '1'='1"}).empty
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(flights))
    with pytest.raises(OperationalError, match="readonly"), engine().begin() as connection:
        connection.execute(sqlalchemy.text("DELETE FROM airlines"))
