"""How long a week takes: what a reader reads, runs, types and fills in, part by part, and the minutes of each.

Counted is the core: what is folded (hints, rubrics) and what stands under a heading of ``Style.further`` is not read.
The seconds of each unit stand in `Clock`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace

from firstquery.authoring.lint.prose import outside_details, prose, words
from firstquery.authoring.lint.style import Clock
from firstquery.authoring.lint.unit import (
    LESSON,
    PRACTICE,
    RELEASE,
    Page,
    PageCell,
    Unit,
    exercises_in,
    without_code_blocks,
)
from firstquery.core.course import Week
from firstquery.grading import answers
from firstquery.grading.answers import Exercise
from firstquery.learner.glossary import ENTRY, HEADING

#: What is left open in a frame: three dots, or a lone question mark where a letter belongs.
GAP = re.compile(r"…|(?<!\.)\.\.\.(?!\.)|^\?$", re.MULTILINE)
#: How a cell begins that asks for a letter or a guess.
QUESTION = re.compile(r"%%(?:choice|ask)\b|(?:ask|predict)\(")
_FRAME = re.compile(r"^```(?:python|sql)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"(?:#|--)\s*\d*:?\s*")  # a frame may show a line with its gap as a comment


@dataclass(frozen=True)
class Part:
    """One part of a week, in units. ``rows`` are lines of outputs; ``lines`` those that she types herself.

    ``shown`` are lines of a frame, which stand nowhere above: she reads them to find what is left open.
    ``questions`` are those that earn nothing, ``written`` words of prose that she writes, ``terms`` new words, and
    ``exercises`` one or none. An optional exercise is no part of the hour.
    """

    name: str
    words: int = 0
    cells: int = 0
    rows: int = 0
    questions: int = 0
    gaps: int = 0
    shown: int = 0
    lines: int = 0
    written: int = 0
    terms: int = 0
    exercises: int = 0
    is_optional: bool = False

    def minutes(self, clock: Clock) -> float:
        """Return the minutes of a reader who makes one slip an exercise."""
        seconds = sum(getattr(self, unit) * getattr(clock, unit) for unit in UNITS)
        return self.words / clock.words_a_minute + float(seconds) / 60


#: The units that have seconds of their own.
UNITS = tuple(field.name for field in fields(Part) if field.name not in ("name", "words", "is_optional"))


def parts_of(unit: Unit, week: Week) -> list[Part]:
    """Return the lesson, the practice around its exercises, and each exercise, in order."""
    lesson, practice, further = unit.page(LESSON), unit.page(PRACTICE), unit.style.further
    asked = {cells[-1].id: cells for cells in _asked(practice)}
    optional = [cells for cells in exercises_in(practice) if any(cell.is_check and not _earns(cell) for cell in cells)]
    inside = {cell.id for cells in (*asked.values(), *optional) for cell in cells}
    core = [cell for cell in _core(practice, further) if cell.id not in inside]
    given = {cell.id: cell for page in unit.pages if page.role == RELEASE for cell in page.cells}
    known = {line for page in (lesson, practice) for cell in page.cells if not _answers(cell) for line in _code(cell)}
    listed = [_part("lesson", _core(lesson, further)), _part("practice", core)]
    for name, exercise in answers.read(week.answers).items():
        if name in asked:
            part, typed = _exercise(exercise, asked[name], given.get(f"{name}-answer"), known)
            listed.append(part)
            known |= typed
    return listed


def core(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that are of the hour: all but the optional exercises."""
    return [part for part in parts if not part.is_optional]


def total(parts: Iterable[Part], clock: Clock) -> float:
    """Return the minutes of the core."""
    return sum(part.minutes(clock) for part in core(parts))


def _core(page: Page, further: tuple[str, ...]) -> Iterator[PageCell]:
    """The cells of a page, but those under a heading of what is further."""
    level = 0  # of the heading under which nothing is of the core
    for cell in page.cells:
        heading = re.search(r"^(#{1,6})\s+(.+)", without_code_blocks(cell.source), re.MULTILINE)
        if cell.type == "markdown" and heading:
            if further and heading[2].startswith(further):
                level = len(heading[1])
            elif len(heading[1]) <= level:
                level = 0
        if not level:
            yield cell


def _asked(practice: Page) -> Iterator[tuple[PageCell, ...]]:
    """The cells of each exercise, from its heading to its check."""
    for cells in exercises_in(practice):
        end = next((at for at, cell in enumerate(cells, 1) if cell.is_check), 0)
        if end:
            yield cells[:end]


def _part(name: str, cells: Iterable[PageCell]) -> Part:
    """A part without what is typed in it."""
    kept = list(cells)
    read = [cell for cell in kept if cell.type == "markdown"]
    run = [cell for cell in kept if cell.type == "code"]
    return Part(
        name,
        words=sum(words(prose(outside_details(cell.source))) for cell in read),
        cells=len(run),
        rows=sum(map(_rows, run)),
        questions=sum(bool(QUESTION.match(cell.source)) for cell in run if not _answers(cell)),
        gaps=sum(len(GAP.findall(cell.source)) for cell in run if not _answers(cell)),
        terms=sum(bool(ENTRY.match(line)) for cell in read if HEADING in cell.source for line in _lines(cell.source)),
    )


def _exercise(
    exercise: Exercise, cells: tuple[PageCell, ...], blank: PageCell | None, known: set[str]
) -> tuple[Part, set[str]]:
    """An exercise by its shortest right answer, and the lines of that: later ones may be copied."""
    part = _part(exercise.id, cells)
    text = "\n".join(outside_details(cell.source) for cell in cells if cell.type == "markdown")
    frames = [*_FRAME.findall(text), blank.source if blank else ""]
    is_prose, is_letter = exercise.kind == "text", exercise.kind == "choice"
    read = set() if is_prose or is_letter else {line for frame in frames for line in _lines(frame)}
    new, gaps = [], len(GAP.findall(blank.source if blank and is_letter else "\n".join(frames)))
    if not is_prose and not is_letter:
        fits = [pattern for frame in frames for line in frame.splitlines() if (pattern := _pattern(line))]
        own = [line for cell in cells if cell.graded.get("solution") for line in _code(cell)]
        new = _shortest(exercise, own, lambda line: any(one.fullmatch(line) for one in fits))
    return (
        replace(
            part,
            gaps=part.gaps + (0 if is_prose else gaps),
            shown=len(read - known),
            lines=sum(line not in known for line in new),
            written=getattr(exercise.options, "least", 0) if is_prose else 0,
            exercises=1,
            is_optional=not _earns(cells[-1]),
        ),
        {*read, *new, *(line for one in exercise.by_role("right")[:1] for cell in one.cells for line in _lines(cell))},
    )


def _shortest(exercise: Exercise, own: list[str], is_given: Callable[[str], bool]) -> list[str]:
    """The lines of that right answer, the practice's ``own`` or a listed one, which has fewest beside those given."""
    each = [own, *([line for cell in one.cells for line in _lines(cell)] for one in exercise.by_role("right"))]
    return min(([line for line in one if not is_given(line)] for one in each if one), key=len, default=[])


def _pattern(line: str) -> re.Pattern[str] | None:
    """What fits a line of a frame whatever fills its gaps; None where it is all gap."""
    text = _NOTE.sub("", line.strip(), count=1) if _NOTE.match(line.strip()) else line.strip()
    return re.compile(".*".join(map(re.escape, GAP.split(text)))) if text.strip("… .") else None


def _earns(check: PageCell) -> bool:
    return check.graded.get("points") != 0


def _answers(cell: PageCell) -> bool:
    """Whether a cell is for her answer, or its check."""
    return bool(cell.graded.get("solution") or cell.graded.get("grade"))


def _code(cell: PageCell) -> list[str]:
    return _lines(cell.source) if cell.type == "code" else []


def _lines(text: str) -> list[str]:
    """The lines of a cell without empty ones, comments and its magic."""
    return [line.strip() for line in text.splitlines() if line.strip() and not re.match(r"\s*(?:#|--|%%)", line)]


def _rows(cell: PageCell) -> int:
    """How many lines its stored outputs have as text; a picture has none."""
    count = 0
    for output in cell.outputs:
        data = output.get("data", {})
        text = data.get("text/plain") or output.get("text") or "\n".join(output.get("traceback", ()))
        count += 0 if "image/png" in data else len("".join(text).splitlines())
    return count
