"""What a learner is told who makes a mistake of the list, cell by cell in a kernel: what `prove` says of it, and so much.

The first month is written in SQL, week 23 asks git.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.grading import answers
from tests.conftest import ROOT
from tests.kernel.kernel import kernel

STEMS = [path.parent.name for week in ("01", "02", "03", "04", "23", "24", "25", "26") for path in ROOT.glob(f"source/week-{week}-*/answers.py")]


@pytest.mark.parametrize("stem", STEMS)
def test_each_listed_mistake_is_told_its_own_message_in_a_notebook(stem: str, tmp_path: Path) -> None:
    said, folder = {}, ROOT / "release" / stem
    exercises = answers.read(ROOT / "source" / stem / "answers.py")
    with kernel(folder, FIRSTQUERY_WORK=str(tmp_path)) as here:
        here.run(f'from firstquery import *\nrebuild("{stem}")')
        for exercise in exercises.values():
            for answer in exercise.of("wrong"):
                for cell in answer.cells:
                    here.run(cell)
                name = exercise.id
                said[answer] = here.run(f'check("{name}", {names(stem)[name]})', name).error
    assert said
    short = [(one.exercise, one.name, text) for one, text in said.items() if one.message not in " ".join(text.split())]
    assert short == []


def names(stem: str) -> dict[str, str]:
    """The answer that each exercise's check is handed."""
    from firstquery.core.course import practices
    from firstquery.learner.exercises import exercises_of

    (week,) = (one for one in practices(ROOT) if one.stem == stem)
    return {one.id: one.name for one in exercises_of(week)}
