"""`feedback()`: the pages that a facilitator has released on what was handed in, fetched into the learner's folder."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner import receipts
from firstquery.learner.receipts import format_moment
from firstquery.learner.session import show, week_at_hand
from firstquery.learner.summary import Link, Summary


@in_sentences("feedback()")
def feedback(week: int | str | None = None) -> None:
    """Fetch the feedback on this practice into the folder ``kept/feedback`` and link to its page.

    ``week`` is another week's number or name. Silent at the grader. Raises `UserError`.
    """
    if not records.at_the_grader():
        show(fetch(course.week(week) if week is not None else week_at_hand())[0])


def fetch(week: course.Week) -> tuple[Summary, Path | None]:
    """Return what there is to say, and the newest page where there is one. Raises `UserError`."""
    if importlib.util.find_spec("nbgrader") is None:
        raise UserError(_alone())
    from firstquery.learner import exchange

    config = exchange.settings()
    if exchange.root(config) is None:
        raise UserError(_alone())
    receipts.look_after()
    try:
        pages = exchange.fetch_feedback(week.stem, config)
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        raise UserError(
            f"The feedback could not be fetched: {fault.strerror or fault}{where}. What you have is as it was."
        ) from None
    handed_in = receipts.list_receipts(week.stem)
    if not pages:
        if not handed_in:
            return Summary(f"You have not handed in week {week.number} here: submit(), in its practice, does it."), None
        last = format_moment(handed_in[-1].moment)
        waiting = f"There is no feedback on week {week.number} yet. You handed it in {last}."
        return Summary(waiting, closing=[("It is here as soon as your facilitator has released it.",)]), None
    made = Summary(f"Week {week.number}, {week.title}: the feedback on what you handed in.")
    for moment, page in reversed(pages):
        target = page.relative_to(course.work_folder()).as_posix()
        made.closing.append((f"Handed in {format_moment(moment)}: ", Link(target, target)))
    if handed_in and handed_in[-1].moment > pages[-1][0]:
        again = format_moment(handed_in[-1].moment)
        newer = f"You have handed in again since, {again}. The feedback on that is not there yet."
        made.closing.append((newer,))
    return made, pages[-1][1]


def _alone() -> str:
    return "There is no exchange here, so no feedback comes this way. grade_mine() marks a practice on this computer."
