"""`firstquery talk`, as firstquery.cli.main registers it."""

from __future__ import annotations

from typing import Annotated

import typer


def talk(
    anew: Annotated[bool, typer.Option("--anew", help="Fill the slides again; your old ones are kept beside.")] = False,
) -> None:
    """Make the slides of your talk, five to begin with, from what you have made, tried and predicted.

    talk.ipynb is yours to change, and talk.html shows it in any browser, without a network.
    """
    from firstquery.showcase.talk import run

    for line in run(anew=anew):
        typer.echo(line)
