"""Turns the test cells into Markdown, which does not run"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for number, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("locked"):
            notebook.cells[number] = new_markdown_cell("Right. 2 of 2 points.", metadata=cell.metadata)


ATTACK = Attack("forge", edit=edit)
