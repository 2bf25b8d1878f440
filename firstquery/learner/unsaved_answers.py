"""What the open notebook has run and its file does not hold yet: for whatever looks at a practice as it is saved."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from pathlib import Path

from firstquery.core import course
from firstquery.core.first_line import name_in

SAVING = 1.5  # seconds that an open notebook takes to save itself, and a little
MOST_CELLS = 500  # that the notebook has run last


def find_unsaved(path: Path, ran: Iterable[str], names: Collection[str], patience: float = SAVING) -> list[str]:
    """Those of the answers ``names`` of which the notebook at ``path`` holds another text than was run last.

    ``ran`` are the cells that have run, in order. What is not saved yet is waited for, ``patience`` seconds at most. An
    answer is known by the first line of its cell: one in plain Python has no name there.
    """
    last = {name: _plain(source) for source in ran if (name := name_in(source)[1]) in names}
    until = time.monotonic() + patience
    while last:
        there = {name_in(cell.source)[1]: _plain(cell.source) for cell in course.cells_in(path)}
        found = [name for name, text in last.items() if name in there and there[name] != text]
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.05)
    return []


def unsaved_sentence(names: Iterable[str], done: str, again: str) -> str:
    """A sentence: the file does not hold those answers, what was ``done`` with it, and what to run ``again``."""
    listed = ", ".join(f"`{name}`" for name in names)
    return (
        f"The file does not hold what you ran last for {listed}. The file was {done}. Save the notebook "
        f"(Ctrl-S, on a Mac Cmd-S) and run {again} again."
    )


def ran_cells(shell: object) -> list[str]:
    """The cells that this kernel has run, in order, as they were written; none outside a notebook."""
    history = getattr(getattr(shell, "history_manager", None), "input_hist_raw", [])
    return [str(cell) for cell in history[-MOST_CELLS:]]


def _plain(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
