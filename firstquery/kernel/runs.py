"""What this kernel has run: by cell, as it was written then, and which run has bound a name of an answer.

A name that is bound anew to the very same object keeps the run that bound it first.
"""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from firstquery.core.blank import Blank
from firstquery.kernel.bindings import essence
from firstquery.learner.session import cell_id, shell

MOST = 1000  # cells and texts that are kept


@dataclass(frozen=True)
class Run:
    """One run of a cell. ``shown`` says what its last line gave, with an article; empty where it gave nothing.

    ``fault`` is why it stopped, in a sentence; empty where it ran to its end.
    """

    id: str
    source: str
    said: str
    fault: str
    shown: str


_by_cell: OrderedDict[str, Run] = OrderedDict()
_by_text: OrderedDict[str, Run] = OrderedDict()
_makers: dict[str, Run | None] = {}
_values: dict[str, object] = {}
_reason: Callable[[BaseException], str] = str


def watch(ip: Any, names: Iterable[str], reason: Callable[[BaseException], str]) -> None:
    """Keep what runs from now on, and which run binds each of ``names``. Not for the grader.

    ``reason`` says in a sentence why a cell has stopped.
    """
    global _reason
    _reason = reason
    for name in names:
        if name not in _values:
            _values[name] = ip.user_ns.get(name)
            _makers[name] = None
    if _keep not in ip.events.callbacks["post_run_cell"]:
        ip.events.register("post_run_cell", _keep)


def _keep(result: Any) -> None:
    with contextlib.suppress(Exception):  # the event of IPython: it never raises
        ip = shell()
        source = str(result.info.raw_cell)
        fault = result.error_before_exec or result.error_in_exec
        why = "" if fault is None else _reason(fault)
        run = Run(cell_id(ip) or "", source, essence(source), why, noun(result.result))
        for kept, key in ((_by_cell, run.id), (_by_text, run.said)):
            kept[key] = run
            kept.move_to_end(key)
            while len(kept) > MOST:
                kept.popitem(last=False)
        for name, before in _values.items():
            now = ip.user_ns.get(name)
            if now is not before:
                _values[name] = now
                _makers[name] = None if isinstance(now, Blank) else run


def maker(name: str) -> Run | None:
    """Return the run that bound ``name`` last; None where it is not known."""
    return _makers.get(name)


def is_unchanged(name: str, value: object) -> bool:
    """Return whether ``name`` is bound as it was when the last cell had run."""
    return name in _values and _values[name] is value


def last_run(cell: str, source: str) -> Run | None:
    """Return the last run of a cell; of one that has not run, that of another with the same text."""
    return _by_cell.get(cell) or _by_text.get(essence(source))


def noun(value: object) -> str:
    """Return what a value is for her, with its article; empty for nothing, and for what nobody would keep."""
    if value is None or value is ... or isinstance(value, Blank):
        return ""
    kind, module = type(value), type(value).__module__.partition(".")[0]
    if isinstance(value, list | tuple | set | frozenset) or kind.__name__ in ("ndarray", "Index"):
        first = next(iter(getattr(value, "flat", value)), None)  # type: ignore[call-overload]
        return "a chart" if type(first).__module__.startswith("matplotlib") else "a list"
    words = {
        "DataFrame": "a table",
        "Series": "a column of values",
        "PlainColumn": "a column of values",
        "dict": "a dictionary",
        "bool": "a yes or no",
    }
    if word := words.get(kind.__name__):
        return word
    if module == "matplotlib":
        return "a chart"
    if isinstance(value, str):
        return "a text"
    if isinstance(value, int | float | complex) or hasattr(value, "__round__"):
        return "a number"
    if kind.__name__ in ("date", "datetime", "Timestamp"):
        return "a date"
    return "a result"
