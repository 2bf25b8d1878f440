"""The learners of the cohort: ``roster.csv`` in the course folder.

Its first line names the columns: ``name`` (the account, as in submitted/NAME), and where they are known ``display
name`` and ``email``. Columns of another system (Canvas: ID, SIS User ID, SIS Login ID, Section; Moodle: ID number) are
kept for what goes back there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from firstquery.core.errors import UserError, quote_value

FILE = "roster.csv"
_DISPLAY, _EMAIL = ("display name", "full name", "student"), ("email", "email address", "e-mail")


@dataclass(frozen=True)
class Member:
    """A learner: her account ``name``, and what roster.csv says of her; ``more`` by the heading in lower case."""

    name: str
    display: str = ""
    email: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @property
    def display_name(self) -> str:
        """Her name for a person: the display name, else that of the account."""
        return self.display or self.name


def list_members(root: Path, known: Iterable[str]) -> tuple[list[Member], list[str]]:
    """The cohort in the order of its accounts' names, and who of ``known`` is not in roster.csv.

    Without that file, everybody ``known`` is in the cohort. Raises `UserError` where the file can't be read.
    """
    path = root / FILE
    if not path.is_file():
        return [Member(name) for name in sorted(set(known))], []
    found = read(path)
    return found, sorted(set(known) - {one.name for one in found})


def read(path: Path) -> list[Member]:
    """Return the members in a roster, by name. Raises `UserError` with the line where it is not one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError):
        raise UserError(f"{path} can't be read as text: save the list as CSV, in UTF-8.") from None
    rows = _rows(path, text)
    headings = [" ".join(one.replace("_", " ").lower().split()) for one in next(rows, (1, []))[1]]
    if "name" not in headings:
        raise UserError(
            f"{path} needs a column called name in its first line: each learner's account, as in submitted/NAME. "
            f"It has {quote_value(', '.join(headings), 100) or 'nothing'}."
        )
    found: dict[str, Member] = {}
    for line, row in rows:
        said = {name: value.strip() for name, value in zip(headings, row, strict=False)}
        if not any(said.values()):
            continue
        if not (name := said.pop("name", "")):
            raise UserError(f"{path}, line {line}: the name is missing.")
        if name in found:
            raise UserError(f"{path}, line {line}: {quote_value(name)} is in the list already.")
        display, email = (next((said[one] for one in among if said.get(one)), "") for among in (_DISPLAY, _EMAIL))
        found[name] = Member(name, display, email, said)
    return [found[name] for name in sorted(found)]


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their lines. Raises `UserError` at a quotation mark that swallows the lines below it."""
    first = text.partition("\n")[0]
    text = text if text.endswith("\n") else f"{text}\n"
    rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows, None)
        except csv.Error:  # longer than any field is
            row = ["\n"]
        if row is None:
            return
        if any("\n" in one for one in row):
            raise UserError(
                f'{path}, line {line}: a quotation mark (") is opened there and not closed in the same line, so that '
                "the learners below it would be taken for a part of that cell. Close it, or take it out."
            )
        yield line, row


def to_csv(members: Iterable[Member]) -> str:
    """Return the members as a roster, in the order of their names."""
    ordered = sorted(members, key=lambda one: one.name)
    more = sorted({heading for one in ordered for heading in one.more} - {*_DISPLAY, *_EMAIL})
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["name", "display name", "email", *more])
    rows.writerows([one.name, one.display, one.email, *(one.more.get(each, "") for each in more)] for one in ordered)
    return text.getvalue()
