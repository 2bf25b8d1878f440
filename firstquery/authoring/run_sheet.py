"""The part of facilitator.md that is generated: which mistakes to expect, and what to ask, as answers.py has them."""

from __future__ import annotations

import re

from firstquery.core import course
from firstquery.core.errors import UserError

START, END = "<!-- mistakes -->", "<!-- /mistakes -->"
_LONGEST = 140


def tidy(week: course.Week, *, check: bool = False) -> bool:
    """Fills the table of facilitator.md from answers.py; True when that changes it. ``check`` writes nothing.

    Raises `UserError` where the file has no place for it, or answers.py can't be read.
    """
    if not week.facilitator.is_file() or not week.answers.is_file():
        return False
    before = week.facilitator.read_bytes()
    after = with_mistakes(before.decode("utf-8"), week).encode("utf-8")
    if after != before and not check:
        week.facilitator.write_bytes(after)
    return after != before


def with_mistakes(text: str, week: course.Week) -> str:
    """``text`` with the table of the week's mistakes between the two marks."""
    text = text.replace("\r\n", "\n")
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        raise UserError(
            f"{week.facilitator} needs the lines {START} and {END}, once each: the mistakes go between them."
        )
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n\n{mistakes(week)}\n{END}{tail.rstrip()}\n"


def mistakes(week: course.Week) -> str:
    """The table in Markdown: exercise, mistake, how it looks, what to ask."""
    from firstquery.grading import answers

    rows = ["| exercise | mistake | how it looks | the question to ask |", "| --- | --- | --- | --- |"]
    for exercise in answers.read(week.answers).values():
        for one in exercise.of("wrong", "typed"):
            looks = _looks("\n".join(one.cells)) if one.role == "wrong" else "the result, typed in by hand"
            rows.append(
                f"| {exercise.id}, {_plain(exercise.title)} | {_plain(one.name)} | {looks} | {_plain(one.message)} |"
            )
    return "\n".join(rows) + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _looks(code: str) -> str:
    """The code of a wrong answer as one short line of a table."""
    line = re.sub(
        r"\s+", " ", " ".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))
    ).strip()
    if query := re.fullmatch(r"\w+ = sql\(\s*\"((?:[^\"]|\"\s+\")*)\"\s*\)", line):
        line = re.sub(r"\"\s+\"", "", query.group(1)).strip()
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rstrip() + "…"
    fence = "``" if "`" in line else "`"
    return f"{fence}{line}{fence}".replace("|", "\\|")
