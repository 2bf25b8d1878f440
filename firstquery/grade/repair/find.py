"""Which file of a submission is the practice: the one of its name, or the one that holds the answers."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from firstquery.grade.repair.cells import Findings
from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.match import match, written
from firstquery.grade.repair.mend import mend
from firstquery.grade.repair.read import LARGEST, Reading, Unreadable, read

MOST_FILES = 40  # that are looked into, when there is no file of the right name with an answer in it
_NOT_LOOKED_INTO = {".ipynb_checkpoints", "__MACOSX", "__pycache__", ".git"}
_ENDS = (".ipynb", ".json", ".txt", ".zip", ".html", ".htm", ".pdf", "")


def practice(folder: Path, stem: str, expected: Expected, loose: list[Path]) -> tuple[NotebookNode, Findings]:
    """The notebook to be graded of what was handed in: in ``folder``, and the ``loose`` files beside it.

    Where no file can be read the notebook is the release without answers, and every exercise is doubted in a sentence.
    """
    right = folder / f"{stem}.ipynb"
    reasons: list[str] = []
    readings: list[tuple[str, Reading]] = []
    if (found := _reading(right, right.name, reasons)) and _answers(found, expected):
        return mend(found, expected)
    if found:
        readings.append(("", found))
    for name, data in _candidates(folder, right, loose, reasons):
        if one := _read(data, name, reasons):
            readings.append((name, one))
    answered = [(name, one) for name, one in readings if _answers(one, expected)]
    if not answered and not readings:
        return without(reasons or [f"No notebook was handed in: there is no file {stem}.ipynb."], expected)
    name, chosen = (answered or readings)[0]
    others = [cells for _, one in answered[1:] for cells in (one.cells, *one.versions)]
    notes = [*chosen.notes]
    if name:
        notes.insert(0, f"The answers were found in {name}, not in {stem}.ipynb. That file was graded.")
    notes += reasons if right.name in " ".join(reasons) else []
    chosen = Reading(chosen.cells, notes, [*chosen.versions, *others], chosen.is_recoded, chosen.is_partial)
    notebook, findings = mend(chosen, expected)
    if not answered and not _is_this_week(chosen, expected):
        findings.note("This seems to be another notebook: none of the exercises of this week is in it.")
    return notebook, findings


def without(reasons: list[str], expected: Expected) -> tuple[NotebookNode, Findings]:
    notebook, findings = mend(Reading([], []), expected)
    findings.notes = [(None, reason) for reason in dict.fromkeys(reasons)]
    findings.withheld = dict.fromkeys(expected.exercises, reasons[0])
    return notebook, findings


def _answers(reading: Reading, expected: Expected) -> bool:
    return any(
        written(match(cells, expected, Findings()), expected) for cells in (reading.cells, *reading.versions) if cells
    )


def _is_this_week(reading: Reading, expected: Expected) -> bool:
    found = match(reading.cells, expected, Findings())
    return any(slot.id in found.chosen for slot in expected.slots if slot.grade_id)


def _reading(path: Path, name: str, reasons: list[str]) -> Reading | None:
    try:
        return _read(_bytes(path), name, reasons)
    except Unreadable as fault:
        reasons.append(f"{name} {fault}")
    except FileNotFoundError:
        pass
    except OSError as fault:
        reasons.append(f"{name} can't be opened ({fault.strerror}).")
    return None


def _read(data: bytes, name: str, reasons: list[str]) -> Reading | None:
    try:
        return read(data)
    except Unreadable as fault:
        reasons.append(f"{name} {fault}")
        return None


def _bytes(path: Path) -> bytes:
    """The content of a plain file. Raises `Unreadable` for a link, a folder or a device, and `OSError`."""
    kind = path.lstat()
    if stat.S_ISLNK(kind.st_mode):
        raise Unreadable("is a link to another file, not a notebook. Links are not followed.")
    if stat.S_ISDIR(kind.st_mode):
        raise Unreadable("is a folder, not a notebook.")
    if not stat.S_ISREG(kind.st_mode):
        raise Unreadable("is not a file, so it can't be read.")
    if kind.st_size > LARGEST:
        raise Unreadable(f"is larger than {LARGEST // 1_000_000} MB, which is more than a notebook can be.")
    return path.read_bytes()


def _candidates(folder: Path, right: Path, loose: list[Path], reasons: list[str]) -> Iterator[tuple[str, bytes]]:
    """Other files that may be the practice under another name, those in a zip as well."""
    for path in [*loose, *_files(folder)][:MOST_FILES]:
        name = path.name if path in loose else str(path.relative_to(folder))
        try:
            data = _bytes(path)
        except (Unreadable, OSError):
            continue
        if data.startswith(b"PK\x03\x04"):
            yield from _in_zip(name, data, reasons)
        elif (
            path != right
            and name != "key.json"
            and (".ipynb" in name.casefold() or data.lstrip()[:1] in (b"{", b"<", b"%"))
        ):
            yield name, data


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _NOT_LOOKED_INTO)
        for name in sorted(files):
            path = Path(place) / name
            if path.suffix.casefold() in _ENDS and not path.is_symlink() and name != "timestamp.txt":
                yield path


def _in_zip(name: str, data: bytes, reasons: list[str]) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if one.filename.casefold().endswith(".ipynb")]
            inside = [one for one in inside if not _NOT_LOOKED_INTO & set(Path(one.filename).parts)]
            if not inside:
                reasons.append(f"{name} is a zip archive, and there is no notebook in it.")
            room = LARGEST
            for one in inside[:MOST_FILES]:
                room -= one.file_size
                if room < 0:
                    reasons.append(f"{name} is a zip archive that is too large to be unpacked.")
                    return
                with archive.open(one) as file:
                    yield f"{one.filename} in {name}", file.read(one.file_size)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        reasons.append(f"{name} is a zip archive that can't be unpacked.")
