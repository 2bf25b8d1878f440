"""The exercises of a practice: number and order, answer cells and checks, titles, a written one, questions to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring import run_sheet
from firstquery.authoring.lint.unit import EXERCISE, PRACTICE, Remark, Unit, exercises_in, titles_of
from firstquery.core.course import Week
from firstquery.grading import answers


def check_numbers(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where exercises are not numbered in order, too few or many, or not each with its check."""
    page, (least, most) = unit.page(PRACTICE), unit.style.exercises
    numbers = [int(match[1]) for _, text, _ in page.headings if (match := EXERCISE.fullmatch(text))]
    if numbers != list(range(1, len(numbers) + 1)):
        yield page.remark("", f"Its exercises are {', '.join(map(str, numbers))}. Number them from 1, in order.")
    if not least <= len(numbers) <= most:
        yield page.remark("", f"It has {len(numbers)} exercises. {least} to {most} are an hour's.")
    checks = [cell.graded.get("grade_id") for cell in page.cells if cell.is_check]
    wanted = list(titles_of(page, week))
    if checks != wanted:
        yield page.remark("", f"Its checks are {', '.join(map(str, checks))}; its exercises {', '.join(wanted)}.")
    if set(run_sheet.entries(week)) != set(wanted):
        yield Remark(week.key, "", f"It has other exercises than the practice. Run: firstquery release {week.number}")


def check_answer_cells(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each exercise without minutes, without its check, or without an answer cell above that."""
    page = unit.page(PRACTICE)
    for number, cells in enumerate(exercises_in(page), 1):
        name = f"w{week.number:02}-q{number}"
        if sum(cell.metadata.get("minutes", 0) for cell in cells) <= 0:
            yield page.remark(cells[0], f"{name} says no minutes. Add firstquery.minutes to the cell's metadata.")
        check = next((cell for cell in cells if cell.is_check), None)
        if check is None:
            yield page.remark(cells[0], f'{name} has no check. Add a locked, graded cell: check("{name}", its_name)')
            continue
        if not re.fullmatch(rf'check\("{name}", \w+\)', check.source):
            yield page.remark(check, f'A check is one line, check("{name}", its_name), and not {check.source!r}.')
        before = page.cells[page.cells.index(check) - 1]
        if not before.graded.get("solution") or before.graded["grade_id"] != f"{name}-answer":
            yield page.remark(before, f"The cell above its check is not the answer cell {name}-answer of {name}.")
        if check.graded.get("points", 0) <= 0:
            yield page.remark(check, f"{name} earns no points. Give it some (nbgrader: points).")


def check_titles(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each exercise whose title is another in answers.py."""
    page, listed = unit.page(PRACTICE), {name: one.title for name, one in answers.read(week.answers).items()}
    titles = titles_of(page, week)
    for name in sorted(titles.keys() | listed.keys()):
        if titles.get(name) != listed.get(name):
            here, there = titles.get(name, "missing"), listed.get(name, "missing")
            yield page.remark(name, f"It is “{here}” in the practice and “{there}” in answers.py. Use one title.")


def check_written_answer(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where the house wants a written answer with a rubric, and a week has none."""
    page, rubric = unit.page(PRACTICE), unit.style.rubric
    if not rubric:
        return
    written = [cell for cell in page.cells if cell.graded.get("grade") and cell.graded.get("solution")]
    beside = [cell for cell in page.markdown if f"<summary>{rubric}" in cell.source]
    if not written:
        yield page.remark("", "It has no written answer: a %%text cell with grade and solution. Add one.")
    if len(beside) < len(written):
        yield page.remark(written[-1], f"No <details> “{rubric}” stands beside the written answer. Add its rubric.")


def check_questions(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where the house wants questions to ask, and a practice leaves fewer or more."""
    page, (heading, many) = unit.page(PRACTICE), unit.style.questions
    cells = [one for one in page.markdown if heading and re.search(rf"^## {heading}", one.source, re.MULTILINE)]
    if heading and not cells:
        yield page.remark("", f"It has no heading “{heading} …”. Leave {many} questions to ask below it.")
    for cell in cells[:1]:
        listed = re.findall(r"^\d\. .*\?", cell.source, re.MULTILINE)
        if len(listed) != many:
            yield page.remark(cell, f"It leaves {len(listed)} questions in a numbered list, not {many}.")
