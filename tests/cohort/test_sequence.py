"""Random sequences of what learners and a facilitator do: the notebook graded is that of the newest receipt."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from firstquery.grading.run.grades import read_marks, submission_hash
from firstquery.learner.receipts import Receipt
from tests.conftest import needs
from tests.grading.orders import STEM
from tests.run.bench import WRONG
from tests.shared import released

from .exchange import FILE, WEEK, Cohort, sha256

NAMES = ("ann", "ben", "cleo")
STEPS, GRADINGS = 24, 2
#: Points of the exercises that are graded by machine.
POINTS = {"q1": 2.0, "q2": 3.0, "q3": 1.0}


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_the_sequence_the_newest_collected_receipt_is_of_the_notebook_that_was_graded(
    seed: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    needs("bubblewrap")
    cohort = Cohort.make(released(tmp_path_factory, tmp_path / "course", cell_seconds=10), tmp_path / "exchange")
    draw = random.Random(seed)
    learners = {name: cohort.learner(name) for name in NAMES}
    answers: dict[str, dict[str, bool]] = {name: {} for name in NAMES}  # as they are saved
    newest: dict[str, tuple[Receipt, dict[str, bool]]] = {}  # handed in
    collected: dict[str, tuple[Receipt, dict[str, bool]]] = {}
    steps = [draw.choice(("submit", "edit", "edit", "submit", "collect")) for _ in range(STEPS // GRADINGS)]
    for step in ["edit", "submit", *[*steps, "collect", "grade"] * GRADINGS]:
        name = draw.choice(NAMES)
        if step == "edit":
            answers[name] = {question: draw.random() < 0.5 for question in POINTS}
            wrong = {question: WRONG[question] for question, is_right in answers[name].items() if not is_right}
            learners[name].write(**wrong)
        elif step == "submit":
            newest[name] = (learners[name].submit(), answers[name])
            assert newest[name][0].sha256 == sha256(learners[name].practice / FILE)
        elif step == "collect":
            rows = {one["learner"]: one for one in cohort.collect()["collected"]}
            collected = dict(newest)
            assert {one: row["sha256"] for one, row in rows.items()} == {
                one: receipt.sha256 for one, (receipt, _) in collected.items()
            }
        elif collected:
            cohort.firstquery("grade", WEEK, "--no-feedback")
            _compare(cohort, collected)
    for name, (receipt, _) in newest.items():
        assert learners[name].receipts()[-1] == receipt


def _compare(cohort: Cohort, collected: dict[str, tuple[Receipt, dict[str, bool]]]) -> None:
    """The marks in the gradebook are of what the newest receipts say, notebook and points."""
    engine = create_engine(cohort.run.db_url)
    with engine.connect() as connection:
        marks = read_marks(connection, STEM)
    engine.dispose()
    scores = {(row[0], row[1]): row[2] for row in cohort.run.rows(NAMES)["grade"]}
    assert sorted(marks) == sorted(collected)
    for name, (receipt, answered) in collected.items():
        folder = cohort.submitted(name)
        assert sha256(folder / receipt.notebook) == receipt.sha256
        assert marks[name].submission == submission_hash(folder)
        for question, points in POINTS.items():
            right = answered.get(question, False)
            assert scores[name, f"w90-{question}"] == repr(points if right else 0.0)
