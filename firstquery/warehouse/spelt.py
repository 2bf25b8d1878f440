"""Says that a text of the query stands nowhere in the column: 'west' for 'West', '01.12.2025' for a date."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firstquery.warehouse import guard
from firstquery.warehouse.catalogue import Table
from firstquery.warehouse.connect import Database
from firstquery.warehouse.joins import from_and_join
from firstquery.warehouse.run import Clock, Limit, Limits, run
from firstquery.warehouse.trouble import NUMBERS, TEXTS, nearest

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.expressions import Expr

    from firstquery.warehouse.doubts import Doubted

VALUES = 200  # different values of one column
LISTED = 12
LITERALS = 5
SAMPLE = 20
DATES = re.compile(r"(DATE|TIMESTAMP)", re.IGNORECASE)
YEAR_FIRST = re.compile(r"\d{4}-\d\d(-\d\d.*)?")
PART = re.compile(r"\d{4}(-\d\d){0,2}")  # of a date, or the day of a moment
MONTHS = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
OTHER_DATE = re.compile(
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b.*|\d{{4}}[./]\d{{1,2}}([./]\d{{1,2}})?\b.*|\d{{4}}-(\d-\d+|\d\d-\d)\b.*"
    rf"|(\d{{1,2}}\.? )?{MONTHS}\.?( \d{{1,2}}(st|nd|rd|th)?,?)? \d{{4}}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """A column that the query compares with a text."""

    table: Table
    column: str
    kind: str
    text: str

    @property
    def called(self) -> str:
        return f"{self.table.called}.{self.column}"


def misspelt(doubted: Doubted) -> Iterator[str]:
    """Sentences on the texts that are compared by =, <> or IN and that no row has."""
    tokens = doubted.statement.tokens
    if any(token.kind == "text" and token.value.strip() in {"...", "…"} for token in tokens):
        yield "The dots between the quotes stand for something to be filled in."
        return
    tree = doubted.statement.tree
    if tree is None or "'" not in doubted.statement.text:
        return
    for asked in _asked(tree, doubted.tables):
        if NUMBERS.match(asked.kind) and not _number(asked.text):
            yield f"{asked.called} holds numbers; the query asks for the text '{asked.text}'."
        if (
            not TEXTS.match(asked.kind)
            or asked.text.strip("%") != asked.text
            or _another_form(asked.text)
            or _there(doubted.database, asked, doubted.clock)
        ):
            continue
        values = _values(doubted.database, asked, doubted.clock)
        if not values or asked.text in values:
            continue
        if asked.text.upper() == "NULL":
            yield f"'{asked.text}' in quotes is a text like others. A cell without a value is asked for with IS NULL."
            continue
        alike = [value for value in values if _folded(value) == _folded(asked.text)]
        if alike:
            spelt = " or ".join(f"'{value}'" for value in alike[:2])
            yield f"In {asked.called} the text is spelt {spelt}; the query asks for '{asked.text}'."
        else:
            near = [] if len(values) <= LISTED else nearest(asked.text, values)
            there = f" There are: {', '.join(values)}." if len(values) <= LISTED else ""
            there = f" The nearest there: {', '.join(near)}." if near else there
            yield f"In {asked.called} no row has '{asked.text}'.{there}"


def other_dates(doubted: Doubted) -> Iterator[str]:
    """Dates that are not written as the column writes them: to it, '01.12.2025' comes before '2023-01-01'."""
    from sqlglot import exp

    tree = doubted.statement.tree
    if tree is None or not any(token.kind == "text" and _dated(token.value) for token in doubted.statement.tokens):
        return
    told: set[str] = set()
    ranges = (exp.EQ, exp.NEQ, exp.In, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between)
    for asked in _asked(tree, doubted.tables, ranges):
        if not _another_form(asked.text) or asked.called in told:
            continue
        told.add(asked.called)
        if DATES.match(asked.kind) and doubted.database.engine == "postgresql":
            yield f"'{asked.text}' can be read as more than one day. A date with the year first cannot: '2024-01-31'."
            continue
        values = sample(doubted.database, asked.table, asked.column, doubted.clock)
        if values and all(map(YEAR_FIRST.fullmatch, values)):
            yield (
                f"{asked.called} holds dates with the year first, as in '{values[0]}'. '{asked.text}' is compared with "
                "them letter by letter, not as a day."
            )
    for asked in _asked(tree, doubted.tables):
        if PART.fullmatch(asked.text) and TEXTS.match(asked.kind):
            values = sample(doubted.database, asked.table, asked.column, doubted.clock)
            if values and all(YEAR_FIRST.fullmatch(value) and len(value) > len(asked.text) for value in values):
                yield f"No {asked.called} equals '{asked.text}': more is written there, as in '{values[0]}'."


def _dated(text: str) -> bool:
    return _another_form(text) or PART.fullmatch(text) is not None


def _another_form(text: str) -> bool:
    return OTHER_DATE.fullmatch(text.strip()) is not None


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _number(text: str) -> bool:
    with suppress(ValueError):
        float(text)
        return True
    return False


def _asked(tree: Expr, tables: list[Table], compares: tuple[type[Expr], ...] = ()) -> Iterator[Asked]:
    """The columns of known tables that are compared with a text, as a rule by =, <> or IN; the first few."""
    from sqlglot import exp

    named = {name.alias.lower() for name in tree.find_all(exp.CTE)}
    known = {table.name.lower(): table for table in tables if table.name.lower() not in named}
    count = 0
    for comparison in tree.find_all(*(compares or (exp.EQ, exp.NEQ, exp.In))):
        ends = [comparison.args.get(end) for end in ("expression", "low", "high")]
        sides = [comparison.this, *comparison.expressions, *ends]
        columns = [side for side in sides if isinstance(side, exp.Column)]
        texts = [side.name for side in sides if isinstance(side, exp.Literal) and side.is_string]
        if len(columns) != 1:
            continue
        for text in texts:
            found = _column(columns[0], text, known)
            if found:
                yield found
                count += 1
            if count == LITERALS:
                return


def _column(column: exp.Column, text: str, known: dict[str, Table]) -> Asked | None:
    """The table's column that a name in the query stands for; None where that is not certain."""
    from sqlglot import exp

    select = column.find_ancestor(exp.Select)
    while isinstance(select, exp.Select):
        sources = from_and_join(select)
        if column.table:
            names = [table for name, table in sources.items() if name.lower() == column.table.lower()]
        else:
            if any(table.lower() not in known for table in sources.values()):
                return None
            names = [table for table in sources.values() if _kind(known[table.lower()], column.name)[0]]
        if names:
            table = known.get(names[0].lower()) if len(names) == 1 else None
            name, kind = _kind(table, column.name) if table else ("", "")
            return Asked(table, name, kind, text) if table and name else None
        select = select.find_ancestor(exp.Select)
    return None


def _kind(table: Table, column: str) -> tuple[str, str]:
    """The column's name as the database writes it, and its declared type; two empty texts where there is none."""
    return next(((name, kind) for name, kind, _ in table.columns if name.lower() == column.lower()), ("", ""))


def _there(database: Database, asked: Asked, clock: Clock) -> bool:
    """Whether some row has the text, which is found at once in most queries; true where it is not found in time."""
    text, column = asked.text.replace("'", "''"), _quoted(asked.column)
    try:
        return bool(_read(database, f"SELECT 1 FROM {_written(asked.table)} WHERE {column} = '{text}' LIMIT 1", clock))
    except Limit:
        return True


def _values(database: Database, asked: Asked, clock: Clock) -> list[str]:
    """The different values of the column, where there are few; else none. Raises Limit."""
    column = _quoted(asked.column)
    where = f"FROM {_written(asked.table)} WHERE {column} IS NOT NULL"
    values = _read(database, f"SELECT DISTINCT {column} {where} LIMIT {VALUES + 1}", clock)
    return sorted(values) if len(values) <= VALUES else []


def sample(database: Database, table: Table, name: str, clock: Clock) -> list[str]:
    """A few values of a column, as texts. Raises Limit where they are not read in time."""
    column = _quoted(name)
    return _read(database, f"SELECT {column} FROM {_written(table)} WHERE {column} IS NOT NULL LIMIT {SAMPLE}", clock)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _written(table: Table) -> str:
    return ".".join(_quoted(part) for part in (table.schema, table.name) if part)


def _read(database: Database, text: str, clock: Clock) -> list[str]:
    left = clock.end - time.monotonic()
    if left <= 0.01:
        raise Limit("seconds")
    statement = guard.read(text, database.engine)
    assert statement is not None
    return list(map(str, run(database, statement, None, Limits(seconds=left)).columns[0]))
