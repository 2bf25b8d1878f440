"""A table that a notebook shows, as rows of text: what else its HTML holds is left behind."""

from __future__ import annotations

from html.parser import HTMLParser

from firstquery.showcase.portfolio.item import Table

MOST_ROWS, MOST_COLUMNS, WIDEST = 30, 12, 200


def table(html: str) -> Table | None:
    """The first table of ``html``, cut to thirty rows and twelve columns; None where there is none."""
    reader = _Reader()
    reader.feed(html[:2_000_000])
    reader.close()
    rows = [tuple(cell[:WIDEST] for cell in row[:MOST_COLUMNS]) for row in reader.rows if row]
    if len(rows) < 2:
        return None
    width = max(map(len, rows))
    caption = " ".join(reader.caption.split())
    if len(rows) > MOST_ROWS + 1:
        caption = caption or f"The first {MOST_ROWS} rows are shown"
    even = [row + ("",) * (width - len(row)) for row in rows[: MOST_ROWS + 1]]
    return Table(tuple(even), caption)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.caption = ""
        self.within: str | None = None
        self.hidden = ""
        self.over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.over:
            return
        if tag in ("style", "script"):
            self.hidden = tag
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self.within = "cell"
        elif tag == "caption":
            self.within = "caption"
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.hidden:
            self.hidden = ""
        elif tag == "table":
            self.over = True
        elif tag in ("td", "th", "caption"):
            self.within = None

    def handle_data(self, data: str) -> None:
        if self.hidden or self.over or self.within is None:
            return
        if self.within == "caption":
            self.caption += data
        elif self.rows and self.rows[-1]:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]}{data}".split(" "))
