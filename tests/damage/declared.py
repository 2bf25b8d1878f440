"""What a damage is: a named function on a right submission, and what must come of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.grading.orders import STEM

EXERCISES = ("w90-q1", "w90-q2", "w90-q3", "w90-q4")
RIGHT = {
    "w90-q1-answer": "%%sql paid_orders\nSELECT COUNT(*)\nFROM orders\nWHERE paid = 1",
    "w90-q2-answer": "%%sql largest\nSELECT customer, total\nFROM orders\nORDER BY total DESC\nLIMIT 3",
    "w90-q3-answer": "%%choice reason\nB",
    "w90-q4-answer": "%%text definition\nEvery order that has been paid, counted once.",
}
Notebook = dict[str, Any]


@dataclass
class Submission:
    """A right submission before it is damaged: the notebook as JSON, and the folder that it goes into."""

    notebook: Notebook
    folder: Path
    name: str = f"{STEM}.ipynb"
    is_written: bool = field(default=False, init=False)

    @property
    def cells(self) -> list[dict[str, Any]]:
        cells: list[dict[str, Any]] = self.notebook["cells"]
        return cells

    def at(self, name: str) -> int:
        """The place of the cell with that id."""
        return next(place for place, cell in enumerate(self.cells) if cell["id"] == name)

    def cell(self, name: str) -> dict[str, Any]:
        return self.cells[self.at(name)]

    def copy(self, name: str, **changes: Any) -> dict[str, Any]:
        """A copy of a cell as JupyterLab pastes it: with its metadata, and an id of its own."""
        return {**copy.deepcopy(self.cell(name)), "id": f"copy-of-{name}", **changes}

    def text(self) -> str:
        return json.dumps(self.notebook, indent=1, ensure_ascii=False)

    def write(self, data: bytes | str, name: str | None = None) -> None:
        """Hands in these bytes in place of the notebook."""
        path = self.folder / (name or self.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        self.is_written = True

    def write_nothing(self) -> None:
        self.is_written = True


@dataclass(frozen=True)
class Damage:
    """``ungraded`` exercises get no mark, all others full points. ``says`` is in the feedback and in the log."""

    name: str
    what: str
    do: Callable[[Submission], None]
    says: str
    ungraded: tuple[str, ...]


DAMAGES: dict[str, Damage] = {}


def damage(says: str, ungraded: tuple[str, ...] = ()) -> Callable[[Callable[[Submission], None]], Any]:
    """Declares a damage: its docstring says what happened to the submission."""

    def declare(do: Callable[[Submission], None]) -> Callable[[Submission], None]:
        name = do.__name__.replace("_", "-")
        assert name not in DAMAGES and do.__doc__
        DAMAGES[name] = Damage(name, do.__doc__.strip(), do, says, ungraded)
        return do

    return declare
