"""The house style of a course: ``lint.toml`` at its root. What it does not say is not held."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firstquery.core.errors import UserError

FILE = "lint.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Language(_Table):
    """``longest``: words of a sentence; ``median``: of half of a page's sentences; ``plain``: no exclamation marks.

    ``belittling``: patterns by the word that is told. ``spelling``: what is meant, by the pattern of what is not.
    """

    longest: int = 0
    median: int = 0
    plain: bool = False
    belittling: dict[str, str] = {}
    spelling: dict[str, str] = {}


class Hour(_Table):
    """How long a week takes to read: words a minute, and minutes a code cell, beside what cells say of themselves."""

    words_a_minute: int = 200
    minutes_a_code_cell: float = 0.3
    longest: int = 60


class Lesson(_Table):
    """``parts``: patterns of its headings in order, with ``{number}`` and ``{title}``. ``stop``: how a line begins that
    says once a week where to stop. ``competencies``: what a week may say that it is about.
    """

    parts: tuple[str, ...] = ()
    stop: str = ""
    competencies: tuple[str, ...] = ()
    everyday: frozenset[str] = frozenset()


class Practice(_Table):
    """``least`` and ``most`` exercises, ``hints`` of each, ``questions`` to ask below the heading ``ask``.

    ``rubric``: the summary above a written answer; where it is said, each week has a written answer.
    """

    least: int = 1
    most: int = 0
    hints: int = 0
    ask: str = ""
    questions: int = 0
    rubric: str = ""


class Solutions(_Table):
    """Headings of a worked solution: the ``first``, a ``further`` one, the ``last``, and ``judge`` for a text.

    ``longest``: words of a sentence, where that is less than elsewhere.
    """

    longest: int = 0
    first: str = ""
    further: str = ""
    last: str = ""
    judge: str = ""


class Style(_Table):
    language: Language = Language()
    hour: Hour = Hour()
    lesson: Lesson = Lesson()
    practice: Practice = Practice()
    solutions: Solutions = Solutions()


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
        name = ".".join(str(part) for part in error["loc"])
        raise UserError(f"{path}: {name} is no setting of the style as it stands ({error['msg']}).") from None
    except ValueError as fault:
        raise UserError(f"{path} is not TOML in UTF-8: {fault}.") from None
