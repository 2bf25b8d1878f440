"""What a check adds to its message when somebody is stuck: the hint that is next, later where the solution is.

The verdict stays as it is, and so does what `prove` holds it to: this is added where it is shown, from the records.
"""

from __future__ import annotations

import datetime as dt

from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.learner.help.hints import hints_of, record_shown, shown_hints
from firstquery.learner.help.markdown import inline
from firstquery.learner.help.solution_dates import access
from firstquery.learner.progress.history import moment_in
from firstquery.learner.text import date

STUCK = 3  # failed attempts in a row
SECOND_HINT = (4, 5)


def suggestion(exercise: str) -> str:
    """One line to show below a "not yet", or nothing. Call it after the attempt was kept.

    The third failed attempt since the last right one brings a hint, the fourth and fifth the second one; from the sixth
    on the worked solution is named, where it may be seen. What could not run is no attempt, and the same answer checked
    again is none either: what was offered below it stays there.
    """
    failed, again = _failed(exercise)
    if failed < STUCK or records.at_the_grader():
        return ""
    try:
        week = course.week(exercise)
    except UserError:
        return ""
    if not week.graded:  # it asks what she knows
        return ""
    if failed > max(SECOND_HINT):
        return f'A worked solution with its reasoning: solution("{exercise}")' if access(week).is_open else ""
    hints = hints_of(week, exercise)
    if not hints:
        return ""
    shown = shown_hints(exercise)
    if shown and again:
        number = min(max(shown), len(hints))
    else:
        number = 1 if failed == STUCK and 1 not in shown else min(2, len(hints))
        record_shown(exercise, number)
    words = inline(hints[number - 1]).replace("`", "")  # it is shown as plain text, where a backtick is a sign to type
    return f"Hint {number}: {words}"


def was_right(exercise: str, now: dt.datetime | None = None) -> str:
    """One line to show below "not attempted" where the kept answer was right, by `now` (with an offset)."""
    best = (records.read(exercise) or {}).get("best")
    if records.at_the_grader() or not isinstance(best, dict) or best.get("outcome") != "right":
        return ""
    now = now or dt.datetime.now().astimezone()
    at = moment_in(best.get("at"), now)
    day = at.astimezone(now.tzinfo) if at else None
    when = "before" if day is None else "earlier today" if day.date() == now.date() else f"on {date(day, now)}"
    return f"It was right {when}, and that stays. To check it anew, run the cell of your answer, then this one."


def failed_in_a_row(exercise: str) -> int:
    """How many of the kept attempts since the last right one were "not yet", each with an answer of its own."""
    return _failed(exercise)[0]


def _failed(exercise: str) -> tuple[int, bool]:
    """That number, and whether the last answer is the one before it again. One without a digest is of its own."""
    made = (records.read(exercise) or {}).get("attempts")
    count, last, again = 0, "", False
    for one in made if isinstance(made, list) else []:
        outcome = one.get("outcome") if isinstance(one, dict) else None
        if outcome == "right":
            count, last, again = 0, "", False
        elif outcome == "not-yet":
            digest = str(one.get("digest", ""))
            again = digest == last != ""
            count, last = count + (not again), digest
    return count, again
