"""Writes a script in the place of a cell's id, which the page has as an anchor"""

from nbformat import NotebookNode

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    notebook.cells[0].id = "\"'><script>window.ran = 1</script>"


ATTACK = Attack("harm", edit=edit, keeps={}, contained="It alone is not graded; the run goes on.")
