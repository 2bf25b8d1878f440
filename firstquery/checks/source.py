"""Program text as an answer: what a ``%%script`` or a ``%%tests`` cell keeps under a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from firstquery.checks.cells import is_a, text
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.verdict import Json

MOST_CHARACTERS = 100_000
MOST_QUOTED = 80
FILE = re.compile(r"[A-Za-z_]\w{0,40}\.py")
PROGRAM = "program.py"
_OF_A_FILE = re.compile(r'File "(?:[^"\n]*/)?([^"/\n]+)", line (\d+)')


def payload(answer: object, questions: Json) -> dict[str, Any]:
    """``{"type": "source", "name": "report.py", "text": "…"}``, its file named as the questions say. Never raises."""
    if not is_a(answer, str):
        return plain_payload(answer)
    written = str.__str__(answer)
    if len(written) > MOST_CHARACTERS:
        return {"type": "too-large", "what": f"a program of {len(written):,} characters"}
    asked = questions.get("file") if isinstance(questions, Mapping) else None
    name = asked if isinstance(asked, str) and FILE.fullmatch(asked) else PROGRAM
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


def quote(text: str, line: int) -> str:
    """``its line 3, `rows = dbb` ``: where in a program something happened; empty where there is no such line."""
    lines = text.splitlines()
    code = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return f"its line {line}, `{code[:MOST_QUOTED]}`" if code else f"its line {line}" if line else ""
