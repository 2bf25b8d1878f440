"""Swaps grade ids, so that an easy test stands for the worth of a hard one"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    tests = {
        cell.metadata.nbgrader.grade_id: cell
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("locked")
    }
    tests["w90-q3"].metadata.nbgrader.grade_id = "w90-q2"
    tests["w90-q2"].metadata.nbgrader.grade_id = "w90-q3"


ATTACK = Attack("forge", q3="reason = 'B'", edit=edit, never=("q1", "q2", "q4"))
