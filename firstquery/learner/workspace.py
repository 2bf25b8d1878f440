"""The learner's copy of the course: lessons and practices in her own folder, where what she wrote is never overwritten.

    notebooks/start-here.ipynb    -> WORK/start-here.ipynb
    notebooks/week-NN-name.ipynb  -> WORK/week-NN-name.ipynb
    notebooks/drawings/*          -> WORK/drawings/*
    release/week-NN-name/*        -> WORK/practice/week-NN-name/*

A file that is still as the course had it is untouched, and a newer version of the course replaces it; so is a
notebook that was only run, and a copy of it is kept. Any other file is hers. What she removed stays removed.

The course's own texts are shown there and not written in: a double click leaves them as they are. In a lesson, what
lies below a prediction is folded (`folds`), and the answers to its questions are left out (`questions`).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.core.files import OLD_COPIES
from firstquery.learner import folds, questions
from firstquery.learner.update import FULL, Update, update, why

# Links from one notebook to another, as they read in the course and in the learner's folder.
LESSON_LINKS = (("../release/", "practice/"), ("../data/", "data/"))
PRACTICE_LINKS = (("../../notebooks/", "../../"),)
# What First Query writes beside old copies: she did not make it, and it is not among her notebooks.
FEEDBACK, PICKS = f"{OLD_COPIES}/feedback", f"{OLD_COPIES}/portfolio.toml"


def fill(*, restore: bool = False) -> Update:
    """Fill the learner's folder from the course. With ``restore``, what she removed comes back too.

    Raises UserError where the folder cannot be written, or is no place for her work.
    """
    work = course.work_folder()
    course.refuse_folder(work, course.COURSE)
    try:
        work.mkdir(parents=True, exist_ok=True)
        with whole.hold_lock(work / ".records" / ".filling"):
            _sweep(work)
            gather(work)
            return update(work, dict(files()), restore=restore)
    except FileExistsError:
        raise UserError(f"{work} is a file, and First Query needs a folder there: rename that file.") from None
    except whole.LockTimeout:
        raise UserError(
            f"Another First Query is filling {work} at this moment: wait until it has, and start again."
        ) from None
    except OSError as error:
        if error.errno in FULL:
            raise UserError(
                f"The disk is full, so {work} cannot be filled: free some room and start again. Your work is as it was."
            ) from None
        raise UserError(
            f"Your folder {work} cannot be written to ({why(error)}): make it yours again, or name another folder in "
            "the environment variable FIRSTQUERY_WORK."
        ) from None


def _sweep(work: Path) -> None:
    """What a kill left half written, wherever we write."""
    ours = (".records", OLD_COPIES, FEEDBACK, "data", "drawings")
    for folder in (work, *(work / name for name in ours), *(work / "practice").glob("week-*")):
        whole.sweep(folder)


def gather(work: Path) -> None:
    """Move what First Query wrote in ``work`` itself, as it did once, to its place in ``kept``. Raises OSError."""
    for old in (work / "portfolio.toml", *sorted((work / "feedback").glob("week-*.html"))):
        new = work / OLD_COPIES / old.relative_to(work)
        if old.is_file() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            old.rename(new)
    with contextlib.suppress(OSError):  # what else is in it is hers
        (work / "feedback").rmdir()


def shipped_version(name: str, former: Path | None = None) -> bytes | None:
    """Return what the course has for the file ``name`` of the learner's folder; None where it has none.

    Where that is a practice of a ``former`` release, it stands there.
    """
    if former is not None:
        return _as_hers(former, PRACTICE_LINKS)
    return next((content for there, content in files() if there == name), None)


def files() -> Iterator[tuple[str, bytes]]:
    """Yield every file of the learner's folder: its name there, and what the course has for it."""
    for folder, there, links in (
        (course.COURSE / "notebooks", "", LESSON_LINKS),
        (course.COURSE / "release", "practice/", PRACTICE_LINKS),
    ):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield there + inside.as_posix(), _as_hers(path, links)
    dictionary = course.COURSE / "data" / "README.md"
    if dictionary.is_file():
        yield "data/README.md", dictionary.read_bytes()


def _as_hers(path: Path, links: tuple[tuple[str, str], ...]) -> bytes:
    """The file as it stands in the learner's folder: a notebook's texts are no editors, its links lead from there.

    A week's lesson comes without results: below most of its cells stands what she is asked to guess before she runs it.
    """
    content = path.read_bytes()
    if path.name == "key.json" and b'"sealed"' in content:
        from firstquery.review.capstone import keep_own_truth  # it takes a moment to import

        return keep_own_truth(content)
    if path.suffix != ".ipynb":
        return content
    notebook = json.loads(content)
    if links is LESSON_LINKS:
        notebook["cells"] = questions.leave_out_answers(folds.add(notebook["cells"]))
        if "week" in notebook["metadata"].get("firstquery", {}):
            _leave_out_results(notebook["cells"])
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _replace_links(cell["source"], links)
            cell["metadata"]["editable"] = False
        for output in cell.get("outputs", ()):
            if "text/html" in (shown := output.get("data", {})):
                shown["text/html"] = _replace_links(shown["text/html"], links)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _leave_out_results(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None


def _replace_links(text: str | list[str], links: tuple[tuple[str, str], ...]) -> str | list[str]:
    lines = text if isinstance(text, list) else [text]
    for old, new in links:
        lines = [line.replace(f"]({old}", f"]({new}").replace(f'="{old}', f'="{new}') for line in lines]
    return lines if isinstance(text, list) else lines[0]
