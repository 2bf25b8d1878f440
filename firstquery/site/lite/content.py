"""The files of a course that go with it into a browser: her own folder, and what the kernel reads.

Nothing that a learner has not on her own computer is among them: no answers, no held-out data, no facilitator's page.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from firstquery.core import course
from firstquery.core.settings import FILE
from firstquery.learner import workspace
from firstquery.learner.solutions import file_of
from firstquery.site.lite import weeks

#: Says in a notebook's metadata, under ``firstquery``, that it is a page about a week, and nothing of hers.
ELSEWHERE = "elsewhere"
_KEY = "key.json"  # the check reads it from the course's own folder, and nobody else needs to


def of_the_learner(root: Path) -> dict[str, bytes]:
    """Return her folder as it is at first, by name: weeks that run, and a page that says why for each that does not."""
    run = {week.stem for week in weeks.that_run(root)}
    others = [week for week in course.practices(root) if week.stem not in run and week.lesson.is_file()]
    left_out = {week.stem for week in others}
    found = {
        name: content
        for name, content in workspace.files()
        if (parts := PurePosixPath(name)).name != _KEY and not left_out & {parts.stem, *parts.parts}
    }
    texts = b"".join(content for name, content in found.items() if name.endswith(".ipynb"))
    drawn = {name: one for name, one in found.items() if not name.startswith("drawings/") or name.encode() in texts}
    return drawn | {f"{week.stem}.ipynb": _page(week) for week in others}


def _page(week: course.Week) -> bytes:
    said = (
        f"# Week {week.number} · {week.title}\n\n**{week.question}**\n\n{weeks.why_not(week)} The front page of this "
        "site says how you install it. Take your work along: *Take away*, above this page, saves it as one file, and "
        "`firstquery bring-back FILE` brings it into the installed course."
    )
    cell = {
        "cell_type": "markdown",
        "id": "elsewhere",
        "metadata": {"editable": False, "deletable": False},
        "source": said,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"firstquery": {ELSEWHERE: True}, "kernelspec": kernel, "language_info": {"name": "python"}}
    return _as_json({"cells": [cell], "metadata": about, "nbformat": 4, "nbformat_minor": 5})


def of_the_course(root: Path) -> dict[str, bytes]:
    """Return what the kernel reads, by its name in the course."""
    named = {path.relative_to(root).as_posix(): path for path in _read_by_kernel(root)}
    return {name: _without_results(path) for name, path in sorted(named.items())}


def _read_by_kernel(root: Path) -> Iterator[Path]:
    said = course.settings(root)
    yield root / FILE
    yield root / said.warehouse.file
    yield from sorted((root / "notebooks").glob("*.ipynb"))  # all: their words are in the glossary
    for week in weeks.that_run(root):
        yield week.release
        yield week.key
        if file_of(week).is_file():
            yield file_of(week)
    for module in (said.warehouse.module, *(one.module for one in said.data.values())):  # all are asked what they mean
        if module:
            yield from _modules(root / "data", module)


def _modules(data: Path, name: str) -> Iterator[Path]:
    """Yield the file of a module, those that it imports when it is loaded itself, and the data that they name."""
    waiting, seen = [name], set()
    while waiting:
        parts = waiting.pop().split(".")
        packages = [data.joinpath(*parts[:depth], "__init__.py") for depth in range(1, len(parts) + 1)]
        for path in (data.joinpath(*parts).with_suffix(".py"), *packages):
            if path in seen or not path.is_file():
                continue
            seen.add(path)
            text = path.read_text(encoding="utf-8")
            waiting += _imported(text)
            yield path
            yield from (one for one in sorted(path.parent.glob("*.json")) if f'"{one.name}"' in text)


def _imported(text: str) -> list[str]:
    found: list[str] = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
    return found


def _without_results(path: Path) -> bytes:
    """Return the file; of a notebook, without what its cells have shown, which no kernel reads."""
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return content
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return _as_json(notebook)


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
