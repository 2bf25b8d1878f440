"""The commands of a learner around a cohort's exchange: she hands in, and fetches feedback."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from firstquery.core.command import Week


def submit(week: Week) -> None:
    """Hand in your practice of a week, as it is saved, and show the receipt. The newest submission counts."""
    from firstquery.core import course
    from firstquery.learner.submission import hand_in

    typer.echo(repr(hand_in(course.week(week))))


def receipts(
    as_json: Annotated[bool, typer.Option("--json", help="For a program, with the whole hashes.")] = False,
) -> None:
    """Show the receipts of all that you have handed in."""
    from firstquery.learner import receipts as receipt

    receipt.look_after()
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in receipt.list_receipts()], indent=1))
    else:
        typer.echo(repr(receipt.summary()))


def feedback(
    week: Week,
    open_page: Annotated[bool, typer.Option("--open", help="Open the newest page in the browser")] = False,
) -> None:
    """Fetch the feedback on what you handed in for a week, into your folder feedback."""
    from firstquery.core import course
    from firstquery.learner.feedback import fetch

    said, page = fetch(course.week(week))
    typer.echo(repr(said))
    if page is not None and open_page:
        import webbrowser

        webbrowser.open(page.as_uri())
