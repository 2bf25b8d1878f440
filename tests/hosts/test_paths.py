"""Names and places of files that are ordinary on other systems: a server's folder, a drive, an accent, a sign."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path, PureWindowsPath

import pytest

from firstquery.core import files
from firstquery.core.warehouse import learning
from firstquery.sql.connect import Database
from firstquery.sql.engines import open_readonly
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (r"C:\Users\Jana Müller\q.sqlite", "file:///C:/Users/Jana%20M%C3%BCller/q.sqlite?mode=ro"),
        (r"\\server\people\jana\q.sqlite", "file:////server/people/jana/q.sqlite?mode=ro"),
        (r"D:\100% #1\q.sqlite", "file:///D:/100%25%20%231/q.sqlite?mode=ro"),
    ],
)
def test_sqlite_is_given_an_address_that_it_can_read(path: str, address: str) -> None:
    assert files.read_only_address(PureWindowsPath(path)) == address


def test_the_authority_of_a_server_is_what_sqlite_refuses(tmp_path: Path) -> None:
    """Why the address above is another than that of `as_uri`."""
    there = tmp_path / "q.sqlite"
    sqlite3.connect(there).close()
    with pytest.raises(sqlite3.OperationalError, match="invalid uri authority: server"):
        sqlite3.connect(f"file://server{there}?mode=ro", uri=True)
    sqlite3.connect(f"file:///{there}?mode=ro", uri=True).close()  # four slashes, as of a server's folder


@pytest.mark.parametrize("name", ["Jana Müller (Büro)", "100% #1", "was?"])
def test_a_folder_of_any_name_holds_data_that_are_asked(name: str, tmp_path: Path) -> None:
    place = tmp_path / name / "kestrel.sqlite"
    place.parent.mkdir()
    shutil.copy(learning(ROOT), place)
    with open_readonly(Database(str(place), "the course")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM accounts").fetchone()[0] > 0
    with closing(sqlite3.connect(files.read_only_address(place), uri=True)) as database:
        assert database.execute("SELECT COUNT(*) FROM accounts").fetchone()[0] > 0


def test_every_file_of_sqlite_is_opened_by_that_address() -> None:
    """A program that is tried imports nothing of ours: its file stands in a folder of temporary files."""
    sources = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.glob("firstquery/**/*.py")}
    found = {name for name, text in sources.items() if "mode=ro" in text}
    assert found == {"firstquery/core/files.py", "firstquery/checks/kinds/program/situations.py"}
