"""One form for every committed notebook, so that a diff shows what changed and nothing else.

Stable and readable cell ids, sorted keys, one kernelspec, no metadata of editors, no execution noise. Lessons and
solutions keep their outputs; what is under ``release/`` has none.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat.notebooknode import NotebookNode

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "pygments_lexer": "ipython3",
}
# What a notebook, or a cell, says about itself. All else is what an editor left behind.
NOTEBOOK_METADATA = ("firstquery", "kernelspec", "language_info")
CELL_METADATA = ("deletable", "editable", "firstquery", "jupyter", "nbgrader", "tags")
#: What stays under ``jupyter``: JupyterLab shows a line in place of a cell's code, which nobody has to read.
FOLDED = {"source_hidden": True}
#: JupyterLab shows a heading, and hides what stands below it until it is clicked.
COLLAPSED = "jp-MarkdownHeadingCollapsed"

#: Of a cell that stands in the learner's copy alone, under ``firstquery``: the prediction below which it folds.
FOLDS = "folds"

_READABLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_RANDOM = re.compile(r"[0-9a-f]{8}|[0-9a-f-]{32,36}")
_MAGIC_NAME = re.compile(r"%%\w+[ \t]+([a-z_]\w*)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
_LIBRARY = re.compile(r"(\x1b\[[\d;]*m)?[^\s\x1b\"']*[/\\](?:site|dist)-packages")
_LONGEST_ID = 48


def format_notebook(text: str, *, outputs: bool = True) -> str:
    """Return the notebook in ``text`` (JSON) in its tidy form. Idempotent. ``outputs=False`` leaves the outputs out.

    Raises `ValueError` where ``text`` is no notebook of version 4.
    """
    notebook = read(text)
    normalise(notebook, outputs=outputs)
    return dump(notebook)


def is_fold(cell: dict[str, Any]) -> bool:
    """Return whether a cell folds what lies below a prediction: it stands in the learner's copy and in no course."""
    metadata = cell.get("metadata")
    said = metadata.get("firstquery") if isinstance(metadata, dict) else None
    return isinstance(said, dict) and bool(said.get(FOLDS))


def read(text: str) -> NotebookNode:
    """Return the notebook in ``text``. Raises `ValueError` where it is none of version 4."""
    import nbformat  # half a second with its schemas, and most of who imports this reads no notebook by it

    said = json.loads(text)
    if not isinstance(said, dict) or said.get("nbformat") != 4 or not isinstance(said.get("cells"), list):
        raise ValueError("it holds no cells of notebook format 4")
    try:
        # Not nbformat.reads: that warns of missing ids, which are given here.
        notebook: NotebookNode = nbformat.v4.reads(text)  # type: ignore[no-untyped-call]
    except (AttributeError, KeyError, TypeError) as fault:
        raise ValueError(f"its cells cannot be read ({fault})") from fault
    return notebook


def dump(notebook: NotebookNode) -> str:
    """Return the JSON of a notebook: keys sorted, one line end, one at the end.

    Raises `ValueError` where it is not valid.
    """
    import nbformat

    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as fault:
        raise ValueError(str(fault)) from fault
    text: str = nbformat.v4.writes(notebook, sort_keys=True, indent=1, ensure_ascii=False)  # type: ignore[no-untyped-call]
    return text.rstrip("\n") + "\n"


def normalise(notebook: NotebookNode, *, outputs: bool = True) -> None:
    """Bring ``notebook`` into its tidy form, in place."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    kept = {name: value for name, value in notebook.metadata.items() if name in NOTEBOOK_METADATA}
    notebook.metadata = _node({**kept, "kernelspec": dict(KERNELSPEC), "language_info": dict(LANGUAGE)})
    notebook.cells = [cell for cell in notebook.cells if _holds_something(cell)]
    count = 0
    for cell in notebook.cells:
        cell.source = cell.source.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        cell.metadata = _node({n: v for n, v in cell.metadata.items() if n in CELL_METADATA and v != []})
        looks = cell.metadata.pop("jupyter", None)
        if isinstance(looks, dict) and looks.get("source_hidden") is True:
            cell.metadata["jupyter"] = _node(FOLDED)
        if cell.cell_type == "code":
            count += 1
            _normalise_outputs(cell, count if outputs else None)
    _fold_optional(notebook.cells)
    for cell, name in zip(notebook.cells, _ids(notebook.cells), strict=True):
        cell["id"] = name


def _fold_optional(cells: list[NotebookNode]) -> None:
    """Collapse the heading of each exercise whose check earns no points: nobody has to do it."""
    heading = None
    for cell in cells:
        said = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            heading = cell
        elif heading is not None and said.get("grade") and not said.get("solution") and said.get("points") == 0:
            heading.metadata[COLLAPSED] = True


def _node(items: dict[str, Any]) -> NotebookNode:
    from nbformat.notebooknode import NotebookNode

    return NotebookNode(items)  # type: ignore[no-untyped-call]


def _holds_something(cell: NotebookNode) -> bool:
    return bool(cell.source.strip() or "nbgrader" in cell.metadata)


def _normalise_outputs(cell: NotebookNode, count: int | None) -> None:
    """Keep the outputs as of one run from top to bottom. nbval compares only cells that have a count."""
    if count is None:
        cell.outputs = []
    cell.execution_count = count
    merged: list[NotebookNode] = []
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = count
        if output.output_type == "error":  # where a library stands on this machine is nobody's business
            output.traceback = [_LIBRARY.sub(r"\1…/site-packages", line) for line in output.traceback]
        if output.output_type in ("execute_result", "display_data"):
            output.metadata = _node({name: value for name, value in output.metadata.items() if value})
            if (words := cell.metadata.get("firstquery", {}).get("alt")) and "image/png" in output.data:
                output.metadata["image/png"] = _node({"alt": words})  # for who cannot see the chart that the cell draws
        last = merged[-1] if merged else None
        if output.output_type == "stream" and last and last.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            merged.append(output)
    cell.outputs = merged


def _ids(cells: list[NotebookNode]) -> list[str]:
    """An id for each cell: its own when readable and not taken, else from its grade id, name, heading or place."""
    taken: set[str] = set()
    names: list[str] = []
    # Ids that stay come first, so that a new cell never takes the id of one further down.
    keep = []
    for cell in cells:
        name = cell.get("id", "")
        good = bool(_READABLE.fullmatch(name)) and not _RANDOM.fullmatch(name) and len(name) <= 64
        keep.append(name if good and name not in taken else None)
        taken |= {name} if good else set()
    section = "cell"
    for cell, kept in zip(cells, keep, strict=True):
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            section = _slug(heading.group(1)) or section
        if kept:
            names.append(kept)
            continue
        name = wanted = _derive_id(cell, section)
        number = 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        names.append(name)
    return names


def _derive_id(cell: NotebookNode, section: str) -> str:
    if grade_id := cell.metadata.get("nbgrader", {}).get("grade_id"):
        return _slug(str(grade_id)) or section
    if cell.cell_type == "code":
        if magic := _MAGIC_NAME.match(cell.source):
            return _slug(magic.group(1)) or section
        return f"{section}-code"
    return section if _HEADING.search(cell.source) else f"{section}-text"


def _slug(text: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    slug = slug[:_LONGEST_ID].rstrip("-")
    return slug if _READABLE.fullmatch(slug) else f"cell-{slug}".rstrip("-")
