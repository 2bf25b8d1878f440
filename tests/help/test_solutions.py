"""Worked solutions: every exercise has one, its queries are right on held-out data, its numbers are today's."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from firstquery.authoring.facts import learning
from firstquery.authoring.solutions import answers
from firstquery.core import course
from firstquery.grading.keys import Source
from firstquery.learner.exercises import exercises_of
from firstquery.learner.solutions import Solution, file_of, solutions_of
from tests.content import facts, prose
from tests.content import notebooks as nb

WEEKS = [week for week in course.weeks() if week.source.is_dir() and file_of(week).is_file()]
ALL = [(week, one) for week in WEEKS for one in solutions_of(week).values()]
each_week = pytest.mark.parametrize("week", WEEKS, ids=lambda week: week.stem)
each = pytest.mark.parametrize(("week", "one"), ALL, ids=[one.exercise for _, one in ALL])


@each_week
def test_every_exercise_of_a_week_has_one_with_its_title(week: course.Week) -> None:
    texts = "\n".join(cell.source for cell in nb.cells(week.practice) if cell.type == "markdown")
    titles = re.findall(r"^## Exercise (\d+) · (.+)$", texts, re.MULTILINE)
    found = [(one.exercise, one.title) for one in solutions_of(week).values()]
    assert found == [(f"w{week.number:02d}-q{number}", title) for number, title in titles]
    assert [name for name, _ in found] == [one.id for one in exercises_of(week)]


@each
def test_a_solution_tells_how_one_comes_to_it_another_way_and_a_likely_mistake(
    week: course.Week, one: Solution
) -> None:
    headings = re.findall(r"^### (.+)$", one.text, re.MULTILINE)
    assert headings[0] == "How one comes to it" and headings[-1] == "A likely mistake"
    assert any(heading.startswith("Another way") for heading in headings)
    kind = next(exercise.kind for exercise in exercises_of(week) if exercise.id == one.exercise)
    least = {"choice": (1, 0), "text": (2, 1)}.get(kind, (2, 1))
    roles = [role for _, role, _ in one.blocks()]
    assert (roles.count("right") >= least[0], roles.count("wrong") >= least[1]) == (True, True)
    if kind == "text":
        assert "How to judge yours" in headings
    assert not re.search(r"<!--|^```\w+ ", one.markdown(), re.MULTILINE)


@each
def test_every_number_of_a_solution_is_what_its_query_gives(week: course.Week, one: Solution) -> None:
    text = re.sub(r"<!--.*?-->", "", one.text, flags=re.DOTALL)
    # The numbers of an example count as those of the text around it.
    text = re.sub(r"^```text \w+\n(.*?)^```$", r"\1", text, flags=re.DOTALL | re.MULTILINE)
    said = {"facts": one.facts()}
    with closing(learning(week.stem)) as database:
        assert facts.faults(nb.Cell(one.exercise, "markdown", text, said, {}, ()), {}, database) == []


@each
def test_the_prose_of_a_solution_is_in_the_language_of_the_course(week: course.Week, one: Solution) -> None:
    assert prose.faults(one.markdown()) == []
    assert prose.long_sentences(one.markdown()) == []


@each_week
def test_each_exercise_gives_the_proof_answers_to_hold_to_its_key(week: course.Week) -> None:
    found = {(one.exercise, one.role) for one in answers(Source(week.source, course.COURSE))}
    assert {(one.exercise, "right") for one in solutions_of(week).values()} <= found


@each
def test_its_other_queries_run(week: course.Week, one: Solution) -> None:
    for language, role, code in one.blocks():
        assert role in ("right", "wrong", "piece") and language in ("sql", "text", "python")
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
