"""Doubts about conditions that no row, or every row, meets, and about queries that read too little or too much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from firstquery.warehouse.joins import from_and_join, missing_condition
from firstquery.warehouse.meant import parts

if TYPE_CHECKING:
    from firstquery.warehouse.doubts import Doubted


def at_once(doubted: Doubted) -> Iterator[str]:
    """``region = 'West' AND region = 'South'``, and ``region <> 'West' OR region <> 'South'``."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for node in tree.find_all(exp.And, exp.Or) if tree else ():
        kind, sign = (exp.And, exp.EQ) if isinstance(node, exp.And) else (exp.Or, exp.NEQ)
        if isinstance(node.parent, kind):
            continue
        joined = list(parts(node, ""))
        if any(word != kind.__name__.upper() for word, _ in joined[1:]):
            continue
        asked: dict[str, str] = {}
        for _, part in joined:
            if not isinstance(part, sign) or not isinstance(part.this, exp.Column):
                continue
            value, column = part.expression, part.this.sql()
            if isinstance(value, exp.Literal) and asked.setdefault(column, value.sql()) != value.sql():
                both = f"{asked[column]} and {value.sql()}"
                yield (
                    f"No row has {both} in {column} at once."
                    if kind is exp.And
                    else f"Every row that has a {column} differs from one of {both}, so this condition leaves none out."
                )


def backwards(doubted: Doubted) -> Iterator[str]:
    """``BETWEEN 10 AND 5`` finds nothing."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for node in tree.find_all(exp.Between) if tree else ():
        low, high = node.args["low"], node.args["high"]
        if isinstance(low, exp.Literal) and isinstance(high, exp.Literal) and low.is_string == high.is_string:
            wrong = low.name > high.name if low.is_string else float(low.name) > float(high.name)
            if wrong:
                yield f"No value lies between {low.sql()} and {high.sql()} so: BETWEEN takes the smaller first."


def wildcards(doubted: Doubted) -> Iterator[str]:
    """``LIKE 'Roof*'`` and ``= '%Roof%'``."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for node in tree.find_all(exp.Like, exp.EQ) if tree else ():
        text = node.expression.name if isinstance(node.expression, exp.Literal) else ""
        if isinstance(node, exp.Like) and text.strip("*") != text and "%" not in text:
            yield "After LIKE, % stands for any letters; * stands for itself."
        elif isinstance(node, exp.EQ) and len(text) > 1 and text.strip("%") != text:
            yield f"After =, % stands for itself: '{text}' is looked for with it. It stands for any letters after LIKE."


def tables(doubted: Doubted) -> Iterator[str]:
    """A query in brackets without FROM, and tables side by side without a condition."""
    from sqlglot import exp

    tree = doubted.statement.tree
    if tree is None:
        return
    known = {table.name.lower() for table in doubted.tables} if tree.find(exp.Join, exp.Subquery, exp.In) else set()
    for select in tree.find_all(exp.Select):
        read = from_and_join(select)
        if isinstance(select.parent, (exp.Subquery, exp.In)) and not read and select.find(exp.Column):
            given = [part.alias for part in select.expressions if part.alias.lower() in known]
            if given:
                yield f"The query in brackets reads no table. Is FROM missing before {given[0]}?"
        if any(name.lower() not in known for name in read.values()):
            return
    if tree.find(exp.Join) and not any(token.word in {"CROSS", "WITH"} for token in doubted.statement.tokens):
        sentence = missing_condition(doubted.statement, doubted.tables)
        if sentence:
            yield sentence
