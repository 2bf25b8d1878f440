"""The rules, by what they look at, and what they say of a week. A new rule is a function here and a bad example."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from firstquery.authoring.lint import exercises, figures, form, former, prose, queries, questions, structure, vocabulary
from firstquery.authoring.lint.unit import Remark, Unit, other_pages, unit_of
from firstquery.core.course import Week
from firstquery.core.errors import UserError

OF_PAGES: tuple[Callable[[Unit], Iterator[Remark]], ...] = (
    *(form.check_tidy, form.check_empty_cells, form.check_headings, form.check_release, form.check_generated_pages),
    *(form.check_links, form.check_alt_text, form.check_drawings, queries.check_tables),
    *(prose.check_language, prose.check_sentence_length, figures.check_figures),
)
OF_A_WEEK: tuple[Callable[[Unit, Week], Iterator[Remark]], ...] = (
    *(structure.check_metadata, structure.check_parts, structure.check_banner, structure.check_stop),
    *(structure.check_first_and_last_cell, structure.check_hour, exercises.check_numbers, exercises.check_titles),
    *(exercises.check_answer_cells, exercises.check_written_answer, exercises.check_questions),
    *(
        exercises.check_hints,
        exercises.check_released_hints,
        vocabulary.check_words_of_the_hour,
        vocabulary.check_terms,
    ),
    *(vocabulary.check_vocabulary, exercises.check_sections, exercises.check_parts, questions.check_asked),
    former.check_former,
)


def lint(week: Week | None, root: Path) -> tuple[Unit, list[Remark]]:
    """Return the pages of a week of the course at ``root``, or those of no week, and the remarks on them."""
    try:
        unit = unit_of(week) if week else other_pages(root)
    except UserError as fault:  # one is no notebook: no rule can be held to the others without it
        return Unit(week.stem if week else "pages of no week", root, (), week), [Remark(root, "", fault.sentence)]
    return unit, remarks(unit)


def remarks(unit: Unit) -> list[Remark]:
    """Return what every rule says of the pages of a week, or of no week; each remark once, by file and cell."""
    listed = [remark for rule in OF_PAGES for remark in _run(rule(unit), unit)]
    if unit.week is not None and unit.week.graded:
        if missing := list(structure.check_files(unit.week)):
            listed = [*missing, *listed]
        else:
            listed += [remark for rule in OF_A_WEEK for remark in _run(rule(unit, unit.week), unit)]
    return _in_order(listed, unit)


def _run(said: Iterator[Remark], unit: Unit) -> Iterator[Remark]:
    """What a rule says; a file of the week that it can't read is a remark, too."""
    try:
        yield from said
    except UserError as fault:
        yield Remark(unit.root, "", fault.sentence)
    except sqlite3.OperationalError as fault:
        yield Remark(unit.root, "", f"The data of the course can't be read ({fault}). Is the database there?")


def _in_order(listed: list[Remark], unit: Unit) -> list[Remark]:
    """Each once. What a release has from its practice is told of the practice alone. Cells stand as in their file."""
    place = {(page.path, cell.id): at for page in unit.pages for at, cell in enumerate(page.cells)}
    release = unit.week.release if unit.week else None
    of_source = {(one.cell, one.sentence) for one in listed if one.file != release}
    kept = [one for one in dict.fromkeys(listed) if one.file != release or (one.cell, one.sentence) not in of_source]
    files = list(dict.fromkeys([unit.root, *(page.path for page in unit.pages), *(one.file for one in kept)]))
    return sorted(kept, key=lambda one: (files.index(one.file), place.get((one.file, one.cell), -1)))
