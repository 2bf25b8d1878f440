"""Writes half a pair of surrogates into a cell: no file in UTF-8 can hold it"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    notebook.cells.append(new_code_cell("note = '\ud800'"))


ATTACK = Attack("harm", edit=edit)
