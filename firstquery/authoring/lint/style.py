"""The house style of a course: ``lint.toml`` at its root, which says there what each setting is. Without one: none."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firstquery.core.errors import UserError

FILE = "lint.toml"


class Style(BaseModel):
    """Settings as ``lint.toml`` explains them. What is 0 or empty is not held."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    longest_sentence: int = 0
    longest_sentence_of_a_solution: int = 0
    median_sentence: int = 0
    exclamation_marks: bool = True
    words_a_minute: int = 200
    minutes_a_code_cell: float = 0.3
    longest_hour: int = 60
    competencies: tuple[str, ...] = ()
    lesson_parts: tuple[str, ...] = ()
    stop: str = ""
    exercises: tuple[int, int] = (1, 99)
    hints: int = 0
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
