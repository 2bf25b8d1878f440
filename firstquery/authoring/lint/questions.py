"""The ungraded questions of a lesson: each is whole, has one right option, and says of every option why."""

from __future__ import annotations

from collections.abc import Iterator

from firstquery.authoring.lint.prose import prose, words
from firstquery.authoring.lint.style import Style
from firstquery.authoring.lint.unit import LESSON, PRACTICE, Page, PageCell, Remark, Unit
from firstquery.core import questions
from firstquery.core.course import QUESTION, Week
from firstquery.core.questions import Question


def check_asked(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each fault of a question that a lesson asks, and for each that stands elsewhere."""
    for cell in unit.page(PRACTICE).cells:
        if cell.type == "code" and questions.asked_in(cell.source):
            yield unit.page(PRACTICE).remark(cell, "A question (%%ask) stands in a lesson. An exercise has a check.")
    page, seen = unit.page(LESSON), set[str]()
    for at, cell in enumerate(page.cells):
        if cell.type != "code" or not (name := questions.asked_in(cell.source)):
            continue
        yield from (page.remark(cell, sentence) for sentence in _faults_of_cell(cell, name, week))
        if name in seen:
            yield page.remark(cell, f"There are two questions {name}. Give one of them a number of its own.")
        seen.add(name)
        yield from _check_text(page, at, name, unit.style)


def _faults_of_cell(cell: PageCell, name: str, week: Week) -> Iterator[str]:
    found = QUESTION.fullmatch(name)
    if not found or int(found[1]) != week.number:
        yield f"{name} is no name of a question of this week. Call it w{week.number:02}-r1, w{week.number:02}-r2 …"
    if cell.source.splitlines()[1:] != ["?"]:
        yield "Below %%ask stands a question mark alone: a learner writes her letter in its place."


def _check_text(page: Page, at: int, name: str, style: Style) -> Iterator[Remark]:
    above = page.cells[at - 1]
    if at == 0 or above.type != "markdown" or not (question := questions.read(name, above.source)).options:
        yield page.remark(page.cells[at], "Right above it stands no text with options. Write them: - **A.** …")
        return
    for sentence in (*_faults_of_options(question), *_faults_of_length(question, style)):
        yield page.remark(above, sentence)


def _faults_of_options(question: Question) -> Iterator[str]:
    letters = question.letters
    wanted = [chr(ord("A") + number) for number in range(len(letters))]
    if len(letters) < 2 or letters != wanted:
        yield f"{question.id} has the options {', '.join(letters)}. Give it two or more, in order from A."
    if len(question.answers) < len(set(letters)) or question.answers.keys() - set(letters):
        told = ", ".join(question.answers) or "none"
        yield f"The answers of {question.id} speak of {told}. Say of each option why: <details> with - **A.** …"
    if silent := [letter for letter, said in question.answers.items() if not said.text]:
        yield f"The answers of {question.id} give no reason for {', '.join(silent)}. Say why."
    right = [letter for letter, said in question.answers.items() if said.is_right]
    if len(right) != 1:
        yield f"{question.id} has {len(right)} right options. Mark one, in its answer: - **A. Right.** …"
    if any(one.is_right for one in question.options):
        yield f"{question.id} gives its answer away: “Right.” belongs into <details>, and not beside an option."


def _faults_of_length(question: Question, style: Style) -> Iterator[str]:
    many, most = words(prose(question.text)), style.longest_question
    if most and many > most:
        yield f"{question.id} has {many} words with its options (at most {most}). Shorten it."
    for letter, said in question.answers.items():
        if (most := style.longest_reason) and (many := words(prose(said.text))) > most:
            yield f"The reason for {letter} of {question.id} has {many} words (at most {most}). Shorten it."
