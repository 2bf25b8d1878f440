"""Begins an environment of LaTeX sixteen thousand times in a text, and ends none"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    notebook.cells.append(new_markdown_cell("\\begin{a}" * 16_000))


ATTACK = Attack("harm", edit=edit, is_bomb=True)
