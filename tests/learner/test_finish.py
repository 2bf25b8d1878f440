"""rebuild and finish: whoever comes back is where she was, and is told how she stands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from firstquery.checks.keys import VERSION
from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.kernel.rebuild import rebuild
from firstquery.learner.exercises import exercises_of
from firstquery.learner.finish import finish, summary_of

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = {
    "w01-q10": {"kind": "text", "name": "footnote", "points": 1, "title": "A footnote"},
    "w01-q2v2": {"kind": "value", "name": "how_many", "points": 3, "title": "How <many>"},
}


@pytest.fixture
def weeks(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> list[course.Week]:
    """A course of two weeks; the key of the first lies where a learner's practice does."""
    root = tmp_path / "course"
    (root / "notebooks").mkdir(parents=True)
    for number, stem, title in ((1, "week-01-first-query", "First query"), (2, "week-02-count", "Count")):
        said = {"week": number, "title": title, "question": f"Question {number}?", "artefact": "One number"}
        notebook = nbformat.v4.new_notebook(metadata={"firstquery": said})
        nbformat.write(notebook, root / "notebooks" / f"{stem}.ipynb")
    folder = work / "practice" / "week-01-first-query"
    folder.mkdir(parents=True)
    exercises = {name: {**one, "expected": {}} for name, one in EXERCISES.items()}
    key = {"version": VERSION, "week": "week-01-first-query", "exercises": exercises}
    (folder / "key.json").write_text(json.dumps(key), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return course.weeks(root)


def test_finish_says_what_is_earned_what_is_open_and_what_next(weeks: list[course.Week]) -> None:
    records.attempt("w01-q10", "not-yet", 0, 1)
    summary = summary_of(weeks[0])
    assert repr(summary).splitlines() == [
        "Week 1, First query: no marks yet.",
        "Marks are points on data that nobody has seen: your facilitator gives them.",
        "Right here, on the data that you have: 0 of 2 exercises.",
        "Still open:",
        "  - exercise 2, How <many> (not tried yet)",
        "  - exercise 10, A footnote (not all there yet)",
        "Next: go up to exercise 2. What you have done is saved, and you can stop at any time.",
        "All weeks at a glance: Start here.",
    ]
    assert "How &lt;many&gt;" in summary._repr_html_()
    assert repr(summary_of(weeks[0])) == repr(summary)


def test_finish_names_the_artefact_and_the_next_week_when_all_is_right(weeks: list[course.Week]) -> None:
    records.attempt("w01-q2v2", "right", 3, 3)
    records.attempt("w01-q10", "right", 1, 1)
    text = repr(summary_of(weeks[0]))
    assert "2 of 2 exercises, one of them a text that nobody has read yet." in text and "Still open" not in text
    assert "Exercise 10: all that a check can see is there, and nobody has read it yet." in text
    assert "You have made: One number." in text
    assert "Next: week 2, Count. Question 2?" in text


def test_finish_leads_to_the_next_lesson_and_back_to_start_here(
    weeks: list[course.Week], work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.attempt("w01-q2v2", "right", 3, 3)
    records.attempt("w01-q10", "right", 1, 1)
    for name in ("start-here.ipynb", "week-02-count.ipynb"):
        (work / name).write_text("{}")
    monkeypatch.chdir(work / "practice" / "week-01-first-query")
    shown = summary_of(weeks[0])._repr_html_()
    assert '<a href="../../start-here.ipynb">Start here</a>' in shown
    assert 'Next: <a href="../../week-02-count.ipynb">week 2, Count</a>. Question 2?' in shown
    # From another folder, and to a notebook that she has removed, nothing leads.
    (work / "week-02-count.ipynb").unlink()
    assert "week-02-count.ipynb" not in summary_of(weeks[0])._repr_html_()
    monkeypatch.chdir(work.parent)
    assert "<a " not in summary_of(weeks[0])._repr_html_()


def test_finish_says_of_a_text_that_nobody_has_read_it(weeks: list[course.Week]) -> None:
    records.attempt("w01-q2v2", "right", 3, 3)
    assert "Right here, on the data that you have: 1 of 2 exercises.\n" in repr(summary_of(weeks[0]))
    records.attempt("w01-q10", "right", 1, 1)
    said = repr(summary_of(weeks[0]))
    assert "2 of 2 exercises, one of them a text that nobody has read yet." in said
    assert "complete" not in said.lower()


def test_finish_leads_with_the_marks_that_count_and_says_what_falls_short(weeks: list[course.Week]) -> None:
    records.attempt("w01-q2v2", "right", 3, 3)
    records.attempt("w01-q10", "right", 1, 1)

    def graded(first: float) -> str:
        marks = {"points": {"w01-q2v2": first, "w01-q10": 1}, "earned": first + 1, "most": 4}
        records.update("grade-mine-week-01", lambda record: {"version": 1, **marks})
        return repr(summary_of(weeks[0]))

    first, second, third, *_ = graded(0).splitlines()
    assert first == "Week 1, First query: 1 of 4 points on data that nobody has seen."
    assert second.startswith("Those are your marks") and "Exercise 2 falls short there." in second
    assert "run grade_mine() again" in second
    assert third.startswith("Right here, on the data that you have: 2 of 2 exercises")
    assert "  - exercise 2, How <many> (right here, and short on unseen data)" in graded(0)
    assert "Next: week 2, Count. Question 2?" in graded(0)  # all is right here: nothing holds her back
    assert "4 of 4 points on data that nobody has seen" in graded(3) and "short" not in graded(3)
    records.update("grade-mine-week-01", lambda record: {"points": ["damaged"], "earned": "x"})
    assert "no marks yet" in repr(summary_of(weeks[0]))
    # where the solutions are not in the course folder, a facilitator has them; here they are
    weeks[0].answers.parent.mkdir(parents=True)
    weeks[0].answers.touch()
    weeks[0].practice.touch()
    assert "grade_mine() gives them here" in repr(summary_of(weeks[0]))


def test_what_passes_with_a_part_of_the_points_is_done_where_it_earns_as_much_on_unseen_data(
    weeks: list[course.Week],
) -> None:
    records.attempt("w01-q2v2", "right", 2.5, 3)
    lasting = {"version": 1, "at": records.now(), "most": 4, "earned": 2.5, "points": {"w01-q2v2": 2.5}}
    records.update("grade-mine-week-01", lambda record: lasting)
    assert "short on unseen data" not in repr(summary_of(weeks[0]))
    records.update("grade-mine-week-01", lambda record: {**lasting, "points": {"w01-q2v2": 2.0}})
    assert "exercise 2, How <many> (right here, and short on unseen data)" in repr(summary_of(weeks[0]))


def test_finish_without_a_key_says_where_it_would_be(weeks: list[course.Week]) -> None:
    assert "key.json" in repr(summary_of(weeks[1]))


@pytest.mark.parametrize("damage", ["", "[]", '{"week": "week-01-first-query"}', '{"exercises": {"w01-q1": 3}}'])
def test_a_damaged_key_is_no_traceback(weeks: list[course.Week], work: Path, damage: str) -> None:
    (work / "practice" / "week-01-first-query" / "key.json").write_text(damage)
    assert "Week 1" in repr(summary_of(weeks[0]))


def test_finish_is_silent_at_the_grader(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    finish()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("stem", ["week-99-nothing", "", 3.5, None, ["week"], object()])
def test_a_week_that_does_not_exist_is_a_sentence(work: Path, stem: object) -> None:
    with pytest.raises(UserError, match="There is no week"):
        rebuild(stem)  # type: ignore[arg-type]


@pytest.mark.parametrize("call", [lambda: rebuild(), lambda: rebuild("a", "b"), lambda: finish("week")])  # type: ignore[call-arg]
def test_wrong_arguments_show_how_it_is_written(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError, match="is written like this"):
        call()


def test_finish_before_rebuild_says_what_to_run(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("firstquery.learner.session._current", None)
    with pytest.raises(UserError, match="first cell"):
        finish()


def test_a_learners_import_brings_nothing_of_the_grader() -> None:
    heavy = ("nbgrader", "nbconvert", "sklearn", "matplotlib", "typer")
    code = f"import sys, firstquery; from firstquery import *; print([n for n in {heavy} if n in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_package_front_gives_every_name_and_check_in_any_order() -> None:
    code = (
        "import firstquery.checks.kinds; import firstquery.kernel.check as checks; from firstquery import *\n"
        "import firstquery; assert all(callable(globals()[name]) for name in firstquery.__all__)\n"
        "assert checks.NotYet\n"
        "try: check('w01-q1', 3)\nexcept checks.NotYet: print('called')"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "called" in shown.stdout or "Right" in shown.stdout, shown.stderr


def test_the_last_week_says_that_it_is_the_last_and_what_is_left_to_do_with_it(work: Path) -> None:
    last = next(week for week in course.weeks() if week.number == 26)
    for one in exercises_of(last):
        records.attempt(one.id, "right", one.points, one.points)
    said = repr(summary_of(last))
    assert "That was the last of 26 weeks." in said and "so far" not in said
    assert "talk()" in said and "portfolio()" in said
