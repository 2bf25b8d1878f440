"""Every damage that is declared: graded in full where the answer is still there, else ungraded with a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstquery.grade.repair.notebook import repair_submission
from firstquery.grade.submissions import find_submission
from tests.grading.orders import STEM, Course

from . import table, tiny
from .conftest import hand_in, load
from .declared import DAMAGES, EXERCISES, RIGHT, Damage

#: What needs the files beside the notebook to be run: test_runs grades it.
RUN = {"files-of-her-own"}
UNIT = [damage for name, damage in DAMAGES.items() if name not in RUN]


@pytest.mark.parametrize("damage", UNIT, ids=lambda damage: damage.name)
def test_a_damaged_right_answer_is_graded_in_full_or_ungraded(course: Course, damage: Damage, tmp_path: Path) -> None:
    hand_in(Course(course_in(course, tmp_path)), "her", damage.name)
    found = find_submission(tmp_path / "submitted" / "her", STEM)
    assert found is not None
    release = load(tmp_path / "release" / STEM / f"{STEM}.ipynb")
    notebook, findings = repair_submission(found.folder, STEM, release, found.loose)
    given = tiny.run(notebook)
    right = {name: tiny.answer(RIGHT[f"{name}-answer"]) for name in EXERCISES}
    is_right = {name: given[name] == right[name] for name in EXERCISES}
    is_right["w90-q4"] |= damage.name in ("a-quoted-query", "an-old-coding")  # her text is as she wrote it
    ungraded = {
        name for name in EXERCISES if name in findings.withheld or (name in findings.doubts and not is_right[name])
    }
    assert ungraded == set(damage.ungraded)
    assert all(is_right[name] for name in EXERCISES if name not in ungraded)
    said = [sentence for _, sentence in [*findings.sentences(), *findings.doubts.items()]]
    assert any(damage.says in sentence for sentence in said) if damage.says else not findings.notes
    graded = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(graded) == sorted(release.by_grade_id)


def course_in(course: Course, folder: Path) -> Path:
    shutil.copytree(course.root / "release", folder / "release")
    return folder


def test_there_are_at_least_forty_damages() -> None:
    assert len(DAMAGES) >= 40


def test_the_page_about_damage_says_what_the_tests_hold() -> None:
    assert table.PAGE.read_text(encoding="utf-8") == table.page()
