"""The instructor's practice notebook, read as the grader needs it: its cells, what each test cell asks, each rubric."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from firstquery.core import course
from firstquery.core.errors import UserError

_HINT = re.compile(r"<details>\s*<summary>Hint \d.*?</details>", re.DOTALL)
_MARKS = ("BEGIN SOLUTION", "END SOLUTION")
_DETAILS = re.compile(r"<details>\s*<summary>([^<]*point[^<]*)</summary>(.*?)</details>", re.DOTALL)


@dataclass(frozen=True)
class Test:
    """A locked test cell ``check("wNN-qN", NAME)``: what it grades, by which name, for how many points."""

    __test__ = False  # pytest collects classes of this name

    exercise: str
    name: str
    points: float


@dataclass(frozen=True)
class CodeCell:
    """A code cell: ``number`` counts all cells from 1 as JupyterLab shows them; ``test`` where it is a test cell."""

    number: int
    source: str
    test: Test | None


def stem_of(folder: Path) -> str:
    """Return the stem of the week that ``folder`` holds: source/STEM, or source/STEM/former/N."""
    return folder.parents[1].name if folder.parent.name == course.FORMER else folder.name


def read(path: Path) -> list[CodeCell]:
    """Return the code cells of a practice, in order.

    Raises `UserError` where it, or a test cell, is not as it should be.
    """
    return cells(_notebook(path), path)


def _notebook(path: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except OSError:
        raise UserError(f"There is no practice notebook at {path}.") from None
    except Exception as fault:
        raise UserError(f"{path} is not a notebook: {fault}.") from None
    return notebook


def cells(notebook: NotebookNode, path: Path) -> list[CodeCell]:
    """`read`, of a notebook that is in memory; ``path`` is for the sentences."""
    return [
        CodeCell(number, cell.source, _test(cell, path, number))
        for number, cell in enumerate(notebook.cells, 1)
        if cell.cell_type == "code"
    ]


def tests(practice: list[CodeCell]) -> dict[str, Test]:
    """Return the test cells by exercise."""
    return {cell.test.exercise: cell.test for cell in practice if cell.test}


def _test(cell: NotebookNode, path: Path, number: int) -> Test | None:
    said = cell.metadata.get("nbgrader", {})
    if not said.get("grade") or said.get("solution"):
        return None
    exercise = str(said.get("grade_id", ""))
    try:
        (statement,) = ast.parse(cell.source).body
        assert isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        call = statement.value
        assert isinstance(call.func, ast.Name) and call.func.id == "check"
        asked, answer = call.args
        assert isinstance(asked, ast.Constant) and isinstance(answer, ast.Name)
    except (SyntaxError, ValueError, AssertionError):
        raise UserError(
            f"{path.name}, cell {number}: a test cell is one line and nothing else: "
            f'`check("{exercise or "wNN-qN"}", NAME)`.'
        ) from None
    if asked.value != exercise:
        raise UserError(
            f"{path.name}, cell {number}: it checks {asked.value!r}, but its grade id is {exercise!r}. Make them one."
        )
    return Test(exercise, answer.id, float(said.get("points", 0)))


def question(path: Path, exercise: str) -> str:
    """Return the Markdown of an exercise, from its heading to its test cell; empty where there is none.

    Without its hints: whoever begins a text as one of them says has copied nothing.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    asked: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            asked = [cell.source] if cell.source.startswith("## ") else [*asked, cell.source]
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == exercise:
            return _HINT.sub("", "\n".join(asked))
    return ""


def solution(path: Path, exercise: str) -> str:
    """Return the answer cell of an exercise with its solution, without the marks around that; empty where it has none.

    Raises `UserError` where ``path`` is no notebook.
    """
    for cell in _notebook(path).cells:
        said = cell.metadata.get("nbgrader", {})
        if said.get("solution") and said.get("grade_id") == f"{exercise}-answer":
            return "\n".join(line for line in cell.source.splitlines() if not any(mark in line for mark in _MARKS))
    return ""


def markdown_of(path: Path) -> str:
    """Return all Markdown of a notebook as plain words; empty where there is no such notebook."""
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except OSError:
        return ""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return " ".join(re.sub(r"<[^>]+>|[*`>#|]", " ", " ".join(texts)).split())


def source_hash(*paths: Path) -> str:
    """Return one hash of the contents of ``paths``, in their order."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@lru_cache(maxsize=64)
def read_rubric(assignment: str, cell: str) -> tuple[str, str]:
    """The rubric that the week's own practice has above an answer cell: its heading and its Markdown; empty if none.

    Where the practice has no such cell, it is looked for in those of former releases.
    """
    try:
        week = course.week(assignment)
    except UserError:
        return "", ""
    found = (_rubric_in(page, cell) for page in (week.release, *week.former))
    return next((one for one in found if one is not None), ("", ""))


def _rubric_in(page: Path, cell: str) -> tuple[str, str] | None:
    """Return the rubric, empty where there is none; None where the practice has no such cell."""
    try:
        cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None
    found = None
    for one in cells:
        if one["cell_type"] == "markdown":
            found = _DETAILS.search("".join(one["source"])) or found
        elif (said := one["metadata"].get("nbgrader", {})).get("grade_id") == cell:
            return (found[1].strip(), found[2].strip()) if found else ("", "")
        elif said.get("grade"):
            found = None  # it was that of the exercise before
    return None
