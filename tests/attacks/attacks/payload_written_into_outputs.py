"""Writes a payload into the outputs of the test cells by hand"""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            said = {"version": 1, "exercise": cell.metadata.nbgrader.grade_id, "state": "answered", "kind": "choice"}
            payload = {**said, "payload": {"type": "text", "value": "B"}}
            cell.outputs = [new_output("display_data", data={"application/vnd.firstquery.payload+json": payload})]


ATTACK = Attack("forge", edit=edit)
