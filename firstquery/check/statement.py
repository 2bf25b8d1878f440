"""Which clauses stand in the statement behind a table: a message may speak of a JOIN only to whoever wrote one."""

from __future__ import annotations

CLAUSES = {
    "WHERE": "WHERE",
    "JOIN": "JOIN",
    "GROUP BY": "GROUP BY",
    "HAVING": "HAVING",
    "DISTINCT": "DISTINCT",
    "UNION": "UNION",
    "LIMIT": "LIMIT",
    "FETCH": "LIMIT",
}


def clauses_of(frame: object) -> list[str] | None:
    """The clauses of the very table that a query returned, sorted; None when no query is known for it."""
    try:
        # Words in quotes and comments are no clauses: they are no words in the statement's tokens.
        statement = object.__getattribute__(frame, "__dict__")["sql_statement"]
        words = {token.word for token in statement.tokens}
        return sorted({CLAUSES[word] for word in words if word in CLAUSES})
    except KeyboardInterrupt:
        raise
    except BaseException:  # what a learner puts there in its place may raise anything
        return None
