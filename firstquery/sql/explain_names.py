"""Hints about names of columns and tables: the nearest ones, and where a name can be seen."""

from __future__ import annotations

from sqlglot import exp

from firstquery.sql.catalogue import NUMBERS, catalogue, nearest, one_of
from firstquery.sql.connect import Database
from firstquery.sql.errors import QueryStopped, place
from firstquery.sql.explain_groups import early_alias
from firstquery.sql.explain_words import CONDITIONS, DESCENDING, IS, near_word
from firstquery.sql.failure import AGGREGATES, Failure
from firstquery.sql.guard import Statement
from firstquery.sql.table import Table

INSIDE = "Outside it there are only the columns that its own SELECT names, under the names given there."
NOT_SEEN = "A query does not see such answers: what it needs of one is written in it again, as a number or in brackets."


def column(failure: Failure, name: str) -> str:
    """No column of this name."""
    before, _, bare = (part.strip('"') for part in name.rpartition("."))
    if before:
        pairs = zip(failure.tokens, failure.tokens[2:], strict=False)
        pair = next((p for p in pairs if [t.value.lower() for t in p] == [before.lower(), bare.lower()]), None)
        failure.span = (pair[0].start, pair[1].end) if pair else failure.span
        return _of_a_table(failure, before, bare)
    failure.point(failure.find(bare))
    token = failure.near(0)
    failure.span = token.span if token.value else None
    bare = token.value if token.value.lower() == bare.lower() else bare  # PostgreSQL says it in small letters
    if _is_kept(bare):
        kept = f"{bare} is an answer kept in this notebook, and no column of the database. {NOT_SEEN}"
        return "\n".join(filter(None, [_text_without_quotes(failure, bare), kept]))
    if not failure.statement.uses("FROM"):
        found = failure.used or failure.holders(bare)
        where = f"FROM {found[0].full_name}" if len(found) == 1 else "FROM and the name of a table"
        return f"The query does not say where from. Add {where} after the columns."
    tree, clause = failure.statement.tree, failure.clause
    for given in tree.find_all(exp.Alias) if tree else ():
        other = given.this.name.lower() != bare.lower()
        if other and given.alias.lower() == bare.lower() and isinstance(given.parent, exp.Select) and clause != "FROM":
            return early_alias(failure, given, clause)
    if clause == "LIMIT":
        return CONDITIONS if failure.holders(bare) else "After LIMIT stands a number in figures."
    holders = [found.full_name for found in failure.used if found.has(bare)]
    if holders and "" in failure.sources.values():
        return f"Here the query reads from another query. {INSIDE}"
    if holders:
        return f"There is a column {bare} in {one_of(holders)}, and this part of the query does not read that table."
    return _alone(failure, bare)


def qualifier(failure: Failure, name: str) -> str:
    """PostgreSQL: ``a.b`` where no table of the query is called a."""
    token, after = failure.near(0), failure.near(2)
    if failure.span and after.value:
        failure.span = (failure.span[0], after.end)
    return _of_a_table(failure, token.value or name, after.value or "column")


def table(failure: Failure, name: str) -> str:
    """No table of this name."""
    failure.point(failure.find(name.rpartition(".")[2]))
    if _is_kept(name):
        return f"{name} is an answer kept in this notebook, and no table of the database. FROM takes a table."
    if failure.near(-1).word == "IN":  # SQLite reads what stands after IN as a table
        return f"After IN comes a list in brackets, and a text goes between single quotes: IN ('{name}')."
    names = [found.full_name for found in failure.tables]
    if near := nearest(name, names):
        return f"Did you mean {one_of(near)}?"
    more = f" and {len(names) - 30} more" if len(names) > 30 else ""
    return f"The tables here: {', '.join(names[:30])}{more}." if names else "This database holds no table."


def ambiguous(failure: Failure, name: str) -> str:
    """A column that more than one table of the query has."""
    failure.point(failure.find(name))
    have = {found.name.lower() for found in failure.holders(name)}
    whose = [f"{short}.{name}" for short, of in failure.sources.items() if of.lower() in have]
    ways = f": {one_of(whose)}" if whose else ""
    return f"More than one table of this query has a column {name}. Say which is meant, with a point{ways}."


def _of_a_table(failure: Failure, before: str, bare: str) -> str:
    """``before.bare``: whose the name before the point is, and what that has."""
    of = next((of for name, of in failure.sources.items() if name.lower() == before.lower()), None)
    if of == "":
        return f"{before} is a query of its own. {INSIDE}"
    if of is None:
        short = next((name for name, read in failure.sources.items() if read.lower() == before.lower()), "")
        if short:
            return f"{before} has the short name {short} in this query, so it is written {short}.{bare}."
        join = " or JOIN" if failure.statement.uses("JOIN") else ""
        return (
            f'No table in this query is called "{before}". '
            f"Before the point stands a table's name, or the short name given to it in FROM{join}."
        )
    real = [found for found in failure.tables if found.name.lower() == of.lower()]
    names = real[0].column_names if real else []
    holders = {found.name.lower() for found in failure.holders(bare)}
    whose = [f"{name}.{bare}" for name, read in failure.sources.items() if read.lower() in holders]
    if whose and not nearest(bare, names, 0.8):
        return f"{before} has no column {bare}. Another table of this query has: {one_of(whose)}."
    near = nearest(bare, names)
    return f"Did you mean {one_of(near)}?" if near else _listed(real)


def _alone(failure: Failure, bare: str) -> str:
    """A name without a point that is no column of the tables that the query reads."""
    tables = failure.used
    columns = [name for found in tables for name in found.column_names]
    word = bare.upper()
    if word in {"DESC", "ASC"}:
        return DESCENDING
    if word in AGGREGATES:
        return f"{word} takes brackets right after it: {word}({'*' if word == 'COUNT' else 'column'})."
    elsewhere = [found.full_name for found in failure.holders(bare) if found not in tables]
    close = nearest(bare, columns, 0.8)
    if not close and (said := _text_without_quotes(failure, bare) or near_word(bare)):
        return f"{said}\n{_listed(tables)}"
    if near := close or ([] if elsewhere else nearest(bare, columns)):
        return f"Did you mean {one_of(near)}?"
    if elsewhere:
        return f"There is a column {bare} in {one_of(elsewhere[:3])}, which this query does not use.\n{_listed(tables)}"
    return _listed(tables)


def _text_without_quotes(failure: Failure, bare: str) -> str:
    """``region = West``: what stands after a sign is more likely a text than a column."""
    before, back = failure.near(-1), 2
    if before.value in {"(", ","} and any(token.word == "IN" for token in failure.tokens[: failure.at]):
        before, back = next(token for token in reversed(failure.tokens[: failure.at]) if token.word == "IN"), 0
    quoted = failure.statement.text[failure.span[0]] == '"' if failure.span else False
    if before.value not in {"=", "==", "<>", "!="} and before.word not in {"LIKE", "IN", "IS", "THEN", "ELSE"}:
        return f"Text goes between single quotes: '{bare}'. Double quotes are for names." if quoted else ""
    if before.word == "IS":
        return IS
    column = failure.near(-back) if back else failure.tokens[max(0, failure.tokens.index(before) - 1)]
    if NUMBERS.match(failure.kind(column)):
        yes = {"YES": "1", "TRUE": "1", "NO": "0", "FALSE": "0"}.get(bare.upper(), "")
        told = f" As a rule 1 stands for yes and 0 for no: {column.value} {before.value} {yes}." if yes else ""
        return f"{column.value} holds numbers, and a number is written in figures.{told}"
    return f"A text goes between single quotes: '{bare}'."


def refuse_text_in_double_quotes(statement: Statement, database: Database) -> None:
    """Raises QueryStopped for a text in double quotes where SQLite lets it pass: the query would mean another thing."""
    tree = statement.tree
    named = list(tree.find_all(exp.Column)) if tree else []
    loose = [column for column in named if column.this.args.get("quoted") and not column.table]
    if not loose or tree is None:
        return
    tables = catalogue(database)
    columns = [name for table in tables for name in table.column_names]
    inside = {id(column.this) for column in named}
    known = {name.name.lower() for name in tree.find_all(exp.Identifier) if id(name) not in inside}
    known |= {name.lower() for name in [*columns, *(table.name for table in tables)]} | {"rowid", "oid", "_rowid_"}
    for name in (column.name for column in loose):
        token = next((t for t in statement.tokens if t.kind == "name" and t.value == name), None)
        if token is None or name.lower() in known or statement.text[token.start] != '"':
            continue
        near = nearest(name, columns)
        guess = f" If a column is meant: {one_of(near)}?" if near else ""
        raise QueryStopped(
            f'There is no column called "{name}".\n{place(statement.text, token.span)}\n'
            f"Text goes between single quotes: '{name}'. Double quotes are for the names of columns and tables.{guess}"
        )


def _listed(tables: list[Table]) -> str:
    return "\n".join(f"The columns of {found.full_name}: {', '.join(found.column_names[:25])}." for found in tables[:3])


def _is_kept(name: str) -> bool:
    """Whether a name that no database knows is a table that this notebook has kept."""
    import pandas as pd
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    kept = shell.user_ns.items() if shell is not None else ()
    return any(known.lower() == name.lower() and isinstance(value, pd.DataFrame) for known, value in kept)
