"""Rewrites the test cells to `pass`, their metadata unchanged"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = "pass"


ATTACK = Attack("forge", edit=edit)
