"""Every usual slip is told with its place and a plain hint, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.warehouse import lex
from firstquery.warehouse.query import sql
from tests.query.conftest import pointed_at, stopped

pytestmark = pytest.mark.xdist_group("postgres")

# The slip, the word that the arrows point at, and what the hint says.
SLIPS = [
    ("SELECT regon FROM accounts", "regon", "Did you mean region?"),
    ("SELECT a.nam FROM accounts AS a", "a.nam", "Did you mean name?"),
    ("SELECT nmae\nFROM accounts", "nmae", "Did you mean name?"),
    ("SELECT amount FROM accounts", "amount", "which this query does not use"),
    ("SELECT name FROM acounts", "acounts", "Did you mean accounts?"),
    ("SELECT name region seats FROM accounts", "seats", "Is a comma missing before seats?"),
    ("SELECT name, region COUNT(*) FROM accounts", "(", "Is a comma missing before COUNT?"),
    ("SELECT name FROM accounts WHERE region = West", "West", "single quotes: 'West'"),
    ("SELECT name FROM accounts WHERE plan = Crew", "Crew", "single quotes: 'Crew'"),
    ("SELECT name FROM accounts WHERE region = New York", "York", "single quotes: 'New York'"),
    ('SELECT name FROM accounts WHERE region = "West"', '"West"', "Text goes between single quotes: 'West'"),
    ("SELECT name FROM accounts WHERE name = 'O'Brien'", "'", "An apostrophe inside a text is written twice"),
    ("SELECT region FROM accounts WHERE COUNT(*) > 3 GROUP BY region", "COUNT", "in HAVING"),
    ("SELECT account_id FROM accounts JOIN invoices USING (currency)", "account_id", "accounts.account_id"),
    ("SELECT region FROM accounts GROUP BY region WHERE is_test = 0", "WHERE", "WHERE comes before GROUP BY"),
    ("SELECT name FROM accounts LIMIT 5 ORDER BY name", "ORDER", "ORDER BY comes before LIMIT"),
    ("SELECT name FROM accounts WHERE region = 'West", "'", "opened here and never closed"),
    ("SELECT COUNT(* FROM accounts", "FROM", 'The bracket opened after "COUNT" is never closed'),
    ("SELECT COUNT(*)) FROM accounts", ")", "a closing bracket without an opening one"),
    ("SELECT name FROM accounts WHERE (seats = 3", "3", "a ) is missing"),
    ("SELECT name, region", "name", "does not say where from"),
    ("SELECT name accounts WHERE seats = 3", "name", "does not say where from"),
    ("SELECT name, region, FROM accounts", "FROM", "a comma too many before FROM"),
    ("SELECT name; FROM accounts", "FROM", "2 statements; one runs at a time"),
    ("SELCT name FROM accounts", "SELCT", "Did you mean SELECT?"),
    ("SELECT name FORM accounts", "accounts", "Is FORM meant to be FROM?"),
    ("SELECT name FROM accounts WHER seats = 3", "seats", "Is WHER meant to be WHERE?"),
    ("SELECT name FROM accounts ODER BY name", "BY", "Is ODER meant to be ORDER?"),
    ("SELECT region FROM accounts GROUPBY region", "region", "two words: GROUP BY"),
    ("SELECT region FROM accounts GROUP region", "region", "GROUP is always followed by BY"),
    ("SELECT DISTINT name FROM accounts", "DISTINT", "DISTINCT?"),
    ("SELECT name FROM accounts WHERE seats => 3", None, "written >="),
    ("SELECT name FROM accounts WHERE seats ≥ 3", "≥", "It is typed: >="),
    ("SELECT name FROM accounts WHERE seats = 3 region = 'West'", "region", "AND or OR"),
    ("SELECT name FROM accounts WHERE seats = 3 WHERE is_test = 0", "WHERE", "a second time"),
    ("SELECT name FROM accounts AND seats = 3", "AND", "comes after WHERE"),
    ("SELECT name FROM accounts WHERE seats IN 3, 4", "3", "a list in brackets"),
    ("SELECT name FROM accounts WHERE seats BETWEEN 3", "3", "BETWEEN 3 AND 5"),
    ("SELECT name FROM accounts WHERE name LIKE %a%", "%", "a text in single quotes"),
    ("SELECT name FROM accounts WHERE", "WHERE", "here the query ends"),
    ("SELECT name AS Customer Name FROM accounts", "Name", '"Customer Name"'),
    ("SELECT CASE WHEN seats > 3 THEN 'a' ELSE 'b' FROM accounts", "FROM", "CASE needs END"),
    ("SELECT * FROM accounts a JOIN invoices i i.account_id = a.account_id", None, "comes ON with the condition"),
    ("SELECT AVERAGE(seats) FROM accounts", "AVERAGE", "Did you mean AVG?"),
    ("SELECT SUM(COUNT(*)) FROM accounts", "COUNT", "a query inside the query"),
    ("SELECT accounts.name FROM accounts AS a", None, "short name"),
    ("SELECT name FROM accounts UNION SELECT name, plan FROM accounts", None, "the same number of columns"),
    ("SELECT name FROM accounts WHERE region = ‘West’", "‘", "SQL knows straight quotes only"),
    ("SELECT name FROM accounts WHERE region = 'West’", "'", "a curly one"),
    ("FROM accounts SELECT name", "FROM", "come before FROM"),
    ("WITH t AS (SELECT name AS n FROM accounts) SELECT name FROM t", None, "under the names given there"),
    ("SELECT t.foo FROM (SELECT name FROM accounts) AS t", "t.foo", "t is a query of its own"),
    ("WITH t AS (SELECT name FROM accounts) SELECT t.foo FROM t", "t.foo", "t is a query of its own"),
    ("SELECT name FROM accounts WHERE is_test = O", "O", "If the number 0 is meant"),
    ("SELECT name FROM accounts LIMIT ten", "ten", "a number in figures"),
]


def test_the_usual_slips_are_told_with_place_and_hint(engine: str) -> None:
    for text, word, hint in SLIPS:
        sentence = stopped(text)
        assert hint in sentence, text
        if word is not None:
            assert pointed_at(sentence) == word, text


def test_two_equal_signs_are_told_where_the_database_minds(engine: str) -> None:
    if engine == "sqlite":
        assert len(sql("SELECT name FROM accounts WHERE seats == 3")) == 1
    else:
        assert "written with one sign" in stopped("SELECT name FROM accounts WHERE seats == 3")


def test_the_place_is_on_its_own_line_of_a_long_query(engine: str) -> None:
    sentence = stopped("SELECT name,\n       region\nFROM accounts\nWHERE regoin = 'West'\nORDER BY name")
    assert "Line 4, at \"regoin\":\n  WHERE regoin = 'West'\n        ^^^^^^" in sentence


def test_a_near_word_in_a_comment_or_a_text_is_not_blamed(kestrel: Path) -> None:
    sentence = stopped("-- regon here\nSELECT 'regon', regon FROM accounts")
    assert "Line 2, at \"regon\":\n  SELECT 'regon', regon FROM accounts\n" + " " * 18 + "^^^^^" in sentence


def test_a_column_in_double_quotes_is_a_column(kestrel: Path) -> None:
    assert len(sql('SELECT "name" AS "Customer name" FROM "accounts" ORDER BY "Customer name"')) == 40
    assert len(sql('WITH t("Who") AS (SELECT name FROM accounts) SELECT "Who" FROM t')) == 40
    assert len(sql("SELECT a.\"name\" FROM accounts a WHERE a.region = 'West'")) == 10


def test_comparing_with_null_is_no_error(kestrel: Path) -> None:
    assert len(sql("SELECT name FROM accounts WHERE industry = NULL")) == 0


def test_spaces_of_a_word_processor_are_spaces() -> None:
    text = "\ufeffSELECT\u00a0'a\u00a0b'\u200b"
    assert lex.clean(text, "sqlite") == "SELECT 'a\u00a0b'"
