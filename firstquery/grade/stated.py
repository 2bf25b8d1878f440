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
_OPTION = re.compile(r"^- \*\*([A-Za-z])\.\*\* +(.+)$", re.MULTILINE)
MILLION, THOUSAND = 1_000_000, 1_000


def number_patterns(value: float) -> list[str]:
    """Patterns for the ways in which a person writes ``value``: 1,746 or 1746; 3.42 million, 3,4 million or 3420 k."""
    whole = f"{abs(round(value)):,}".split(",")
    found = [_APART.join(whole)]
    if value != round(value) or abs(value) < 100:
        found += [_APART.join(f"{abs(value):,.{places}f}".split(",")) for places in (1, 2, 3)]
    if abs(value) >= MILLION / 10:
        found += [rf"{abs(value) / MILLION:.{places}f} ?m" for places in (1, 2, 3)]
        found.append(rf"{_APART.join(f'{abs(value) / THOUSAND:,.0f}'.split(','))} ?(?:k\b|thousand)")
    points = (re.sub(r"(?<=\d)\.(?=\d)", "[.,]", one) for one in found)
    return [f"{_BEFORE}{one}{_AFTER if one[-1].isdigit() else ''}" for one in dict.fromkeys(points)]


def resolved(spec: dict[str, Any], warehouse: Path, where: str) -> dict[str, Any]:
    """``spec``, its ``states`` and ``agrees`` (SQL) turned into ``mentions`` and ``avoids`` (patterns).

    Raises `Sentence` where a query gives nothing.
    """
    states, agrees = spec.get("states", []), spec.get("agrees", [])
    if not states and not agrees:
        return spec
    mentions, avoids = list(spec.get("mentions", [])), list(spec.get("avoids", []))
    with closing(sqlite3.connect(f"file:{warehouse}?mode=ro", uri=True)) as database:
        for one in states:
            patterns = [pattern for query in one["sql"] for pattern in _asked(database, query, where)]
            mentions.append({"what": one["what"], "any": patterns, "ask": one["ask"]})
        for one in agrees:
            fine = "|".join(pattern for query in one["sql"] for pattern in _near(database, query, where))
            other = rf"{_BEFORE}\$? ?(?!{fine})\d[\d,.'’]*"
            avoids.append({"what": one["what"], "any": [one["where"].replace("{number}", other)], "ask": one["ask"]})
    kept = {name: value for name, value in spec.items() if name not in ("states", "agrees")}
    return {**kept, **({"mentions": mentions} if mentions else {}), **({"avoids": avoids} if avoids else {})}


def rounded_patterns(value: float) -> list[str]:
    """As `number_patterns`, and the number as one says it: 23,000 or 22.9k of 22,947, and (more than) 20,000."""
    found = number_patterns(value)
    if value != round(value):  # the cents of a sum are those of rounding
        found += [rf"{_BEFORE}{_APART.join(f'{int(abs(value)):,}'.split(','))}[.,]\d\d(?!\d)"]
    for power in (10 ** max(0, len(str(abs(round(value)))) - digits) for digits in (1, 2, 3)):
        for near in (round(value / power) * power, int(value // power) * power):
            found += number_patterns(near)
            if near >= THOUSAND:
                found.append(rf"{_BEFORE}{near / THOUSAND:g} ?(?:k\b|thousand)")
    return list(dict.fromkeys(found))


def _near(database: sqlite3.Connection, query: str, where: str) -> list[str]:
    value = _value(database, query, where)
    return rounded_patterns(value) if isinstance(value, int | float) else [rf"\b{re.escape(str(value))}\b"]


def _asked(database: sqlite3.Connection, query: str, where: str) -> list[str]:
    value = _value(database, query, where)
    return number_patterns(value) if isinstance(value, int | float) else [rf"\b{re.escape(str(value))}\b"]


def _value(database: sqlite3.Connection, query: str, where: str) -> Any:
    try:
        row = database.execute(query).fetchone()
    except sqlite3.Error as fault:
        raise Sentence(f"{where}: what a text has to state can't be asked ({fault}): {query}") from None
    if not row or row[0] is None:
        raise Sentence(f"{where}: what a text has to state is not in the data: {query}")
    return row[0]


def question(practice: Path, exercise: str) -> str:
    """The text of an exercise in the practice, without its marks."""
    return _plain(_asked_in(practice, exercise))


def options(practice: Path, exercise: str, letters: Iterable[str]) -> dict[str, str]:
    """What stands behind each letter of a choice, in a list (``- **A.** …``); empty where it is not one of each."""
    found = _OPTION.findall("\n".join(_asked_in(practice, exercise)))
    texts = {letter.upper(): _plain([text]) for letter, text in found}
    return texts if set(texts) == {letter.upper() for letter in letters} and len(found) == len(texts) else {}


def _asked_in(practice: Path, exercise: str) -> list[str]:
    """Its Markdown from its heading to its test cell."""
    notebook = nbformat.read(practice, as_version=4)  # type: ignore[no-untyped-call]
    asked: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            asked = [cell.source] if cell.source.startswith("## ") else [*asked, cell.source]
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == exercise:
            return asked
    return []


def _plain(texts: Iterable[str]) -> str:
    return " ".join(re.sub(r"<[^>]+>|[*`>#]", " ", " ".join(texts)).split())
