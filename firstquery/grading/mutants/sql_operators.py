"""Changes of a query, one at a time, on sqlglot's tree.

The operators are those of Tuya, Suárez-Cabal and de la Riva (*Mutating database queries*, 2007): clauses (SC),
operators (OR), NULL (NL) and identifiers (IR); and literals one step off, which XData's boundary data tell.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlglot import exp, parse
from sqlglot.errors import SqlglotError

#: The columns of a database by table, each with its type.
Schema = Mapping[str, Mapping[str, str]]
Node = Any  # sqlglot's Expression, which its types call by several names

DIALECT = "sqlite"
SHOWN = 48  # letters of a piece of a query in the name of a change
_COMPARISONS: dict[type, type] = {
    exp.LT: exp.LTE,
    exp.LTE: exp.LT,
    exp.GT: exp.GTE,
    exp.GTE: exp.GT,
    exp.EQ: exp.NEQ,
    exp.NEQ: exp.EQ,
}
_SWAPS: dict[type, tuple[type, ...]] = {
    exp.Sum: (exp.Avg,),
    exp.Avg: (exp.Sum,),
    exp.Min: (exp.Max,),
    exp.Max: (exp.Min,),
    exp.Add: (exp.Sub,),
    exp.Sub: (exp.Add,),
    exp.Mul: (exp.Div,),
    exp.Div: (exp.Mul,),
    exp.And: (exp.Or,),
    exp.Or: (exp.And,),
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_PREFIX = re.compile(r"\d{4}(-\d\d){0,2}")
_SIGNS: dict[type, str] = {
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
}


@dataclass(frozen=True)
class Change:
    """One change: its ``name`` as a person reads it, and ``text``, what it makes.

    ``is_bound``: it moves a condition, which is another question, whether or not some row of the data tells.
    """

    name: str
    text: str
    is_bound: bool = False


@dataclass(frozen=True)
class Edit:
    """A change of one node: ``make`` returns what stands in its place; None takes it away."""

    name: str
    make: Callable[[Any], Any]
    is_bound: bool = False


def is_query(text: str) -> bool:
    """Return whether a text is a query that can be changed here."""
    return re.match(r"\s*(SELECT|WITH)\b", text, re.IGNORECASE) is not None and _parse(text) is not None


def mutate(text: str, schema: Schema) -> Iterator[Change]:
    """Yield the changes of a query, each text once. A text that sqlglot does not know has none."""
    tree = _parse(text)
    if tree is None:
        return
    seen = {tree.sql(DIALECT)}
    for number, node in enumerate(tree.walk()):
        for edit in _edits(node, schema):
            changed = _apply(tree, number, edit)
            if changed is None or changed in seen:
                continue
            seen.add(changed)
            yield Change(f"{edit.name}{_line(node)}", changed, edit.is_bound)


def step(value: str) -> list[str]:
    """Return a literal one step off, below and above: a day, a month, one, or one of its last decimal place."""
    with_time = len(value) > len("2024-01-31") and _DATE.match(value) is not None
    try:
        if _DATE.fullmatch(value):
            day = date.fromisoformat(value)
            return [(day + timedelta(days=by)).isoformat() for by in (-1, 1)]
        if with_time:
            moment = datetime.fromisoformat(value)
            size = timedelta(minutes=1) if len(value) <= len("2024-01-31 12:00") else timedelta(seconds=1)
            return [(moment + by * size).isoformat(value[10], "auto")[: len(value)] for by in (-1, 1)]
        if _MONTH.fullmatch(value):
            whole = int(value[:4]) * 12 + int(value[5:]) - 1
            return [f"{(whole + by) // 12}-{(whole + by) % 12 + 1:02}" for by in (-1, 1)]
        places = len(value.partition(".")[2])
        if re.fullmatch(r"\d+(\.\d+)?", value):
            return [f"{float(value) + by * 10**-places:.{places}f}" for by in (-1, 1)]
    except ValueError:
        pass
    return []


def _parse(text: str) -> Node | None:
    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        trees = parse(text, dialect=DIALECT)
    except (SqlglotError, ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return None
    return trees[0] if len(trees) == 1 and isinstance(trees[0], exp.Query) else None


def _apply(tree: Node, number: int, edit: Edit) -> str | None:
    """Return the query in which node ``number`` is changed; None where the change can't be written."""
    copy = tree.copy()
    node = next(one for at, one in enumerate(copy.walk()) if at == number)
    made = edit.make(node)
    if made is None:
        node.pop()
    elif made is not node:
        if node.parent is None:
            copy = made
        else:
            node.replace(made)
    try:
        return str(copy.sql(DIALECT))
    except (SqlglotError, ValueError, AttributeError, TypeError):
        return None


def _line(node: Node) -> str:
    lines = [one.meta["line"] for one in node.walk() if "line" in one.meta]
    return f", line {min(lines)}" if lines else ""


def _short(node: Node) -> str:
    text = " ".join(str(node.sql(DIALECT)).split()).replace("|", "¦")
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _edits(node: Node, schema: Schema) -> Iterator[Edit]:
    """Yield the changes of one node, those of its own kind."""
    kind = type(node)
    if kind in _COMPARISONS and not is_other_length(node, schema):
        other = _COMPARISONS[kind]
        yield Edit(f"`{_SIGNS[kind]}` became `{_SIGNS[other]}`", partial(_as, other), is_bound=True)
    for other in _SWAPS.get(kind, ()):
        was, now = (_SIGNS.get(one, one.__name__.upper()) for one in (kind, other))
        yield Edit(f"`{was}` became `{now}`", partial(_as, other))
    for family in (_of_clauses, _of_functions, _of_values):
        yield from family(node)
    yield from _of_conditions(node, schema)
    if kind is exp.Column:
        yield from _of_columns(node, schema)


def is_other_length(node: Node, schema: Schema) -> bool:
    """Return whether a day is compared with moments, or a year with days: none is equal, with or without `=`."""
    columns, literals = list(node.find_all(exp.Column)), list(node.find_all(exp.Literal))
    if type(node) in (exp.EQ, exp.NEQ) or len(columns) != 1 or not all(one.is_string for one in literals):
        return False
    return bool(literals) and all(is_prefix(columns[0].name, str(one.this), schema) for one in literals)


def is_prefix(column: str, value: str, schema: Schema) -> bool:
    """Return whether a year, month or day is shorter than what stands in the columns of that name."""
    lengths = {re.sub(r"\D", "", columns[column]) for columns in schema.values() if column in columns}
    return _PREFIX.fullmatch(value) is not None and bool(lengths) and lengths.isdisjoint({"", str(len(value))})


def _as(other: Callable[..., Node], node: Node) -> Node:
    return other(
        this=node.this.copy(), **({"expression": node.expression.copy()} if node.args.get("expression") else {})
    )


def _of_conditions(node: Node, schema: Schema) -> Iterator[Edit]:
    if isinstance(node, exp.And | exp.Or):
        joins_keys = node.find_ancestor(exp.Join, exp.Subquery, exp.Where)
        of_join = isinstance(joins_keys, exp.Join)
        if not (of_join and not node.right.find(exp.Literal)):
            yield Edit(f"`{_short(node.right)}` dropped", lambda one: one.left.copy(), is_bound=True)
        if type(node.left) is not type(node) and not (of_join and not node.left.find(exp.Literal)):
            yield Edit(f"`{_short(node.left)}` dropped", lambda one: one.right.copy(), is_bound=True)
    if isinstance(node, exp.Not):
        yield Edit("NOT dropped", lambda one: one.this.copy())
    if isinstance(node, exp.Is) and not isinstance(node.parent, exp.Not):
        yield Edit("`IS` became `IS NOT`", lambda one: exp.Not(this=one.copy()))
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        for at, one in enumerate(node.expressions):
            yield Edit(f"{_short(one)} dropped from the list", partial(_without, "expressions", at), is_bound=True)
    if isinstance(node, exp.Between) and not is_other_length(node, schema):
        low, high = node.args["low"], node.args["high"]
        yield Edit(f"BETWEEN without {_short(low)} itself", partial(_between, exp.GT, exp.LTE), is_bound=True)
        yield Edit(f"BETWEEN without {_short(high)} itself", partial(_between, exp.GTE, exp.LT), is_bound=True)


def _between(above: type[Node], below: type[Node], node: Node) -> Node:
    low = above(this=node.this.copy(), expression=node.args["low"].copy())
    return exp.Paren(
        this=exp.And(this=low, expression=below(this=node.this.copy(), expression=node.args["high"].copy()))
    )


def _without(part: str, at: int, node: Node) -> Node:
    node.set(part, [one for number, one in enumerate(node.args[part]) if number != at])
    return node


def _with(part: str, value: Any, node: Node) -> Node:
    node.set(part, value)
    return node


def _of_clauses(node: Node) -> Iterator[Edit]:
    if isinstance(node, exp.Where | exp.Having) and not isinstance(node.this, exp.And | exp.Or):
        yield Edit(f"`{node.key.upper()} {_short(node.this)}` dropped", lambda one: None, is_bound=True)
    if isinstance(node, exp.Join) and not node.args.get("method") and node.args.get("on"):
        is_left = node.side == "LEFT"
        yield Edit("LEFT JOIN became JOIN" if is_left else "JOIN became LEFT JOIN", partial(_join, not is_left))
    if isinstance(node, exp.Select):
        if node.args.get("distinct"):
            yield Edit("DISTINCT dropped", partial(_with, "distinct", None))
        elif not _is_set(node) and not node.args.get("group") and not any(map(_sums, node.expressions)):
            yield Edit("DISTINCT put in", partial(_with, "distinct", exp.Distinct()))
    if isinstance(node, exp.Union):
        yield Edit(
            "UNION became UNION ALL" if node.args.get("distinct") else "UNION ALL became UNION",
            partial(_with, "distinct", not node.args.get("distinct")),
        )
    if isinstance(node, exp.Group) and len(node.expressions) > 1:
        for at, one in enumerate(node.expressions):
            yield Edit(f"{_short(one)} dropped from GROUP BY", partial(_without, "expressions", at))
    if isinstance(node, exp.Window):
        for at, one in enumerate(node.args.get("partition_by") or ()):
            yield Edit(f"{_short(one)} dropped from PARTITION BY", partial(_without, "partition_by", at))
    if isinstance(node, exp.Order):
        yield Edit("ORDER BY dropped", lambda one: None)
        if len(node.expressions) > 1:
            for at, one in enumerate(node.expressions):
                yield Edit(f"{_short(one)} dropped from ORDER BY", partial(_without, "expressions", at))
    if isinstance(node, exp.Ordered):
        yield Edit(f"{_short(node.this)} sorted the other way", _turn)
    if isinstance(node, exp.Limit):
        yield Edit("LIMIT dropped", lambda one: None)


def _turn(node: Node) -> Node:
    node.set("desc", not node.args.get("desc"))
    node.set("nulls_first", not node.args.get("nulls_first"))  # as SQLite does, where the query says nothing of NULLs
    return node


def _sums(node: Node) -> bool:
    return node.find(exp.AggFunc) is not None


def _is_set(node: Node) -> bool:
    """Return whether a query is asked only for what is in it: a row that is there twice changes nothing."""
    above = node.parent
    while isinstance(above, exp.Subquery | exp.Paren):
        above = above.parent
    return isinstance(above, exp.In | exp.Exists | exp.Except | exp.Intersect)


def _join(left: bool, node: Node) -> Node:
    node.set("side", "LEFT" if left else None)
    node.set("kind", None)
    return node


def _of_functions(node: Node) -> Iterator[Edit]:
    if isinstance(node, exp.Round):
        yield Edit("ROUND dropped", lambda one: one.this.copy())
    if isinstance(node, exp.Coalesce):
        yield Edit("COALESCE dropped", lambda one: one.this.copy())
    if isinstance(node, exp.Count):
        if isinstance(node.this, exp.Distinct):
            yield Edit("DISTINCT dropped", lambda one: exp.Count(this=one.this.expressions[0].copy()))
        elif isinstance(node.this, exp.Column):
            yield Edit("COUNT(column) became COUNT(*)", lambda one: exp.Count(this=exp.Star()))
            distinct = "COUNT(column) became COUNT(DISTINCT column)"
            yield Edit(distinct, lambda one: exp.Count(this=exp.Distinct(expressions=[one.this.copy()])))
    if isinstance(node, exp.Date | exp.TsOrDsToDate) and isinstance(node.this, exp.Column):
        yield Edit(f"date() dropped from {_short(node.this)}", lambda one: one.this.copy())
    if isinstance(node, exp.Anonymous | exp.Date | exp.Datetime) and len(node.expressions) > 1:
        for at, one in enumerate(node.expressions):
            if at and isinstance(one, exp.Literal):
                yield Edit(f"{_short(one)} dropped", partial(_without, "expressions", at))
    if isinstance(node, exp.Cast):
        yield Edit(f"CAST dropped from {_short(node.this)}", lambda one: one.this.copy())
    if isinstance(node, exp.Case):
        for at, one in enumerate(node.args["ifs"]):
            if len(node.args["ifs"]) > 1:
                yield Edit(f"WHEN {_short(one.this)} dropped", partial(_without, "ifs", at))
        if node.args.get("default"):
            yield Edit("ELSE dropped", partial(_with, "default", None))


def _of_values(node: Node) -> Iterator[Edit]:
    if not isinstance(node, exp.Literal) or (isinstance(node.parent, exp.Select) and _is_set(node.parent)):
        return
    value, above = str(node.this), node.parent
    is_bound = isinstance(above, exp.Between | exp.In | exp.Limit) or type(above) in _COMPARISONS
    if not node.is_string and re.fullmatch(r"\d+\.0*", value) and isinstance(node.parent, exp.Mul | exp.Div):
        whole = value.partition(".")[0]
        yield Edit(f"{value} became {whole}", lambda one: exp.Literal.number(whole))
    for other in step(value):
        made = exp.Literal.string if node.is_string else exp.Literal.number
        yield Edit(f"{_short(node)} became {other}", partial(_literal, made, other), is_bound)


def _literal(made: Callable[[str], Node], value: str, node: Node) -> Node:
    return made(value)


def _of_columns(node: Node, schema: Schema) -> Iterator[Edit]:
    """Yield the neighbour of the column: the next one of its table that has its type."""
    scope = node.find_ancestor(exp.Select)
    tables = {one.alias_or_name: one.name for one in scope.find_all(exp.Table)} if scope else {}
    wanted = [tables[node.table]] if node.table in tables else sorted(set(tables.values()))
    for table in wanted:
        columns = list(schema.get(table, {}))
        if node.name not in columns:
            continue
        at = columns.index(node.name)
        around = [*columns[at + 1 :], *columns[:at]]
        neighbour = next((one for one in around if schema[table][one] == schema[table][node.name]), None)
        if neighbour:
            name = f"{node.name} became {neighbour}"
            yield Edit(name, partial(_column, neighbour))
        return


def _column(name: str, node: Node) -> Node:
    return exp.column(name, table=node.args.get("table"))
