"""The week of every kind: released, proven and graded once for all its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.grading import answers
from firstquery.grading.answers import Exercise
from firstquery.grading.held_out import held_out_key

from ..conftest import needs
from ..shared import once
from .course import STEM, Course, make, submit


def source_of(cells: tuple[str, ...]) -> str:
    """An answer of the list as one cell: of several, the one with a magic is the answer."""
    return "\n".join(cells)


@pytest.fixture(scope="session")
def listed() -> dict[str, Exercise]:
    return answers.read(Path(__file__).parents[1] / "fixture" / STEM / "answers.py")


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The course, released by `firstquery release`; nothing is handed in."""
    return Course(once(tmp_path_factory, "every-kind", _release))


def _release(root: Path) -> None:
    make(root).run("firstquery.cli.main", "release", STEM)


@pytest.fixture(scope="session")
def handed_in(course: Course, listed: dict[str, Exercise]) -> Course:
    """Five learners: the first right answers, the second ones, named mistakes, typed results, and nothing."""
    needs("bubblewrap")
    for student, role, number in (("ash", "right", 0), ("birch", "right", 1), ("cedar", "wrong", 0)):
        submit(course, student, {name: source_of(one.by_role(role)[number].cells) for name, one in listed.items()})
    submit(
        course,
        "elm",
        {
            name: source_of(one.by_role("typed")[0].cells)
            for name, one in listed.items()
            if any(a.cells for a in one.by_role("typed"))
        },
    )
    submit(course, "fir", {})
    held_out_key(course.root, STEM)
    return course
