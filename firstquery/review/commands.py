"""The commands `firstquery review` and `firstquery pulls`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from firstquery.core.command import AUTHOR

review = typer.Typer(help="Reviews of pull requests: take one out in the form of a code host.", no_args_is_help=True)


@review.command("export")
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your practice (.ipynb), or a review as .json.")],
    to: Annotated[str, typer.Option("--to", help="github or gitlab.")] = "github",
    pull: Annotated[
        str | None, typer.Option("--pull", help="The pull request, where the notebook reviews several.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", help="Write it to this file, not to the screen.")] = None,
) -> None:
    """Write the review in FILE as the JSON that GitHub's or GitLab's call accepts.

    A notebook is not run: the cells that make the review are read, and only texts and numbers in them count.

    To bring it to GitHub: gh api --method POST repos/OWNER/REPO/pulls/NUMBER/reviews --input FILE.json. A review finds
    its lines only in the pull request that it is of: one of the course's own can't be brought anywhere.
    """
    from firstquery.core.errors import UserError
    from firstquery.review import extraction

    host = to.strip().casefold()
    if host not in ("github", "gitlab"):
        raise UserError(f"--to is github or gitlab, and this is {to!r}.")
    found = extraction.review_in(file, pull)
    made = found.to_github() if host == "github" else found.to_gitlab()
    text = json.dumps(made, indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
        typer.echo(f"Wrote {output}", err=True)


pulls = typer.Typer(
    help="Pull requests of the service: make what ships from what their author has.", no_args_is_help=True
)


@pulls.command("build")
def build(
    only: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="0142; without it all that have a source.")
    ] = None,
) -> None:
    """Write data/service/pulls anew from pull-requests: what is shown, the head, and a run of its tests."""
    from firstquery.review import make

    changed = make.build(make.service_folder(), only=only or ())
    typer.echo(f"Changed: {', '.join(changed)}" if changed else "Nothing has changed.")


@pulls.command("fresh")
def fresh(
    seed: Annotated[list[int], typer.Option("--seed", help="A number; another one gives another variant. Repeatable.")],
    to: Annotated[Path | None, typer.Option("--to", help="The folder for it, else data/service/pulls.")] = None,
) -> None:
    """Make a variant of the capstone for your cohort. Prints what is planted in it: that is for you alone."""
    from firstquery.review import make, variants

    chosen = list(dict.fromkeys(variants.variant_of(one) for one in seed))
    service = make.service_folder()
    for one, place in zip(chosen, make.write_variants(chosen, service, to or service / "pulls"), strict=True):
        typer.echo(f"Wrote {place}\n{variants.answers(one)}\n")


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.add_typer(review, name="review")
    app.add_typer(pulls, name="pulls", rich_help_panel=AUTHOR)
