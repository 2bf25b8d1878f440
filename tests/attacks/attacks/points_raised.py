"""Raises the points in the metadata of the test cells to 1000"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.points = 1000


ATTACK = Attack("forge", q3="reason = 'B'", edit=edit, never=("q1", "q2", "q4"), keeps={"q3": 1})
