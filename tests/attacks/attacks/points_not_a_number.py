"""Sets the points in the metadata of a test cell to NaN, of another below zero"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    tests[0].metadata.nbgrader.points = float("nan")
    tests[1].metadata.nbgrader.points = -5


ATTACK = Attack("forge", edit=edit)
