"""The first steps of grading: outputs as submitted are kept aside, metadata of cells are held to nbgrader's form."""

from __future__ import annotations

import json
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata as Stock
from nbgrader.preprocessors import NbGraderPreprocessor

from firstquery.grading import files

# What the passes of grading leave in a notebook's metadata for the next.
KEPT = "firstquery_submitted"  # cell metadata: between the two halves of nbgrader's autograde, and no longer
REPAIR = "firstquery_repair"  # notebook metadata, from firstquery.grading.repair: doubts, and what is withheld
_MOST = 1_000
_valid: set[str] = set()


class KeepOutputs(NbGraderPreprocessor):  # type: ignore[misc]
    """Keeps the outputs as submitted with their cells: feedback shows those, never what ran on the held-out data.

    With them it notes which files are the learner's.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        nb, resources = super().preprocess(nb, resources)
        _, autograded = folders(self, resources)
        nb.metadata[KEPT] = NotebookNode(files=files.manifest(autograded))  # type: ignore[no-untyped-call]
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        _update_schema(cell)
        cell.metadata[KEPT] = NotebookNode(outputs=cell.get("outputs", []), count=cell.get("execution_count"))  # type: ignore[no-untyped-call]
        return cell, resources


class CheckCellMetadata(Stock):  # type: ignore[misc]
    """As nbgrader's, for which metadata that were valid once are valid: all submissions carry those of the release.

    nbgrader's own checks its schema anew for each cell. Raises ValidationError.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        checked = json.dumps(
            [(cell.cell_type, cell.metadata.nbgrader) for cell in nb.cells if "nbgrader" in cell.metadata],
            sort_keys=True,
        )
        if checked in _valid:
            return nb, resources
        nb, resources = super().preprocess(nb, resources)
        if len(_valid) < _MOST:
            _valid.add(checked)
        return nb, resources


def _update_schema(cell: NotebookNode) -> None:
    """Sets today's version of nbgrader's metadata: another one, written by hand, would end the whole run."""
    metadata = cell.metadata.get("nbgrader")
    if isinstance(metadata, dict) and metadata:
        metadata["schema_version"] = MetadataValidator.schema_version
        metadata.setdefault("task", False)


def folders(preprocessor: NbGraderPreprocessor, resources: ResourcesDict) -> tuple[Path, Path]:
    """The submission's folder as handed in, and as it is graded."""
    coursedir, said = preprocessor.parent.parent.coursedir, resources["nbgrader"]
    submitted, autograded = (
        Path(coursedir.format_path(folder, said["student"], said["assignment"]))
        for folder in (coursedir.submitted_directory, coursedir.autograded_directory)
    )
    return submitted, autograded
