"""Copies a cell with the metadata of another assignment into the notebook"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    said = {
        "grade": True,
        "grade_id": "w91-q1",
        "locked": True,
        "points": 50,
        "schema_version": 3,
        "solution": False,
        "task": False,
    }
    notebook.cells.append(new_code_cell("pass", metadata={"nbgrader": said}))


ATTACK = Attack("forge", edit=edit)
