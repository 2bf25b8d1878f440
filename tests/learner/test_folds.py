"""What lies below a prediction is folded in her copy of a lesson, and nothing of it is changed or lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from firstquery.core import course, records
from firstquery.core.notebook_form import is_fold
from firstquery.html.pages import write
from firstquery.learner import folds
from firstquery.learner.predict import predict
from firstquery.learner.reset import reset
from firstquery.learner.workspace import fill, shipped_version
from tests.start.small_course import Course, cell, edited, ran

LESSON = "week-01-first-query.ipynb"
PREDICTS = 'predict("w01-p1", ..., confidence=...)'


class Guessing(Course):
    """The small course, in whose first lesson a prediction stands before its answer."""

    def _write(self, name: str, content: bytes) -> None:
        if name == f"notebooks/{LESSON}":
            found = json.loads(content)
            found["cells"].insert(2, cell("predict", "code", PREDICTS))
            content = json.dumps(found).encode()
        super()._write(name, content)


@pytest.fixture
def guessing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> Iterator[Course]:
    made = Guessing(tmp_path / "course")
    made.publish()
    monkeypatch.setattr(course, "COURSE", made.root)
    yield made


def cells_of(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_bytes())["cells"])


@pytest.mark.parametrize("week", course.weeks(), ids=lambda week: week.stem)
def test_every_lesson_is_folded_below_its_prediction_and_else_as_the_course_has_it(week: course.Week) -> None:
    shipped = shipped_version(f"{week.stem}.ipynb")
    assert shipped is not None
    nbformat.validate(nbformat.reads(shipped.decode(), as_version=4))
    hers = json.loads(shipped)["cells"]
    ours = json.loads(week.lesson.read_bytes())["cells"]
    (at,) = [number for number, one in enumerate(hers) if is_fold(one)]
    assert "".join(hers[at - 1]["source"]).startswith("predict(")
    assert hers[at]["metadata"]["jp-MarkdownHeadingCollapsed"] is True
    # JupyterLab folds up to the next heading of that level: there is none
    below = [one for one in hers[at + 1 :] if one["cell_type"] == "markdown"]
    assert not any(line.startswith("# ") for one in below for line in one["source"])
    assert [one["id"] for one in hers if not is_fold(one)] == [one["id"] for one in ours]
    # what a cell shows is what she is asked to guess before she runs it
    assert any(one.get("outputs") for one in ours)
    assert not any(one.get("outputs") or one.get("execution_count") for one in hers)


def test_the_course_itself_and_its_practices_are_not_folded() -> None:
    notebooks = [*course.COURSE.glob("notebooks/*.ipynb"), *course.COURSE.glob("release/*/*.ipynb")]
    assert not any(is_fold(one) for path in notebooks for one in cells_of(path))


def test_nothing_is_folded_where_nothing_lies_below() -> None:
    predicts = cell("predict", "code", PREDICTS)
    assert folds.add([predicts]) == [predicts]
    assert [is_fold(one) for one in folds.add([predicts, cell("next", "markdown", "It is 24%.")])] == [
        False,
        True,
        False,
    ]
    shown = cell("text", "markdown", PREDICTS)
    assert folds.add([shown, predicts]) == [shown, predicts]


def test_an_untouched_lesson_of_an_earlier_edition_gets_its_fold(
    guessing: Course, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(folds, "add", lambda cells: cells)
        fill()
    assert not any(is_fold(one) for one in cells_of(work / LESSON))
    assert LESSON in fill().updated
    assert sum(is_fold(one) for one in cells_of(work / LESSON)) == 1


def test_a_lesson_that_she_has_begun_stays_as_it_is(
    guessing: Course, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(folds, "add", lambda cells: cells)
        fill()
    for hers in (ran((work / LESSON).read_bytes(), "1,743"), edited((work / LESSON).read_bytes(), "a note")):
        (work / LESSON).write_bytes(hers)
        done = fill()
        assert (work / LESSON).read_bytes() == hers
        assert not done.updated and not done.copies and not done.problems


def test_a_fold_that_was_opened_is_no_work_of_hers(guessing: Course, work: Path) -> None:
    fill()
    found = json.loads((work / LESSON).read_bytes())
    (fold,) = [one for one in found["cells"] if is_fold(one)]
    del fold["metadata"]["jp-MarkdownHeadingCollapsed"]
    (work / LESSON).write_text(json.dumps(found))
    before = (work / LESSON).read_bytes()
    assert not fill().updated
    assert (work / LESSON).read_bytes() == before  # it stays open
    guessing.edition += 1
    guessing.publish()
    assert LESSON in fill().updated


def test_a_lesson_put_back_is_folded_again(guessing: Course, work: Path) -> None:
    fill()
    (work / LESSON).write_bytes(edited((work / LESSON).read_bytes(), "a note"))
    reset("1", lesson=True)
    assert (work / LESSON).read_bytes() == shipped_version(LESSON)


def test_a_prediction_that_is_made_opens_it_and_one_that_is_not_filled_in_does_not(work: Path) -> None:
    assert folds.made(["w03-p1", "w04-p1"]) == []
    predict("w03-p1", ..., confidence=...)
    assert folds.made(["w03-p1"]) == []
    predict("w03-p1", 70, confidence=60)
    assert folds.made(["w03-p1", "w04-p1"]) == ["w03-p1"]


def test_one_that_was_made_before_opens_it_in_another_session(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records.update("w05-p1", lambda record: {"tries": [{"number": 3, "confidence": None}]})
    monkeypatch.setattr(folds, "_noted", set())
    assert folds.made(["w05-p1"]) == ["w05-p1"]


def test_one_that_could_not_be_written_down_opens_it_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path / "file"))
    predict("w06-p1", 70)
    assert folds.made(["w06-p1"]) == ["w06-p1"]


def test_her_copy_as_a_page_has_no_fold_and_until_she_begins_the_results_of_the_course(work: Path) -> None:
    fill()
    hers = work / "week-03-group-and-compare.ipynb"
    (written,) = write("3", work.parent / "pages")
    page = written.read_text(encoding="utf-8")
    assert "It is 80.5%" in page and folds.TITLE.removeprefix("# ") not in page
    found = json.loads(hers.read_bytes())
    predicts = next(one for one in found["cells"] if "".join(one["source"]).startswith("predict("))
    predicts["source"] = ['predict("w03-p1", 77, confidence=60)']
    hers.write_text(json.dumps(found), encoding="utf-8")
    (written,) = write("3", work.parent / "pages")
    page = written.read_text(encoding="utf-8")
    assert "77" in page and "It is 80.5%" not in page and folds.TITLE.removeprefix("# ") not in page
