"""A query that runs and answers another question has a note below its result; a right query has none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from firstquery.warehouse import connect, show
from firstquery.warehouse.query import own_database, sql
from tests.content import notebooks as nb
from tests.query.conftest import pointed_at, stopped

pytestmark = pytest.mark.xdist_group("postgres")

DATES = "accounts.signed_up_on holds dates with the year first, as in '2024-03-01'."
AGAIN = "stands a whole condition again"
COUNT = "SELECT COUNT(*) FROM accounts WHERE"
BOTH = [
    ("SELECT name plan FROM accounts", "name is shown under the heading plan. Is a comma missing between them?"),
    ("SELECT seats, a.name plan FROM accounts AS a", "a.name is shown under the heading plan."),
    ("SELECT DISTINCT region plan FROM accounts", "region is shown under the heading plan."),
    ("SELECT COUNT(*) region FROM accounts", "COUNT(*) is shown under the heading region."),
    ("SELECT 1,710 - 371", "1,710 is two numbers here, in two columns. As one number it is written 1710."),
    (
        "SELECT 2,500,000 / 12",
        "2,500,000 is three numbers here, in three columns. As one number it is written 2500000.",
    ),
    ("SELECT seats * 0,73 FROM accounts", "The decimals of a number stand after a point: 0.73."),
    (f"{COUNT} signed_up_on >= '01.12.2025'", f"{DATES} '01.12.2025' is compared"),
    (f"{COUNT} signed_up_on < '12/01/2025'", f"{DATES} '12/01/2025' is compared"),
    (f"{COUNT} signed_up_on > 'December 2025'", DATES),
    (f"{COUNT} signed_up_on BETWEEN '1.1.2025' AND '31.1.2025'", DATES),
    (f"{COUNT} signed_up_on = '2024-3-1'", DATES),
    (f"{COUNT} signed_up_on = '2024-03'", "No accounts.signed_up_on equals '2024-03'"),
    (f"{COUNT} region = 'West' AND region = 'South'", "No row has 'West' and 'South' in region at once."),
    (f"{COUNT} region <> 'West' OR region <> 'South'", "so this condition leaves none out"),
    (f"{COUNT} seats BETWEEN 10 AND 5", "BETWEEN takes the smaller first"),
    (f"{COUNT} name LIKE 'Roof*'", "% stands for any letters; * stands for itself."),
    (f"{COUNT} region = '%West%'", "It stands for any letters after LIKE."),
]
SQLITE = [
    (f"{COUNT} account_id IN (SELECT account_id invoices)", "reads no table. Is FROM missing before invoices?"),
    ("SELECT COUNT(*) FROM accounts, invoices", "stand side by side without a condition"),
    (
        "SELECT region, COUNT(*) FROM accounts",
        "COUNT makes one row of all the rows here, and region in it comes from any",
    ),
    ("SELECT region, plan, AVG(seats) FROM accounts", "region and plan in it come from any one of them."),
    ("SELECT name, MAX(seats) FROM accounts", "name in it comes from a row with the largest value."),
    ("SELECT *, COUNT(*) FROM accounts", "the other columns in it come from any one of them."),
    (f"{COUNT} region = 'Canada' OR 'West'", f"After OR {AGAIN}, with its column: region = 'West'."),
    (f"{COUNT} region = 'Canada' OR 'West' AND plan = 'Crew'", f"After OR {AGAIN}, with its column: region = 'West'."),
    (f"{COUNT} region = 'Canada' AND 'Fleet'", f"After AND {AGAIN}: a column, a sign and 'Fleet'."),
    (f"{COUNT} region <> 'Canada' AND 'West'", f"After AND {AGAIN}, with its column: region <> 'West'."),
    (f"{COUNT} name LIKE '%a%' OR '%b%'", "name LIKE '%b%'"),
    (f"{COUNT} seats = 3 OR 4", "seats = 4"),
    (f"{COUNT} region IN ('Canada' OR 'West')", "region IN ('Canada', 'West')"),
    ("SELECT name FROM accounts ORDER BY 'seats'", "so it sorts nothing. Without quotes: ORDER BY seats."),
    ("SELECT COUNT(*) FROM accounts GROUP BY 'region'", "so it makes no groups. Without quotes: GROUP BY region."),
    ("SELECT 'name' FROM accounts", "The column is written without quotes: name."),
    (f"{COUNT} 'region' = 'West'", "The column is written without quotes: region."),
    (
        "SELECT name FROM accounts ORDER BY name AND is_test = 0",
        "Conditions stand in WHERE, before ORDER BY and LIMIT.",
    ),
    ("SELECT COUNT(*) FROM accounts GROUP BY region AND plan", "Between two columns stands a comma, not AND."),
    (
        f"{COUNT} name NOT IN (SELECT account_id FROM invoices)",
        "accounts.name holds texts and invoices.account_id holds",
    ),
]
RIGHT = [
    "SELECT name AS plan FROM accounts",
    "SELECT name customer FROM accounts",
    "SELECT SUM(seats) seats FROM accounts",
    "SELECT a.region, COUNT(*) FROM accounts a GROUP BY a.region ORDER BY COUNT(*) DESC",
    "SELECT COUNT(*) OVER () AS n, name FROM accounts",
    "SELECT MAX(seats, 3), name FROM accounts",
    "SELECT (SELECT COUNT(*) FROM invoices), name FROM accounts",
    "SELECT 'accounts' AS what, COUNT(*) AS n FROM accounts UNION ALL SELECT 'seats', SUM(seats) FROM accounts",
    "SELECT ROUND(seats / 3.0,1), 1, 710 FROM accounts",
    "SELECT 100,20",
    f"{COUNT} seats IN (1,200) AND (is_test OR seats > 3)",
    f"{COUNT} seats = 2025 - 12 - 1 OR seats > 10 - 2 - 3",
    f"{COUNT} signed_up_on >= '2024-01-01' AND signed_up_on < '2025'",
    f"{COUNT} is_test = 0 AND NOT region = 'West'",
    f"{COUNT} industry = NULL",
    f"{COUNT} region = 'West' AND plan = 'Crew' OR region = 'South' AND region <> 'West'",
    f"{COUNT} seats BETWEEN 5 AND 10 AND name LIKE '%Roof%'",
    "SELECT COUNT(*) FROM accounts CROSS JOIN invoices WHERE number < 1010",
    "SELECT COUNT(*) FROM accounts, (SELECT AVG(seats) AS average FROM accounts) AS a WHERE seats > average",
    "SELECT name FROM accounts ORDER BY region = 'West' DESC, seats > 3 AND is_test = 0 DESC",
]


def notes(text: str, *, own: bool = False) -> list[str]:
    """The lines below the caption."""
    made = sql(text, own=own)
    shown = show.bundle(made)["text/plain"].split("\n")
    return shown[shown.index(show.says(made)) + 1 :]


def test_a_result_that_is_not_what_was_meant_has_a_note(engine: str) -> None:
    for text, note in [*BOTH, *(SQLITE if engine == "sqlite" else [])]:
        said = notes(text)
        assert 1 <= len(said) <= 2, text
        assert note in "\n".join(said), (text, said)


def test_a_right_query_has_none(kestrel: Path) -> None:
    for text in RIGHT:
        assert notes(text) == [], text


def test_no_cell_of_the_lessons_and_solutions_has_one(nycflights_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIRSTQUERY_WAREHOUSE", raising=False)
    own_database(nycflights_sqlite)
    looked = 0
    for page in [*nb.LESSONS, *nb.PRACTICES]:
        for cell in nb.cells(page):
            line, _, text = cell.source.partition("\n")
            if cell.type == "code" and line.startswith("%%sql"):
                looked += 1
                assert notes(text, own="--own" in line) == [], (nb.name(page), cell.id)
    connect.remember(None)
    assert looked > 70


def test_there_are_two_notes_at_most_and_none_at_the_grader(kestrel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SELECT name plan FROM accounts WHERE region = 'x' OR 'y' ORDER BY 'seats'"
    assert len(notes(text)) == 2
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert notes(text) == []


def test_a_date_in_the_form_of_its_column_has_none(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE orders (ordered_on TEXT)")
        connection.executemany("INSERT INTO orders VALUES (?)", [(f"12/{n:02}/2025",) for n in range(1, 20)])
    connection.close()
    own_database(path)
    assert notes("SELECT * FROM orders WHERE ordered_on = '12/01/2025'", own=True) == []
    connect.remember(None)


def test_numbers_kept_as_text_are_compared_with_numbers_without_a_note(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "codes.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (code TEXT)")
        connection.execute("CREATE TABLE b (code INTEGER)")
        connection.execute("INSERT INTO a VALUES ('7')")
        connection.execute("INSERT INTO b VALUES (7)")
    connection.close()
    own_database(path)
    assert notes("SELECT COUNT(*) FROM a JOIN b ON a.code = b.code", own=True) == []
    connect.remember(None)


def test_a_date_without_quotes_does_not_run(engine: str) -> None:
    for text, date, says in (
        (">= 2025-12-01", "2025-12-01", "2025 minus 12 minus 1, which is 2012."),
        ("BETWEEN 2025-01-01 AND '2025-12-31'", "2025-01-01", "single quotes, year first: '2025-01-01'."),
        ("IN (2025-01-01, 2025-01-02)", "2025-01-01", "is a subtraction"),
        ("> 12/31/2025", "12/31/2025", "is a division"),
    ):
        sentence = stopped(f"SELECT name FROM accounts WHERE signed_up_on {text}")
        assert pointed_at(sentence) == date
        assert says in sentence
