"""Declares its cells to be of a later version of nbgrader's format, which ends a run"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.schema_version = 99


ATTACK = Attack("harm", edit=edit)
