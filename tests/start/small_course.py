"""A small course that can be changed like the real one, for what happens to a learner's folder when it is updated."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

TITLES = ("first-query", "count-honestly", "group-and-compare")


def cell(name: str, kind: str, text: str) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {}, "source": text.splitlines(keepends=True)}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def notebook(cells: list[dict[str, Any]], **said: Any) -> bytes:
    metadata = {"firstquery": said} if said else {}
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


class Course:
    """A course at ``root``: `publish` writes it out as ``stems`` and ``edition`` say."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.edition = 1
        self.stems = [f"week-{number:02}-{TITLES[number - 1]}" for number in (1, 2)]

    def publish(self) -> None:
        for name in ("notebooks", "release"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        banner = cell("banner", "markdown", f"# Start here, edition {self.edition}")
        start = [banner, cell("first-cell", "code", "1 + 1")]
        self._write("notebooks/start-here.ipynb", notebook(start, part="start"))
        for stem in self.stems:
            week = int(stem[5:7])
            lesson = [
                cell("banner", "markdown", f"# Week {week}, edition {self.edition}"),
                cell("rebuild", "code", f'rebuild("{stem}")'),
                cell("look", "code", "%%sql look\nSELECT 1"),
                cell("next", "markdown", f"[practice](../release/{stem}/{stem}.ipynb)"),
            ]
            practice = [cell("rebuild", "code", f'rebuild("{stem}")')]
            for number in (1, 2, 3):
                exercise = f"w{week:02}-q{number}"
                practice += [
                    cell(f"{exercise}-text", "markdown", f"Exercise {number}, edition {self.edition}"),
                    cell(f"{exercise}-answer", "code", f"%%sql answer_{number}\n-- Your query goes here."),
                    cell(exercise, "code", f'check("{exercise}", answer_{number})')
                    | {"metadata": {"nbgrader": {"grade": True, "grade_id": exercise, "points": 2}}},
                ]
            self._write(f"notebooks/{stem}.ipynb", notebook(lesson, week=week, part="lesson"))
            self._write(f"release/{stem}/{stem}.ipynb", notebook(practice, week=week, part="practice"))
            exercises = {f"w{week:02}-q{n}": {"name": f"answer_{n}", "kind": "value"} for n in (1, 2, 3)}
            key = {"version": self.edition, "week": stem, "exercises": exercises}
            self._write(f"release/{stem}/key.json", json.dumps(key).encode())

    def _write(self, name: str, content: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def edited(content: bytes, text: str, at: int = -1) -> bytes:
    """The notebook as JupyterLab saves it after ``text`` was written into a cell."""
    found = json.loads(content)
    found["cells"][at]["source"] = text.splitlines(keepends=True)
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def ran(content: bytes, said: str) -> bytes:
    """The notebook as JupyterLab saves it after its cells were run: outputs, counts and more metadata."""
    found = json.loads(content)
    for number, one in enumerate(found["cells"], 1):
        if one["cell_type"] == "code":
            one["execution_count"] = number
            one["outputs"] = [{"name": "stdout", "output_type": "stream", "text": [f"{said}\n"]}]
            one["metadata"]["trusted"] = True
    found["metadata"]["language_info"] = {"name": "python", "version": "3.13.0"}
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
