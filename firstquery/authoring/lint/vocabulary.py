"""Words before they are used: the words of the hour, and what a solution is written with.

Each word of the hour is defined in one form, used, defined in one week, and not used before that week. Of a solution,
every keyword of SQL and every name and sign of Python was shown before: it stands in the code of a lesson, of this week
or an earlier one, or of the practice itself, its cells and the text of the exercises without their hints.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

from firstquery.authoring.lint.prose import prose
from firstquery.authoring.lint.unit import LESSON, PRACTICE, Page, Remark, Unit, notebook
from firstquery.core import course
from firstquery.core.course import Week
from firstquery.core.errors import UserError
from firstquery.core.first_line import name_in
from firstquery.learner.glossary import HEADING, words_of

_ENTRY = re.compile(r"- \*\*(?P<term>[^*]+)\*\*: (?P<meaning>.+[.?])")
_CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_HINTS = re.compile(r"<details><summary>Hint.*?</details>", re.DOTALL)
_SOLUTION = re.compile(r"^[ \t]*(?:#+|--) BEGIN SOLUTION\n(.*?)^[ \t]*(?:#+|--) END SOLUTION", re.DOTALL | re.MULTILINE)
_SQL = re.compile(r"""sql\(\s*f?("{3}.*?"{3}|"[^"\n]*")""", re.DOTALL)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|#[^\n]*")
_KEYWORD = re.compile(r"\b[A-Z][A-Z_]+\b")
_WORD = re.compile(r"[A-Za-z_]\w*")
_SIGNS: dict[str, Any] = {
    "for": ast.For | ast.comprehension,
    "if": ast.If | ast.IfExp,
    "lambda": ast.Lambda,
    "try": ast.Try,
}


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


_SIGNS |= {"assert": ast.Assert, "return": ast.Return, "raise": ast.Raise, "with": ast.With, "while": ast.While}


def check_vocabulary(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark for each solution of the practice that needs a word which no code has shown by then."""
    page, known = unit.page(PRACTICE), words_until(week)
    for exercise, text in _solutions(page):
        try:
            missing = sorted(words_in(text) - known)
        except SyntaxError as fault:
            yield page.remark(exercise, f"Its solution is no Python that can be read: {fault.msg}.")
            continue
        if missing:
            sentence = f"Its solution needs {', '.join(missing)}, which no lesson or practice has shown by then"
            yield page.remark(exercise, f"{sentence}. Show it in code first, or solve it without.")


def words_until(week: Week) -> frozenset[str]:
    """Return the words of all code that a learner has seen by the time she writes the answers of a week."""
    words: frozenset[str] = frozenset()
    for other in course.weeks(week.course):
        if other.number <= week.number:
            for path in (other.lesson, other.practice):
                with suppress(OSError, UserError):  # its own week tells of it
                    words |= _words(notebook(path, PRACTICE), path == week.practice)
    return words


@lru_cache(maxsize=128)
def _words(page: Page, is_asked: bool) -> frozenset[str]:
    """The words of a page's code; without its solutions where it is the practice that is asked about."""
    code = []
    for cell in page.cells:
        if cell.type == "code":
            code += cell.metadata.get("frame", ())
            code.append(_SOLUTION.sub("", cell.source) if is_asked and cell.graded.get("solution") else cell.source)
        else:
            code += [block or line for block, line in _CODE.findall(_HINTS.sub("", cell.source))]
    return frozenset(_WORD.findall("\n".join(code)))


def _solutions(page: Page) -> Iterator[tuple[str, str]]:
    """Each exercise with what stands between the marks of its answer cell, its first line with the magic left out."""
    for cell in page.cells:
        if cell.graded.get("solution"):
            magic, _ = name_in(cell.source)
            text = "\n".join(map(textwrap.dedent, _SOLUTION.findall(cell.source)))
            if magic not in ("text", "choice"):
                yield cell.graded["grade_id"], f"%%{magic}\n{text}" if magic else text


def words_in(text: str) -> set[str]:
    """Return the keywords of SQL and the names of Python that a solution uses and does not make itself."""
    if text.startswith("%%sql"):
        return set(_KEYWORD.findall(_QUOTED.sub(" ", text.partition("\n")[2])))
    code = text.partition("\n")[2] if text.startswith("%%") else text
    words = {word for query in _SQL.findall(code) for word in _KEYWORD.findall(_QUOTED.sub(" ", query.strip('"')))}
    nodes = list(ast.walk(ast.parse(code if code[:1] not in " \t" else f"def frame():\n{code}")))
    own = {one.arg for one in nodes if isinstance(one, ast.arg)}
    own |= {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    own |= {one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    for one in nodes:
        if isinstance(one, ast.Name):
            words |= {one.id} - own
        elif isinstance(one, ast.Attribute):
            words.add(one.attr)
        elif isinstance(one, ast.keyword) and one.arg:
            words |= {one.arg} - own
        elif isinstance(one, ast.alias):
            words |= set(one.name.split("."))
    return words | {word for word, kind in _SIGNS.items() if any(isinstance(one, kind) for one in nodes)}
