"""The house style of a course: ``lint.toml`` at its root, which says there what each setting is. Without one: none."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firstquery.core.errors import UserError

FILE = "lint.toml"


class Clock(BaseModel):
    """How long a reader takes for one of each unit of a week, in seconds; words by the minute.

    From the literature: adults read 238 words a minute (Brysbaert 2019), here 200, since the text is technical and for
    many in a second language; a row of an output is five such words, of which she reads a third, since she looks for
    one thing; a new word is its meaning, read a second time. A gap
    is two mental operators, a pointing, two moves of the hand and fourteen keys of half a second (the keystroke-level
    model: Card, Moran and Newell 1980). A word is written at 19 a minute (Karat and others 1999: composing, with what
    is mended). An examination allows 90 seconds for a question with options (the USMLE: forty an hour), half of them
    for its text, which is counted as words. Ten seconds to run a cell and look are the rule by which readings are
    clocked. ``lines``, ``exercises`` and ``shown``, which hold the thinking, are fitted to readings (`benchmarks.hour`
    shows how).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    words_a_minute: float = 200
    cells: float = 10
    rows: float = 0.5
    questions: float = 45
    gaps: float = 12
    written: float = 3.2
    terms: float = 5
    shown: float = 14
    lines: float = 107
    exercises: float = 257
    #: By how many per cent it missed readings, each of them left out of the fit: the mean, and the worst.
    error: tuple[int, int] = (10, 24)


class Style(BaseModel):
    """Settings as ``lint.toml`` explains them. What is 0 or empty is not held."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    longest_sentence: int = 0
    longest_sentence_of_a_solution: int = 0
    median_sentence: int = 0
    exclamation_marks: bool = True
    clock: Clock = Clock()
    longest_hour: int = 60
    further: tuple[str, ...] = ()
    readings: dict[str, dict[str, int]] = {}
    most: dict[str, int] = {}
    competencies: tuple[str, ...] = ()
    lesson_parts: tuple[str, ...] = ()
    stop: str = ""
    exercises: tuple[int, int] = (1, 99)
    hints: tuple[int, int] = (0, 99)
    rubric: str = ""
    questions: tuple[str, int] = ("", 0)
    longest_question: int = 0
    longest_reason: int = 0
    solution_first: str = ""
    solution_further: str = ""
    solution_last: str = ""
    solution_judge: str = ""
    everyday: frozenset[str] = frozenset()
    belittling: dict[str, str] = {}
    spelling: dict[str, str] = {}


def style_of(root: Path) -> Style:
    """Return the style of the course at ``root``. Raises `UserError` where ``lint.toml`` can't be read."""
    path = root / FILE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else Style()


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Style:
    try:
        return Style.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        error = fault.errors()[0]
        raise UserError(f"{path}: {error['loc'][0]} is no setting of a style as it stands ({error['msg']}).") from None
    except ValueError as fault:
        raise UserError(f"{path} is not TOML in UTF-8: {fault}.") from None
