"""Worked solutions: the proof holds them to the key, their other queries run, and a learner reads them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from firstquery.authoring.facts import learning
from firstquery.authoring.solutions import answers
from firstquery.core import course
from firstquery.grading.keys import Source
from firstquery.learner.solutions import Solution, file_of, solutions_of

WEEKS = [week for week in course.weeks() if week.source.is_dir() and file_of(week).is_file()]
ALL = [(week, one) for week in WEEKS for one in solutions_of(week).values()]
each_week = pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.stem)
each = pytest.mark.parametrize(("week", "one"), ALL, ids=[one.exercise for _, one in ALL])


@each_week
def test_each_exercise_gives_the_proof_answers_to_hold_to_its_key(week: course.Week) -> None:
    found = {(one.exercise, one.role) for one in answers(Source(week.source, course.COURSE))}
    assert {(one.exercise, "right") for one in solutions_of(week).values()} <= found


@each
def test_its_other_queries_run(week: course.Week, one: Solution) -> None:
    for language, role, code in one.blocks():
        if (language, role) == ("sql", "piece"):
            with closing(learning(week.stem)) as database:
                assert database.execute(code).fetchall(), code


def test_the_learner_reads_it_from_the_course_by_week_and_exercise(work: Path) -> None:
    from typer.testing import CliRunner

    from firstquery.cli.main import app
    from firstquery.core import records

    run = CliRunner().invoke(app, ["solution", "1", "3"])
    assert run.exit_code == 0 and run.stdout.startswith("## w01-q3 · The newest five\n")
    assert "```sql\nSELECT name, signed_up_on" in run.stdout and "sql right" not in run.stdout
    assert run.stdout == CliRunner().invoke(app, ["solution", "w01-q3"]).stdout
    assert len((records.read("help") or {})["w01-q3"]["solution"]) == 2
