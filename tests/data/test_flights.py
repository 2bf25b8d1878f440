"""The flights of 2013 stand as they were published: whole to learn on, half of the days to be graded on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from firstquery import rebuild, sql
from firstquery.core import course, files
from firstquery.core.errors import UserError
from firstquery.core.warehouse import BuildReport, warehouse_of
from firstquery.kernel.queries import columns, engine
from firstquery.review.held_out import held_out_repository
from firstquery.sql.errors import QueryStopped
from flights import ON_A_BOUND, PUBLISHED, TABLES, is_file_of, write
from tests.shared import once

STEM = "week-01-first-query"
COURSE = course.course_folder()
KESTREL = COURSE / "data" / "kestrel.sqlite"
Rows = list[tuple[Any, ...]]


def ask(path: Path, query: str) -> Rows:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(query).fetchall()


@pytest.fixture(autouse=True)
def _week_1_is_about_flights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "data_of", lambda stem, course=None: "flights" if stem == STEM else "")


@pytest.fixture(scope="module")
def _a_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "flights", lambda folder: folder.mkdir())


@pytest.fixture(autouse=True)
def _in_a_cache_of_its_own(_a_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(_a_cache))


@pytest.fixture
def year() -> Path:
    return warehouse_of(STEM, COURSE, KESTREL)


@pytest.fixture
def halves(held_out_reports: dict[int, tuple[BuildReport, Path]]) -> list[Path]:
    return [warehouse_of(STEM, COURSE, path) for _, path in held_out_reports.values()]


def test_learning_is_the_whole_year_with_what_is_missing(year: Path) -> None:
    counts = {table: ask(year, f"SELECT COUNT(*) FROM {table}")[0][0] for table in TABLES}
    assert counts == {"flights": 336_776, "airlines": 16, "airports": 1_458, "planes": 3_322, "weather": 26_115}
    missing = "SELECT SUM(dep_time IS NULL), SUM(arr_time IS NULL), SUM(arr_delay IS NULL), SUM(tailnum IS NULL)"
    assert ask(year, f"{missing} FROM flights") == [(8_255, 8_713, 9_430, 2_512)]
    assert ask(year, "SELECT DISTINCT typeof(dep_delay) FROM flights ORDER BY 1") == [("integer",), ("null",)]
    assert ask(year, "SELECT COUNT(*) FROM flights WHERE tailnum IN ('', 'NA')") == [(0,)]


def test_each_published_column_has_its_place() -> None:
    with zipfile.ZipFile(COURSE / PUBLISHED) as archive:
        for table, columns in TABLES.items():
            with archive.open(f"{table}.csv") as file:
                assert file.readline().decode().strip().split(",") == list(columns)


def test_held_out_is_every_row_of_half_of_the_days_of_each_month(year: Path, halves: list[Path]) -> None:
    days = "SELECT month, COUNT(DISTINCT day) FROM flights GROUP BY month ORDER BY month"
    for half in halves:
        drawn, all_of_them = dict(ask(half, days)), dict(ask(year, days))
        on_a_bound = Counter(int(month) for month, _ in ON_A_BOUND)
        for month, count in all_of_them.items():  # a day on a bound is among the half, or beside it
            assert 0 <= drawn[month] - count // 2 <= on_a_bound[month]
        with closing(sqlite3.connect(half)) as database:
            database.execute("ATTACH ? AS whole", (str(year),))
            for table in ("flights", "weather"):
                columns = ", ".join(TABLES[table])
                of_these_days = "(month, day) IN (SELECT month, day FROM main.flights)"
                wanted = f"SELECT {columns} FROM whole.{table} WHERE {of_these_days} ORDER BY {columns}"
                given = f"SELECT {columns} FROM main.{table} ORDER BY {columns}"
                assert database.execute(given).fetchall() == database.execute(wanted).fetchall()


def test_each_snapshot_has_days_of_its_own_wherever_it_stands(halves: list[Path], tmp_path: Path) -> None:
    days = "SELECT DISTINCT month, day FROM flights ORDER BY 1, 2"
    one, other = halves
    assert ask(one, days) != ask(other, days)
    moved = tmp_path / "elsewhere.sqlite"
    shutil.copyfile(one.with_name("kestrel.sqlite"), moved)
    again = warehouse_of(STEM, COURSE, moved)
    assert again == tmp_path / "elsewhere.flights.sqlite"
    assert ask(again, days) == ask(one, days)


def test_a_file_is_written_once_and_again_where_its_snapshot_is_another(
    halves: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (half.with_name("kestrel.sqlite") for half in halves)
    told: list[str] = []
    here = tmp_path / "kestrel.sqlite"
    for snapshot, times in ((one, 1), (one, 1), (other, 2)):
        shutil.copyfile(snapshot, here)
        made = warehouse_of(STEM, COURSE, here, lambda: told.append("now"))
        assert len(told) == times
        assert made.read_bytes() == snapshot.with_name("flights.sqlite").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flights.lock", "flights.sqlite", "kestrel.sqlite"]


def test_a_week_of_kestrels_writes_nothing(tmp_path: Path) -> None:
    for kestrel in (KESTREL, tmp_path / "nothing-is-there.sqlite"):
        assert warehouse_of("week-02-count-honestly", COURSE, kestrel) == kestrel
    assert not list(tmp_path.iterdir())


def test_where_they_cannot_be_written_a_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "firstquery").write_text("a file, where a folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(UserError, match=r"cannot be written to .*XDG_CACHE_HOME"):
        warehouse_of(STEM, COURSE, KESTREL)


def test_without_the_published_tables_a_sentence_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "zip.zip").write_text("a pointer, not the file", encoding="utf-8")
    for name in ("missing.zip", "zip.zip"):
        with pytest.raises(UserError, match=rf"{name} are missing or damaged\. Get the whole course again\."):
            write(tmp_path / "flights.sqlite", tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["zip.zip"]


def test_a_notebook_asks_them_from_its_first_cell_on_and_so_does_what_it_starts(
    year: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count = "SELECT COUNT(*) FROM flights"
    rebuild(STEM)
    assert "New York's flights of 2013 are open, for reading only." in capsys.readouterr().out
    assert sql(count).iloc[0, 0] == 336_776
    with engine().connect() as link:
        assert link.exec_driver_sql(count).scalar() == 336_776
    code = f"from firstquery import sql; print(sql({count!r}).iloc[0, 0])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "336776"
    meaning = columns("flights")
    assert meaning is not None
    assert meaning["meaning"].str.len().min() > 0
    rebuild("week-02-count-honestly")
    assert "Kestrel's data is open" in capsys.readouterr().out
    assert sql("SELECT COUNT(*) FROM accounts").iloc[0, 0] > 0
    assert "FIRSTQUERY_DATA" not in os.environ


def test_the_first_time_the_notebook_says_that_they_are_written(
    work: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    rebuild(STEM)
    assert "written into a file of their own, once" in capsys.readouterr().out
    assert is_file_of(files.cache_folder() / "flights.sqlite")
    rebuild(STEM)
    assert "written" not in capsys.readouterr().out


def test_no_history_of_the_service_is_built_beside_them(halves: list[Path]) -> None:
    assert [held_out_repository(COURSE, half) for half in halves] == [None, None]


@pytest.mark.parametrize("write", ["DROP TABLE flights", "DELETE FROM flights", "CREATE INDEX i ON flights (carrier)"])
def test_they_are_read_and_never_written(write: str, year: Path, work: Path) -> None:
    rebuild(STEM)
    with pytest.raises(QueryStopped):
        sql(write)
    with engine().connect() as link, pytest.raises(Exception, match="readonly"):
        link.exec_driver_sql(write)
