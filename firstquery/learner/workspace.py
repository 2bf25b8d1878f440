"""The learner's copy of the course: lessons and practices in her own folder, where what she wrote is never overwritten.

    notebooks/start-here.ipynb           -> WORK/start-here.ipynb
    notebooks/week-01-first-query.ipynb  -> WORK/week-01-first-query.ipynb
    release/week-01-first-query/*        -> WORK/practice/week-01-first-query/*

A file that is still as the course had it is untouched, and a newer version of the course replaces it; so is a
notebook that was only run, and a copy of it is kept. Any other file is hers. What she removed stays removed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.core.files import OLD_COPIES
from firstquery.learner.update import FULL, Update, update, why

# Links from one notebook to another, as they read in the course and in the learner's folder.
LESSON_LINKS = (("../release/", "practice/"), ("../data/", "data/"))
PRACTICE_LINKS = (("../../notebooks/", "../../"),)


def fill(*, restore: bool = False) -> Update:
    """Fill the learner's folder from the course. With ``restore``, what she removed comes back too.

    Raises UserError where the folder cannot be written, or is no place for her work.
    """
    work = course.work_folder()
    course.refuse_folder(work, course.COURSE)
    try:
        work.mkdir(parents=True, exist_ok=True)
        with whole.held(work / ".records" / ".filling"):
            _sweep(work)
            return update(work, dict(files()), restore=restore)
    except FileExistsError:
        raise UserError(f"{work} is a file, and First Query needs a folder there: rename that file.") from None
    except whole.Held:
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
    for folder in (work, work / ".records", work / OLD_COPIES, work / "data", *(work / "practice").glob("week-*")):
        whole.sweep(folder)


def shipped_version(name: str) -> bytes | None:
    """What the course has for the file ``name`` of the learner's folder; None where it has none."""
    return next((content for there, content in files() if there == name), None)


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of the learner's folder: its name there, and what the course has for it."""
    for folder, there, links in (
        (course.COURSE / "notebooks", "", LESSON_LINKS),
        (course.COURSE / "release", "practice/", PRACTICE_LINKS),
    ):
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield there + inside.as_posix(), _relinked(path, links)
    dictionary = course.COURSE / "data" / "README.md"
    if dictionary.is_file():
        yield "data/README.md", dictionary.read_bytes()


def _relinked(path: Path, links: tuple[tuple[str, str], ...]) -> bytes:
    """The file with its links as they read in the learner's folder; a notebook's Markdown and HTML have some."""
    content = path.read_bytes()
    if path.name == "key.json" and b'"sealed"' in content:
        from firstquery.pulls.capstone import hers  # it takes a moment to import

        return hers(content)
    if path.suffix != ".ipynb":
        return content
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _led(cell["source"], links)
        for output in cell.get("outputs", ()):
            if "text/html" in (shown := output.get("data", {})):
                shown["text/html"] = _led(shown["text/html"], links)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def _led(text: str | list[str], links: tuple[tuple[str, str], ...]) -> str | list[str]:
    lines = text if isinstance(text, list) else [text]
    for old, new in links:
        lines = [line.replace(f"]({old}", f"]({new}").replace(f'="{old}', f'="{new}') for line in lines]
    return lines if isinstance(text, list) else lines[0]
