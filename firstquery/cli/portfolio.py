"""`firstquery portfolio`, as firstquery.cli.main registers it."""

from __future__ import annotations

from typing import Annotated

import typer

_Items = list[str] | None


def portfolio(
    include: Annotated[_Items, typer.Option(metavar="ITEM", help="This goes in; may be given several times")] = None,
    without: Annotated[_Items, typer.Option(metavar="ITEM", help="This stays out")] = None,
    mask: Annotated[_Items, typer.Option(metavar="ITEM", help="It goes in with what is private replaced")] = None,
    even_so: Annotated[_Items, typer.Option(metavar="ITEM", help="It goes in as it stands")] = None,
) -> None:
    """Make a portfolio of what you pick: a folder of pages to look at, print or give away.

    The first time, it lists all that could go in, with everything off, in portfolio.toml. Nothing goes in unpicked.
    """
    from firstquery.showcase.portfolio import run

    wanted = {"yes": include or [], "no": without or [], "mask": mask or [], "even so": even_so or []}
    for line in run(None, wanted):
        typer.echo(line)
