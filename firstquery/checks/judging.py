"""The judge: an answer's envelope against one exercise of a key. A pure function, wherever the key is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from firstquery.checks.kind import Trial, kind
from firstquery.checks.payload import pause_collection
from firstquery.checks.verdict import Verdict, could_not_run

T = TypeVar("T")
MOST = 200
MOST_FAULT = 100  # characters
_kept: OrderedDict[tuple[str, int], tuple[Any, Any]] = OrderedDict()
MIME_TYPE = "application/vnd.firstquery.payload+json"
VERSION = 1
STATES = ("answered", "blank", "failed", "missing", "fault")
#: Findings that are none on the answer: where only people may give a mark, such an answer is ungraded.
UNGRADED = frozenset({"unsound", "check_fault", "payload_fault"})


def cached(what: str, thing: Any, make: Callable[[], T]) -> T:
    """``make()``, called once for this very object. The object is held, so that its identity stays its own."""
    at = (what, id(thing))
    if at not in _kept:
        _kept[at] = (thing, make())
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return _kept[at][1]  # type: ignore[no-any-return]


def envelope(exercise: str, payload: dict[str, Any]) -> dict[str, Any]:
    """What the grader's kernel emits for one exercise."""
    made_as = payload.get("type", "unknown")
    state = made_as if made_as in STATES[1:] else "answered"
    return {"version": VERSION, "exercise": exercise, "state": state, "kind": made_as, "payload": payload}


def judge(entry: Mapping[str, Any], message: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
    """The verdict on what a kernel emitted, with its points. Never raises, whatever the message holds.

    ``entry`` is one of a key's ``exercises``; ``message`` the `envelope`. A kind that runs a program runs it in
    ``trial``.
    """
    points = entry.get("points", 0)
    return _judge(entry, message, trial).worth(float(points) if isinstance(points, int | float) else 0.0)


def _judge(entry: Mapping[str, Any], message: Mapping[str, Any], trial: Trial | None) -> Verdict:
    state, payload = message.get("state"), message.get("payload")
    try:
        judges = kind(str(entry["kind"]))
        if state == "answered":
            if not isinstance(payload, dict) or payload.get("type") in STATES or not judges.sound(payload):
                return could_not_run("unsound")
        elif state == "fault":  # no kind has anything to say of an answer that our own fault kept from it
            said = payload.get("fault") if isinstance(payload, dict) else ""
            return could_not_run("payload_fault", fault=str(said or "unknown")[:MOST_FAULT])
        elif state in STATES:
            given = payload if isinstance(payload, dict) else {}
            payload = {**given, "name": str(entry.get("name", "")), "type": state}  # the key's own name
        else:
            return could_not_run("unsound")
        with pause_collection():
            return judges.judge(payload, entry["expected"], trial)
    except Exception as fault:
        return could_not_run("check_fault", fault=describe_fault(fault))


def describe_fault(fault: BaseException) -> str:
    """Return a fault of our own in a few words, for whoever mends it: ``KeyError in rows.py, line 12``."""
    trace, steps = fault.__traceback__, 0
    while trace is not None and trace.tb_next is not None and steps < 5_000:
        trace, steps = trace.tb_next, steps + 1
    where = f" in {Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else ""
    return f"{type(fault).__name__}{where}"[:MOST_FAULT]


def fault_payload(fault: BaseException) -> dict[str, Any]:
    """Return what stands for a payload where a fault of our own kept it from being made."""
    return {"type": "fault", "fault": describe_fault(fault)}
