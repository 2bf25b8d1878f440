"""What a damage is: a function on a right submission, and what must come of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.grading.orders import STEM

from .released import RIGHT, Cells, cell_of, notebook


@dataclass
class Submission:
    """A right submission before it is damaged: the notebook as JSON, and the folder that it goes into."""

    folder: Path
    notebook: dict[str, Any] = field(default_factory=lambda: notebook(RIGHT))
    name: str = f"{STEM}.ipynb"
    is_written: bool = False

    @property
    def cells(self) -> Cells:
        cells: Cells = self.notebook["cells"]
        return cells

    def cell(self, name: str) -> dict[str, Any]:
        """The cell with that id."""
        return cell_of(self.cells, name)

    def delete(self, name: str) -> dict[str, Any]:
        return self.cells.pop(self.cells.index(self.cell(name)))

    def insert(self, above: str, cell: dict[str, Any]) -> None:
        self.cells.insert(self.cells.index(self.cell(above)), cell)

    def copy(self, name: str, source: str | None = None, **changes: Any) -> dict[str, Any]:
        """A copy of a cell as JupyterLab pastes it: with its metadata, and an id of its own."""
        made = {**copy.deepcopy(self.cell(name)), "id": f"copy-of-{name}", **changes}
        return made if source is None else made | {"source": source}

    def text(self) -> str:
        return json.dumps(self.notebook, indent=1, ensure_ascii=False)

    def write(self, data: bytes | str | None = None, name: str | None = None) -> None:
        """Hands in these bytes in place of the notebook."""
        path = self.folder / (name or self.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = self.text() if data is None else data
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        self.is_written = True


@dataclass(frozen=True)
class Damage:
    """``ungraded`` exercises get no mark, all others full points. ``says`` is in the feedback and in the log."""

    name: str
    what: str
    do: Callable[[Submission], object]
    says: str
    ungraded: tuple[str, ...]
    group: str


DAMAGES: dict[str, Damage] = {}


def damage(
    what: str, says: str, do: Callable[[Submission], object], *ungraded: str, name: str = "", group: str = "Cells"
) -> None:
    """Declares a damage: ``what`` happened to the submission."""
    name = name or what.lower().replace(" ", "-").replace(",", "").replace("'", "")
    assert name not in DAMAGES
    DAMAGES[name] = Damage(name, what, do, says, ungraded, group)
