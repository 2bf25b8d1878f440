"""What this process runs: the shell, its cell, the week of its notebook; and how a value is shown in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.core.blank import Blank, Failed
from firstquery.core.errors import UserError

_current: course.Week | None = None


def current_week() -> course.Week | None:
    """The week that `rebuild` was told; None before that."""
    return _current


def week_at_hand() -> course.Week:
    """The week of this notebook: without `rebuild`, that whose practice stands in this folder. Raises `UserError`."""
    week = _current or next((one for one in course.practices() if one.stem == Path.cwd().name), None)
    if week is None:
        raise UserError("Which week is this? Run the first cell of this notebook, then this one.")
    return week


def set_current_week(week: course.Week) -> None:
    """Makes ``week`` the one that this kernel runs."""
    global _current
    _current = week


def shell() -> Any:
    """The IPython shell that runs this code; None outside one."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def cell_id(shell: Any) -> str | None:
    """The id of the cell that runs, where the front end sends it (JupyterLab does)."""
    try:
        found = shell.kernel.get_parent()["metadata"]["cellId"]
    except (AttributeError, KeyError, TypeError, LookupError):
        return None
    return found if isinstance(found, str) and found else None


def show(value: object) -> None:
    """Displays ``value`` in a notebook, prints it elsewhere."""
    if shell() is None:
        print(value)
        return
    from IPython.display import display

    display(value)  # type: ignore[no-untyped-call]


def is_blank(value: object) -> bool:
    """Whether a cell that was to make the value has not run, or not to its end."""
    return isinstance(value, Blank | Failed)
