"""What can stand in a portfolio: one thing that she made, with all its words, which are what the scan reads."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass, replace
from typing import Literal

from bs4 import BeautifulSoup
from PIL import Image

from firstquery.learner.numbers import format_number
from firstquery.learner.warehouse_names import warehouse_names
from firstquery.privacy import CALLED, mask, scan
from firstquery.privacy import Kind as Private

Kind = Literal["text", "memo", "review", "query", "code", "chart", "note", "questions", "calibration"]

#: What each kind is called in the list that she picks from.
KINDS: dict[Kind, str] = {
    "text": "written",
    "memo": "memo",
    "review": "review",
    "query": "query",
    "code": "program",
    "chart": "chart",
    "note": "failure note",
    "questions": "questions to ask",
    "calibration": "predictions",
}


LARGEST = 8_000_000  # bytes of one picture
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
MOST_ROWS, MOST_COLUMNS, WIDEST = 30, 12, 200


@dataclass(frozen=True)
class Table:
    """Rows of text; the first is the heading. ``caption`` says how many rows there were."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    @property
    def single_value(self) -> str:
        """The number of a table of one cell, to be read from afar; empty for any other."""
        if len(self.rows) != 2 or len(self.rows[1]) != 1:
            return ""
        value = self.rows[1][0]
        number = float(value) if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,9})?", value) else None
        return value if number is None else format_number(number)

    @property
    def numeric(self) -> list[bool]:
        """Whether a column holds numbers, for each."""
        head, *rows = self.rows
        cells = [[row[at].strip() for row in rows] for at in range(len(head))]
        return [bool(rows) and all(re.fullmatch(r"[-+−]?[\d.,]*%?|NULL", cell) for cell in one) for one in cells]


@dataclass(frozen=True)
class Picture:
    """A picture without metadata, a PNG or a JPEG. ``alt`` says what it shows, empty where nobody has."""

    mime: str
    data: bytes
    alt: str = ""

    @property
    def base64(self) -> str:
        return base64.b64encode(self.data).decode()


_SEVERAL: dict[Private, str] = {
    "key": "passwords or keys",
    "email": "e-mail addresses",
    "bank": "account or card numbers",
    "phone": "phone numbers",
    "path": "folders that hold a person's name",
    "name": "names from the warehouse",
}


@dataclass(frozen=True)
class Item:
    """One thing. ``text`` is Markdown for memos, reviews, notes and questions, else plain; ``figure`` is our HTML."""

    id: str
    kind: Kind
    week: int
    title: str
    text: str = ""
    code: str = ""
    table: Table | None = None
    pictures: tuple[Picture, ...] = ()
    figure: str = ""
    trouble: str = ""  # why it can't be shown, whatever she picks

    @property
    def label(self) -> str:
        """As the list names it: ``Week 1, written: A number you can defend``."""
        week = f"Week {self.week}, " if self.week else ""
        what = f"{week}{KINDS[self.kind]}"
        return f"{what[:1].upper()}{what[1:]}: {self.title}"

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in re.split(r"\n\s*\n", self.text) if part.strip()]

    def words(self) -> str:
        """All words in it, but for those within pictures, which nothing here can read."""
        cells = [cell for row in self.table.rows for cell in row] if self.table else []
        seen = [one.alt for one in self.pictures]
        return "\n".join([self.title, self.text, self.code, *cells, *seen])

    def findings(self) -> list[str]:
        """What in it is private, each kind in a phrase: ``names from the warehouse (Prairie HVAC, … and 4 more)``."""
        found = self._private()
        return [
            f"{CALLED[kind] if len(words) == 1 else _SEVERAL[kind]} "
            f"({', '.join(words[:3])}{f' and {len(words) - 3} more' if len(words) > 3 else ''})"
            for kind, words in found.items()
        ]

    def only_names(self) -> bool:
        """Whether all that is private in it are names from the warehouse."""
        return set(self._private()) == {"name"}

    def _private(self) -> dict[Private, list[str]]:
        found: dict[Private, list[str]] = {}
        for one in scan(self.words(), names=warehouse_names()):
            words = f"{one.found[:4]}…" if one.kind == "key" else " ".join(one.found.split())
            if words not in found.setdefault(one.kind, []):
                found[one.kind].append(words)
        return found

    def mask_private(self) -> Item:
        """With what is private replaced by what it is. Pictures stay: what stands in them can't be replaced."""

        def hide(text: str) -> str:
            return mask(text, names=warehouse_names())

        rows = tuple(tuple(hide(cell) for cell in row) for row in self.table.rows) if self.table else ()
        table = Table(rows, hide(self.table.caption)) if self.table else None
        return replace(self, title=hide(self.title), text=hide(self.text), code=hide(self.code), table=table)


class NoPicture(ValueError):
    """The data is no picture that can be shown; the text says why."""


def picture(mime: str, data: object, alt: str = "") -> Picture:
    """The picture of a notebook's output, drawn anew: no metadata, no comments. Raises NoPicture."""
    text = "".join(map(str, data)) if isinstance(data, list) else str(data)
    if len(text) > 2 * LARGEST:
        raise NoPicture("it is larger than eight megabytes")
    drawn = io.BytesIO()
    try:
        with Image.open(io.BytesIO(base64.b64decode(text)), formats=[FORMATS[mime]]) as image:
            seen = image.convert("RGBA" if mime == "image/png" else "RGB")
            clean = Image.new(seen.mode, seen.size)
            clean.paste(seen)
            clean.save(drawn, FORMATS[mime])
    except Exception:  # whatever the library says of a damaged file
        raise NoPicture("its data is damaged") from None
    return Picture(mime, drawn.getvalue(), alt)


def table(html: str) -> Table | None:
    """The first table of ``html`` as text, cut to thirty rows and twelve columns; None where there is none."""
    soup = BeautifulSoup(html[:2_000_000], "html.parser")
    for tag in soup.find_all(("style", "script")):
        tag.decompose()
    found = soup.find("table")
    read = [row.find_all(("td", "th"))[:MOST_COLUMNS] for row in found.find_all("tr")] if found else []
    rows = [tuple(" ".join(cell.get_text(" ").split())[:WIDEST] for cell in row) for row in read if row]
    if found is None or len(rows) < 2:
        return None
    width = max(map(len, rows))
    said = found.find("caption")
    caption = " ".join(said.get_text().split()) if said else ""
    if len(rows) > MOST_ROWS + 1:
        caption = caption or f"The first {MOST_ROWS} rows are shown"
    return Table(tuple(row + ("",) * (width - len(row)) for row in rows[: MOST_ROWS + 1]), caption)
