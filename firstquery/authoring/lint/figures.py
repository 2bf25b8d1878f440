"""Numbers in the prose: each that the data could change stands beside the query that gives it.

A cell's metadata holds them: ``"firstquery": {"facts": {"1,743": "SELECT COUNT(*) ..."}}``. A number that is no fact of
the data (a convention, a claim that the text quotes) is listed under ``"given": ["98 %"]``. Smaller numbers and words
(who is largest) may stand among the facts as well, and are then held to their queries too.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache

from firstquery.authoring.facts import learning, now, stands_in
from firstquery.authoring.lint.prose import prose
from firstquery.authoring.lint.unit import SOLUTIONS, PageCell, Remark, Unit

_NUMBER = re.compile(r"(?<![\w.,/:-])[−-]?\d[\d,]*(?:\.\d+)?(?:\s?%|\s(?:percent|per cent)\b)?(?![\d/:-]|\w)")
_ID = re.compile(r"\bw\d\d-[a-z]\d+\b|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}:\d\d\b")
_YEAR = re.compile(r"20(?:1\d|2[0-9])")
#: How a number and its query are written in a cell's metadata, and in a comment of solutions.md.
FACT, LINE = '"{}": "SELECT …"', "{} :: SELECT …"
_EXAMPLE = re.compile(r"^```text[ \t]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def check_figures(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each number without a query, and for each that its query does not give."""
    with closing(learning(unit.name)) as database:
        views = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]

        @cache  # lesson, practice and solution often have the same number
        def check(fact: str, query: str) -> list[str]:
            for view in [view for view in views if view in query]:  # dozens of queries would compute it anew each
                database.execute(f'CREATE TEMP TABLE "{view}" AS SELECT * FROM main."{view}"')
                views.remove(view)
            return check_number(fact, query, database)

        for page in unit.sources:
            everywhere = page.metadata.get("facts", {})
            for cell in page.cells:
                if cell.type == "markdown" or cell.is_written:
                    # The numbers of an example in a worked solution count as those of the text around it.
                    is_solution = page.role == SOLUTIONS
                    text = _EXAMPLE.sub(r"\1", cell.source) if is_solution else cell.source
                    for sentence in faults(cell, text, everywhere, check, LINE if is_solution else FACT):
                        yield page.remark(cell, sentence)


def text_of(cell: PageCell, text: str) -> str:
    """Return what the cell says to a reader, without code, ids, dates and times."""
    if cell.is_written:
        text = "\n".join(line for line in text.splitlines()[1:] if not line.startswith("###"))
    return _ID.sub(" ", prose(text))


def numbers(text: str) -> list[str]:
    """Return the numbers that need a query: three or more digits, or a percentage; years and dates do not.

    Neither does the length of an answer, as in "at most 150 words".
    """
    listed = []
    for match in _NUMBER.finditer(text):
        number = match.group().strip().rstrip(",")
        whole = re.sub(r"\D", "", number.split(".")[0])
        if _YEAR.fullmatch(number) or (len(whole) < 3 and not _is_per_cent(number)):
            continue
        if re.match(r"\s+words\b", text[match.end() :]):
            continue
        listed.append(number)
    return listed


def faults(
    cell: PageCell, source: str, everywhere: dict[str, str], check: Callable[..., list[str]], written: str = FACT
) -> Iterator[str]:
    """Yield what is wrong with the numbers of a cell. ``everywhere``: the page's facts; ``written``: how one is."""
    own, given = cell.metadata.get("facts", {}), cell.metadata.get("given", [])
    facts = {**everywhere, **own}
    text = text_of(cell, source)
    there = numbers(text)
    for number in dict.fromkeys(there):
        if number not in facts and number not in given:
            yield f"{number!r} has no query. Add it to the facts: {written.format(number)}"
    for fact in [*own, *given]:
        if not stands_in(fact, text):
            is_told, has = "among the facts" if fact in own else "given", ", ".join(there) or "no number"
            yield f"{fact!r} is {is_told} and not in the text, which has {has}. Take it out."
    for fact, query in facts.items():
        if fact in there or (fact in own and stands_in(fact, text)):
            yield from check(fact, query)


def check_number(number: str, query: str, database: sqlite3.Connection) -> list[str]:
    """Return whether the query's one value, written as ``number`` is, is ``number``: a sentence where it is not."""
    try:
        real = now(number, query, database)
    except ValueError as fault:
        return [str(fault)]
    sentence = (
        f"The text says {number!r}, and its query gives {real!r}. Run: firstquery tidy --facts. The query: {query}"
    )
    return [] if real == number else [sentence]


def _is_per_cent(number: str) -> bool:
    return bool(re.search(r"(?:%|percent|per cent)$", number))
