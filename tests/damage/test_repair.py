"""Whatever combination of damages: a right answer gets full points, or is ungraded with a reason; never a nought."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.grading.repair.cells import RepairReport
from firstquery.grading.repair.notebook import Unreadable, read_notebook, repair_submission, restore
from firstquery.grading.repair.release import Release

from .released import EXERCISES, IN_PYTHON, RIGHT, Cells, cells, repair, run, whole

SCRATCH = ["1 + 1", "%%sql look\nSELECT 3", "paid_orders", "this is no Python", "look = sql('SELECT 4')"]


def noughts(notebook: Any, findings: RepairReport, right: dict[str, Any]) -> list[str]:
    """The exercises that would get no points and are not ungraded either."""
    given_to = run(notebook)
    return [
        exercise
        for exercise, answer in right.items()
        if given_to.get(exercise) != answer and exercise not in {**findings.doubts, **findings.withheld}
    ]


# Each damage takes the among and a random number generator, and changes the among.


def delete(among: Cells, chance: random.Random) -> None:
    """Deletes a whole cell. Where half an answer is deleted, the answer is gone, and nothing can tell it."""
    released = [cell["source"] for cell in cells(IN_PYTHON)]
    whole_ones = [cell for cell in among if cell["source"] in released]
    if whole_ones:
        among.remove(chance.choice(whole_ones))


def duplicate(among: Cells, chance: random.Random) -> None:
    copied = copy.deepcopy(chance.choice(among)) | {"id": f"{chance.getrandbits(32):08x}"}
    among.insert(chance.randrange(len(among) + 1), copied)


def split(among: Cells, chance: random.Random) -> None:
    place = chance.randrange(len(among))
    lines = among[place]["source"].split("\n")
    if len(lines) > 1:
        cut = chance.randrange(1, len(lines))
        rest = copy.deepcopy(among[place]) | {"source": "\n".join(lines[cut:]), "id": f"{chance.getrandbits(32):08x}"}
        among[place]["source"] = "\n".join(lines[:cut])
        if chance.random() < 0.5:
            rest["metadata"] = {}
        among.insert(place + 1, rest)


def merge(among: Cells, chance: random.Random) -> None:
    """Merges two among that are next to each other, but none of her own: nobody can tell that from an answer."""
    place = chance.randrange(len(among) - 1)
    if {among[place]["source"], among[place + 1]["source"]} & set(SCRATCH):
        return
    below = among.pop(place + 1)
    among[place]["source"] += f"\n\n{below['source']}"
    if chance.random() < 0.5:
        among[place] = below | {"source": among[place]["source"]}


def move(among: Cells, chance: random.Random) -> None:
    among.insert(chance.randrange(len(among)), among.pop(chance.randrange(len(among))))


def shuffle(among: Cells, chance: random.Random) -> None:
    chance.shuffle(among)


def retype(among: Cells, chance: random.Random) -> None:
    cell = chance.choice(among)
    cell["cell_type"] = chance.choice(["code", "markdown", "raw"])


def lose_marks(among: Cells, chance: random.Random) -> None:
    cell = chance.choice(among)
    cell["metadata"] = {}


def lose_all_marks(among: Cells, chance: random.Random) -> None:
    for cell in among:
        cell["metadata"] = {}


def lose_ids(among: Cells, chance: random.Random) -> None:
    for cell in among:
        cell.pop("id", None)


def swap_grade_ids(among: Cells, chance: random.Random) -> None:
    one, other = chance.choice(among), chance.choice(among)
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def one_grade_id(among: Cells, chance: random.Random) -> None:
    chance.choice(among)["metadata"] = copy.deepcopy(chance.choice(among)["metadata"])


def empty_a_check(among: Cells, chance: random.Random) -> None:
    checks = [cell for cell in among if cell["source"].startswith("check(") and "\n" not in cell["source"]]
    if checks:
        chance.choice(checks)["source"] = ""


def scratch(among: Cells, chance: random.Random) -> None:
    source = chance.choice(SCRATCH)
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    among.insert(chance.randrange(len(among) + 1), cell)


ALL = [
    *(delete, duplicate, split, merge, move, shuffle, retype, lose_marks, lose_all_marks),
    *(lose_ids, swap_grade_ids, one_grade_id, empty_a_check, scratch),
]


@settings(max_examples=250)
@given(
    damages=st.lists(st.sampled_from(ALL), min_size=1, max_size=5),
    seed=st.integers(0, 2**32),
    cut=st.one_of(st.none(), st.floats(0.3, 1)),
)
def test_a_damaged_right_answer_is_never_a_silent_nought(
    damages: list[Any], seed: int, cut: float | None, wanted: Release
) -> None:
    right = run(repair(cells(IN_PYTHON), wanted)[0])
    assert len(right) == len(EXERCISES)
    chance, among = random.Random(seed), cells(IN_PYTHON)
    for damage in damages:
        if len(among) > 2:
            damage(among, chance)
    data = whole(among)
    if cut is not None and seed % 3 == 0:
        data = data[: int(len(data) * cut)]
    try:
        notebook, findings = restore(read_notebook(data), wanted)
    except Unreadable:
        return
    assert noughts(notebook, findings, right) == []
    graded = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(graded) == sorted([*EXERCISES, *(f"{exercise}-answer" for exercise in EXERCISES)])


@given(st.binary(max_size=300))
def test_any_bytes_are_a_notebook_with_a_reason_and_no_error(wanted: Release, data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "w.ipynb").write_bytes(data)
        _, findings = repair_submission(Path(folder), "w", wanted, [])
    assert set(findings.withheld) | set(findings.doubts) == set(EXERCISES)
    assert findings.notes


def test_a_right_submission_is_not_touched(wanted: Release) -> None:
    for answers in (RIGHT, IN_PYTHON):
        among = cells(answers)
        notebook, findings = repair(among, wanted)
        assert findings.notes == [] and not findings.doubts and not findings.withheld
        assert [(cell.id, cell.source) for cell in notebook.cells] == [(cell["id"], cell["source"]) for cell in among]


def test_wrong_and_blank_answers_of_an_undamaged_notebook_stay_noughts(wanted: Release) -> None:
    _, findings = repair(cells({"w90-q1": "%%sql paid_orders\nSELECT 99"}), wanted)
    assert not findings.doubts and not findings.withheld


@pytest.mark.parametrize("line", ["%% SQL largest", "%sql largest", "\u00a0%%sql\u00a0largest", "\ufeff%%sql largest"])
def test_a_cell_that_was_merged_or_made_markdown_is_known_however_its_first_line_is_written(
    line: str, wanted: Release
) -> None:
    written = RIGHT["w90-q2"].replace("%%sql largest", line)
    merged = cells(RIGHT | {"w90-q1": f"{RIGHT['w90-q1']}\n\n{written}"})
    merged.remove(next(cell for cell in merged if cell["id"] == "w90-q2-answer"))
    heading = cells(RIGHT | {"w90-q2": f"# {written}"})
    next(cell for cell in heading if cell["id"] == "w90-q2-answer")["cell_type"] = "markdown"
    for among in (merged, heading):
        repaired, _ = repair(among, wanted)
        sources = {cell.id: cell.source for cell in repaired.cells}
        assert sources["w90-q1-answer"].strip() == RIGHT["w90-q1"]
        assert sources["w90-q2-answer"].strip("\ufeff\u00a0\n") == written.strip("\ufeff\u00a0")
