"""Hints about counting and groups: COUNT in a wrong place, GROUP BY, HAVING, a query inside a query."""

from __future__ import annotations

import re
from itertools import pairwise

from firstquery.warehouse.clauses import AGGREGATES
from firstquery.warehouse.level import given, level, queries
from firstquery.warehouse.lex import Token
from firstquery.warehouse.names import condition_on_groups, not_yet
from firstquery.warehouse.slip import COMPARES
from firstquery.warehouse.trouble import Trouble


def misplaced(trouble: Trouble, _: re.Match[str]) -> str:
    """COUNT and its like where they cannot stand."""
    named = re.search(r"aggregate(?: function)?:? (\w+)\(", trouble.message)
    places = [n for n, token in enumerate(trouble.tokens) if token.word in {*AGGREGATES, "TOTAL", "GROUP_CONCAT"}]
    inner = next((n for n in places if _inside(trouble.tokens, n) in AGGREGATES), None)
    where = next((n for n in places if _clause(trouble, n) == "WHERE"), None)
    if where is not None and not (trouble.span and "nested" in trouble.message):
        token = trouble.tokens[where]
        trouble.point(token)
        return (
            f"WHERE looks at one row at a time, before anything is counted, so {token.word} cannot stand in it. "
            f"{condition_on_groups(trouble, token.word)}"
        )
    grouped = next((n for n in places if _clause(trouble, n) == "GROUP"), None)
    if grouped is not None:
        trouble.point(trouble.tokens[grouped])
        return (
            f"Groups are made before anything is counted: GROUP BY takes columns, not {trouble.tokens[grouped].word}."
        )
    if inner is not None:
        trouble.point(trouble.tokens[inner])
        return (
            f"{trouble.tokens[inner].word} stands inside {_inside(trouble.tokens, inner)} here. That takes two steps: "
            "a query inside the query, in brackets after FROM, and the second step around it."
        )
    name = _name_in_where(trouble)
    if name:
        return name
    trouble.point(trouble.find(named.group(1)) if named else None)
    return "COUNT, SUM, AVG, MIN and MAX cannot stand here: this part of the query looks at one row at a time."


def _inside(tokens: list[Token], at: int) -> str:
    """The word before the bracket that token number ``at`` stands in; empty where that bracket opens a query."""
    depth = 0
    for n in range(at - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(tokens[n].value, 0) if tokens[n].kind == "symbol" else 0
        if depth < 0:
            return "" if tokens[n + 1].word == "SELECT" else tokens[n - 1].word
    return ""


def _clause(trouble: Trouble, at: int) -> str:
    slip = trouble.slip()
    slip.at = at
    return slip.clause


def _name_in_where(trouble: Trouble) -> str:
    """SQLite reads a name given in SELECT also in WHERE, and then minds the COUNT that it stands for."""
    starts = {query: n for n, query in reversed(list(enumerate(queries(trouble.tokens))))}
    for start in starts.values():
        mine = level(trouble.tokens, start)
        for name in given(mine):
            if not any(token.word in AGGREGATES for token in name.tokens):
                continue
            for token in mine:
                here = token.kind in {"word", "name"} and token.value.lower() == name.name.lower()
                clause = _clause(trouble, trouble.number(token)) if here else ""
                if here and clause in {"WHERE", "JOIN", "GROUP"}:
                    trouble.point(token)
                    return not_yet(trouble, name, clause)
    return ""


def ungrouped(trouble: Trouble, _: re.Match[str]) -> str:
    """PostgreSQL: a column beside COUNT that GROUP BY does not name."""
    token = trouble.token
    column = token.value if token else "the column"
    if token is not None and trouble.number(token) + 2 < len(trouble.tokens):
        after = trouble.tokens[trouble.number(token) + 1 :]
        column = f"{token.value}.{after[1].value}" if after[0].value == "." else column
        trouble.span = (token.start, after[1].end) if after[0].value == "." else trouble.span
    if column == "*":
        return "Beside a count, name the columns in place of *: each of them has to stand after GROUP BY."
    mine = level(trouble.tokens, trouble.number(token)) if token else trouble.tokens
    words = [t.word for t in mine]
    if "GROUP" not in words and "HAVING" in words and not any(w in AGGREGATES for w in words[: words.index("FROM")]):
        return _having(trouble, column)
    clause = trouble.slip().clause
    if "GROUP" in words:
        if clause in {"HAVING", "ORDER"}:
            place = {"HAVING": "HAVING", "ORDER": "ORDER BY"}[clause]
            return f"{place} looks at groups here, and {column} is not what they are made by. Add it to GROUP BY?"
        return (
            f"The rows are grouped, and {column} can differ inside a group. "
            f"Add {column} to GROUP BY, take it out, or put it inside COUNT, SUM, AVG, MIN or MAX."
        )
    if clause == "ORDER":
        return f"The result is one row, the count, so there is no {column} to sort it by. Take ORDER BY away?"
    counted = next((word for word in words if word in AGGREGATES), "a count")
    return (
        f"{column} stands beside {counted}, and the query does not say what the rows are grouped by. "
        f"Add GROUP BY {column}, or take {column} out."
    )


def _having(trouble: Trouble, column: str) -> str:
    grouped = f"GROUP BY {column}" if column else "GROUP BY with a column"
    last = next((n for n, token in enumerate(trouble.tokens) if token.word == "HAVING"), 0)
    if not any(token.word in AGGREGATES for token in trouble.tokens[last:]):
        return (
            "HAVING is a condition on groups, after GROUP BY. A condition on rows goes in WHERE: is WHERE meant here?"
        )
    return (
        "HAVING is a condition on groups, and no GROUP BY stands before it. "
        f"Is {grouped} missing? A condition on rows goes in WHERE."
    )


def having(trouble: Trouble, _: re.Match[str]) -> str:
    """SQLite: HAVING without groups."""
    trouble.point(next((token for token in trouble.tokens if token.word == "HAVING"), None))
    return _having(trouble, "")


def several_columns(trouble: Trouble, match: re.Match[str]) -> str:
    """A query or a list in brackets that gives more than the one column that is compared."""
    tokens = trouble.tokens
    if not trouble.uses("FROM"):
        return "The query does not say where from. Add FROM and the name of a table."
    found = next(
        (
            n
            for n, token in enumerate(tokens)
            if token.word == "SELECT" and n > 1 and (tokens[n - 2].word == "IN" or tokens[n - 2].value in COMPARES)
        ),
        None,
    )
    if found is None:
        return _list_of_values(trouble)
    if trouble.span is None:
        trouble.span = tokens[found].span
    before = tokens[found - 2].value
    return f"The query in brackets after {before} may name one column only, the one that is compared."


def _list_of_values(trouble: Trouble) -> str:
    tokens = trouble.tokens
    for n in range(1, len(tokens) - 3):
        if tokens[n].value == "(" and tokens[n - 1].value in {"=", "<>", "!="} and tokens[n + 2].value == ",":
            trouble.point(tokens[n - 1])
            word = "IN" if tokens[n - 1].value == "=" else "NOT IN"
            column = tokens[n - 2].value
            return f"For one of several values the word is {word}, in place of the sign: {column} {word} (...)"
    if any(a.word == "LIKE" and b.value == "(" for a, b in pairwise(tokens)):
        return "LIKE takes one text. For a second one stands OR, with the column and LIKE again."
    if tokens[0].word == "SELECT" and tokens[1].value == "(":
        return "The columns after SELECT stand without brackets, with commas between them."
    return "A query in brackets that stands for one value may name one column only."


def several_rows(trouble: Trouble, _: re.Match[str]) -> str:
    """PostgreSQL: a query in brackets stands for one value and gives several."""
    return (
        "The query in brackets gives several rows; after a sign such as = it may give one. For several the word is IN."
    )


def nameless(trouble: Trouble, _: re.Match[str]) -> str:
    """PostgreSQL: a query in brackets after FROM without a name."""
    return "The query in brackets after FROM needs a name. Add AS and a name after its closing bracket: ) AS t"
