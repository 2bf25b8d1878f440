"""Notebooks of one file that a learner handed in, which may be a zip of hers: unpacked within bounds."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

MIB = 1024 * 1024
MOST_BYTES = 64 * MIB  # of one learner's notebooks, unpacked
MOST_NAMES = 2_000  # in the zips of one learner
_TOO_MUCH = (
    f"more than {MOST_BYTES // MIB} MB or {MOST_NAMES:,} files are in what she handed in. Ask for the notebook alone"
)
NOTES = re.compile(r"(^|/)(__MACOSX/|\.ipynb_checkpoints/|\._|\.DS_Store$)")  # what a Mac or JupyterLab leaves


class LearnerError(Exception):
    """A learner can't be collected, and why."""


@dataclass
class Work:
    """What one learner handed in: notebooks by name, what else, and how much has been read in all."""

    notebooks: dict[str, bytes] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    names: int = 0
    size: int = 0


def list_entries(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files in a zip, without the copies that a Mac or JupyterLab makes beside them."""
    return [one for one in file.infolist() if not one.is_dir() and not NOTES.search(one.filename)]


def find_notebooks(name: str, content: IO[bytes], hers: Work) -> Iterator[tuple[str, bytes]]:
    """Yield the notebooks of one file of a learner's: itself, or those in a zip, never those in a zip in it."""
    own = _own(name)
    if own.endswith(".ipynb"):
        yield own, _read(content, hers)
    elif own.lower().endswith(".zip"):
        with unzip(content, hers) as inner:
            for one in list_entries(inner):
                if (own := _own(one.filename)).endswith(".ipynb"):
                    with inner.open(one) as notebook:
                        yield own, _read(notebook, hers)


def _own(name: str) -> str:
    """Return the last part of a name, that of a notebook with its end in small letters: nbgrader looks for no other."""
    own = PurePosixPath(name.replace("\\", "/"))
    return f"{own.stem}.ipynb" if own.suffix.lower() == ".ipynb" else own.name


def unzip(content: IO[bytes], hers: Work) -> zipfile.ZipFile:
    """Return a zip of hers. Its names are counted before they are parsed: a million are hundreds of megabytes."""
    data = content.read(MOST_BYTES + 1)
    hers.names += data.count(b"PK\1\2")  # no entry of its directory begins otherwise
    if len(data) > MOST_BYTES or hers.names > MOST_NAMES:
        raise LearnerError(_TOO_MUCH)
    return zipfile.ZipFile(io.BytesIO(data))


def _read(content: IO[bytes], hers: Work) -> bytes:
    """Return what a file holds, counted as it is unpacked: what a zip says of its size may be untrue."""
    left = MOST_BYTES - hers.size
    data = content.read(left + 1)
    hers.size += len(data)
    if len(data) > left:
        raise LearnerError(_TOO_MUCH)
    return data
