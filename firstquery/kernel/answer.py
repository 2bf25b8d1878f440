"""The answers of a notebook: under which name one is kept, whether its cell stopped, and whether it is typed in.

One kept under another name than its check looks for is told at once, and never an older answer judged in its place.
Typed in is a literal in the cell that binds the name, or a query that reads no table; where the tree of the cell or of
the statement leaves a doubt, the answer counts as computed: nobody who has computed one is told that she has not.
"""

from __future__ import annotations

import ast
import datetime as dt
import difflib
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from firstquery.core import records
from firstquery.core.blank import Blank, Failed
from firstquery.core.first_line import name_in
from firstquery.core.table import has_pandas, is_column, is_table
from firstquery.kernel import runs
from firstquery.learner.exercises import NamedCell, cells_of
from firstquery.learner.session import cell_id, shell

_ALIKE = 0.7
#: Tables whose cell stopped, by the answer's name: they stay to be looked at, and a check gets what stopped the cell.
_stopped: dict[str, tuple[object, Failed]] = {}
_OF_PANDAS = frozenset({"DataFrame", "Series"})
#: What may stand around a literal without computing anything from data.
_MAKERS: dict[str, Any] = {
    **{made.__name__: made for made in (int, float, str, bool, round, list, tuple, set, dict, Decimal)},
    "date": dt.date,
}
_PLAIN = (
    *(ast.Constant, ast.UnaryOp, ast.BinOp, ast.List, ast.Tuple, ast.Set, ast.Dict),
    *(ast.unaryop, ast.operator, ast.expr_context),
)
LONGEST = 40


def answer_to_judge(name: str, answer: object, cell: str = "") -> object:
    """Return what a check is to judge: the answer, or `Failed` where it is the table of a cell that stopped.

    Where another cell than ``cell`` makes it as it stands, that is the answer.
    """
    table, failed = _stopped.get(name, (None, None))
    if failed is None or answer is not table:
        return answer
    from firstquery.kernel.standing import is_made_elsewhere  # only where an answer has stopped

    return answer if is_made_elsewhere(shell(), name, cell) else failed


def watch(ip: Any, names: Iterable[str]) -> None:
    """Look at each cell that was run, from now on, and at which of them binds each of ``names``.

    Not for the grader, which has no learner to tell.
    """
    if look not in ip.events.callbacks["post_run_cell"]:
        ip.events.register("post_run_cell", look)
    runs.watch(ip, names, _why)  # after it: what `look` binds is the cell's own


def look(result: Any) -> None:
    """Look at one run; never raises, whatever the front end left out."""
    try:
        ip = shell()
        here = cell_id(ip)
        # Most cells are Python of no answer, such as a check: nothing has to be known of them.
        if "%" not in result.info.raw_cell and not (here or "").endswith("-answer") and (here or result.success):
            return
        if not records.at_the_grader() and (told := note(ip, result)):
            print(told)
    except Exception:
        return


def note(ip: Any, result: Any) -> str | None:
    """Bind the name that a check looks for to `Failed` where this run did not bind it. What to say to her, if at all.

    Which name that is, the cell's id tells. Without one of the course's ids, it is the answer of this week whose name
    is much like the one given. Where no id is sent, Python that stopped is the cell of the answers that it would bind.
    """
    magic, name = name_in(str(result.info.raw_cell))
    here = cell_id(ip)
    cells = cells_of(here)
    cell = next((one for one in cells if one.is_answer and one.id == here), None)
    if cell is not None:
        return _in_its_own_cell(ip.user_ns, cell, result, magic, name)
    if not magic and here is None and (fault := _fault(result)) is not None:
        stopped = [one for one in cells if one.is_answer and not one.magic and makes(result.info.raw_cell, one.name)]
        for one in stopped:
            _stop(ip.user_ns, one, fault)
        return None
    if not magic or not name or any(name == one.name or one.id == here for one in cells):
        return None
    alike = {one.name: one for one in cells if one.is_answer and one.magic == magic}
    near = difflib.get_close_matches(name, alike, 1, _ALIKE)
    # In a cell of her own, seen by its id, the name is hers to choose once the answer is there.
    if not near or (here and not isinstance(ip.user_ns.get(near[0], Blank()), Blank | Failed)):
        return None
    told = _other_name(alike[near[0]], name)
    ip.user_ns[near[0]] = Failed(told, renamed=True)
    return told


def _in_its_own_cell(names: dict[str, Any], cell: NamedCell, result: Any, magic: str, name: str) -> str | None:
    fault = _fault(result)
    source = str(result.info.raw_cell)
    _stopped.pop(cell.name, None)
    if fault is not None:
        _stop(names, cell, fault)
        return _other_name(cell, name) if cell.magic and name and name != cell.name else None
    if not cell.magic and isinstance(names.get(cell.name), Failed) and not _binds(source, cell.name):
        names[cell.name] = Blank()  # the cell has run well: what stopped it before says nothing of it
    if not cell.magic or name == cell.name or (not magic and _binds(source, cell.name)):
        return None
    told = _other_name(cell, name)
    names[cell.name] = Failed(told, renamed=True) if source.strip() else Blank()
    return told


def _is_made_elsewhere(names: dict[str, Any], cell: NamedCell) -> bool:
    """Return whether another cell has made the answer, by its id, and this run has left it as it was."""
    made = runs.maker(cell.name)
    return made is not None and made.id not in ("", cell.id) and runs.is_unchanged(cell.name, names.get(cell.name))


def _stop(names: dict[str, Any], cell: NamedCell, fault: BaseException) -> None:
    """Mark the answer as one whose cell stopped. A table made in Python can still be looked at, to find the fault.

    So can what another cell has made.
    """
    failed = Failed(_why(fault), getattr(fault, "advice", ""))
    table = names.get(cell.name)
    if (not cell.magic and (is_table(table) or is_column(table))) or _is_made_elsewhere(names, cell):
        _stopped[cell.name] = (table, failed)
    else:
        names[cell.name] = failed


def _other_name(cell: NamedCell, name: str) -> str:
    kept = f"This answer is kept under `{name}`" if name else "This answer is kept under no name"
    return (
        f"{kept}, and the check looks for `{cell.name}`. Make the first line of the cell {cell.first_line}, "
        "run the cell, then the check."
    )


def _fault(result: Any) -> BaseException | None:
    return result.error_before_exec or result.error_in_exec  # type: ignore[no-any-return]


def _why(fault: BaseException) -> str:
    sentence = getattr(fault, "sentence", None)
    if isinstance(sentence, str):
        return sentence
    if isinstance(fault, KeyboardInterrupt):
        return "It was stopped before it was done. Run it again."
    return f"Python says: {type(fault).__name__}: {str(fault)[:200]}"


def _binds(source: str, name: str) -> bool:
    """Return whether a Python cell gives the name a value, as far as its lines tell."""
    return re.search(rf"^[^#\n]*\b{re.escape(name)}\b[^=\n]*=(?!=)", source, re.MULTILINE) is not None


def makes(source: str, name: str) -> bool:
    """Return whether a line of a Python cell, outside all blocks, begins by giving the name a value or a function."""
    here = re.escape(name)
    begins = rf"^(?:(?:async[ \t]+)?def[ \t]+{here}\b|(?:\w+[ \t]*,[ \t]*)*{here}\b[^=\n(]*=(?!=))"
    return re.search(begins, source, re.MULTILINE) is not None


def typed_in(name: str, answer: object, payload: dict[str, Any]) -> str:
    """What an answer kept as ``name`` stays on any data, in a few words; empty where it may come from the data."""
    from firstquery.checks.statement import reads_no_table  # with sqlglot and pandas: a kernel starts without them

    if reads_no_table(answer) is not True and not _is_literal(name, payload):
        return ""
    rows = payload.get("rows") or [[]]
    value = payload.get("value", rows[0][-1] if len(rows) == len(payload.get("columns", ())) == 1 else None)
    shown = f"{value:,}" if type(value) in (int, float) else str(value)
    return shown if value is not None and len(shown) <= LONGEST else "as it is"


def _is_literal(name: str, payload: dict[str, Any]) -> bool:
    """Whether the last cell that binds ``name`` writes the very value of ``payload`` out."""
    from firstquery.checks.payload import payload as plain_payload

    ip = shell()
    cells = ip.history_manager.input_hist_raw if ip is not None and ip.history_manager is not None else []
    for cell in reversed(cells):
        try:
            bound = [part for part in ast.parse(cell).body if _stores(part, name)]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            if name in cell:  # a query of that name, or a command of IPython's own before it
                return False
            continue
        if bound:
            written = _value_of(bound[-1], name)
            return written is not None and plain_payload(written) == payload
    return False


def _stores(part: ast.AST, name: str) -> bool:
    stored = (node for node in ast.walk(part) if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del))
    return any(getattr(node, "id", None) == name for node in stored) or getattr(part, "name", None) == name


def _value_of(part: ast.stmt, name: str) -> Any:
    """What ``name = LITERAL`` gives its name; None for every other statement."""
    if not (isinstance(part, ast.Assign) and all(isinstance(target, ast.Name) for target in part.targets)):
        return None
    if not _is_written_out(part.value):
        return None
    makers = {**_MAKERS, **(_makers_of_pandas() if _names_pandas(part.value) else {})}
    try:
        code = compile(ast.Expression(part.value), "<cell>", "eval")
        return eval(code, {"__builtins__": {}, **makers})  # literals, and the few names above
    except Exception:
        return None


def _names_pandas(node: ast.AST) -> bool:
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return has_pandas() and not names.isdisjoint({*_OF_PANDAS, "pd", "pandas"})


def _makers_of_pandas() -> dict[str, Any]:
    import pandas as pd

    return {**{name: getattr(pd, name) for name in _OF_PANDAS}, "pd": pd, "pandas": pd}


def _is_written_out(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        made = node.func
        known = isinstance(made, ast.Name) and (made.id in _MAKERS or made.id in _OF_PANDAS)
        of_pandas = isinstance(made, ast.Attribute) and made.attr in _OF_PANDAS and isinstance(made.value, ast.Name)
        given = [*node.args, *(one.value for one in node.keywords)]
        return (known or of_pandas) and all(map(_is_written_out, given))
    return isinstance(node, _PLAIN) and all(map(_is_written_out, ast.iter_child_nodes(node)))
