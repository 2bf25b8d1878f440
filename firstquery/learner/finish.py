"""The last cell of a practice: what was earned, what is open, what comes next."""

from __future__ import annotations

from firstquery.checks.keys import Exercise
from firstquery.checks.kind import unread
from firstquery.core import course, records
from firstquery.core.errors import in_sentences
from firstquery.learner.exercises import exercises_of
from firstquery.learner.placement import placement
from firstquery.learner.session import show, week_at_hand
from firstquery.learner.standing import UNSEEN, Standing, read_standing
from firstquery.learner.summary import START, Line, Link, Summary
from firstquery.learner.text import join_words

_STATES = {"not-attempted": "not tried yet", "could-not-run": "could not be checked"}


@in_sentences("finish()")
def finish() -> None:
    """Show how this practice stands. The same state gives the same words. Silent at the grader."""
    if records.at_the_grader():
        return
    week = week_at_hand()
    if week.graded:
        show(summary_of(week))
    else:
        placement()


def summary_of(week: course.Week) -> Summary:
    """Return how the practice of ``week`` stands, from the week's key and what was kept of the attempts."""
    exercises = exercises_of(week)
    if not exercises:
        again = "It stands in key.json, beside the practice. `firstquery lab` puts it back; your work stays."
        return Summary(f"Week {week.number}, {week.title}: the list of its exercises is not here.", closing=[(again,)])
    standing = read_standing(week.number, exercises)
    marks, below = _marks(week, standing)
    summary = Summary(f"Week {week.number}, {week.title}: {marks}", below=below, heading="Still open:")
    summary.below.append(_right_here(standing))
    progress = records.progress(one.id for one in exercises)
    for one in standing.left:
        outcome = progress[one.id].outcome if one.id in progress else "not-attempted"
        state = "right here, and short on unseen data" if one in standing.short else _state(outcome, one.kind)
        summary.items.append(f"{_name(one)}{f', {one.title}' if one.title else ''} ({state})")
    if len(standing.right) < len(standing.exercises):
        first = _name(next(one for one in standing.exercises if one not in standing.right))
        where = f"{first}. Its hints stand with it." if standing.right else f"go up to {first}."
        summary.closing.append((f"Next: {where} What you have done is saved, and you can stop at any time.",))
    else:
        offered = [one for one in standing.optional if one.id not in progress or progress[one.id].outcome != "right"]
        summary.closing += [(f"If you like: {_name(one)}, {one.title}. It earns no points.",) for one in offered]
        summary.closing += _next_steps(week)
    for one in standing.right:
        if said := unread(one.kind):
            ask = "Judge it with its list, or ask somebody to."
            summary.closing.append((f"{_name(one).capitalize()}: {said}. {ask}",))
    summary.closing.append(("All weeks at a glance: ", Link("Start here", START), "."))
    return summary


def _right_here(standing: Standing) -> str:
    texts = sum(bool(unread(one.kind)) for one in standing.right)
    of_them = "" if texts == len(standing.right) else "one of them " if texts == 1 else f"{texts} of them "
    rest = f", {of_them}{'a text' if texts == 1 else 'texts'} that nobody has read yet" if texts else ""
    return f"Right here, on the data that you have: {standing.right_here}{rest}."


def _marks(week: course.Week, standing: Standing) -> tuple[str, list[str]]:
    """The marks, and sentences on them: what they are, who gives them, and where they are less than what is here."""
    if standing.marks is None:
        who = "grade_mine() gives them here" if week.is_markable else "your facilitator gives them"
        return "no marks yet.", [f"Marks are points {UNSEEN}: {who}."]
    said = "Those are your marks, as your last grade_mine() gave them."
    if standing.short:
        less = [str(course.number_of(one.id)) for one in standing.short]
        which = f"Exercise {less[0]} falls" if len(less) == 1 else f"Exercises {join_words(less)} fall"
        said += f" {which} short there. If you have changed the answer since, run grade_mine() again."
    return standing.marks.sentence, [said]


def _state(outcome: str, kind_name: str) -> str:
    return _STATES.get(outcome, "not all there yet" if unread(kind_name) else "not yet right")


def _name(exercise: Exercise) -> str:
    """As the page itself calls it."""
    return f"exercise {course.number_of(exercise.id)}"


def _next_steps(week: course.Week) -> list[Line]:
    lines: list[Line] = [(f"You have made: {_sentence(week.artefact)}",)] if week.artefact else []
    following = next((one for one in course.weeks(week.course) if one.number > week.number), None)
    if following is not None:
        title = _sentence(following.title)
        question = f" {following.question}" if following.question else ""
        lesson = Link(f"week {following.number}, {title[:-1]}", f"{following.stem}.ipynb")
        return [*lines, ("Next: ", lesson, f"{title[-1]}{question}")]
    if week.number < course.curriculum()[-1].number:
        return [*lines, ("This is the last week of the course so far.",)]
    left = (
        "What is left to do with it: give your talk (talk() makes its slides), and pick what others may see "
        "(portfolio() makes the pages)."
    )
    return [*lines, (f"That was the last of {len(course.curriculum())} weeks.",), (left,)]


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?")) else f"{text}."
