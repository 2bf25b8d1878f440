"""A week as a whole: its files under one stem, what it says of itself, and the parts of its lesson in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from firstquery.authoring.lint.unit import LESSON, PRACTICE, Remark, Unit
from firstquery.core.course import Week

SAID_BY_BOTH = ("week", "competency", "minutes", "needs", "artefact", "title", "question")


def missing_files(week: Week) -> list[Path]:
    """Return the files that a week needs and has not."""
    wanted = (week.lesson, week.practice, week.answers, week.facilitator, week.release, week.key)
    return [path for path in wanted if not path.is_file()]


def places(week: Week) -> Iterator[Remark]:
    """Yield a remark for each file that a week has not. The other rules of a week wait until all are there."""
    for path in missing_files(week):
        how = f"Run: firstquery release {week.number}" if path in (week.release, week.key) else "Write it."
        yield Remark(path, "", f"The file is missing. {how}")


def metadata(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each fact that a notebook does not say of its week, or that can't be."""
    lesson, practice = unit.page(LESSON), unit.page(PRACTICE)
    for page in (lesson, practice):
        if page.said.get("part") != page.role:
            yield page.remark("", f"Its metadata does not say firstquery.part: {page.role!r}. Add it.")
    for name in SAID_BY_BOTH:
        if name not in lesson.said:
            yield lesson.remark("", f"Its metadata does not say firstquery.{name}. Add it, in the practice as well.")
        elif practice.said.get(name) != lesson.said[name]:
            told = f"Its metadata says {name}: {practice.said.get(name)!r}, and the lesson {lesson.said[name]!r}."
            yield practice.remark("", f"{told} Say the same in both.")
    said, competencies = lesson.said, unit.style.lesson.competencies
    if said.get("week") != week.number:
        yield lesson.remark("", f"Its metadata says week: {said.get('week')!r}, and its stem {week.number}.")
    if competencies and said.get("competency") not in competencies:
        yield lesson.remark("", f"Its competency is {said.get('competency')!r}. There are: {', '.join(competencies)}.")
    minutes, longest = said.get("minutes"), unit.style.hour.longest
    if not isinstance(minutes, int) or not 0 < minutes <= longest:
        yield lesson.remark("", f"Its minutes are {minutes!r}. They are a whole number from 1 to {longest}.")
    needs = said.get("needs")
    if not isinstance(needs, list) or not all(isinstance(one, int) and 0 < one < week.number for one in needs):
        yield lesson.remark("", f"It needs {needs!r}. Name the numbers of earlier weeks in a list.")
    for name in ("artefact", "title", "question"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            yield lesson.remark("", f"Its {name} is {said.get(name)!r}. Write it as text.")


def parts(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for the first part of the lesson that is not there, or not in its place."""
    page, at, after = unit.page(LESSON), -1, "the beginning"
    texts = [text for _, text, _ in page.headings]
    for part in unit.style.lesson.parts:
        pattern = part.format(number=week.number, title=re.escape(week.title))
        place = next((place for place, text in enumerate(texts) if place > at and re.match(pattern, text)), None)
        if place is None:
            yield page.remark("", f"No heading “{_readable(pattern)}” stands after “{after}”. Add it there.")
            return
        at, after = place, texts[place]


def banner(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where the first cell of lesson or practice does not quote the question of the week."""
    for page in (unit.page(LESSON), unit.page(PRACTICE)):
        if page.cells and f"> **{week.question}**" not in page.cells[0].source:
            yield page.remark(page.cells[0], f"The first cell does not ask the week's question: > **{week.question}**")


def one_stop(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where a week says never, or more than once, where to stop."""
    stop = unit.style.lesson.stop
    pages = (unit.page(LESSON), unit.page(PRACTICE))
    there = [
        (page, cell)
        for page in pages
        for cell in page.markdown
        for line in cell.source.splitlines()
        if stop and line.startswith(stop)
    ]
    if stop and not there:
        yield pages[0].remark("", f"Nothing says where to stop. Put a line “{stop} …” into lesson or practice.")
    for page, cell in there[1:]:
        yield page.remark(cell, f"The week says “{stop} …” once more than once. Keep one.")


def first_and_last_cell(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where a notebook does not begin by rebuilding the state, or a practice does not finish."""
    wanted = f'from firstquery import *\nrebuild("{week.stem}")'
    for page in (unit.page(LESSON), unit.page(PRACTICE)):
        first = next((cell for cell in page.cells if cell.type == "code"), None)
        if first is None or first.source != wanted:
            yield page.remark(first or "", f"The first code cell is not these two lines: {wanted!r}.")
    last = unit.page(PRACTICE).cells[-1]
    if last.source != "finish()":
        yield unit.page(PRACTICE).remark(last, "The last cell is not finish(). End the practice with it.")


def _readable(pattern: str) -> str:
    """A pattern as a person would write what it means: its first way, without backslashes."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\(\?:([^|)]*)[^)]*\)", r"\1", pattern))
