"""A week as a whole: its files under one stem, what it says of itself, the parts of its lesson, and its hour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring.lint import hour
from firstquery.authoring.lint.unit import LESSON, PRACTICE, Remark, Unit
from firstquery.core.course import Week
from firstquery.learner.text import join_words

SAID_BY_BOTH = ("week", "competency", "minutes", "needs", "artefact", "title", "question")


def check_files(week: Week) -> Iterator[Remark]:
    """Yield a remark for each file that a week has not. The other rules of a week wait until all are there."""
    for path in (week.lesson, week.practice, week.answers, week.facilitator, week.release, week.key):
        if not path.is_file():
            how = f"Run: firstquery release {week.number}" if path in (week.release, week.key) else "Write it."
            yield Remark(path, "", f"The file is missing. {how}")


def check_metadata(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each fact that a notebook does not say of its week, or that can't be."""
    lesson, practice, style = unit.page(LESSON), unit.page(PRACTICE), unit.style
    for page in (lesson, practice):
        if page.metadata.get("part") != page.role:
            yield page.remark(
                "", f"Its metadata has firstquery.part: {page.metadata.get('part')!r}. Write {page.role!r}."
            )
    for name in SAID_BY_BOTH:
        value = lesson.metadata.get(name)
        if name == "week":
            is_right, wanted = value == week.number, f"{week.number}, as in its stem"
        elif name == "minutes":
            is_right = isinstance(value, int) and 0 < value <= style.longest_hour
            wanted = f"a whole number from 1 to {style.longest_hour}"
        elif name == "needs":
            is_right = isinstance(value, list) and all(isinstance(one, int) and 0 < one < week.number for one in value)
            wanted = "the numbers of earlier weeks in a list"
        else:
            is_right, wanted = isinstance(value, str) and bool(value.strip()), "it as text"
            if name == "competency" and style.competencies:
                is_right, wanted = value in style.competencies, f"one of {', '.join(style.competencies)}"
        if not is_right:
            yield lesson.remark("", f"Its metadata has firstquery.{name}: {value!r}. Write {wanted}.")
        if practice.metadata.get(name) != value:
            sentence = f"Its metadata has firstquery.{name}: {practice.metadata.get(name)!r}, and the lesson {value!r}"
            yield practice.remark("", f"{sentence}. Write the same in both.")


def check_parts(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for the first part of the lesson that is not there, or not in its place."""
    page, at, after = unit.page(LESSON), -1, "the beginning"
    texts = [text for _, text, _ in page.headings]
    for part in unit.style.lesson_parts:
        pattern = part.format(number=week.number, title=re.escape(week.title))
        place = next((place for place, text in enumerate(texts) if place > at and re.match(pattern, text)), None)
        if place is None:
            yield page.remark("", f"No heading “{_readable(pattern)}” stands after “{after}”. Add it there.")
            return
        at, after = place, texts[place]


def check_banner(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where the first cell of lesson or practice does not quote the question of the week."""
    for page in (unit.page(LESSON), unit.page(PRACTICE)):
        if page.cells and f"> **{week.question}**" not in page.cells[0].source:
            yield page.remark(page.cells[0], f"The first cell does not ask the week's question: > **{week.question}**")


def check_stop(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where a week says never, or more than once, where to stop."""
    stop, pages = unit.style.stop, (unit.page(LESSON), unit.page(PRACTICE))
    begins = re.compile(rf"^{re.escape(stop)}", re.MULTILINE)
    there = [(page, cell) for page in pages for cell in page.markdown for _ in begins.finditer(cell.source) if stop]
    if stop and not there:
        yield pages[0].remark("", f"Nothing says where to stop. Put a line “{stop} …” into lesson or practice.")
    for page, cell in there[1:]:
        yield page.remark(cell, f"The week says “{stop} …” once more than once. Keep one.")


def check_first_and_last_cell(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where a notebook does not begin by rebuilding the state, or a practice does not finish."""
    wanted = f'from firstquery import *\nrebuild("{week.stem}")'
    for page in (unit.page(LESSON), unit.page(PRACTICE)):
        first = next((cell for cell in page.cells if cell.type == "code"), None)
        if first is None or first.source != wanted:
            yield page.remark(first or "", f"The first code cell is not these two lines: {wanted!r}.")
    last = unit.page(PRACTICE).cells[-1]
    if last.source != "finish()":
        yield unit.page(PRACTICE).remark(last, "The last cell is not finish(). End the practice with it.")


def check_hour(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where a week takes longer than its minutes, or than ``Style.most`` lets it."""
    parts, clock = hour.parts_of(unit, week), unit.style.clock
    most, minutes = unit.style.most.get(week.stem, week.minutes), hour.total(parts, clock)
    if minutes > most:
        longest = sorted(hour.core(parts), key=lambda part: -part.minutes(clock))[:3]
        named = join_words([f"{part.name} {part.minutes(clock):.0f}" for part in longest])
        sentence = f"The week takes {minutes:.1f} of {most} minutes. Its longest parts: {named}"
        yield unit.page(LESSON).remark("", f"{sentence}. Take something out. Run: firstquery lint {week.number}")


def _readable(pattern: str) -> str:
    """A pattern as a person would write what it means: its first way, without backslashes."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\(\?:([^|)]*)[^)]*\)", r"\1", pattern))
