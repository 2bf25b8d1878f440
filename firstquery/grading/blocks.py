"""The blocks of answers.py as they are written: a header in a line of its own, and the text below it.

What a block means is read in firstquery.grading.answers. Here each has its whole text: that of the block which it
starts from (``# from: NAME``, see firstquery.grading.changes), or the practice's own solution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from firstquery.core.course import EXERCISE_ID
from firstquery.core.errors import UserError
from firstquery.grading import changes, practice

HEADER = re.compile(r"^# %%(?:\s+(?P<rest>.*?))?\s*$")
NAMED = re.compile(
    rf"^(?P<exercise>{EXERCISE_ID})\s+(?P<role>[a-z]+)\s*:\s*(?P<name>[^|]*?)\s*(?:\|\s*(?P<message>.*))?$"
)
ROLES = ("exercise", "right", "wrong", "typed", "same", "exact")
NOTEBOOKS = "the notebook's"  # the name of the practice's own solution


@dataclass(frozen=True)
class ListedBlock:
    """One block of a list: its ``header`` in ``line`` of the file, and its ``body``, which begins in line ``first``."""

    exercise: str
    role: str
    name: str
    message: str
    body: str
    header: str
    line: int
    first: int


def read(path: Path) -> Iterator[ListedBlock]:
    """Yield the blocks of the list at ``path`` in order, with their whole text. Raises `UserError` with the line."""
    earlier: dict[tuple[str, str], list[str]] = {}
    for block in _read_blocks(path):
        if block.role == "exercise":
            yield block
            continue
        body = _whole(path, block, earlier)
        if block.name != NOTEBOOKS:
            earlier.setdefault((block.exercise, block.name), []).append(body)
        yield replace(block, body=body)


def _whole(path: Path, block: ListedBlock, earlier: dict[tuple[str, str], list[str]]) -> str:
    """Return the whole text of ``block``; ``earlier`` are the texts before it, by exercise and name."""
    if block.name == NOTEBOOKS and (block.role != "right" or block.body):
        said = f"`right: {NOTEBOOKS}` is the practice's own solution and has nothing below it."
        raise fault(path, block.line, f"{said} Give a block of your own another name.")
    base = NOTEBOOKS if block.name == NOTEBOOKS else changes.base_of(block.body)
    if base is None:
        return block.body
    if base == NOTEBOOKS and (block.exercise, base) not in earlier:
        earlier[block.exercise, base] = [_solution(path, block)]
    texts = earlier.get((block.exercise, base), [])
    if len(texts) != 1:
        there = "more than one block" if texts else "no block"
        said = f"{block.exercise} has {there} called {base!r} above this line. `# from:` names one."
        raise fault(path, block.first, said)
    try:
        return changes.apply(texts[0], block.body).strip("\n")
    except changes.Unfit as unfit:
        raise fault(path, block.first + unfit.line, unfit.sentence) from None


def _solution(path: Path, block: ListedBlock) -> str:
    notebook = path.parent / f"{practice.stem_of(path.parent)}.ipynb"
    if notebook.is_file() and (solution := practice.solution(notebook, block.exercise)):
        return solution
    line = block.first if block.body else block.line
    raise fault(path, line, f"There is no solution of {block.exercise} in {notebook}. Write one there, or code here.")


def _read_blocks(path: Path) -> list[ListedBlock]:
    """Return the blocks of a list as they are written."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as failure:
        raise UserError(f"{path} can't be read: {failure.strerror or failure}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not text in UTF-8. Save it in UTF-8.") from None
    starts = [(number, match) for number, line in enumerate(lines) if (match := HEADER.match(line))]
    blocks = []
    ends = [number for number, _ in starts[1:]] + [len(lines)]
    for (number, match), following in zip(starts, ends, strict=False):
        rest = match["rest"] or ""
        if rest.startswith("["):  # a [markdown] cell of the percent format: for readers alone
            continue
        found = NAMED.match(rest)
        if not found or not found["name"]:
            raise misread(path, number + 1, lines[number], ROLES)
        body = "\n".join(lines[number + 1 : following])
        first = number + 2 + len(body) - len(body.lstrip("\n"))
        message = (found["message"] or "").strip()
        named = (found["exercise"], found["role"], found["name"], message)
        blocks.append(ListedBlock(*named, body.strip("\n"), lines[number], number + 1, first))
    return blocks


def misread(path: Path, line: int, header: str, roles: Sequence[str]) -> UserError:
    """Return the error of a header that is not understood; ``roles`` are those that it may have."""
    said = f"It reads `# %% wNN-qN ROLE: NAME | MESSAGE`, where ROLE is one of {', '.join(roles)}."
    return fault(path, line, f"This line is not understood: {header!r}. {said}")


def fault(path: Path, line: int, sentence: str) -> UserError:
    """Return the error of a slip in a list, with its file and line."""
    return UserError(f"{path.parent.name}/{path.name}, line {line}: {sentence}")
