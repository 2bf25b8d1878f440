"""What is kept on the learner's own machine: small JSON files in ``WORK/.records/``, one for each thing.

Nothing here ever raises to the learner. Where the folder cannot be written (read-only, full disk), the hour goes on and
nothing is kept. A file that is damaged is set aside under another name and a new one begun.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core.course import work_folder

Record = dict[str, Any]

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
# Enough to see how an exercise went; a cell run in a loop must not fill the disk.
MOST_ATTEMPTS = 200
MOST_SAID = 600  # characters
MOST_FINDINGS, MOST_DATA = 8, 600  # of one attempt, and characters of the data of each


@dataclass(frozen=True)
class Progress:
    """How one exercise stands: the best ``outcome`` so far, points earned of ``max_points``, and how many attempts."""

    outcome: str
    points: float
    max_points: float
    attempts: int


def at_the_grader() -> bool:
    """Whether this kernel runs a submission (env FIRSTQUERY_GRADER): nothing is kept or told there."""
    return os.environ.get("FIRSTQUERY_GRADER", "") not in ("", "0")


def folder() -> Path:
    return work_folder() / ".records"


def now() -> str:
    """The moment, local time to the second with its offset, as ISO text."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def read(name: str) -> Record | None:
    """The record of that name, or None where there is none, or none that can be read."""
    try:
        return _load(_path(name))
    except (OSError, ValueError):
        return None


def update(name: str, change: Callable[[Record], Record]) -> bool:
    """Replaces the record by ``change(record)`` (an empty dict at first). False: it could not be kept."""
    try:
        path = _path(name)
        # Two notebooks open at once: neither overwrites what the other has kept meanwhile.
        with whole.hold_lock(path.with_name(".lock")):
            # A file that is there and cannot be opened is left alone: writing would lose what it holds.
            found = _load(path)
            return _write(path, change(found or {}))
    except (OSError, ValueError, TypeError, RecursionError):
        return False


def attempt(
    exercise: str,
    outcome: str,
    points: float = 0,
    max_points: float = 0,
    mistake: str | None = None,
    said: str = "",
    digest: str = "",
    findings: Sequence[Mapping[str, Any]] = (),
) -> bool:
    """Keeps one attempt at an exercise, and what was ``said`` to it; the best one counts.

    ``findings`` are those of the verdict: ``code`` and ``data``, which is left out where it is long. ``digest`` tells
    one answer from another without holding it. False: not kept (at the grader, or no place to).
    """
    if at_the_grader():
        return False

    def add(record: Record) -> Record:
        made = record.get("attempts")
        made = [one for one in made if isinstance(one, dict)] if isinstance(made, list) else []
        made.append(
            {
                "at": now(),
                "outcome": outcome,
                "points": points,
                "max_points": max_points,
                "mistake": mistake,
                "said": said[:MOST_SAID],
                "findings": [_short(one) for one in findings[:MOST_FINDINGS]],
                "digest": digest,
            }
        )
        count = _number(record.get("count")) + 1
        best = record.get("best")
        if not isinstance(best, dict) or (outcome == "right", points) >= (
            best.get("outcome") == "right",
            _number(best.get("points")),
        ):
            best = made[-1]
        return {
            "version": 1,
            "exercise": exercise,
            "best": best,
            "count": int(count),
            "attempts": made[-MOST_ATTEMPTS:],
        }

    return update(exercise, add)


def _short(finding: Mapping[str, Any]) -> dict[str, Any]:
    data = finding.get("data") or {}
    kept = {"data": data} if len(json.dumps(data, default=str)) <= MOST_DATA else {}
    return {"code": str(finding.get("code", "")), **kept}


def progress(exercises: Iterable[str]) -> dict[str, Progress]:
    """How each of these exercises stands; those that were never attempted are left out."""
    found: dict[str, Progress] = {}
    for exercise in exercises:
        if (record := read(exercise)) and (stands := progress_in(record)):
            found[exercise] = stands
    return found


def progress_in(record: Record) -> Progress | None:
    """How the exercise of this record stands; None where the record tells of no attempt."""
    best = record.get("best")
    if not isinstance(best, dict):
        return None
    return Progress(
        outcome=str(best.get("outcome", "not-yet")),
        points=_number(best.get("points")),
        max_points=_number(best.get("max_points")),
        attempts=int(_number(record.get("count"))),
    )


def _number(value: object) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return value if number else 0  # type: ignore[return-value]


def _path(name: str) -> Path:
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a record")
    return folder() / f"{name}.json"


def _load(path: Path) -> Record | None:
    """The record at ``path``, None where there is none. A damaged one is set aside. Raises OSError."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict):
        return record
    for number in range(1, 100):
        aside = path.with_name(f"{path.name}.damaged-{number}")
        if not aside.exists():
            path.replace(aside)
            break
    return None


def _write(path: Path, record: Record) -> bool:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n"
    whole.write(path, text.encode("utf-8", "replace"))
    return True
