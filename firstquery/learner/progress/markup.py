"""How her progress looks in a notebook.

It is written out, and by no template: the library of these has a part that not every Python can have, such as that of a
browser.
"""

from __future__ import annotations

from collections.abc import Sequence

from firstquery.learner.progress.view import COUNTED, HEADS, RIGHT, Month, View
from firstquery.learner.summary import Address, Piece, escape, line_as_html, piece_as_html


def as_html(view: View, address: Address) -> str:
    """Return what is said as HTML: a link where its notebook can be reached, else its words."""
    points = "".join(f"<li>{escape(point)}</li>" for point in view.takeaways)
    return "\n".join(
        [
            f"<p><strong>{escape(view.headline)}</strong></p>",
            *(f"<p>{line_as_html(one, address)}</p>" for one in view.go_on),
            *([f"<ul>{points}</ul>"] if points else []),
            *(f"<p>{line_as_html(one, address)}</p>" for one in view.onward),
            *([f"<p>{'<br>'.join(map(escape, view.so_far))}</p>"] if view.so_far else []),
            *(_month_as_html(month, address) for month in view.months),
            *([_counted_as_html(view.counted)] if view.counted else []),
        ]
    )


def _month_as_html(month: Month, address: Address) -> str:
    heads = "".join(f'<th scope="col"{_side(place)}>{escape(head)}</th>' for place, head in enumerate(HEADS))
    rows = (
        f"<tr>{''.join(_cell_as_html(place, one, address) for place, one in enumerate(row))}</tr>" for row in month.rows
    )
    return "\n".join(
        [
            f"<details{' open' if month.opened else ''}>"
            f"<summary><strong>{escape(month.heading)}</strong>: {escape(month.state)}</summary>",
            f'<table><caption style="text-align: left">{escape(month.caption)}</caption>',
            f"<thead><tr>{heads}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table></details>",
        ]
    )


def _cell_as_html(column: int, piece: Piece, address: Address) -> str:
    if column == 0:
        return f'<th scope="row">{piece_as_html(piece, address)}</th>'
    if column in RIGHT:
        return f"<td>{escape(piece).replace(' ', '&nbsp;')}</td>"
    return f"<td{_side(column)}>{piece_as_html(piece, address)}</td>"


def _side(column: int) -> str:
    return "" if column in RIGHT else ' style="text-align: left"'


def _counted_as_html(counted: Sequence[str]) -> str:
    lines = "".join(f"<p>{escape(one)}</p>" for one in counted)
    return f"<details><summary>{escape(COUNTED)}</summary>{lines}</details>"
