"""A worked solution with its reasoning: a section of ``source/STEM/solutions.md``.

The file is for people: one section an exercise, ``## w01-q3 · Title``. The second word of a code block's first line
says what the block is, and the tests hold it to that: on held-out data ``right`` is accepted and ``wrong`` refused;
``piece`` runs. A comment ``<!-- facts … -->`` has the query behind each number of the text. Neither is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.display import show_markdown
from firstquery.learner.exercises import resolve, usage
from firstquery.learner.hints import record_shown
from firstquery.learner.solution_dates import access

_HEADING = re.compile(r"^## (w\d\d-q\d+)\b[ \t]*·?[ \t]*(.*)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+) (\w+)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"\n*<!--.*?-->[ \t]*", re.DOTALL)


@dataclass(frozen=True)
class Solution:
    """One section: the exercise, its title, and the text as the author has it, without the heading."""

    exercise: str
    title: str
    text: str

    def blocks(self) -> list[tuple[str, str, str]]:
        """Its code blocks that are held to something: language, what the block is (right, wrong, piece), and code."""
        return [(match[1], match[2], match[3].rstrip("\n")) for match in _BLOCK.finditer(self.text)]

    def facts(self) -> dict[str, str]:
        """The numbers of the text, each with the query that gives it."""
        lines = (
            line for found in re.findall(r"<!-- facts\n(.*?)-->", self.text, re.DOTALL) for line in found.split("\n")
        )
        pairs = (line.partition(" :: ") for line in lines if " :: " in line)
        return {number.strip(): query.strip() for number, _, query in pairs}

    def markdown(self) -> str:
        """The section as a learner reads it."""
        text = _BLOCK.sub(lambda match: match[0].replace(f"{match[1]} {match[2]}", match[1], 1), self.text)
        return f"## {self.exercise} · {self.title}\n\n{_COMMENT.sub('', text).strip()}"


def file_of(week: course.Week) -> Path:
    return week.source / "solutions.md"


def solutions_of(week: course.Week) -> dict[str, Solution]:
    """The worked solutions of a week by exercise, in their order; empty where none are written."""
    try:
        text = file_of(week).read_text(encoding="utf-8-sig")
    except OSError:
        return {}
    headings = list(_HEADING.finditer(text))
    ends = [match.start() for match in headings[1:]] + [len(text)]
    return {
        match[1]: Solution(match[1], match[2].strip(), text[match.end() : end].strip())
        for match, end in zip(headings, ends, strict=True)
    }


def read(exercise: object = None, number: object = None) -> Solution:
    """The worked solution to an exercise. Raises `UserError` where there is none, or it may not be seen yet."""
    here, name = resolve(exercise, number)
    state = access(here)
    if not state.is_open:
        raise UserError(f'{state.sentence} Two hints are always there: hint("{name}")')
    found = solutions_of(here).get(name)
    if found is None:
        where = file_of(here)
        if where.exists():
            raise UserError(f"No worked solution to {name} is written yet.")
        raise UserError(f"The worked solutions of week {here.number} are not here: {where} is missing.")
    record_shown(name, None)
    return found


@in_sentences(lambda: usage("solution"))
def solution(exercise: object = None, number: object = None) -> None:
    """Shows a worked solution to an exercise, such as ``w01-q3``, with its reasoning; named as for `hint`.

    In a cohort, the facilitator's setting says from when (`firstquery.learner.solution_dates`); before
    that, and where there is no such exercise, `UserError` is raised. Silent at the grader.
    """
    if not records.at_the_grader():
        show_markdown(read(exercise, number).markdown())
