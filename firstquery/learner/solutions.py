"""A worked solution with its reasoning: a section of ``source/STEM/solutions.md``.

The file is for people: one section an exercise, ``## wNN-qN · Title``. The second word of a code block's first line
says what the block is, and the tests hold it to that: on held-out data ``right`` is accepted and ``wrong`` refused;
``piece`` runs. A comment ``<!-- facts … -->`` has the query behind each number of the text. Neither is shown.

Solutions are always open to whoever learns alone, in a cohort from when its facilitator has set.

``cohort.toml`` in the course folder says it, and who learns alone has none::

    [solutions]
    from = "after-due"    # or "always", "never", a date, or a table of weeks: {1 = 2026-01-19, 2 = 2026-01-26}

    [due]                 # for "after-due": until when each week is handed in
    1 = 2026-01-19T09:00:00
    2 = 2026-01-26        # that whole day still

A time without an offset is the local time of the learner's machine.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.due import FILE, day_of, end_of, settings
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.exercises import record_shown, resolve, usage
from firstquery.learner.text import date, show_markdown

_ASK = "Ask your facilitator."
_HEADING = re.compile(rf"^## ({course.EXERCISE_ID})\b[ \t]*·?[ \t]*(.*)$", re.MULTILINE)
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

    @property
    def first_step(self) -> str:
        """What stands before the first code: how one comes to it."""
        before = _COMMENT.sub("", self.text.partition("\n```")[0])
        return "\n\n".join(part for part in before.split("\n\n") if not part.startswith("#")).strip()

    def markdown(self) -> str:
        """The section as a learner reads it."""
        text = _BLOCK.sub(lambda match: match[0].replace(f"{match[1]} {match[2]}", match[1], 1), self.text)
        return f"## {self.exercise} · {self.title}\n\n{_COMMENT.sub('', text).strip()}"


def file_of(week: course.Week) -> Path:
    return week.source / "solutions.md"


def solutions_of(week: course.Week) -> dict[str, Solution]:
    """The worked solutions of a week by exercise, in their order; empty where none are written."""
    return solutions_in(file_of(week))


def solution_of(week: course.Week, exercise: str) -> Solution | None:
    """The worked solution to an exercise of the week, or of what it was in a former release; None where none is."""
    former = [file_of(week).parent / course.FORMER / path.stem / file_of(week).name for path in week.former]
    found = (solutions_in(path).get(exercise) for path in (file_of(week), *former))
    return next((one for one in found if one is not None), None)


def solutions_in(path: Path) -> dict[str, Solution]:
    """`solutions_of`, of one file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        return {}
    headings = list(_HEADING.finditer(text))
    ends = [match.start() for match in headings[1:]] + [len(text)]
    return {
        match[1]: Solution(match[1], match[2].strip(), text[match.end() : end].strip())
        for match, end in zip(headings, ends, strict=True)
    }


def read(exercise: object = None, number: object = None, *, is_whole: bool = True) -> Solution:
    """The worked solution to an exercise. Raises `UserError` where there is none, or it may not be seen yet.

    Where the ``is_whole`` one is shown, that is kept.
    """
    here, name = resolve(exercise, number)
    state = access(here)
    if not state.is_open:
        raise UserError(f'{state.sentence} Its hints are always there: hint("{name}")')
    found = solution_of(here, name)
    if found is None:
        where = file_of(here)
        if where.exists():
            raise UserError(f"No worked solution to {name} is written yet.")
        raise UserError(f"The worked solutions of week {here.number} are not here: {where} is missing.")
    if is_whole:
        record_shown(name, None)
    return found


@in_sentences(lambda: usage("solution"))
def solution(exercise: object = None, number: object = None, *, step: object = None) -> None:
    """Shows a worked solution to an exercise, such as ``wNN-qN``, with its reasoning; named as for `hint`.

    With ``step=1`` it is the first step alone: how one comes to it, before any code of the answer. In a cohort, the
    facilitator's setting says from when (see `access`); before that, and where there is no such exercise, `UserError`
    is raised. Silent at the grader.
    """
    if records.at_the_grader():
        return
    if step is not None and step != 1:
        raise UserError("There is one step: step=1 shows how one comes to it. Without it, the whole solution is shown.")
    if step is None:
        show_markdown(read(exercise, number).markdown())
        return
    found = read(exercise, number, is_whole=False)
    rest = f'The whole solution: `solution("{found.exercise}")`.'
    show_markdown(f"## {found.exercise} · {found.title}\n\n{found.first_step}\n\n{rest}")


@dataclass(frozen=True)
class Access:
    """Whether the worked solutions of a week are shown now; where not, ``sentence`` says from when."""

    is_open: bool
    sentence: str = ""


def access(week: course.Week, now: dt.datetime | None = None) -> Access:
    """What the cohort's setting says of ``week`` at the moment ``now`` (aware; without it, this moment)."""
    path = week.course / FILE
    try:
        said = settings(week.course)
        solutions = said.get("solutions", {})
        strange = sorted((said.keys() - {"solutions", "due"}) | (solutions.keys() - {"from"}))
    except (OSError, ValueError, AttributeError) as fault:
        return Access(False, f"The setting of your cohort, {path}, cannot be read ({fault}). Tell your facilitator.")
    if strange:
        known = "It may hold [solutions] with from, and [due]"
        return Access(False, f"In {path}, {strange[0]!r} is no setting. {known}. Tell your facilitator.")
    when = solutions.get("from", "always")
    if when == "always":
        return Access(True)
    if when == "never":
        return Access(False, f"In your cohort, worked solutions are not shown here. {_ASK}")
    if when == "after-due":
        due = day_of(said.get("due"), week)
        if due is None:
            sentence = "In your cohort, worked solutions are shown once a week is due, and"
            return Access(False, f"{sentence} {FILE} does not say when week {week.number} is. {_ASK}")
        day: dt.date = end_of(due)
    else:
        found = day_of(when, week) if isinstance(when, dict) else when
        if not isinstance(found, dt.date):
            no_day = f"In your cohort, no day is set for the worked solutions of week {week.number}. {_ASK}"
            return Access(False, no_day)
        day = found
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    here = moment.astimezone()  # local where no offset is given
    if (now or dt.datetime.now().astimezone()) >= here:
        return Access(True)
    at = f" at {here:%H:%M}" if (here.hour, here.minute) != (0, 0) else ""
    opens = f"{date(here)}{at}"
    return Access(False, f"In your cohort, the worked solutions of week {week.number} are shown from {opens} on.")
