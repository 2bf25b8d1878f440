"""The last cell of a practice: what was earned, what is open, what comes next."""

from __future__ import annotations

from firstquery.checks.keys import Exercise
from firstquery.checks.kind import kind
from firstquery.core import course, records
from firstquery.core.errors import in_sentences
from firstquery.learner.exercises import exercises_of
from firstquery.learner.numbers import format_number
from firstquery.learner.placement import placement
from firstquery.learner.session import show, week_at_hand
from firstquery.learner.summary import START, Line, Link, Summary
from firstquery.learner.text import count, join_words

COMPLETE = "complete"
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
    progress = records.progress(one.id for one in exercises)
    right = [one for one in exercises if one.id in progress and progress[one.id].outcome == "right"]
    earned = sum(min(progress[one.id].points, one.points) for one in exercises if one.id in progress)
    # A text is complete, and whether it is right no check says: each is called by its name.
    called = " or ".join(sorted({_right_label(one.kind) for one in right} or {"right"}, reverse=True))
    done = f"{len(right)} of {count(len(exercises), 'exercise')} {called}"
    marks, below = held_out_marks(week, exercises, progress)
    summary = Summary(f"Week {week.number}, {week.title}: {marks}", below=below, heading="Still open:")
    summary.below.append(f"On this page: {done}, {_points(earned, sum(one.points for one in exercises))}.")
    left = [one for one in exercises if one not in right]
    for one in left:
        outcome = progress[one.id].outcome if one.id in progress else "not-attempted"
        state = _STATES.get(outcome, f"not yet {_right_label(one.kind)}")
        summary.items.append(f"{_name(one)}{f', {one.title}' if one.title else ''} ({state})")
    if left:
        where = f"{_name(left[0])}. Two hints stand with it." if right else f"go up to {_name(left[0])}."
        summary.closing.append((f"Next: {where} What you have done is saved, and you can stop at any time.",))
    else:
        summary.closing += _next_steps(week)
    for one in right:
        if _right_label(one.kind) == COMPLETE:
            complete = f"{_name(one).capitalize()} is complete. Whether it is good, no check can tell: "
            summary.closing.append((complete + "judge it with its list, or ask somebody to.",))
    summary.closing.append(("All weeks at a glance: ", Link("Start here", START), "."))
    return summary


def record_name(week: int) -> str:
    """Return the name of the record that `grade_mine` leaves of a week."""
    return f"grade-mine-week-{week:02}"


def held_out_marks(
    week: course.Week, exercises: list[Exercise], progress: dict[str, records.Progress]
) -> tuple[str, list[str]]:
    """The marks that count, as the last `grade_mine` gave them, and sentences on them: who gives them, what is less."""
    last = records.read(record_name(week.number)) or {}
    points, earned, most = last.get("points"), last.get("earned"), last.get("most")
    if not isinstance(points, dict) or not isinstance(earned, int | float) or not isinstance(most, int | float):
        who = "grade_mine() gives them here" if week.answers.is_file() else "your facilitator gives them"
        return "no marks yet.", [f"The marks that count are given on data that nobody has seen: {who}."]
    less = [
        one.id.rpartition("q")[2]
        for one in exercises
        if one.id in progress
        and isinstance(got := points.get(one.id), int | float)
        and got < min(progress[one.id].points, one.points) - 1e-9
    ]
    said = "Those are the marks that count, as your last grade_mine() gave them."
    if less:
        which = f"Exercise {less[0]} falls" if len(less) == 1 else f"Exercises {join_words(less)} fall"
        said += f" {which} short there. If you have changed the answer since, run grade_mine() again."
    return f"{_points(earned, most)} on data that nobody has seen.", [said]


def _points(earned: float, most: float) -> str:
    return f"{format_number(earned)} of {format_number(most)} {'point' if most == 1 else 'points'}"


def _name(exercise: Exercise) -> str:
    """As the page itself calls it."""
    return f"exercise {exercise.id.rpartition('q')[2]}"


def _right_label(kind_name: str) -> str:
    """Return what an exercise of a kind is called that counts as right."""
    try:
        return kind(kind_name).done
    except LookupError:
        return "right"


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
