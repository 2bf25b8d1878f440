"""Her talk as files: the notebook that she changes, and the page that is made from it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from firstquery.core import files as whole
from firstquery.core.errors import UserError


def read(path: Path) -> NotebookNode:
    """Raises `UserError` for a file that is no notebook, and OSError."""
    try:
        found = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(found)
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError):
        raise UserError(
            f"{path} can't be read as a notebook. Rename it, and the slides are made anew beside it; nothing in it is "
            "changed."
        ) from None
    return found  # type: ignore[no-any-return]


def signed(notebook: NotebookNode) -> NotebookNode:
    """The notebook with a mark by which it is known again as long as nobody has changed a word of it."""
    notebook.metadata["firstquery"] = {"filled": _digest(notebook)}
    return notebook


def is_untouched(notebook: NotebookNode) -> bool:
    ours = notebook.metadata.get("firstquery")
    return isinstance(ours, dict) and ours.get("filled") == _digest(notebook)


def _digest(notebook: NotebookNode) -> str:
    """Of what she can change: words, the kinds of slides and their order; what a cell showed is no word of hers."""
    told = [[cell.cell_type, cell.source, cell.metadata.get("slideshow")] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:24]


def write(path: Path, notebook: NotebookNode) -> None:
    """Writes the notebook whole. Raises OSError."""
    write_text(path, nbformat.writes(notebook) + "\n")  # type: ignore[no-untyped-call]


def write_text(path: Path, text: str) -> None:
    whole.write(path, text.encode("utf-8", "replace"))


def aside(path: Path) -> Path:
    """Renames her notebook to the first name that is free, and returns it. Raises OSError."""
    number = 1
    while (place := path.with_name(f"{path.stem}-before-{number}{path.suffix}")).exists():
        number += 1
    path.rename(place)
    return place
