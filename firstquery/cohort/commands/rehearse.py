"""`firstquery rehearse`: a made-up cohort takes some weeks on a real hub, as firstquery.cli.main registers it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from firstquery.cohort.hub.site import Site
    from firstquery.cohort.rehearsal.reconciliation import Row
    from firstquery.cohort.rehearsal.term import Term
    from firstquery.core.course import Week

STATE = Path("/var/lib/first-query-rehearsal")
COURSE = Path("/opt/first-query-rehearsal")


def rehearse(
    learners: Annotated[int, typer.Option(min=1, max=200, help="How many made-up learners.")] = 8,
    weeks: Annotated[str, typer.Option(help="1, 1-4, or 1,3")] = "1",
    at_once: Annotated[int, typer.Option(min=1, help="How many of them do the same in the same moment.")] = 6,
    port: Annotated[int, typer.Option(help="Where the hub listens, on this machine alone.")] = 8400,
    state: Annotated[Path, typer.Option(help="Where the hub of the rehearsal keeps what it has.")] = STATE,
    course: Annotated[Path, typer.Option(help="Where the course for learners is installed.")] = COURSE,
    homes: Annotated[Path, typer.Option(help="Where home folders are made.")] = Path("/home"),
    keep: Annotated[bool, typer.Option("--keep", help="Leave hub and accounts for a look at them.")] = False,
    as_json: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write every row there.")] = None,
) -> None:
    """Play a term with made-up learners on a hub of its own, and hold every receipt against its mark (as root).

    They log in, work, hand in, are collected and graded, and fetch their feedback: right ones, mistaken, late, absent,
    damaged and hostile ones. It touches no other hub, and takes its accounts away at the end. Killed at any moment, it
    goes on where it was when the command is given again.
    """
    from firstquery.cohort.hub import workshop
    from firstquery.cohort.hub.accounts import Account
    from firstquery.cohort.hub.site import ask_for_root
    from firstquery.cohort.rehearsal.cast import learners as cast

    ask_for_root()
    begun = time.monotonic()
    site, chosen, cohort = (
        _site(state.absolute(), course.absolute(), homes.absolute(), port),
        _weeks(weeks),
        cast(learners),
    )
    workshop.up(site, [Account(name=one.name, display=one.manner) for one in cohort], typer.echo)
    term, rows = _play(site, chosen, cohort, at_once)
    wrong = [row for row in rows if row.faults]
    _show(rows, term, time.monotonic() - begun)
    if as_json:
        as_json.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n", encoding="utf-8")
    if wrong or keep:
        typer.echo(f"The hub is left at {site.address()}: `firstquery hub remove --state {site.state}` takes it away.")
    else:
        workshop.remove(site, typer.echo)
    raise typer.Exit(1 if wrong else 0)


def _site(state: Path, course: Path, homes: Path, port: int) -> Site:
    from firstquery.cohort.hub.site import Site

    return Site(
        state=state,
        exchange=state.with_name(f"{state.name}-exchange"),
        course=course,
        homes=homes,
        facilitator="rehearsal-facilitator",
        group="rehearsal",
        ip="127.0.0.1",
        port=port,
        hub_port=port + 1,
        proxy_port=port + 2,
    ).without_people()


def _weeks(text: str) -> list[Week]:
    from firstquery.core import course
    from firstquery.core.errors import UserError

    chosen = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            raise UserError(f"{text!r} names no weeks: write 1, 1-4 or 1,3.")
        chosen += [course.week(number) for number in range(int(first), int(last or first) + 1)]
    return chosen


def _play(site: Site, weeks: list[Week], cohort: list, at_once: int) -> tuple[Term, list[Row]]:  # type: ignore[type-arg]
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from firstquery.cohort.rehearsal.reconciliation import reconcile
    from firstquery.cohort.rehearsal.term import Term

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bars: dict[str, int] = {}

        def show_progress(what: str, done: int, of: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=of)
            progress.update(bars[what], completed=done)  # type: ignore[arg-type]

        term = Term(site, cohort, weeks, at_once, show_progress)
        try:
            term.play()
        finally:
            term.close()
    gradebook = f"sqlite:///{site.facilitator_course / 'gradebook.db'}"
    return term, reconcile(site.facilitator_course, gradebook, cohort, weeks, term.receipts, term.pages)


def _show(rows: list[Row], term: Term, seconds: float) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(title="Receipts and marks", title_justify="left")
    for heading in ("manner", "weeks of learners", "receipts", "marked", "ungraded", "late", "reconciled"):
        table.add_column(heading, justify="left" if heading == "manner" else "right")
    for manner in sorted({row.manner for row in rows}):
        hers = [row for row in rows if row.manner == manner]
        counts = (
            len(hers),
            sum(row.receipts for row in hers),
            sum(row.state == "graded" for row in hers),
            sum(row.state == "unreadable" for row in hers),
            sum(row.is_late for row in hers),
            sum(not row.faults for row in hers),
        )
        table.add_row(manner, *(f"{count:,}" for count in counts))
    console.print(table)
    for row in rows:
        for fault in row.faults:
            console.print(f"{row.learner}, {row.week}: {fault}.", markup=False, highlight=False)
    receipts, well = sum(row.receipts for row in rows), sum(not row.faults for row in rows)
    steps = ", ".join(f"{name} {took:.0f}" for name, took in term.seconds.items() if took >= 5)
    console.print(
        f"{receipts:,} receipts; {well:,} of {len(rows):,} weeks of learners reconciled, in {seconds / 60:.1f} minutes"
        + (f" (seconds: {steps})." if steps else "."),
        highlight=False,
    )
