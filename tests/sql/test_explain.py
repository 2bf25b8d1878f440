"""A query that fails is told the database's words, the place, and what is likely meant, on both engines."""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from rich.cells import cell_len

from firstquery.core.errors import WIDTH
from firstquery.sql import connect, guard
from firstquery.sql.engines import run
from firstquery.sql.errors import DatabaseError, LimitReached, QueryStopped, place
from firstquery.sql.explain import hint_for
from firstquery.sql.failure import Failure
from firstquery.sql.fetch import Limits
from firstquery.sql.query import own_database, sql
from firstquery.sql.tokens import clean, tokens
from kestrel.warehouse import dictionary
from tests.sql.conftest import pointed_at, stopped

NAME = "SELECT name FROM accounts"
WEST = f"{NAME} WHERE region = 'West'"
JOINED = "FROM invoices AS i JOIN accounts AS a"
TODAY = "The data end on 31 December 2025: write '2025-12-31'."
IS_NULL = "column IS NULL, or column IS NOT NULL"
# The slips that beginners make most; the word that the arrows point at (None: not looked at); what the hint says.
SLIPS = [
    ("SELECT name region seats FROM accounts", "seats", "Is a comma missing before seats?"),
    ("SELECT name, region COUNT(*) FROM accounts", "(", "Is a comma missing before COUNT?"),
    ("SELECT name AS Customer Name FROM accounts", "Name", '"Customer Name"'),
    ("SELECT name, FROM accounts", "FROM", "a comma too many before FROM"),
    ("SELECT , name FROM accounts", ",", "After SELECT stands no comma"),
    (f"{NAME} WHERE region = West", "West", "single quotes: 'West'"),
    (f"{NAME} WHERE region = New York", "York", "single quotes: 'New York'"),
    (f'{NAME} WHERE region = "West"', '"West"', "single quotes: 'West'"),
    (f"{NAME} WHERE region IN (West, South)", "West", "single quotes: 'West'"),
    (f"{NAME} WHERE region = ‘West’", "‘", "SQL knows straight quotes only"),
    (f"{NAME} WHERE region = 'West", "'", "opened here and never closed"),
    (f"{NAME} WHERE region = West'", "West", "Of the two quotes around West one is missing"),
    (f"{NAME} WHERE name = 'O'Brien'", "'", "An apostrophe inside it is written twice"),
    (f"{NAME} WHERE seats = five", "five", "seats holds numbers"),
    (f"{NAME} WHERE industry = IS NULL", None, IS_NULL),
    (f"{NAME} WHERE NOT NULL industry", "industry", IS_NULL),
    (f"{NAME} WHERE status IS active", "active", "IS stands before NULL only"),
    ("SELECT region FROM accounts GROUP BY region WHERE is_test = 0", "WHERE", "WHERE comes before GROUP BY"),
    (f"{NAME} LIMIT 5 ORDER BY name", None, "ORDER BY comes before LIMIT"),
    ("SELECT name WHERE seats = 3 FROM accounts", "FROM", "FROM comes before WHERE. The order is: SELECT, FROM, WHERE"),
    (f"{NAME} WHERE seats = 3 WHERE is_test = 0", "WHERE", "a second time. Join conditions with AND."),
    (f"{NAME} LIMIT 3 AND is_test = 0", None, "WHERE comes before ORDER BY and LIMIT"),
    (f"{NAME} LIMIT = 5", "=", "the number and nothing else: LIMIT 5"),
    (f"{NAME} ORDER BY DESC seats", None, "ORDER BY seats DESC"),
    (f"{NAME} ORDER BY seats DESC WHERE is_test = 0", "WHERE", "WHERE comes before ORDER BY. The order is:"),
    (f"{NAME} ORDER BY seats DESC GROUP BY name", None, "GROUP BY comes before ORDER BY"),
    (f"{NAME} ORDER BY seats DESC AND is_test = 0", "AND", "WHERE comes before ORDER BY and LIMIT"),
    (f"{NAME} ORDER BY seats DESC name", "name", "Is a comma missing before name?"),
    ("FROM accounts SELECT name", "FROM", "come before FROM"),
    ("SELECT name, region", "name", "does not say where from"),
    ("SELECT * accounts", "accounts", "Is FROM missing before accounts?"),
    ("SELECT region FROM accounts WHERE COUNT(*) > 3 GROUP BY region", "COUNT", "in HAVING"),
    (f"{NAME} WHERE CONDITIONS", "CONDITIONS", "Is CONDITIONS, in capitals, left over from a frame?"),
    ("SELECT region, COUNT(*) AS n FROM accounts GROUP BY KEY", "KEY", "it stands for what you write in its place"),
    (f"{NAME} WHERE seats = MAX(seats)", "MAX", "ORDER BY that column DESC, and LIMIT 1"),
    ("SELECT name, SUM(seats) AS n FROM accounts GROUP BY n", None, "GROUP BY makes the groups"),
    ("SELECT MAX(COUNT(*)) FROM accounts GROUP BY region", "COUNT", "COUNT stands inside MAX here"),
    (f"{NAME} HAVING seats > 5", None, "or is WHERE meant here?"),
    ("SELECT region, COUNT(*) AS n FROM accounts WHERE n > 3 GROUP BY region", "n", "after GROUP BY, in HAVING"),
    ("SELECT seats * 2 AS places, places * 2 AS more FROM accounts", "places", "repeat what it stands for: seats * 2"),
    ("SELECT COUNT * FROM accounts", None, "COUNT takes brackets right after it: COUNT(*)"),
    ("SELECT COUNT(* FROM accounts", "FROM", 'The bracket opened after "COUNT" is never closed'),
    ("SELECT COUNT(*)) FROM accounts", ")", "a closing bracket without an opening one"),
    ("SELCT name FROM accounts", "SELCT", "Did you mean SELECT?"),
    ("SELECT name FORM accounts", "accounts", "Is FORM meant to be FROM?"),
    (f"{NAME} WHER seats = 3", "seats", "Is WHER meant to be WHERE?"),
    ("SELECT region FROM accounts GROUPBY region", "region", "written GROUP BY"),
    ("SELECT name; FROM accounts", "FROM", "2 statements; one runs at a time"),
    ("SELECT * FROM accounts LIMIT 5;\nSELECT name FROM accounts", "SELECT", "a cell of its own"),
    (f"{WEST} && status = 'active'", None, "It is written: AND"),
    (f"{NAME} WHERE seats => 3", "=>", "It is written: >="),
    (f"{NAME} WHERE seats IN 3, 4", "3", "a list in brackets"),
    (f"{WEST} AND NOT IN (3, 4)", None, "Before NOT IN something is missing"),
    (f"{NAME} WHERE seats BETWEEN 3", "3", "BETWEEN 3 AND 5"),
    (f"{NAME} WHERE name LIKE %a%", "%", "a text in single quotes"),
    (f"{NAME} WHERE seats > 1,000", ",", "without spaces and commas"),
    (f"{NAME} WHERE", "WHERE", "After WHERE comes a condition; here the query ends"),
    (f"{WEST} AND ORDER BY name", None, "After AND comes a condition; here ORDER BY follows"),
    (f"{NAME} WHERE seats > 5 AND < 9", "<", "each condition names what it compares"),
    (f"{NAME} AND seats = 3", "AND", "WHERE is missing"),
    (f"{NAME} WHERE seats = 3 region = 'West'", "region", "AND (both have to hold) or OR"),
    (f"{NAME} WHERE region 'West'", None, "A sign is missing"),
    (f"SELECT i.number {JOINED} i.account_id = a.account_id", "i", "comes ON with the condition"),
    ("SELECT CASE WHEN seats > 3 THEN 'a' ELSE 'b' FROM accounts", "FROM", "CASE needs END"),
    ("SELECT … FROM accounts WHERE …", "…", "The dots in line 1 stand for something to be filled in"),
    ("SELECT ...\nFROM accounts\nWHERE region = ...", "...", "The dots in lines 1 and 3 stand for"),
]
NAMES = [
    ("SELECT regon FROM accounts", "regon", "Did you mean region?"),
    ("SELECT a.nam FROM accounts AS a", "a.nam", "Did you mean name?"),
    ("SELECT name FROM acounts", "acounts", "Did you mean accounts?"),
    ("SELECT amount FROM accounts", "amount", "which this query does not use"),
    (
        "SELECT account_id FROM accounts JOIN invoices USING (currency)",
        "account_id",
        "accounts.account_id or invoices.",
    ),
    (
        f"SELECT a.amount {JOINED} ON i.account_id = a.account_id",
        "a.amount",
        "Another table of this query has: i.amount",
    ),
    ("SELECT accounts.name FROM accounts AS a", None, "has the short name a in this query, so it is written a.name"),
    ("SELECT b.name FROM accounts AS a", None, "or the short name given to it in FROM."),
    ("SELECT t.foo FROM (SELECT name FROM accounts) AS t", "t.foo", "t is a query of its own"),
    ("WITH t AS (SELECT name AS n FROM accounts) SELECT name FROM t", None, "under the names given there"),
    ("SELECT AVERAGE(seats) FROM accounts", "AVERAGE", "Did you mean AVG?"),
    ("SELECT COUNT(name, region) FROM accounts", "COUNT", "COUNT takes one column"),
    ("SELECT name FROM accounts UNION SELECT name, plan FROM accounts", None, "the same number of columns"),
    (f"{NAME} WHERE signed_up_on < GETDATE()", "GETDATE", TODAY),
]
# SQLite lets these pass.
POSTGRES = [
    ("SELECT region, COUNT(*) FROM accounts", "region", "Add GROUP BY region, or take region out"),
    ("SELECT region, plan, COUNT(*) FROM accounts GROUP BY region", "plan", "Add plan to GROUP BY, take it out"),
    (f"{NAME} WHERE seats == 3", "==", "It is written: ="),
    (f"{NAME} WHERE industry = NOT NULL", None, IS_NULL),
    (f"{NAME} WHERE is_test", "is_test", "Here is_test stands alone"),
    (f"{WEST} OR 'South'", "'South'", "a column, a sign and a value"),
    ("SELECT seats * 2 AS places FROM accounts WHERE places > 5", "places", "repeat what it stands for: seats * 2"),
    (f"SELECT i.number {JOINED}", "a", "comes ON with the condition"),
    ("SELECT AVG(n) FROM (SELECT COUNT(*) AS n FROM accounts GROUP BY region)", "(", "needs a name"),
]
# SQL of another kind of database, and a part of how it is written here.
OTHERS = [
    ("SELECT NVL(industry, 'none') FROM accounts", "COALESCE(industry, 'none')"),
    ("SELECT TOP 5 name FROM accounts", "LIMIT 5"),
    ("SELECT DECODE(is_test, 1, 'yes', 'no') FROM accounts", "CASE WHEN is_test = 1 THEN 'yes' ELSE 'no' END"),
]


def wrong(found: list[tuple[str, str | None, str]]) -> list[str]:
    """The slips whose message lacks its hint, points elsewhere, or names what a first query does not use."""
    out = []
    for text, word, hint in found:
        sentence = stopped(text)
        too_early = [later for later in ("JOIN", "OVER", "window") if later not in text and later in sentence]
        if hint not in sentence or (word is not None and pointed_at(sentence) != word) or too_early:
            out.append(f"{text}\n{sentence}\nand not: {hint} at {word}")
    return out


def test_slips_of_beginners_are_told_with_place_and_hint(engine: str) -> None:
    assert "\n\n".join(wrong(SLIPS)) == ""


def test_a_wrong_name_is_told_with_the_nearest_or_the_right_one(engine: str) -> None:
    assert "\n\n".join(wrong(NAMES)) == ""


def test_a_column_is_shown_where_the_query_around_it_lacks_it(engine: str) -> None:
    inner = "SELECT account_id, SUM(amount) AS paid FROM invoices GROUP BY account_id"
    joined = f"SELECT a.paid FROM ({inner}) AS a JOIN (SELECT amount FROM accounts) AS b ON a.paid = b.amount"
    said = stopped(joined)
    line, arrows = said.split("\n")[2:4]
    assert line[arrows.index("^") :].startswith("amount FROM accounts")
    assert "a column amount in invoices, and this part of the query does not read that table" in said
    around = stopped(f"SELECT amount FROM ({inner}) AS a")
    assert around.split("\n")[3].index("^") == len("  SELECT ") and "names given there" in around


def test_a_text_after_in_is_no_table(kestrel: Path) -> None:
    """SQLite reads what stands after IN as a table."""
    said = stopped(f"{NAME} WHERE status NOT IN 'active'")
    assert pointed_at(said) == "'active'" and "After IN comes a list in brackets" in said


def test_a_number_that_a_frame_left_open_is_no_condition(kestrel: Path) -> None:
    """A column of that name is in the table, and SQLite looks for it."""
    sentence = stopped("SELECT amount FROM invoices ORDER BY amount LIMIT NUMBER")
    assert pointed_at(sentence) == "NUMBER"
    assert "left over from a frame" in sentence and sentence.endswith("After LIMIT stands a number in figures.")


def test_what_postgresql_minds_is_told_there(engine: str) -> None:
    if engine == "postgresql":
        assert wrong(POSTGRES) == []
    else:
        assert len(sql(f"{NAME} WHERE seats == 3")) == 1


def test_sql_of_another_kind_of_database_is_told_as_a_query_that_runs_here(engine: str) -> None:
    for text, part in OTHERS:
        said = stopped(text)
        query = said.partition("Here it is written:\n")[2]
        assert part in query
        assert sql(query) is not None


def test_no_query_takes_the_hints_by_surprise(kestrel: Path) -> None:
    database = connect.choose_database()
    assert database is not None
    failed = 0
    for text, _, _ in [*SLIPS, *NAMES, *POSTGRES]:
        found = tokens(text, "sqlite") if text.count("'") % 2 == 0 else []
        for n in range(1, len(found), 2):
            for changed in (text[: found[n].start], text[: found[n].start] + text[found[n].end :]):
                with suppress(QueryStopped, LimitReached):
                    statement = guard.read(changed, "sqlite")
                    assert statement is not None
                    try:
                        run(database, statement, Limits(seconds=0.2))
                    except DatabaseError as error:
                        failed += 1
                        assert isinstance(hint_for(Failure(database, statement, error)), str)
    assert failed > 200


def test_the_place_is_on_its_own_line_of_a_long_query(engine: str) -> None:
    sentence = stopped("SELECT name,\n       region\nFROM accounts\nWHERE regoin = 'West'\nORDER BY name")
    assert "Line 4, at \"regoin\":\n  WHERE regoin = 'West'\n        ^^^^^^" in sentence


def test_a_near_word_in_a_comment_or_a_text_is_not_blamed(kestrel: Path) -> None:
    sentence = stopped("-- regon here\nSELECT 'regon', regon FROM accounts")
    assert "Line 2, at \"regon\":\n  SELECT 'regon', regon FROM accounts\n" + " " * 18 + "^^^^^" in sentence


def test_today_in_a_database_of_her_own_is_today(kestrel: Path, tmp_path: Path) -> None:
    assert dictionary().last_day.isoformat() == "2025-12-31"
    with sqlite3.connect(tmp_path / "own.sqlite") as made:
        made.execute("CREATE TABLE orders (placed TEXT)")
    made.close()
    own_database(str(tmp_path / "own.sqlite"))
    said = stopped("SELECT * FROM orders WHERE placed < GETDATE()", own=True)
    assert "CURRENT_DATE" in said
    assert "2025" not in said


def test_a_column_in_double_quotes_is_a_column(kestrel: Path) -> None:
    assert len(sql('SELECT "name" AS "Customer name" FROM "accounts" ORDER BY "Customer name"')) == 40
    assert len(sql('WITH t("Who") AS (SELECT name FROM accounts) SELECT "Who" FROM t')) == 40
    assert len(sql("SELECT a.\"name\" FROM accounts a WHERE a.region = 'West'")) == 10


def test_what_looks_like_a_slip_and_is_none_runs(engine: str) -> None:
    assert sql("SELECT COUNT (*) FROM accounts").iloc[0, 0] == 40
    assert len(sql(f"{NAME} WHERE industry = NULL")) == 0


def test_spaces_of_a_word_processor_are_spaces() -> None:
    assert clean("\ufeffSELECT\u00a0'a\u00a0b'\u200b -- it's\u00a0\n,\u00a0b") == "SELECT 'a\u00a0b' -- it's\u00a0\n, b"


def test_tabs_and_wide_letters_do_not_move_the_arrows(kestrel: Path) -> None:
    for before in ("\t", "'日本語', ", "'é', ", "'e\u0301', ", "'🙂', "):
        text = f"SELECT {before}regon FROM accounts"
        line, arrows = stopped(text).split("\n")[2:4]
        assert cell_len(line[: line.index("regon")]) == arrows.index("^")
        assert arrows.count("^") == len("regon")


def test_a_wide_word_has_arrows_under_all_of_it() -> None:
    assert place("SELECT 日本 FROM t", (7, 9)).split("\n")[2] == " " * len("  SELECT ") + "^^^^"


def test_a_long_line_is_cut_at_words_around_the_place() -> None:
    columns = ", ".join(f"column_{n}" for n in range(60))
    for name in ("column_0", "column_5", "column_30", "column_59"):
        text = f"SELECT {columns} FROM accounts"
        at = text.index(f"{name}," if name != "column_59" else name)
        shown = place(text, (at, at + len(name)))
        where, line, arrows = shown.split("\n")
        assert where == f'Line 1, at "{name}":'
        assert len(line) <= WIDTH
        assert pointed_at(shown) == name
        assert len(arrows) <= len(line)
        words = line.strip().strip(".").split(", ")
        assert all(re.fullmatch(r"(SELECT )?column_\d+( FROM accounts)?,?", word.strip()) for word in words), line


def test_a_line_without_spaces_is_cut_all_the_same() -> None:
    text = "SELECT " + "a+" * 200 + "b+" + "c+" * 100
    at = text.index("b")
    shown = place(text, (at, at + 1))
    assert pointed_at(shown) == "b"
    assert max(map(len, shown.split("\n"))) <= WIDTH
