"""`firstquery portfolio`, as firstquery.cli registers it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_Items = list[str] | None


def portfolio(
    choose: Annotated[bool, typer.Option("--choose", help="Ask about each thing, one after the other")] = False,
    include: Annotated[_Items, typer.Option(metavar="ITEM", help="This goes in; may be given several times")] = None,
    without: Annotated[_Items, typer.Option(metavar="ITEM", help="This stays out")] = None,
    mask: Annotated[_Items, typer.Option(metavar="ITEM", help="It goes in with what is private replaced")] = None,
    even_so: Annotated[_Items, typer.Option(metavar="ITEM", help="It goes in as it stands")] = None,
    to: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Where the pages go, else portfolio/")] = None,
) -> None:
    """Make a portfolio of what you pick: a folder of pages to look at, print or give away.

    The first time, it lists all that could go in, with everything off, in portfolio.toml. Nothing goes in unpicked.
    """
    from firstquery.learner.portfolio import run

    wanted = {"yes": include or [], "no": without or [], "mask": mask or [], "even so": even_so or []}
    if choose:
        wanted = _ask()
    for line in run(None, wanted, target=to.expanduser().absolute() if to else None):
        typer.echo(line)


def _ask() -> dict[str, list[str]]:
    """Each thing in turn, with what is private in it; what she picked last time is offered first."""
    from firstquery.course import work_folder
    from firstquery.learner.portfolio import picks as picking
    from firstquery.learner.portfolio.gather import items

    kept = picking.read(work_folder()) or picking.Picks()
    wanted: dict[str, list[str]] = {"yes": [], "no": [], "mask": [], "even so": []}
    for item in items(work_folder()):
        now = kept.of(item.id)
        typer.echo(f"\n{item.called}")
        if found := item.findings():
            typer.echo(f"It holds {'; '.join(found)}.")
            answers = {"n": "no", "m": "mask", "e": "even so"}
            text = "In? [n]o, [m]asked, [e]ven so"
        else:
            answers = {"n": "no", "y": "yes"}
            text = "In? [y]es, [n]o"
        usual = next((key for key, pick in answers.items() if pick == now), "n")
        while (said := typer.prompt(text, default=usual).strip().lower()[:1]) not in answers:
            typer.echo(f"One letter: {', '.join(answers)}.")
        wanted[answers[said]].append(item.id)
    typer.echo("")
    return wanted
