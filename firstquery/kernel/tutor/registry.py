"""The slips that the tutor knows: each is one function, from a fault to its sentence, empty where it does not fit."""

from __future__ import annotations

import contextlib
import importlib
from collections import defaultdict
from collections.abc import Callable

from firstquery.kernel.tutor.fault import Fault

Slip = Callable[[Fault], str]
MODULES = (
    *("conditions", "names", "attributes", "merges", "brackets", "keys", "rows", "operands", "figures", "tables"),
    *("models", "measures", "charts", "outside", "services", "readings", "calls"),
)
_slips: dict[str, list[Slip]] = defaultdict(list)


def slip(*errors: str) -> Callable[[Slip], Slip]:
    """Register a slip for exceptions of these names. A name is that of a class among the exception's own."""

    def register(function: Slip) -> Slip:
        for one in errors:
            _slips[one].append(function)
        return function

    return register


def cause(fault: Fault) -> str:
    """Return the sentence of the first slip that fits; empty where none does. It never raises."""
    for one in MODULES:
        importlib.import_module(f"firstquery.kernel.tutor.{one}")
    known = dict.fromkeys(one for kind in type(fault.error).__mro__ for one in _slips.get(kind.__name__, ()))
    for function in sorted(known, key=_order):
        with contextlib.suppress(Exception):
            if said := function(fault):
                return said
    return ""


def _order(function: Slip) -> int:
    return MODULES.index(function.__module__.rpartition(".")[2])
