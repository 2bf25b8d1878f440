"""The first wall: only a statement that reads gets as far as the database.

The second wall is the database's own (``sqlite.py``, ``postgres.py``): read-only, whatever this file lets through.
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
READING = ("SELECT", "WITH", "VALUES", "EXPLAIN")
ALSO_READING = {
    "sqlite": {"PRAGMA"},
    "postgresql": {"SHOW", "TABLE"},
    "mysql": {"SHOW", "DESCRIBE", "DESC", "TABLE"},
    "mariadb": {"SHOW", "DESCRIBE", "DESC", "TABLE"},
    "duckdb": {"SHOW", "DESCRIBE", "SUMMARIZE", "TABLE", "FROM"},
}
CHANGING = words(
    "ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE DEALLOCATE DECLARE DELETE "
    "DETACH DISCARD DO DROP END EXECUTE FETCH GRANT HANDLER IMPORT INSERT KILL LISTEN LOAD LOCK MERGE MOVE NOTIFY "
    "PREPARE REASSIGN REFRESH REINDEX RELEASE RENAME REPLACE RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET START "
    "TRUNCATE UNLISTEN UPDATE UPSERT USE VACUUM"
)
PRAGMAS = words(
    "table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list database_list "
    "collation_list function_list compile_options"
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
    tokens: list[Token] = field(repr=False)
    tree: Expr | None = field(repr=False, default=None)

    @property
    def kind(self) -> str:
        """The first word in capitals; SELECT where the statement opens with a bracket."""
        return (self.tokens[0].word if self.tokens else "") or "SELECT"

    @property
    def calls(self) -> set[str]:
        """The names, in small letters, of everything that is called like a function."""
        return {a.value.lower() for a, b in pairwise(self.tokens) if a.kind in {"word", "name"} and b.value == "("}

    def uses(self, *some: str) -> bool:
        """Whether the statement has one of these words of SQL."""
        return any(token.word in some for token in self.tokens)


def read(sql: object, engine: str) -> Statement | None:
    """The one reading statement in ``sql``, or None where there is nothing but comments. Raises QueryStopped."""
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
    _refuse_first_word(sql, groups[0], engine)
    if len(groups) > 1:
        begins = groups[1][0].word in {*READING, *ALSO_READING.get(engine, ()), *CHANGING}
        raise QueryStopped(
            f"This cell holds {len(groups)} statements; one runs at a time.\n{place(sql, groups[1][0].span)}\n"
            + (
                "A semicolon ends a statement. Put what follows it into a cell of its own, or take the semicolon away."
                if begins
                else "A semicolon ends a statement, and what follows it does not begin like one. "
                "If it belongs to the same query, take the semicolon before it away."
            )
        )
    _refuse_quotes(sql, groups[0], engine)
    _refuse_date(sql, groups[0])
    text = sql[: groups[0][-1].end]
    statement = Statement(text, engine, groups[0], _parsed(text, groups[0], engine))
    _refuse_writing(sql, statement)
    return statement


def _refuse_first_word(sql: str, found: list[Token], engine: str) -> None:
    first = next((token for token in found if token.value != "("), found[0])
    allowed = {*READING, *ALSO_READING.get(engine, ())}
    if first.word == "EXPLAIN" and (rest := _explained(found)):
        return _refuse_first_word(sql, rest, engine)
    if first.word in allowed:
        return None
    where = place(sql, first.span)
    if first.word in CHANGING:
        raise QueryStopped(
            f"{first.word} is not a statement that reads, and the data here stays as it is.\n{where}\n{RULE}"
        )
    _refuse_quotes(sql, found, engine)
    open_places = dots(found)
    if open_places and open_places[0][0] == first.start:
        raise QueryStopped(f"This query is not written yet.\n{where}\n{explain_dots(sql, open_places)}")
    near = difflib.get_close_matches(first.word, sorted(allowed | CHANGING), 1, 0.7) if first.word else []
    guess = f"Did you mean {near[0]}?" if near else "A query begins with the word SELECT."
    if first.word == "FROM":
        guess = "SELECT and its columns come before FROM."
    raise QueryStopped(f'This does not begin like a query: it begins with "{first.value[:40]}".\n{where}\n{guess}')


def _explained(found: list[Token]) -> list[Token]:
    """What EXPLAIN explains: the tokens after its own words and options."""
    at = 1
    if at + 1 < len(found) and found[at].value == "(" and found[at + 1].word not in READING:
        depth = 0
        while at < len(found):
            depth += {"(": 1, ")": -1}.get(found[at].value, 0)
            at += 1
            if depth == 0:
                break
    while at < len(found) and found[at].word in {"QUERY", "PLAN", "ANALYZE", "ANALYSE", "VERBOSE", "EXTENDED"}:
        at += 1
    return found[at:]


def _refuse_quotes(sql: str, found: list[Token], engine: str) -> None:
    for a, b, c in zip(found, [*found[1:], *found[:1]], [*found[2:], *found[:2]], strict=False):
        curly = re.search(f"[{CURLY}]", sql[a.start : a.end]) if a.kind in {"word", "symbol"} else None
        if curly:
            at = a.start + curly.start()
            raise QueryStopped(
                f"There is a curly quote here, as a word processor writes it.\n{place(sql, (at, at + 1))}\n"
                "SQL knows straight quotes only. Type it again in this cell: 'West'"
            )
        escaped = a.word == "U" and b.value == "&" and c.kind == "name" and a.end == b.start and b.end == c.start
        if escaped and engine == "postgresql":
            raise QueryStopped(
                f'A name written as U&"..." is not read here.\n{place(sql, a.span)}\nWrite the name itself.'
            )


def _refuse_date(sql: str, tokens: list[Token]) -> None:
    """``>= 2025-12-01`` is 2012 to every database: the query would run and answer another question."""
    for n in range(1, len(tokens) - 4):
        if tokens[n].kind != "number" or tokens[n + 1].value not in {"-", "/"}:
            continue
        start, end = tokens[n].start, tokens[n + 4].end
        text, before = sql[start:end], tokens[n - 1]
        if not (
            before.value in {"=", "==", "<>", "!=", "<", ">", "<=", ">=", "(", ","} or before.word in {"BETWEEN", "AND"}
        ):
            continue
        if re.fullmatch(r"(19|20)\d\d([-/])\d\d?\2\d\d?|\d\d?([-/])\d\d?\3(19|20)\d\d", text):
            word = "subtraction" if "-" in text else "division"
            raise QueryStopped(
                f"Without quotes, {text} is a {word}.\n{place(sql, (start, end))}\n"
                "A date goes between single quotes, year first, as in '2024-01-31'."
            )


def _parsed(text: str, found: list[Token], engine: str) -> Expr | None:
    """The parse tree, or None: what our parser does not know, the database may."""
    depth = deepest = 0
    for token in found:
        depth += {"(": 1, ")": -1}.get(token.value, 0) if token.kind == "symbol" else 0
        deepest = max(deepest, depth)
    if deepest > 40 or len(found) > 5_000 or found[0].word not in {"", "SELECT", "WITH", "VALUES", "FROM"}:
        return None
    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        trees = sqlglot.parse(text, dialect=DIALECTS.get(engine, engine))
    except (sqlglot.errors.SqlglotError, ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None
    return trees[0] if len(trees) == 1 else None


def _refuse_writing(sql: str, statement: Statement) -> None:
    found = statement.tokens
    if statement.kind == "PRAGMA":
        at = 3 if len(found) > 3 and found[2].value == "." else 1
        if found[at : at + 1] == [] or found[at].value.lower() not in PRAGMAS or any(t.value == "=" for t in found):
            raise QueryStopped(f"Of the PRAGMA statements, only those that describe tables run here.\n{RULE}")
    tree = statement.tree
    if statement.kind == "EXPLAIN" and (rest := _explained(found)):
        tree = _parsed(sql[rest[0].start : rest[-1].end], rest, statement.engine)
    word = (
        next((WRITES[type(node).__name__] for node in tree.walk() if type(node).__name__ in WRITES), "") if tree else ""
    )
    if word:
        token = next((t for t in found if t.word == word), found[0])
        what = {"INTO": "SELECT ... INTO makes a new table", "FOR": "FOR UPDATE locks rows for a change"}
        saying = what.get(word, f"{word} changes data")
        raise QueryStopped(f"{saying}, and the data here stays as it is.\n{place(sql, token.span)}\n{RULE}")
