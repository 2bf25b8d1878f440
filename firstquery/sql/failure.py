"""A statement that failed, the place where the database stopped, and what stands around it."""

from __future__ import annotations

from contextlib import suppress

from sqlglot import exp

from firstquery.sql.catalogue import Table, catalogue
from firstquery.sql.connect import Database
from firstquery.sql.errors import DatabaseError
from firstquery.sql.guard import Statement
from firstquery.sql.tokens import NO_TOKEN, Token, words

# The order in which the parts of a query stand.
ORDER = {"SELECT": 0, "FROM": 1, "JOIN": 2, "WHERE": 3, "GROUP BY": 4, "HAVING": 5, "ORDER BY": 6, "LIMIT": 7}
KEYWORDS = {*ORDER} | words(
    "GROUP ORDER BY ON AS AND OR NOT IN IS NULL LIKE BETWEEN CASE WHEN THEN ELSE END DISTINCT LEFT RIGHT FULL CROSS "
    "NATURAL INNER OUTER USING UNION INTERSECT EXCEPT ALL DESC ASC OVER OFFSET EXISTS WITH WINDOW"
)
AGGREGATES = ("COUNT", "SUM", "AVG", "MIN", "MAX")
COMPARES = {"=", "==", "<>", "!=", "<", ">", "<=", ">="}


class Failure:
    """A failed statement; ``span`` is the place that will be shown, None where the database named none."""

    def __init__(self, database: Database, statement: Statement, error: DatabaseError) -> None:
        self.database = database
        self.statement = statement
        self.tokens = statement.tokens
        self.message = error.message
        self.span = error.span
        self.tables: list[Table] = []
        with suppress(Exception):  # a hint is a kindness: without the list of tables it is a shorter one
            self.tables = catalogue(database)

    def point(self, token: Token | None) -> None:
        """Sets the place, where the database itself named none."""
        if token is not None and self.span is None:
            self.span = token.span

    def point_after(self, clause: str, word: str) -> None:
        """Sets the place to the first such word after a clause, where the database itself named none."""
        since = next((n for n, token in enumerate(self.tokens) if token.word == clause), len(self.tokens))
        self.point(next((token for token in self.tokens[since + 1 :] if token.value.upper() == word), None))

    @property
    def token_index(self) -> int:
        """The number of the token at the place; the number of tokens where there is no place."""
        place = self.span[0] if self.span else -1
        return next((n for n, t in enumerate(self.tokens) if t.start <= place < t.end), len(self.tokens))

    def near(self, steps: int) -> Token:
        """The token so many steps after the place (before it, where negative); an empty one beyond the query."""
        at = self.token_index + steps
        return self.tokens[at] if 0 <= at < len(self.tokens) else NO_TOKEN

    def find(self, name: str) -> Token | None:
        """The first token of a name that is neither part of ``a.b`` nor given by AS; else any of that name."""
        found = [n for n, t in enumerate(self.tokens) if t.kind in {"word", "name"} and t.value.lower() == name.lower()]
        alone = [n for n in found if not n or (self.tokens[n - 1].value != "." and self.tokens[n - 1].word != "AS")]
        return self.tokens[(alone or found)[0]] if found else None

    @property
    def inside(self) -> list[Token]:
        """The tokens before the place, back to the bracket that it stands in; closed brackets left out."""
        found, depth = [], 0
        for token in reversed(self.tokens[: self.token_index]):
            if token.kind == "symbol" and token.value in {"(", ")"}:
                depth += 1 if token.value == ")" else -1
                if depth < 0:
                    break
            elif depth == 0:
                found.append(token)
        return found[::-1]

    @property
    def clauses(self) -> list[str]:
        """The clause words before the place, in the same pair of brackets."""
        return [token.word for token in self.inside if token.word in ORDER]

    @property
    def clause(self) -> str:
        """The part of the query that the place stands in: SELECT, FROM, WHERE and so on."""
        found = self.clauses or [token.word for token in self.tokens[: self.token_index] if token.word in ORDER]
        return found[-1] if found else ""

    @property
    def used_tables(self) -> list[Table]:
        """The tables that the statement names."""
        written = {token.value.lower() for token in self.tokens if token.kind in {"word", "name"}}
        return [table for table in self.tables if table.name.lower() in written]

    @property
    def sources(self) -> dict[str, str]:
        """What FROM and JOIN name anywhere: the name used in the query and the table, empty for a query of its own."""
        tree = self.statement.tree
        common = [one.alias for one in tree.find_all(exp.CTE, exp.Subquery) if one.alias] if tree else []
        read = {table.alias_or_name: table.name for table in tree.find_all(exp.Table)} if tree else {}
        return {**{n: t for n, t in read.items() if t not in common}, **dict.fromkeys(common, "")}

    def stray(self, name: str) -> exp.Column | None:
        """The first use of a name, without a point, that nothing has which its own SELECT reads."""
        tree = self.statement.tree
        uses = [one for one in tree.find_all(exp.Column) if one.name.lower() == name.lower()] if tree else []
        placed = sorted((one for one in uses if not one.table), key=lambda one: int(one.this.meta.get("start", 0)))
        return next((one for one in placed if not any(self._has(read, name) for read in reads(one))), None)

    def _has(self, source: exp.Expr, name: str) -> bool:
        """Whether a table, or a query in its place, has a column of that name."""
        tree = self.statement.tree
        common = {one.alias: one for one in tree.find_all(exp.CTE)} if tree else {}
        inner = common.get(source.name) if isinstance(source, exp.Table) else source
        if inner is None:
            return source.name.lower() in {table.name.lower() for table in self.holders(name)}
        named = getattr(inner.this, "named_selects", ["*"])
        return "*" in named or name.lower() in map(str.lower, named)

    def holders(self, column: str) -> list[Table]:
        """The tables that have a column of that name."""
        return [table for table in self.tables if table.has(column)]


def reads(column: exp.Column) -> list[exp.Expr]:
    """What stands after FROM and JOIN where a column is used, and around it as far as a query sees outside itself."""
    found: list[exp.Expr] = []
    select: exp.Expr | None = column.find_ancestor(exp.Select)
    while isinstance(select, exp.Select):
        parts = [select.args.get("from_"), *(select.args.get("joins") or [])]
        found += [part.this for part in parts if part is not None]
        select = select.find_ancestor(exp.Select, exp.From, exp.Join, exp.CTE)
    return found
