"""notebooks/glossary.ipynb, generated from what the lessons say under *Words of this hour*."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import nbformat

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.notebook_form import dump, normalise
from firstquery.learner.glossary import Term, terms

_BANNER = """# Glossary

Every word that a lesson has explained so far, in that lesson's own words. Its link leads to the week that introduced
it.

In a notebook, `glossary("grain")` shows one word; in a terminal, `firstquery glossary grain`. A close spelling is
understood."""


def path(root: Path | None = None) -> Path:
    return (root or course.COURSE) / "notebooks" / "glossary.ipynb"


def tidy(*, check: bool = False) -> bool:
    """Writes the glossary anew; True when that changes it. ``check`` writes nothing."""
    if not any(week.lesson.is_file() for week in course.weeks()):
        return False
    before = path().read_bytes() if path().is_file() else b""
    after = notebook(terms()).encode("utf-8")
    if after != before and not check:
        whole.write(path(), after)
    return after != before


def notebook(known: list[Term]) -> str:
    """The notebook in its tidy form: a heading for each letter, and under it a line for each word."""
    cells = [nbformat.v4.new_markdown_cell(_BANNER, id="banner")]  # type: ignore[no-untyped-call]
    for letter, those in groupby(known, key=lambda term: term.word[0].upper()):
        text = "\n".join([f"## {letter}", "", *(_line(term) for term in those)])
        cells.append(nbformat.v4.new_markdown_cell(text, id=f"letter-{letter.lower()}"))  # type: ignore[no-untyped-call]
    made = nbformat.v4.new_notebook(cells=cells, metadata={"firstquery": {"part": "glossary"}})  # type: ignore[no-untyped-call]
    normalise(made)
    return dump(made)


def _line(term: Term) -> str:
    return f"- **{term.word}**: {term.meaning} [Week {term.week}]({term.stem}.ipynb#Words-of-this-hour)"
