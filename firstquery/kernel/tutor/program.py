"""The sentence for an error in a program or a test of hers, which runs as a process of its own.

There the tutor stands beside the error, where the values are, and leaves what it says in a file.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from firstquery.checks.kind import Trial, TrialOutcome
from firstquery.checks.kinds.program.situations import START
from firstquery.kernel.tutor.fault import Fault
from firstquery.kernel.tutor.general import MEANINGS, meaning
from firstquery.kernel.tutor.place import places
from firstquery.kernel.tutor.registry import cause
from firstquery.kernel.tutor.syntax import unread_cell

_STOPPED = "Traceback (most recent call last)"
SAID = ".first-query-cause"
# Before a program: it costs nothing until an error ends it.
WATCH = """\
import sys
def tell(kind, error, trace, before=sys.excepthook):
    try:
        from firstquery.kernel.tutor.program import write_cause
        write_cause(error, trace)
    except Exception:
        pass
    before(kind, error, trace)
sys.excepthook = tell
del tell
"""


class Explained:
    """A trial that knows why a program of hers has stopped."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._causes: dict[str, str] = {}  # the tutor's sentences, by Python's last line
        self._ends: set[str] = set()  # how it has ended: Python's last line, empty where no error was the end

    def __call__(
        self, *, files: Mapping[str, str | bytes], command: Sequence[str], **surroundings: Any
    ) -> TrialOutcome:
        if len(command) > 2 and command[2].endswith(START):
            command = [*command[:2], WATCH + command[2], *command[3:]]
        outcome: Any = self._trial(files=files, command=command, **surroundings)
        is_stopped = outcome.code == 1 and _STOPPED in outcome.stderr
        self._ends.add(outcome.stderr.strip().rpartition("\n")[2] if is_stopped else "")
        said = [path for path in outcome.files if PurePosixPath(path).name == SAID]
        for path in said:
            last = outcome.stderr.strip().rpartition("\n")[2]
            self._causes.setdefault(last, outcome.files[path].decode("utf-8", "replace"))
        kept: TrialOutcome = replace(
            outcome, files={path: text for path, text in outcome.files.items() if path not in said}
        )
        return kept

    def cause(self, reason: str) -> str:
        """Return the tutor's sentence for a program that has stopped for that ``reason``; empty where there is none.

        Without a reason it is the sentence for the error that stops it each time: another one may be meant to.
        """
        if not reason and len(self._ends) > 1:
            return ""
        begin = reason.rstrip(".…")[:60]
        return next((said for last, said in self._causes.items() if begin in last), "")


def write_cause(error: BaseException, trace: TracebackType | None) -> None:
    """Write what the tutor says of the error into the file `SAID`, where this process stands."""
    hers, below = places(trace)
    on_purpose = bool(hers) and isinstance(hers[-1].statement, ast.Raise)
    if hers and not on_purpose and (said := cause(Fault(error, hers, below))):
        Path(SAID).write_text(f"Line {hers[-1].line} of the program: {said}", encoding="utf-8")


def program_error(text: str, reason: str, trial: object = None) -> str:
    """Return the sentence for a program that Python cannot read, or for what has stopped it in its ``trial``.

    Else what the kind of its error says; or nothing.
    """
    try:
        compile(text, "<program>", "exec", flags=ast.PyCF_ONLY_AST)
    except SyntaxError as fault:
        said, line = unread_cell(text, fault)
        return f"Line {line} of the program: {said}" if said else ""
    except (ValueError, RecursionError, MemoryError):
        return ""
    if isinstance(trial, Explained) and (told := trial.cause(reason)):
        return told
    if not reason:
        return ""
    name = reason.partition(":")[0].strip().rpartition(".")[2]
    kind: Any = getattr(builtins, name, None)
    is_kind = isinstance(kind, type) and issubclass(kind, BaseException)
    said = meaning(kind) if is_kind else MEANINGS.get(name, "")
    return f"`{name}` says that {said}." if said else ""
