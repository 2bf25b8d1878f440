"""The commands of a cohort, for the command line."""

from __future__ import annotations

import typer

from firstquery.cohort.commands import collecting, facilitator, hub, person, rehearse
from firstquery.core.command import AUTHOR


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    for command in (
        collecting.collect,
        facilitator.roster,
        facilitator.read,
        facilitator.report,
        facilitator.export,
        person.person,
        rehearse.rehearse,
    ):
        app.command(rich_help_panel=AUTHOR)(command)
    app.add_typer(hub.hub, name="hub", rich_help_panel=AUTHOR)
