"""A command of the terminal in a cell, ``firstquery progress`` or ``reset(1, 4)``: a sentence says where it goes.

The cell is looked at before IPython reads it: IPython's own `reset` would ask whether to delete everything, and wait.
"""

from __future__ import annotations

from typing import Any

from IPython.core.getipython import get_ipython

from firstquery.sentence import Sentence
from firstquery.two_places import name_alone, typed_in_a_notebook


def install(ip: Any) -> None:
    """Puts `refer` before all that understands a mistyped cell."""
    if refer not in ip.input_transformers_cleanup:
        ip.input_transformers_cleanup.append(refer)


def refer(lines: list[str]) -> list[str]:
    """The cell as it is. Raises `Sentence` where a line of it is a command for a terminal."""
    if lines and lines[0].lstrip().startswith(("%%", "!")):
        return lines
    shell: Any = get_ipython()
    for line in lines:
        name = name_alone(line)
        known = bool(name) and (name in getattr(shell, "user_ns", {}) or _makes(lines, name))
        if said := typed_in_a_notebook(line.rstrip("\n"), known):
            raise Sentence(said)
    return lines


refer.has_side_effects = True  # type: ignore[attr-defined]  # it raises; IPython then keeps it out of guesses


def _makes(lines: list[str], name: str) -> bool:
    """Whether the cell itself gives something that name."""
    return any(
        name in line and line.split("#")[0].replace(" ", "").startswith((f"{name}=", f"def{name}(", f"import{name}"))
        for line in lines
    ) or any(" import " in line and name in line for line in lines)
