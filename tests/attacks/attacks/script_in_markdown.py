"""Writes scripts, frames and forms into Markdown cells and raw cells"""

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_raw_cell

from tests.attacks.attack import Attack

_SOURCES = [
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<svg><animate onbegin='window.ran = 1' attributeName=x dur=1s></svg>",
    "<details open ontoggle='window.ran = 1'><summary>x</summary></details>",
    "<math><mtext><table><mglyph><style><img src onerror='window.ran = 1'></style></mglyph></table></mtext></math>",
    "<style>@import url('http://elsewhere.example/s.css');</style>",
    "<link rel=stylesheet href='http://elsewhere.example/l.css'>![x](http://elsewhere.example/pixel.png)",
    "<form action='http://elsewhere.example'><input autofocus onfocus='window.ran = 1'></form>",
    "$\\unicode{<img src=x onerror='window.ran = 1'>}$ <base href='http://elsewhere.example/'>",
    "<meta http-equiv=refresh content='0;url=http://elsewhere.example/'>",
    "```\n</code></pre><script>window.ran = 1</script>\n```",
]


def edit(notebook: NotebookNode) -> None:
    for source in _SOURCES:
        notebook.cells.insert(1, new_markdown_cell(source))
        notebook.cells.insert(1, new_raw_cell(source))
        notebook.cells.insert(1, new_raw_cell(source, metadata={"raw_mimetype": "text/html"}))


ATTACK = Attack(
    "harm", edit=edit, in_page=True, contained="In a real browser no script of it runs and no request leaves."
)
