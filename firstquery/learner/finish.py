"""The last cell of a practice: what was earned, what is open, what comes next."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from pathlib import Path

from firstquery import course
from firstquery.checks.kind import kind
from firstquery.learner import records, unseen
from firstquery.learner.exercises import Exercise, exercises_of
from firstquery.learner.numbers import written
from firstquery.learner.rebuild import current_week
from firstquery.learner.standing.address import START, from_here
from firstquery.learner.standing.render import linked, words_of
from firstquery.learner.standing.view import Link, Said
from firstquery.sentence import Sentence, in_sentences

LAST = 26  # weeks
COMPLETE = "complete"
_SAID = {"not-attempted": "not tried yet", "could-not-run": "could not be checked"}


@dataclass
class Summary:
    """What `finish` shows: a headline, the open exercises one line each, and closing sentences."""

    headline: str
    open: list[str] = field(default_factory=list)
    closing: list[Said] = field(default_factory=list)

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
    if week.number == 0:
        from firstquery.learner.placement import placement

        placement()
        return
    summary = summary_of(week)
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(summary)
        return
    if get_ipython() is None:
        print(summary)
    else:
        display(summary)  # type: ignore[no-untyped-call]


def summary_of(week: course.Week) -> Summary:
    """How the practice of ``week`` stands, from the week's key and what was kept of the attempts."""
    exercises = exercises_of(week)
    if not exercises:
        return Summary(
            f"Week {week.number}, {week.title}: the list of its exercises is not here.",
            closing=[("It stands in key.json, beside the practice. `firstquery lab` puts it back; your work stays.",)],
        )
    stands = records.progress(one.id for one in exercises)
    right = [one for one in exercises if one.id in stands and stands[one.id].outcome == "right"]
    earned = sum(min(stands[one.id].points, one.points) for one in exercises if one.id in stands)
    most = sum(one.points for one in exercises)
    points = f"{written(earned)} of {written(most)} {'point' if most == 1 else 'points'}"
    exercise = "exercise" if len(exercises) == 1 else "exercises"
    done = _done_in_words([one.kind for one in right])
    summary = Summary(
        f"Week {week.number}, {week.title}: {len(right)} of {len(exercises)} {exercise} {done}, {points}."
    )
    for one in exercises:
        if one not in right:
            state = _state(one, stands.get(one.id))
            title = f", {one.title}" if one.title else ""
            summary.open.append(f"{_name(one)}{title} ({state})")
    if less := unseen.fewer(week.number, exercises, stands):
        summary.closing.append((less,))
    if summary.open:
        summary.closing.append((_next_step(exercises, right),))
    else:
        summary.closing += _done(week)
    for one in exercises:
        if _called(one.kind) == COMPLETE and one in right:
            said = f"{_name(one).capitalize()} is complete. Whether it is good, no check can tell: "
            summary.closing.append((said + "judge it with its list, or ask somebody to.",))
    summary.closing.append(("All weeks at a glance: ", Link("Start here", START), "."))
    return summary


def _name(exercise: Exercise) -> str:
    """As the page itself calls it."""
    return f"exercise {exercise.id.rpartition('q')[2]}"


def _done_in_words(kinds: list[str]) -> str:
    """A text is complete, and whether it is right no check says: the headline calls each by its name."""
    called = sorted({_called(one) for one in kinds} or {"right"}, reverse=True)
    return " or ".join(called)


def _called(kind_name: str) -> str:
    """What an exercise of a kind is called that counts as right."""
    try:
        return kind(kind_name).done
    except LookupError:
        return "right"


def _state(exercise: Exercise, stands: records.Progress | None) -> str:
    said = _SAID.get(stands.outcome, "not-yet") if stands else "not tried yet"
    return said if said != "not-yet" else f"not yet {_called(exercise.kind)}"


def _next_step(exercises: list[Exercise], right: list[Exercise]) -> str:
    first = next(one for one in exercises if one not in right)
    if not right:
        return f"Next: go up to {_name(first)}. What you have done is saved, and you can stop at any time."
    return f"Next: {_name(first)}. Two hints stand with it. What you have done is saved, and you can stop at any time."


def _done(week: course.Week) -> list[Said]:
    lines: list[Said] = [(f"You have made: {_sentence(week.artefact)}",)] if week.artefact else []
    following = next((one for one in course.weeks(week.course) if one.number > week.number), None)
    if following is None:
        return [*lines, *_last(week)]
    title = _sentence(following.title)
    question = f" {following.question}" if following.question else ""
    lesson = Link(f"week {following.number}, {title[:-1]}", f"{following.stem}.ipynb")
    return [*lines, ("Next: ", lesson, f"{title[-1]}{question}")]


def _last(week: course.Week) -> list[Said]:
    if week.number < LAST:
        return [("This is the last week of the course so far.",)]
    return [
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
    week = current_week()
    if week is None:
        here = Path.cwd()
        week = next((one for one in course.practices() if one.stem == here.name), None)
    if week is None:
        raise Sentence("Which week is this? Run the first cell of this notebook, then this one.")
    return week
