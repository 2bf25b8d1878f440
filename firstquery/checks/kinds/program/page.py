"""A page of HTML, read as far as a check asks: its tables and its pictures."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """The tables of a page, cell by cell, also of one that lies in another; and how many pictures it has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures = 0
        self._tables: list[list[list[list[str]]]] = []  # of a cell its pieces
        self._open: list[list[list[list[str]]]] = []
        self._in_cell: list[bool] = []  # of each that is open

    def tables(self) -> list[list[list[str]]]:
        return [[["".join(cell) for cell in row] for row in table] for table in self._tables]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg" or (tag == "img" and dict(attrs).get("src")):
            self.pictures += 1
        elif tag == "table":
            self._tables.append([])
            self._open.append(self._tables[-1])
            self._in_cell.append(False)
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].append([])
            self._in_cell[-1] = False
        elif tag in ("td", "th"):
            if not self._open[-1]:
                self._open[-1].append([])
            self._open[-1][-1].append([])
            self._in_cell[-1] = True

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in ("td", "th", "tr", "table"):
            self._in_cell[-1] = False
            if tag == "table":
                self._open.pop()
                self._in_cell.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._in_cell[-1]:
            self._open[-1][-1][-1].append(data)
