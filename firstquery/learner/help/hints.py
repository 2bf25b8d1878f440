"""The two hints of an exercise: read from the practice, shown one at a time, and which were shown is kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.help.exercise_reference import resolve, usage
from firstquery.learner.help.markdown import show
from firstquery.learner.help.solution_dates import access

RECORD = "help"
_HINT = re.compile(r"<details>\s*<summary>\s*Hint \d+\s*</summary>\s*(.*?)\s*</details>", re.DOTALL)


@in_sentences(lambda: usage("hint"))
def hint(exercise: Any = None, number: Any = None) -> None:
    """Shows the next hint to an exercise that was not shown yet; after the last, all of them again.

    ``exercise`` is its name, such as ``w01-q3``, or the week with the exercise's ``number``; without either, the one
    that was checked last and is not right yet. Raises `UserError` where there is no such exercise. Silent at the
    grader.
    """
    if records.at_the_grader():
        return
    week, name = resolve(exercise, number)
    hints = hints_of(week, name)
    if not hints:
        raise UserError(f"The hints to {name} are not here. `firstquery lab` puts the practice back; your work stays.")
    before = shown_hints(name)
    number = next((number for number in range(1, len(hints) + 1) if number not in before), None)
    if number is None:
        listed = "\n\n".join(f"**Hint {place}.** {text}" for place, text in enumerate(hints, 1))
        show(f"Both hints to {name} have been shown. Here they are again.\n\n{listed}{_and_then(week, name)}")
        return
    record_shown(name, number)
    more = len(hints) - number
    rest = f" {'One more' if more == 1 else f'{more} more'}: run this cell again." if more else ""
    show(f"**Hint {number} of {len(hints)} to {name}.** {hints[number - 1]}\n\n{rest}".rstrip())


def hints_of(week: course.Week, name: str) -> list[str]:
    """The hints to an exercise as Markdown, in their order, from the practice; empty where it has none."""
    for practice in (week.release, course.work_folder() / "practice" / week.stem / f"{week.stem}.ipynb"):
        if hints := _hints_in(practice, f"{name}-answer"):
            return hints
    return []


def shown_hints(name: str) -> set[int]:
    """The numbers of the hints to an exercise that were shown to her."""
    told = (records.read(RECORD) or {}).get(name)
    shown = told.get("hints") if isinstance(told, dict) else None
    return {one["number"] for one in shown or [] if isinstance(one, dict) and isinstance(one.get("number"), int)}


def record_shown(name: str, number: int | None) -> None:
    """Keeps that a hint was shown, or, without a number, the worked solution."""

    def add(record: records.Record) -> records.Record:
        told: Any = record.get(name)
        told = told if isinstance(told, dict) else {}
        what = "solution" if number is None else "hints"
        before = told.get(what) if isinstance(told.get(what), list) else []
        new = {"at": records.now()} | ({} if number is None else {"number": number})
        return {**record, "version": 1, name: {**told, what: [*before, new][-20:]}}

    records.update(RECORD, add)


def _and_then(week: course.Week, name: str) -> str:
    return f'\n\nA worked solution with its reasoning: `solution("{name}")`.' if access(week).is_open else ""


def _hints_in(notebook: Path, answer: str) -> list[str]:
    """What stands as a hint between the answer cell before and the one with the id ``answer``."""
    found: list[str] = []
    for cell in course.cells_in(notebook):
        if cell.kind == "markdown":
            found += _HINT.findall(cell.source)
        elif cell.id == answer:
            return found
        elif cell.id.endswith("-answer"):
            found = []
    return []
