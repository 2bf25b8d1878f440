"""What a written answer has to state: a number or a name that the learning data give, in whatever way it is written.

A text is not run again, so its numbers are those of the data that the learner has; both keys hold it to these.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat

from firstquery.sentence import Sentence

_APART = r"[ ,.'’\u00a0\u202f]?"
_BEFORE, _AFTER = r"(?<![\d.,])", r"(?!\d|[.,]\d)"
MILLION, THOUSAND = 1_000_000, 1_000


def number_patterns(value: float) -> list[str]:
    """Patterns for the ways in which a person writes ``value``: 1,746 or 1746; 3.42 million, 3,4 million or 3420 k."""
    whole = f"{abs(round(value)):,}".split(",")
    found = [_APART.join(whole)]
    if value != round(value) or abs(value) < 100:
        found += [f"{abs(value):.{places}f}" for places in (1, 2, 3)]
    if abs(value) >= MILLION / 10:
        found += [rf"{abs(value) / MILLION:.{places}f} ?m" for places in (1, 2, 3)]
        found.append(rf"{_APART.join(f'{abs(value) / THOUSAND:,.0f}'.split(','))} ?(?:k\b|thousand)")
    points = (one if _APART in one else re.sub(r"(?<=\d)\.(?=\d)", "[.,]", one) for one in found)
    return [f"{_BEFORE}{one}{_AFTER if one[-1].isdigit() else ''}" for one in dict.fromkeys(points)]


def resolved(spec: dict[str, Any], warehouse: Path, where: str) -> dict[str, Any]:
    """``spec``, its ``states`` (SQL) turned into ``mentions`` (patterns). Raises `Sentence` where one gives nothing."""
    states = spec.get("states", [])
    if not states:
        return spec
    mentions = list(spec.get("mentions", []))
    with closing(sqlite3.connect(f"file:{warehouse}?mode=ro", uri=True)) as database:
        for one in states:
            patterns = [pattern for query in one["sql"] for pattern in _asked(database, query, where)]
            mentions.append({"what": one["what"], "any": patterns, "ask": one["ask"]})
    return {**{name: value for name, value in spec.items() if name != "states"}, "mentions": mentions}


def _asked(database: sqlite3.Connection, query: str, where: str) -> list[str]:
    try:
        row = database.execute(query).fetchone()
    except sqlite3.Error as fault:
        raise Sentence(f"{where}: what a text has to state can't be asked ({fault}): {query}") from None
    if not row or row[0] is None:
        raise Sentence(f"{where}: what a text has to state is not in the data: {query}")
    return number_patterns(row[0]) if isinstance(row[0], int | float) else [rf"\b{re.escape(str(row[0]))}\b"]


def question(practice: Path, exercise: str) -> str:
    """The text of an exercise in the practice: its Markdown from its heading to its test cell."""
    notebook = nbformat.read(practice, as_version=4)  # type: ignore[no-untyped-call]
    asked: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            asked = [cell.source] if cell.source.startswith("## ") else [*asked, cell.source]
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == exercise:
            return _plain(asked)
    return ""


def _plain(texts: Iterable[str]) -> str:
    return " ".join(re.sub(r"<[^>]+>|[*`>#]", " ", " ".join(texts)).split())
