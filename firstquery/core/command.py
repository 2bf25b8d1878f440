"""What the commands of several rooms share: their panels and parameters, and how a result is written to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

LEARNER, AUTHOR = "For learners", "For facilitators and authors"
Week = Annotated[str, typer.Argument(metavar="WEEK", help="4, or the whole name of its folder")]
JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the results there as JSON")]


def course_and_week(week: str) -> tuple[Path, str]:
    """The course's root, and the assignment that a week's number or name means. Raises `UserError`."""
    from firstquery.core.course import course_folder
    from firstquery.core.course import week as week_of

    root = course_folder()
    if (root / "source" / week).is_dir():
        return root, week
    return root, week_of(week, root).stem


def refuse_half(command: str) -> None:
    """Raise `UserError` where a command of facilitators and authors meets the course that is installed."""
    from firstquery.core import bundle
    from firstquery.core.course import course_folder
    from firstquery.core.errors import UserError

    if course_folder() == bundle.folder():
        raise UserError(
            f"`firstquery {command}` is for facilitators and authors. It needs the answers and run sheets, and this "
            "installation has the learner's half of the course. They are in First Query's repository: clone it, and in "
            f"its folder give `python3 start.py {command}`. For a course of your own, give the command in its folder."
        )


def save(path: Path | None, value: dict[str, Any]) -> None:
    """Writes ``value`` as JSON, where there is a ``path``."""
    if path is not None:
        write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n", " The marks are in the gradebook.")


def write(path: Path, text: str, otherwise: str = "") -> None:
    """Writes ``text`` whole or not at all. What can't be written in UTF-8, as in a name of a file, is a "?"."""
    from firstquery.core import files as whole
    from firstquery.core.errors import UserError

    data = text.encode("utf-8", "replace")
    try:
        if path.exists() and not path.is_file():  # such as /dev/stdout
            path.write_bytes(data)
        else:
            whole.write(path, data)
    except OSError as fault:
        raise UserError(f"{path} could not be written ({fault.strerror}).{otherwise}") from None
