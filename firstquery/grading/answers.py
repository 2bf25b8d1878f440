"""answers.py of a week, read: which answers are right, which are wrong, and what to say to each.

The file is in percent format. A header is ``# %% wNN-qN ROLE: NAME | MESSAGE``, and of a wrong answer it may end in
``| hint 2``: the hint that fits this mistake. What follows, up to the next header, is its code, or what it starts from and how it differs (firstquery.grading.blocks). Roles: ``exercise`` (kind, options and
title), ``right``, ``wrong``, ``typed`` (right on the learning data alone), ``same`` (a mutant that asks the same, and
why: firstquery.grading.mutants), and those of the kind's own blocks. Nothing in the file is run here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from firstquery.checks.kind import Block, Kind, Options, kind
from firstquery.core.errors import UserError
from firstquery.grading import blocks
from firstquery.grading.blocks import ROLES, ListedBlock, fault, misread

CELL = re.compile(r"^%%\w", re.MULTILINE)
HINT = re.compile(r"(?:^|\s*\|\s*)hint\s+([1-9])$")


@dataclass(frozen=True)
class Answer:
    """One answer of the list. ``cells`` are the cell bodies to run in order; ``line`` is its header's in the file.

    ``hint`` is the number of the hint that fits a wrong one, where its header names one.
    """

    exercise: str
    role: str
    name: str
    message: str
    cells: tuple[str, ...]
    line: int
    hint: int | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise: its kind, ``options`` as the kind reads them, ``blocks`` of the kind's own, ``note`` the insight.

    ``same`` are names of mutants that ask the same as the answer that they change, each with why; ``exact`` is the
    name of a right answer that is not rounded, with why its values are the key's.
    """

    id: str
    kind: str
    title: str
    options: Options
    note: str
    line: int
    answers: list[Answer] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    same: dict[str, str] = field(default_factory=dict)
    exact: dict[str, str] = field(default_factory=dict)

    @property
    def exact_answer(self) -> Answer | None:
        """The right answer whose values are the key's in place of rounded ones; None where no one is named."""
        return next((one for one in self.by_role("right") if one.name in self.exact), None)

    @property
    def its_kind(self) -> Kind[Any]:
        return kind(self.kind)

    def by_role(self, *roles: str) -> list[Answer]:
        return [answer for answer in self.answers if answer.role in roles]


def read(path: Path) -> dict[str, Exercise]:
    """Return the exercises of a week by id, in order.

    Raises `UserError` with file and line where the grammar is not met.
    """
    exercises: dict[str, Exercise] = {}
    for block in blocks.read(path):
        if block.role == "exercise":
            if block.exercise in exercises:
                first = exercises[block.exercise].line
                raise fault(path, block.line, f"{block.exercise} is declared twice (first in line {first}). Keep one.")
            exercises[block.exercise] = _exercise(path, block)
            continue
        home = exercises.get(block.exercise)
        if home is None:
            raise fault(
                path,
                block.line,
                f"{block.exercise} has answers before its exercise line. "
                f"Put `# %% {block.exercise} exercise: KIND | TITLE` above them.",
            )
        if block.role not in ROLES:
            if block.role not in home.its_kind.blocks:
                raise misread(path, block.line, block.header, (*ROLES, *sorted(home.its_kind.blocks)))
            home.blocks.append(Block(block.role, block.name, block.message, block.body))
            continue
        if block.role in ("same", "exact"):
            _add_line(path, block, home.same if block.role == "same" else home.exact)
            continue
        if any(other.name == block.name and other.role == block.role for other in home.answers):
            raise fault(path, block.line, f"{block.exercise} has two {block.role} answers called {block.name!r}.")
        if block.role in ("wrong", "typed") and not block.message:
            raise fault(path, block.line, f"The {block.role} answer {block.name!r} says nothing: add `| MESSAGE`.")
        home.answers.append(_answer(path, block, may_be_empty=block.role == "typed"))
    for one in exercises.values():
        if one.exact and (one.exact_answer is None or len(one.exact) > 1):
            raise fault(path, one.line, f"{one.id} names no one right answer as exact: {', '.join(one.exact)}.")
    if not exercises:
        raise fault(
            path, 1, "There is no exercise in this file. The first line is `# %% wNN-qN exercise: KIND | TITLE`."
        )
    return exercises


def read_list(path: Path) -> list[Answer]:
    """Another list of answers (``prove --answers FILE``): right and wrong blocks; a message is not required."""
    answers = []
    for block in blocks.read(path):
        if block.role == "exercise":
            continue
        if block.role not in ROLES or block.role in ("same", "exact"):
            raise misread(path, block.line, block.header, ("right", "wrong"))
        if block.role == "typed":
            raise fault(path, block.line, "A list for `--answers` has right and wrong answers. Use `wrong:` here.")
        answers.append(_answer(path, block, may_be_empty=False))
    if not answers:
        raise fault(path, 1, "There is no answer in this file. A block starts with `# %% wNN-qN right: NAME`.")
    return answers


def _add_line(path: Path, block: ListedBlock, known: dict[str, str]) -> None:
    name = f"{block.exercise} {block.role}: {block.name}"
    if not block.message or block.body:
        what = "the change, and say why it asks the same" if block.role == "same" else "a right answer, and say why"
        raise fault(path, block.line, f"`# %% {name} | WHY` is one line: name {what}.")
    if block.name in known:
        raise fault(path, block.line, f"`# %% {name}` is there twice. Keep one.")
    known[block.name] = block.message


def _answer(path: Path, block: ListedBlock, *, may_be_empty: bool) -> Answer:
    code = [line for line in block.body.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not code and not may_be_empty:
        raise fault(path, block.line, f"The {block.role} answer {block.name!r} has no code below it.")
    cells = cells_of(block.body) if code else ()
    named = HINT.search(block.message) if block.role in ("wrong", "typed") else None
    message = block.message[: named.start()] if named else block.message
    if named and not message:
        said = f"The {block.role} answer {block.name!r} says nothing: add `| MESSAGE` before its hint."
        raise fault(path, block.line, said)
    return Answer(block.exercise, block.role, block.name, message, cells, block.line, int(named[1]) if named else None)


def cells_of(body: str) -> tuple[str, ...]:
    """Return ``body`` cut into cell bodies: a line that starts with a cell magic opens a new one."""
    starts = sorted({0, *(match.start() for match in CELL.finditer(body))})
    pieces = [body[start:end].strip("\n") for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]
    return tuple(piece for piece in pieces if piece.strip())


def _exercise(path: Path, block: ListedBlock) -> Exercise:
    name, *given = block.name.split()
    try:
        known = kind(name).Options
    except LookupError as failure:
        raise fault(path, block.line, f"{block.exercise}: {failure.args[0]}") from None
    values: dict[str, Any] = {}
    for option in given:
        field_name, _, value = option.partition("=")
        if field_name in known.lines:
            raise _unknown_option(path, block, option, known)
        declared = known.model_fields.get(field_name)
        if declared is not None and declared.annotation is bool:
            values[field_name] = value or True
        elif declared is not None and _is_list(declared):
            values[field_name] = tuple(part.strip() for part in value.split(",") if part.strip()) or None
        else:
            values[field_name] = value or None
    note: list[str] = []
    first: dict[str, int] = {}  # the first line of each label
    for number, line in enumerate(block.body.splitlines(), block.first):
        text = line.removeprefix("#").strip()
        label, separator, rest = text.partition(":")
        if separator and label in known.lines:
            first.setdefault(label, number)
            values.setdefault(label, []).append(rest.strip())
        elif line.strip() and not line.startswith("#"):
            raise fault(path, number, "An exercise block holds comments alone. Code belongs below `right:`.")
        elif text:
            note.append(text)
    try:
        options = known.model_validate(values)
    except ValidationError as failure:
        error = failure.errors()[0]
        about = str(error["loc"][0]) if error["loc"] else ""
        said = str(error["msg"]).removeprefix("Value error, ")
        if error["type"] == "missing":
            said = f"The option `{about}=` is missing."
        elif about in first:
            raise fault(path, first[about], said) from None
        elif about in values and error["type"] != "value_error":
            raise _unknown_option(path, block, next(one for one in given if one.startswith(about)), known) from None
        raise fault(path, block.line, f"{block.exercise}: {said}") from None
    return Exercise(block.exercise, name, block.message, options, "\n".join(note), block.line)


def _is_list(declared: FieldInfo) -> bool:
    return get_origin(declared.annotation) in (tuple, list)


def _unknown_option(path: Path, block: ListedBlock, option: str, known: type[Options]) -> UserError:
    there = []
    for name, declared in known.model_fields.items():
        if name not in known.lines:
            a_number = any(one in (int, float) for one in (declared.annotation, *get_args(declared.annotation)))
            form = "=NAME,NAME" if _is_list(declared) else "=NUMBER" if a_number else "=TEXT"
            there.append(name if declared.annotation is bool else f"{name}{form}")
    listed = f"There are: {', '.join(there)}." if there else f"The kind {block.name.split()[0]} has none."
    return fault(path, block.line, f"The option {option!r} of {block.exercise} is not known. {listed}")
