"""The words of the hour: each is defined in one form, used, defined in one week, and not used before that week."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring.lint.prose import prose
from firstquery.authoring.lint.unit import LESSON, PRACTICE, Remark, Unit
from firstquery.core import course
from firstquery.core.course import Week
from firstquery.learner.glossary import HEADING, words_of

_ENTRY = re.compile(r"- \*\*(?P<term>[^*]+)\*\*: (?P<meaning>.+[.?])")


def check_words_of_the_hour(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each word that is not listed in the one form, or not used in its week."""
    page = unit.page(LESSON)
    cell = next((one for one in page.markdown if HEADING in one.source), None)
    if cell is None:
        return  # where the house wants that heading, the parts of the lesson say so
    entries = [line for line in cell.source.splitlines() if line.startswith(("-", "*"))]
    if not entries:
        yield page.remark(cell, "No word is listed. List the new ones, each as “- **term**: what it means.”")
    texts = [one.source.lower() for one in (*page.cells, *unit.page(PRACTICE).cells) if one != cell]
    for entry in entries:
        match = _ENTRY.fullmatch(entry)
        if not match:
            yield page.remark(cell, f"A word is listed as “- **term**: what it means.”, not as {entry!r}.")
        elif not any(match["term"].lower() in text for text in texts):
            yield page.remark(cell, f"“{match['term']}” is defined and never used this week. Use it, or leave it out.")


def check_terms(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each word that another week defines too, and for each that a lesson uses before its week."""
    page, first = unit.page(LESSON), dict[str, int]()
    listed = [term for one in course.weeks(week.course) for term in words_of(one)]
    for term in listed:
        word = term.word.casefold()
        if word in first and term.week == week.number:
            yield page.remark("", f"“{term.word}” is defined in week {first[word]} already. Define it once.")
        first.setdefault(word, term.week)
    texts = [(cell, prose(cell.source)) for cell in page.markdown]
    whole = "\n".join(text for _, text in texts).lower()
    for term in listed:
        if term.week <= week.number or term.word.lower() not in whole or term.word in unit.style.everyday:
            continue
        capitals = 0 if term.word.isupper() else re.IGNORECASE
        pattern = re.compile(rf"(?<![\w-]){re.escape(term.word)}s?(?![\w-])", capitals)
        cell = next((cell for cell, text in texts if pattern.search(text)), None)
        if cell is not None:
            sentence = f"“{term.word}” is used here, and week {term.week} explains it. Use another, or explain it here."
            yield page.remark(cell, sentence)
