"""A view as text for a terminal, and as HTML that JupyterLab shows also where it trusts nothing: no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Literal

from firstquery.learner.progress.view import COUNTED, HEADS, Link, Month, Piece, View

#: From a target in the learner's folder to the address that leads there; None where nothing does.
Address = Callable[[str], str | None]
Kind = Literal["headline", "text", "heading", "row", "note"]
#: The columns that hold numbers end at the same place; of the others each begins at the same place.
_RIGHT = (0, 3, 4)
#: JupyterLab sets all columns to the right, and lets this one style of ours pass.
_LEFT = ' style="text-align: left"'


def as_text(view: View) -> str:
    return "\n".join(line for _, line in lines(view))


def lines(view: View) -> Iterator[tuple[Kind, str]]:
    """The text line by line, each with what it is. Links say where their notebook lies."""
    yield "headline", view.headline
    for sentence in view.go_on:
        yield "text", "".join(_told(piece) for piece in sentence)
    yield from (("text", f"  - {point}") for point in view.takeaways)
    yield from (("text", "".join(_told(piece) for piece in sentence)) for sentence in view.onward)
    yield from (("text", line) for line in view.so_far)
    widths = [len(head) for head in HEADS]
    for month in view.months:
        for row in month.rows:
            widths = [max(width, len(words_of(cell))) for width, cell in zip(widths, row, strict=True)]
    for month in view.months:
        yield "text", ""
        yield "heading", f"{month.heading}: {month.state}"
        for row in month.rows:
            yield "row", _aligned([words_of(cell) for cell in row], widths)
    if view.counted:
        yield "text", ""
        yield from (("note", line) for line in view.counted)


def _aligned(cells: list[str], widths: list[int]) -> str:
    padded = [
        cell.rjust(width) if at in _RIGHT else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"  {'  '.join(padded)}".rstrip()


def words_of(piece: Piece) -> str:
    """What is read of a piece, as text."""
    return piece.words if isinstance(piece, Link) else piece


def _told(piece: Piece) -> str:
    return f"{piece.words} [{piece.target.partition('#')[0]}]" if isinstance(piece, Link) else piece


def as_html(view: View, address: Address) -> str:
    parts = [f"<p><strong>{escape(view.headline)}</strong></p>"]
    parts += [f"<p>{''.join(linked(piece, address) for piece in sentence)}</p>" for sentence in view.go_on]
    if view.takeaways:
        parts.append(f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in view.takeaways)}</ul>")
    parts += [f"<p>{''.join(linked(piece, address) for piece in sentence)}</p>" for sentence in view.onward]
    if view.so_far:
        parts.append(f"<p>{'<br>'.join(escape(line) for line in view.so_far)}</p>")
    parts += [_month(month, address) for month in view.months]
    if view.counted:
        said = "".join(f"<p>{escape(line)}</p>" for line in view.counted)
        parts.append(f"<details><summary>{COUNTED}</summary>{said}</details>")
    return "\n".join(parts)


def linked(piece: Piece, address: Address) -> str:
    """A piece as HTML: a link where its notebook can be reached, else its words."""
    if not isinstance(piece, Link):
        return escape(piece)
    where = address(piece.target)
    return f'<a href="{escape(where)}">{escape(piece.words)}</a>' if where else escape(piece.words)


def _month(month: Month, address: Address) -> str:
    heads = "".join(f'<th scope="col"{_side(at)}>{head}</th>' for at, head in enumerate(HEADS))
    rows = "".join(
        f"<tr>{''.join(_cell(at, cell, address) for at, cell in enumerate(row))}</tr>\n" for row in month.rows
    )
    return (
        f"<details{' open' if month.opened else ''}><summary><strong>{escape(month.heading)}</strong>: "
        f"{escape(month.state)}</summary>\n<table><caption{_LEFT}>{escape(month.caption)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></details>"
    )


def _side(column: int) -> str:
    return "" if column in _RIGHT else _LEFT


def _cell(column: int, piece: Piece, address: Address) -> str:
    if column == 0:
        return f'<th scope="row">{linked(piece, address)}</th>'
    text = linked(piece, address)
    return f"<td{_side(column)}>{text.replace(' ', '&nbsp;') if column in _RIGHT else text}</td>"
