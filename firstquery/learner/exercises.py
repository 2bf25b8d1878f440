"""The exercises of a week as its key lists them: what `rebuild` prepares and `finish` counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from firstquery.core.course import EXERCISE, Week, work_folder


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
    for path in (Path("key.json"), *_keys(week)):
        found = _listed(path)
        if found and found[0] == week.stem:
            return list(found[1])
    return []


def exercises_here() -> list[Exercise]:
    """Those of the key beside the notebook, whichever week it is; empty where there is none."""
    found = _listed(Path("key.json"))
    return list(found[1]) if found else []


def exercises_anywhere(week: Week) -> list[Exercise]:
    """The same, whatever folder this process stands in: from the learner's folder, else from the course."""
    found = next((found for path in _keys(week) if (found := _listed(path)) and found[0] == week.stem), None)
    return list(found[1]) if found else []


def _keys(week: Week) -> tuple[Path, Path]:
    return work_folder() / "practice" / week.stem / "key.json", week.key


def _listed(path: Path) -> tuple[str, tuple[Exercise, ...]] | None:
    """The stem and the exercises of the key at ``path``; None where there is none that can be read."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _parsed(path.absolute(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=128)
def _parsed(path: Path, _changed: int, _size: int) -> tuple[str, tuple[Exercise, ...]] | None:
    """A key has hundreds of kilobytes, and all of them are asked for at each look at the course: read once."""
    try:
        key = json.loads(path.read_text(encoding="utf-8"))
        found = sorted(_read(key["exercises"]), key=lambda one: int(one.id.rpartition("q")[2]))
        return str(key["week"]), tuple(found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


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
