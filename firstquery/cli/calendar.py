"""`firstquery calendar`: the options of the command line, handed to `make_calendar`."""

from __future__ import annotations

from typing import Annotated

import typer

USAGE = "firstquery calendar --start 2027-01-13 --weekday Wednesday --time 08:30 --timezone Europe/Paris"


def calendar(
    start: Annotated[str | None, typer.Option(help="The first day, as in 2027-01-13.")] = None,
    weekday: Annotated[str | None, typer.Option(help="The day of the hour, as in Wednesday.")] = None,
    time: Annotated[str | None, typer.Option(help="Local time, as in 08:30.")] = None,
    timezone: Annotated[str | None, typer.Option(help="As in Europe/Paris.")] = None,
    minutes: Annotated[str, typer.Option(help="How long an hour is.")] = "60",
    skip: Annotated[
        list[str] | None,
        typer.Option(help="A day without an hour, or a range as in 2026-12-21..2027-01-02. Repeat it."),
    ] = None,
    output: Annotated[str | None, typer.Option(help="The file; first-query.ics in your folder when not given.")] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Where your notebooks are in the browser, as on a hub; then each hour has its link."),
    ] = None,
) -> None:
    """Write an .ics file with the 26 hours for your calendar."""
    from firstquery.core.errors import UserError
    from firstquery.learner.calendar import make_calendar

    given = {"--start": start, "--weekday": weekday, "--time": time, "--timezone": timezone}
    if missing := [name for name, value in given.items() if not (value or "").strip()]:
        raise UserError(f"Still needed: {', '.join(missing)}. For example: {USAGE}")
    typer.echo(
        repr(make_calendar(start, weekday, time, timezone, minutes=minutes, skip=skip or (), output=output, url=url))
    )
