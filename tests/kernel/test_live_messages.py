"""What a notebook says to whoever makes a mistake of the first month: what `prove` proves, and nothing false."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.grading import answers, practice
from tests.conftest import ROOT
from tests.kernel.kernel import Kernel, kernel

STEMS = [path.stem for week in ("01", "02", "03", "04") for path in ROOT.glob(f"source/week-{week}-*/week-*.ipynb")]
LAST = ("grade_mine(", "finish(")


@pytest.mark.parametrize("stem", STEMS)
def test_each_listed_mistake_is_told_its_own_message_in_a_notebook(stem: str, tmp_path: Path) -> None:
    exercises = answers.read(ROOT / "source" / stem / "answers.py")
    with kernel(ROOT / "release" / stem, FIRSTQUERY_WORK=str(tmp_path)) as here:
        said = {}
        for before, cell in practices(stem):
            if cell.test is None:
                here.run(cell.source)
                continue
            for answer in exercises[cell.test.exercise].by_role("wrong"):
                said[answer] = told(here, answer, cell.source)
            here.run(before)  # what follows starts from the solution
    assert len(said) > 20
    other = [(one.exercise, one.name, text) for one, text in said.items() if one.message not in text]
    assert other == []


#: Mistakes that give the result of a listed one: (exercise, name, the answer, what would be false of it).
SHARED = [
    ("w02-q3", "finance_count", "COUNT(DISTINCT invoice_id)", "which word counts each of them once?"),
    ("w02-q3", "finance_count", "COUNT(account_id)", "DISTINCT"),
    ("w23-q3", "missing", "0", "were right"),
]


@pytest.mark.parametrize(("exercise", "name", "answer", "false"), SHARED)
def test_a_mistake_that_shares_its_result_is_told_nothing_false(
    exercise: str, name: str, answer: str, false: str, tmp_path: Path
) -> None:
    (folder,) = ROOT.glob(f"release/week-{exercise[1:3]}-*")
    paid = "FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'"
    code = f'{name} = sql("SELECT {answer} {paid}")' if answer.startswith("COUNT") else f"{name} = {answer}"
    with kernel(folder, FIRSTQUERY_WORK=str(tmp_path)) as here:
        here.run(f'from firstquery import *\nrebuild("{folder.name}")')
        here.run(code)
        said = " ".join(here.run(f'check("{exercise}", {name})').error.split())
    assert said.startswith("Not yet.") and "?" in said
    assert false not in said


def practices(stem: str) -> list[tuple[str, practice.CodeCell]]:
    """The cells of a week with its solutions, each with the one before it, but those that end the hour."""
    cells = practice.read(ROOT / "source" / stem / f"{stem}.ipynb")
    kept = [cell for cell in cells if not cell.source.startswith(LAST)]
    return list(zip(["", *(cell.source for cell in kept)], kept, strict=False))


def told(here: Kernel, answer: answers.Answer, check: str) -> str:
    """What the check says of an answer, in one line."""
    for cell in answer.cells:
        here.run(cell)
    shown = here.run(check)
    assert shown.name == "NotYet", (answer.exercise, answer.name, shown.text)
    return " ".join(shown.error.split())
