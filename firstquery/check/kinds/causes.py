"""What may have led to rows too many or too few: asked in the words of the learner's own statement, and in no others.

``clauses`` are those of her statement (see `firstquery.check.statement`); empty where there is none that is known.
"""

from __future__ import annotations

from typing import Any

from firstquery.check.kinds.base import listed

Clauses = frozenset[str]
MERGING = ("DISTINCT", "UNION", "GROUP BY")


def clauses_in(answer: dict[str, Any]) -> Clauses:
    """The clauses that came with a payload, from whatever kernel."""
    clauses = answer.get("clauses")
    return frozenset(one for one in clauses if isinstance(one, str)) if isinstance(clauses, list) else frozenset()


def of_nothing(clauses: Clauses) -> str:
    join = ", or the JOIN," if "JOIN" in clauses else ""
    return (
        f"One of the conditions{join} lets nothing through. Which rows come back when you leave them out one at a time?"
    )


def of_repeats(clauses: Clauses) -> str:
    if "JOIN" in clauses:
        return "Does the JOIN meet more than one row for each, or is the source itself doubled?"
    return "Is each of them asked for once only?"


def of_too_many(clauses: Clauses) -> str:
    if "JOIN" in clauses:
        return "A condition may be missing or too wide, or the JOIN meets more than one row for each."
    return "A condition may be missing, or too wide."


def of_too_few(clauses: Clauses) -> str:
    if "LIMIT" in clauses:
        return "Is the LIMIT too small, or left over from trying out?"
    if "JOIN" in clauses:
        return "A condition may be too narrow, or the JOIN drops rows that find no partner."
    return "A condition may be too narrow."


def of_merging(clauses: Clauses) -> str:
    merging = [clause for clause in MERGING if clause in clauses]
    if not merging:
        return "Here each of them counts, even where two look the same."
    return f"Here each of them counts. {listed(merging)} {'makes' if len(merging) == 1 else 'make'} one row of several."


def of_a_column_twice(clauses: Clauses) -> str:
    advice = " After a JOIN, name the columns that you want instead of *." if "JOIN" in clauses else ""
    return f"A column is there twice.{advice}"


def of_larger(clauses: Clauses) -> str:
    return "is a condition missing" + (
        ", or does the JOIN meet more than one row for each" if "JOIN" in clauses else ""
    )


def of_smaller(clauses: Clauses) -> str:
    return "is a condition too narrow" + (", or does the JOIN drop rows" if "JOIN" in clauses else "")
