"""A view as text for a terminal, and as HTML that JupyterLab shows also where it trusts nothing: no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from firstquery.learner.links import Link, Piece
from firstquery.learner.progress.view import COUNTED, HEADS, View
from firstquery.learner.summary import TEMPLATES

#: From a target in the learner's folder to the address that leads there; None where nothing does.
Address = Callable[[str], str | None]
Kind = Literal["headline", "text", "heading", "row", "note"]
#: The columns that hold numbers end at the same place. JupyterLab sets all columns so, and lets this one style of ours
#: pass: the others begin at the same place.
_RIGHT = (0, 3, 4)


def as_text(view: View) -> str:
    return "\n".join(line for _, line in lines(view))


def as_html(view: View, address: Address) -> str:
    """The same as HTML: a link where its notebook can be reached, else its words."""
    from markupsafe import Markup

    from firstquery.html import templates

    page = templates(TEMPLATES).get_template("progress.html.j2")
    known = {"heads": HEADS, "counted": COUNTED, "right": _RIGHT, "nbsp": Markup("&nbsp;")}
    return page.render(view=view, address=address, **known).strip()


def lines(view: View) -> Iterator[tuple[Kind, str]]:
    """The text line by line, each with what it is. Links say where their notebook lies."""
    yield "headline", view.headline
    yield from (("text", "".join(map(_told, sentence))) for sentence in view.go_on)
    yield from (("text", f"  - {point}") for point in view.takeaways)
    yield from (("text", "".join(map(_told, sentence))) for sentence in view.onward)
    yield from (("text", line) for line in view.so_far)
    rows = [HEADS, *(tuple(map(str, row)) for month in view.months for row in month.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for month in view.months:
        yield "text", ""
        yield "heading", f"{month.heading}: {month.state}"
        for row in month.rows:
            cells = enumerate(zip(map(str, row), widths, strict=True))
            padded = [cell.rjust(width) if at in _RIGHT else cell.ljust(width) for at, (cell, width) in cells]
            yield "row", f"  {'  '.join(padded)}".rstrip()
    if view.counted:
        yield "text", ""
        yield from (("note", line) for line in view.counted)


def _told(piece: Piece) -> str:
    return f"{piece.words} [{piece.target.partition('#')[0]}]" if isinstance(piece, Link) else piece


def print_view(view: View) -> None:
    """Prints it in a terminal; without colour where the output goes to a file or another program."""
    from rich.console import Console
    from rich.text import Text

    styles: dict[Kind, str] = {"headline": "bold", "heading": "bold", "note": "dim"}
    console = Console(highlight=False, soft_wrap=True)
    for kind, line in lines(view):
        console.print(Text(line, style=styles.get(kind, "")))
