"""Writes SQL and wildcards into the ids by which a gradebook looks cells up"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("locked"):
            cell.metadata.nbgrader.grade_id += "'; UPDATE grade SET extra_credit = 1000; --"


ATTACK = Attack("forge", edit=edit)
