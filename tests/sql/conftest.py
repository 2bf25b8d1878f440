"""A small Kestrel for the tests of queries, and the flights on two engines."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine

from firstquery.sql import connect
from firstquery.sql.errors import QueryStopped
from firstquery.sql.query import sql
from kestrel.schema import metadata
from tests.sql.flights import nycflights_postgres, nycflights_sqlite, postgres_url

__all__ = ["nycflights_postgres", "nycflights_sqlite", "postgres_url"]

REGIONS = ["Northeast", "South", "West", "Canada"]


@pytest.fixture(scope="session")
def kestrel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty accounts and 3,000 invoices in Kestrel's own schema."""
    path = tmp_path_factory.mktemp("kestrel") / "kestrel.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    with sqlite3.connect(path) as connection:
        columns = "account_id, name, industry, region, currency, plan, billing, status, is_test, seats, signed_up_on"
        connection.executemany(
            f"INSERT INTO accounts ({columns}, time_zone, exit_survey_sent) "
            "VALUES (?, ?, ?, ?, 'USD', 'Crew', 'monthly', 'active', 0, ?, '2024-03-01', 'America/Denver', 0)",
            [(n, f"Roofers {n}", None if n % 3 else "Roofing", REGIONS[n % 4], n) for n in range(1, 41)],
        )
        connection.executemany(
            "INSERT INTO invoices VALUES (?, ?, ?, '2025-01-01', 1, ?, 'USD', 'paid', NULL)",
            [(n, 1000 + n, n % 40 + 1, 49 if n % 2 else 120.5) for n in range(1, 3001)],
        )
    connection.close()
    return path


@pytest.fixture
def kestrel(kestrel_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small Kestrel as the warehouse of this test, and no database of the learner's own."""
    monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", str(kestrel_file))
    connect.remember(None)
    yield kestrel_file
    connect.remember(None)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, kestrel: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The small Kestrel on SQLite, and the same accounts on PostgreSQL, one after the other."""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url").rpartition("/")[0] + "/kestrel"
        with psycopg.connect(url.replace("/kestrel", "/postgres"), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'kestrel'").fetchall():
                connection.execute("CREATE DATABASE kestrel")
                _load(url, kestrel)
        monkeypatch.setenv("FIRSTQUERY_WAREHOUSE", url)
    return str(request.param)


def _load(url: str, file: Path) -> None:
    made = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    metadata.create_all(made)
    made.dispose()
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT * FROM accounts").fetchall()
    connection.close()
    with psycopg.connect(url) as connection:
        marks = ", ".join(["%s"] * len(rows[0]))
        connection.cursor().executemany(f"INSERT INTO accounts VALUES ({marks})", rows)


def pointed_at(sentence: str) -> str:
    """What the arrows of a message stand under; they have to be the one line of arrows."""
    lines = sentence.split("\n")
    at = next(n for n, line in enumerate(lines) if line.strip() and set(line.strip()) == {"^"})
    start = lines[at].index("^")
    return lines[at - 1][start : start + lines[at].count("^")]


def stopped(text: object, **more: object) -> str:
    """The sentences of a query that must not run."""
    with pytest.raises(QueryStopped) as caught:
        sql(text, **more)  # type: ignore[arg-type]
    sentence = caught.value.sentence
    assert sentence.strip()
    assert "Traceback" not in sentence
    assert "sqlalche.me" not in sentence
    assert "[SQL:" not in sentence
    return sentence
