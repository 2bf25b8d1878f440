"""Writes the outputs of a passed check into the notebook by hand"""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.outputs = [new_output("display_data", data={"text/plain": "Right. 3 of 3 points."})]
            cell.execution_count = 7


ATTACK = Attack("forge", edit=edit)
