"""`firstquery progress`: the words of the notebook in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from firstquery.learner.progress import view
from firstquery.learner.progress.render import Kind, lines

_STYLES: dict[Kind, str] = {"headline": "bold", "heading": "bold", "text": "", "row": "", "note": "dim"}


def show() -> None:
    """Prints how she stands; without colour where the output goes to a file or another program."""
    console = Console(highlight=False, soft_wrap=True)
    for kind, line in lines(view()):
        console.print(Text(line, style=_STYLES[kind]))
