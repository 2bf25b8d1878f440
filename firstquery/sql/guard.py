"""The first wall: only a statement that reads gets as far as the database.

The second wall is the database's own (``engines.py``, ``postgres.py``): read-only, whatever this file lets through.
"""

from __future__ import annotations

import difflib
import logging
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from firstquery.sql.errors import QueryStopped, place
from firstquery.sql.tokens import CURLY, DIALECTS, Token, clean, dots, explain_dots, statements, tokens, words

if TYPE_CHECKING:
    from sqlglot.expressions import Expr

LONGEST = 100_000
READING = ("SELECT", "WITH", "VALUES")
CHANGING = words(
    "ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE DEALLOCATE DECLARE DELETE "
    "DETACH DISCARD DO DROP END EXECUTE FETCH GRANT HANDLER IMPORT INSERT KILL LISTEN LOAD LOCK MERGE MOVE NOTIFY "
    "PREPARE REASSIGN REFRESH REINDEX RELEASE RENAME REPLACE RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET START "
    "TRUNCATE UNLISTEN UPDATE UPSERT USE VACUUM"
)
RULE = "Here, one statement at a time runs, and only one that reads, as SELECT does."
# What our parser finds in a statement that writes: by sqlglot's name of the node, the word in the text.
WRITES = {
    **{name: name.upper() for name in ("Insert", "Update", "Delete", "Merge", "Into", "Create", "Drop")},
    "Lock": "FOR",
}


@dataclass(frozen=True)
class Statement:
    """One reading statement. ``text`` has no semicolon at its end; ``tree`` is None where our parser cannot tell."""

    text: str
    engine: str
    tokens: list[Token] = field(repr=False, default_factory=list)
    tree: Expr | None = field(repr=False, default=None)

    @property
    def calls(self) -> set[str]:
        """The names, in small letters, of everything that is called like a function."""
        return {a.value.lower() for a, b in pairwise(self.tokens) if a.kind in {"word", "name"} and b.value == "("}

    def uses(self, *some: str) -> bool:
        """Return whether the statement has one of these words of SQL."""
        return any(token.word in some for token in self.tokens)


def read(sql: object, engine: str) -> Statement | None:
    """Return the one reading statement in ``sql``, or None where there is nothing but comments. Raises QueryStopped."""
    if not isinstance(sql, str):
        raise QueryStopped(f"sql() takes the query as text in quotes; this is a {type(sql).__name__}.")
    if len(sql) > LONGEST:
        raise QueryStopped(f"This query is {len(sql):,} characters long. The most that runs here is {LONGEST:,}.")
    if "\0" in sql or any("\ud800" <= letter <= "\udfff" for letter in sql):
        raise QueryStopped("This query holds a character that no database can read. Type the query anew.")
    sql = clean(sql)
    groups = statements(tokens(sql, engine))
    if not groups:
        return None
    first = groups[0]
    if engine != "sqlite" or first[0].word != "EXPLAIN":  # a plan is asked of a file; other engines fetch by cursor
        _refuse_first_word(sql, first)
    if len(groups) > 1:
        begins = groups[1][0].word in CHANGING.union(READING)
        raise QueryStopped(
            f"This cell holds {len(groups)} statements; one runs at a time.\n{place(sql, groups[1][0].span)}\n"
            + (
                "A semicolon ends a statement. Put what follows it into a cell of its own, or take the semicolon away."
                if begins
                else "A semicolon ends a statement, and what follows it does not begin like one. "
                "If it belongs to the same query, take the semicolon before it away."
            )
        )
    _refuse_curly_quotes(sql, first)
    _refuse_date(sql, first)
    text = sql[: first[-1].end]
    statement = Statement(text, engine, first, _parse(text, first, engine))
    _refuse_writing(statement)
    return statement


def _refuse_first_word(sql: str, found: list[Token]) -> None:
    first = next((token for token in found if token.value != "("), found[0])
    if first.word in READING:
        return
    where = place(sql, first.span)
    if first.word in CHANGING:
        raise QueryStopped(
            f"{first.word} is not a statement that reads, and the data here stays as it is.\n{where}\n{RULE}"
        )
    _refuse_curly_quotes(sql, found)
    open_places = dots(found)
    if open_places and open_places[0][0] == first.start:
        raise QueryStopped(f"This query is not written yet.\n{where}\n{explain_dots(sql, open_places)}")
    near = difflib.get_close_matches(first.word, sorted(CHANGING.union(READING)), 1, 0.7) if first.word else []
    guess = f"Did you mean {near[0]}?" if near else "A query begins with the word SELECT."
    if first.word == "FROM":
        guess = "SELECT and its columns come before FROM."
    raise QueryStopped(f'This does not begin like a query: it begins with "{first.value[:40]}".\n{where}\n{guess}')


def _refuse_curly_quotes(sql: str, found: list[Token]) -> None:
    for token in found:
        if token.kind in {"word", "symbol"} and (curly := re.search(f"[{CURLY}]", sql[token.start : token.end])):
            at = token.start + curly.start()
            raise QueryStopped(
                f"There is a curly quote here, as a word processor writes it.\n{place(sql, (at, at + 1))}\n"
                "SQL knows straight quotes only. Type it again in this cell: 'West'"
            )


def _refuse_date(sql: str, found: list[Token]) -> None:
    """``>= 2025-12-01`` is 2012 to every database: the query would run and answer another question."""
    for before, first, last in zip(found, found[1:], found[5:], strict=False):
        if before.word not in {"BETWEEN", "AND"} and before.value not in {
            "=",
            "<>",
            "!=",
            "<",
            ">",
            "<=",
            ">=",
            "(",
            ",",
        }:
            continue
        text = sql[first.start : last.end]
        if re.fullmatch(r"(19|20)\d\d([-/])\d\d?\2\d\d?|\d\d?([-/])\d\d?\3(19|20)\d\d", text):
            word = "subtraction" if "-" in text else "division"
            raise QueryStopped(
                f"Without quotes, {text} is a {word}.\n{place(sql, (first.start, last.end))}\n"
                "A date goes between single quotes, year first, as in '2024-01-31'."
            )


def _parse(text: str, found: list[Token], engine: str) -> Expr | None:
    """Return the parse tree, or None: what our parser does not know, the database may."""
    if len(found) > 5_000 or found[0].word == "EXPLAIN":
        return None
    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        trees = sqlglot.parse(text, dialect=DIALECTS.get(engine, engine))
    except (sqlglot.errors.SqlglotError, ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None
    return trees[0] if len(trees) == 1 else None


def _refuse_writing(statement: Statement) -> None:
    nodes = {type(node).__name__ for node in statement.tree.walk()} if statement.tree else set()
    writes = [WRITES[name] for name in WRITES if name in nodes]
    if statement.uses("EXPLAIN"):  # of what is explained there is no tree
        writes = [token.word for token in statement.tokens if token.word in {*WRITES.values()} - {"FOR"}]
    if writes:
        token = next((t for t in statement.tokens if t.word == writes[0]), statement.tokens[0])
        what = {"INTO": "SELECT ... INTO makes a new table", "FOR": "FOR UPDATE locks rows for a change"}
        saying = what.get(writes[0], f"{writes[0]} changes data")
        where = place(statement.text, token.span)
        raise QueryStopped(f"{saying}, and the data here stays as it is.\n{where}\n{RULE}")
