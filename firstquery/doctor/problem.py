"""What one examination found: a sentence that says what is wrong, and one that says how to mend it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from firstquery.core import course

# A fault keeps something from working; a warning is worth knowing, and the course works all the same.
Level = Literal["fault", "warning"]


@dataclass(frozen=True)
class Problem:
    """``what`` is wrong and how to ``mend`` it, each a sentence or two."""

    what: str
    mend: str
    level: Level = "fault"


@dataclass(frozen=True)
class Folders:
    """What is examined: the folder of the course, and the learner's own folder."""

    course: Path
    work: Path


Check = Callable[[Folders], Iterator[Problem]]


def start() -> str:
    """Return how the course is started here."""
    return f"`{course.opening()}`"


def few(names: list[str], most: int = 3) -> str:
    """Names for a sentence, the first few of them."""
    listed = names[:most]
    if rest := len(names) - len(listed):
        return f"{', '.join(listed)} and {rest} more"
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"


def read(path: Path) -> dict[str, Any] | None:
    """Return the JSON object in a file; None where it is missing, unreadable or something else."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def is_notebook(path: Path) -> bool:
    return isinstance((read(path) or {}).get("cells"), list)
