"""The process that runs the cells of one practice on one snapshot: a trial of ``firstquery.kernel.runner.main``.

From stdin it reads JSON, ``{"seconds": of an answer, "practice_seconds": of a cell of the practice,
"kinds": of its exercises, "steps": …}``;
to stdout goes one JSON line when a step begins and one when it is done, so that whoever waits knows where a step that
never came back began.

A step is ``{"id", "cells", "name", "kind", "questions", "whole"}``: a cell of the practice (no name), a
reference (no cells: what the name is bound to now), or an answer (its cells bind the name). An answer starts from what
the practice's cells before it have bound, and leaves nothing behind for the next. ``kind`` makes the payload of what
the name is bound to; a ``whole`` value comes back as `firstquery.checks.arguments` writes it.
"""

from __future__ import annotations

import _thread
import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

EXTRA_LINES = 40  # of what a cell printed, kept for the one who reads why it failed


def main() -> None:
    """Run every step that is asked for. What the cells print goes nowhere."""
    asked = json.load(sys.stdin)
    null = os.open(os.devnull, os.O_RDWR)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        runner = Runner(asked["seconds"], asked["practice_seconds"], asked["kinds"])
        for step in asked["steps"]:
            for line in ({"begun": True}, None):
                said = runner.run(step) if line is None else line
                out.write(json.dumps({"id": step["id"], **said}) + "\n")
                out.flush()


class Runner:
    """An IPython shell as a notebook has it, with the course's magics; ``seconds`` is the limit of one step."""

    def __init__(self, seconds: float, practice_seconds: float, kinds: list[str]) -> None:
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "NoColor"
        self.seconds, self.practice_seconds = seconds, practice_seconds
        self.shell: Any = InteractiveShell.instance(config=config)
        from firstquery.kernel import magics

        magics.register(self.shell, kinds)
        self.shell.run_cell("from firstquery import *", silent=True)  # type: ignore[no-untyped-call]

    def run(self, step: dict[str, Any]) -> dict[str, Any]:
        """Run the step's cells in order. With a name: what it was bound to, and all bindings undone."""
        cells, name = step["cells"], step["name"]
        if name is None:
            return {"failure": self._run_cells(cells, self.practice_seconds)}
        if not cells:
            return {"failure": None, **self._outcome(step, None)}
        kept = _copy(self.shell.user_ns)
        folder = Path.cwd()
        self.shell.user_ns.pop(name, None)
        try:
            failure = self._run_cells(cells, self.seconds)
            return {"failure": failure, **self._outcome(step, failure)}
        finally:
            os.chdir(folder)
            self.shell.user_ns.clear()
            self.shell.user_ns.update(kept)

    def _run_cells(self, cells: list[str], seconds: float) -> str | None:
        """None when all ran, else one sentence that says what happened, and what was printed last."""
        from IPython.utils.capture import capture_output

        for cell in cells:
            with capture_output() as printed, _Limit(seconds) as limit:
                try:
                    result = self.shell.run_cell(cell, store_history=False)
                    error = result.error_before_exec or result.error_in_exec
                except BaseException as fault:  # what IPython lets through (an interrupt between two statements)
                    error = fault
            if "matplotlib.pyplot" in sys.modules:  # as a notebook does: the next cell draws on a figure of its own
                sys.modules["matplotlib.pyplot"].close("all")
            if limit.passed:
                return f"It ran for more than {seconds:g} seconds and was stopped."
            if error is not None:
                return _sentence(error, printed.stdout)
        return None

    def _outcome(self, step: dict[str, Any], failure: str | None) -> dict[str, Any]:
        """Return the state and the payload of what the step's name is bound to."""
        from firstquery.checks.arguments import encode
        from firstquery.checks.judging import envelope
        from firstquery.kernel.check import payload_of

        if step["name"] not in self.shell.user_ns:
            return {"state": "failed" if failure else "missing", "payload": None}
        try:
            with _Limit(self.seconds):
                value = self.shell.user_ns[step["name"]]
                if step["whole"]:
                    return {"state": "answered", "payload": {"value": encode(value)}}
                made = envelope("", payload_of(value, step))
                return {"state": made["state"], "payload": made["payload"]}
        except BaseException as fault:
            return {"state": "failed", "payload": None, "failure": _sentence(fault, "")}


def _copy(names: dict[str, Any]) -> dict[str, Any]:
    """Return what is bound to ``names`` for the next answer, which must not see what this one does to it in place.

    Tables and the containers of Python are copied, whatever these hold as well; what two names share they share again.
    """
    copies: dict[int, Any] = {}
    return {name: _copy_value(value, copies) for name, value in names.items()}


def _copy_value(value: Any, copies: dict[int, Any]) -> Any:
    from firstquery.core.table import loaded

    pandas = loaded("pandas")
    if id(value) in copies:
        return copies[id(value)]
    made: Any = value
    if pandas is not None and isinstance(value, pandas.DataFrame | pandas.Series):
        made = value.copy(deep=False)  # pandas 3 copies on write
    elif type(value) in (list, dict, set, bytearray):
        made = copies[id(value)] = type(value)()
        if isinstance(value, list):
            made.extend(_copy_value(one, copies) for one in value)
        elif isinstance(value, dict):
            made.update((key, _copy_value(one, copies)) for key, one in value.items())
        else:
            made.update(value) if isinstance(value, set) else made.extend(value)
    copies[id(value)] = made
    return made


def _sentence(error: BaseException, printed: str) -> str:
    said = getattr(error, "sentence", None)
    if isinstance(said, str):
        return said
    if isinstance(error, SystemExit):
        return "It asked Python to leave (SystemExit)."
    if isinstance(error, KeyboardInterrupt):
        return "It was stopped."
    where = f" (line {error.lineno})" if isinstance(error, SyntaxError) and error.lineno else ""
    what = error.msg if isinstance(error, SyntaxError) else str(error)
    tail = " ".join(printed.split("\n")[-EXTRA_LINES:]).strip()
    return f"{type(error).__name__}: {what}{where}" if what else f"{type(error).__name__}. {tail}".strip()


class _Limit:
    """Interrupts the main thread after ``seconds``; ``passed`` says whether it had to.

    Where there are no threads, as in a browser, nothing is stopped: there the page interrupts its kernel.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._done = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def _stop(self) -> None:
        with self._lock:
            if not self._done:
                self.passed = True
                _thread.interrupt_main()

    def __enter__(self) -> _Limit:
        with suppress(RuntimeError):  # there are no threads
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        try:
            with self._lock:
                self._done = True
        except KeyboardInterrupt:
            self._done = True
        self._timer.cancel()
