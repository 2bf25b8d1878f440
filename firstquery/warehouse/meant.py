"""Doubts from a query's tree: half a condition, one row of all, a column in quotes, columns of two kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from firstquery.warehouse.joins import from_and_join
from firstquery.warehouse.trouble import NUMBERS, TEXTS

if TYPE_CHECKING:
    from sqlglot import exp
    from sqlglot.expressions import Expr

    from firstquery.warehouse.doubts import Doubted


def half_a_condition(doubted: Doubted) -> Iterator[str]:
    """``region = 'Canada' OR 'West'``: what stands after OR is no condition."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for node in tree.find_all(exp.And, exp.Or) if tree else ():
        around = node.parent
        while isinstance(around, exp.Paren):
            around = around.parent
        if isinstance(around, (exp.And, exp.Or)):
            continue
        found = list(parts(node, ""))
        if isinstance(around, (exp.In, exp.EQ)) and all(isinstance(part, exp.Literal) for _, part in found):
            values = ", ".join(part.sql() for _, part in found)
            yield f"Between the values of a list stands a comma, not {found[1][0]}: {around.this.sql()} IN ({values})."
            continue
        before: tuple[str, str] | None = None
        for word, part in found:
            bare = part.this.unnest() if isinstance(part, exp.Not) else part
            compared = _compared(part)
            literal = isinstance(bare, exp.Literal)
            if before and not compared and (literal or (isinstance(bare, exp.Column) and _holds_text(doubted, bare))):
                sign = "<>" if before[1] == "=" and bare is not part else before[1]
                again = f", with its column: {before[0]} {sign} {bare.sql()}"
                if (word, sign) == ("AND", "="):  # no cell equals two texts: it may be another column's
                    again = f": a column, a sign and {bare.sql()}"
                yield f"After {word} stands a whole condition again{again}."
            before = compared or before


def joined(doubted: Doubted) -> Iterator[str]:
    """``ORDER BY name AND is_test = 0``, ``GROUP BY region AND plan``: SQLite sorts or groups by yes or no."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for node in tree.find_all(exp.And) if tree else ():
        above = node.parent
        found = [part for _, part in parts(node, "")]
        columns = [part for part in found if isinstance(part, exp.Column)]
        if isinstance(above, exp.Ordered) and 0 < len(columns) < len(found):
            yield "Here the rows are sorted by a condition. Conditions stand in WHERE, before ORDER BY and LIMIT."
        elif (isinstance(above, (exp.Ordered, exp.Group)) and len(columns) == len(found)) or (
            isinstance(above, exp.Select) and any(_holds_text(doubted, column) for column in columns)
        ):
            yield "Between two columns stands a comma, not AND."


def parts(node: Expr, word: str) -> Iterator[tuple[str, Expr]]:
    """What AND and OR join, from left to right, each with the word before it."""
    from sqlglot import exp

    inner = node.unnest()
    if isinstance(inner, (exp.And, exp.Or)):
        yield from parts(inner.this, word)
        yield from parts(inner.expression, "AND" if isinstance(inner, exp.And) else "OR")
    else:
        yield word, inner


def _compared(node: Expr) -> tuple[str, str] | None:
    """The column of a comparison and its sign; None for anything else."""
    from sqlglot import exp

    negated = isinstance(node, exp.Not)
    node = node.this.unnest() if negated else node
    negated = negated or bool(node.args.get("negate"))
    signs: dict[type[Expr], str] = {
        exp.EQ: "<>" if negated else "=",
        exp.NEQ: "<>",
        exp.GT: ">",
        exp.GTE: ">=",
        exp.LT: "<",
        exp.LTE: "<=",
        exp.Like: "NOT LIKE" if negated else "LIKE",
        exp.In: "<>" if negated else "=",
    }
    return (node.this.sql(), signs[type(node)]) if type(node) in signs and isinstance(node.this, exp.Column) else None


def _kinds(doubted: Doubted, column: exp.Column) -> set[tuple[str, str, str]]:
    """Table, name and type of what a column's name may stand for, in the tables of its own query."""
    from sqlglot import exp

    select = column.find_ancestor(exp.Select)
    read = from_and_join(select) if isinstance(select, exp.Select) else {}
    given = {name.alias.lower() for name in column.root().find_all(exp.CTE)}
    of = {t.lower() for name, t in read.items() if not column.table or name.lower() == column.table.lower()} - given
    return {
        (table.called, name, kind)
        for table in doubted.tables
        if table.name.lower() in of
        for name, kind, _ in table.columns
        if name.lower() == column.name.lower()
    }


def _holds_text(doubted: Doubted, column: exp.Column) -> bool:
    kinds = _kinds(doubted, column)
    return bool(kinds) and all(TEXTS.match(kind) for _, _, kind in kinds)


def one_row(doubted: Doubted) -> Iterator[str]:
    """A column beside COUNT without groups: SQLite shows that of any row, PostgreSQL refuses it."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for select in tree.find_all(exp.Select) if tree and doubted.database.engine == "sqlite" else ():
        if select.args.get("group") or not from_and_join(select):
            continue
        counts, columns = _counts_and_columns(select)
        if not counts or not columns:
            continue
        several = "*" in columns or len(columns) > 1
        names = " and ".join(columns) if "*" not in columns and len(columns) < 3 else "the other columns"
        begins = f"{counts[0]} makes one row of all the rows here, and {names} in it {'come' if several else 'comes'}"
        if len(counts) == 1 and counts[0] in {"MAX", "MIN"}:
            yield f"{begins} from a row with the {'largest' if counts[0] == 'MAX' else 'smallest'} value."
        else:
            meant = "" if several else f" Is a row for each {names} meant?"
            yield f"{begins} from any one of them.{meant}"


def _counts_and_columns(select: exp.Select) -> tuple[list[str], list[str]]:
    """The words of counting in SELECT, and the columns beside them; windows and queries inside are left out."""
    from sqlglot import exp

    def counts(node: Expr) -> bool:
        several = isinstance(node, (exp.Max, exp.Min)) and node.expressions
        total = isinstance(node, exp.Anonymous) and node.name.upper() == "TOTAL"
        return (isinstance(node, exp.AggFunc) and not several) or total

    words: list[str] = []
    columns: list[str] = []
    for part in select.expressions:
        for node in part.walk(prune=lambda n: counts(n) or isinstance(n, (exp.Query, exp.Window, exp.Filter))):
            if counts(node) or (isinstance(node, exp.Filter) and counts(node.this)):
                inner = node.this if isinstance(node, exp.Filter) else node
                words.append(inner.sql().partition("(")[0].upper())
            elif isinstance(node, (exp.Column, exp.Star)):
                columns.append(node.sql())
    return words, list(dict.fromkeys(columns))


def quoted(doubted: Doubted) -> Iterator[str]:
    """``ORDER BY 'name'``, ``SELECT 'name'``, ``'region' = 'West'``: quotes make a text of a column's name."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for literal in tree.find_all(exp.Literal) if tree and "'" in doubted.statement.text else ():
        above, text = literal.parent, literal.name
        if not literal.is_string:
            continue
        if isinstance(above, (exp.Ordered, exp.Group)) and not above.find_ancestor(exp.AggFunc):
            word = "GROUP BY" if isinstance(above, exp.Group) else "ORDER BY"
            does = "makes no groups" if word == "GROUP BY" else "sorts nothing"
            yield f"'{text}' in quotes is the same text for every row, so it {does}. Without quotes: {word} {text}."
            continue
        select = literal.find_ancestor(exp.Select)
        columns = {
            name.lower()
            for table in doubted.tables
            if isinstance(select, exp.Select) and table.name.lower() in map(str.lower, from_and_join(select).values())
            for name in table.column_names
        }
        other = above.expression if isinstance(above, exp.Predicate) and literal is above.this else None
        compared = isinstance(above, (exp.Binary, exp.In, exp.Between)) and literal is above.this
        fits = not isinstance(other, (exp.Column, exp.Subquery))
        if text.lower() in columns and (
            isinstance(above, exp.AggFunc)
            or (isinstance(above, exp.Select) and not above.find_ancestor(exp.SetOperation))
            or (compared and fits and isinstance(above, exp.Predicate))
            or (isinstance(above, exp.Is) and literal is above.this)
        ):
            yield f"'{text}' in quotes is a text, the same for every row. The column is written without quotes: {text}."


def unlike(doubted: Doubted) -> Iterator[str]:
    """``name NOT IN (SELECT account_id ...)``: a text and a number, which SQLite compares without a word."""
    from sqlglot import exp

    tree = doubted.statement.tree
    for node in tree.find_all(exp.In, exp.EQ) if tree and doubted.database.engine == "sqlite" else ():
        query = node.args.get("query")
        inner = query.this if query else None
        other = node.args.get("expression")
        if isinstance(inner, exp.Select) and len(inner.expressions) == 1:
            other = inner.expressions[0].unalias()
        if not isinstance(node.this, exp.Column) or not isinstance(other, exp.Column):
            continue
        pair = [_kinds(doubted, node.this), _kinds(doubted, other)]
        if any(len(kinds) != 1 for kinds in pair):
            continue
        (one, two) = (next(iter(kinds)) for kinds in pair)
        texts, numbers = (one, two) if TEXTS.match(one[2]) else (two, one)
        if TEXTS.match(texts[2]) and NUMBERS.match(numbers[2]) and not _figures(doubted, *texts[:2]):
            yield (
                f"{texts[0]}.{texts[1]} holds texts and {numbers[0]}.{numbers[1]} holds numbers, so none of the one "
                "equals any of the other. Is another column meant?"
            )


def _figures(doubted: Doubted, table: str, column: str) -> bool:
    """Whether a column of texts holds numbers as text, in which case the comparison may be right."""
    from firstquery.warehouse.spelt import sample

    found = next(one for one in doubted.tables if one.called == table)
    values = sample(doubted.database, found, column, doubted.clock)
    return not values or any(value.strip().replace(".", "", 1).isdigit() for value in values)
