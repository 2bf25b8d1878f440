"""Hands in a notebook of five thousand cells and twenty megabytes"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    notebook.cells += [new_markdown_cell("x" * 400) for _ in range(4_500)]
    shown = [new_output("stream", name="stdout", text="y" * 36_000)]
    notebook.cells += [new_code_cell("", outputs=shown) for _ in range(500)]


ATTACK = Attack("harm", edit=edit, is_bomb=True)
