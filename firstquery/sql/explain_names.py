"""Hints about names and groups: the nearest column or table, and where a count, or a name given by AS, can stand."""

from __future__ import annotations

from sqlglot import exp

from firstquery.core.table import is_table
from firstquery.sql.catalogue import NUMBERS, Table, nearest, one_of
from firstquery.sql.explain_syntax import CONDITIONS, DESCENDING, IS, near_word
from firstquery.sql.failure import AGGREGATES, Failure, reads

INSIDE = "Outside it there are only the columns that its own SELECT names, under the names given there."
NOT_SEEN = "A query does not see such answers: what it needs of one is written in it again, as a number or in brackets."
HAVING = (
    "HAVING is a condition on groups, and no GROUP BY stands before it. A condition on rows goes in WHERE: is "
    "GROUP BY missing, or is WHERE meant here?"
)

GROUPS = (
    "GROUP BY makes the groups, and a count or a sum is known only once they are made. After GROUP BY stands the "
    "column that the rows of one group have in common."
)
FIGURES = "After LIMIT stands a number in figures."
TEXT = "A text goes between single quotes"


def column(failure: Failure, name: str) -> str:
    """No column of this name."""
    before, _, bare = (part.strip('"') for part in name.rpartition("."))
    if before:
        pairs = zip(failure.tokens, failure.tokens[2:], strict=False)
        pair = next((p for p in pairs if [t.value.lower() for t in p] == [before.lower(), bare.lower()]), None)
        failure.span = (pair[0].start, pair[1].end) if pair else failure.span
        return _of_a_table(failure, before, bare)
    stray = failure.stray(bare)
    start = stray.this.meta.get("start") if stray else None
    failure.point(next((token for token in failure.tokens if token.start == start), None) or failure.find(bare))
    token = failure.near(0)
    failure.span = token.span if token.value else None
    bare = token.value if token.value.lower() == bare.lower() else bare  # PostgreSQL says it in small letters
    if _is_kept(bare):
        kept = f"{bare} is an answer kept in this notebook, and no column of the database. {NOT_SEEN}"
        is_text = failure.span is not None and failure.statement.text[failure.span[0]] == '"'
        return "\n".join(filter(None, [_text_without_quotes(failure, bare), "" if is_text else kept]))
    if not failure.statement.uses("FROM"):
        found = failure.used_tables or failure.holders(bare)
        where = f"FROM {found[0].full_name}" if len(found) == 1 else "FROM and the name of a table"
        return f"The query does not say where from. Add {where} after the columns."
    tree, clause = failure.statement.tree, failure.clause
    for given in tree.find_all(exp.Alias) if tree else ():
        other = given.this.name.lower() != bare.lower()
        if other and given.alias.lower() == bare.lower() and isinstance(given.parent, exp.Select) and clause != "FROM":
            return _early_alias(failure, given, clause)
    if clause == "LIMIT":
        if frame := _of_a_frame(failure, bare):
            return f"{frame}\n{FIGURES}"
        return CONDITIONS if failure.holders(bare) else FIGURES
    holders = [found.full_name for found in failure.used_tables if found.has(bare)]
    queries = {"", *(name for name, of in failure.sources.items() if not of)}
    if holders and stray and any(one.name in queries for one in reads(stray)):
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
    texts = (token for token in failure.tokens if token.kind == "text" and token.value == name)
    failure.point(failure.find(name.rpartition(".")[2]) or next(texts, None))
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
    return f"Did you mean {one_of(near)}?" if near else _list_columns(real)


def _alone(failure: Failure, bare: str) -> str:
    """A name without a point that is no column of the tables that the query reads."""
    word = bare.upper()
    if word in {"DESC", "ASC"}:
        return DESCENDING
    if word in AGGREGATES:
        return f"{word} takes brackets right after it: {word}({'*' if word == 'COUNT' else 'column'})."
    tables = failure.used_tables
    columns = [name for found in tables for name in found.column_names]
    elsewhere = [found.full_name for found in failure.holders(bare) if found not in tables]
    close = nearest(bare, columns, 0.8)
    if not close and (said := _text_without_quotes(failure, bare) or near_word(bare)):
        return f"{said}\n{_list_columns(tables)}"
    is_start = bool(close) and close[0].lower().startswith(bare.lower())  # open of opened_at: a value as well
    if is_start and (said := _text_without_quotes(failure, bare)).startswith(TEXT):
        return f"{said} If a column is meant: is it {one_of(close)}?"
    if not close and (frame := _of_a_frame(failure, bare)):
        return f"{frame}\n{_list_columns(tables)}"
    if near := close or ([] if elsewhere else nearest(bare, columns)):
        return f"Did you mean {one_of(near)}?"
    if elsewhere:
        column = f"There is a column {bare} in {one_of(elsewhere[:3])}, which this query does not use."
        return f"{column}\n{_list_columns(tables)}"
    return _list_columns(tables)


def _of_a_frame(failure: Failure, bare: str) -> str:
    """Return what is asked about a name in capitals among others in small letters; empty where it is not written so."""
    tree = failure.statement.tree
    others = [column.name for column in tree.find_all(exp.Column)] if tree else []
    if len(bare) < 3 or not bare.isupper() or all(name.isupper() for name in others):
        return ""
    return f"Is {bare}, in capitals, left over from a frame? There it stands for what you write in its place."


def _text_without_quotes(failure: Failure, bare: str) -> str:
    """``region = West``: what stands after a sign is more likely a text than a column."""
    words = [token.word for token in failure.tokens[: failure.token_index]]
    before, column = failure.near(-1), failure.near(-2)
    if before.value in {"(", ","} and "IN" in words:
        place = len(words) - 1 - words[::-1].index("IN")
        before, column = failure.tokens[place], failure.tokens[max(0, place - 1)]
    quoted = failure.statement.text[failure.span[0]] == '"' if failure.span else False
    if before.value not in {"=", "==", "<>", "!="} and before.word not in {"LIKE", "IN", "IS", "THEN", "ELSE"}:
        return f"Text goes between single quotes: '{bare}'. Double quotes are for names." if quoted else ""
    if before.word == "IS":
        return IS
    kinds = [
        kind for found in failure.used_tables for name, kind, _ in found.columns if name.lower() == column.value.lower()
    ]
    if len(set(kinds)) == 1 and NUMBERS.match(kinds[0]):
        yes = {"YES": "1", "TRUE": "1", "NO": "0", "FALSE": "0"}.get(bare.upper(), "")
        told = f" As a rule 1 stands for yes and 0 for no: {column.value} {before.value} {yes}." if yes else ""
        return f"{column.value} holds numbers, and a number is written in figures.{told}"
    return f"{TEXT}: '{bare}'."


def _list_columns(tables: list[Table]) -> str:
    return "\n".join(f"The columns of {found.full_name}: {', '.join(found.column_names[:25])}." for found in tables[:3])


def _is_kept(name: str) -> bool:
    """Return whether a name that no database knows is a table that this notebook has kept."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    kept = shell.user_ns.items() if shell is not None else ()
    return any(known.lower() == name.lower() and is_table(value) for known, value in kept)


def early_count(failure: Failure, _: str) -> str:
    """COUNT and its like where they cannot stand."""
    tree = failure.statement.tree
    for count in tree.find_all(exp.AggFunc) if tree else ():
        place, word = count.find_ancestor(exp.Where, exp.AggFunc, exp.Group, exp.Select), _word(count)
        if isinstance(place, exp.Group):
            failure.point_after("GROUP BY", word)
            return GROUPS
        if isinstance(place, exp.Where):
            failure.point_after("WHERE", word)
            return (
                f"WHERE looks at one row at a time, before anything is counted, so {word} cannot stand in it. "
                f"{_condition_on(failure, word)}"
            )
        if isinstance(place, exp.AggFunc):
            failure.point_after(_word(place), word)
            return (
                f"{word} stands inside {_word(place)} here. That takes two steps: a query inside the query, in "
                "brackets after FROM, and the second step around it."
            )
    # SQLite reads a name given in SELECT also in WHERE, and then minds the COUNT that it stands for.
    given = {one.alias.lower(): one for one in tree.find_all(exp.Alias) if one.find(exp.AggFunc)} if tree else {}
    for column in tree.find_all(exp.Column) if tree else ():
        if column.find_ancestor(exp.Group) and column.name.lower() in given:
            failure.point_after("GROUP BY", column.name.upper())
            return GROUPS
        if column.find_ancestor(exp.Where) and column.name.lower() in given:
            failure.point_after("WHERE", column.name.upper())
            return _early_alias(failure, given[column.name.lower()], "WHERE")
    return "COUNT, SUM, AVG, MIN and MAX cannot stand here: this part of the query looks at one row at a time."


def _early_alias(failure: Failure, given: exp.Alias, clause: str) -> str:
    """Why a name given in SELECT cannot stand in ``clause``, and what can."""
    counted = given.find(exp.AggFunc)
    said = f"{given.alias} is a name given in SELECT, and {clause} does not know it"
    if counted and clause == "WHERE":
        return f"{said}: WHERE comes before anything is counted. {_condition_on(failure, _word(counted))}"
    return f"{said} yet. In its place, repeat what it stands for: {given.this.sql()}"


def _condition_on(failure: Failure, word: str) -> str:
    """Return where a condition on a count belongs: HAVING is named to those who use GROUP BY."""
    if failure.statement.uses("GROUP BY", "HAVING"):
        return f"A condition on {word} goes after GROUP BY, in HAVING."
    if word in {"MAX", "MIN"}:
        way = "largest value: ORDER BY that column DESC" if word == "MAX" else "smallest value: ORDER BY that column"
        return f"To see the row with the {way}, and LIMIT 1."
    return f"A condition on {word} needs groups first, with GROUP BY. WHERE can only compare what stands in a row."


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
    """Return the name of an aggregate, as the query writes it."""
    return count.sql().partition("(")[0].upper()
