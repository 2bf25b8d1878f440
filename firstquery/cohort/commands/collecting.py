"""`firstquery collect`: what was handed in through the exchange comes to the facilitator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from firstquery.core.command import JsonFile, Week, course_and_week, save

if TYPE_CHECKING:
    from firstquery.cohort.collect import Report


def collect(week: Week, as_json: JsonFile = None) -> None:
    """Collect what was handed in for a week through the exchange: of each learner the newest, where it is hers."""
    from rich.console import Console

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
