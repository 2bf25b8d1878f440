"""Writes scripts into tags, titles and attachments, where templates put them into the page"""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.attacks.attack import Attack

_OUT = "\"'><img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"


def edit(notebook: NotebookNode) -> None:
    code, picture, page = (
        new_code_cell("1"),
        new_markdown_cell("![x](attachment:x.png)"),
        new_markdown_cell("![x](attachment:x)"),
    )
    code.metadata = {"tags": [_OUT], "slideshow": {"slide_type": _OUT}, "class": _OUT}
    notebook.cells[0].metadata = {"tags": [_OUT]}
    picture.attachments = {"x.png": {"image/png": _OUT}}
    page.attachments = {"x": {"text/html": _OUT, "image/svg+xml": _OUT}}
    for cell in (code, picture, page):
        notebook.cells.insert(1, cell)
    notebook.metadata.update(
        title=_OUT,
        authors=[{"name": _OUT}],
        widgets={"application/vnd.jupyter.widget-state+json": {"state": {"x": _OUT + "</script>"}}},
    )
    notebook.metadata.language_info = {"name": _OUT, "pygments_lexer": _OUT, "codemirror_mode": _OUT, "mimetype": _OUT}
    notebook.metadata.kernelspec = {"name": "python3", "language": _OUT, "display_name": _OUT}


ATTACK = Attack(
    "harm", edit=edit, in_page=True, contained="In a real browser no script of it runs and no request leaves."
)
