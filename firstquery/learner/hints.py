"""The hints of an exercise: read from the practice, shown one at a time. Which were shown is kept."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from firstquery.checks.kind import unread
from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.exercises import record_shown, resolve, shown_hints, usage
from firstquery.learner.progress.history import moment_in
from firstquery.learner.solutions import access
from firstquery.learner.text import CODE_BLOCK, date, inline, show_markdown

_HINT = re.compile(r"<details>\s*<summary>\s*Hint \d+\s*</summary>\s*(.*?)\s*</details>", re.DOTALL)


@in_sentences(lambda: usage("hint"))
def hint(exercise: Any = None, number: Any = None) -> None:
    """Show the next hint to an exercise that was not shown yet; after the last, all of them again.

    ``exercise`` is its name, such as ``wNN-qN``, or the week with the exercise's ``number``; without either, the one
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
        then = f'\n\nA worked solution with its reasoning: `solution("{name}")`.' if access(week).is_open else ""
        show_markdown(f"All hints to {name} have been shown. Here they are again.\n\n{listed}{then}")
        return
    record_shown(name, number)
    more = len(hints) - number
    rest = f" {'One more' if more == 1 else f'{more} more'}: run this cell again." if more else ""
    show_markdown(f"**Hint {number} of {len(hints)} to {name}.** {hints[number - 1]}\n\n{rest}".rstrip())


def hints_of(week: course.Week, name: str) -> list[str]:
    """The hints to an exercise as Markdown, in their order: what stands in the practice above its answer cell."""
    found = (_hints_in(path, name) for path in (week.release, *week.former))
    return next((one for one in found if one), [])


def _hints_in(page: Path, name: str) -> list[str]:
    found: list[str] = []
    for cell in course.cells_in(page):
        if cell.kind == "markdown":
            found += _HINT.findall(cell.source)
        elif cell.id == f"{name}-answer":
            return found
        elif cell.id.endswith("-answer"):
            found = []
    return []


def as_plain_text(hint: str) -> str:
    """Return a hint as a check shows it: words on one line, without backticks, which would be signs to type.

    A block of code stands below the words in its own lines, set in, so that it can be copied.
    """
    lines: list[str] = []
    for block in CODE_BLOCK.split(hint):
        if block.startswith("```"):
            lines += [f"    {line}" for line in block.splitlines()[1:-1]]
        elif block.strip():
            lines.append(inline(block).replace("`", ""))
    return "\n".join(lines)


def was_right(exercise: str, now: dt.datetime | None = None, kind_name: str = "") -> str:
    """Return one line to show below "not attempted" where the kept answer was right, by `now` (with an offset)."""
    best = (records.read(exercise) or {}).get("best")
    if records.at_the_grader() or not isinstance(best, dict) or best.get("outcome") != "right":
        return ""
    now = now or dt.datetime.now().astimezone()
    at = moment_in(best.get("at"), now)
    day = at.astimezone(now.tzinfo) if at else None
    when = "before" if day is None else "earlier today" if day.date() == now.date() else f"on {date(day, now)}"
    was = "All that a check can see was there" if unread(kind_name) else "It was right"
    return f"{was} {when}, and that stays. To check it anew, run the cell of your answer, then this one."


def failed_in_a_row(exercise: str) -> int:
    """Return how many of the kept attempts since the last right one were "not yet", each with an answer of its own."""
    return count_failed(exercise)[0]


def count_failed(exercise: str) -> tuple[int, bool]:
    """Return that number, and whether the last answer is the one before it again; one without a digest is another."""
    made = (records.read(exercise) or {}).get("attempts")
    count, last, again = 0, "", False
    for one in made if isinstance(made, list) else []:
        outcome = one.get("outcome") if isinstance(one, dict) else None
        if outcome == "right":
            count, last, again = 0, "", False
        elif outcome == "not-yet":
            digest = str(one.get("digest", ""))
            again = digest == last != ""
            count, last = count + (not again), digest
    return count, again
