"""The notebooks of a submission: which of its files may be one, and the cells of what its bytes hold."""

from __future__ import annotations

import io
import json
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from firstquery.grading.repair.cells import Cell
from firstquery.grading.submissions import SKIPPED, walk

LARGEST = 100_000_000  # bytes of a notebook that is still read
LARGEST_READ = 500_000_000  # bytes of memory that its JSON may need, as estimated
MOST_CELLS = 6_000
LONGEST = 5_000_000  # characters of all cells of code together
MOST_FILES = 40  # that are looked into
LARGE = f"is larger than {LARGEST // 1_000_000} MB, which is more than a notebook can be."
LONG = "holds more than a notebook can, so it can't be read."
DAMAGED = "can't be read as a notebook. Ask for it again, saved from JupyterLab."
_OTHER_FILES = {
    b"PK\x03\x04": "a zip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"<": "a web page (HTML)",
}
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError
)  # fmt: skip


class Unreadable(Exception):
    """No cell can be read. ``str()`` goes on from the file's name (``is empty.``)."""


@dataclass
class Reading:
    """The cells of a notebook. ``notes`` are sentences about the file, ``is_sure`` whether its characters are known."""

    cells: list[Cell]
    notes: list[str] = field(default_factory=list)
    is_sure: bool = True


def read_notebook(data: bytes) -> Reading:
    """The cells of a notebook of format 4. Raises `Unreadable`."""
    if not data.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Unreadable("is empty.")
    if len(data) > LARGEST:
        raise Unreadable(LARGE)
    for start, what in _OTHER_FILES.items():
        if data.lstrip().startswith(start) and not data.startswith(b"<<<<<<<"):
            raise Unreadable(f"is {what}, not a notebook.")
    if 240 * data.count(b"{") + 90 * data.count(b"[") + 64 * data.count(b",") > LARGEST_READ:
        raise Unreadable(LONG)
    text, reading = _decode(data)
    try:
        listed = json.loads(text)["cells"]
        found = [one for one in listed if isinstance(one, dict) and "source" in one]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(DAMAGED) from None
    reading.cells = [_cell(one) for one in found[:MOST_CELLS]]
    if len(found) > MOST_CELLS or sum(len(cell.source) for cell in reading.cells if cell.kind != "markdown") > LONGEST:
        raise Unreadable(LONG)
    if not reading.cells:
        raise Unreadable(DAMAGED)
    return reading


def _decode(data: bytes) -> tuple[str, Reading]:
    """The text, and a reading with what there is to say of its coding, still without cells."""
    coding = json.detect_encoding(data)
    if coding == "utf-8-sig":
        said = "The file began with a mark of its coding. It was left out."
    elif coding != "utf-8":
        said = f"The file was saved in an unusual text coding ({coding[:6].upper()}). It was read as such."
    else:
        try:
            return data.decode(), Reading([])
        except UnicodeDecodeError:
            said = "The file was saved in the coding of an old editor. Letters with accents may have changed."
            return data.decode("cp1252", "replace"), Reading([], [said], is_sure=False)
    return data.decode(coding, "replace"), Reading([], [said])


def _cell(found: dict[str, Any]) -> Cell:
    metadata = found.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else None
    kind, name, outputs = found.get("cell_type"), found.get("id"), found.get("outputs")
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if {"outputs", "execution_count"} & found.keys() else "markdown"
    return Cell(
        str(kind),
        _source(found["source"]),
        grade_id if isinstance(grade_id, str) and grade_id else None,
        name if isinstance(name, str) and name else None,
        outputs if isinstance(outputs, list) else [],
        found.get("execution_count"),
    )


def _source(found: Any) -> str:
    if isinstance(found, list):
        lines = [line for line in found if isinstance(line, str)]
        # Some tools leave the line ends out of the list of lines.
        found = ("" if any(line.endswith("\n") for line in lines) else "\n").join(lines)
    text = found if isinstance(found, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\0", "\ufffd")


def read_file(path: Path, reasons: list[str]) -> Reading | None:
    """The notebook at ``path``; None, and the reason, where there is none."""
    try:
        return read_notebook(_bytes(path))
    except Unreadable as fault:
        reasons.append(f"{path.name} {fault}")
    except FileNotFoundError:
        pass
    except OSError as fault:
        reasons.append(f"{path.name} can't be opened ({fault.strerror}).")
    return None


def read_others(folder: Path, right: Path, loose: list[Path], reasons: list[str]) -> Iterator[tuple[str, Reading]]:
    """The other notebooks of a submission with their names: under another name, in a zip, or beside the folder."""
    room = LARGEST
    for name, data in _candidates(folder, right, loose, reasons):
        room -= len(data)
        if room < 0:
            reasons.append("There are more files than are looked into.")
            return
        try:
            yield name, read_notebook(data)
        except Unreadable as fault:
            reasons.append(f"{name} {fault}")


def not_opened(folder: Path, loose: list[Path]) -> list[str]:
    """The first names of what was handed in, where no file is a notebook: the answers may be in one of them."""
    names = {path.name for path in [*loose, *walk(folder)]} - {"key.json", "timestamp.txt"}
    return sorted(names)[:3]


def _bytes(path: Path) -> bytes:
    """The content of a plain file. Raises `Unreadable` for a link, a folder or a device, and `OSError`."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise Unreadable("is a link to another file, not a notebook. Links are not followed.")
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("is a folder, not a notebook.")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is not an ordinary file.")
    if status.st_size > LARGEST:
        raise Unreadable(LARGE)
    return path.read_bytes()


def _candidates(folder: Path, right: Path, loose: list[Path], reasons: list[str]) -> Iterator[tuple[str, bytes]]:
    """Notebooks first, the nearest of them first. A Mac notes something about a file under its name and ``._``."""
    near = sorted(walk(folder), key=lambda path: (not is_notebook(path.name), len(path.parts), path))
    paths = [path for path in [*loose, *near] if is_notebook(path.name) or path.suffix.casefold() == ".zip"]
    for path in [path for path in paths if path != right][:MOST_FILES]:
        home = folder.parent if path in loose and path.is_relative_to(folder.parent) else folder
        name = str(path.relative_to(home)) if path.is_relative_to(home) else path.name
        try:
            data = _bytes(path)
        except (Unreadable, OSError):
            continue
        if is_notebook(path.name):
            yield name, data
        else:
            yield from _in_zip(name, data, reasons)


def is_notebook(name: str) -> bool:
    """Whether a name is that of a notebook, or was before a browser added to it: ``(1)``, ``.txt``, ``.download``."""
    return ".ipynb" in name.casefold() and not Path(name).name.startswith("._")


def _in_zip(name: str, data: bytes, reasons: list[str]) -> Iterator[tuple[str, bytes]]:
    """The notebooks in a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [
                one
                for one in archive.infolist()
                if not one.is_dir() and is_notebook(one.filename) and not SKIPPED & set(Path(one.filename).parts)
            ][:MOST_FILES]
            if not inside:
                reasons.append(f"{name} is a zip archive, and there is no notebook in it.")
            if sum(one.file_size for one in inside) > LARGEST:
                reasons.append(f"{name} is a zip archive that is too large to be unpacked.")
                return
            for one in inside:
                with archive.open(one) as file:
                    yield f"{one.filename} in {name}", file.read(one.file_size)
    except _ZIP_FAULTS:
        reasons.append(f"{name} is a zip archive that can't be unpacked.")
