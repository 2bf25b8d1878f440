"""Unlocks the test cells in their metadata and rewrites them"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.metadata.nbgrader.locked = False
            cell.metadata.nbgrader.pop("checksum", None)
            cell.source = "print('Right. 2 of 2 points.')"


ATTACK = Attack("forge", edit=edit)
