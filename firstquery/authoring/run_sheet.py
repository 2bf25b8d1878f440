"""The generated parts of facilitator.md: the likeliest mistakes with their results, rubrics, and every mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.grading import answers
from firstquery.grading.answers import Exercise

START, END = "<!-- mistakes -->", "<!-- /mistakes -->"
APPENDIX = "## Appendix: every mistake on the list"
LIKELIEST = 3
_LONGEST = 140


def tidy(week: course.Week, *, check: bool = False) -> bool:
    """Fill the generated parts of facilitator.md from answers.py and the key; True when that changes it.

    ``check`` writes nothing. Raises `UserError` where the file has no place for them, or answers.py can't be read.
    """
    if not week.facilitator.is_file() or not week.answers.is_file():
        return False
    before = week.facilitator.read_bytes()
    after = insert_mistakes(before.decode("utf-8"), week).encode("utf-8")
    if after != before and not check:
        week.facilitator.write_bytes(after)
    return after != before


def insert_mistakes(text: str, week: course.Week) -> str:
    """Return ``text`` with the likeliest mistakes between the two marks, and all of them at its end."""
    text = text.replace("\r\n", "\n").partition(APPENDIX)[0]
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        raise UserError(
            f"{week.facilitator} needs the lines {START} and {END}, once each: the mistakes go between them."
        )
    exercises = answers.read(week.answers)
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    likely = "\n".join(_likeliest(exercises, entries(week)))
    return f"{head}{START}\n\n{likely}\n{END}{tail.rstrip()}\n\n{APPENDIX}\n\n{_table(exercises)}"


def entries(week: course.Week) -> dict[str, Any]:
    """Return the exercises of the key that ships; {} before the first release."""
    try:
        key = json.loads(week.key.read_text(encoding="utf-8"))
        found: dict[str, Any] = key["exercises"]
        present = key.get("practices", [[*found]])[0]
    except (OSError, ValueError, KeyError):
        return {}
    return {name: entry for name, entry in found.items() if name in present}


def _likeliest(exercises: dict[str, Exercise], keys: dict[str, Any]) -> Iterator[str]:
    """Of each exercise the first mistakes of its list, by what the screen shows, and the rubric of a text."""
    for exercise in exercises.values():
        expected = keys.get(exercise.id, {}).get("expected", {})
        payloads = {one["name"]: one.get("payload") for one in expected.get("mistakes", [])}
        yield f"**{exercise.id}, {exercise.title}**"
        yield ""
        for one in exercise.by_role("wrong")[:LIKELIEST]:
            result = result_of(payloads.get(one.name))
            yield f"- {f'**{result}**: ' if result else ''}{one.name}. *{plain(one.message)}*"
        if ticks := expected.get("ticks"):
            yield f"- What makes it good: {'; '.join(tick.rstrip('.') for tick in ticks)}."
        yield ""


def result_of(payload: Any) -> str:
    """Return what a mistake leaves on the screen, in a few words; "" where there is nothing short to say."""
    if not isinstance(payload, dict):
        return ""
    if payload.get("type") == "table":
        rows = payload["rows"]
        if len(rows) == 1 == len(rows[0]):
            return _number(rows[0][0])
        return f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}"
    return _number(payload["value"]) if payload.get("type") == "scalar" else ""


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return plain(str(value))
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}" if abs(value) < 1 else f"{value:,.2f}"


def _table(exercises: dict[str, Exercise]) -> str:
    """Return the table in Markdown: exercise, mistake, how it looks, what to ask."""
    rows = ["| exercise | mistake | how it looks | the question to ask |", "| --- | --- | --- | --- |"]
    for exercise in exercises.values():
        for one in exercise.by_role("wrong", "typed"):
            looks = _looks("\n".join(one.cells)) if one.role == "wrong" else "the result, typed in by hand"
            rows.append(f"| {exercise.id} | {plain(one.name)} | {looks} | {plain(one.message)} |")
    return "\n".join(rows) + "\n"


def plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _looks(code: str) -> str:
    """Return the code of a wrong answer as one short line of a table."""
    line = re.sub(
        r"\s+", " ", " ".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))
    ).strip()
    if query := re.fullmatch(r"\w+ = sql\(\s*\"((?:[^\"]|\"\s+\")*)\"\s*\)", line):
        line = re.sub(r"\"\s+\"", "", query.group(1)).strip()
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rstrip() + "…"
    fence = "``" if "`" in line else "`"
    return f"{fence}{line}{fence}".replace("|", "\\|")
