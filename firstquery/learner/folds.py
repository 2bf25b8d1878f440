"""What lies below a prediction gives its answer away: in the learner's copy of a lesson it is folded until she commits.

The fold is a heading of the first level, put below the cell that predicts and collapsed. JupyterLab hides what stands
under such a heading, up to the next one of that level, and opens it at one click, with or without First Query's
extension; nothing of the lesson itself is changed or lost. The extension opens it as soon as `made` names its
prediction, and at *Show me* (``lab/pages/first-query/static/folds.js``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from firstquery.core import records
from firstquery.learner.exercises import predictions_in

TITLE = "# On with the lesson"
#: Of a prediction that could not be written down: it was made all the same.
_noted: set[str] = set()


def add(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells of a lesson with a fold below each cell that predicts; none where nothing is below."""
    found = []
    for at, cell in enumerate(cells):
        found.append(cell)
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and at + 1 < len(cells) and (names := predictions_in(source)):
            found.append(_fold(names[0]))
    return found


def _fold(prediction: str) -> dict[str, Any]:
    from firstquery.core.notebook_form import COLLAPSED, FOLDS  # a kernel folds nothing: it needs no notebook's form

    collapsed = {COLLAPSED: True, "firstquery": {FOLDS: prediction}}
    metadata = {"deletable": False, "editable": False, **collapsed}
    return {"cell_type": "markdown", "id": f"{prediction}-fold", "metadata": metadata, "source": [TITLE]}


def note(prediction: str) -> None:
    """Remember in this kernel that a prediction was made."""
    _noted.add(prediction)


def made(predictions: Iterable[str]) -> list[str]:
    """Return those of the predictions that she has made: in her records, or in this kernel."""
    return [name for name in predictions if name in _noted or (records.read(name) or {}).get("tries")]
