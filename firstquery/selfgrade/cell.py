"""`grade_mine()`, as a notebook calls it: another process grades, and the marks stand below the cell."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.core.waiting import Waiting
from firstquery.learner.current_week import current_week
from firstquery.selfgrade import marker
from firstquery.selfgrade.show import Shown
from firstquery.selfgrade.told import not_here, nothing_there, read

STOPPED = "Grading was stopped. Nothing of yours was changed."
MOST_CELLS = 500  # that the notebook has run last


@in_sentences("grade_mine()")
def grade_mine(week: int | str | None = None) -> None:
    """Grades this practice, as it is saved, on data that nobody in the course has seen, and shows the marks.

    ``week`` is another week's number or name. Silent at the grader. Raises `UserError`.
    """
    if records.at_the_grader():
        return
    one = course.week(week) if week is not None else _this_week()
    if not (course.work_folder() / "practice" / one.stem).is_dir():
        print(nothing_there(one))
        return
    if why := not_here(one):  # before anything is started or built
        raise UserError(why)
    try:
        _watch(one.stem)
    except KeyboardInterrupt:
        raise UserError(STOPPED) from None


def _watch(stem: str) -> None:
    """Shows what the process says, and at the end the marks. Raises `UserError` where there are none."""
    shell = _shell()
    waiting = Waiting(shell is not None)
    with contextlib.closing(marker.ask(stem, _ran(shell))) as lines:
        for line in lines:
            if "say" in line:
                waiting.say(line["say"])
            elif "progress" in line:
                waiting.progress(*line["progress"])
            elif "refused" in line:
                waiting.clear()
                raise UserError(line["refused"])
            elif "graded" in line:
                waiting.show(Shown(read(line["graded"])))
                return
    raise UserError(
        "Grading ended before it had marks. Run this cell again; `firstquery doctor` looks for what is wrong."
    )


def _shell() -> Any:
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def _ran(shell: Any) -> list[str]:
    """The cells that this notebook has run, in order, as they were written."""
    try:
        return [str(cell) for cell in shell.history_manager.input_hist_raw[-MOST_CELLS:]]
    except Exception:
        return []


def _this_week() -> course.Week:
    week = current_week() or next((one for one in course.weeks() if one.stem == Path.cwd().name), None)
    if week is None:
        raise UserError("Which week is this? Run the first cell of this notebook, then this one.")
    return week
