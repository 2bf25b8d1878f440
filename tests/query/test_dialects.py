"""What another kind of database understands is told in the words of this one, and what it says then runs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from firstquery.warehouse import connect
from firstquery.warehouse.doubts import notes
from firstquery.warehouse.guard import read
from firstquery.warehouse.query import own_database, sql
from tests.query.conftest import pointed_at, stopped

pytestmark = pytest.mark.xdist_group("postgres")

A = "FROM accounts"
TODAY = "The data end on 31 December 2025: write '2025-12-31'."
# A piece of another database's SQL, as the arrows point at it; the query around it; what the sentence says; and the
# piece that it names in its place, which is tried: None where there is none to try.
BOTH: list[tuple[str, str, str | None]] = [
    ("NVL(industry, 'none')", f"SELECT {{}} {A}", "COALESCE(industry, 'none')"),
    ("ISNULL(industry,'none')", f"SELECT {{}} {A}", "COALESCE(industry, 'none')"),
    ("IsNull(a.industry, 'x, y')", f"SELECT {{}} {A} AS a", "COALESCE(a.industry, 'x, y')"),
    ("ISNULL(industry)", f"SELECT name {A} WHERE {{}}", "industry IS NULL"),
    ("TOP 5", f"SELECT {{}} name {A}", "LIMIT 5"),
    ("TOP 5", f"SELECT {{}} * {A}", "LIMIT 5"),
    ("TOP 3", f"SELECT DISTINCT {{}} region {A}", "LIMIT 3"),
    ("TOP (5)", f"SELECT {{}} name {A}", "LIMIT 5"),
    ("TOP(5)", f"SELECT {{}} name {A} ORDER BY seats DESC", "LIMIT 5"),
    ("ROWNUM <= 5", f"SELECT name {A} WHERE {{}}", "LIMIT 5"),
    ("GETDATE()", f"SELECT name {A} WHERE signed_up_on < {{}}", "'2025-12-31'"),
    ("SYSDATE", f"SELECT name {A} WHERE signed_up_on < {{}}", "'2025-12-31'"),
    ("CURDATE()", f"SELECT name {A} WHERE signed_up_on < {{}}", "'2025-12-31'"),
    ("TODAY()", f"SELECT name {A} WHERE signed_up_on < {{}}", "'2025-12-31'"),
    ("DECODE(is_test, 1, 'yes', 'no')", f"SELECT {{}} {A}", "CASE is_test WHEN 1 THEN 'yes' ELSE 'no' END"),
    ("WITH (NOLOCK)", f"SELECT name {A} {{}}", ""),
]
SQLITE: list[tuple[str, str, str | None]] = [
    ("NOW()", f"SELECT name {A} WHERE signed_up_on < {{}}", "'2025-12-31'"),
    ("ILIKE", f"SELECT name {A} WHERE name {{}} '%ROOF%'", "LIKE"),
    ("ILIKE", f"SELECT name {A} WHERE name NOT {{}} '%ROOF%'", "LIKE"),
    ("DATE '2025-01-01'", f"SELECT name {A} WHERE signed_up_on >= {{}}", "'2025-01-01'"),
    ("date '2025-01-01'", f"SELECT name {A} WHERE signed_up_on BETWEEN {{}} AND '2025-02-01'", "'2025-01-01'"),
    ("TIMESTAMP '2025-01-01 10:00'", f"SELECT name {A} WHERE signed_up_on < {{}}", "'2025-01-01 10:00'"),
    ("FETCH FIRST 5 ROWS ONLY", f"SELECT name {A} ORDER BY name {{}}", "LIMIT 5"),
    ("LEFT(name, 3)", f"SELECT {{}} {A}", "SUBSTR(name, 1, 3)"),
    ("RIGHT(name, 3)", f"SELECT {{}} {A}", "SUBSTR(name, -3)"),
    ("YEAR(signed_up_on)", f"SELECT name {A} WHERE {{}} = '2025'", "SUBSTR(signed_up_on, 1, 4)"),
    ("MONTH(signed_up_on)", f"SELECT {{}}, COUNT(*) {A} GROUP BY 1", "SUBSTR(signed_up_on, 6, 2)"),
    ("EXTRACT(YEAR FROM signed_up_on)", f"SELECT name {A} WHERE {{}} = '2025'", "SUBSTR(signed_up_on, 1, 4)"),
    ("DATEPART(month, a.signed_up_on)", f"SELECT {{}} {A} AS a", "SUBSTR(a.signed_up_on, 6, 2)"),
    ("DATE_PART('year', signed_up_on)", f"SELECT {{}} {A}", "SUBSTR(signed_up_on, 1, 4)"),
    ("DATE_TRUNC('month', signed_up_on)", f"SELECT {{}} {A}", "SUBSTR(signed_up_on, 1, 7)"),
    ("TO_CHAR(signed_up_on, 'YYYY-MM')", f"SELECT {{}} {A}", "SUBSTR(signed_up_on, 1, 7)"),
    ("TO_DATE('2025-01-01', 'YYYY-MM-DD')", f"SELECT name {A} WHERE signed_up_on > {{}}", "'2025-01-01'"),
    (
        "DATEDIFF(day, signed_up_on, '2025-12-31')",
        f"SELECT {{}} {A}",
        "JULIANDAY('2025-12-31') - JULIANDAY(signed_up_on)",
    ),
    ("signed_up_on::date", f"SELECT {{}} {A}", "DATE(signed_up_on)"),
    ("N'active'", f"SELECT name {A} WHERE status = {{}} AND is_test = 0", "'active'"),
    ("COUNT(*)::int", f"SELECT {{}} {A}", "CAST(COUNT(*) AS int)"),
    ("ROUND(AVG(a.seats), 1)::int", f"SELECT {{}} {A} AS a", "CAST(ROUND(AVG(a.seats), 1) AS int)"),
    ("seats::text", f"SELECT {{}} {A}", "CAST(seats AS text)"),
    ("CONVERT(INT, seats)", f"SELECT {{}} {A}", "CAST(seats AS INT)"),
    ("MINUS SELECT", f"SELECT name {A} {{}} name {A} WHERE is_test = 1", "EXCEPT SELECT"),
]


def not_told(cases: list[tuple[str, str, str | None]]) -> list[str]:
    """The queries whose message points elsewhere or lacks its piece, and those that do not run with that piece."""
    out = []
    for piece, around, instead in cases:
        text = around.format(piece)
        sentence = stopped(text)
        if pointed_at(sentence) != piece or f"{instead}" not in sentence.rpartition("^")[2]:
            out.append(f"{text}\n{sentence}")
        limit = "LIMIT" in f"{instead}" or "ROW" in piece
        where = around.replace(" WHERE {}", "").format("") + f" {instead}" if limit else around.format(instead)
        assert sql(where) is not None
    return out


def test_sql_of_another_database_is_told_in_words_that_run_here(engine: str) -> None:
    assert not_told(BOTH) == []


def test_what_postgresql_itself_knows_is_told_where_the_database_is_sqlite(kestrel: Path) -> None:
    assert not_told(SQLITE) == []


def test_qualify_and_a_lock_are_called_by_their_names(kestrel: Path) -> None:
    for condition in ("1=1", "ROW_NUMBER() OVER (ORDER BY name) = 1"):
        said = stopped(f"SELECT name {A} QUALIFY {condition}")
        assert "QUALIFY belongs to another kind of database" in said and "LIMIT" not in said
    assert len(sql(said.rpartition("outside them: ")[2].rstrip("."))) == 1
    said = stopped("SELECT name FROM dbo.accounts WITH (NOLOCK)")
    assert "WITH (NOLOCK) belongs to another kind of database" in said and "Take dbo. away as well." in said
    assert "dbo" not in stopped(f"SELECT name {A} WITH (NOLOCK)")


def test_ilike_says_that_like_takes_capitals_and_small_letters_for_the_same(kestrel: Path) -> None:
    said = stopped(f"SELECT name {A} WHERE name ILIKE '%roof%'")
    assert "LIKE takes capitals and small letters for the same here, as far as they are the letters A to Z." in said
    assert len(sql(f"SELECT name {A} WHERE name LIKE '%ROOF%'")) == len(sql(f"SELECT name {A}"))


def test_today_is_the_last_day_of_the_data_and_in_a_database_of_her_own_today(kestrel: Path, tmp_path: Path) -> None:
    for now in ("GETDATE()", "NOW()", "SYSDATE"):
        assert TODAY in stopped(f"SELECT name {A} WHERE signed_up_on < {now}")
    with sqlite3.connect(tmp_path / "own.sqlite") as made:
        made.execute("CREATE TABLE orders (placed TEXT)")
    made.close()
    own_database(str(tmp_path / "own.sqlite"))
    said = stopped("SELECT * FROM orders WHERE placed < GETDATE()", own=True)
    assert "CURRENT_DATE" in said
    assert "2025" not in said


def noted(text: str) -> list[str]:
    database = connect.chosen()
    assert database is not None
    statement = read(text, database.engine)
    assert statement is not None
    assert sql(text) is not None
    return notes(statement, database)


def test_the_day_of_the_computer_in_a_query_that_runs_is_noted(engine: str) -> None:
    for now in ("CURRENT_DATE", "current_timestamp") + (
        ("date('now')", "DATE('now', '-30 days')") if engine == "sqlite" else ("NOW()",)
    ):
        written = f"CAST({now} AS TEXT)" if engine == "postgresql" else now
        (note,) = noted(f"SELECT name {A} WHERE signed_up_on < {written}")
        assert note.endswith(f"is the day on which the query runs. {TODAY}"), note
    assert noted(f"SELECT name {A} WHERE signed_up_on < '2025-12-31' AND name <> 'Roofers 1'") == []


def test_a_name_that_is_such_a_word_is_left_alone(kestrel: Path) -> None:
    assert "regon" in pointed_at(stopped(f"SELECT regon, 'ILIKE', \"name\" AS top {A}"))
    assert list(sql(f"SELECT seats AS sysdate, name AS today {A} LIMIT 1")) == ["sysdate", "today"]
    assert "another kind" not in stopped(f"SELECT name {A} WHERE industry ISNULL AND")
    assert "COALESCE" not in stopped(f"SELECT NVL {A}")
