"""Writes a script in the place of the number of a cell, which the page shows as it is"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = "<img src=x onerror='window.ran = 1'>"


ATTACK = Attack("harm", edit=edit, in_page=True, contained="In a real browser no script of it runs.")
