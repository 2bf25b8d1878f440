"""An exercise as its key has it, and how the key is found and loaded: one JSON file a week, of two halves.

Of each exercise it holds ``kind, name, points, title, options, questions, expected``. Where answers are only made, the
questions half is all there is: ``kind, name, questions`` (`questions_half`).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERSION = 2
EXERCISE = re.compile(r"w(\d\d)-q\d+(?:v\d+)?", re.ASCII)
_loaded: dict[Path, tuple[tuple[int, int], dict[str, Any]]] = {}


class KeyProblem(Exception):
    """No key can be used; the message is a sentence for the learner, with a way out."""


@dataclass(frozen=True)
class Exercise:
    """``id`` as in wNN-qN, the ``name`` that holds the answer, ``kind``, ``title``, ``points``.

    ``entry`` is all that its key says.
    """

    id: str
    name: str
    kind: str
    title: str = ""
    points: float = 0.0
    entry: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def week(self) -> int:
        """The number of its week."""
        return int(self.id[1:3])

    @property
    def is_optional(self) -> bool:
        """Whether its key gives it no points: a practice is done without it."""
        return self.entry.get("points") == 0

    @property
    def cell(self) -> str:
        """The id of the cell that is answered in."""
        return f"{self.id}-answer"


def find_exercise(exercise: str) -> Exercise:
    """Return an exercise from the key of the learning snapshot, by its id. Raises `KeyProblem`."""
    week = EXERCISE.fullmatch(exercise)
    if not week:
        from firstquery.core.course import example

        raise KeyProblem(
            f"`{exercise[:40]}` is not the name of an exercise; a name looks like `{example()}`. "
            "If the cell was changed, write the name as it was."
        )
    problem: KeyProblem | None = None
    seen: list[str] = []
    for path in _places(int(week[1])):
        try:
            key = load(path)
        except FileNotFoundError:
            continue
        except KeyProblem as found:
            problem = problem or found
            continue
        if exercise in key["exercises"]:
            return read_exercise(exercise, key["exercises"][exercise])
        seen += [name for name in key["exercises"] if name.startswith(exercise[:4])]
    if problem:
        raise problem
    if seen:
        raise KeyProblem(f"Week {int(week[1])} has no exercise `{exercise}`. It has: {', '.join(dict.fromkeys(seen))}.")
    raise KeyProblem(
        f"The key of week {int(week[1])} was not found, so `{exercise}` cannot be checked. "
        "Open the practice from your First Query folder, where `key.json` lies beside it."
    )


def read_exercise(exercise: str, entry: Mapping[str, Any]) -> Exercise:
    """Return the exercise of that id whose entry in a key this is."""
    points = entry.get("points", 0)
    return Exercise(
        exercise,
        str(entry.get("name", "")),
        str(entry["kind"]),
        str(entry.get("title", "")),
        float(points) if isinstance(points, int | float) else 0.0,
        entry,
    )


def load(path: Path) -> dict[str, Any]:
    """The whole key, read again only when the file has changed. Raises FileNotFoundError or `KeyProblem`."""
    path = path.absolute()
    try:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        if path in _loaded and _loaded[path][0] == stamp:
            return _loaded[path][1]
        key = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(path) from None
    except (OSError, ValueError, RecursionError):
        raise KeyProblem(f"The key {path} cannot be read. {_again()}") from None
    if not isinstance(key, dict) or not isinstance(key.get("exercises"), dict):
        raise KeyProblem(f"The key {path} is damaged. {_again()}")
    if key.get("version") != VERSION:
        raise KeyProblem(
            f"The key {path} is of another version of First Query. Update the course, then close this "
            "notebook and open it again."
        )
    forms = {"kind": str, "expected": dict}
    for entry in key["exercises"].values():
        if not (isinstance(entry, dict) and all(isinstance(entry.get(part), form) for part, form in forms.items())):
            raise KeyProblem(f"The key {path} is damaged. {_again()}")
    _loaded[path] = (stamp, key)
    return key


def _again() -> str:
    from firstquery.core.course import opening

    return f"Fetch it again: delete that file and open the course with `{opening()}`."


def questions_half(key: dict[str, Any]) -> dict[str, Any]:
    """The half of a key that may go wherever answers are made: no expected value is in it."""
    parts = ("kind", "name", "questions")
    exercises = {name: {part: entry.get(part) for part in parts} for name, entry in key["exercises"].items()}
    return {"version": VERSION, "week": key.get("week"), "exercises": exercises}


def exercise_questions(exercise: str) -> dict[str, Any]:
    """The exercise's entry in the questions half that the grader has put beside its kernel; {} where there is none."""
    found = all_questions().get(exercise)
    return found if isinstance(found, dict) else {}


def all_questions() -> dict[str, Any]:
    """All entries of the questions half by exercise; {} where no grader has put one beside this kernel."""
    try:
        found = json.loads(Path(os.environ["FIRSTQUERY_QUESTIONS"]).read_text(encoding="utf-8"))["exercises"]
        return found if isinstance(found, dict) else {}
    except (KeyError, OSError, ValueError, TypeError):
        return {}


def _places(week: int) -> Iterator[Path]:
    """Where a week's key may lie, the nearest first."""
    yield Path("key.json")
    from firstquery.core.course import course_folder, work_folder

    for folder in (work_folder() / "practice", course_folder() / "release"):
        try:
            yield from (found / "key.json" for found in sorted(folder.glob(f"week-{week:02d}-*")))
        except OSError:
            continue
