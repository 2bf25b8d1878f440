"""Hints about names: of columns, tables and functions."""

from __future__ import annotations

import difflib
import re

from firstquery.warehouse.catalogue import Table
from firstquery.warehouse.clauses import AGGREGATES, MEANT
from firstquery.warehouse.elsewhere import INSIDE, elsewhere
from firstquery.warehouse.kept import kept
from firstquery.warehouse.level import Given, given, level
from firstquery.warehouse.lex import Token
from firstquery.warehouse.slip import COMPARES
from firstquery.warehouse.syntax import CLAUSES
from firstquery.warehouse.trouble import NUMBERS, Trouble, nearest, one_of
from firstquery.warehouse.unquoted import in_a_list, unquoted

YES = {"YES": "1", "TRUE": "1", "Y": "1", "NO": "0", "FALSE": "0", "N": "0"}


def column(trouble: Trouble, match: re.Match[str]) -> str:
    """No column of this name."""
    name = next(filter(None, match.groups())).strip('"')
    qualifier, _, bare = (part.strip('"') for part in name.rpartition("."))
    token = trouble.find(name) if qualifier else trouble.token or trouble.find(name)
    if token:
        trouble.span = token.span
        bare = token.value if token.value.lower() == bare.lower() else bare  # PostgreSQL says it in small letters
    if not qualifier and kept(bare):
        answer = (
            f"{bare} is an answer kept in this notebook, and no column of the database. A query does not see such "
            "answers: what it needs of one is written in it again, as a number or as a query in brackets."
        )
        return "\n".join(filter(None, [unquoted(trouble, token, bare), answer]))
    if not trouble.uses("FROM"):
        words = {t.value.lower() for t in trouble.tokens if t.kind in {"word", "name"}}
        said = [table for table in trouble.tables if table.name.lower() in words]
        found = said or [table for table in trouble.tables if table in trouble.holders(bare)]
        where = f"FROM {found[0].called}" if len(found) == 1 else "FROM and the name of a table"
        return f"The query does not say where from. Add {where} after the columns."
    if qualifier:
        if token:
            trouble.span = (_qualified(trouble, token), token.end)
        return of_a_table(trouble, token, qualifier, bare)
    named = _given(trouble, token, bare)
    if named:
        return named
    if any(bare.lower() in map(str.lower, table.column_names) for table in trouble.used):
        return elsewhere(trouble, bare)
    return _alone(trouble, token, bare)


def of_a_table(trouble: Trouble, token: Token | None, qualifier: str, bare: str) -> str:
    """``qualifier.bare``: whose the name before the point is, and what that has."""
    here = trouble.sources(token) + trouble.sources(None)
    of = next((source.table for source in here if source.name.lower() == qualifier.lower()), None)
    real = [table for table in trouble.tables if table.name.lower() == of]
    if of is not None and not real:
        return f"{qualifier} is a query of its own. {INSIDE}"
    short = next((source.name for source in here if source.table == qualifier.lower()), "")
    if of is None and short:
        return f"{qualifier} has the short name {short} in this query, so it is written {short}.{bare}."
    columns = {column.lower() for found in trouble.used for column in found.column_names}
    if of is None and {qualifier.lower(), bare.lower()} <= columns:
        return f"Between two columns stands a comma: {qualifier}, {bare}"
    if of is None and any(source.name.lower() == bare.lower() for source in here):
        return f"The table comes before the point, its column after it: {bare}.{qualifier}"
    if of is None:
        join = " or JOIN" if trouble.uses("JOIN") else ""
        return (
            f'No table in this query is called "{qualifier}". '
            f"Before the point stands a table's name, or the short name given to it in FROM{join}."
        )
    near = nearest(bare, real[0].column_names)
    whose = [f"{source.name}.{bare}" for source in here if source.table in _having(trouble, bare)]
    if whose and not nearest(bare, real[0].column_names, 0.8):
        return (
            f"{qualifier} has no column {bare}. Another table of this query has: {one_of(list(dict.fromkeys(whose)))}."
        )
    return f"Did you mean {one_of(near)}?" if near else "\n".join(_listed(real))


def _having(trouble: Trouble, column: str) -> set[str]:
    """The names, in small letters, of the tables that have such a column."""
    return {table.name.lower() for table in trouble.holders(column)}


def _given(trouble: Trouble, token: Token | None, bare: str) -> str:
    """A name that SELECT itself gives, used where it does not exist yet."""
    if token is None:
        return ""
    slip = trouble.slip()
    mine = level(trouble.tokens, trouble.number(token))
    names = [g for g in given(mine) if g.name.lower() == bare.lower() and token not in g.tokens]
    return not_yet(trouble, names[0], slip.clause) if names else ""


def not_yet(trouble: Trouble, name: Given, clause: str) -> str:
    """Why a name given in SELECT cannot stand in ``clause``, and what can."""
    text = trouble.statement.text[name.tokens[0].start : name.tokens[-1].end]
    counts = [token.word for token in name.tokens if token.word in AGGREGATES]
    if clause == "WHERE" and counts:
        return (
            f"WHERE comes before the names given in SELECT exist, and before anything is counted: {name.name} is not "
            f"there yet. {condition_on_groups(trouble, counts[0])}"
        )
    where = {"WHERE": "WHERE comes", "JOIN": "ON comes", "SELECT": "", "HAVING": "", "ORDER": ""}.get(clause, "")
    why = f"{where} before the names given in SELECT exist. " if where else ""
    if clause == "GROUP" and counts:
        return f"{name.name} is a {counts[0]}, and groups are made before anything is counted. GROUP BY takes columns."
    if clause == "SELECT":
        why = "A name given in SELECT cannot be used in the same SELECT. "
    elif not where:
        word = {"ORDER": "a computation in ORDER BY", "GROUP": "GROUP BY"}.get(clause, clause)
        why = f"This database does not know the names given in SELECT in {word}. "
    return f"{why}In place of {name.name}, repeat what it stands for: {text}"


def condition_on_groups(trouble: Trouble, word: str) -> str:
    """Where a condition on a count belongs: HAVING is named to those who use GROUP BY."""
    if word in {"MAX", "MIN"} and not trouble.uses("GROUP"):
        way = "ORDER BY that column DESC" if word == "MAX" else "ORDER BY that column"
        return f"To see the row with the {'largest' if word == 'MAX' else 'smallest'} value: {way}, and LIMIT 1."
    if trouble.uses("GROUP", "HAVING"):
        return f"A condition on {word} goes after GROUP BY, in HAVING."
    return f"A condition on {word} needs groups first, with GROUP BY. WHERE can only compare what stands in a row."


def _alone(trouble: Trouble, token: Token | None, bare: str) -> str:
    """A name without a point that is no column of the tables that the query reads."""
    tables = trouble.used
    columns = [name for table in tables for name in table.column_names]
    quoted = token is not None and trouble.statement.text[token.start] == '"'
    near = nearest(bare, columns)
    if quoted and not nearest(bare, columns, 0.8):
        return f"Text goes between single quotes: '{bare}'. Double quotes are for the names of columns and tables."
    before = trouble.before(token).value if token else ""
    upper = before.upper()
    if upper == "LIMIT":
        return "After LIMIT stands a number in figures."
    if not quoted:
        word = _a_word(trouble, token, bare, upper)
        if word:
            return word
    keyword = difflib.get_close_matches(bare.upper(), [*CLAUSES, "NOT"], 1, 0.8) if not quoted and len(bare) > 2 else []
    if keyword and not nearest(bare, columns, 0.8):
        return f"Is {bare} meant to be {keyword[0]}?"
    listed = in_a_list(trouble, token) > 0
    compared = (
        before in COMPARES
        or (before == "(" and trouble.before(token, 2).value in COMPARES)
        or upper in {"LIKE", "IN", "IS", "BETWEEN", "THEN", "ELSE"}
        or listed
    )
    said = ""
    if compared and not nearest(bare, columns, 0.8):
        # What stands after = is more likely a text without quotes than a column whose name looks a little alike.
        near = []
        said = f"If it is meant as text, it goes between single quotes: '{bare}'."
        if upper == "IS":
            said = f"If it is meant as text, it goes between single quotes, after a sign: = '{bare}'."
        if NUMBERS.match(trouble.kind(trouble.before(token, 2))):
            column = trouble.before(token, 2).value
            said = f"{column} holds numbers. A number is written in figures: {column} {before} 5."
    elif near:
        said = f"Did you mean {one_of(near)}?"
    found = [table for table in trouble.holders(bare) if table not in tables]
    near = [] if found and not nearest(bare, columns, 0.8) else near
    said = "" if found and said.startswith("Did you mean") and not near else said
    if found and not near and not compared:
        said = f"There is a column {bare} in {one_of([t.called for t in found[:3]])}, which this query does not use."
    if not said and upper == "BY" and trouble.slip().clause == "ORDER":
        said = "After ORDER BY stands a column, or a name given in SELECT with AS."
    return said if said.startswith("Did you mean") else "\n".join(filter(None, [said, *_listed(tables)]))


def _a_word(trouble: Trouble, token: Token | None, bare: str, before: str) -> str:
    """A word of SQL, a yes or no, or a letter in place of a figure."""
    word = bare.upper()
    if word in {"DESC", "ASC"}:
        last = trouble.before(token, 2).value
        comma = f"Before {word} stands no comma: {last} {word}." if before == "," else ""
        return comma or f"{word} stands after the column that the rows are sorted by, without a sign."
    if word in {"EVERYTHING", "ANYTHING"}:
        return "For all columns, SELECT * is written."
    if word in AGGREGATES:
        return f"{word} takes brackets right after it: {word}({'*' if word == 'COUNT' else 'column'})."
    if word in {"EMPTY", "BLANK", "MISSING", "NOTHING", "NONE"} and before in {"IS", "NOT"}:
        column = trouble.before(token, 3 if before == "NOT" else 2).value
        negated = "NOT " if before == "NOT" else ""
        return f"A cell without a value is asked for with NULL: {column} IS {negated}NULL."
    if word in MEANT:
        return f"In SQL, {bare} is written {MEANT[word]}."
    if before in COMPARES and bare in {"O", "o", "l"}:
        return f"If the number {'1' if bare == 'l' else '0'} is meant: this is the letter {bare}."
    at = trouble.number(token)
    for length in (2, 3, 4):
        name = "_".join(t.value.lower() for t in trouble.tokens[at : at + length])
        if any(name in table.column_names for table in trouble.used):
            return f"The name of that column is one word: {name}."
    if any(source.name.lower() == bare.lower() for source in trouble.sources(token)) and before not in COMPARES:
        if before == "(" and at > 1 and trouble.tokens[at - 2].word == "COUNT":
            return "To count the rows of a table, write COUNT(*) and name the table in FROM."
        return f"{bare} is a table in this query. A column of it is written with a point: {bare}.name"
    if before == "(" and at > 1 and trouble.tokens[at - 2].word in {"DATEDIFF", "DATEADD", "TIMESTAMPDIFF"}:
        return f"This database has no function {trouble.tokens[at - 2].word}."
    column = trouble.before(token, 2).value
    if before in COMPARES and word in YES and NUMBERS.match(trouble.kind(trouble.before(token, 2))):
        return f"{column} holds numbers. As a rule 1 stands for yes and 0 for no: {column} {before} {YES[word]}."
    if word == "TOP" and before == "SELECT":
        return "TOP belongs to another kind of database. Here the number of rows comes last: LIMIT 5."
    return ""


def _qualified(trouble: Trouble, token: Token) -> int:
    """Where ``table.column`` begins, for the token of its column."""
    at = trouble.number(token)
    return trouble.tokens[at - 2].start if at > 1 and trouble.tokens[at - 1].value == "." else token.start


def _listed(tables: list[Table]) -> list[str]:
    said = []
    for table in tables[:3]:
        names = table.column_names
        more = f" and {len(names) - 25} more" if len(names) > 25 else ""
        said.append(f"The columns of {table.called}: {', '.join(names[:25])}{more}.")
    return said
