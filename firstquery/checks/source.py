"""Program text as an answer: what a ``%%script`` or a ``%%tests`` cell keeps under a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from firstquery.checks.cells import is_a, text
from firstquery.checks.kind import Kind, OptionsT, Trial
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.verdict import Json, Verdict, absent, could_not_run, not_yet

MOST_CHARACTERS = 100_000
MOST_QUOTED = 80
FILE = re.compile(r"[A-Za-z_]\w{0,40}\.py")
PROGRAM = "program.py"
_OF_A_FILE = re.compile(r'File "(?:[^"\n]*/)?([^"/\n]+)", line (\d{1,9})\b')


class SourceKind(Kind[OptionsT]):
    """A kind whose answer is the text of a program: ``{"type": "source", "name": "report.py", "text": "…"}``.

    Its phrases say ``no_trial``, and ``not_a_program`` or what else stands in ``other``.
    """

    asked: ClassVar[str] = "a program"
    other: ClassVar[str] = "not_a_program"
    runs = True

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        """The program's text, its file named as the questions say. Never raises."""
        if not is_a(answer, str):
            return plain_payload(answer)
        if len(answer) > MOST_CHARACTERS:
            return {"type": "too-large", "what": f"a program of {len(answer):,} characters"}
        asked = questions.get("file") if isinstance(questions, Mapping) else None
        name = asked if isinstance(asked, str) and FILE.fullmatch(asked) else PROGRAM
        return {"type": "source", "name": name, "text": text(answer)}

    def sound(self, payload: Mapping[str, Any]) -> bool:
        name, written = payload.get("name"), payload.get("text")
        if payload.get("type") != "source":
            return True
        named = isinstance(name, str) and FILE.fullmatch(name) is not None
        return named and isinstance(written, str) and len(written) <= MOST_CHARACTERS

    def unusable(self, payload: Mapping[str, Any], trial: Trial | None) -> Verdict | None:
        """The verdict where there is no program, or no place to run it in."""
        if early := absent(payload, self.asked):
            return early
        if payload.get("type") != "source":
            return not_yet(self.other, what=str(payload.get("what", "something else")))
        return could_not_run("no_trial") if trial is None else None

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        return {"text/x-python": payload["text"]} if payload.get("type") == "source" else None


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
