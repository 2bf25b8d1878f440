"""`firstquery site`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from firstquery.core.command import AUTHOR


def site(
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Empty, new, or with an earlier site in it")],
) -> None:
    """Write the course as a site to read: a folder of pages for any web server. Nothing in it runs or loads."""
    from firstquery.core import course
    from firstquery.site.build import build, plan_of

    first = build(plan_of(course.course_folder()), output, _track)
    typer.echo(f"{first}: open it in a browser, or put its folder on a web server.")


def _track(names: list[str]) -> Iterable[str]:
    from rich.console import Console
    from rich.progress import track

    return track(names, "Writing pages", console=Console(stderr=True), transient=True)


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(rich_help_panel=AUTHOR)(site)
