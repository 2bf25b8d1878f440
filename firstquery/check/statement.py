"""Which clauses stand in the statement behind a table: a message may speak of a JOIN only to whoever wrote one."""

from __future__ import annotations

CLAUSES = {
    "WHERE": "WHERE",
    "JOIN": "JOIN",
    "GROUP": "GROUP BY",
    "HAVING": "HAVING",
    "DISTINCT": "DISTINCT",
    "UNION": "UNION",
    "LIMIT": "LIMIT",
    "FETCH": "LIMIT",
}


def clauses_of(frame: object) -> list[str] | None:
    """The clauses of the very table that a query returned, sorted; None when no query is known for it."""
    try:
        from firstquery.warehouse.lex import tokens
        from firstquery.warehouse.query import statement_of

        statement = statement_of(frame)
        if statement is None:
            return None
        # Words in quotes and comments are no clauses; which engine reads them makes no difference here.
        return sorted({CLAUSES[token.word] for token in tokens(statement, "sqlite") if token.word in CLAUSES})
    except Exception:
        return None
