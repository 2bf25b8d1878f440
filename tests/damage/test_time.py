"""However a submission is made, it is read in seconds: it is read outside the sandbox, and all others wait for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from firstquery.grading.repair.notebook import LONG, LONGEST, MOST_CELLS, repair_submission
from firstquery.grading.repair.release import Release

from .released import EXERCISES, IN_PYTHON, cells, whole

SECONDS = 10  # each takes one or two; without its bound it takes minutes


def _own(source: str, many: int = 1) -> bytes:
    own = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    return whole([*cells(IN_PYTHON), *[own] * many])


def _nested() -> bytes:
    return b'{"cells": [' + b'{"id":[' * 900 + b"0," * 2_000_000


SLOW: dict[str, Callable[[], bytes]] = {
    "the first line of an answer again and again": lambda: _own("%%sql paid_orders\n" * 2_000),
    "copies of a blank answer": lambda: _own("%%sql paid_orders", MOST_CELLS - 100),
    "commands of the shell": lambda: _own("%time 1\n" * 2_000),
    "many cells with commands": lambda: _own("%time 1\nx = 1\n" * 50, 1_000),
    "tiny cells": lambda: b'{"cells": [' + b'{"source": ""},' * 900_000 + b'{"source": ""}]}',
    "tiny things": lambda: b'{"cells": [' + b'{"source": [[]]},' * 2_000_000 + b'{"source": ""}]}',
    "nothing but braces": lambda: b"{" * 3_000_000,
    "objects within objects": _nested,
}


@pytest.mark.parametrize("make", SLOW.values(), ids=SLOW)
def test_a_submission_is_read_in_seconds(wanted: Release, tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "w.ipynb").write_bytes(make())
    start = time.process_time()
    repair_submission(tmp_path, "w", wanted, [])
    assert time.process_time() - start < SECONDS


def test_what_is_longer_than_a_notebook_can_be_is_ungraded_with_a_sentence(wanted: Release, tmp_path: Path) -> None:
    for made in (_own("x", MOST_CELLS), _own("x" * LONGEST)):
        (tmp_path / "w.ipynb").write_bytes(made)
        _, findings = repair_submission(tmp_path, "w", wanted, [])
        assert findings.withheld == dict.fromkeys(EXERCISES, f"w.ipynb {LONG}")
