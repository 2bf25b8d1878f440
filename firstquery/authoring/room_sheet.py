"""The run sheet for the room: two printed pages of a week, made from answers.py, its key and its practice.

Of each exercise the right answer, what the likeliest mistakes leave on the screen beside the question to ask, and the
rubric of a text. What happens in which minute stands in facilitator.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.authoring.run_sheet import entries, result_of
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.grading import answers
from firstquery.grading.answers import Exercise
from firstquery.grading.practice import read_rubric
from firstquery.html import page, templates

LIKELIEST = 5
MOST_LINES = 7  # of a right answer: who needs the rest has answers.py
_HERE = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Section:
    """One exercise on the sheet. ``mistakes`` are (what the screen shows, name, question), the likeliest first."""

    id: str
    title: str
    right: str
    code: str
    mistakes: list[tuple[str, str, str]]
    rubric: str


def render(week: course.Week) -> str:
    """Return the sheet of a week as one HTML page, for two sides of A4.

    Raises `UserError` where the week has no answers.
    """
    if not week.answers.is_file():
        raise UserError(f"The run sheet of week {week.number} is made from {week.answers}, which is not here.")
    listed = list(_sections(week, answers.read(week.answers), entries(week)))
    body = templates(_HERE).get_template("room_sheet.html.j2").render(sections=listed)
    style = (_HERE / "room_sheet.css").read_text(encoding="utf-8")
    return page(f"Week {week.number}: {week.title}. Run sheet for the room", body, further_style=style)


def _sections(week: course.Week, exercises: dict[str, Exercise], keys: dict[str, Any]) -> Iterator[Section]:
    for exercise in exercises.values():
        expected = keys.get(exercise.id, {}).get("expected", {})
        payloads = {one["name"]: one.get("payload") for one in expected.get("mistakes", []) if "name" in one}
        _, rubric = read_rubric(week.stem, f"{exercise.id}-answer")
        yield Section(
            exercise.id,
            exercise.title,
            _summarize(expected.get("answer")),
            "" if exercise.kind == "text" else _code(exercise),
            [
                (_summarize(payloads.get(one.name)), one.name, " ".join(one.message.split()))
                for one in exercise.by_role("wrong")[:LIKELIEST]
            ],
            rubric,
        )


def _code(exercise: Exercise) -> str:
    """Return the shortest right answer, cut where it is long."""
    codes = ["\n".join(one.cells) for one in exercise.by_role("right")]
    lines = min(codes, key=lambda code: (code.count("\n"), len(code)), default="").strip().splitlines()
    left = len(lines) - MOST_LINES
    return "\n".join([*lines[:MOST_LINES], f"… {left} more lines in answers.py"] if left > 1 else lines)


def _summarize(payload: Any) -> str:
    """Return what an answer leaves on the screen in a few words: of a table also its first row."""
    if isinstance(payload, dict) and payload.get("rows") and len(payload["rows"]) * len(payload["rows"][0]) > 1:
        first = ", ".join(result_of({"type": "scalar", "value": one}) for one in payload["rows"][0][:3])
        rows = f"{len(payload['rows']):,} {'row' if len(payload['rows']) == 1 else 'rows'}"
        return f"{rows}: {first[:48]}{'…' if len(first) > 48 or len(payload['rows']) > 1 else ''}"
    if isinstance(payload, dict) and payload.get("rows"):
        payload = {"type": "scalar", "value": payload["rows"][0][0]}
    return result_of(payload)
