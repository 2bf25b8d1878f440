"""The commands around a cohort's exchange: a learner hands in and fetches feedback, a facilitator collects."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from firstquery.cli.grading import JsonFile, Week

if TYPE_CHECKING:
    from firstquery.cohort.collect import Report


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
        typer.echo(json.dumps([one.as_json() for one in receipt.kept()], indent=1))
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


def collect(week: Week, as_json: JsonFile = None) -> None:
    """Collect what was handed in for a week through the exchange: of each learner the newest, where it is hers."""
    from rich.console import Console

    from firstquery.cli.grading import course_and_week, save
    from firstquery.cohort.collect import collect as bring

    root, assignment = course_and_week(week)
    with Console(stderr=True).status(f"collecting {assignment}"):
        report = bring(root, assignment)
    _show(report, assignment)
    rows = [one.as_json() for one in report.collected]
    save(as_json, {"week": assignment, "collected": rows, "left": report.left, "notes": report.notes})
    raise typer.Exit(1 if report.left else 0)


def _show(report: Report, assignment: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from firstquery.learner.receipts import SHORT, lateness, zone

    console = Console()
    if report.collected:
        table = Table(title=assignment, title_justify="left")
        for heading in ("learner", "handed in, local time", "notebook, SHA-256", "late by", ""):
            table.add_column(heading, no_wrap=heading == "learner")
        for one in report.collected:
            here = one.moment.astimezone()
            said = [] if one.is_new else ["as before"]
            said += [] if one.has_receipt else ["no receipt"]
            table.add_row(
                one.learner,
                f"{here:%Y-%m-%d %H:%M:%S} {zone(here)}",
                one.sha256[:SHORT] or "no notebook",
                lateness(one.late) if one.late else "",
                ", ".join(said),
            )
        console.print(table, markup=False)
    new = sum(one.is_new for one in report.collected)
    late = sum(one.late is not None for one in report.collected)
    console.print(
        f"{len(report.collected)} handed in, {new} of them new, {late} late. {len(report.left)} left where they were.",
        highlight=False,
    )
    for sentence in [*report.left, *report.notes]:
        console.print(sentence, highlight=False, markup=False, soft_wrap=True)
