"""What stands on the slides: one thought each, from what she has made, tried and predicted, private words masked.

A slide that nothing fills is left out. What is on one is hers: the first query with its table, a chart, a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from firstquery.checks.keys import Exercise
from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.learner.calendar_share import format_measure, format_share, own_shares, shares
from firstquery.learner.exercises import exercises_of
from firstquery.learner.failures import notes
from firstquery.learner.text import count
from firstquery.learner.warehouse_names import warehouse_names
from firstquery.privacy import mask
from firstquery.showcase.calibration import Calibration, calibration
from firstquery.showcase.gather import items
from firstquery.showcase.item import Item, Table

MOST_LINES = 7  # of a query on a slide
MOST_ROWS, MOST_COLUMNS = 8, 5  # of a table on a slide
MOST_SHOWN = 150  # characters of evidence
MOST_NOTES = 2
NOTHING = (
    "There is nothing for a talk yet: its slides are filled with what you have made. Save a practice in which a check "
    "said Right, then give this command again."
)
_MONTHS = ("", "one month", "two months", "three months", "four months", "five months", "six months")
_WRONG = ("not-yet", "could-not-run")  # an exercise that was not tried is no answer
_Slide = Literal["slide", "notes", "-"]


def build_notebook(work: Path) -> NotebookNode:
    """Return the notebook of slides, each with what to say about it. Raises `UserError` where nothing is right yet."""
    made = items(work)
    cells = [
        *_opening(),
        *_first_query(made),
        *_chart(made),
        *_last_table(made),
        *last_review(made),
        *_mistakes(),
        *_sure(),
        *_calendar(),
        *_asked(made),
    ]
    notebook = new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"talk-{number}"
    notebook.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return notebook  # type: ignore[no-any-return]


def _cell(text: str, kind: _Slide) -> NotebookNode:
    cell: NotebookNode = new_markdown_cell(mask(text, names=warehouse_names()))  # type: ignore[no-untyped-call]
    cell.metadata["slideshow"] = {"slide_type": kind}
    return cell


def _list_attempted() -> list[tuple[Exercise, records.Progress]]:
    known = {one.id: one for week in course.weeks() if week.number for one in exercises_of(week)}
    return [(known[name], stands) for name, stands in records.progress(known).items()]


def failures(exercise: str) -> int:
    """Return how many answers were not right before the first one that was.

    The same one checked again is no further one.
    """
    kept = (records.read(exercise) or {}).get("attempts")
    made = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
    wrong, last = 0, ""
    for one in made:
        if one.get("outcome") == "right":
            break
        digest = str(one.get("digest") or "")
        wrong += one.get("outcome") in _WRONG and (not digest or digest != last)
        last = digest
    return wrong


def _opening() -> list[NotebookNode]:
    tried = _list_attempted()
    right = sum(stands.outcome == "right" for _, stands in tried)
    if not right:
        raise UserError(NOTHING)
    wrong = sum(failures(exercise.id) for exercise, _ in tried)
    done = "1 exercise is right." if right == 1 else f"{right} exercises are right."
    before = "1 answer before was not." if wrong == 1 else f"{wrong} answers before them were not."
    number = f"**{done} {before}** Those are what this talk is about." if wrong else f"**{done}**"
    title = f"What I {'broke' if wrong else 'did'} in {_span([exercise.id for exercise, _ in tried])}"
    return [
        _cell(f"# {title}\n\n{number}\n\n*Your name, the date*", "slide"),
        _cell(
            "About a minute for each slide. Say first why you did this: what you could not judge before, and who paid "
            "for that.",
            "notes",
        ),
    ]


def _span(tried: list[str]) -> str:
    """How much of the course the exercises are: its months where they are of every week, else their weeks."""
    weeks = [week for week in course.weeks() if week.number]
    begun = {int(name[1:3]) for name in tried}
    months = max((week.month for week in weeks), default=0)
    if begun >= {week.number for week in weeks} and 0 < months < len(_MONTHS):
        return _MONTHS[months]
    return "one week" if len(begun) == 1 else count(len(begun), "week")


def _first_query(made: list[Item]) -> Iterator[NotebookNode]:
    first = next((one for one in made if one.kind == "query"), None)
    if first:
        yield _cell(f"# My first query\n\n{_named(first)}\n\n```sql\n{_short(first.code)}\n```", "slide")
        if first.table and not first.findings():
            yield _shown(first.table)
        yield _cell("Read it aloud in plain words. You could not have done that before.", "notes")


def _chart(made: list[Item]) -> Iterator[NotebookNode]:
    """The last chart that she made: one of an exercise, else one of her own."""
    drawn = [one for one in made if one.kind == "chart" and one.pictures and not one.trouble]
    last = next((one for one in reversed(drawn) if one.week), drawn[-1] if drawn else None)
    if last:
        picture = last.pictures[-1]
        yield _cell(f"# {picture.alt or last.title}\n\n{_named(last)}", "slide")
        output = new_output("display_data", {picture.mime: picture.base64}, metadata={"alt": picture.alt or last.title})  # type: ignore[no-untyped-call]
        yield _code(mask(last.code, names=warehouse_names()), output)
        yield _cell("Say what the axes are, and only then what one sees. Then: what does it not show?", "notes")


def _last_table(made: list[Item]) -> Iterator[NotebookNode]:
    """The last table of hers that fits a slide and names nobody."""
    first = next((one for one in made if one.kind == "query"), None)
    for one in [one for kind in ("query", "code") for one in reversed(made) if one.kind == kind]:
        fits = one.table and 2 < len(one.table.rows) <= MOST_ROWS + 1 and len(one.table.rows[0]) <= MOST_COLUMNS
        if one.table and fits and one is not first and not one.findings():
            yield _cell(f"# {one.title}\n\n{_named(one)}", "slide")
            yield _shown(one.table)
            yield _cell("Say what one row is. Then the number that surprised you, and what you asked next.", "notes")
            return


def last_review(made: list[Item]) -> Iterator[NotebookNode]:
    """Yield the slide of the first finding of her last review."""
    last = next((one for one in reversed(made) if one.kind == "review"), None)
    if last:
        verdict = last.text.partition("\n\n")[0].rstrip(".").lower()
        parts = ["# My last review", f"Week {last.week}, {last.title}: **{verdict}**.", *_finding(last.text)]
        yield _cell("\n\n".join(parts), "slide")
        yield _cell("What would have happened if nobody had seen it? And how could you show it?", "notes")


def _named(one: Item) -> str:
    return f"Week {one.week}, *{one.title}*" if one.week else f"*{one.title}*"


def _code(source: str, output: NotebookNode) -> NotebookNode:
    """A cell whose output is on the slide, and whose code is not."""
    cell: NotebookNode = new_code_cell(source, outputs=[output])  # type: ignore[no-untyped-call]
    cell.metadata["slideshow"] = {"slide_type": "-"}
    return cell


def _shown(table: Table) -> NotebookNode:
    """A table as Markdown, her words to change; the rows that a slide has no room for are counted."""
    first = 0 if table.rows[0][0] else 1  # pandas numbers rows in a column without a name
    columns = slice(first, first + MOST_COLUMNS)
    head, *rows = (tuple(cell.replace("|", "\\|") for cell in row[columns]) for row in table.rows)
    sides = ["---:" if numeric else "---" for numeric in table.numeric[columns]]
    lines = [f"| {' | '.join(row)} |" for row in (head, sides, *rows[:MOST_ROWS])]
    more = len(rows) - MOST_ROWS
    return _cell("\n".join([*lines, *(["", f"*and {count(more, 'row')} more*"] if more > 0 else [])]), "-")


def _finding(review: str) -> list[str]:
    """The first finding of a review as a page has it, quoted: how bad and where, what is wrong, and how it shows."""
    found = re.search(r"^## 1\. (\w+): (.+)\n\n((?:.|\n)+?)(?=\n\n## |\Z)", review, re.MULTILINE)
    if not found:
        return []
    lines = [line for line in found[3].split("\n\n") if not line.startswith("- ")]
    shows = [line.removeprefix("- Evidence: ") for line in found[3].split("\n\n") if line.startswith("- Evidence: ")]
    quoted = [
        f"**{found[1]}**, {found[2]}: {_sentence(' '.join(lines))}",
        *(f"How it shows: `{one}`" for one in shows[:1] if len(one) <= MOST_SHOWN),
    ]
    return ["\n>\n".join(f"> {line}" for line in quoted)]


def _short(code: str) -> str:
    lines = code.strip().splitlines()
    return "\n".join(lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "-- …"])


def _mistakes() -> Iterator[NotebookNode]:
    lines = [
        f"- {_sentence(note.what_happened)} *Now:* {_sentence(note.what_i_do_now)}" for _, note in notes()[-MOST_NOTES:]
    ]
    hardest = max(((failures(one.id), one.id, one, stands) for one, stands in _list_attempted()), default=None)
    if hardest and hardest[0] > 1:
        many, name, one, stands = hardest
        then = ", then right" if stands.outcome == "right" else ""
        told = _told(name)
        asked = f" What the check told me: *{told}*" if told else ""
        lines.append(f"- Week {int(name[1:3])}, *{one.title or name}*: wrong {many} times{then}.{asked}")
    if lines:
        yield _cell(
            "\n\n".join(["# What I got wrong" + (", and what I do now" if notes() else ""), "\n".join(lines)]), "slide"
        )
        yield _cell(
            "This slide is why your team will bring you bad news early. Name no person but yourself. Your failure "
            "notes fill it: `share_failure()` writes one.",
            "notes",
        )


def _told(exercise: str) -> str:
    """What the check said to the last answer that was not right yet."""
    kept = (records.read(exercise) or {}).get("attempts")
    made = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list) else []
    said = [str(one.get("said") or "") for one in made if one.get("outcome") in _WRONG]
    return _sentence(re.sub(r"^Not yet\.\s*", "", said[-1])) if said else ""


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 220 else f"{line[:220].rsplit(' ', 1)[0]} …"


def _sure() -> Iterator[NotebookNode]:
    cell = _calibration()
    if cell:
        yield _cell("# How sure I was", "slide")
        yield cell
        yield _cell(
            "Say which way you are wrong: too sure, or not sure enough. Then say what you will ask for when somebody "
            "gives you an estimate without saying how sure they are.",
            "notes",
        )


def _calendar() -> Iterator[NotebookNode]:
    """The share of strategy meetings: in her own calendar, else in the one that comes with the course's data."""
    own = own_shares()
    if measured := own or shares():
        of = "my meetings" if own else "the meetings"
        whose = "my calendar" if own else f"the calendar of {course.settings().warehouse.title}"
        told = ", then ".join(map(format_measure, dict.fromkeys((measured[0], measured[-1]))))
        heading = f"# {format_share(measured[-1][1])} of {of} are about strategy"
        yield _cell(f"{heading}\n\nIn {whose}: {told}.", "slide")
        yield _cell("In the other meetings: do you see the work, or hear about it?", "notes")


def _calibration() -> NotebookNode | None:
    """Return her predictions as the cell that shows them, so that she can run it again; None without any."""
    shown: Calibration | None = calibration()
    if shown is None or not shown.rows:
        return None
    output = new_output("execute_result", shown._repr_mimebundle_(), execution_count=1)  # type: ignore[no-untyped-call]
    cell = _code("from firstquery import calibration\n\ncalibration()", output)
    cell.execution_count = 1
    return cell


def _asked(made: list[Item]) -> Iterator[NotebookNode]:
    sheet = next((one.text for one in reversed(made) if one.kind == "questions"), "")
    asked = [line[2:] for line in sheet.splitlines() if line.startswith("- ")][-3:]
    if asked:
        lines = "\n".join(f"{number}. *{one}*" for number, one in enumerate(asked, 1))
        last = "**And you may ask me to show you my query.**"
        yield _cell(f"# What I will ask you from now on\n\n{lines}\n\n{last}", "slide")
        yield _cell("End here. Then be quiet, and let them ask.", "notes")
