"""What one examination found: a sentence that says what is wrong, and one that says how to mend it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# A fault keeps something from working; a warning is worth knowing, and the course works all the same.
Level = Literal["fault", "warning"]


@dataclass(frozen=True)
class Finding:
    """``what`` is wrong and how to ``mend`` it, each a sentence or two."""

    what: str
    mend: str
    level: Level = "fault"


@dataclass(frozen=True)
class Where:
    """What is examined: the folder of the course, the learner's own folder, and her home where she has one."""

    course: Path
    work: Path
    home: Path | None


Check = Callable[[Where], Iterator[Finding]]


def warning(what: str, mend: str) -> Finding:
    return Finding(what, mend, "warning")


def start() -> str:
    """How the course is started on this system."""
    return "`py start.py`" if os.name == "nt" else "`python3 start.py`"


def few(names: list[str], most: int = 3) -> str:
    """Names for a sentence, the first few of them."""
    listed = names[:most]
    rest = len(names) - len(listed)
    if rest:
        return f"{', '.join(listed)} and {rest} more"
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
