"""Hands in metadata of types that nobody expects: a text for a table, a list for a number"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for said in ("text", [], 7, None, {"grade": "yes", "grade_id": ["x"]}, {"grade_id": {"x": 1}}):
        cell = new_code_cell("1")
        cell.metadata["nbgrader"] = said
        notebook.cells.insert(1, cell)


ATTACK = Attack("harm", edit=edit, keeps={}, contained="It alone is not graded; the run goes on.")
