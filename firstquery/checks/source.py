"""Program text as an answer: what a ``%%script`` or a ``%%tests`` cell keeps under a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from firstquery.checks.cells import is_a, text
from firstquery.checks.payload import payload as plain_payload

MOST_CHARACTERS = 100_000
FILE = re.compile(r"[A-Za-z_]\w{0,40}\.py")
_OF_A_FILE = re.compile(r'File "(?:[^"\n]*/)?([^"/\n]+)", line (\d+)')


@dataclass(frozen=True)
class Source:
    """A program: the name of its file, and its text."""

    name: str
    text: str

    def __repr__(self) -> str:
        lines = self.text.count("\n") + 1
        return f"{self.name}: {lines:,} {'line' if lines == 1 else 'lines'}"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))


def payload(answer: object) -> dict[str, Any]:
    """``{"type": "source", "name": "report.py", "text": "…"}``; a text is a program, too. Never raises."""
    if is_a(answer, Source):
        name, written = answer.name, answer.text  # type: ignore[attr-defined]
    elif is_a(answer, str):
        name, written = "program.py", str.__str__(answer)
    else:
        return plain_payload(answer)
    if not (is_a(name, str) and is_a(written, str) and FILE.fullmatch(name)):
        return {"type": "unknown", "what": "a program without the name of a file"}
    if len(written) > MOST_CHARACTERS:
        return {"type": "too-large", "what": f"a program of {len(written):,} characters"}
    return {"type": "source", "name": name, "text": text(written)}


def is_source(payload: Mapping[str, Any]) -> bool:
    """Whether a payload has the form that `payload` makes of a program."""
    name, written = payload.get("name"), payload.get("text")
    if not (isinstance(name, str) and isinstance(written, str)):
        return False
    return bool(FILE.fullmatch(name)) and len(written) <= MOST_CHARACTERS


def fault_in(name: str, errors: str) -> tuple[int, str]:
    """The last line of the file ``name`` that Python's traceback names (0: none), and the error in one line."""
    lines = [int(number) for file, number in _OF_A_FILE.findall(errors) if file == name]
    said = [line for line in errors.strip().splitlines() if line.strip() and not line.startswith((" ", "\t"))]
    return (lines[-1] if lines else 0), (said[-1].strip()[:200] if said else "")
