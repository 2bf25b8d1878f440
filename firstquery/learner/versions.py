"""Which versions of the course's files lie in the learner's folder (``WORK/.records/shipped.json``), and how her files
compare with them.

The record is written before the files are, with what is about to be done, and once more after: whatever is killed
meanwhile, the next update knows each file that is still as some version of the course had it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from firstquery.core import files as whole

#: The cell of *start here* that the course fills anew, and puts back, each time that it is opened.
RENEWED = "where-am-i"

#: How a file of hers stands: as the course has it now; as it had it before; run and nothing else; or hers.
Comparison = Literal["same", "untouched", "run", "hers"]


@dataclass(frozen=True)
class Version:
    """One version of one file: the hash of all ``bytes``, and of the ``work``, what a person writes in a notebook."""

    bytes: str
    work: str = ""


@dataclass
class Record:
    """Names are relative to her folder, with forward slashes."""

    files: dict[str, Version] = field(default_factory=dict)
    #: what an update was about to write, where it did not come to its end
    writing: dict[str, Version] = field(default_factory=dict)
    #: what is not in its place any more, where she was told so
    told: set[str] = field(default_factory=set)
    #: there is no record, or none that can be read
    lost: bool = False

    def known(self, name: str) -> list[Version]:
        return [versions[name] for versions in (self.files, self.writing) if name in versions]


def read(work: Path) -> Record:
    """The record of her folder; an empty one, marked as lost, where it cannot be read. Raises OSError."""
    try:
        record = json.loads(_place(work).read_text(encoding="utf-8"))
        return Record(
            files=_versions(record["files"]),
            writing=_versions(record["writing"]),
            told={str(name) for name in record["told"]},
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Record(lost=True)


def write(work: Path, record: Record) -> None:
    """Writes the record, where it has changed. Raises OSError."""
    plain = {
        "version": 2,
        "files": {name: asdict(one) for name, one in record.files.items()},
        "writing": {name: asdict(one) for name, one in record.writing.items()},
        "told": sorted(record.told),
    }
    content = (json.dumps(plain, indent=1, sort_keys=True) + "\n").encode()
    try:
        same = _place(work).read_bytes() == content
    except OSError:
        same = False
    if not same:
        whole.write(_place(work), content)


def version_of(name: str, content: bytes) -> Version:
    """The version that ``content`` is, of the file ``name``."""
    return Version(whole.digest(content), work_in(content) if name.endswith(".ipynb") else "")


def find(name: str, content: bytes, known: list[Version]) -> Version | None:
    """Which of the versions ``known`` this is, to the byte or, of a notebook that was run, in its text; else None."""
    here = version_of(name, content)
    exactly = (one for one in known if one.bytes == here.bytes)
    in_text = (one for one in known if here.work and one.work == here.work)
    return next(exactly, None) or next(in_text, None)


def compare(name: str, content: bytes, known: list[Version], new: Version) -> Comparison:
    """How her file ``name``, which holds ``content``, stands against the versions ``known`` and the ``new`` one."""
    here = whole.digest(content)
    if here == new.bytes:
        return "same"
    version = find(name, content, [*known, new])
    if version is None:
        return "hers"
    return "untouched" if version.bytes == here else "run"


def work_in(content: bytes) -> str:
    """The hash of what a person writes in a notebook: each cell's kind, text and attached pictures, in order.

    Outputs, counts, what is folded and who trusts it are no work. Empty where ``content`` is no notebook.
    """
    try:
        work = [
            [cell["cell_type"], _text_of(cell), cell.get("attachments") or {}]
            for cell in _cells_of(content)
            if cell.get("id") != RENEWED
        ]
        return whole.digest(json.dumps(work, sort_keys=True).encode())
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return ""


def has_results(content: bytes) -> bool:
    """Whether a notebook holds outputs that came from running it, and not from the course as it was opened."""
    return any(cell.get("outputs") for cell in _cells_of(content) if cell.get("id") != RENEWED)


def _cells_of(content: bytes) -> list[dict[str, Any]]:
    """The cells of a notebook. Raises ValueError, KeyError or TypeError where ``content`` is none."""
    cells = json.loads(content)["cells"]
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("This is no notebook.")
    return cells


def _text_of(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(str(line) for line in source)


def _versions(found: dict[str, Any]) -> dict[str, Version]:
    return {str(name): Version(str(one["bytes"]), str(one["work"])) for name, one in found.items()}


def _place(work: Path) -> Path:
    return work / ".records" / "shipped.json"
