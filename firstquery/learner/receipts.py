"""The receipts of what she has handed in: rows in ``WORK/.records/receipts.json``, and `receipts`, which shows them.

A submission is begun, then it is in the exchange, then its receipt is kept. Where the machine stops between the two,
the exchange has it whole, with the receipt beside the notebook: `settle` takes it from there.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.session import show
from firstquery.learner.summary import Summary
from firstquery.learner.text import count, date, duration

RECEIPT = "receipt.json"  # beside the notebook, in what is handed in
RECORD = "receipts"
SHORT = 12  # of 64 characters of a hash
MOST = 1000


@dataclass(frozen=True)
class Receipt:
    """One submission. ``week`` is the stem, ``at`` the moment (UTC, ISO), ``sha256`` that of the ``notebook`` file."""

    week: str
    at: str
    notebook: str
    sha256: str

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.at)

    @property
    def short(self) -> str:
        return self.sha256[:SHORT]

    def as_json(self) -> dict[str, Any]:
        return {"version": 1, **asdict(self)}


@dataclass(frozen=True)
class UnfinishedSubmission:
    """A submission under way: ``folder`` in the exchange once it is whole, ``copies`` the paths of what is not yet."""

    folder: str
    copies: tuple[str, ...]


def read(said: object) -> Receipt | None:
    """The receipt of what a file of JSON holds; None where it is none."""
    if not isinstance(said, Mapping):
        return None
    try:
        found = Receipt(**{name: str(said[name]) for name in ("week", "at", "notebook", "sha256")})
        return found if found.moment.tzinfo else None
    except (KeyError, ValueError):
        return None


def read_file(path: Path) -> Receipt | None:
    """The receipt in a file; None where there is none, or none that can be read."""
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return None


def list_receipts(week: str = "") -> list[Receipt]:
    """Her receipts in the order of their moments; of one week where its stem is given."""
    rows = (records.read(RECORD) or {}).get("receipts")
    found = [one for row in (rows if isinstance(rows, list) else []) if (one := read(row))]
    return sorted((one for one in found if week in ("", one.week)), key=lambda one: one.moment)


def begin(begun: UnfinishedSubmission) -> None:
    """Notes a submission before anything of it is written. Raises `UserError` where that cannot be kept."""
    if not records.update(RECORD, lambda record: {**record, "version": 1, "begun": asdict(begun)}):
        raise UserError(
            f"Your folder {records.folder()} cannot be written to, or the disk is full, so the receipt could not be "
            "kept. Make room, or make the folder yours again, and run it again. Nothing was handed in."
        )


def keep(receipt: Receipt) -> bool:
    """Keeps a receipt, after which nothing is under way. False where it could not: `settle` keeps it the next time."""

    def add(record: records.Record) -> records.Record:
        rows = record.get("receipts")
        return {"version": 1, "receipts": [*(rows if isinstance(rows, list) else []), receipt.as_json()][-MOST:]}

    return records.update(RECORD, add)


def settle() -> None:
    """Brings a submission to its end that was stopped: it is in the exchange, and has its receipt; or it is gone."""
    begun = (records.read(RECORD) or {}).get("begun")
    if not isinstance(begun, dict):
        return
    receipt = read_file(Path(str(begun.get("folder", "")), RECEIPT))
    if receipt is not None:
        keep(receipt)
        return
    for path in begun.get("copies", []):
        shutil.rmtree(str(path), ignore_errors=True)
    records.update(RECORD, lambda record: {name: record[name] for name in record if name != "begun"})


def lock() -> Path:
    """Held while she hands in: one submission at a time."""
    return records.folder() / "submitting"


def look_after() -> None:
    """`settle`, unless a submission is under way at this moment."""
    if "begun" in (records.read(RECORD) or {}):
        with contextlib.suppress(OSError), whole.hold_lock(lock(), patience=0):
            settle()


def format_moment(moment: dt.datetime) -> str:
    """``Saturday 28 November 2026 at 21:55:03 (UTC+01:00), which is 20:55:03 UTC``: local time, and its zone."""
    here = moment.astimezone()
    local = f"{date(here)} at {here:%H:%M:%S} ({zone(here)})"
    utc = moment.astimezone(dt.UTC)
    if not here.utcoffset():
        return local
    day = "" if utc.date() == here.date() else f"{date(utc)} at "
    return f"{local}, which is {day}{utc:%H:%M:%S} UTC"


def zone(moment: dt.datetime) -> str:
    """``UTC+01:00``, or ``UTC``."""
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}" if moment.utcoffset() else "UTC"


def lateness(time: dt.timedelta) -> str:
    """How late something is: ``3 days``, ``2 hours 5 minutes``."""
    return count(time.days, "day") if time.days > 1 else duration(time)


@in_sentences("receipts()")
def receipts() -> None:
    """Shows the receipts of all that she has handed in. Silent at the grader."""
    if not records.at_the_grader():
        look_after()
        show(summary())


def summary() -> Summary:
    """All receipts, the oldest first, and which one of each week counts."""
    found = list_receipts()
    if not found:
        return Summary("You have handed in nothing yet. submit(), in a practice, does it and shows a receipt.")
    newest = {one.week: one for one in found}
    items = []
    for one in found:
        counts = " This is the newest of the week: it counts." if newest[one.week] == one else ""
        items.append(f"{_name(one.week)}: {format_moment(one.moment)}. {one.notebook}, SHA-256 {one.short}.{counts}")
    where = f"The whole hashes: {records.folder() / RECORD}.json"
    return Summary(f"You have handed in {count(len(found), 'time')}.", items, [(where,)], "Receipts:")


def _name(stem: str) -> str:
    match = course.STEM.fullmatch(stem)
    return f"Week {int(match[1])}" if match else stem
