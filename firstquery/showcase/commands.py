"""`firstquery portfolio` and `firstquery talk`."""

from __future__ import annotations

from typing import Annotated

import typer

from firstquery.core.command import LEARNER

Items = list[str] | None


def portfolio(
    include: Annotated[Items, typer.Option(metavar="ITEM", help="This goes in; may be given several times")] = None,
    without: Annotated[Items, typer.Option(metavar="ITEM", help="This stays out")] = None,
    mask: Annotated[Items, typer.Option(metavar="ITEM", help="It goes in with what is private replaced")] = None,
    even_so: Annotated[Items, typer.Option(metavar="ITEM", help="It goes in as it stands")] = None,
) -> None:
    """Make a portfolio of what you pick: a folder of pages to look at, print or give away.

    The first time, it lists all that could go in, everything off, in kept/portfolio.toml. Nothing goes in unpicked.
    """
    from firstquery.showcase.portfolio import run

    wanted = {"yes": include or [], "no": without or [], "mask": mask or [], "even so": even_so or []}
    for line in run(None, wanted):
        typer.echo(line)


def talk(
    anew: Annotated[bool, typer.Option("--anew", help="Fill the slides again; your old ones are kept beside.")] = False,
) -> None:
    """Make the slides of your talk, five to begin with, from what you have made, tried and predicted.

    talk.ipynb is yours to change, and talk.html shows it in any browser, without a network.
    """
    from firstquery.showcase.talk import run

    for line in run(anew=anew):
        typer.echo(line)


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    for command in (portfolio, talk):
        app.command(rich_help_panel=LEARNER)(command)
