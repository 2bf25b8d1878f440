"""Worked solutions: one an exercise, with its title, how one comes to it, another way, and a likely mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring.lint.unit import PRACTICE, Remark, Unit, titles_of
from firstquery.core.course import Week
from firstquery.grading import answers
from firstquery.learner.solutions import Solution, file_of, solutions_of

#: How many right and wrong blocks the solution of a kind has; of the others: two and one.
LEAST = {"choice": (1, 0)}
BLOCKS = {f"{language} {role}" for language in ("sql", "text", "python") for role in ("right", "wrong", "piece")}


def check_sections(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where the solutions are not one for each exercise, in order, with its title."""
    if not file_of(week).is_file():
        return
    wanted = list(titles_of(unit.page(PRACTICE), week).items())
    there = [(one.exercise, one.title) for one in solutions_of(week).values()]
    for at, section in enumerate(wanted):
        if there[at : at + 1] != [section]:
            sentence = f"Its section {at + 1} is {' · '.join(there[at]) if at < len(there) else 'not there'}"
            yield Remark(file_of(week), section[0], f"{sentence}. Write: ## {' · '.join(section)}")
    for name, _ in there[len(wanted) :]:
        yield Remark(file_of(week), name, "It is a section of no exercise. Take it out.")


def check_parts(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each solution that does not tell what the house wants, or has too few blocks."""
    exercises = answers.read(week.answers)
    for name, one in solutions_of(week).items():
        if name in exercises:
            for sentence in _faults(one, exercises[name].kind, unit):
                yield Remark(file_of(week), name, sentence)


def _faults(one: Solution, kind: str, unit: Unit) -> Iterator[str]:
    style = unit.style
    headings = re.findall(r"^### (.+)$", one.text, re.MULTILINE) or [""]
    if style.solution_first and headings[0] != style.solution_first:
        yield f"Its first heading is “{headings[0]}”, not “{style.solution_first}”."
    if style.solution_last and headings[-1] != style.solution_last:
        yield f"Its last heading is “{headings[-1]}”, not “{style.solution_last}”."
    for wanted in (style.solution_further, style.solution_judge if kind == "text" else ""):
        if not any(heading.startswith(wanted) for heading in headings):
            yield f"It has no heading “{wanted} …”. Add it."
    roles = [role for _, role, _ in one.blocks()]
    for role, least in zip(("right", "wrong"), LEAST.get(kind, (2, 1)), strict=True):
        if roles.count(role) < least:
            yield f"{roles.count(role)} of its blocks are {role}, and {least} are wanted. Add one, as in ```sql {role}"
    if strange := sorted({f"{language} {role}" for language, role, _ in one.blocks()} - BLOCKS):
        yield f"A block is {strange[0]}. A block is sql, text or python, and right, wrong or a piece."
    if re.search(r"<!--|^```\w+ ", one.markdown(), re.MULTILINE):
        yield "A learner would see marks that are for tests: a comment, or the second word of a block. End each block."
