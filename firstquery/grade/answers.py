"""answers.py of a week, read: which answers are right, which are wrong, and what to say to each.

The file is in percent format. A header is ``# %% w01-q3 ROLE: NAME | MESSAGE``; what follows, up to the next header, is
its code. Roles: ``exercise`` (kind, options and title), ``right``, ``wrong``, ``typed`` (right on the learning data
alone). Nothing in the file is run here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstquery.grade.person_names import NAME
from firstquery.sentence import Sentence

HEADER = re.compile(r"^# %%(?:\s+(?P<rest>.*?))?\s*$")
BLOCK = re.compile(r"^(?P<exercise>w\d\d-q\d+)\s+(?P<role>[a-z]+)\s*:\s*(?P<name>[^|]*?)\s*(?:\|\s*(?P<message>.*))?$")
CELL = re.compile(r"^%%\w", re.MULTILINE)
ROLES = ("exercise", "right", "wrong", "typed")
LISTS = ("ordered", "options", "right", "pull")
NUMBERS = ("decimals", "least", "most")
SWITCHES = ("extra", "many", "asks")


@dataclass(frozen=True)
class Answer:
    """One answer of the list. ``cells`` are the cell bodies to run in order; ``line`` is its header's in the file."""

    exercise: str
    role: str
    name: str
    message: str
    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Exercise:
    """One exercise. ``spec`` is as the kind's judge reads it, ``right_options`` those of a choice, ``note`` the insight."""

    id: str
    kind: str
    title: str
    spec: dict[str, Any]
    right_options: tuple[str, ...]
    note: str
    line: int
    answers: list[Answer] = field(default_factory=list)

    def of(self, *roles: str) -> list[Answer]:
        return [answer for answer in self.answers if answer.role in roles]


@dataclass(frozen=True)
class _Block:
    exercise: str
    role: str
    name: str
    message: str
    body: str
    line: int


def read(path: Path) -> dict[str, Exercise]:
    """The exercises of a week by id, in order. Raises `Sentence` with file and line where the grammar is not met."""
    exercises: dict[str, Exercise] = {}
    for block in _blocks(path):
        if block.role == "exercise":
            if block.exercise in exercises:
                first = exercises[block.exercise].line
                raise _fault(path, block.line, f"{block.exercise} is declared twice (first in line {first}). Keep one.")
            exercises[block.exercise] = _exercise(path, block)
            continue
        home = exercises.get(block.exercise)
        if home is None:
            raise _fault(
                path,
                block.line,
                f"{block.exercise} has answers before its exercise line. "
                f"Put `# %% {block.exercise} exercise: KIND | TITLE` above them.",
            )
        if any(other.name == block.name and other.role == block.role for other in home.answers):
            raise _fault(path, block.line, f"{block.exercise} has two {block.role} answers called {block.name!r}.")
        if block.role in ("wrong", "typed") and not block.message:
            raise _fault(path, block.line, f"The {block.role} answer {block.name!r} says nothing: add `| MESSAGE`.")
        home.answers.append(_answer(path, block, may_be_empty=block.role == "typed"))
    if not exercises:
        raise _fault(
            path, 1, "There is no exercise in this file. The first line is `# %% w01-q1 exercise: KIND | TITLE`."
        )
    return exercises


def read_list(path: Path) -> list[Answer]:
    """Another list of answers (``prove --answers FILE``): right and wrong blocks; a message is not required."""
    answers = []
    for block in _blocks(path):
        if block.role == "exercise":
            continue
        if block.role == "typed":
            raise _fault(path, block.line, "A list for `--answers` has right and wrong answers. Use `wrong:` here.")
        answers.append(_answer(path, block, may_be_empty=False))
    if not answers:
        raise _fault(path, 1, "There is no answer in this file. A block starts with `# %% w01-q3 right: NAME`.")
    return answers


def _blocks(path: Path) -> list[_Block]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as fault:
        raise Sentence(f"{path} can't be read: {fault.strerror or fault}.") from None
    except UnicodeDecodeError:
        raise Sentence(f"{path} is not text in UTF-8. Save it in UTF-8.") from None
    starts = [(number, match) for number, line in enumerate(lines) if (match := HEADER.match(line))]
    blocks = []
    ends = [number for number, _ in starts[1:]] + [len(lines)]
    for (number, match), following in zip(starts, ends, strict=False):
        rest = match["rest"] or ""
        if rest.startswith("["):  # a [markdown] cell of the percent format: for readers alone
            continue
        found = BLOCK.match(rest)
        if not found or found["role"] not in ROLES or not found["name"]:
            raise _fault(
                path,
                number + 1,
                f"This line is not understood: {lines[number]!r}. It reads `# %% w01-q3 ROLE: NAME | MESSAGE`, "
                f"where ROLE is one of {', '.join(ROLES)}.",
            )
        body = "\n".join(lines[number + 1 : following]).strip("\n")
        message = (found["message"] or "").strip()
        blocks.append(_Block(found["exercise"], found["role"], found["name"], message, body, number + 1))
    return blocks


def _answer(path: Path, block: _Block, *, may_be_empty: bool) -> Answer:
    code = [line for line in block.body.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not code and not may_be_empty:
        raise _fault(path, block.line, f"The {block.role} answer {block.name!r} has no code below it.")
    cells = cells_of(block.body) if code else ()
    return Answer(block.exercise, block.role, block.name, block.message, cells, block.line)


def cells_of(body: str) -> tuple[str, ...]:
    """``body`` cut into cell bodies: a line that starts with a cell magic opens a new one."""
    starts = sorted({0, *(match.start() for match in CELL.finditer(body))})
    pieces = [body[start:end].strip("\n") for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]
    return tuple(piece for piece in pieces if piece.strip())


def _exercise(path: Path, block: _Block) -> Exercise:
    kind, *options = block.name.split()
    spec: dict[str, Any] = {}
    right: tuple[str, ...] = ()
    for option in options:
        name, _, value = option.partition("=")
        if name in NUMBERS and value.isdecimal():
            spec[name] = int(value)
        elif name in SWITCHES and value in ("", "true"):
            spec[name] = True
        elif name in LISTS and value:
            values = [part.strip() for part in value.split(",") if part.strip()]
            if name == "pull":
                values = [f"{int(one):04d}" if one.isdecimal() else one for one in values]
            if name == "right":
                right = tuple(values)
            else:
                spec[name] = values
        else:
            known = ", ".join([*(f"{n}=NAME,NAME" for n in LISTS), *(f"{n}=NUMBER" for n in NUMBERS), *SWITCHES])
            raise _fault(
                path, block.line, f"The option {option!r} of {block.exercise} is not known. There are: {known}."
            )
    note = []
    for offset, line in enumerate(block.body.splitlines(), 1):
        text = line.removeprefix("#").strip()
        label, separator, rest = text.partition(":")
        if separator and label in ("needs", "avoids", "begins") and "::" in rest:
            spec.setdefault("mentions" if label == "needs" else label, []).append(
                _pattern(path, block.line + offset, label, rest)
            )
        elif separator and label == "states" and "::" in rest:
            what, *queries, ask = [part.strip() for part in rest.split("::")]
            if kind != "text" or not what or not queries or not all(queries) or not ask:
                raise _fault(
                    path, block.line + offset, "`states:` is for a text: `# states: WHAT :: SELECT … :: WHAT TO SAY`."
                )
            spec.setdefault("states", []).append({"what": what, "sql": queries, "ask": ask})
        elif separator and label == "tells" and "::" in rest:
            spec.setdefault("tells", []).append(_tells(path, block.line + offset, kind, rest))
        elif separator and label == "agrees" and "::" in rest:
            spec.setdefault("agrees", []).append(_agrees(path, block.line + offset, rest))
        elif line.strip() and not line.startswith("#"):
            raise _fault(
                path, block.line + offset, "An exercise block holds comments alone. Code belongs below `right:`."
            )
        elif text:
            note.append(text)
    if (kind == "review") != ("pull" in spec):
        raise _fault(path, block.line, f"{block.exercise}: a review needs pull=0142, and nothing else has it.")
    if kind == "choice":
        _check_choice(path, block, spec, right)
    elif right:
        raise _fault(path, block.line, f"`right=` is for the kind choice; {block.exercise} is of the kind {kind}.")
    return Exercise(block.exercise, kind, block.message, spec, right, "\n".join(note), block.line)


def _pattern(path: Path, line: int, label: str, rest: str) -> dict[str, Any]:
    what, *patterns, ask = [part.strip() for part in rest.split("::")]
    if not what or not patterns or not all(patterns) or not ask:
        raise _fault(path, line, f"`{label}:` reads `# {label}: WHAT :: PATTERN :: WHAT TO SAY`.")
    patterns = [pattern.replace("{name}", NAME) for pattern in patterns]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as fault:
            raise _fault(path, line, f"The pattern {pattern!r} is not a regular expression: {fault}.") from None
    return {"what": what, "any": patterns, "ask": ask}


def _tells(path: Path, line: int, kind: str, rest: str) -> dict[str, Any]:
    """What to say of a table of one row in which a number is too large, whatever its size."""
    what, _, say = (part.strip() for part in rest.partition("::"))
    found = re.fullmatch(r"(\w+) > (\d+)", what)
    if kind != "table" or found is None or not say:
        how = "`tells:` is for a table of one row: `# tells: COLUMN > NUMBER :: WHAT TO SAY, with {number} for it`."
        raise _fault(path, line, how)
    return {"column": found[1], "over": int(found[2]), "say": say}


def _agrees(path: Path, line: int, rest: str) -> dict[str, Any]:
    """Where a text gives a number, which it has to be: a pattern that has {number} in it, and what gives it."""
    parts = [part.strip() for part in rest.split("::")]
    if len(parts) < 4 or not all(parts) or "{number}" not in parts[1]:
        how = "`agrees:` is for a text: `# agrees: WHAT :: PATTERN WITH {number} :: SELECT … :: WHAT TO SAY`."
        raise _fault(path, line, how)
    what, where, *queries, ask = parts
    try:
        re.compile(where.replace("{number}", "x"))
    except re.error as fault:
        raise _fault(path, line, f"`agrees:` has a pattern that is none, {where!r}: {fault}.") from None
    return {"what": what, "where": where, "sql": queries, "ask": ask}


def _check_choice(path: Path, block: _Block, spec: dict[str, Any], right: tuple[str, ...]) -> None:
    options = spec.get("options", [])
    if len(options) < 2 or not right or not set(right) <= set(options):
        raise _fault(path, block.line, f"{block.exercise} is a choice: it needs options=A,B,C and right= one of them.")
    if len(right) > 1 and not spec.get("many"):
        raise _fault(path, block.line, f"{block.exercise} has several right options: add `many`.")


def _fault(path: Path, line: int, sentence: str) -> Sentence:
    return Sentence(f"{path.parent.name}/{path.name}, line {line}: {sentence}")
