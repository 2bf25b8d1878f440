"""A course with everything that has to stay hidden, and submissions of a few cells run in it as grading runs them."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from firstquery.grading.execute import ExecuteOnHeldOut
from tests.grading.orders import write_settings

STEM = "week-90-orders"
SECRET = "nobody-may-read-this"  # stands in every file that a submission must not see
TOTAL = 70911  # stands in the held-out data alone
#: Where the secret stands, under the course's root.
HIDDEN = (
    f"source/{STEM}/answers.py",
    f"release/{STEM}/key.json",
    f"held-out/keys/{STEM}.json",
    "held-out/seed",
    "gradebook.db",
    f"submitted/other/{STEM}/{STEM}.ipynb",
    f"autograded/other/{STEM}/{STEM}.ipynb",
    "grader_config.py",
)


@dataclass(frozen=True)
class Ran:
    """What a submission showed, by cell, why it did not run to its end, and how it ran."""

    shown: list[str]
    outputs: list[list[NotebookNode]]
    fault: str | None
    forked: bool
    seconds: float


@dataclass(frozen=True)
class Bench:
    """A course root; `run` runs cells there. ``warm`` is what a test asks for where it does not say."""

    root: Path
    warm: bool = True

    @classmethod
    def make(cls, root: Path) -> Bench:
        for name in HIDDEN:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(SECRET, encoding="utf-8")
        write_settings(root, STEM)
        with closing(sqlite3.connect(root / "held-out" / "orders.sqlite")) as database:
            database.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, total INTEGER)")
            database.execute("INSERT INTO orders (customer, total) VALUES ('Łukasz Ørsted', ?)", [TOTAL])
            database.commit()
        return cls(root)

    def run(self, *cells: str, files: dict[str, str] | None = None, **settings: Any) -> Ran:
        """Runs ``cells`` as one notebook; ``files`` were handed in with it, ``settings`` are `ExecuteOnHeldOut`'s."""
        place = self.root / "autograded" / "ann" / STEM
        place.mkdir(parents=True, exist_ok=True)
        for name, text in (files or {}).items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, encoding="utf-8")
        notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
        converter = Autograde(coursedir=CourseDirectory(root=str(self.root)))
        execute = ExecuteOnHeldOut(parent=converter, **{"warm": self.warm, "iopub_timeout": 4, **settings})
        begun = time.monotonic()
        ran, _ = execute.preprocess(notebook, {"metadata": {"path": str(place)}})
        seconds = time.monotonic() - begun
        for name in files or {}:
            (place / name).unlink(missing_ok=True)
            for folder in list((place / name).parents)[: len(Path(name).parents) - 1]:
                folder.rmdir()  # what a test hands in is nothing that the next one finds
        outputs = [cell.outputs for cell in ran.cells]
        forked = bool(execute._sandbox and execute._sandbox.forked)
        return Ran(["".join(map(_text, cell)) for cell in outputs], outputs, execute.fault, forked, seconds)


def _text(output: NotebookNode) -> str:
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return output.get("text") or output.get("data", {}).get("text/plain", "")
