"""Copies a test cell with its grade id, so that one of the two may pass"""

from copy import deepcopy

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    place = next(n for n, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("locked"))
    copied = deepcopy(notebook.cells[place])
    copied.source = "pass"
    copied.id = "copied"
    notebook.cells.insert(place, copied)


ATTACK = Attack("forge", edit=edit)
