"""However a submission is made, it is read in seconds: it is read outside the sandbox, and all others wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.find import practice
from firstquery.grade.repair.read import MOST_CELLS

from .released import ANSWERS, Cells, release, whole

SECONDS = 10  # each takes one or two; without its bound it takes minutes


def _own(source: str, many: int = 1) -> bytes:
    cells: Cells = release(is_answered=True)["cells"]
    own = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    return whole([*cells, *[own] * many])


def _nested() -> bytes:
    return b'{"cells": [' + b'{"id":[' * 900 + b"0," * 2_000_000


SLOW: dict[str, Callable[[], bytes]] = {
    "a merge without an end": lambda: b"".join(mark * 7 + b"\n" for mark in (b"<", b"|", b"=") for _ in range(5_000)),
    "the first line of an answer again and again": lambda: _own("%%sql paid\n" * 2_000),
    "copies of a blank answer": lambda: _own("%%sql paid", 4_000),
    "commands of the shell": lambda: _own("%time 1\n" * 2_000),
    "many cells with commands": lambda: _own("%time 1\nx = 1\n" * 50, 1_000),
    "tiny cells": lambda: b'{"cells": [' + b'{"source": ""},' * 900_000 + b'{"source": ""}]}',
    "tiny things": lambda: b'{"cells": [' + b'{"source": [[]]},' * 2_000_000 + b'{"source": ""}]}',
    "nothing but braces": lambda: b"{" * 3_000_000,
    "objects within objects": _nested,
    "objects that break off": lambda: (b'{"cells": [{"id": "' + b"a" * 1_000 + b'"') * 20_000,
    "clauses of a query": lambda: _own("ORDER BY " + "a, " * 300 + "b", 4_000),
    "fences": lambda: _own("```\n%%sql look\n" * 50_000),
}


@pytest.mark.parametrize("make", SLOW.values(), ids=SLOW)
def test_a_submission_is_read_in_seconds(wanted: Expected, tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "w.ipynb").write_bytes(make())
    start = time.process_time()
    practice(tmp_path, "w", wanted, [])
    assert time.process_time() - start < SECONDS


def test_what_stands_behind_too_many_cells_is_doubted(wanted: Expected, tmp_path: Path) -> None:
    cells: Cells = release(is_answered=True)["cells"]
    place = next(place for place, cell in enumerate(cells) if cell["id"] == "w90-q3-text")
    cells[place:place] = [{"cell_type": "markdown", "metadata": {}, "source": "x"}] * MOST_CELLS
    (tmp_path / "w.ipynb").write_bytes(whole(cells))
    _, findings = practice(tmp_path, "w", wanted, [])
    assert set(findings.doubts) == {*ANSWERS} - {"w90-q1", "w90-q2"}
    assert any("very long" in sentence for _, sentence in findings.notes)


def test_an_answer_that_is_too_long_is_doubted(wanted: Expected, tmp_path: Path) -> None:
    cells: Cells = release(is_answered=True)["cells"]
    next(cell for cell in cells if cell["id"] == "w90-q1-answer")["source"] += "\n-- and" * 200_000
    (tmp_path / "w.ipynb").write_bytes(whole(cells))
    _, findings = practice(tmp_path, "w", wanted, [])
    assert findings.doubts["w90-q1"] == "The answer is too long to be read to its end."
