"""Hints about counting and groups: COUNT in WHERE, a column beside a count, HAVING, a name that SELECT gives."""

from __future__ import annotations

from sqlglot import exp

from firstquery.sql.failure import Failure

HAVING = (
    "HAVING is a condition on groups, and no GROUP BY stands before it. A condition on rows goes in WHERE: is "
    "GROUP BY missing, or is WHERE meant here?"
)


def misplaced_count(failure: Failure, _: str) -> str:
    """COUNT and its like where they cannot stand."""
    tree = failure.statement.tree
    for count in tree.find_all(exp.AggFunc) if tree else ():
        place, word = count.find_ancestor(exp.Where, exp.Group, exp.AggFunc, exp.Select), _word(count)
        if isinstance(place, exp.Where):
            failure.point_after("WHERE", word)
            return (
                f"WHERE looks at one row at a time, before anything is counted, so {word} cannot stand in it. "
                f"{_condition_on(failure, word)}"
            )
        if isinstance(place, exp.Group):
            failure.point_after("GROUP BY", word)
            return f"Groups are made before anything is counted: GROUP BY takes columns, not {word}."
        if isinstance(place, exp.AggFunc):
            failure.point_after(_word(place), word)
            return (
                f"{word} stands inside {_word(place)} here. That takes two steps: a query inside the query, in "
                "brackets after FROM, and the second step around it."
            )
    # SQLite reads a name given in SELECT also in WHERE, and then minds the COUNT that it stands for.
    given = {one.alias.lower(): one for one in tree.find_all(exp.Alias) if one.find(exp.AggFunc)} if tree else {}
    for column in tree.find_all(exp.Column) if tree else ():
        place = column.find_ancestor(exp.Where, exp.Group)
        if place and column.name.lower() in given:
            clause = "WHERE" if isinstance(place, exp.Where) else "GROUP BY"
            failure.point_after(clause, column.name.upper())
            return early_alias(failure, given[column.name.lower()], clause)
    return "COUNT, SUM, AVG, MIN and MAX cannot stand here: this part of the query looks at one row at a time."


def early_alias(failure: Failure, given: exp.Alias, clause: str) -> str:
    """Why a name given in SELECT cannot stand in ``clause``, and what can."""
    counted = given.find(exp.AggFunc)
    said = f"{given.alias} is a name given in SELECT, and {clause} does not know it"
    if counted and clause in {"WHERE", "GROUP BY"}:
        way = _condition_on(failure, _word(counted)) if clause == "WHERE" else "GROUP BY takes columns."
        return f"{said}: {clause} comes before anything is counted. {way}"
    return f"{said} yet. In its place, repeat what it stands for: {given.this.sql()}"


def missing_group(failure: Failure, _: str) -> str:
    """PostgreSQL: a column beside COUNT that GROUP BY does not name."""
    column = failure.near(0).value or "the column"
    if failure.near(1).value == "." and failure.span:
        column = f"{column}.{failure.near(2).value}"
        failure.span = (failure.span[0], failure.near(2).end)
    if failure.statement.uses("GROUP BY"):
        return (
            f"The rows are grouped, and {column} can differ inside a group. "
            f"Add {column} to GROUP BY, take it out, or put it inside COUNT, SUM, AVG, MIN or MAX."
        )
    if failure.statement.uses("HAVING"):
        return HAVING
    return (
        f"{column} stands beside a count, and the query does not say what the rows are grouped by. "
        f"Add GROUP BY {column}, or take {column} out."
    )


def having(failure: Failure, _: str) -> str:
    """SQLite: HAVING without groups."""
    failure.point(next((token for token in failure.tokens if token.word == "HAVING"), None))
    return HAVING


def _word(count: exp.Expr) -> str:
    return count.sql().partition("(")[0].upper()


def _condition_on(failure: Failure, word: str) -> str:
    """Where a condition on a count belongs: HAVING is named to those who use GROUP BY."""
    if failure.statement.uses("GROUP BY", "HAVING"):
        return f"A condition on {word} goes after GROUP BY, in HAVING."
    if word in {"MAX", "MIN"}:
        way = "largest value: ORDER BY that column DESC" if word == "MAX" else "smallest value: ORDER BY that column"
        return f"To see the row with the {way}, and LIMIT 1."
    return f"A condition on {word} needs groups first, with GROUP BY. WHERE can only compare what stands in a row."
