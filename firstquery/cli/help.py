"""Help in the terminal: the command `firstquery solution`."""

from __future__ import annotations

from typing import Annotated

import typer


def solution(
    week: Annotated[str, typer.Argument(help="The week's number, such as 1.")],
    exercise: Annotated[str, typer.Argument(help="The exercise: 3, q3 or w01-q3.")] = "",
) -> None:
    """Show a worked solution to an exercise, with its reasoning."""
    from rich.console import Console
    from rich.markdown import Markdown

    from firstquery.core.errors import WIDTH
    from firstquery.learner.solutions import read

    found = read(week, exercise or None)
    console = Console()
    if console.is_terminal:
        console.print(Markdown(found.markdown()), width=min(console.width, WIDTH))
    else:
        typer.echo(found.markdown())
