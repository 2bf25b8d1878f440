"""A review in a key: the truths of its pull requests, sealed, and the mistakes by what their reviews come to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firstquery.check.kinds import review
from firstquery.review.seal import seal_of
from firstquery.sentence import Sentence

_REVIEWS = re.compile(r"^# %% w\d\d-q\d+ exercise: review\b", re.MULTILINE)


def folder(course: Path) -> Path:
    """Where the truths lie: with the instructor."""
    return course / "source" / "pull-requests"


def entry(
    course: Path, numbers: Sequence[str], mistakes: Sequence[dict[str, Any]], snapshot: str, warehouse: Path
) -> dict[str, Any]:
    """What an entry says of right and wrong. ``warehouse`` is named where it is not the one that ships.

    Raises `Sentence` where a truth is missing, or a mistake is no review.
    """
    made: dict[str, Any] = {
        "pull": list(numbers),
        "sealed": {number: seal_of(folder(course), number) for number in numbers},
    }
    if snapshot != "learning":
        made["warehouse"] = str(warehouse.relative_to(course) if warehouse.is_relative_to(course) else warehouse)
    known = []
    for mistake in mistakes:
        payload = mistake["payload"]
        if payload.get("type") != "review" or payload["pull"] not in numbers:
            raise Sentence(f"The wrong answer {mistake['name']!r} is no review of {', '.join(numbers)}.")
        told = {name: mistake[name] for name in ("name", "message")}
        known.append({**told, "signature": review.signature(payload, made)})
    return {**made, "mistakes": known}


def stamp(course: Path, answers: Path) -> str:
    """Changes when a truth does; empty where ``answers`` has no review."""
    if not _REVIEWS.search(answers.read_text(encoding="utf-8", errors="replace")):
        return ""
    total = hashlib.sha256()
    for path in sorted(one for one in folder(course).rglob("*") if one.is_file()):
        total.update(str(path.relative_to(course)).encode() + path.read_bytes())
    return total.hexdigest()
