"""What a submission and a release are made of, as the repair sees them: cells, slots, and what was found out."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from firstquery.first_line import read

_COMMENT = re.compile(r"\s*(--|#|$)")


@dataclass(frozen=True)
class Cell:
    """A cell of a submission. ``kind`` is code, markdown or raw; ``grade_id`` and ``id`` are None where there is none.

    ``outputs`` and ``count`` are whatever stood there: they are cleaned before they are shown. ``lost`` is a sentence
    where a part of the source is gone.
    """

    kind: str
    source: str
    grade_id: str | None = None
    id: str | None = None
    outputs: Any = field(default_factory=list)
    count: Any = None
    lost: str = ""

    @cached_property
    def text(self) -> str:
        """The source without what an editor adds at its ends: for comparing."""
        return plain(self.source)

    @property
    def name(self) -> str | None:
        """The name in a first line such as ``%%sql paying_customers``."""
        return self._read[0]

    @property
    def has_body(self) -> bool:
        """Whether anything stands below the first line."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[str | None, bool]:
        name, below = first_line(self.source)
        return name, bool(below.strip())


@dataclass(frozen=True)
class Slot:
    """A cell of the release. ``role`` is answer, check, locked, code or text; ``name`` is what a check looks at."""

    id: str
    kind: str
    source: str
    role: str
    metadata: dict[str, Any]
    grade_id: str | None = None
    exercise: str | None = None
    name: str | None = None

    @cached_property
    def text(self) -> str:
        return plain(self.source)

    def is_blank(self, cell: Cell) -> bool:
        """Whether nothing was written into the answer: it is as released, or empty below its first line."""
        return cell.text == self.text or not cell.has_body


@dataclass
class Findings:
    """What a repair found. ``notes`` are sentences by exercise (None: the whole notebook), for learner and facilitator.

    ``doubts`` are exercises whose answer is graded only when it is right, and else ungraded with that sentence;
    ``withheld`` are those that are ungraded in any case.
    """

    notes: list[tuple[str | None, str]] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)

    answers: dict[str, str] = field(default_factory=dict)  # grade ids of the answer cells, by exercise

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def note(self, sentence: str, exercise: str | None = None) -> None:
        if (exercise, sentence) not in self.notes:
            self.notes.append((exercise, sentence))

    def doubt(self, exercise: str | None, sentence: str) -> None:
        if exercise is not None:
            self.doubts.setdefault(exercise, sentence)


def first_line(source: str) -> tuple[str | None, str]:
    """The name in a first line such as ``%%sql name`` (None where there is none), and what stands below it.

    It is understood as a learner's own kernel does: capitals, comments above, a percent sign too few.
    """
    lines = source.splitlines()
    at = next((number for number, line in enumerate(lines) if not _COMMENT.match(line)), None)
    magic, rest = read(lines[at]) if at is not None else ("", "")
    words = rest.split()
    if at is None or not magic or not words or not words[0].isidentifier():
        return None, source
    return words[0], "\n".join([*words[1:], *lines[at + 1 :]])


def plain(source: str) -> str:
    """``source`` without spaces at line ends and empty lines around it."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
