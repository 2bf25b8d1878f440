"""Whatever combination of damages: a right answer gets full points, or is ungraded with a reason; never a nought."""

from __future__ import annotations

import copy
import random
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.grade.repair.cells import Findings
from firstquery.grade.repair.notebook import repair_submission, restore
from firstquery.grade.repair.read import Unreadable, read_notebook
from firstquery.grade.repair.release import Release

from . import tiny
from .released import ANSWERS, Cells, release, whole

SCRATCH = ["1 + 1", "%%sql look\nSELECT 3", "paid", "this is no Python", "look = sql('SELECT 4')"]


def noughts(notebook: Any, findings: Findings, right: dict[str, Any]) -> list[str]:
    """The exercises that would get no points and are not ungraded either."""
    given_to = tiny.run(notebook)
    return [
        exercise
        for exercise, answer in right.items()
        if given_to.get(exercise) != answer and exercise not in {**findings.doubts, **findings.withheld}
    ]


# Each damage takes the cells and a random number generator, and changes the cells.


def delete(cells: Cells, chance: random.Random) -> None:
    """Deletes a whole cell. Where half an answer is deleted, the answer is gone, and nothing can tell it."""
    released = [cell["source"] for cell in release(is_answered=True)["cells"]]
    whole_ones = [cell for cell in cells if cell["source"] in released]
    if whole_ones:
        cells.remove(chance.choice(whole_ones))


def duplicate(cells: Cells, chance: random.Random) -> None:
    copied = copy.deepcopy(chance.choice(cells)) | {"id": f"{chance.getrandbits(32):08x}"}
    cells.insert(chance.randrange(len(cells) + 1), copied)


def split(cells: Cells, chance: random.Random) -> None:
    place = chance.randrange(len(cells))
    lines = cells[place]["source"].split("\n")
    if len(lines) > 1:
        cut = chance.randrange(1, len(lines))
        rest = copy.deepcopy(cells[place]) | {"source": "\n".join(lines[cut:]), "id": f"{chance.getrandbits(32):08x}"}
        cells[place]["source"] = "\n".join(lines[:cut])
        if chance.random() < 0.5:
            rest["metadata"] = {}
        cells.insert(place + 1, rest)


def merge(cells: Cells, chance: random.Random) -> None:
    """Merges two cells that are next to each other, but none of her own: nobody can tell that from an answer."""
    place = chance.randrange(len(cells) - 1)
    if {cells[place]["source"], cells[place + 1]["source"]} & set(SCRATCH):
        return
    below = cells.pop(place + 1)
    cells[place]["source"] += f"\n\n{below['source']}"
    if chance.random() < 0.5:
        cells[place] = below | {"source": cells[place]["source"]}


def move(cells: Cells, chance: random.Random) -> None:
    cells.insert(chance.randrange(len(cells)), cells.pop(chance.randrange(len(cells))))


def shuffle(cells: Cells, chance: random.Random) -> None:
    chance.shuffle(cells)


def retype(cells: Cells, chance: random.Random) -> None:
    cell = chance.choice(cells)
    cell["cell_type"] = chance.choice(["code", "markdown", "raw"])


def lose_marks(cells: Cells, chance: random.Random) -> None:
    cell = chance.choice(cells)
    cell["metadata"] = {}


def lose_all_marks(cells: Cells, chance: random.Random) -> None:
    for cell in cells:
        cell["metadata"] = {}


def lose_ids(cells: Cells, chance: random.Random) -> None:
    for cell in cells:
        cell.pop("id", None)


def swap_grade_ids(cells: Cells, chance: random.Random) -> None:
    one, other = chance.choice(cells), chance.choice(cells)
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def one_grade_id(cells: Cells, chance: random.Random) -> None:
    chance.choice(cells)["metadata"] = copy.deepcopy(chance.choice(cells)["metadata"])


def empty_a_check(cells: Cells, chance: random.Random) -> None:
    checks = [cell for cell in cells if cell["source"].startswith("check(")]
    if checks:
        chance.choice(checks)["source"] = ""


def scratch(cells: Cells, chance: random.Random) -> None:
    source = chance.choice(SCRATCH)
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    cells.insert(chance.randrange(len(cells) + 1), cell)


ALL = [
    delete,
    duplicate,
    split,
    merge,
    move,
    shuffle,
    retype,
    lose_marks,
    lose_all_marks,
    lose_ids,
    swap_grade_ids,
    one_grade_id,
    empty_a_check,
    scratch,
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
    right = tiny.run(restore(read_notebook(whole(release(is_answered=True)["cells"])), wanted)[0])
    assert len(right) == len(ANSWERS)
    chance = random.Random(seed)
    cells = release(is_answered=True)["cells"]
    for damage in damages:
        if len(cells) > 2:
            damage(cells, chance)
    data = whole(cells)
    if cut is not None and seed % 3 == 0:
        data = data[: int(len(data) * cut)]
    try:
        notebook, findings = restore(read_notebook(data), wanted)
    except Unreadable:
        return
    assert noughts(notebook, findings, right) == []
    graded = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(graded) == sorted([*ANSWERS, *(f"{exercise}-answer" for exercise in ANSWERS)])


@given(st.binary(max_size=300))
def test_any_bytes_are_a_notebook_with_a_reason_and_no_error(wanted: Release, data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "w.ipynb").write_bytes(data)
        _, findings = repair_submission(Path(folder), "w", wanted, [])
    assert set(findings.withheld) | set(findings.doubts) == set(ANSWERS)
    assert findings.notes


def test_a_right_submission_is_not_touched(wanted: Release) -> None:
    given_cells = release(is_answered=True)["cells"]
    notebook, findings = restore(read_notebook(whole(given_cells)), wanted)
    assert findings.notes == [] and not findings.doubts and not findings.withheld
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in given_cells]
    assert [cell.id for cell in notebook.cells] == [cell["id"] for cell in given_cells]


def test_wrong_and_blank_answers_of_an_undamaged_notebook_stay_noughts(wanted: Release) -> None:
    given_cells = release(is_answered=False)["cells"]
    given_cells[3]["source"] = "%%sql paid\nSELECT 99"
    _, findings = restore(read_notebook(whole(given_cells)), wanted)
    assert not findings.doubts and not findings.withheld
