"""Deletes the test cells, and leaves cells without metadata that say passed"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for number, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("locked"):
            notebook.cells[number] = new_code_cell("print('passed')")


ATTACK = Attack("forge", edit=edit)
