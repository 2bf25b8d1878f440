"""Hints about tables: a wrong name, a column that two of them have, a short name that is none."""

from __future__ import annotations

import re

from firstquery.warehouse.kept import kept
from firstquery.warehouse.lex import Token
from firstquery.warehouse.names import of_a_table
from firstquery.warehouse.trouble import Trouble, nearest, one_of
from firstquery.warehouse.unquoted import after_in


def table(trouble: Trouble, match: re.Match[str]) -> str:
    """No table of this name."""
    name = match.group(1).strip('"').removeprefix("main.")
    text = next((t for t in trouble.tokens if t.kind == "text" and t.value == name), None)
    token = trouble.token or trouble.find(name) or text
    trouble.point(token)
    qualifier, _, bare = name.rpartition(".")
    if not qualifier and kept(bare):
        said = f"{bare} is an answer kept in this notebook, and no table of the database. FROM takes a table."
        return "\n".join(filter(None, [after_in(trouble, token, bare) if token else "", said]))
    if token and trouble.before(token).word == "IN":  # SQLite reads what stands after IN as a table
        held = [t for t in trouble.tokens if t.kind in {"text", "number"} and t.end < token.start]
        if held and any(table in trouble.used for table in trouble.holders(token.value)):
            shown = trouble.statement.text[held[-1].start : held[-1].end]
            return f"The column comes first, and after IN a list in brackets: {token.value} IN ({shown})."
        return f"After IN comes a list in brackets: IN ('{token.value.strip(chr(39))}')."
    names = [found.called for found in trouble.tables]
    if qualifier.lower() in map(str.lower, names):
        return f"After FROM stands the table alone: {qualifier}. Its columns are named after SELECT."
    if qualifier and any(source.name.lower() == qualifier.lower() for source in trouble.sources(None)):
        return f"{name} is read as a table here, because it stands after a comma in FROM. Is it part of a condition?"
    near = nearest(bare, names)
    if near:
        return f"Did you mean {one_of(near)}?"
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return f"The tables here: {', '.join(names[:30])}{more}." if names else "This database holds no table."


def ambiguous(trouble: Trouble, match: re.Match[str]) -> str:
    """A column that more than one table of the query has."""
    name = match.group(1).strip('"')
    token = trouble.token or _bare(trouble, name)
    trouble.point(token)
    have = {found.name.lower() for found in trouble.holders(name)}
    whose = [source.name for source in trouble.sources(token) if source.table in have]
    ways = f": {one_of([f'{short}.{name}' for short in dict.fromkeys(whose)])}" if whose else ""
    return f"More than one table of this query has a column {name}. Say whose you mean, with a point{ways}."


def _bare(trouble: Trouble, name: str) -> Token | None:
    """The first token of that name without a point, in a query that reads more than one table."""
    for n, token in enumerate(trouble.tokens):
        if token.kind not in {"word", "name"} or token.value.lower() != name.lower() or not n:
            continue
        before = trouble.tokens[n - 1]
        if before.value != "." and before.word != "AS" and len(trouble.sources(token)) > 1:
            return token
    return trouble.find(name)


def no_such_table(trouble: Trouble, match: re.Match[str]) -> str:
    """PostgreSQL: ``a.b`` where no table of the query is called a."""
    qualifier = next(filter(None, match.groups()))
    token = trouble.token
    at = trouble.number(token)
    after = trouble.tokens[at + 2].value if at + 2 < len(trouble.tokens) else "column"
    return of_a_table(trouble, token, token.value if token else qualifier, after)
