"""`submit()`: a practice is handed in through the cohort's exchange, as it is saved, and its receipt kept and shown."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.due import due
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner import receipts
from firstquery.learner.exercises import exercises_of
from firstquery.learner.receipts import Receipt, format_moment, lateness
from firstquery.learner.session import shell, show, week_at_hand
from firstquery.learner.summary import Summary
from firstquery.learner.text import count
from firstquery.learner.unsaved_answers import find_unsaved, ran_cells, unsaved_sentence
from firstquery.learner.update import FULL

NOTHING = "Nothing was handed in, and nothing of yours was changed."


@in_sentences("submit()")
def submit(week: int | str | None = None) -> None:
    """Hands in this practice as it is saved, and shows the receipt.

    ``week`` is another week's number or name. The newest submission counts. Silent at the grader. Raises `UserError`.
    """
    if records.at_the_grader():
        return
    one = course.week(week) if week is not None else week_at_hand()
    show(hand_in(one, ran_cells(shell())))


def hand_in(week: course.Week, ran: Iterable[str] = ()) -> Summary:
    """The receipt of the practice of ``week``, handed in and kept, as it is shown. Raises `UserError`.

    ``ran`` are the cells that the open notebook has run, in order: what of them is not saved is waited for, then told.
    """
    if not week.graded:
        raise UserError(
            f"Nobody is graded on week {week.number}, so it is not handed in: its last cell, placement(), says what "
            "your answers show."
        )
    notebook = notebook_of(week)
    if importlib.util.find_spec("nbgrader") is None:  # as in the kernel of a browser
        raise UserError(alone(notebook))
    from nbgrader.exchange import ExchangeError

    from firstquery.learner import exchange

    config = exchange.settings()
    place = exchange.root(config)
    if place is None:
        raise UserError(alone(notebook))
    if not exchange.is_open(week.stem, config, place):
        raise UserError(
            f"Week {week.number} cannot be handed in yet: your facilitator has not released it in {place}. Ask her. "
            f"{NOTHING}"
        )
    names = [one.name for one in exercises_of(week)]
    not_saved = find_unsaved(notebook, ran, names)
    receipts.look_after()
    before = len(receipts.list_receipts(week.stem))
    try:
        with whole.hold_lock(receipts.lock(), patience=60.0):
            receipts.settle()
            receipt = exchange.submit(week.stem, notebook.name, config, receipts.begin)
            is_kept = receipts.keep(receipt)
    except KeyboardInterrupt:
        receipts.look_after()
        if len(receipts.list_receipts(week.stem)) == before:
            raise UserError(f"Handing in was stopped. {NOTHING}") from None
        receipt, is_kept = receipts.list_receipts(week.stem)[-1], True  # it was there already
    except whole.LockTimeout:
        raise UserError(
            f"Another submit() of yours has run for a minute. Stop it, and run this again. {NOTHING}"
        ) from None
    except ExchangeError as fault:
        raise UserError(f"The exchange did not take it ({fault}). Tell your facilitator. {NOTHING}") from None
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        if fault.errno in FULL:
            raise UserError(f"The disk is full{where}: tell your facilitator, or make room. {NOTHING}") from None
        raise UserError(
            f"It could not be handed in: {fault.strerror or fault}{where}. Tell your facilitator. {NOTHING}"
        ) from None
    return receipt_summary(week, receipt, not_saved, is_kept)


def notebook_of(week: course.Week) -> Path:
    """Her notebook of the week: that of the week's name, else the first other one there. Raises `UserError`."""
    folder = course.work_folder() / "practice" / week.stem
    right = folder / f"{week.stem}.ipynb"
    if not folder.is_dir():
        raise UserError(
            f"Your folder has no practice of week {week.number} yet, so there is nothing to hand in. `firstquery lab` "
            "puts it there."
        )
    found = [path for path in (right, *sorted(folder.glob("*.ipynb"))) if path.is_file() and not path.is_symlink()]
    if not found:
        raise UserError(
            f"There is no notebook in {folder}, so there is nothing to hand in. `firstquery reset {week.number}` puts "
            "the practice there as it came."
        )
    return found[0]


def alone(notebook: Path) -> str:
    """What to say where there is no exchange."""
    return (
        "There is no exchange here: whoever learns alone has nothing to hand in, and grade_mine() marks the practice "
        f"on this computer. If you have a facilitator, send her this file: {notebook}"
    )


def receipt_summary(week: course.Week, receipt: Receipt, not_saved: list[str], is_kept: bool) -> Summary:
    """The receipt as she sees it."""
    made = Summary(f"Week {week.number}, {week.title}: handed in.", heading="Your receipt:")
    made.items = [f"{format_moment(receipt.moment)}.", f"{receipt.notebook}, SHA-256 {receipt.short}"]
    if (times := len(receipts.list_receipts(week.stem))) > 1:
        made.items.append(f"You have handed it in {count(times, 'time')}. This one is the newest, and it counts.")
    if late := _late(week, receipt):
        made.items.append(late)
    if not_saved:
        made.closing.append((unsaved_sentence(not_saved, "handed in", "submit()"),))
    if not is_kept:
        kept = "It is handed in. The receipt could not be kept on your disk: make room, and receipts() has it."
        made.closing.append((kept,))
    again = "You can hand in again, as often as you like: the newest counts. receipts() shows this receipt again."
    made.closing.append((again,))
    return made


def _late(week: course.Week, receipt: Receipt) -> str:
    """How it stands to the due date; empty where none is set."""
    try:
        until = due(week)
    except UserError as fault:
        return f"Whether it is late is not known. {fault.sentence}"
    if until is None:
        return ""
    late = receipt.moment - until
    if late.total_seconds() <= 0:
        return f"In time: it is due {format_moment(until)}."
    return f"Late by {lateness(late)}: it was due {format_moment(until)}."
