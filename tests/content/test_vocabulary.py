"""What a solution is written with was shown before: every keyword of SQL, every name and sign of Python.

Shown is what stands in the code of a lesson, of this week or an earlier one, or of the practice itself: its cells, and
the text of the exercises without their hints. The words of the hour are held to their week by test_week.
"""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
from functools import cache

import pytest

from firstquery.core import course
from firstquery.core.first_line import name_in
from tests.content import notebooks as nb

EVERY_WEEK = pytest.mark.parametrize("week", nb.WEEKS, ids=lambda week: week.stem)
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
HINTS = re.compile(r"<details><summary>Hint.*?</details>", re.DOTALL)
SOLUTION = re.compile(r"^[ \t]*(?:#+|--) BEGIN SOLUTION\n(.*?)^[ \t]*(?:#+|--) END SOLUTION", re.DOTALL | re.MULTILINE)
SQL = re.compile(r"""sql\(\s*f?("{3}.*?"{3}|"[^"\n]*")""", re.DOTALL)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|--[^\n]*|#[^\n]*")
KEYWORD = re.compile(r"\b[A-Z][A-Z_]+\b")
WORD = re.compile(r"[A-Za-z_]\w*")


@cache
def shown(week: course.Week) -> frozenset[str]:
    """The words of all code that a learner has seen by the time she writes the answers of a week."""
    pages = [one for other in nb.WEEKS if other.number <= week.number for one in (other.lesson, other.practice)]
    code = []
    for page in pages:
        for cell in nb.cells(page):
            if cell.type == "code":
                own = page == week.practice and cell.graded.get("solution")
                code.append(SOLUTION.sub("", cell.source) if own else cell.source)
            else:
                code += [block or line for block, line in CODE.findall(HINTS.sub("", cell.source))]
    return frozenset(WORD.findall("\n".join(code)))


def solutions(week: course.Week) -> list[tuple[str, str]]:
    """Each exercise with what stands between the marks of its answer cell, its first line with the magic left out."""
    found = []
    for cell in nb.cells(week.practice):
        if cell.graded.get("solution"):
            magic, _ = name_in(cell.source)
            text = "\n".join(map(textwrap.dedent, SOLUTION.findall(cell.source)))
            if magic not in ("text", "choice"):
                found.append((cell.graded["grade_id"], f"%%{magic}\n{text}" if magic else text))
    return found


def needed(text: str) -> set[str]:
    """The keywords of SQL and the names of Python that a solution uses and does not make itself."""
    if text.startswith("%%sql"):
        return set(KEYWORD.findall(QUOTED.sub(" ", text.partition("\n")[2])))
    code = text.partition("\n")[2] if text.startswith("%%") else text
    words = {word for query in SQL.findall(code) for word in KEYWORD.findall(QUOTED.sub(" ", query.strip('"')))}
    tree = ast.parse(re.sub(r"^", "", code)) if code[:1] not in " \t" else ast.parse(f"def frame():\n{code}")
    made = {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
            made.add(one.id)
        elif isinstance(one, ast.FunctionDef | ast.ClassDef):
            made.add(one.name)
    for one in ast.walk(tree):
        if isinstance(one, ast.Name):
            words |= {one.id} - made if hasattr(builtins, one.id) or one.id not in made else set()
        elif isinstance(one, ast.Attribute):
            words.add(one.attr)
        elif isinstance(one, ast.keyword) and one.arg:
            words |= {one.arg} - made
        elif isinstance(one, ast.alias):
            words |= set(one.name.split("."))
    signs = {"for": ast.For | ast.comprehension, "if": ast.If | ast.IfExp, "lambda": ast.Lambda, "try": ast.Try}
    signs |= {"assert": ast.Assert, "return": ast.Return, "raise": ast.Raise, "with": ast.With, "while": ast.While}
    return words | {word for word, kind in signs.items() if any(isinstance(one, kind) for one in ast.walk(tree))}


@EVERY_WEEK
def test_a_solution_needs_no_word_that_was_not_shown(week: course.Week) -> None:
    known = shown(week)
    missing = {exercise: sorted(needed(text) - known) for exercise, text in solutions(week)}
    assert {exercise: words for exercise, words in missing.items() if words} == {}


def test_what_a_solution_needs_is_read_from_it() -> None:
    assert needed("%%sql\nSELECT plan, COUNT(*) AS n FROM accounts WHERE name = 'IN' -- NOT\n") == {
        *("SELECT", "COUNT", "AS", "FROM", "WHERE")
    }
    assert needed('x = sql("SELECT 1")["a"].sum()\n') == {"sql", "SELECT", "sum"}
    assert needed("    return [one.b for one in rows if one]\n") == {"return", "for", "b", "rows"}
