"""The names of answers: one kept under another name than its check looks for is told at once, and never an older
answer judged in its place.
"""

from __future__ import annotations

import difflib
import re
import sys
from typing import Any

from firstquery.core import records
from firstquery.core.blank import Blank, Failed
from firstquery.core.first_line import name_in
from firstquery.learner.course_cells import NamedCell, cells_of
from firstquery.learner.session import cell_id, shell

_ALIKE = 0.7
#: Tables whose cell stopped, by the answer's name: they stay to be looked at, and a check gets what stopped the cell.
_stopped: dict[str, tuple[object, Failed]] = {}


def answer_to_judge(name: str, answer: object) -> object:
    """What a check is to judge: the answer, or `Failed` where it is the table of a cell that stopped."""
    table, failed = _stopped.get(name, (None, None))
    return failed if failed is not None and answer is table else answer


def watch(ip: Any) -> None:
    """Looks at each cell that was run, from now on. Not for the grader, which has no learner to tell."""
    if look not in ip.events.callbacks["post_run_cell"]:
        ip.events.register("post_run_cell", look)


def look(result: Any) -> None:
    """Looks at one run; never raises, whatever the front end left out."""
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
    """Binds the name that a check looks for to `Failed` where this run did not bind it. What to say to her, if at all.

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
    if not cell.magic or name == cell.name or (not magic and _binds(source, cell.name)):
        return None
    told = _other_name(cell, name)
    names[cell.name] = Failed(told, renamed=True) if source.strip() else Blank()
    return told


def _stop(names: dict[str, Any], cell: NamedCell, fault: BaseException) -> None:
    """Marks the answer as one whose cell stopped. A table made in Python can still be looked at, to find the fault."""
    failed = Failed(_why(fault), getattr(fault, "advice", ""))
    table = names.get(cell.name)
    pandas = sys.modules.get("pandas")  # a kernel that has no table yet starts without it
    if not cell.magic and pandas is not None and isinstance(table, pandas.DataFrame | pandas.Series):
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
    """Whether a Python cell gives the name a value, as far as its lines tell."""
    return re.search(rf"^[^#\n]*\b{re.escape(name)}\b[^=\n]*=(?!=)", source, re.MULTILINE) is not None


def makes(source: str, name: str) -> bool:
    """Whether a line of a Python cell, outside all blocks, begins by giving the name a value or a function."""
    here = re.escape(name)
    begins = rf"^(?:(?:async[ \t]+)?def[ \t]+{here}\b|(?:\w+[ \t]*,[ \t]*)*{here}\b[^=\n(]*=(?!=))"
    return re.search(begins, source, re.MULTILINE) is not None
