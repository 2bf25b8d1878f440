"""The exercises of a week as its key lists them: what `rebuild` prepares and `finish` counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firstquery.course import EXERCISE, Week, work_folder


@dataclass(frozen=True)
class Exercise:
    """``id`` as in w01-q3, the ``name`` that holds the answer, ``kind``, ``title``, ``points``."""

    id: str
    name: str
    kind: str
    title: str
    points: float


def exercises_of(week: Week) -> list[Exercise]:
    """In order of the practice; empty where no key of the week is found or it cannot be read."""
    for path in _keys(week):
        try:
            key = json.loads(path.read_text(encoding="utf-8"))
            if key["week"] == week.stem:
                return sorted(_read(key["exercises"]), key=lambda one: int(one.id.rpartition("q")[2]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return []


def _keys(week: Week) -> Iterator[Path]:
    yield Path("key.json")
    yield work_folder() / "practice" / week.stem / "key.json"
    yield week.key


def _read(listed: dict[str, dict[str, object]]) -> Iterator[Exercise]:
    for name, one in listed.items():
        if EXERCISE.fullmatch(name):
            points = one.get("points", 0)
            yield Exercise(
                id=name,
                name=str(one["name"]),
                kind=str(one["kind"]),
                title=str(one.get("title", "")),
                points=points if isinstance(points, int | float) else 0,
            )
