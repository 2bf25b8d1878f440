"""What is graded and what is left alone, and what a person has entered stays."""

from __future__ import annotations

import json
import os
import shutil
import signal
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .bench import LEARNERS, NAMES, STEM, Run, eventually, points

#: What `firstquery grade --json FILE` writes of a learner, of an exercise of hers, and of what her marks were given on.
LEARNER = {"student", "state", "sentence", "earned", "total", "exercises", "hashes", "seconds", "log"}
EXERCISE = {"score", "total", "by_hand", "outcome", "says"}
HASHES = {"submission", "key", "environment"}


@pytest.fixture
def done(undisturbed: Run, tmp_path: Path) -> Run:
    """A copy of the course in which all are graded, and have their feedback."""
    return undisturbed.copy(tmp_path / "done")


def written(run: Run) -> dict[str, int]:
    return {name: run.notebook(name).stat().st_mtime_ns for name in NAMES}


def test_what_was_handed_in_again_is_graded_again_and_all_else_is_left_alone(done: Run) -> None:
    before = written(done)
    done.hand_in("learner-00")
    ended = done.firstquery("grade", STEM, "--json", str(done.root / "results.json"))
    assert ended.code == 0
    assert f"1 graded, {LEARNERS - 1} had their marks already." in ended.said
    results = json.loads((done.root / "results.json").read_text(encoding="utf-8"))
    assert results.keys() == {"week", "graded", "before"}
    assert (results["week"], results["before"]) == (STEM, NAMES[1:])
    (learner,) = results["graded"]
    assert (learner.keys(), learner["hashes"].keys()) == (LEARNER, HASHES)
    assert [learner[name] for name in ("student", "state", "earned", "total")] == ["learner-00", "graded", 7, 11]
    exercise = learner["exercises"]["w90-q2"]
    assert exercise.keys() == EXERCISE
    assert [exercise[name] for name in ("score", "total", "outcome", "by_hand")] == [3, 3, "right", False]
    after = written(done)
    assert [name for name in NAMES if after[name] != before[name]] == ["learner-00"]
    marks = {(row[0], row[1]): row[2] for row in done.rows()["grade"]}
    assert [marks["learner-00", f"w90-q{n}"] for n in (1, 2, 3, 4)] == ["2.0", "3.0", "1.0", "1.0"]
    for number in range(1, LEARNERS):
        said = [marks[NAMES[number], f"w90-q{n}"] for n in (1, 2, 3, 4)]
        assert said == [repr(float(one)) for one in points(number)]


def test_an_outdated_key_is_told_where_nobody_is_left_to_grade(done: Run) -> None:
    said = "of those marks were given on another key or environment"
    assert said not in done.grade().said
    answers = done.root / "source" / STEM / "answers.py"
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("Those are the smallest three.", "Those are the three smallest."), encoding="utf-8")
    assert f"{LEARNERS} {said}: `firstquery regrade {STEM}` shows what would change." in done.grade().said


def test_without_a_release_it_is_made_anew_and_an_empty_choice_stays_a_nought(prepared: Run, tmp_path: Path) -> None:
    run = prepared.copy(tmp_path / "course", [])
    run.hand_in("empty", q3="%%choice reason\n?")
    shutil.rmtree(run.root / "release")
    ended = run.grade()
    assert f"{STEM} is not in release/ yet. Releasing it." in ended.said
    assert (run.root / "release" / STEM / "key.json").is_file()
    assert {row[1]: row[2] for row in run.rows(["empty"])["grade"]}["w90-q3"] == "0.0"


def test_force_and_student_grade_exactly_those(done: Run) -> None:
    before = written(done)
    done.grade("--force", "--student", "learner-02", "--student", "learner-03")
    after = written(done)
    assert [name for name in NAMES if after[name] != before[name]] == ["learner-02", "learner-03"]
    assert done.litter() == []


def test_a_learner_whom_nobody_knows_and_no_submissions_are_a_sentence(done: Run) -> None:
    ended = done.grade("--student", "learner-02", "--student", "Mallory", code=1)
    assert f"Mallory has handed in nothing for {STEM}. There are submissions of: learner-00," in ended.said
    shutil.rmtree(done.root / "submitted")
    assert f"Nobody has handed in {STEM}" in done.grade(code=1).said


def test_a_second_run_at_the_same_time_is_refused_and_the_first_one_ends_well(
    prepared: Run, undisturbed: Run, tmp_path: Path
) -> None:
    run = prepared.copy(tmp_path / "course", NAMES[:3])
    first = run.start("grade", STEM, "--no-feedback")
    lock = run.root / ".grading" / "lock"
    assert eventually(lambda: lock.exists() and lock.stat().st_size > 0, 60)
    first.send_signal(signal.SIGSTOP)  # so that it cannot be done before the second one has begun
    try:
        ended = run.grade(code=1)
    finally:
        first.send_signal(signal.SIGCONT)
    assert f"Another run is grading this course (process {first.pid})." in ended.said
    assert run.ended(first).code == 0
    assert run.rows(NAMES[:3]) == undisturbed.rows(NAMES[:3])


def test_what_a_person_enters_before_and_during_a_run_stays_and_lateness_costs_what_the_course_says(
    done: Run,
) -> None:
    late, early, meanwhile = "learner-05", "learner-02", "learner-01"
    done.configure("c.LateSubmissionPlugin.penalty_method = 'zero'")
    done.change("UPDATE assignment SET duedate = '2026-03-01 12:00:00.000000'")
    for name, day in ((late, 2), (early, 1)):
        stamp = done.root / "submitted" / name / STEM / "timestamp.txt"
        stamp.write_text(f"2026-03-0{day} 09:00:00 UTC", encoding="utf-8")
    placed = datetime(2026, 3, 1, 11, tzinfo=UTC).timestamp()  # by hand: the time of the file counts
    os.utime(done.root / "submitted" / meanwhile / STEM / f"{STEM}.ipynb", (placed, placed))
    done.enter("grade", early, "w90-q1", manual_score=1.5, extra_credit=0.5)
    done.enter("comment", early, "w90-q4-answer", manual_comment="Well reasoned.")
    process = done.start("grade", STEM, "--no-feedback", "--force", "--jobs", "1", *_only(early, meanwhile, late))
    assert eventually(lambda: any((done.root / ".grading").glob("run-*/worker-*/*")), 60)
    done.enter("grade", meanwhile, "w90-q2", manual_score=2.5, extra_credit=1)
    done.enter("comment", meanwhile, "w90-q4-answer", manual_comment="See me.")
    ended = done.ended(process)
    assert ended.code == 0, ended.said
    rows = done.rows([early, meanwhile, late])
    grades = {(row[0], row[1]): row[2:] for row in rows["grade"]}
    assert grades[early, "w90-q1"] == ("0.0", "1.5", "0.5", "1.0")
    assert grades[meanwhile, "w90-q2"] == ("0.0", "2.5", "1.0", "1.0")
    comments = {(row[0], row[1]): row[3] for row in rows["comment"]}
    assert comments[early, "w90-q4-answer"] == "Well reasoned."
    assert comments[meanwhile, "w90-q4-answer"] == "See me."
    penalties = {row[0]: row[2] for row in rows["submitted_notebook"]}
    assert penalties == {early: "None", meanwhile: "None", late: "7.0"}


def _only(*names: str) -> list[str]:
    return [word for name in names for word in ("--student", name)]


def test_results_that_cannot_be_written_are_a_sentence_and_the_marks_stand(done: Run) -> None:
    ended = done.grade("--json", str(done.root / "gradebook.db" / "results.json"), code=1)
    assert "could not be written" in ended.said
    assert "The marks are in the gradebook." in ended.said


def test_what_waits_in_the_formgrader_is_said_where_it_does_and_only_there(done: Run) -> None:
    assert f"Written answers to read: {LEARNERS}, of {LEARNERS} learners." in done.grade().said
    with closing(done.gradebook()) as database, database:
        database.execute("UPDATE grade SET manual_score = 1, needs_manual_grade = 0 WHERE needs_manual_grade")
    ended = done.grade()
    assert f"0 graded, {LEARNERS} had their marks already." in ended.said
    assert "formgrader" not in ended.said and "Written answers" not in ended.said
