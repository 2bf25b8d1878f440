"""An answer kept under another name than its check looks for: said at once, and never an older answer judged."""

from __future__ import annotations

import ast
import difflib
import re
from typing import Any

from IPython.core.getipython import get_ipython

from firstquery.blank import Blank, Failed
from firstquery.notebook import shipped
from firstquery.notebook.first_line import named

_ALIKE = 0.7


def watch(ip: Any) -> None:
    """From now on each cell that was run is looked at. Not for the grader, which has no learner to tell."""
    ip.events.register("post_run_cell", look)


def look(result: Any) -> None:
    """Looks at one run; never raises, whatever the front end left out."""
    try:
        shell: Any = get_ipython()
        if result is not None and shell is not None and not shipped.at_the_grader():
            said = note(shell, result)
            if said:
                print(said)
    except Exception:
        return


def note(shell: Any, result: Any) -> str | None:
    """Binds the name that a check looks for to `Failed` where this run did not bind it. What to say to her, if at all.

    Which name that is, the cell's id tells. Without one of the course's ids, it is the answer of this week whose name
    is much like the one given.
    """
    source = str(result.info.raw_cell)
    magic, name = named(source)
    here = shipped.cell_id(shell)
    cells = shipped.cells_of(here) if magic or (here and here.endswith("-answer")) else []
    cell = next((one for one in cells if one.is_answer and one.id == here), None)
    if cell is not None:
        return _in_its_own_cell(shell.user_ns, cell, result, magic, name)
    fault = result.error_before_exec or result.error_in_exec
    if fault is not None and here and (own := shipped.answered_in_python(here)):
        shell.user_ns[own] = Failed(_why(fault), getattr(fault, "advice", ""))
        return None
    if not name or any(name == one.name or one.id == here for one in cells):
        return None
    alike = {one.name: one for one in cells if one.is_answer and one.magic == magic}
    near = difflib.get_close_matches(name, alike, 1, _ALIKE)
    # In a cell of her own, seen by its id, the name is hers to choose once the answer is there.
    if not near or (here and not isinstance(shell.user_ns.get(near[0], Blank()), Blank | Failed)):
        return None
    said = _renamed(alike[near[0]], name)
    shell.user_ns[near[0]] = Failed(said, renamed=True)
    return said


def _in_its_own_cell(names: dict[str, Any], cell: shipped.Cell, result: Any, magic: str, name: str) -> str | None:
    fault = result.error_before_exec or result.error_in_exec
    source = str(result.info.raw_cell)
    said = _renamed(cell, name)
    if fault is not None:
        names[cell.name] = Failed(_why(fault), getattr(fault, "advice", ""))
        return said if name and name != cell.name else None
    if name == cell.name or (not magic and _binds(source, cell.name)):
        return None
    names[cell.name] = Failed(said, renamed=True) if source.strip() else Blank()
    return said


def _renamed(cell: shipped.Cell, name: str) -> str:
    kept = f"This answer is kept under `{name}`" if name else "This answer is kept under no name"
    return (
        f"{kept}, and the check looks for `{cell.name}`. Make the first line of the cell {cell.first_line}, "
        "run the cell, then the check."
    )


def _why(fault: BaseException) -> str:
    sentence = getattr(fault, "sentence", None)
    if isinstance(sentence, str):
        return sentence
    if isinstance(fault, KeyboardInterrupt):
        return "It was stopped before it was done. Run it again."
    return f"Python says: {type(fault).__name__}: {str(fault)[:200]}"


def _binds(source: str, name: str) -> bool:
    """Whether a Python cell gives the name a value. Where the cell cannot be read as Python alone, it may."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return re.search(rf"\b{re.escape(name)}\b", source) is not None
    return any(isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store) for node in nodes)
