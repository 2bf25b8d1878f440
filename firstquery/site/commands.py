"""`firstquery site`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from firstquery.core.command import AUTHOR


def site(
    output: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Empty, new, or with an earlier site in it")
    ] = None,
    install: Annotated[
        bool, typer.Option("--install", help="Install what the page to try is made from (60 MB; needs npm), and end.")
    ] = False,
    pyodide: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Another Pyodide for the site than the installed one"),
    ] = None,
    cdn: Annotated[bool, typer.Option("--cdn", help="The page to try asks a public server for Pyodide.")] = False,
) -> None:
    """Write the course as a site: pages to read, for any web server, and a page to try its first weeks in a browser."""
    from firstquery.core import course
    from firstquery.core.errors import UserError
    from firstquery.site.build import build, plan_of
    from firstquery.site.lite import build as lite
    from firstquery.site.lite import install as installing

    if install:
        installing.install()
        typer.echo("All that the page to try is made from is installed.")
        return
    if output is None:
        raise UserError("Where should the site be written? Name a folder: firstquery site --output FOLDER")
    root = course.course_folder()
    python = lite.python_of(root, pyodide, cdn)
    first = build(plan_of(root, python), output, _track)
    if not python and not installing.is_here():
        typer.echo(f"The page to try is left out, for what it is made from is not installed: {installing.HOW}")
    typer.echo(f"{first}: open it in a browser, or put its folder on a web server.")


def _track(names: list[str]) -> Iterable[str]:
    from rich.console import Console
    from rich.progress import track

    return track(names, "Writing pages", console=Console(stderr=True), transient=True)


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(rich_help_panel=AUTHOR)(site)
