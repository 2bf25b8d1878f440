"""One version of the service tried out: expressions of evidence, or its tests. Not to end is a result as well."""

from __future__ import annotations

import contextlib
import json
import math
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstquery.core.errors import UserError
from firstquery.review import expression, values
from firstquery.sandbox.limits import MIB, Limits
from firstquery.sandbox.trial import Running, Trial

STARTUP = 60.0  # seconds for Python and its libraries, on a busy machine
GRACE = 1.0  # seconds between its own clock and ours
TESTS = 6  # times the seconds of another expression has one that runs tests: they start a Python of their own
#: What the service and its tests import: the zygote has it, where it is installed.
IMPORTS = (
    *("numpy", "pandas", "sqlite3", "sklearn.compose", "sklearn.linear_model", "sklearn.metrics", "sklearn.pipeline"),
    *("sklearn.preprocessing", "httpx", "pytest", "firstquery.review.evaluate"),
    *("firstquery.review.child", "firstquery.review.names", "firstquery.review.values"),
)
LIMITS = Limits(seconds=3600, output=4 * MIB)  # how long each may take is said below
_running: set[Running] = set()
_TEST = re.compile(r"tests(/[\w.\-]+)*(::[\w\[\]\-., ]+)*")


#: What a mistake in a call mostly is, by the words of Python's own error, and how it is written instead.
_WAYS_OUT = {
    "'str' object has no attribute 'isoformat'": "A day stands there without quotes: date(2025, 12, 31).",
    "'str' object has no attribute 'year'": "A day stands there without quotes: date(2025, 12, 31).",
}


@dataclass(frozen=True)
class Outcome:
    """Of one expression: a value (``ok``, as JSON) or an ``error``; ``late`` where it was still running at the end.

    ``refused``: it was no evidence at all, and ``error`` is the sentence why.
    """

    ok: Any = None
    error: str | None = None
    late: bool = False
    seconds: float = 0.0
    refused: bool = False

    @property
    def text(self) -> str:
        """As a person reads it."""
        if self.error is None:
            return values.format_value(self.ok)
        return self.error + next((f" {way}" for sign, way in _WAYS_OUT.items() if sign in self.error), "")

    @property
    def table(self) -> dict[str, Any] | None:
        """The table that came out; None where something else did."""
        return self.ok["table"] if isinstance(self.ok, dict) and "table" in self.ok else None

    def same_as(self, other: Outcome) -> bool:
        """By value, whatever the time that it took."""
        return (self.error, self.late) == (other.error, other.late) and values.are_equal(self.ok, other.ok)


NOT_RUN = Outcome(error="It was not run: the evidence before it has taken too long.", refused=True)


@dataclass(frozen=True)
class TestRun:
    """Of a version's tests: what became of each (passed, failed, error or skipped), and what pytest printed."""

    __test__ = False  # pytest would take it for a test

    tests: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    seconds: float = 0.0
    late: bool = False

    def names_of(self, *became: str) -> list[str]:
        """The names of those that passed, failed and so on."""
        return [name for name, one in self.tests.items() if one in became]

    @property
    def summary(self) -> str:
        """For instance ``41 passed, 1 failed``."""
        counts = {kind: len(self.names_of(kind)) for kind in ("passed", "failed", "error", "skipped")}
        said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        return f"{said or 'no test ran'}{', stopped before the end' if self.late else ''}"


def run_expression(tree: Path, text: str, warehouse: Path, seconds: float = 10.0) -> Outcome:
    """Return what ``text`` gives on the version in the folder ``tree``, with the data of ``warehouse``."""
    return run_expressions(tree, [text], warehouse, seconds)[0]


def run_expressions(
    tree: Path, texts: Sequence[str], warehouse: Path, seconds: float = 10.0, until: float = math.inf
) -> list[Outcome]:
    """Return what each of ``texts`` gives, in order.

    One process runs them all; where it had to be ended a new one goes on.

    ``seconds`` is for each of them; at ``until``, by the monotonic clock, what is left is `NOT_RUN`.
    """
    found: dict[int, Outcome] = {}
    for at, text in enumerate(texts):
        if why := expression.refusal(text):
            found[at] = Outcome(error=why, refused=True)
    while left := [at for at in range(len(texts)) if at not in found]:
        asked = {"kind": "expressions", "texts": [texts[at] for at in left]}
        with _start(tree, warehouse, asked) as trial:
            _take(trial, texts, left, found, seconds, until)
    return [found[at] for at in range(len(texts))]


def _take(
    trial: Running, texts: Sequence[str], left: Sequence[int], found: dict[int, Outcome], seconds: float, until: float
) -> None:
    """The outcomes of a process, until it is done or one of them has ended it."""
    try:
        ready = _line(trial, STARTUP)
    except TimeoutError:
        ready = {"broken": f"it did not start in {STARTUP:g} seconds"}
    if ready is None or "broken" in ready:
        why = (ready or {}).get("broken", "its process ended")
        found.update(dict.fromkeys(left, Outcome(error=f"This version of desk cannot be loaded: {why}")))
        return
    for at in left:
        most = seconds * (TESTS if "tests(" in texts[at] else 1)
        there = until - time.monotonic()
        try:
            if there <= 0.0:  # what has come meanwhile is late
                raise TimeoutError
            line = _line(trial, min(most + GRACE, there))
        except TimeoutError:
            if there < most + GRACE:
                found.update(dict.fromkeys([one for one in left if one not in found], NOT_RUN))
                return
            found[at] = Outcome(error=f"still running after {most:g} s", late=True, seconds=most)
            return
        if line is None:
            found[at] = Outcome(error="The process ended while it ran: it took too much memory, or ended itself.")
            return
        found[at] = Outcome(**line)


def run_pytest(tree: Path, tests: Sequence[str] | str | None = None, seconds: float = 60.0) -> TestRun:
    """Return what becomes of the tests of the version in ``tree``: all, or those of a file or a name.

    Raises `UserError`.
    """
    names = [tests] if isinstance(tests, str) else list(tests or ["tests"])
    for name in names:
        if not _TEST.fullmatch(name) or ".." in name:
            raise UserError(f'{name} names no tests. They are named like this: "tests/test_periods.py"')
        if not (tree / name.partition("::")[0]).exists():
            raise UserError(f"This version of desk has no file {name.partition('::')[0]}.")
    # No data: tests bring their own.
    with _start(tree, None, {"kind": "pytest", "tests": names}) as trial:
        try:
            line = _line(trial, seconds)
        except TimeoutError:
            return TestRun(text=f"The tests were still running after {seconds:g} s.", seconds=seconds, late=True)
    if line is None:
        return TestRun(text="The process that ran the tests ended before they did.", late=True)
    return TestRun(line["tests"], line["text"], line["seconds"])


def end_all() -> None:
    """End every trial that is at work: whoever waited for them has been interrupted."""
    for one in list(_running):
        one.close()


@contextlib.contextmanager
def _start(tree: Path, warehouse: Path | None, asked: Mapping[str, Any]) -> Iterator[Running]:
    """Yield a trial of ``firstquery.review.child`` in a copy of ``tree``, in a box where there is one."""
    trial = Trial(
        command=["python", "-c", "from firstquery.review.child import main; main()"],
        folder="version",
        stdin=json.dumps(asked),
        limits=LIMITS,
        warehouse=warehouse,
        read_only={"version": tree},
        imports=IMPORTS,
    )
    with contextlib.closing(Running(trial)) as running:
        _running.add(running)
        try:
            yield running
        finally:
            _running.discard(running)


def _line(trial: Running, seconds: float) -> dict[str, Any] | None:
    """Return what it says next; None where it has ended. Raises TimeoutError."""
    said = trial.line(seconds)
    with contextlib.suppress(ValueError):
        found = json.loads(said or b"")
        return found if isinstance(found, dict) else None
    return None
