"""The rows that a model is judged on are of data of which the kernel that answers has nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from firstquery.checks import arguments
from firstquery.core import warehouse
from firstquery.grading.keys import Source
from firstquery.grading.prove import prove
from tests.kinds.course import STEM, Course, make
from tests.shared import once

DRAWN_BY = """
from pathlib import Path
from firstquery.core.warehouse import BuildReport
from tests.kinds import course

def build(snapshot, *, seed, path, url, progress):
    path = Path(path)
    path.unlink(missing_ok=True)
    course.warehouse(path, 1 if snapshot == "learning" else seed)
    path.with_name("seed").write_text(str(seed))
    return BuildReport(snapshot, seed, str(path))
"""
LISTED = """
# %% w91-q7 right: a rule
def model(rows):
    return (rows["days"] < 40).astype(int)
# %% w91-q7 wrong: looked up by its id
paid = sql("SELECT id, paid FROM orders").set_index("id")["paid"]
def model(rows):
    return rows["id"].map(paid)
# %% w91-q7 wrong: looked up when it is asked
def model(rows):
    paid = sql("SELECT id, paid FROM orders").set_index("id")["paid"]
    return [paid.get(one, 0) for one in rows["id"]]
# %% w91-q7 wrong: looked up by what it is
known = sql("SELECT total, days, paid FROM orders").groupby(["total", "days"])["paid"].first()
def model(rows):
    return [known.get((one.total, one.days), 0) for one in rows.itertuples()]
"""


def _draw(root: Path) -> None:
    made = make(root)
    (root / "data" / "shop_91.py").write_text(DRAWN_BY, encoding="utf-8")
    settings = root / "course.toml"
    settings.write_text(settings.read_text().replace("[warehouse]\n", '[warehouse]\nmodule = "shop_91"\n'))
    assert made.root == root


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    yield Course(once(tmp_path_factory, "unseen", _draw))


def rows_of(path: Path) -> list[tuple[int, int, int]]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.execute("SELECT id, total, days FROM orders WHERE id % 2 = 0"))


def table_of(encoded: Any) -> list[tuple[int, int, int]]:
    return [tuple(row) for row in arguments.decode(encoded)[["id", "total", "days"]].to_numpy().tolist()]


def test_the_other_draw_is_made_once_and_goes_with_its_snapshot(course: Course) -> None:
    own = course.root / "elsewhere" / "orders.sqlite"
    warehouse.build("held-out", course.root, seed=5, path=own)
    other = warehouse.unseen(own, course.root)
    assert other.parent == own.parent and rows_of(other) != rows_of(own)
    assert (own.parent / "seed").read_text() == "5", "the seed beside a snapshot is its own"
    before = other.read_bytes()
    assert warehouse.unseen(own, course.root) == other and other.read_bytes() == before
    warehouse.build("held-out", course.root, seed=6, path=own)
    assert not other.exists()
    assert warehouse.unseen(own, course.root).read_bytes() != before
    warehouse.build("held-out", course.root, seed=5, path=own)
    assert warehouse.unseen(own, course.root).read_bytes() == before, "a learner's and a proof's is always the same"


def test_nobody_can_guess_what_a_cohort_is_judged_on(course: Course) -> None:
    own = warehouse.cohort(course.root)

    def draw() -> bytes:
        warehouse.build("held-out", course.root, seed=7)
        return own.read_bytes()

    assert draw() == draw()
    first = warehouse.unseen(own, course.root).read_bytes()
    draw()
    assert warehouse.unseen(own, course.root).read_bytes() == first, "the seed beside it makes both again"
    for _ in range(2):
        draw()
        own.with_name("seed").unlink()  # of a course whose data leave none, nothing tells it
        assert warehouse.unseen(own, course.root).read_bytes() != first


def test_a_course_that_draws_no_data_has_no_other(tmp_path: Path) -> None:
    made = make(tmp_path)
    own = warehouse.cohort(made.root)
    assert warehouse.unseen(own, made.root) == own and [one.name for one in own.parent.iterdir()] == [own.name]


def test_a_model_is_asked_of_rows_that_its_kernel_does_not_have(course: Course, tmp_path: Path) -> None:
    source = Source(course.root / "source" / STEM, course.root)
    own = course.root / "apart" / "orders.sqlite"
    warehouse.build("held-out", course.root, seed=8, path=own)
    listed = tmp_path / "answers.py"
    listed.write_text(LISTED.lstrip(), encoding="utf-8")
    (proof,) = prove([source], ["held-out"], others=listed, held_out=own)
    outcomes = {case.name: case.outcome for case in proof.cases}
    assert outcomes.pop("a rule") == "right"
    assert list(outcomes.values()) == ["not-yet"] * 3
    there = table_of(proof.keys["held-out"]["exercises"]["w91-q7"]["questions"]["rows"])
    assert there == rows_of(warehouse.unseen(own, course.root)) and there != rows_of(own)


def test_on_her_machine_it_is_asked_of_rows_that_she_has(course: Course) -> None:
    source = Source(course.root / "source" / STEM, course.root)
    exercise = source.exercises()["w91-q7"]
    own = warehouse.learning(course.root)
    material = source.materials("learning", own, {"w91-q7": exercise}, lambda step: None)["w91-q7"]
    asked: Any = exercise.its_kind.questions(exercise.options, material)
    assert table_of(asked["rows"]) == rows_of(own)
