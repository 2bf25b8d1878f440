"""What runs but was hardly meant: at most two notes below a result, each on a mistake that the first weeks name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from sqlglot import exp

from firstquery.sql import connect, lint_conditions, lint_dates
from firstquery.sql.catalogue import Table, catalogue, sources
from firstquery.sql.connect import Database
from firstquery.sql.fetch import Clock
from firstquery.sql.guard import Statement

MOST = 2  # notes below one result
SECONDS = 0.3  # for the list of tables, and again for all columns together


@dataclass
class RanQuery:
    """A query that ran, with its tree and what its database holds."""

    statement: Statement
    database: Database
    tree: exp.Expr
    clock: Clock = field(default_factory=lambda: Clock(SECONDS))

    @cached_property
    def tables(self) -> list[Table]:
        """What the database holds; read once, and only where a rule needs it."""
        found = catalogue(self.database, SECONDS)
        self.clock = Clock(SECONDS)  # a server far away takes its time to be reached, and the columns have theirs
        return found

    def columns(self, select: exp.Expr | None) -> set[str]:
        """The names, in small letters, of the columns of the tables that one SELECT reads."""
        read = {name.lower() for name in sources(select).values()} if isinstance(select, exp.Select) else set()
        return {name.lower() for table in self.tables if table.name.lower() in read for name in table.column_names}


def notes(statement: Statement, database: Database) -> list[str]:
    """At most two sentences; none at the grader, and none where they cannot be told in time."""
    if connect.at_grader() or database.engine not in {"sqlite", "postgresql"} or statement.tree is None:
        return []
    ran = RanQuery(statement, database, statement.tree)
    found: list[str] = []
    for rule in RULES:
        with suppress(Exception):  # a kindness after the answer: it must never take its place
            for sentence in rule(ran):
                found += [sentence] if sentence not in found else []
                if len(found) == MOST:
                    return found
    return found


def comma(ran: RanQuery) -> Iterator[str]:
    """``SELECT name plan``: the second column is read as a heading for the first."""
    tokens = ran.statement.tokens
    written = {b.value for a, b in pairwise(tokens) if a.word != "AS" and a.value != ","}
    for part in ran.tree.find_all(exp.Alias):
        inner, heading = part.this, part.alias
        if heading not in written or not isinstance(inner, (exp.Column, exp.Func)):
            continue
        columns = ran.columns(part.parent) - {column.name.lower() for column in inner.find_all(exp.Column)}
        if heading.lower() in columns:
            yield f"As it stands, {inner.sql()} is shown under the heading {heading}. Is a comma missing between them?"


def numeral(ran: RanQuery) -> Iterator[str]:
    """``SELECT 1,710 - 371`` and ``SELECT amount * 0,73`` show two columns."""
    depth, tokens = 0, ran.statement.tokens
    for a, b, c in zip(tokens, tokens[1:], tokens[2:], strict=False):
        depth += {"(": 1, ")": -1}.get(a.value, 0) if a.kind == "symbol" else 0
        together = a.kind == c.kind == "number" and b.value == "," and a.end == b.start and b.end == c.start
        if together and not depth and (a.value == "0" or len(c.value) == 3):
            yield (
                f"{a.value},{c.value} is two numbers here, in two columns. One number is written without commas, and "
                "its decimals stand after a point: 1000, 0.5."
            )


def one_row(ran: RanQuery) -> Iterator[str]:
    """A column beside COUNT without groups: SQLite shows that of any row, PostgreSQL refuses it."""
    for select in ran.tree.find_all(exp.Select) if ran.database.engine == "sqlite" else ():
        if select.args.get("group") or not sources(select):
            continue
        found = [
            node
            for part in select.expressions
            for node in part.walk(prune=lambda node: _counts(node) or isinstance(node, (exp.Query, exp.Window)))
        ]
        counts = [node.sql().partition("(")[0].upper() for node in found if _counts(node)]
        columns = list(dict.fromkeys(node.sql() for node in found if isinstance(node, (exp.Column, exp.Star))))
        if not counts or not columns:
            continue
        row = f"{counts[0]} makes one row of all the rows here, and {' and '.join(columns)} in it"
        if counts in (["MAX"], ["MIN"]):
            yield f"{row} comes from a row with the {'largest' if counts == ['MAX'] else 'smallest'} value."
        elif len(columns) == 1 and columns != ["*"]:
            yield f"{row} comes from any one of them. Is a row for each {columns[0]} meant?"
        else:
            yield f"{row} come from any one of them."


def _counts(node: exp.Expr) -> bool:
    return isinstance(node, exp.AggFunc) and not (isinstance(node, (exp.Max, exp.Min)) and node.expressions)


def quoted_column(ran: RanQuery) -> Iterator[str]:
    """``ORDER BY 'name'``, ``SELECT 'name'``, ``'region' = 'West'``: quotes make a text of a column's name."""
    for literal in ran.tree.find_all(exp.Literal) if "'" in ran.statement.text else ():
        above, text = literal.parent, literal.name
        if not literal.is_string or above is None:
            continue
        if isinstance(above, (exp.Ordered, exp.Group)) and not above.find_ancestor(exp.AggFunc):
            does = "makes no groups" if isinstance(above, exp.Group) else "sorts nothing"
            yield f"'{text}' in quotes is the same text for every row, so it {does}. A column stands without quotes."
            continue
        first = isinstance(above, exp.Predicate) and literal is above.this
        compared = first and not isinstance(above.args.get("expression"), exp.Column)
        shown = isinstance(above, exp.Select) and not above.find_ancestor(exp.SetOperation)
        if (compared or shown) and text.lower() in ran.columns(literal.find_ancestor(exp.Select)):
            yield f"'{text}' in quotes is the same text for every row. A column is written without quotes: {text}."


def side_by_side(ran: RanQuery) -> Iterator[str]:
    """A query in brackets without FROM, and tables side by side without a condition."""
    if not ran.tree.find(exp.Join, exp.Subquery, exp.In):
        return
    known = {table.name.lower() for table in ran.tables}
    for select in ran.tree.find_all(exp.Select):
        if isinstance(select.parent, (exp.Subquery, exp.In)) and not sources(select) and select.find(exp.Column):
            given = [part.alias for part in select.expressions if part.alias.lower() in known]
            if given:
                yield f"The query in brackets reads no table. Is FROM missing before {given[0]}?"
        if any(name.lower() not in known for name in sources(select).values()):
            return
    if ran.tree.find(exp.Join) and not ran.statement.uses("CROSS", "WITH"):
        yield from filter(None, [missing_condition(ran.statement, ran.tables)])


def missing_condition(statement: Statement, tables: list[Table]) -> str:
    """A sentence naming two tables without a condition between them and the likely one; empty where there are none."""
    columns = {table.name.lower(): [name.lower() for name in table.column_names] for table in tables}
    for select in statement.tree.find_all(exp.Select) if statement.tree else ():
        named = sources(select)
        groups = [{name} for name in named]
        for tied in _ties(select, named, columns):
            together = set().union(tied, *(group for group in groups if group & tied))
            groups = [group for group in groups if not group & tied] + [together]
        apart = [name for name in named if not any({name, next(iter(named))} <= group for group in groups)]
        if not apart:
            continue
        one, two = next(iter(named)), apart[0]
        first, second = named[one], named[two]
        said = (
            f"{first} and {second} stand side by side without a condition that says which rows belong together, "
            f"so each row of {first} meets every row of {second}."
        )
        both = [name for name in columns.get(first.lower(), []) if name in columns.get(second.lower(), [])]
        keys = [name for name in both if name.endswith(("id", "code"))] or [name for name in both if name != "name"]
        if len(keys) == 1:
            return f"{said} Is this missing: ON {one}.{keys[0]} = {two}.{keys[0]}?"
        return f"{said} After JOIN and its table comes ON with such a condition." if statement.uses("JOIN") else said
    return ""


def _ties(select: exp.Select, named: dict[str, str], columns: dict[str, list[str]]) -> Iterator[set[str]]:
    """The names in the query that one condition compares with one another."""
    conditions = [select.args["where"].this] if select.args.get("where") else []
    before = list(named)
    for number, join in enumerate(select.args.get("joins") or [], 1):
        conditions += [join.args["on"]] if join.args.get("on") else []
        if join.args.get("using") or (join.args.get("method") or "").upper() == "NATURAL":
            yield {join.this.alias_or_name, before[number - 1]}
    known = all(table.lower() in columns for table in named.values())

    def tables_of(column: exp.Column) -> set[str]:
        if column.table:
            return {name for name in named if name.lower() == column.table.lower()}
        # Of a table that nobody knows, any column may be: nobody is blamed wrongly.
        return {name for name, of in named.items() if not known or column.name.lower() in columns[of.lower()]}

    for condition in conditions:
        for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
            yield set().union(*map(tables_of, part.find_all(exp.Column)))


RULES: tuple[Callable[[RanQuery], Iterator[str]], ...] = (
    *(comma, numeral, *lint_conditions.RULES, one_row, quoted_column, lint_conditions.date_format, side_by_side),
    lint_conditions.unknown_value,
    lint_dates.subtracted_dates,
)
