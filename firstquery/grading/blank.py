"""The blank that stands in an answer cell of the release: its kind's own, or a friendly line in the cell's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions
from traitlets import Dict

from firstquery.checks.kind import Kind
from firstquery.grading import answers, practice
from firstquery.grading.answers import Exercise
from firstquery.grading.places import course_of

MAGIC = re.compile(r"^%%(\w+)[ \t]*(\w+)?")


class BlankSolutions(ClearSolutions):  # type: ignore[misc]
    """nbgrader's ClearSolutions, with a blank by kind, and else for each cell magic: ``code_stub`` is by magic."""

    code_stub = Dict(
        {
            "python": "# Your code goes here, in place of this line.",
            "sql": "-- Your query goes here, in place of this line.",
            "text": "Write here, in place of this line.",
        },
        help="What replaces a solution, by the cell's magic: `sql` in a `%%sql` cell, `python` where there is none",
    ).tag(config=True)

    _exercises: Mapping[str, Exercise] = MappingProxyType({})
    _names: Mapping[str, str] = MappingProxyType({})

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        listed = Path(course_of(self)) / "source" / str(resources["nbgrader"]["assignment"]) / "answers.py"
        self._exercises = answers.read(listed) if listed.is_file() else {}
        asked = practice.tests(practice.cells(nb, listed.with_name(f"{listed.parent.name}.ipynb")))
        self._names = {exercise: test.name for exercise, test in asked.items()}
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        magic = MAGIC.match(cell.source) if cell.cell_type == "code" else None
        if utils.is_solution(cell):
            exercise = self._exercises.get(str(cell.metadata.nbgrader.grade_id).removesuffix("-answer"))
            if exercise is not None and has_own_blank(exercise.its_kind):
                cell.source = exercise.its_kind.blank(self._names[exercise.id], exercise.options)
                return cell, resources
        language = resources["language"]
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


def has_own_blank(kind: Kind) -> bool:  # type: ignore[type-arg]
    """Whether the kind says how its empty cell reads; else the cell's language does."""
    return type(kind).blank is not Kind.blank
