"""The code of the worked solutions of a week, as answers that the proof holds to the key."""

from __future__ import annotations

from firstquery.core.course import week
from firstquery.core.errors import UserError
from firstquery.grading import practice
from firstquery.grading.answers import Answer
from firstquery.grading.keys import Source
from firstquery.learner.solutions import file_of, solutions_in


def answers(source: Source) -> list[Answer]:
    """Each block of source/STEM/solutions.md that is said to be right or wrong; none where no solutions are written.

    What is weak in a text a person sees: the wrong blocks of a written answer are examples for readers, and left out.
    Raises `UserError` where one is of no exercise.
    """
    exercises, tests = source.exercises(), practice.tests(practice.read(source.practice))
    here = week(source.stem, source.course)
    place = source.folder / file_of(here).name
    solutions = solutions_in(place)
    if strange := sorted(solutions.keys() - exercises.keys()):
        raise UserError(f"{place} has a solution to {', '.join(strange)}, which is no exercise of this week.")
    return [
        Answer(name, role, f"worked solution, block {place}", "", (_cell(language, code, tests[name].name, kind),), 0)
        for name, solution in solutions.items()
        for kind in [exercises[name].kind]
        for place, (language, role, code) in enumerate(solution.blocks(), 1)
        if role == "right" or (role == "wrong" and kind != "text")
    ]


def _cell(language: str, code: str, name: str, kind: str) -> str:
    """The block as she would write it in the answer cell."""
    if language == "python":
        return code
    return f"%%{'sql' if language == 'sql' else kind} {name}\n{code}"
