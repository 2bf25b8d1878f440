"""The blank that stands in an answer cell of the release: a friendly line in the cell's own language."""

from __future__ import annotations

import re

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions
from traitlets import Dict

MAGIC = re.compile(r"^%%(\w+)")


class BlankSolutions(ClearSolutions):  # type: ignore[misc]
    """nbgrader's ClearSolutions, with a blank for every cell magic of the course: ``code_stub`` is by magic."""

    code_stub = Dict(
        {
            "python": "# Your code goes here, in place of this line.",
            "sql": "-- Your query goes here, in place of this line.",
            "text": "Write here, in place of this line.",
            "choice": "?",
        },
        help="What replaces a solution, by the cell's magic: `sql` in a `%%sql` cell, `python` where there is none",
    ).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        language = resources["language"]
        magic = MAGIC.match(cell.source) if cell.cell_type == "code" else None
        if magic and utils.is_solution(cell) and magic[1] in self.code_stub:
            resources["language"] = magic[1]
            if self.begin_solution_delimeter not in cell.source:
                # The first line names the answer: it stays, or the test cell would not find it.
                first, _, _ = cell.source.partition("\n")
                cell.source = f"{first}\n{self.begin_solution_delimeter}\n{self.end_solution_delimeter}"
        try:
            cell, resources = super().preprocess_cell(cell, resources, cell_index)
        finally:
            resources["language"] = language
        return cell, resources
