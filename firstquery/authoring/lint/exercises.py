"""The exercises of a practice: number, order, cells and checks, titles, hints, solutions, a written one, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring import run_sheet
from firstquery.authoring.lint.unit import EXERCISE, PRACTICE, PageCell, Remark, Unit, exercises_in, titles_of
from firstquery.core.course import Week
from firstquery.grading import answers
from firstquery.learner.hints import as_plain_text, hints_of
from firstquery.learner.solutions import Solution, file_of, solutions_of
from firstquery.learner.text import count

_HINT = re.compile(r"<details>\s*<summary>Hint (\d)</summary>\s*\S.*?</details>", re.DOTALL)
#: How many right and wrong blocks the solution of a kind has; of the others: two and one.
LEAST = {"choice": (1, 0)}
BLOCKS = {f"{language} {role}" for language in ("sql", "text", "python") for role in ("right", "wrong", "piece")}


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
    for name, cells in zip(titles_of(page, week), exercises_in(page), strict=False):
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
        if (points := check.graded.get("points", -1)) < 0:
            yield page.remark(check, f"{name} says no points. Give it some (nbgrader: points), or 0 if it is optional.")
        elif not points and (graded := [one for one in cells if one.graded.get("grade") and one.graded.get("points")]):
            yield page.remark(
                graded[0], f"{name} is optional, and its written answer earns points. Give both 0, or none."
            )


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


def check_hints(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each exercise whose hints are not as many, or not numbered, or do not begin by asking."""
    page, (least, most) = unit.page(PRACTICE), unit.style.hints
    if not least:
        return
    for cells in exercises_in(page):
        text = "\n".join(cell.source for cell in cells if cell.type == "markdown")
        there = list(_HINT.finditer(text))
        numbers = [hint.group(1) for hint in there]
        if numbers not in ([str(number) for number in range(1, many + 1)] for many in range(least, most + 1)):
            listed = ", ".join(numbers) or "none"
            many = f"{least}" if least == most else f"{least} to {most}"
            yield page.remark(cells[0], f"Its hints are {listed}: number {many} from 1, each in <details>.")
        elif "?" not in there[0].group():
            yield page.remark(cells[0], "The first hint asks no question. Ask what a reader should look at.")


def check_released_hints(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each hint of the release that a learner would not read as it is meant."""
    page, known = unit.page(PRACTICE), answers.read(week.answers)
    wanted = dict(zip(titles_of(page, week), map(_count_hints, exercises_in(page)), strict=False))
    for exercise in (cell.graded["grade_id"] for cell in page.cells if cell.is_check):
        listed = hints_of(week, exercise)
        named = [answer for answer in known[exercise].answers if answer.hint] if exercise in known else []
        for answer in named:
            if (answer.hint or 0) > len(listed):
                there = count(len(listed), "hint")
                yield Remark(
                    week.answers, exercise, f"“{answer.name}” names hint {answer.hint}, and the release has {there}."
                )
        if len(set(listed)) != len(listed):
            yield page.remark(exercise, "Two hints to it say the same. The next one shows more than the one before.")
        if len(listed) != wanted.get(exercise, 0):
            there = count(len(listed), "hint")
            yield page.remark(exercise, f"The release has {there}. Run: firstquery release {week.number}")
        for number, hint in enumerate(listed, 1):
            plain = as_plain_text(hint)
            if number == 1 and "<" in hint.replace("<>", "").replace("`<", "") and "`" not in hint:
                yield page.remark(exercise, "A tag stands in its first hint. Write it in Markdown.")
            if "```" in plain or "**" in plain or "](" in plain:
                yield page.remark(exercise, f"Hint {number} shows marks of Markdown below a check: “{plain[:60]}…”.")


def _count_hints(cells: tuple[PageCell, ...]) -> int:
    return sum(len(_HINT.findall(cell.source)) for cell in cells if cell.type == "markdown")


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
