"""Six months of predictions in a notebook: how sure she was beside how often she was right."""

from __future__ import annotations

from html import escape

from firstquery.core import records
from firstquery.core.errors import in_sentences

NONE_YET = (
    "No prediction of yours has met its result yet. Each lesson begins with one: predict, then run it to the end."
)


class Calibration:
    """What `calibration` shows: a sentence, a picture from ten predictions on, and each prediction in a table."""

    def __init__(self, said: str, rows: tuple[tuple[str, ...], ...], caption: str, figure: str) -> None:
        self._said, self._rows, self._caption, self._figure = said, rows, caption, figure

    def __repr__(self) -> str:
        widths = [max(map(len, column)) for column in zip(*self._rows, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in self._rows]
        return "\n".join([self._said, *([""] if lines else []), *(line.rstrip() for line in lines)])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        if not self._rows:
            return {"text/plain": self._said}
        head, *rows = self._rows
        heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
        lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        caption = f"<caption>{escape(self._caption)}</caption>"
        table = f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
        return {"text/plain": repr(self), "text/html": f"<p>{escape(self._said)}</p>{self._figure}{table}"}


@in_sentences("calibration()")
def calibration() -> Calibration | None:
    """All predictions whose result she has seen. Silent at the grader."""
    if records.at_the_grader():
        return None
    from firstquery.showcase.portfolio.calibration import items

    for item in items():
        assert item.table is not None  # `items` gives one with each
        return Calibration(item.text, item.table.rows, item.table.caption, item.figure)
    return Calibration(NONE_YET, (), "", "")
