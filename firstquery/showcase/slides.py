"""What stands on the five slides: filled from what she has made, tried and predicted, private words masked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from firstquery.checks.keys import Exercise
from firstquery.core import course, records
from firstquery.learner.calendar_share import format_measure, shares
from firstquery.learner.exercises import exercises_of
from firstquery.learner.failures import notes
from firstquery.learner.warehouse_names import warehouse_names
from firstquery.privacy import mask
from firstquery.showcase.calibration import Calibration, calibration
from firstquery.showcase.gather import items
from firstquery.showcase.item import Item

MOST_LINES = 7  # of a query on a slide
MOST_SHOWN = 150  # characters of evidence
MOST_NOTES = 2
_WRONG = ("not-yet", "could-not-run")  # an exercise that was not tried is no answer
_Slide = Literal["slide", "notes", "-"]


def build_notebook(work: Path) -> NotebookNode:
    """Return the notebook of five slides, each with what to say about it."""
    made = items(work)
    cells = [*_opening(), *first_and_last(made), *_mistake_slides(), *_sure(), *_question_slides(made)]
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
    wrong = sum(failures(exercise.id) for exercise, _ in tried)
    if right > 1 and wrong:
        before = "1 answer before them was not." if wrong == 1 else f"{wrong} answers before them were not."
        number = f"**{right} exercises are right. {before}** Those are what this talk is about."
    else:
        number = "**… exercises are right. … answers before them were not.** (Fill in your own two numbers.)"
    return [
        _cell(f"# What I broke in six months\n\n{number}\n\n*Your name, the date*", "slide"),
        _cell(
            "Ten minutes, two for each slide. Say first why you did this: what you could not judge half a year ago, "
            "and who paid for that.",
            "notes",
        ),
    ]


def first_and_last(made: list[Item]) -> list[NotebookNode]:
    """Return the slide of what she wrote first, and of the first finding of her last review."""
    first = next((one for one in made if one.kind == "query"), None)
    last = next((one for one in reversed(made) if one.kind == "review"), None)
    parts = ["# My first query, and my last review"]
    if first:
        parts.append(f"Week {first.week}, {first.title}:\n\n```sql\n{_short(first.code)}\n```")
    else:
        parts.append("*(Put the first query that you wrote here.)*")
    if last:
        verdict = last.text.partition("\n\n")[0].rstrip(".").lower()
        parts.append("\n\n".join([f"Week {last.week}, {last.title}: **{verdict}**.", *_finding(last.text)]))
    else:
        parts.append("*(Put one finding of your last review here: what was wrong, and how you could show it.)*")
    return [
        _cell("\n\n".join(parts), "slide"),
        _cell(
            "Read the query aloud in plain words. Then the finding: what would have happened if nobody had seen it? "
            "Both are things that you could not read half a year ago.",
            "notes",
        ),
    ]


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


def _mistake_slides() -> list[NotebookNode]:
    parts = ["# What I got wrong, and what I do now"]
    noted = [one for _, one in notes()][-MOST_NOTES:]
    for note in noted:
        parts.append(f"- {_sentence(note.what_happened)} *Now:* {_sentence(note.what_i_do_now)}")
    hardest = max(((failures(one.id), one.id, one) for one, _ in _list_attempted()), default=None)
    if hardest and hardest[0] > 1:
        many, _, one = hardest
        parts.append(
            f"- Week {int(one.id[1:3])}, *{one.title or one.id}*: wrong {many} times. What I had not seen was …"
        )
    if len(parts) == 1:
        parts.append("- *(One thing that you got wrong in this course, in a sentence. Then: what you do now.)*")
    return [
        _cell("\n\n".join([parts[0], "\n".join(parts[1:])]), "slide"),
        _cell(
            "This slide is why your team will bring you bad news early. Name no person but yourself. Your failure "
            "notes fill it: `share_failure()` writes one.",
            "notes",
        ),
    ]


def _sentence(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 220 else f"{line[:220].rsplit(' ', 1)[0]} …"


def _sure() -> list[NotebookNode]:
    measured = shares()
    if measured:
        ends = dict.fromkeys((measured[0], measured[-1]))
        calendar = f"Strategy meetings in my calendar: **{'**, then **'.join(map(format_measure, ends))}**."
    else:
        calendar = "*(How much of your calendar is strategy meetings? `calendar_share` measures it.)*"
    return [
        _cell(f"# How sure I was\n\n{calendar}", "slide"),
        _calibration(),
        _cell(
            "Say which way you are wrong: too sure, or not sure enough. Then say what you will ask for when somebody "
            "gives you an estimate without saying how sure they are.",
            "notes",
        ),
    ]


def _calibration() -> NotebookNode:
    """Return the picture of her predictions as the cell that makes it, so that she can run it again."""
    cell: NotebookNode = new_code_cell("from firstquery import calibration\n\ncalibration()")  # type: ignore[no-untyped-call]
    cell.metadata["slideshow"] = {"slide_type": "-"}
    shown: Calibration | None = calibration()
    if shown is not None:
        output = new_output("execute_result", shown._repr_mimebundle_(), execution_count=1)  # type: ignore[no-untyped-call]
        cell.outputs, cell.execution_count = [output], 1
    return cell


def _question_slides(made: list[Item]) -> list[NotebookNode]:
    sheet = next((one.text for one in reversed(made) if one.kind == "questions"), "")
    listed = [line[2:] for line in sheet.splitlines() if line.startswith("- ")][-3:]
    asked = listed or ["(Three questions that you will put to your team from now on.)"]
    lines = "\n".join(f"{number}. *{one}*" for number, one in enumerate(asked, 1))
    return [
        _cell(f"# What I will ask you from now on\n\n{lines}\n\n**And you may ask me to show you my query.**", "slide"),
        _cell("End here. Then be quiet, and let them ask.", "notes"),
    ]
