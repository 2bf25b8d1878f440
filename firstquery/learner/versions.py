"""The versions of the course's files in the learner's folder (``WORK/.records/shipped.json``), and how hers compare.

The record is written before the files are, with what is about to be done, and once more after: whatever is killed
meanwhile, the next update knows each file that is still as some version of the course had it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from firstquery.core import files as whole
from firstquery.core.notebook_form import is_fold

#: The cell of *start here* that the course fills anew, and puts back, each time that it is opened.
RENEWED = "where-am-i"

#: How a file of hers stands: as the course has it now; as it had it before; run and nothing else; or hers.
Comparison = Literal["same", "untouched", "run", "hers"]


class Version(BaseModel):
    """One version of one file: the hash of all ``bytes``, and of the ``work``, what a person writes in a notebook."""

    model_config = ConfigDict(frozen=True)

    bytes: str
    work: str = ""


class Record(BaseModel):
    """Names are relative to her folder, with forward slashes.

    ``writing`` is what an update was about to write, where it did not come to its end; ``told`` what is not in its
    place any more, where she was told so.
    """

    version: int = 2
    files: dict[str, Version] = {}
    writing: dict[str, Version] = {}
    told: set[str] = set()

    def versions_of(self, name: str) -> list[Version]:
        return [versions[name] for versions in (self.files, self.writing) if name in versions]


def read(work: Path) -> Record:
    """Return the record of her folder; an empty one where there is none, or none that can be read. Raises OSError."""
    try:
        return Record.model_validate_json(_place(work).read_bytes())
    except (FileNotFoundError, ValueError):
        return Record()


def write(work: Path, record: Record) -> None:
    """Write the record, where it has changed. Raises OSError."""
    plain = record.model_dump(mode="json") | {"told": sorted(record.told)}
    content = (json.dumps(plain, indent=1, sort_keys=True) + "\n").encode()
    if not _place(work).exists() or _place(work).read_bytes() != content:
        whole.write(_place(work), content)


def version_of(name: str, content: bytes) -> Version:
    """Return the version that ``content`` is, of the file ``name``."""
    return Version(bytes=whole.digest(content), work=work_in(content) if name.endswith(".ipynb") else "")


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
    """Return the hash of what a person writes in a notebook: each cell's kind, text and attached pictures, in order.

    Outputs, counts, what is folded and who trusts it are no work. Empty where ``content`` is no notebook.
    """
    try:
        work = [
            [cell["cell_type"], _text_of(cell), cell.get("attachments") or {}]
            for cell in _cells_of(content)
            if cell.get("id") != RENEWED and not is_fold(cell)
        ]
        return whole.digest(json.dumps(work, sort_keys=True).encode())
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return ""


def has_results(content: bytes) -> bool:
    """Return whether a notebook holds outputs that came from running it, and not from the course as it was opened."""
    return any(cell.get("outputs") for cell in _cells_of(content) if cell.get("id") != RENEWED)


def _cells_of(content: bytes) -> list[dict[str, Any]]:
    """Return the cells of a notebook. Raises ValueError, KeyError or TypeError where ``content`` is none."""
    cells = json.loads(content)["cells"]
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise ValueError("This is no notebook.")
    return cells


def _text_of(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(str(line) for line in source)


def _place(work: Path) -> Path:
    return work / ".records" / "shipped.json"
