"""Numbers in the text that the data decides: each stands in its cell's metadata beside the query that gives it.

``"firstquery": {"facts": {"1,743": "SELECT COUNT(*) FROM accounts ..."}}``. The query gives one value on the learning
snapshot; written as the number is (its decimals, its commas, its sign of per cent), it is the number. A number of a
pull request is asked in words: ``pull 0146: tests`` (see `OF_A_PULL`).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from firstquery.core import course, warehouse
from firstquery.core.errors import UserError
from firstquery.core.files import read_only_address
from firstquery.review.pulls import PullRequest, load

_UNIT = re.compile(r"(?:\s?%|\s(?:percent|per cent))$")
_PULL = re.compile(r"pull (?P<number>\d{4}): (?P<what>[\w ]+)")
_CODE = r"```.*?```|`[^`\n]*`"


def learning(stem: str = "") -> sqlite3.Connection:
    """The learning data that the week ``stem`` asks, the warehouse where none is named, opened for reading only."""
    path: Path = warehouse.warehouse_of(stem, course.COURSE, warehouse.learning(course.COURSE))
    return sqlite3.connect(read_only_address(path), uri=True)


def now(fact: str, query: str, database: sqlite3.Connection) -> str:
    """Return what the query gives, written as ``fact`` is.

    Raises `ValueError` with a sentence where it gives no one value.
    """
    if of_a_pull := _PULL.fullmatch(query):
        return written_like(fact, _in_a_pull(of_a_pull["number"], of_a_pull["what"]))
    try:
        rows = database.execute(query).fetchmany(2)
    except (sqlite3.Error, sqlite3.Warning) as fault:
        raise ValueError(f"the query of {fact!r} does not run: {fault}. {query}") from None
    if len(rows) != 1 or len(rows[0]) != 1:
        columns = len(rows[0]) if rows else 0
        raise ValueError(f"the query of {fact!r} gives {len(rows)} rows of {columns} columns, not one value")
    value = rows[0][0]
    is_number = isinstance(value, int | float) and bool(re.search(r"\d", fact))
    return written_like(fact, value) if is_number else str(value)


def written_like(number: str, value: float) -> str:
    """Return ``value`` in the style of ``number``: its decimals, its commas, its sign of per cent."""
    unit = _UNIT.search(number)
    bare = number[: unit.start()] if unit else number
    whole, _, decimals = bare.partition(".")
    has_commas = "," in whole or len(whole) <= 3
    text = f"{value:,.{len(decimals)}f}" if has_commas else f"{value:.{len(decimals)}f}"
    return text + (unit.group() if unit else "")


def _in_a_pull(number: str, what: str) -> int:
    if what not in OF_A_PULL:
        raise ValueError(f"of a pull request there are {', '.join(OF_A_PULL)}, and not {what!r}")
    try:
        return OF_A_PULL[what](load(number))
    except UserError as fault:
        raise ValueError(str(fault)) from None


def _tests(pull: PullRequest) -> int:
    return sum(_tests_by_file(pull).values())


def _new_tests(pull: PullRequest) -> int:
    """Return those of its new files.

    Where it changes a file of tests, its log alone can't tell the new ones from the old.
    """
    changed = [one for one in pull.files if one.path.startswith("tests/test_")]
    if old := [one.path for one in changed if one.how != "new"]:
        raise ValueError(f"pull request {pull.number} changes tests of today: {', '.join(old)}")
    return sum(_tests_by_file(pull)[one.path] for one in changed)


def _tests_by_file(pull: PullRequest) -> dict[str, int]:
    """How many tests of each file CI ran, as its log shows them: a sign for each. Raises where one did not pass."""
    ran = {path: len(signs) for path, signs in re.findall(r"^(tests/\S+\.py) (\S+) +\[", pull.log, re.MULTILINE)}
    if pull.ci.split(" in ")[0] != f"{sum(ran.values())} passed":
        raise ValueError(f"the log of pull request {pull.number} has {sum(ran.values())} signs and says: {pull.ci}")
    return ran


#: What can be asked of a pull request. "tests of today" are those that main has: what CI ran less its new ones.
OF_A_PULL: dict[str, Callable[[PullRequest], int]] = {
    "tests": _tests,
    "tests of today": lambda pull: _tests(pull) - _new_tests(pull),
    "new tests": _new_tests,
    "added": lambda pull: sum(one.added for one in pull.files),
    "removed": lambda pull: sum(one.removed for one in pull.files),
    "files": lambda pull: len(pull.files),
}


def stands_in(fact: str, text: str) -> bool:
    """Return whether the text has ``fact`` as a whole: 92 does not stand in 1,920 or in 92.5."""
    return bool(re.search(_whole(fact), text))


def refresh(notebook: NotebookNode, database: sqlite3.Connection) -> list[str]:
    """Write what the data says now into the text and the metadata of ``notebook``, in place; says what it changed.

    Code in the text stays as it is. Raises `ValueError` where a query gives no one value. Read the sentences again
    afterwards: a number may have changed what they claim.
    """
    everywhere = notebook.metadata.get("firstquery", {})
    changed = []
    new_everywhere = _evaluate(everywhere.get("facts", {}), database)
    for cell in notebook.cells:
        said = cell.metadata.get("firstquery", {})
        renewed = _evaluate(said.get("facts", {}), database)
        for old, new in {**new_everywhere, **renewed}.items():
            if old != new and (old in renewed or stands_in(old, cell.source)):
                changed.append(f"{cell.get('id', '')}: {old} is now {new}")
        cell.source = _replace(cell.source, {**new_everywhere, **renewed})
        if renewed:
            said["facts"] = _key_by_value(said["facts"], renewed)
    if new_everywhere:
        everywhere["facts"] = _key_by_value(everywhere["facts"], new_everywhere)
    return changed


def _evaluate(facts: dict[str, str], database: sqlite3.Connection) -> dict[str, str]:
    return {fact: now(fact, query, database) for fact, query in facts.items()}


def _key_by_value(facts: dict[str, str], renewed: dict[str, str]) -> dict[str, Any]:
    made = {renewed[fact]: query for fact, query in facts.items()}
    if len(made) != len(facts):
        # Two different facts have become one number; which text belongs to which query, only an author can tell.
        raise ValueError(f"two facts of one cell are the same number now: {', '.join(renewed.values())}")
    return made


def _replace(text: str, renewed: dict[str, str]) -> str:
    if not renewed:
        return text
    either = "|".join(_whole(fact) for fact in sorted(renewed, key=len, reverse=True))
    return re.sub(
        rf"(?P<code>{_CODE})|{either}",
        lambda match: match.group() if match.group("code") else renewed[match.group()],
        text,
        flags=re.DOTALL,
    )


def _whole(fact: str) -> str:
    return rf"(?<![\w.,]){re.escape(fact)}(?!\w|[.,]\d)"
