"""The metadata of a submission's cells, checked by nbgrader, whose version of them is today's."""

from __future__ import annotations

import json

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata as Stock

_MOST = 1_000
_valid: set[str] = set()


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


def update_schema(cell: NotebookNode) -> None:
    """Sets today's version of nbgrader's metadata: another one, written by hand, would end the whole run."""
    metadata = cell.metadata.get("nbgrader")
    if isinstance(metadata, dict) and metadata:
        metadata["schema_version"] = MetadataValidator.schema_version
        metadata.setdefault("task", False)
