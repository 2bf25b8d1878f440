"""Notes on conditions that are none, or that no row can meet: ``OR 'West'``, ``= NULL``, ``&`` for AND."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from firstquery.sql.lint import RanQuery

SIGNS: dict[type[exp.Expr], str] = {
    **{exp.EQ: "=", exp.NEQ: "<>", exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="},
    **{exp.Like: "LIKE", exp.In: "="},
}


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
