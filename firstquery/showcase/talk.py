"""The talk: slides from her own records, which she changes as she likes, and a page that shows them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstquery.core import files as whole
from firstquery.core import records
from firstquery.core.course import work_folder
from firstquery.core.errors import UserError, in_sentences, wrapped
from firstquery.learner.session import show
from firstquery.learner.summary import Link, Summary

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOK, PAGE = "talk.ipynb", "talk.html"
_FILLED = (
    "What you have not made yet has no slide. Save your notebooks, and give this command again: the slides are filled "
    "again each time, as long as you change nothing in them."
)


@in_sentences("talk()")
def talk(*, anew: Any = False) -> None:
    """Make ``talk.ipynb`` and ``talk.html`` in her folder, and link to both.

    Once she has changed the notebook, her words in it stay. ``anew``: fill the slides again from what there is now; the
    old notebook is kept beside. Raises `UserError`. Silent at the grader.
    """
    if records.at_the_grader():
        return
    for line in run(anew=bool(anew), notebook=True):
        print("\n".join(wrapped(line)))
    slides, words = ("Its slides: ", Link(PAGE, PAGE)), ("Its words, for you to change: ", Link(NOTEBOOK, NOTEBOOK))
    show(Summary("Your talk is here:", closing=[slides, words]))


def run(*, anew: bool = False, notebook: bool = False) -> list[str]:
    """Do it, and return what to say, in a ``notebook`` or in a terminal. Raises `UserError`."""
    import nbformat

    from firstquery.showcase import slide_page, slides

    work = work_folder()
    if not work.is_dir():
        raise UserError(f"There is no folder {work} yet: `firstquery lab` makes it.")
    path = work / NOTEBOOK
    again = "talk(anew=True)" if notebook else "firstquery talk --anew"
    try:
        old = _set_aside(path) if anew and path.exists() else None
        is_new = not path.exists()
        is_ours = not is_new and _is_untouched(_read(path))
        if is_new or is_ours:
            filled = slides.build_notebook(work)
            # A mark by which it is known again as long as nobody has changed a word of it.
            filled.metadata["firstquery"] = {"filled": _digest(filled)}
            whole.write(path, (nbformat.writes(filled) + "\n").encode("utf-8", "replace"))  # type: ignore[no-untyped-call]
        made = _read(path)
        whole.write(work / PAGE, slide_page.render(made).encode("utf-8", "replace"))
    except OSError as fault:
        raise UserError(f"The talk cannot be written to {work} ({fault.strerror or fault}).") from None
    where = f"{PAGE}, in your First Query folder" if notebook else str(work / PAGE)
    number = slide_page.count(made)
    many = "1 slide" if number == 1 else f"{number} slides"
    said = [f"Your talk has {many}: {where}. Space or Page Down goes on, also with a remote control."]
    if is_new:
        said.append(
            f"Its words are yours to change: open {NOTEBOOK}, beside your notebooks, save it, and give this command "
            "again. Names, numbers and addresses that look private were masked; read it all before you show it."
        )
        said.append(_FILLED)
    elif is_ours:
        said.append(f"Nothing in {NOTEBOOK} was changed, so its slides were filled again with what there is now.")
    else:
        said.append(f"Its words are those of your {NOTEBOOK}, as it was saved last. To fill it again: {again}")
    if old:
        said.append(f"Your words of before are kept in {old.name}.")
    said.append(
        "What to say, and a link to the next slide, show at its foot when the pointer rests there, or with Tab."
    )
    return said


def _read(path: Path) -> NotebookNode:
    """Raise `UserError` for a file that is no notebook, and OSError."""
    import nbformat

    try:
        found = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(found)
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError):
        raise UserError(
            f"{path} can't be read as a notebook. Rename it, and the slides are made anew beside it; nothing in it is "
            "changed."
        ) from None
    return found  # type: ignore[no-any-return]


def _is_untouched(notebook: NotebookNode) -> bool:
    ours = notebook.metadata.get("firstquery")
    return isinstance(ours, dict) and ours.get("filled") == _digest(notebook)


def _digest(notebook: NotebookNode) -> str:
    """Of what she can change: words, the kinds of slides and their order; what a cell showed is no word of hers."""
    told = [[cell.cell_type, cell.source, cell.metadata.get("slideshow")] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:24]


def _set_aside(path: Path) -> Path:
    """Rename her notebook to the first name that is free, and return it. Raises OSError."""
    number = 1
    while (place := path.with_name(f"{path.stem}-before-{number}{path.suffix}")).exists():
        number += 1
    path.rename(place)
    return place
