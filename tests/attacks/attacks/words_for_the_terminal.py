"""Puts commands for a terminal into names that are logged while grading"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from tests.attacks.attack import Attack

_TERMINAL = "\x1b]0;hostile\x07\x1b[2J"


def edit(notebook: NotebookNode) -> None:
    said = {
        "grade": False,
        "grade_id": f"x{_TERMINAL}",
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
    notebook.cells.append(new_code_cell("1", metadata={"nbgrader": said}))
    notebook.metadata.kernelspec = {"name": _TERMINAL, "language": "python", "display_name": _TERMINAL}


ATTACK = Attack("harm", edit=edit, keeps={}, contained="It alone is not graded; no command of it is in the log.")
