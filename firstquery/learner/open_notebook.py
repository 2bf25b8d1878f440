"""`reset()` in a notebook: it asks, keeps a copy, and hands what is put back to the page that has the notebook open.

The page puts it into its cells and saves them as what is typed there. Nobody else writes the file meanwhile, so that
JupyterLab has nothing to ask.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, wrapped
from firstquery.learner import reset as resetting
from firstquery.learner.session import week_at_hand

#: Told to a kernel whose page knows what to do with a message to `TARGET` (firstquery/lab/pages).
PAGE = "FIRSTQUERY_PAGE"
TARGET = "first-query"
_SESSION = "JPY_SESSION_NAME"  # Jupyter's own, to a kernel: the file of its notebook
PATIENCE = 30.0  # seconds until an open notebook has saved itself, on a slow machine


@in_sentences("reset(2)")
def reset(exercise: int | str | None = None, *, undo: bool = False) -> None:
    """Put an exercise of this notebook back as it came, or all of the notebook, once she has said yes.

    What stood there is kept. ``undo`` brings back what the last one replaced. Silent at the grader. Raises `UserError`.
    """
    if records.at_the_grader():
        return
    stem = week_at_hand().stem
    lesson = Path.cwd().resolve() == course.work_folder().resolve()
    asked = None if exercise is None else str(exercise)
    target = resetting.target_of(stem, asked, lesson)
    if not undo and not _is_wanted(target.title):
        print("Nothing was changed.")
        return
    path = course.work_folder() / target.name
    if _is_open(path):
        _wait_until_saved(path)
    said = resetting.undo(stem, put=send) if undo else resetting.reset(stem, asked, lesson=lesson, put=send)
    for line in said:
        print("\n".join(wrapped(line)))


def refuse_in_its_own_cell(week: str, exercise: str | None, lesson: bool, undo: bool) -> None:
    """Raise `UserError` where the command ``firstquery reset`` runs in a cell of the notebook that it would write.

    The page has that very cell to save, and JupyterLab would ask which of the two is to stay.
    """
    if PAGE not in os.environ or not os.environ.get(_SESSION):
        return
    call = "reset(undo=True)"
    if not undo:
        target = resetting.target_of(week, exercise, lesson)
        if not _is_open(course.work_folder() / target.name):
            return
        call = f"reset({course.number_of(target.exercise)})" if target.exercise else "reset()"
    raise UserError(
        f"This cell stands in the notebook that is to be put back. Write {call} in it, without the rest: the page then "
        "puts it back itself. Nothing was changed."
    )


def _is_wanted(title: str) -> bool:
    what = f"{title} goes back to how it came. What stands there now is kept as a copy, and your points stay."
    print("\n".join(wrapped(what)))
    try:
        answer = input("Type yes and press Enter. Anything else leaves it as it is: ")
    except (EOFError, NotImplementedError):  # as where a notebook is run by a program
        raise UserError("Nobody is here to say yes, so nothing was changed.") from None
    except KeyboardInterrupt:
        return False
    return answer.strip().strip("'\"").lower() == "yes"


def _is_open(path: Path) -> bool:
    """Return whether the notebook at ``path`` is the one that runs this, in a page that can put cells back."""
    here = os.environ.get(_SESSION, "")
    return PAGE in os.environ and bool(here) and Path(here).resolve() == path.resolve()


def _wait_until_saved(path: Path) -> None:
    """Wait until all that stands in the page is in the file, so that the copy has it. Raises `UserError`."""
    before = _modified_ns(path)  # by the disk's clock: another machine's may differ from this one's
    until = time.monotonic() + PATIENCE
    print("The notebook is saved first.", flush=True)  # what a cell says is saved a second or so later
    while _modified_ns(path) in (0, before):
        if time.monotonic() > until:
            raise UserError("The notebook has not been saved. Save it, and run this again. Nothing was changed.")
        time.sleep(0.05)


def _modified_ns(path: Path) -> int:
    """When the file was written last, in nanoseconds; 0 while there is none."""
    return path.stat().st_mtime_ns if path.is_file() else 0


def send(where: Path, content: bytes, exercise: str | None) -> list[str]:
    """Send the page what takes the place of its cells: a notebook, or one exercise. Writes a file that is not open."""
    if not _is_open(where):
        return resetting.write(where, content, exercise)
    from comm import create_comm

    notebook = json.loads(content)
    data = {"notebook": notebook}
    if exercise:
        cells = [cell for cell in notebook["cells"] if resetting.belongs(cell, exercise)]
        data = {"cells": cells, "order": [cell["id"] for cell in notebook["cells"]]}
    create_comm(target_name=TARGET, data=data).close()
    return []
