"""A database that cannot be opened is told with a way out, and no password is ever shown."""

from __future__ import annotations

import atexit
import getpass
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.error import StdinNotImplementedError

from firstquery.core import course
from firstquery.sql import alchemy, catalogue, connect, guard, query
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped
from firstquery.sql.fetch import Limits
from firstquery.sql.query import ask, own_database, sql
from tests.sql.conftest import stopped
from tests.sql.servers import PASSWORD
from tests.sql.statements import CHANGES, READS

ADDRESS = "FIRSTQUERY_WAREHOUSE"


def test_a_missing_file_is_told_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, str(tmp_path / "no.sqlite"))
    assert "There is no database at" in stopped("SELECT 1")
    assert not (tmp_path / "no.sqlite").exists()
    monkeypatch.setenv(ADDRESS, str(tmp_path))
    assert "is a folder" in stopped("SELECT 1")
    monkeypatch.setenv(ADDRESS, "sqlite://")
    assert "without a file" in stopped("SELECT 1")


def test_a_missing_warehouse_says_how_to_build_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    shutil.copy(course.COURSE / "course.toml", tmp_path)
    monkeypatch.setattr(course, "COURSE", tmp_path)
    monkeypatch.setattr(course, "is_beside", lambda: True)  # and an installed course brings its own
    assert "start.py warehouse build" in stopped("SELECT 1")


def test_a_file_that_is_no_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sales.xlsx"
    path.write_bytes(b"PK" + b"no database at all " * 100)
    monkeypatch.setenv(ADDRESS, str(path))
    assert "is not a SQLite database" in stopped("SELECT 1 FROM t")


def test_a_locked_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "busy.sqlite"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("CREATE TABLE t (a int)")
    writer.execute("BEGIN EXCLUSIVE")
    monkeypatch.setenv(ADDRESS, str(path))
    assert "Another program is writing to it" in stopped("SELECT a FROM t")
    writer.execute("COMMIT")
    assert len(sql("SELECT a FROM t")) == 0
    writer.close()


def test_a_database_in_a_folder_that_nobody_may_write_to_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shared # 100%"
    folder.mkdir()
    path = folder / "wal.sqlite"
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t AS SELECT 7 AS a")
    writer.commit()
    writer.close()
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be root, who may write anywhere
    monkeypatch.setenv(ADDRESS, str(path))
    assert sql("SELECT a FROM t").iloc[0, 0] == 7
    assert [entry.name for entry in folder.iterdir()] == ["wal.sqlite"]


def test_an_address_that_cannot_be_used_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    for address, hint in [
        ("postgresql://eve:s3cr3t-word@127.0.0.1:1/sales", "No database server answers"),
        ("postgresql://eve:s3cr3t-word@nowhere.invalid/sales", "No server of this name"),
        ("postgresql://eve:s3cr3t-word@host:port/sales", "cannot be read"),
        ("jdbc:postgresql://host/sales?password=s3cr3t-word", "without jdbc:"),
        ("mysql+pymysql://eve:s3cr3t-word@host/sales", "pymysql"),
        ("nonsense://eve:s3cr3t-word@host/sales", "does not know"),
    ]:
        monkeypatch.setenv(ADDRESS, address)
        sentence = stopped("SELECT 1")
        assert hint in sentence, sentence
        assert "s3cr3t" not in sentence


def test_no_password_is_ever_shown(
    nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    host = nycflights_postgres.rpartition("@")[2]
    quoted = "hush%2Fquiet%4042"
    connect.remember(None)
    own_database(nycflights_postgres)
    said = capsys.readouterr().out
    assert "5 tables" in said
    for wrong in (
        f"postgresql://nobody:{quoted}@{host}",
        f"postgresql://owner:{quoted}@{host.replace('flights', 'none')}",
        f"postgresql://owner:x{quoted}@{host}",
    ):
        with pytest.raises(QueryStopped) as caught:
            own_database(wrong)
        said += str(caught.value) + repr(caught.value)
    said += stopped(f"SELECT '{PASSWORD}' = regon", own=True) + stopped(f'SELECT "{quoted}"', own=True)
    said += repr(connect.choose_database(own=True))
    connect.remember(None)
    assert PASSWORD not in said
    assert quoted not in said


def _asked(monkeypatch: pytest.MonkeyPatch, answer: str | BaseException) -> list[str]:
    """Has a box for a password answered so; gives what the boxes said."""
    prompts: list[str] = []

    def box(prompt: str = "", stream: object = None) -> str:
        prompts.append(prompt)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(getpass, "getpass", box)
    monkeypatch.setattr(query, "_somebody_is_there", lambda: True)
    return prompts


def test_a_password_that_the_address_leaves_out_is_asked_for_and_never_shown(
    nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = nycflights_postgres.rpartition("@")[2]
    prompts = _asked(monkeypatch, PASSWORD)
    connect.remember(None)
    own_database(f"postgresql://owner@{place}")
    assert prompts == ['Password for the PostgreSQL database "flights" on 127.0.0.1: ']
    assert sql("SELECT carrier FROM airlines", own=True).shape == (16, 1)
    said = capsys.readouterr().out + repr(connect.choose_database(own=True)) + str(connect.choose_database(own=True))
    assert "5 tables" in said
    said += stopped(f"SELECT '{PASSWORD}' = regon", own=True)
    own_database(nycflights_postgres)
    assert len(prompts) == 1, "an address with its password asks nothing"
    connect.remember(None)
    assert PASSWORD not in said and "hush" not in said


@pytest.mark.parametrize(
    "answer", ["not-the-pass-word", "", EOFError(), StdinNotImplementedError("no front end"), KeyboardInterrupt()]
)
def test_without_the_right_password_the_cell_ends_in_a_sentence(
    nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch, answer: str | BaseException
) -> None:
    prompts = _asked(monkeypatch, answer)
    with pytest.raises(QueryStopped) as caught:
        own_database(f"postgresql://owner@{nycflights_postgres.rpartition('@')[2]}")
    assert len(prompts) == 1
    assert "refuses the name or the password" in str(caught.value) or "You stopped this" in str(caught.value)
    assert "not-the-pass-word" not in str(caught.value) + repr(caught.value)


def test_where_nobody_can_answer_or_no_password_is_wanted_nothing_is_asked(
    nycflights_postgres: str, nycflights_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = _asked(monkeypatch, PASSWORD)
    own_database(nycflights_sqlite)
    with pytest.raises(QueryStopped, match="No database server answers"):
        own_database("postgresql://reader@127.0.0.1:1/sales")
    monkeypatch.setattr(query, "_somebody_is_there", lambda: False)
    with pytest.raises(QueryStopped, match="refuses the name or the password"):
        own_database(f"postgresql://owner@{nycflights_postgres.rpartition('@')[2]}")
    connect.remember(None)
    assert prompts == []


def test_an_own_database_is_optional(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADDRESS, raising=False)
    connect.remember(None)
    for nothing in (None, "", "  ", ...):
        own_database(nothing)
        assert "This is optional" in capsys.readouterr().out
    assert "This is optional" in stopped("SELECT 1", own=True)
    with pytest.raises(QueryStopped, match="address in quotes"):
        own_database(3)


def test_another_engine_runs_only_what_certainly_reads(nycflights_sqlite: Path) -> None:
    """Engines without a wall of their own go this way; SQLite stands in for them, opened as they are."""
    database = connect.database(f"sqlite:///{nycflights_sqlite}", "this test")
    before = nycflights_sqlite.read_bytes()
    for text in READS[:20]:
        statement = guard.read(text, "sqlite")
        assert statement is not None
        assert alchemy.run(database, statement, Limits()).names
    for text in CHANGES:
        with pytest.raises((QueryStopped, DatabaseError)):
            statement = guard.read(text, "sqlite")
            assert statement is not None
            alchemy.run(database, statement, Limits())
    many = guard.read("SELECT carrier FROM flights", "sqlite")
    assert many is not None
    with pytest.raises(LimitReached):
        alchemy.run(database, many, Limits())
    assert list(dict.fromkeys(row[0] for row in alchemy.columns(database))) == [
        table.name for table in catalogue.catalogue(database)
    ]
    assert nycflights_sqlite.read_bytes() == before


SCRAPS = re.findall(
    r"\S+", "SELECT FROM accounts . name , WHERE = ' \" $$ -- /* */ ; ( ) [ ] ` \\ :x ? %s %(x)s ‘ E' GROUP BY"
)
PIECES = st.sampled_from([*CHANGES, *READS, *SCRAPS, "\n", "\u00a0", "\0"])


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=6).map(" ".join)))
def test_no_text_does_more_than_read_or_be_refused(text: str) -> None:
    path = _small()
    database = connect.database(path, "this test")
    before = path.read_bytes()
    for engine in ("sqlite", "postgresql", "mysql", "mssql"):
        try:
            statement = guard.read(text, engine)
        except QueryStopped as refused:
            assert refused.sentence
            continue
        if statement is not None and engine == "sqlite":
            try:
                ask(database, statement, seconds=0.5)
            except QueryStopped as refused:
                assert refused.sentence
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


_made: list[Path] = []


def _small() -> Path:
    """One small database for all examples."""
    if not _made:
        path = Path(tempfile.mkdtemp(prefix="first-query-")) / "small.sqlite"
        atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
        with sqlite3.connect(path) as connection:
            connection.executescript(
                "CREATE TABLE accounts (name text); CREATE TABLE airlines (carrier text, name text)"
            )
        connection.close()
        _made.append(path)
    return _made[0]


def test_a_kernel_that_reads_a_file_waits_for_no_library_that_it_does_not_use(kestrel: Path) -> None:
    code = (
        "import sys; from firstquery import *; sql('SELECT COUNT(*) FROM accounts')\n"
        "print([n for n in ('sqlalchemy', 'psycopg', 'icalendar', 'sklearn', 'matplotlib') if n in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.stdout.strip() == "[]", said.stdout + said.stderr
