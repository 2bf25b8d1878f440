"""A query that runs and answers another question has a note below its result; a right query has none."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from firstquery.ai_vendor import table as calls
from firstquery.core import course
from firstquery.kernel.queries import own_database, sql
from firstquery.sql import connect, display, engines, lint, lint_conditions
from tests.content import notebooks as nb
from tests.sql.conftest import pointed_at, stopped

WEST = "In accounts.region the text is spelt 'West'; the query asks for 'west'."
DATES = "accounts.signed_up_on holds dates with the year first, as in '2024-03-01'."
AGAIN = "stands a whole condition again"
COUNT = "SELECT COUNT(*) FROM accounts WHERE"
REGIONS = "There are: Canada, Northeast, South, West."
BOTH = [
    ("SELECT name plan FROM accounts", "name is shown under the heading plan. Is a comma missing between them?"),
    ("SELECT seats, a.name plan FROM accounts AS a", "a.name is shown under the heading plan."),
    ("SELECT COUNT(*) region FROM accounts", "COUNT(*) is shown under the heading region."),
    ("SELECT 1,710 - 371", "1,710 is two numbers here, in two columns."),
    ("SELECT seats * 0,73 FROM accounts", "its decimals stand after a point"),
    (f"{COUNT} signed_up_on >= '01.12.2025'", f"{DATES} '01.12.2025' is compared"),
    (f"{COUNT} signed_up_on > 'December 2025'", DATES),
    (f"{COUNT} signed_up_on BETWEEN '1.1.2025' AND '31.1.2025'", DATES),
    ("SELECT name FROM accounts WHERE 'west' = region", WEST),
    ("SELECT COUNT(*) AS n, AVG(seats) FROM accounts AS a WHERE a.region = 'west'", WEST),
    ("SELECT name FROM accounts WHERE plan = ' crew'", "spelt 'Crew'; the query asks for ' crew'"),
    ("SELECT name FROM accounts JOIN invoices USING (account_id) WHERE region = 'west'", WEST),
    ("SELECT number FROM invoices WHERE account_id IN (SELECT account_id FROM accounts WHERE region = 'west')", WEST),
    (f"{COUNT} region IN ('West', 'Ohio')", f"In accounts.region no row has 'Ohio'. {REGIONS}"),
    (f"{COUNT} name = 'Roofer 7'", "The nearest there: Roofers 7"),
    (f"{COUNT} industry = 'NULL'", "asked for with IS NULL"),
    (f"{COUNT} cancelled_on <> 'null'", "asked for with IS NULL"),
    (f"{COUNT} name IN ('NULL')", "asked for with IS NULL"),
    (
        f"{COUNT} industry = NULL",
        "Nothing equals NULL, so no row meets that. Rows without a value are those where industry IS",
    ),
    (
        f"{COUNT} is_test = 0 AND NULL <> a.industry".replace("accounts", "accounts AS a"),
        "Rows with a value: a.industry IS NOT",
    ),
    (f"{COUNT} region = '...'", "The dots between the quotes stand for something to be filled in."),
]
SQLITE = [
    (f"{COUNT} account_id IN (SELECT account_id invoices)", "reads no table. Is FROM missing before invoices?"),
    ("SELECT COUNT(*) FROM accounts, invoices", "stand side by side without a condition"),
    (
        "SELECT region, COUNT(*) FROM accounts",
        "region in it comes from any one of them. Is a row for each region meant?",
    ),
    ("SELECT region, plan, AVG(seats) FROM accounts", "region and plan in it come from any one of them."),
    ("SELECT name, MAX(seats) FROM accounts", "name in it comes from a row with the largest value."),
    (f"{COUNT} region = 'Canada' OR 'West'", f"After OR {AGAIN}, with its column: region = 'West'."),
    (f"{COUNT} region = 'Canada' AND 'Fleet'", f"After AND {AGAIN}: a column, a sign and 'Fleet'."),
    (f"{COUNT} seats = 3 OR 4", "seats = 4"),
    (f"{COUNT} region IN ('Canada' OR 'West')", "region IN ('Canada', 'West')"),
    ("SELECT name FROM accounts ORDER BY 'seats'", "so it sorts nothing. A column stands without quotes."),
    ("SELECT COUNT(*) FROM accounts GROUP BY 'region'", "so it makes no groups. A column stands without quotes."),
    ("SELECT 'name' FROM accounts", "A column is written without quotes: name."),
    (f"{COUNT} 'region' = 'West'", "A column is written without quotes: region."),
    (f"{COUNT} region = 'Canada' & plan = 'Fleet'", "Between conditions stands AND."),
    (f"{COUNT} industry IS NULL & is_test = 0", "Between conditions stands AND."),
    (f"{COUNT} is_test = 0 | status = 'trial'", "Between conditions stands OR."),
    (f"{COUNT} is_test = 'no'", "accounts.is_test holds numbers; the query asks for the text 'no'."),
]
RIGHT = [
    "SELECT name AS plan FROM accounts",
    "SELECT a.region, COUNT(*) FROM accounts a GROUP BY a.region ORDER BY COUNT(*) DESC",
    "SELECT MAX(seats, 3), name FROM accounts",
    "SELECT (SELECT COUNT(*) FROM invoices), name FROM accounts",
    "SELECT 'accounts' AS what, COUNT(*) AS n FROM accounts UNION ALL SELECT 'seats', SUM(seats) FROM accounts",
    "SELECT 100,20",
    f"{COUNT} seats IN (1,200) AND (is_test OR seats > 3)",
    f"{COUNT} seats = 2025 - 12 - 1 OR seats > 10 - 2 - 3",
    f"{COUNT} signed_up_on >= '2024-01-01' AND signed_up_on < '2025'",
    f"{COUNT} is_test = 0 AND NOT region = 'West'",
    f"{COUNT} seats & 4 = 4 AND (is_test = 0) & (seats > 3)",
    f"{COUNT} industry IS NOT NULL AND COALESCE(industry, '') <> ''",
    f"{COUNT} LOWER(region) = 'West' OR region LIKE 'west'",
    f"{COUNT} is_test = '7'",
    "WITH accounts AS (SELECT 'EAST' AS region) SELECT region FROM accounts WHERE region = 'west'",
    "SELECT t.region FROM (SELECT region FROM accounts WHERE seats > 999) AS t WHERE t.region = 'west'",
    "SELECT COUNT(*) FROM accounts CROSS JOIN invoices WHERE number < 1010",
    "SELECT COUNT(*) FROM accounts, (SELECT AVG(seats) AS average FROM accounts) AS a WHERE seats > average",
    "SELECT name FROM accounts ORDER BY region = 'West' DESC, seats > 3 AND is_test = 0 DESC",
]

#: The cell of a lesson that shows what `= NULL` finds.
SHOWS_ITS_FAULT = "equals-null"


def notes(text: str, *, own: bool = False) -> list[str]:
    """What stands below the caption of a result."""
    made = sql(text, own=own)
    database = connect.choose_database(own=own)
    assert database is not None
    return lint.notes(made.sql_statement, database)


def test_a_result_that_is_not_what_was_meant_has_a_note(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "SECONDS", 10)  # the machine may be busy
    for text, note in [*BOTH, *(SQLITE if engine == "sqlite" else [])]:
        said = notes(text)
        assert 1 <= len(said) <= 2, text
        assert note in "\n".join(said), (text, said)


def test_a_right_query_has_none(kestrel: Path) -> None:
    for text in RIGHT:
        assert notes(text) == [], text


def test_no_cell_of_the_lessons_and_solutions_has_one(
    nycflights_sqlite: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FIRSTQUERY_WAREHOUSE", raising=False)
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path))
    calls.enter(called_at="2025-12-30 09:10:00", vendor="127.0.0.1", seconds=0.1)  # some cells ask the table of calls
    engines.attach(calls.path)
    own_database(nycflights_sqlite)
    looked = 0
    for page in [*nb.LESSONS, *nb.PRACTICES]:
        asked = course.data_of(page.stem)
        for cell in nb.cells(page):
            line, _, text = cell.source.partition("\n")
            if cell.type == "code" and line.startswith("%%sql"):
                looked += 1
                if cell.id == SHOWS_ITS_FAULT:
                    continue
                assert notes(text, own="--own" in line or bool(asked)) == [], (nb.name(page), cell.id)
    connect.remember(None)
    assert looked > 70


def test_there_are_two_notes_at_most_and_none_at_the_grader(kestrel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "SELECT name plan FROM accounts WHERE region = 'x' OR 'y' ORDER BY 'seats'"
    assert len(notes(text)) == 2
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert notes(text) == []


def test_a_note_is_in_the_page_too_and_is_no_markup(kestrel: Path) -> None:
    made = display.bundle(sql("SELECT name FROM accounts WHERE region = 'west'"), lines=["<b>"])
    assert "No rows, 1 column<br>&lt;b&gt;</caption>" in made["text/html"]
    assert made["text/plain"].endswith("No rows, 1 column\n<b>")


def test_a_date_without_quotes_does_not_run(engine: str) -> None:
    for text, date, says in (
        (">= 2025-12-01", "2025-12-01", "is a subtraction"),
        ("BETWEEN 2025-01-01 AND '2025-12-31'", "2025-01-01", "single quotes, year first"),
        ("IN (2025-01-01, 2025-01-02)", "2025-01-01", "is a subtraction"),
        ("> 12/31/2025", "12/31/2025", "is a division"),
    ):
        sentence = stopped(f"SELECT name FROM accounts WHERE signed_up_on {text}")
        assert pointed_at(sentence) == date
        assert says in sentence


def test_a_date_in_the_form_of_its_column_has_no_note(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "shop.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE orders (ordered_on TEXT)")
        connection.executemany("INSERT INTO orders VALUES (?)", [(f"12/{n:02}/2025",) for n in range(1, 20)])
    connection.close()
    own_database(path)
    assert notes("SELECT * FROM orders WHERE ordered_on = '12/01/2025'", own=True) == []
    connect.remember(None)


def test_a_giant_table_costs_a_moment_at_most(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "giant.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE people (town TEXT, n INTEGER)")
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT i FROM n"
        connection.execute(f"INSERT INTO people SELECT 'Berlin', i FROM ({numbers})")
    connection.close()
    own_database(path)
    made = sql("SELECT n FROM people WHERE n = -1 AND town = 'berlin'", own=True)
    database = connect.choose_database(own=True)
    assert database is not None
    start = time.monotonic()
    lint.notes(made.sql_statement, database)
    assert time.monotonic() - start < 2 * lint.SECONDS
    connect.remember(None)


def test_a_column_of_many_values_is_left_alone(tmp_path: Path, kestrel: Path) -> None:
    path = tmp_path / "many.sqlite"
    towns = [(f"Town {n}",) for n in range(lint_conditions.VALUES)]
    with sqlite3.connect(path) as connection:
        connection.execute('CREATE TABLE "all people" ("the town" TEXT)')
        connection.executemany('INSERT INTO "all people" VALUES (?)', towns)
    own_database(path)
    text = 'SELECT * FROM "all people" WHERE "the town" = \'town 7\''
    assert "spelt 'Town 7'" in notes(text, own=True)[0]
    with connection:
        connection.execute('INSERT INTO "all people" VALUES (?)', ("One too many",))
    connection.close()
    assert notes(text, own=True) == []
    connect.remember(None)
