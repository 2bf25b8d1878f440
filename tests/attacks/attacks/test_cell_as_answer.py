"""Declares the test cells to be answers, which are not run as tests"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        said = cell.metadata.get("nbgrader", {})
        if said.get("locked"):
            said.update(solution=True, grade=False, locked=False)
            said.pop("points", None)
            cell.source = "pass"


ATTACK = Attack("forge", edit=edit)
