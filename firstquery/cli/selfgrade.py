"""`firstquery grade-mine WEEK`, as firstquery.cli.main registers it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from firstquery.selfgrade.marks import Graded


def grade_mine(
    week: Annotated[str, typer.Argument(metavar="WEEK", help="4, or week-04-join-without-counting-twice")],
    open_page: Annotated[bool, typer.Option("--open", help="Open the feedback page in the browser")] = False,
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the marks there as JSON")
    ] = None,
) -> None:
    """Grade your practice of a week, as it is saved, on data that you have not seen.

    The marks are those that a facilitator's grader would give. Nothing leaves this computer, and nothing of yours is
    changed.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from firstquery.core import course
    from firstquery.selfgrade.cell import STOPPED
    from firstquery.selfgrade.grade import grade

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TextColumn("left"))
    try:
        with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
            task = bar.add_task("grading", total=1.0)

            def progress(what: str, share: float) -> None:
                bar.update(task, description=what, completed=share, refresh=True)

            graded = grade(
                course.week(week), say=lambda sentence: console.print(sentence, markup=False), progress=progress
            )
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        raise typer.Exit(130) from None
    _show(graded)
    if as_json is not None:
        as_json.write_text(json.dumps(graded.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if open_page:
        import webbrowser

        webbrowser.open(Path(graded.page).as_uri())


def _show(graded: Graded) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table(title=Text(graded.headline), title_justify="left", box=None, header_style="bold")
    table.add_column("exercise", no_wrap=True)
    table.add_column("points", no_wrap=True)
    table.add_column("on unseen data")
    for mark in graded.marks:
        table.add_row(Text(mark.exercise), mark.given, Text(mark.message))
    console.print(table)
    for line in ["", *graded.remarks, "", graded.graded]:
        console.print(line, markup=False, highlight=False)
    console.print(f"Feedback page: {graded.page}", markup=False, highlight=False, soft_wrap=True)
