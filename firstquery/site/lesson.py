"""A notebook as a page of the site: to be read where nothing runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from firstquery.core import questions
from firstquery.core.notebook_form import is_fold
from firstquery.html.notebook import PageExporter

_BEGIN = "from firstquery import *"  # how the first cell of every notebook begins


class LessonExporter(PageExporter):
    """The page of a notebook without its machinery: a question keeps its answers folded below it, and takes none."""

    def arrange(self, cells: list[NotebookNode]) -> list[NotebookNode]:
        """Return the cells to read: not the first one, which makes a kernel ready, and none that takes an answer."""
        return [cell for cell in cells if not (is_fold(cell) or _is_machinery(cell))]

    def render(self, path: Path) -> str:
        """Return the page of the notebook at ``path``. Raises what nbformat raises for a file that is none."""
        read = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        return self.from_notebook_node(read, {"metadata": {"name": path.stem, "path": str(path.parent)}})[0]


def _is_machinery(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.lstrip().startswith(_BEGIN) or questions.asked_in(cell.source))
