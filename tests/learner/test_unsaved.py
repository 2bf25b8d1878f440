"""What a notebook has run and its file does not hold: told, and waited for where it is being saved."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from firstquery.learner.unsaved_answers import find_unsaved

NAMES = ("paying", "reason", "report")


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return save(tmp_path / "week.ipynb", "%%sql paying\nSELECT 1\n", "%%choice reason\nB", "%%script report\nprint(1)")


def save(path: Path, *sources: str) -> Path:
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)
    return path


@pytest.mark.parametrize(
    ("ran", "found"),
    [
        ([], []),
        (["%%sql paying\nSELECT 1"], []),
        (["%%sql paying\nSELECT 2"], ["paying"]),
        (["%%sql paying\nSELECT 2", "%%SQL paying \n\nSELECT 1  \n", "%%sql paying\nSELECT 1  \n\n"], []),
        (["%%sql other\nSELECT 2", "paying = 3", "check('w01-q1', paying)"], []),
        (["%%choice reason\nA", "%%script report\nprint(2)"], ["reason", "report"]),
    ],
)
def test_the_last_run_of_each_named_answer_is_held_to_the_file(
    notebook: Path, ran: list[str], found: list[str]
) -> None:
    assert find_unsaved(notebook, ran, NAMES, patience=0) == found


def test_a_file_that_is_not_there_or_is_damaged_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "damaged.ipynb").write_text("{")
    for name in ("none.ipynb", "damaged.ipynb"):
        assert find_unsaved(tmp_path / name, ["%%choice reason\nA"], NAMES, patience=0) == []


def test_what_is_saved_meanwhile_is_waited_for(notebook: Path) -> None:
    saving = threading.Timer(0.3, save, [notebook, "%%choice reason\nA"])
    saving.start()
    begun = time.monotonic()
    assert find_unsaved(notebook, ["%%choice reason\nA"], NAMES, patience=60) == []
    assert time.monotonic() - begun < 50
    saving.join()
