"""nbgrader's own commands, from release to feedback: every mark is right, and nothing held out gets out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbgrader.utils import determine_grade

from firstquery.checks.kind import kind
from firstquery.core.errors import UserError
from firstquery.grading.release import BlankSolutions, release
from tests.html.axe import barriers, chromium

from .conftest import COMMENT, RIGHT, SHARED, autograded, feedback
from .orders import HELD_OUT, STEM, Course, cell_of

Grades = dict[tuple[str, str], tuple[float | None, bool]]


def test_a_release_has_blanks_and_a_key_and_nothing_of_the_instructors(course: Course) -> None:
    folder = course.root / "release" / STEM
    assert sorted(path.name for path in folder.iterdir()) == ["key.json", f"{STEM}.ipynb"]
    released = course.released()
    assert cell_of(released, "w90-q1-answer").source == (
        "%%sql paid_orders\n-- Your query goes here, in place of this line."
    )
    assert cell_of(released, "w90-q3-answer").source == "%%choice reason\n?"
    assert cell_of(released, "w90-q4-answer").source == (
        "%%text definition\nWrite here, in place of this line.\n\n"
        "- [ ] It says what is counted.\n- [ ] It says whether the payment matters."
    )
    assert "SOLUTION" not in nbformat.writes(released)
    assert not any(cell.get("outputs") for cell in released.cells)


def test_what_stands_around_the_solutions_of_a_program_is_given_and_stays() -> None:
    source = "%%script report\nimport sys\n\ndef half(number):\n    {}\n\n# 2: print it\n{}\nsys.exit(0)"
    solved = ("return number / 2\n", "print(half(2))\n")
    marks = {"grade_id": "w90-q1-answer", "solution": True, "grade": False, "schema_version": 3, "locked": False}
    marked = [f"# BEGIN SOLUTION\n    {one}    # END SOLUTION" for one in solved]
    cell = nbformat.v4.new_code_cell(source.format(*marked), metadata={"nbgrader": marks})
    step = BlankSolutions()
    step._exercises = {"w90-q1": SimpleNamespace(its_kind=kind("program"), options=None)}
    given, _ = step.preprocess_cell(cell, {"language": "python"}, 0)
    here = "# Your code goes here, in place of this line."
    assert given.source == source.format(here, here)


def test_our_command_and_the_stock_one_make_the_same_release_byte_for_byte(course: Course) -> None:
    before = {path: path.read_bytes() for path in (course.root / "release").rglob("*.*")}
    assert release([STEM], course.root) == {STEM: False}
    assert {path: path.read_bytes() for path in (course.root / "release").rglob("*.*")} == before


def test_a_release_that_fails_leaves_the_old_one_and_says_why(course: Course) -> None:
    before = {path: path.read_bytes() for path in (course.root / "release").rglob("*.*")}
    answers = course.root / "source" / STEM / "answers.py"
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("w90-q1 exercise: value", "w90-q1 exercise: value sorted=yes"), encoding="utf-8")
    try:
        with pytest.raises(UserError, match=r"answers\.py, line 3: The option 'sorted=yes' of w90-q1 is not known"):
            release([STEM], course.root)
    finally:
        answers.write_text(text, encoding="utf-8")
    assert {path: path.read_bytes() for path in (course.root / "release").rglob("*.*")} == before
    assert not list(course.root.glob(".release-*"))


def test_a_learners_key_holds_nothing_of_the_held_out_data(course: Course) -> None:
    text = (course.root / "release" / STEM / "key.json").read_text(encoding="utf-8")
    assert not [word for row in HELD_OUT for word in row[:2] if str(word) in text]
    assert json.loads(text)["snapshot"] == "learning"


def test_a_choice_is_in_the_key_as_hashes_alone(course: Course) -> None:
    entry = json.loads((course.root / "release" / STEM / "key.json").read_text())["exercises"]["w90-q3"]
    assert re.fullmatch("[0-9a-f]{64}", entry["expected"]["right"])
    assert "right" not in entry["options"]
    assert all(set(mistake) == {"name", "message", "hash"} for mistake in entry["expected"]["mistakes"])


def test_right_answers_earn_every_point_even_with_warnings_and_notes(grades: Grades) -> None:
    assert grades["right", "w90-q1"] == (2, False)
    assert grades["right", "w90-q2"] == (3, False)
    assert grades["right", "w90-q3"] == (1, False)
    assert grades["right", "w90-q4"] == (1, False)


def test_a_half_right_submission_gets_exactly_its_mark(grades: Grades) -> None:
    assert [grades["half", f"w90-q{n}"][0] for n in (1, 2, 3, 4)] == [2, 0, 0, 1]


def test_a_typed_in_result_earns_nothing(grades: Grades, graded: Course) -> None:
    assert grades["typed", "w90-q1"] == grades["typed", "w90-q2"] == (0, False)
    assert "That number fits the data you have and no other." in " ".join(feedback(graded, "typed").split())


def test_an_unanswered_exercise_earns_nothing_and_needs_nobody(grades: Grades) -> None:
    assert grades["typed", "w90-q3"] == grades["typed", "w90-q4"] == grades["typed", "w90-q4-answer"] == (0, False)


def test_a_written_answer_waits_for_a_person(grades: Grades) -> None:
    assert grades["right", "w90-q4-answer"] == (None, True)


@pytest.mark.parametrize("exercise", ["w90-q2", "w90-q3", "w90-q4"])
def test_without_one_payload_of_its_own_an_exercise_is_ungraded(grades: Grades, exercise: str) -> None:
    """Silent, twice, and another's: see the fixture."""
    assert grades["odd", exercise] == (None, True)


@pytest.mark.parametrize(
    ("exercise", "says"),
    [
        ("w90-q1", "asks for a file that is not there when it is graded"),
        ("w90-q2", "asks somebody to type something in"),
        ("w90-q3", "uses a library that is not installed where answers are graded"),
        ("w90-q4", "asks for something over the network"),
    ],
)
def test_an_answer_that_lacks_what_only_her_machine_has_is_ungraded_and_never_a_nought(
    grades: Grades, graded: Course, exercise: str, says: str
) -> None:
    assert grades["lacks", exercise] == (None, True)
    assert says in " ".join(feedback(graded, "lacks").split())


def test_an_answer_that_curly_quotes_stop_is_told_that(grades: Grades, graded: Course) -> None:
    """A nought in SQL; in Python, where such a cell may be half of one, ungraded."""
    assert [grades["curly", f"w90-q{n}"] for n in (1, 2, 3)] == [(0, False), (None, True), (1, False)]
    assert " ".join(feedback(graded, "curly").split()).count("In the cells above stands a curly quote") == 2


def test_a_frame_that_nothing_was_written_into_is_not_attempted(grades: Grades, graded: Course) -> None:
    assert [grades["open", f"w90-q{n}"] for n in (1, 2, 3)] == [(0, False), (0, False), (1, False)]
    said = " ".join(feedback(graded, "open").split())
    assert said.count("Not attempted yet. The frame in the answer cell is not filled in") == 2


def test_what_a_frame_gives_stands_in_the_answer_cell_of_the_release() -> None:
    marks = {"grade_id": "w90-q2-answer", "solution": True, "grade": False, "schema_version": 3, "locked": False}
    solved = "# BEGIN SOLUTION\nhalf = 4 / 2\nhalf\n# END SOLUTION"
    metadata = {"nbgrader": marks, "firstquery": {"frame": ["half = … / 2", "half"]}}
    step = BlankSolutions()
    step._exercises = {"w90-q2": SimpleNamespace(its_kind=kind("value"), options=kind("value").Options())}
    cell = nbformat.v4.new_code_cell(solved, metadata=metadata)
    given, _ = step.preprocess_cell(cell, {"language": "python"}, 0)
    assert (given.source, given.metadata) == ("half = … / 2\nhalf", {"nbgrader": marks})


def test_an_answer_that_does_not_come_to_its_end_is_told_that(graded: Course) -> None:
    assert "still running when its time was up" in feedback(graded, "half")


def test_a_check_that_was_deleted_is_put_back_and_the_answer_graded(grades: Grades) -> None:
    assert grades["odd", "w90-q1"] == (2, False)


def test_what_was_earned_before_the_kernel_died_stands(grades: Grades) -> None:
    assert grades["died", "w90-q1"] == (2, False)
    assert grades["died", "w90-q2"] == grades["died", "w90-q3"] == (None, True)


def test_stock_nbgrader_reads_no_mark_from_an_ungraded_cell(graded: Course) -> None:
    """Whoever reads the notebook without our SaveGrades still never finds full marks."""
    notebook = nbformat.read(autograded(graded, "odd"), as_version=4)
    assert determine_grade(cell_of(notebook, "w90-q2")) == (0, 3)


def test_feedback_shows_what_the_learner_saw_and_nothing_held_out(graded: Course) -> None:
    for student in ("right", "half", "typed", "odd", "died"):
        page = feedback(graded, student)
        notebook = autograded(graded, student).read_text(encoding="utf-8")
        shown = re.sub(r"\b[0-9a-f]{64}\b", "", page + notebook)  # the key's hash may have such digits by chance
        for customer, total, _ in HELD_OUT:
            assert str(total) not in shown, student
            assert not re.search(rf"\b{customer}\b", page + notebook), student
        assert "application/vnd.firstquery" not in notebook
    assert "shown to the learner in q2" in feedback(graded, "half")
    assert "Those are the smallest three." in feedback(graded, "half")


@pytest.mark.parametrize("folder", ["autograded", "feedback"])
def test_no_key_and_no_answers_go_back_to_a_learner(graded: Course, folder: str) -> None:
    files = [path for path in (graded.root / folder).rglob("*") if path.is_file()]
    hers = {path.name for path in files if path.parent.name == "shared-failures"}
    names = {path.name for path in files} - hers
    assert names
    assert names <= {f"{STEM}.ipynb", f"{STEM}.html", "timestamp.txt"}
    assert hers <= {"failure-note-012345.md", "deep.ipynb"}


def test_the_held_out_key_is_kept_until_something_changes(graded: Course) -> None:
    from firstquery.grading.held_out import held_out_key

    kept = graded.root / "held-out" / "keys" / f"{STEM}.json"
    before = kept.stat().st_mtime_ns
    held_out_key(graded.root, STEM)
    assert kept.stat().st_mtime_ns == before
    source = graded.root / "source" / STEM / "answers.py"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("Those are the unpaid ones.", "Those have not been paid."), encoding="utf-8")
    try:
        changed = held_out_key(graded.root, STEM)
    finally:
        source.write_text(text, encoding="utf-8")
    assert "Those have not been paid." in json.dumps(changed)


def test_the_submission_itself_is_never_changed(graded: Course) -> None:
    submitted = graded.root / "submitted" / "odd" / STEM
    assert sorted(path.name for path in submitted.iterdir()) == ["key.json", f"{STEM}.ipynb"]


def test_feedback_says_every_mark_in_a_table_and_beside_its_cell(
    graded: Course, grades: dict[tuple[str, str], tuple[float | None, bool]]
) -> None:
    for student in ("right", "half", "typed", "odd", "died"):
        page = BeautifulSoup(feedback(graded, student), "html.parser")
        rows = {row.th.get_text(): row.td.get_text() for row in page.header.select("tbody tr")}
        marks = {mark.get_text().partition(":")[0]: mark.get_text() for mark in page.select(".mark")}
        given = {name: mark for (who, name), mark in grades.items() if who == student}
        assert rows.keys() == marks.keys() == given.keys()
        for name, (score, waits) in given.items():
            assert rows[name].startswith("not graded yet, of" if waits else f"{score:g} of"), (student, name)
            assert rows[name] in marks[name]
        places = {link["href"][1:] for link in page.header.select("tbody a")}
        assert places == {mark["id"] for mark in page.select(".mark")}


def test_feedback_shows_what_the_facilitator_wrote_below_the_answer_it_is_about(graded: Course) -> None:
    page = BeautifulSoup(feedback(graded, "half"), "html.parser")
    (comment,) = page.select(".comment")
    assert " ".join(comment.get_text().split()) == f"Comment {COMMENT.replace('**', '')}"
    assert comment.strong is not None and comment.strong.get_text() == "Counted once."
    cell = comment.find_parent(class_="cell")
    assert cell is not None and cell.pre is not None and cell.pre.get_text() == RIGHT["q1"]


def test_nobody_is_kept_out_of_a_feedback_page(graded: Course) -> None:
    with chromium() as browser:
        for student in ("half", "died"):
            path = graded.root / "feedback" / student / STEM / f"{STEM}.html"
            assert barriers(browser, path) == []


def test_failure_notes_in_a_submission_change_no_mark_and_go_onto_the_wall(
    graded: Course, grades: Grades, tmp_path: Path
) -> None:
    assert [grades["half", f"w90-q{n}"] for n in (1, 2, 4)] == [(2, False), (0, False), (1, False)]
    folder = graded.root / "submitted" / "half" / STEM / "shared-failures"
    assert sorted(path.name for path in folder.iterdir()) == ["deep.ipynb", "failure-note-012345.md", "link.md"]
    said = graded.run("firstquery.cli.main", "wall", STEM, "--to", str(tmp_path / "wall.html"))
    assert "1 note of 1 learner" in said
    assert f"Left out: half/{STEM}/shared-failures/link.md: it is not a plain file" in said
    page = (tmp_path / "wall.html").read_text(encoding="utf-8")
    assert SHARED.what_happened in page
    assert f">{SHARED.name}<" in page
    assert "half" not in page
