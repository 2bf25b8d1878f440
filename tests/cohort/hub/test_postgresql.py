"""Hub and gradebook in PostgreSQL, by one URL without a password."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from firstquery.cohort.hub import accounts, workshop
from firstquery.cohort.hub.accounts import Account
from firstquery.cohort.hub.site import Site, check_database
from firstquery.cohort.hub.visitor import Visitor
from firstquery.core.errors import UserError
from tests.cohort.hub.conftest import named
from tests.conftest import needs
from tests.sql.servers import postgres


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite:///x.db", "no URL of a PostgreSQL database"),
        ("postgresql://hub@db.example.org", "no URL of a PostgreSQL database"),
        ("not a url", "no URL of a PostgreSQL database"),
        ("postgresql://hub:hush@db.example.org/first_query", "has a password in it"),
    ],
)
def test_a_url_that_will_not_do_is_told(url: str, says: str) -> None:
    with pytest.raises(UserError, match=says) as fault:
        check_database(url)
    assert "hush" not in fault.value.sentence


def test_the_gradebook_stands_beside_the_hubs_database() -> None:
    site = Site(database=check_database("postgresql://hub@db.example.org:5433/first_query"))
    assert site.hub_database == "postgresql+psycopg://hub@db.example.org:5433/first_query"
    assert site.gradebook == "postgresql+psycopg://hub@db.example.org:5433/first_query_gradebook"
    assert Site().gradebook is None and Site().hub_database.startswith("sqlite:///")


@pytest.mark.root
def test_log_ins_and_marks_are_kept_in_postgresql(site: Site) -> None:
    with postgres(needs("postgresql")) as address:
        with psycopg.connect(address, autocommit=True) as connection:
            (rules,) = connection.execute("SHOW hba_file").fetchone() or ("",)
            # in place of ~/.pgpass of root, which is not a test's to write
            Path(rules).write_text("host all all 127.0.0.1/32 trust\n", encoding="ascii")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE first_query")
            connection.execute("CREATE DATABASE first_query_gradebook")
        server = address.partition("@")[2].partition("/")[0]
        theirs = site.model_copy(update={"database": check_database(f"postgresql://owner@{server}/first_query")})
        try:
            workshop.up(theirs, [Account(name=named("ann"))], print)
            with Visitor(theirs.address(), named("ann")) as ann:
                assert ann.log_in(accounts.read_accounts(theirs)[ann.name].password).status_code == 200
                assert ann.open().status_code == 200
            release = [str(theirs.python), "-m", "firstquery.cli.main", "release", "1"]
            home = {"HOME": str(theirs.facilitator_course.parent), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
            subprocess.run(
                release,
                cwd=theirs.facilitator_course,
                env=home,
                check=True,
                user=theirs.facilitator,
                group=theirs.facilitator,
            )
            assert _rows(f"postgresql://owner@{server}/first_query", "SELECT name FROM users ORDER BY id") == [
                (theirs.facilitator,),
                (named("ann"),),
            ]
            weeks = _rows(f"postgresql://owner@{server}/first_query_gradebook", "SELECT name FROM assignment")
            assert [name[:7] for (name,) in weeks] == ["week-01"]
            assert not (theirs.state / "jupyterhub.sqlite").exists()
            assert not (theirs.facilitator_course / "gradebook.db").exists()
        finally:  # while the database is there
            workshop.remove(theirs, print)


def _rows(url: str, query: str) -> list[tuple[str, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]
