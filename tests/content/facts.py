"""Numbers in the prose: each that the data could change stands beside the query that gives it.

A cell's metadata holds them: ``"firstquery": {"facts": {"1,743": "SELECT COUNT(*) ..."}}``. A number that is no fact of
Kestrel's data (a convention, a claim that the text quotes) is listed under ``"given": ["98 %"]``.
"""

from __future__ import annotations

import re
import sqlite3

from tests.content.notebooks import Cell
from tests.content.prose import prose

_NUMBER = re.compile(r"(?<![\w.,/:-])[−-]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s(?:percent|per cent)\b)?(?![\d/:-]|\w)")
_ID = re.compile(r"\bw\d\d-[a-z]\d+\b|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"20(?:1\d|2[0-9])")


def numbers(cell: Cell) -> list[str]:
    """The numbers of a cell that need a query: three or more digits, or a percentage; years and dates do not."""
    text = cell.source
    if cell.is_written:
        text = "\n".join(line for line in text.splitlines()[1:] if not line.startswith("###"))
    text = _ID.sub(" ", prose(text))
    found = []
    for match in _NUMBER.finditer(text):
        number = match.group().strip().rstrip(",")
        whole = re.sub(r"\D", "", number.split(".")[0])
        if _YEAR.fullmatch(number) or (len(whole) < 3 and not _per_cent(number)):
            continue
        found.append(number)
    return found


def faults(cell: Cell, everywhere: dict[str, str], database: sqlite3.Connection) -> list[str]:
    """What is wrong with the numbers of a cell, as sentences. ``everywhere``: the notebook's own facts."""
    facts = {**everywhere, **cell.said.get("facts", {})}
    given = cell.said.get("given", [])
    there = numbers(cell)
    found = [
        f"{number!r} has no query. Add it to the cell's metadata: firstquery.facts = {{{number!r}: 'SELECT …'}}"
        for number in dict.fromkeys(there)
        if number not in facts and number not in given
    ]
    for number in cell.said.get("facts", {}):
        if number not in there:
            found.append(f"{number!r} is among the cell's facts and no longer in its text (there: {', '.join(there)})")
    for number in dict.fromkeys(there):
        if number in facts:
            found += checked(number, facts[number], database)
    found += [f"{number!r} is given and no longer in the text" for number in given if number not in there]
    return found


def checked(number: str, query: str, database: sqlite3.Connection) -> list[str]:
    """Whether the query's one value, written as ``number`` is, is ``number``."""
    try:
        rows = database.execute(query).fetchmany(2)
    except sqlite3.Error as fault:
        return [f"the query of {number!r} does not run: {fault}. {query}"]
    if len(rows) != 1 or len(rows[0]) != 1:
        return [
            f"the query of {number!r} gives {len(rows)} rows of {len(rows[0]) if rows else 0} columns, not one value"
        ]
    value = rows[0][0]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return [f"the query of {number!r} gives {value!r}, which is no number"]
    real = written_like(number, value)
    return [] if real == number else [f"the text says {number!r}, the query gives {real!r} ({value!r}): {query}"]


def written_like(number: str, value: float) -> str:
    """``value`` in the style of ``number``: its decimals, its commas, its sign of per cent."""
    unit = re.search(r"(?:\s?%|\s(?:percent|per cent))$", number)
    bare = number[: unit.start()] if unit else number
    decimals = len(bare.partition(".")[2])
    text = f"{value:,.{decimals}f}" if "," in bare or len(bare.partition(".")[0]) <= 3 else f"{value:.{decimals}f}"
    return text + (unit.group() if unit else "")


def _per_cent(number: str) -> bool:
    return bool(re.search(r"(?:%|percent|per cent)$", number))
