"""Notes on conditions that are none, or that no row can meet: OR without a column, = NULL, a text in no row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from firstquery.sql.catalogue import NUMBERS, TEXTS, Table, nearest, quote, sources
from firstquery.sql.engines import run
from firstquery.sql.errors import LimitReached
from firstquery.sql.fetch import Limits
from firstquery.sql.guard import Statement

if TYPE_CHECKING:
    from firstquery.sql.lint import RanQuery

SIGNS: dict[type[exp.Expr], str] = {
    **{exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="},
    **{exp.Like: "LIKE", exp.In: "="},
}
VALUES = 200  # different values of one column
LISTED = 12
LITERALS = 5
EQUALS = (exp.EQ, exp.NEQ, exp.In)
RANGES = (*EQUALS, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Between)
YEAR_FIRST = re.compile(r"\d{4}-\d\d(-\d\d.*)?")
MONTHS = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
OTHER_DATE = re.compile(
    rf"\d\d?[./-]\d\d?[./-]\d{{2,4}}\b.*|\d{{4}}[./]\d.*|\d{{4}}-(\d-\d+|\d\d-\d)\b.*|.*\b{MONTHS}\b.*\d{{4}}",
    re.IGNORECASE,
)


def half_condition(ran: RanQuery) -> Iterator[str]:
    """``region = 'Canada' OR 'West'``: what stands after OR is no condition."""
    for node in ran.tree.find_all(exp.And, exp.Or):
        above = node.parent.parent if isinstance(node.parent, exp.Paren) else node.parent
        if isinstance(above, exp.Connector):
            continue
        parts = list(_parts(node, ""))
        if isinstance(above, (exp.In, exp.EQ)) and all(isinstance(part, exp.Literal) for _, part in parts):
            values = ", ".join(part.sql() for _, part in parts)
            yield f"Between the values of a list stands a comma, not {parts[1][0]}: {above.this.sql()} IN ({values})."
            continue
        before: tuple[str, str] | None = None
        for word, part in parts:
            if type(part) in SIGNS and isinstance(part.this, exp.Column):
                before = (part.this.sql(), SIGNS[type(part)])
            elif before and isinstance(part, exp.Literal):
                again = f", with its column: {before[0]} {before[1]} {part.sql()}"
                if (word, before[1]) == ("AND", "="):  # no cell equals two texts: it may be another column's
                    again = f": a column, a sign and {part.sql()}"
                yield f"After {word} stands a whole condition again{again}."


def _parts(node: exp.Expr, word: str) -> Iterator[tuple[str, exp.Expr]]:
    """What AND and OR join, from left to right, each with the word before it."""
    inner = node.unnest()
    if isinstance(inner, exp.Connector):
        yield from _parts(inner.this, word)
        yield from _parts(inner.expression, "AND" if isinstance(inner, exp.And) else "OR")
    else:
        yield word, inner


def compared_with_null(ran: RanQuery) -> Iterator[str]:
    """``industry = NULL``, ``industry <> NULL``: neither is true of any row."""
    for node in ran.tree.find_all(exp.EQ, exp.NEQ):
        sides = [side for side in (node.this, node.expression) if not isinstance(side, exp.Null)]
        if len(sides) == 1:
            what = sides[0].sql()
            equals = f"Nothing equals NULL, so no row meets that. Rows without a value are those where {what} IS NULL."
            differs = f"Nothing differs from NULL, so no row meets that. Rows with a value: {what} IS NOT NULL."
            yield equals if isinstance(node, exp.EQ) else differs


def bits(ran: RanQuery) -> Iterator[str]:
    """``region = 'Canada' & plan = 'Fleet'``: read as region = ('Canada' & plan) = 'Fleet'."""
    for node in ran.tree.find_all(exp.BitwiseAnd, exp.BitwiseOr):
        sides = (node.this, node.expression)
        no_numbers = any(isinstance(side, exp.Null) or side.is_string for side in sides)
        chained = isinstance(node.parent, exp.Predicate) and isinstance(node.parent.parent, exp.Predicate)
        if no_numbers or chained:
            sign, word = ("&", "AND") if isinstance(node, exp.BitwiseAnd) else ("|", "OR")
            yield f"{sign} joins no conditions: it computes with numbers, before =. Between conditions stands {word}."


RULES = (bits, compared_with_null, half_condition)


@dataclass(frozen=True)
class Comparison:
    """A column of a table that the query compares with a text."""

    table: Table
    column: str
    kind: str
    text: str

    @property
    def full_name(self) -> str:
        return f"{self.table.full_name}.{self.column}"


def unknown_value(ran: RanQuery) -> Iterator[str]:
    """Sentences on the texts that are compared by =, <> or IN and that no row has."""
    if any(token.kind == "text" and token.value.strip() in {"...", "…"} for token in ran.statement.tokens):
        yield "The dots between the quotes stand for something to be filled in."
        return
    for one in _list_comparisons(ran, EQUALS):
        if one.text.upper() == "NULL" and not _exists(ran, one):
            yield f"'{one.text}' in quotes is a text like others. A cell without a value is asked for with IS NULL."
            continue
        if NUMBERS.match(one.kind) and not _number(one.text):
            yield f"{one.full_name} holds numbers; the query asks for the text '{one.text}'."
        if not TEXTS.match(one.kind) or OTHER_DATE.fullmatch(one.text.strip()) or _exists(ran, one):
            continue
        values = sorted(_read(ran, one, f"SELECT DISTINCT {{0}} FROM {{1}} WHERE {{0}} IS NOT NULL LIMIT {VALUES + 1}"))
        if not values or len(values) > VALUES:
            continue
        alike = [value for value in values if _fold(value) == _fold(one.text)]
        if alike:
            spelt = " or ".join(f"'{value}'" for value in alike[:2])
            yield f"In {one.full_name} the text is spelt {spelt}; the query asks for '{one.text}'."
        else:
            near = [] if len(values) <= LISTED else nearest(one.text, values)
            there = f" There are: {', '.join(values)}." if len(values) <= LISTED else ""
            there = f" The nearest there: {', '.join(near)}." if near else there
            yield f"In {one.full_name} no row has '{one.text}'.{there}"


def date_format(ran: RanQuery) -> Iterator[str]:
    """Dates that are not written as the column writes them: to it, '01.12.2025' comes before '2023-01-01'."""
    for one in _list_comparisons(ran, RANGES):
        if not OTHER_DATE.fullmatch(one.text.strip()):
            continue
        if re.match("DATE|TIMESTAMP", one.kind, re.IGNORECASE) and ran.database.engine == "postgresql":
            yield f"'{one.text}' can be read as more than one day. A date with the year first cannot: '2024-01-31'."
            continue
        values = _read(ran, one, "SELECT {0} FROM {1} WHERE {0} IS NOT NULL LIMIT 20")
        if values and all(map(YEAR_FIRST.fullmatch, values)):
            yield (
                f"{one.full_name} holds dates with the year first, as in '{values[0]}'. '{one.text}' is compared with "
                "them letter by letter, not as a day."
            )
            return


def _fold(text: str) -> str:
    return "".join(text.split()).casefold()


def _number(text: str) -> bool:
    with suppress(ValueError):
        float(text)
        return True
    return False


def _list_comparisons(ran: RanQuery, comparisons: tuple[type[exp.Expr], ...]) -> Iterator[Comparison]:
    """Yield the columns of known tables that are compared with a text; the first few."""
    if "'" not in ran.statement.text:
        return
    common = {name.alias.lower() for name in ran.tree.find_all(exp.CTE)}
    count = 0
    for node in ran.tree.find_all(*comparisons):
        sides = [node.this, *node.expressions, *(node.args.get(end) for end in ("expression", "low", "high"))]
        columns = [side for side in sides if isinstance(side, exp.Column)]
        texts = [side.name for side in sides if isinstance(side, exp.Literal) and side.is_string]
        if len(columns) != 1 or not texts:
            continue
        known = {table.name.lower(): table for table in ran.tables if table.name.lower() not in common}
        table = table_of(columns[0], known)
        for name, kind, _ in table.columns if table else ():
            for text in texts if name.lower() == columns[0].name.lower() else ():
                if table and (count := count + 1) <= LITERALS:
                    yield Comparison(table, name, kind, text)


def table_of(column: exp.Column, known: dict[str, Table]) -> Table | None:
    """Return the table whose column a name in the query stands for; None where that is not certain."""
    select = column.find_ancestor(exp.Select)
    while isinstance(select, exp.Select):
        read = {name.lower(): table.lower() for name, table in sources(select).items()}
        if column.table:
            tables = [table for name, table in read.items() if name == column.table.lower()]
        elif all(table in known for table in read.values()):
            tables = [table for table in read.values() if known[table].has(column.name)]
        else:
            return None
        if tables:
            return known.get(tables[0]) if len(tables) == 1 else None
        select = select.find_ancestor(exp.Select)
    return None


def _exists(ran: RanQuery, one: Comparison) -> bool:
    """Whether some row has the text, which is found at once in most queries; true where it is not found in time."""
    text = one.text.replace("'", "''")
    try:
        return bool(_read(ran, one, "SELECT 1 FROM {1} WHERE {0} = ", f"'{text}' LIMIT 1"))
    except LimitReached:
        return True


def _read(ran: RanQuery, one: Comparison, form: str, rest: str = "") -> list[str]:
    """What a query for this column (0) of its table (1) gives, as texts. Raises LimitReached where time is up."""
    if ran.clock.remaining <= 0.01:
        raise LimitReached("seconds")
    statement = Statement(form.format(quote(one.column), one.table.quoted_name) + rest, ran.database.engine)
    return list(map(str, run(ran.database, statement, Limits(seconds=ran.clock.remaining)).columns[0]))
