"""Numbers in the prose: each that the data could change stands beside the query that gives it.

A cell's metadata holds them: ``"firstquery": {"facts": {"1,743": "SELECT COUNT(*) ..."}}``. A number that is no fact of
Kestrel's data (a convention, a claim that the text quotes) is listed under ``"given": ["98 %"]``. Smaller numbers and
words (who is largest) may stand among the facts as well, and are then held to their queries too.
"""

from __future__ import annotations

import re
import sqlite3

from firstquery.authoring.facts import now, stands_in
from tests.content.notebooks import Cell
from tests.content.prose import prose

_NUMBER = re.compile(r"(?<![\w.,/:-])[−-]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s(?:percent|per cent)\b)?(?![\d/:-]|\w)")
_ID = re.compile(r"\bw\d\d-[a-z]\d+\b|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"20(?:1\d|2[0-9])")


def text_of(cell: Cell) -> str:
    """What the cell says to a reader, without code, ids, dates and times."""
    text = cell.source
    if cell.is_written:
        text = "\n".join(line for line in text.splitlines()[1:] if not line.startswith("###"))
    return _ID.sub(" ", prose(text))


def numbers(cell: Cell) -> list[str]:
    """The numbers of a cell that need a query: three or more digits, or a percentage; years and dates do not.

    Neither does the length of an answer, as in "at most 150 words".
    """
    text = text_of(cell)
    found = []
    for match in _NUMBER.finditer(text):
        number = match.group().strip().rstrip(",")
        whole = re.sub(r"\D", "", number.split(".")[0])
        if _YEAR.fullmatch(number) or (len(whole) < 3 and not _per_cent(number)):
            continue
        if re.match(r"\s+words\b", text[match.end() :]):
            continue
        found.append(number)
    return found


def faults(cell: Cell, everywhere: dict[str, str], database: sqlite3.Connection) -> list[str]:
    """What is wrong with the numbers of a cell, as sentences. ``everywhere``: the notebook's own facts."""
    own, given = cell.said.get("facts", {}), cell.said.get("given", [])
    facts = {**everywhere, **own}
    there, text = numbers(cell), text_of(cell)
    found = [
        f"{number!r} has no query. Add it to the cell's metadata: firstquery.facts = {{{number!r}: 'SELECT …'}}"
        for number in dict.fromkeys(there)
        if number not in facts and number not in given
    ]
    found += [
        f"{fact!r} is among the cell's facts (or given) and not in its text, which has {', '.join(there) or 'none'}"
        for fact in [*own, *given]
        if not stands_in(fact, text)
    ]
    for fact, query in facts.items():
        if fact in there or (fact in own and stands_in(fact, text)):
            found += checked(fact, query, database)
    return found


def checked(number: str, query: str, database: sqlite3.Connection) -> list[str]:
    """Whether the query's one value, written as ``number`` is, is ``number``."""
    try:
        real = now(number, query, database)
    except ValueError as fault:
        return [str(fault)]
    return [] if real == number else [f"the text says {number!r}, the query gives {real!r}: {query}"]


def _per_cent(number: str) -> bool:
    return bool(re.search(r"(?:%|percent|per cent)$", number))
