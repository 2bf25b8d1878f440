"""What the course has put into the learner's folder: ``WORK/.records/shipped.json``, and how a file compares with it.

The record is written before the files are, with what is about to be done, and once more after: whatever is killed
meanwhile, the next update knows each file that is still as some version of the course had it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from firstquery import whole

#: The cell of *start here* that the course fills anew, and puts back, each time that it is opened.
RENEWED = "where-am-i"

#: How a file of hers stands: as the course has it now; as it had it before; run and nothing else; or hers.
Standing = Literal["same", "untouched", "run", "hers"]


@dataclass(frozen=True)
class Print:
    """One version of one file: ``bytes``, the hash of all of it, and ``work``, of what a person writes in it."""

    bytes: str
    work: str = ""


@dataclass
class Shipped:
    """The record. Names are relative to her folder, with forward slashes."""

    files: dict[str, Print] = field(default_factory=dict)
    #: what an update was about to write, where it did not come to its end
    writing: dict[str, Print] = field(default_factory=dict)
    #: what an update was about to rename, old and new name, in this order
    moves: list[tuple[str, str]] = field(default_factory=list)
    #: what is not in its place any more, where she was told so
    told: set[str] = field(default_factory=set)
    #: there is no record, or none that can be read
    lost: bool = False

    def known(self, name: str) -> list[Print]:
        return [prints[name] for prints in (self.files, self.writing) if name in prints]


def read(work: Path) -> Shipped:
    """The record of her folder; an empty one, marked as lost, where it cannot be read. Raises OSError."""
    try:
        text = _place(work).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Shipped(lost=True)
    except UnicodeDecodeError:
        return Shipped(lost=True)
    try:
        record = json.loads(text)
        return Shipped(
            files=_prints(record["files"]),
            writing=_prints(record.get("writing", {})),
            moves=[(str(old), str(new)) for old, new in record.get("moves", [])],
            told={str(name) for name in record.get("told", [])},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Shipped(lost=True)


def written(shipped: Shipped) -> bytes:
    """The record as it stands in its file."""
    record = {
        "version": 2,
        "files": _plain(shipped.files),
        "writing": _plain(shipped.writing),
        "moves": [list(move) for move in shipped.moves],
        "told": sorted(shipped.told),
    }
    return (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()


def keep(work: Path, shipped: Shipped) -> None:
    """Writes the record, where it has changed. Raises OSError."""
    content = written(shipped)
    try:
        same = _place(work).read_bytes() == content
    except OSError:
        same = False
    if not same:
        whole.write(_place(work), content)


def print_of(name: str, content: bytes) -> Print:
    return Print(hashlib.sha256(content).hexdigest(), work_in(content) if name.endswith(".ipynb") else "")


def compare(name: str, content: bytes, known: list[Print], new: Print) -> Standing:
    """How her file ``name``, which holds ``content``, stands against the versions ``known`` and the ``new`` one."""
    here = print_of(name, content)
    if here.bytes == new.bytes:
        return "same"
    version = version_of(name, content, [*known, new])
    if version is None:
        return "hers"
    return "untouched" if version.bytes == here.bytes else "run"


def version_of(name: str, content: bytes, known: list[Print]) -> Print | None:
    """Which of the versions ``known`` this is, to the byte or, of a notebook that was run, in its text; else None."""
    here = print_of(name, content)
    exactly = (one for one in known if one.bytes == here.bytes)
    in_text = (one for one in known if here.work and one.work == here.work)
    return next(exactly, None) or next(in_text, None)


def work_in(content: bytes) -> str:
    """The hash of what a person writes in a notebook: each cell's kind, text and attached pictures, in order.

    Outputs, counts, what is folded and who trusts it are no work. Empty where ``content`` is no notebook.
    """
    cells = cells_of(content)
    if cells is None:
        return ""
    try:
        said = [
            [cell["cell_type"], text_of(cell), cell.get("attachments") or {}]
            for cell in cells
            if cell.get("id") != RENEWED
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    except (KeyError, TypeError, AttributeError, ValueError):
        return ""


def cells_of(content: bytes) -> list[dict[str, Any]] | None:
    """The cells of a notebook; None where ``content`` is none."""
    try:
        cells = json.loads(content)["cells"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return cells if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells) else None


def text_of(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(str(line) for line in source)


def has_results(content: bytes) -> bool:
    """Whether a notebook holds outputs that came from running it, and not from the course as it was opened."""
    return any(cell.get("outputs") for cell in cells_of(content) or [] if cell.get("id") != RENEWED)


def _prints(found: dict[str, Any]) -> dict[str, Print]:
    """Before version 2 of the record, a file had one hash."""
    return {
        str(name): Print(said) if isinstance(said, str) else Print(str(said["bytes"]), str(said.get("work", "")))
        for name, said in found.items()
    }


def _plain(prints: dict[str, Print]) -> dict[str, dict[str, str]]:
    return {name: {"bytes": one.bytes, "work": one.work} for name, one in prints.items()}


def _place(work: Path) -> Path:
    return work / ".records" / "shipped.json"
