"""What was run and never saved: found at the next start in the journals of kernels that are gone, and given back.

It goes into ``WORK/kept/`` as a notebook of its own, never into hers: she decides what of it she wants.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery import whole
from firstquery.learner import renamed, shipped
from firstquery.learner.old_copies import put_aside
from firstquery.notebook import ran

#: Seconds. The page gives its text to be saved a moment before the file is there.
SAVED_WITHIN = 5.0
#: Seconds. A kernel whose server was killed looks once a second whether it has one, and then ends.
DYING = 3.0


@dataclass(frozen=True)
class Run:
    """A cell that was run: ``at``, seconds since the epoch, its id (empty where none was sent), its text."""

    at: float
    cell: str
    text: str


def recover(work: Path) -> list[str]:
    """Gives back what kernels that are gone have run and no notebook holds. Returns what to tell her, a line each.

    Never raises: where it cannot be written, the journals stay for another time.
    """
    said: list[str] = []
    end: float | None = None
    with contextlib.suppress(OSError):
        for journal in sorted(ran.folder_in(work).glob("*.jsonl")):
            try:
                said += _taken(work, journal, 0)
            except whole.Held:
                if end is None:
                    end = time.monotonic() + (0 if _is_open(work) else DYING)
                with contextlib.suppress(OSError):
                    said += _taken(work, journal, max(0.0, end - time.monotonic()))
            except OSError:
                continue
    return said


def _is_open(work: Path) -> bool:
    from firstquery.lab import ports  # which, with all of the lab, builds on this module

    return ports.running(work) is not None


def _taken(work: Path, journal: Path, patience: float) -> list[str]:
    with whole.held(ran.lock_of(journal), patience=patience):
        said = _from(work, journal)
        ran.remove(journal)
    return said


def _from(work: Path, journal: Path) -> list[str]:
    of, runs = read(journal)
    notebook = _notebook(work, of, runs)
    if notebook is None:
        return []
    content, saved = notebook.read_bytes(), notebook.stat().st_mtime
    cells = shipped.cells_of(content)
    if cells is None:
        return []
    there = {ran.without_passwords(shipped.text_of(cell)).strip() for cell in cells}
    # The last run of each cell. What was saved after it holds what she wanted.
    last = {run.cell or f"text {run.text}": run for run in runs}
    lost = [run for run in last.values() if run.text.strip() not in there and run.at > saved - SAVED_WITHIN]
    if not lost:
        return []
    copy = put_aside(work, f"recovered from {notebook.name}", _as_notebook(notebook.name, lost))
    cell = "1 cell that you ran was" if len(lost) == 1 else f"{len(lost)} cells that you ran were"
    return [
        f"{cell} not yet saved in {notebook.relative_to(work).as_posix()} when First Query ended. "
        f"The text is in {copy.relative_to(work).as_posix()}: copy from there what you need."
    ]


def read(journal: Path) -> tuple[str, list[Run]]:
    """The notebook that the kernel was started for, and its runs in order. A line cut short is left out."""
    of, runs = "", []
    for line in journal.read_bytes().splitlines():
        try:
            said = json.loads(line)
            if "text" in said:
                runs.append(Run(float(said["at"]), str(said["cell"]), str(said["text"])))
            else:
                of = str(said["notebook"])
        except (ValueError, KeyError, TypeError):
            continue
    return of, runs


def _notebook(work: Path, of: str, runs: list[Run]) -> Path | None:
    """Where the notebook stands: as the kernel was told, or wherever she has moved it meanwhile."""
    told = Path(os.path.realpath(work / of)) if of else None
    if told and told.is_file() and told.is_relative_to(os.path.realpath(work)):
        return work / told.relative_to(os.path.realpath(work))
    ids = {run.cell for run in runs if run.cell}
    best: tuple[int, Path | None] = (len(ids) // 2, None)
    for path in renamed.notebooks(work) if ids else ():
        with contextlib.suppress(OSError):
            cells = shipped.cells_of(path.read_bytes()) or []
            best = max(best, (len(ids & {str(cell.get("id")) for cell in cells}), path), key=lambda one: one[0])
    return best[1]


def _as_notebook(name: str, lost: list[Run]) -> bytes:
    said = (
        f"These cells of *{name}* were run, and not yet saved when First Query ended. "
        "Copy what you need into your notebook. Then you can delete this file."
    )
    cells: list[dict[str, Any]] = [{"cell_type": "markdown", "id": "recovered", "metadata": {}, "source": said}]
    for number, run in enumerate(lost, 1):
        code: dict[str, Any] = {
            "cell_type": "code",
            "execution_count": None,
            "id": f"recovered-{number}",
            "metadata": {},
        }
        cells.append({**code, "outputs": [], "source": run.text})
    python = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    whole_of_it = {"cells": cells, "metadata": {"kernelspec": python}, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole_of_it, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
