"""The glossary: every word that a lesson explains under *Words of this hour*, in the lesson's own words.

Nothing is defined here a second time. ``notebooks/glossary.ipynb`` is generated from the same list.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.learner.summary import from_here

HEADING = "## Words of this hour"
ENTRY = re.compile(r"- \*\*(?P<word>[^*]+)\*\*: (?P<meaning>.+)")
_TAG = re.compile(r"</?[a-z][^>]*>")
_LIKE = 0.72  # how much alike two spellings are, 0 to 1, to be taken for one word


@dataclass(frozen=True)
class Term:
    """One word: its meaning in Markdown, as the lesson has it, and the week that introduced it."""

    word: str
    meaning: str
    week: int
    title: str
    stem: str

    @property
    def plain(self) -> str:
        """The meaning as a terminal can show it."""
        return html.unescape(_TAG.sub("", self.meaning)).replace("`", "").replace("*", "")

    @property
    def place(self) -> str:
        return f"Week {self.week}, {self.title}"


class Terms(list[Term]):
    """What was asked for, with ``note``, a sentence before it where the spelling was another."""

    note: str = ""

    def __repr__(self) -> str:
        lines = [f"{term.word}: {term.plain} ({term.place})" for term in self]
        return "\n".join([self.note, *lines] if self.note else lines)

    def _repr_markdown_(self) -> str:
        lines = [f"- **{term.word}**: {term.meaning} {_link(term)}" for term in self]
        return "\n".join([html.escape(self.note, quote=False), "", *lines] if self.note else lines)


@in_sentences('glossary("grain")')
def glossary(word: str | None = None) -> Terms | None:
    """Return the meaning of ``word``, or of every word so far. A close spelling is understood. Silent at the grader.

    Raises UserError where no lesson explains such a word.
    """
    if records.at_the_grader():
        return None
    known = terms()
    if word is None:
        return Terms(known)
    if not isinstance(word, str):
        raise UserError(
            f'A word stands between quotation marks, as in glossary("grain"). {quote_value(word)} is no text.'
        )
    return find(word, known)


def terms(root: Path | None = None) -> list[Term]:
    """Return every word of the lessons in the order of the alphabet. Raises UserError where no lesson is found."""
    found = [term for week in course.weeks(root) for term in words_of(week)]
    if not found and not any(course.cells_in(week.lesson) for week in course.weeks(root)):
        raise UserError("The lessons are not here, and the glossary is made of them. `firstquery doctor` says why.")
    return sorted(found, key=lambda term: (term.word.casefold(), term.week))


def words_of(week: course.Week) -> list[Term]:
    """Return the words that the lesson of ``week`` explains, in its order; none where there is no lesson."""
    texts = [cell.source for cell in course.cells_in(week.lesson) if cell.kind == "markdown"]
    part = next((text.partition(HEADING)[2] for text in texts if HEADING in text), "")
    lines = re.split(r"^#{1,2} ", part, maxsplit=1, flags=re.MULTILINE)[0].splitlines()
    entries = filter(None, (ENTRY.fullmatch(line.strip()) for line in lines))
    return [Term(entry["word"], entry["meaning"], week.number, week.title, week.stem) for entry in entries]


def find(word: str, known: Sequence[Term]) -> Terms:
    """Return the terms that ``word`` means: itself, another form of it, or the closest spelling. Raises UserError."""
    asked = _form(word)
    if not asked:
        raise UserError('Which word? It stands between quotation marks, as in glossary("grain").')
    forms = {term: _form(term.word) for term in known}
    if same := [term for term in known if forms[term] == asked]:
        return Terms(same)
    near = difflib.get_close_matches(asked, forms.values(), 3, _LIKE)
    parts = [form for form in forms.values() if len(asked) > 2 and (asked in form or form in asked)]
    close = Terms([term for term in known if forms[term] in {*near, *parts}][:3])
    if not close:
        raise UserError(
            f"No lesson so far explains {quote_value(word.strip())!r}. These are explained: "
            f"{', '.join(term.word for term in known)}."
        )
    close.note = f"No lesson explains {quote_value(word.strip())!r} itself. Close to it:"
    return close


def _form(word: str) -> str:
    """Return a word without what does not tell it apart: capitals, spaces, hyphens, and the s of several."""
    letters = re.sub(r"[\W_]+", "", word.casefold())
    if letters.endswith("ies") and len(letters) > 4:
        return letters[:-3] + "y"
    return letters[:-1] if letters.endswith("s") and not letters.endswith("ss") and len(letters) > 3 else letters


def _link(term: Term) -> str:
    """Where the word is explained, as a link from the notebook that asks; without one where the lesson is not hers."""
    target = from_here(f"{term.stem}.ipynb")
    return f"[{term.place}.]({target}#Words-of-this-hour)" if target else f"{term.place}."
