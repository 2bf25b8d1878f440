"""The last cell of a practice: what was earned, what is open, what comes next."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path

from firstquery.checks.kind import kind
from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner import held_out_marks
from firstquery.learner.current_week import current_week
from firstquery.learner.display import show
from firstquery.learner.exercises import Exercise, exercises_of
from firstquery.learner.links import START, from_here
from firstquery.learner.numbers import written
from firstquery.learner.placement import placement
from firstquery.learner.progress.render import linked, words_of
from firstquery.learner.progress.view import Line, Link
from firstquery.learner.text import count

COMPLETE = "complete"
_STATES = {"not-attempted": "not tried yet", "could-not-run": "could not be checked"}


@dataclass
class Summary:
    """What `finish` shows: a headline, the open exercises one line each, and closing sentences."""

    headline: str
    open: list[str] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)

    def __repr__(self) -> str:
        lines = [self.headline]
        if self.open:
            lines += ["Still open:", *(f"  - {line}" for line in self.open)]
        return "\n".join([*lines, *("".join(words_of(piece) for piece in line) for line in self.closing)])

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html.escape(self.headline)}</strong></p>"]
        if self.open:
            items = "".join(f"<li>{html.escape(line)}</li>" for line in self.open)
            parts.append(f"<p>Still open:</p><ul>{items}</ul>")
        parts += [f"<p>{''.join(linked(piece, from_here) for piece in line)}</p>" for line in self.closing]
        return "".join(parts)


@in_sentences("finish()")
def finish() -> None:
    """Shows how this practice stands. The same state gives the same words. Silent at the grader."""
    if records.at_the_grader():
        return
    week = _week()
    if week.graded:
        show(summary_of(week))
    else:
        placement()


def summary_of(week: course.Week) -> Summary:
    """How the practice of ``week`` stands, from the week's key and what was kept of the attempts."""
    exercises = exercises_of(week)
    if not exercises:
        return Summary(
            f"Week {week.number}, {week.title}: the list of its exercises is not here.",
            closing=[("It stands in key.json, beside the practice. `firstquery lab` puts it back; your work stays.",)],
        )
    progress = records.progress(one.id for one in exercises)
    right = [one for one in exercises if one.id in progress and progress[one.id].outcome == "right"]
    earned = sum(min(progress[one.id].points, one.points) for one in exercises if one.id in progress)
    most = sum(one.points for one in exercises)
    points = f"{written(earned)} of {written(most)} {'point' if most == 1 else 'points'}"
    done = f"{len(right)} of {count(len(exercises), 'exercise')} {_right_or_complete(right)}"
    summary = Summary(f"Week {week.number}, {week.title}: {done}, {points}.")
    for one in exercises:
        if one not in right:
            title = f", {one.title}" if one.title else ""
            summary.open.append(f"{_name(one)}{title} ({_state(one, progress.get(one.id))})")
    if less := held_out_marks.shortfall(week.number, exercises, progress):
        summary.closing.append((less,))
    summary.closing += [(_next_step(exercises, right),)] if summary.open else _done(week)
    for one in right:
        if _called(one.kind) == COMPLETE:
            complete = f"{_name(one).capitalize()} is complete. Whether it is good, no check can tell: "
            summary.closing.append((complete + "judge it with its list, or ask somebody to.",))
    summary.closing.append(("All weeks at a glance: ", Link("Start here", START), "."))
    return summary


def _name(exercise: Exercise) -> str:
    """As the page itself calls it."""
    return f"exercise {exercise.id.rpartition('q')[2]}"


def _right_or_complete(exercises: list[Exercise]) -> str:
    """A text is complete, and whether it is right no check says: the headline calls each by its name."""
    called = sorted({_called(one.kind) for one in exercises} or {"right"}, reverse=True)
    return " or ".join(called)


def _called(kind_name: str) -> str:
    """What an exercise of a kind is called that counts as right."""
    try:
        return kind(kind_name).done
    except LookupError:
        return "right"


def _state(exercise: Exercise, progress: records.Progress | None) -> str:
    outcome = progress.outcome if progress else "not-attempted"
    return _STATES.get(outcome, f"not yet {_called(exercise.kind)}")


def _next_step(exercises: list[Exercise], right: list[Exercise]) -> str:
    first = next(one for one in exercises if one not in right)
    where = f"{_name(first)}. Two hints stand with it." if right else f"go up to {_name(first)}."
    return f"Next: {where} What you have done is saved, and you can stop at any time."


def _done(week: course.Week) -> list[Line]:
    lines: list[Line] = [(f"You have made: {_sentence(week.artefact)}",)] if week.artefact else []
    following = next((one for one in course.weeks(week.course) if one.number > week.number), None)
    if following is not None:
        title = _sentence(following.title)
        question = f" {following.question}" if following.question else ""
        lesson = Link(f"week {following.number}, {title[:-1]}", f"{following.stem}.ipynb")
        return [*lines, ("Next: ", lesson, f"{title[-1]}{question}")]
    if week.number < course.curriculum()[-1].number:
        return [*lines, ("This is the last week of the course so far.",)]
    return [
        *lines,
        ("That was the last of twenty-six weeks.",),
        (
            "What is left to do with it: give your talk (talk() makes its slides), and pick what others may see "
            "(portfolio() makes the pages).",
        ),
    ]


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?")) else f"{text}."


def _week() -> course.Week:
    """The week that `rebuild` was told; without it, the week whose practice stands in this folder."""
    here = Path.cwd().name
    week = current_week() or next((one for one in course.practices() if one.stem == here), None)
    if week is None:
        raise UserError("Which week is this? Run the first cell of this notebook, then this one.")
    return week
