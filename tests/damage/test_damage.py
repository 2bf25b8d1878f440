"""Every damage that is declared: graded in full where the answer is still there, else ungraded with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.grading.repair.notebook import repair_submission
from firstquery.grading.repair.release import Release
from firstquery.grading.submissions import find_submission
from tests.grading.orders import STEM

from . import table
from .conftest import hand_in
from .declared import DAMAGES, Damage
from .released import EXERCISES, RIGHT, cells, repair, run

#: All but that which needs the files beside the notebook to be run: test_runs grades it.
UNIT = [damage for name, damage in DAMAGES.items() if name != "files-of-her-own"]


@pytest.mark.parametrize("damage", UNIT, ids=lambda damage: damage.name)
def test_a_damaged_right_answer_is_graded_in_full_or_ungraded(wanted: Release, damage: Damage, tmp_path: Path) -> None:
    hand_in(tmp_path, "her", damage.name)
    found = find_submission(tmp_path / "submitted" / "her", STEM)
    assert found is not None
    notebook, findings = repair_submission(found.folder, STEM, wanted, found.loose)
    given, right = run(notebook), run(repair(cells(RIGHT), wanted)[0])
    wrong = {name for name in EXERCISES if given[name] != right[name]}
    ungraded = set(findings.withheld) | (wrong & set(findings.doubts))
    assert (ungraded, wrong - ungraded) == (set(damage.ungraded), set())
    said = [sentence for _, sentence in [*findings.sentences(), *findings.doubts.items()]]
    assert any(damage.says in sentence for sentence in said) if damage.says else not findings.notes
    graded = [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sorted(graded) == sorted(wanted.by_grade_id)


def test_the_page_about_damage_says_what_the_tests_hold() -> None:
    assert table.PAGE.read_text(encoding="utf-8") == table.page()
