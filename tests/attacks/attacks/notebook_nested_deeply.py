"""Hands in a notebook whose metadata is nested two thousand times"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    inner: dict[str, object] = {}
    for _ in range(400):
        inner = {"x": inner}
    notebook.metadata["deep"] = inner
    notebook.cells[0].metadata["deep"] = inner


ATTACK = Attack("harm", edit=edit)
