"""The diff of one file as two tables, inline and side by side. What is added or removed is said in text as well."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import zip_longest

from firstquery.review.changes import ChangedFile, Part, Row
from firstquery.review.colours import coloured

_SIGNS = {
    "+": '+<span class="fq-h"> added</span>',
    "-": '−<span class="fq-h"> removed</span>',
    " ": '<span class="fq-h">same</span>',
}
_CLASS = {"+": "fq-plus", "-": "fq-minus", " ": "fq-same"}
_Cell = tuple[Row, str]


def inline(one: ChangedFile) -> str:
    """Line by line, with the numbers before and after."""
    heads = _heads("Old", "New", "", "Code")
    body = []
    for part in one.parts:
        body.append(_gap(part, 4))
        for row, html in zip(part.rows, coloured(part, one.path), strict=True):
            body.append(
                f'<tr class="{_CLASS[row.kind]}"><td class="fq-n">{row.old or ""}</td>'
                f'<td class="fq-n">{row.new or ""}</td><td class="fq-s">{_SIGNS[row.kind]}</td>{_code(html)}</tr>'
            )
    return _table("fq-inline", f"{one.path}, line by line", heads, body)


def side_by_side(one: ChangedFile) -> str:
    """What was on the left, what is to be on the right; a line that has no counterpart stands beside an empty cell."""
    heads = _heads("Old", "", "Code before", "New", "", "Code after")
    body = []
    for part in one.parts:
        body.append(_gap(part, 6))
        body += [f"<tr>{_half(left, 'old')}{_half(right, 'new')}</tr>" for left, right in _pairs(part, one.path)]
    return _table("fq-sides", f"{one.path}, side by side", heads, body)


def _pairs(part: Part, path: str) -> Iterator[tuple[_Cell | None, _Cell | None]]:
    """Rows beside each other: a run of removed lines beside the run of added ones that follows it."""
    removed: list[_Cell] = []
    added: list[_Cell] = []
    for row, html in zip(part.rows, coloured(part, path), strict=True):
        if row.kind == "-" and not added:
            removed.append((row, html))
        elif row.kind == "+":
            added.append((row, html))
        else:
            yield from zip_longest(removed, added)
            removed, added = ([(row, html)], []) if row.kind == "-" else ([], [])
            if row.kind == " ":
                yield (row, html), (row, html)
    yield from zip_longest(removed, added)


def _half(cell: _Cell | None, side: str) -> str:
    if cell is None:
        return '<td class="fq-n"></td><td class="fq-s"></td><td class="fq-none"></td>'
    row, html = cell
    number = row.old if side == "old" else row.new
    look = _CLASS[row.kind]
    return f'<td class="fq-n {look}">{number}</td><td class="fq-s {look}">{_SIGNS[row.kind]}</td>{_code(html, look)}'


def _code(html: str, look: str = "") -> str:
    return f'<td class="{f"fq-c {look}".strip()}"><code>{html}</code></td>'


def _gap(part: Part, width: int) -> str:
    first = next((row.new or row.old for row in part.rows), 1)
    where = f"From line {first}" + (f", in {escape(part.within)}" if part.within else "")
    return f'<tr class="fq-gap"><th scope="rowgroup" colspan="{width}">{where}</th></tr>'


def _heads(*names: str) -> str:
    cells = (f'<th scope="col">{name or _change()}</th>' for name in names)
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _change() -> str:
    return '<span class="fq-h">Change</span><span aria-hidden="true">±</span>'


def _table(look: str, caption: str, heads: str, body: list[str]) -> str:
    rows = "\n".join(body)
    return f'<table class="{look}"><caption>{escape(caption)}</caption>{heads}\n<tbody>{rows}</tbody></table>'
