"""nbgrader's CheckCellMetadata, for which metadata that it has found valid once is valid.

All submissions of a week carry the metadata of its release, and nbgrader's validator checks its own schema anew for
each cell of each of them.
"""

from __future__ import annotations

import json

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata as Stock

_MOST = 1_000
_valid: set[str] = set()


class CheckCellMetadata(Stock):  # type: ignore[misc]
    """As nbgrader's, which raises ValidationError for metadata that no grading can go by."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        checked = [(cell.cell_type, cell.metadata.nbgrader) for cell in nb.cells if "nbgrader" in cell.metadata]
        said = json.dumps(checked, sort_keys=True)
        if said in _valid:
            return nb, resources
        nb, resources = super().preprocess(nb, resources)
        if len(_valid) < _MOST:
            _valid.add(said)
        return nb, resources
