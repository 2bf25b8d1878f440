"""`firstquery page`: the notebooks of the course as pages in a folder, each a file that needs no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError

ALONE = ("start-here", "glossary")  # notebooks that are of no week


@dataclass(frozen=True)
class PageFile:
    """A page to be written: the notebook that it shows, and the name of its file."""

    notebook: Path
    name: str


def write(which: str | None, output: Path | None = None, *, practice: bool = False, every: bool = False) -> list[Path]:
    """Write the page of a week (number or stem), ``start-here``, ``glossary`` or a notebook's path; ``every``: all.

    A notebook that stands in the learner's folder is shown as she left it, otherwise as the course has it. ``output``
    is a folder, by default ``pages`` in the learner's; or, for one page, a file whose name ends in ``.html``. Links
    between pages that are written together, or stand in that folder already, lead to one another. Raises UserError.
    """
    wanted = list(_list_pages()) if every else [_find_page(which, practice)]
    folder = output or course.work_folder() / "pages"
    names = [one.name for one in wanted]
    if folder.suffix == ".html":
        if every:
            raise UserError(f"{folder} is a file, and --all writes many pages: give a folder to --output.")
        folder, names = folder.parent, [folder.name]
    folder.mkdir(parents=True, exist_ok=True)
    there = {*names, *(path.name for path in folder.glob("*.html"))}
    written = []
    for one, name in zip(wanted, names, strict=True):
        whole.write(folder / name, _page(one.notebook, _leads(there)).encode("utf-8"))
        written.append(folder / name)
    return written


def _page(notebook: Path, leads: Callable[[str], str | None]) -> str:
    from nbformat.reader import NotJSONError
    from nbformat.validator import NotebookValidationError

    from firstquery.html.notebook import render

    try:
        return render(notebook, leads)
    except FileNotFoundError:
        raise UserError(f"There is no file {notebook}. Look at its name, or give the number of a week.") from None
    except (NotJSONError, NotebookValidationError, ValueError, AttributeError, KeyError):
        raise UserError(f"{notebook} is not a notebook that can be read, so there is no page of it.") from None


def _leads(there: set[str]) -> Callable[[str], str | None]:
    """Return where a link of a notebook goes: to the page of the notebook it names, where that page is there."""

    def leads(address: str) -> str | None:
        path, _, place = unquote(address).partition("#")
        one = PurePosixPath(path)
        if one.suffix != ".ipynb":
            return None
        # a practice stands in a folder of its own name, in release/ and in the learner's folder alike
        name = _name(one.stem, is_practice=one.parent.name == one.stem)
        return (f"{name}#{place}" if place else name) if name in there else None

    return leads


def _name(stem: str, is_practice: bool) -> str:
    return f"{stem}-practice.html" if is_practice else f"{stem}.html"


def _list_pages() -> Iterator[PageFile]:
    for name in ALONE:
        if (course.course_folder() / "notebooks" / f"{name}.ipynb").is_file():
            yield _find_page(name, False)
    for week in course.practices():
        for is_practice in (False, True):
            if (week.release if is_practice else week.lesson).is_file():
                yield _find_page(week.stem, is_practice)


def _find_page(which: str | None, practice: bool) -> PageFile:
    if which is None:
        raise UserError("Which week? Give its number, as in `firstquery page 3`, or --all for every page.")
    if which.endswith(".ipynb"):
        return PageFile(Path(which).expanduser().absolute(), f"{Path(which).stem}.html")
    work = course.work_folder()
    if which in ALONE:
        name = f"{which}.ipynb"
        return PageFile(_first(work / name, course.course_folder() / "notebooks" / name), f"{which}.html")
    week = course.week(which)
    name = f"{week.stem}.ipynb"
    if practice or not week.graded:  # then it is questions alone
        return PageFile(_first(work / "practice" / week.stem / name, week.release), _name(week.stem, True))
    return PageFile(_first(work / name, week.lesson), _name(week.stem, False))


def _first(hers: Path, ours: Path) -> Path:
    """Return her notebook where she has worked in it; the course's shows the results that hers has not yet."""
    return hers if hers.is_file() and not (ours.is_file() and _is_untouched(hers, ours)) else ours


def _is_untouched(hers: Path, ours: Path) -> bool:
    """Return whether no cell of her notebook has run, and each has the code that the course gave it."""
    codes = []
    for path in (hers, ours):
        try:
            cells = [cell for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]
            codes.append(["".join(cell["source"]) for cell in cells])
            if path == hers and any(cell.get("outputs") for cell in cells):
                return False
        except (OSError, ValueError, KeyError, TypeError):
            return False  # the page says what is wrong with it
    return codes[0] == codes[1]
