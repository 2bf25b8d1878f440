"""Stores Markdown and HTML that take hours to be rendered or cleaned"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_output

from tests.attacks.attack import Attack


def edit(notebook: NotebookNode) -> None:
    for source in ("<div>" * 20_000, "[" * 20_000, "*a_" * 20_000, "`" * 20_001, "> " * 5_000 + "x", "$" * 20_001):
        notebook.cells.insert(1, new_markdown_cell(source))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                new_output("display_data", data={"text/html": html})
                for html in ("<b>" * 60_000, "<table><tr><td>" * 20_000, '<a href="' * 60_000)
            ]


ATTACK = Attack("harm", edit=edit, is_bomb=True)
