"""The files of a submission that may be the practice: under another name, in a zip, or in a folder."""

from __future__ import annotations

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from firstquery.grade.repair.read import LARGE, LARGEST, Reading, Unreadable, read
from firstquery.grade.submitted import NOT_LOOKED_INTO, walk

MOST_FILES = 40  # that are looked into
_CHECKPOINTS = ".ipynb_checkpoints"
_ENDS = (".ipynb", ".json", ".txt", ".zip", ".html", ".htm", ".pdf", "")
_NOT_OPENED = (".rar", ".7z", ".gz", ".tgz", ".tar", ".doc", ".docx", ".odt", ".rtf", ".py", ".png", ".jpg")
_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError
)  # fmt: skip


def reading(path: Path, reasons: list[str]) -> Reading | None:
    """The notebook at ``path``; None, and the reason, where there is none."""
    try:
        return read(_bytes(path))
    except Unreadable as fault:
        reasons.append(f"{path.name} {fault}")
    except FileNotFoundError:
        pass
    except OSError as fault:
        reasons.append(f"{path.name} can't be opened ({fault.strerror}).")
    return None


def others(folder: Path, right: Path, loose: list[Path], reasons: list[str]) -> Iterator[tuple[str, Reading]]:
    """The other notebooks of a submission, with their names: notebooks by name first."""
    yield from _read(_candidates([*loose, *_files(folder)], folder, right, loose, reasons), reasons)


def checkpoints(folder: Path, right: Path, reasons: list[str]) -> Iterator[tuple[str, Reading]]:
    """What JupyterLab keeps of a notebook as it was saved last: where nothing else is there."""
    there = sorted(folder.glob(f"{_CHECKPOINTS}/*.ipynb"))
    yield from _read(_candidates(there, folder, right, [], reasons), reasons)


def not_opened(folder: Path, loose: list[Path]) -> list[str]:
    """The names of files that may hold the answers, and that nothing here can open."""
    names = [path.name for path in [*loose, *walk(folder)]]
    return sorted({name for name in names if Path(name).suffix.casefold() in _NOT_OPENED})[:3]


def _read(candidates: Iterator[tuple[str, bytes]], reasons: list[str]) -> Iterator[tuple[str, Reading]]:
    room = LARGEST
    for name, data in candidates:
        room -= len(data)
        if room < 0:
            reasons.append("There are more files than are looked into.")
            return
        try:
            yield name, read(data)
        except Unreadable as fault:
            reasons.append(f"{name} {fault}")


def _bytes(path: Path) -> bytes:
    """The content of a plain file. Raises `Unreadable` for a link, a folder or a device, and `OSError`."""
    kind = path.lstat()
    if stat.S_ISLNK(kind.st_mode):
        raise Unreadable("is a link to another file, not a notebook. Links are not followed.")
    if stat.S_ISDIR(kind.st_mode):
        raise Unreadable("is a folder, not a notebook.")
    if not stat.S_ISREG(kind.st_mode):
        raise Unreadable("is not an ordinary file.")
    if kind.st_size > LARGEST:
        raise Unreadable(LARGE)
    return path.read_bytes()


def _candidates(
    paths: list[Path], folder: Path, right: Path, loose: list[Path], reasons: list[str]
) -> Iterator[tuple[str, bytes]]:
    paths = sorted(paths, key=lambda path: not _is_notebook(path.name))
    for path in paths[:MOST_FILES]:
        # Beside the folder of the week, or in another one.
        home = folder.parent if path in loose and path.is_relative_to(folder.parent) else folder
        name = str(path.relative_to(home)) if path.is_relative_to(home) else path.name
        try:
            data = _bytes(path)
        except (Unreadable, OSError):
            continue
        if data.startswith(b"PK\x03\x04"):
            yield from _in_zip(name, data, reasons)
        elif (
            path != right
            and name != "key.json"
            and (_is_notebook(path.name) or data.lstrip()[:1] in (b"{", b"<", b"%"))
        ):
            yield name, data


def _is_notebook(name: str) -> bool:
    """Whether a name is that of a notebook, or was before a browser added to it: ``(1)``, ``.txt``, ``.download``."""
    return ".ipynb" in name.casefold()


def _files(folder: Path) -> Iterator[Path]:
    """What may be a notebook in ``folder``, the nearest first."""
    for path in sorted(walk(folder), key=lambda path: (len(path.parts), path)):
        is_of_a_mac = path.name.startswith("._")  # what a Mac notes about a file, under its name
        if (path.suffix.casefold() in _ENDS or _is_notebook(path.name)) and not (
            path.is_symlink() or path.name == "timestamp.txt" or is_of_a_mac
        ):
            yield path


def _in_zip(name: str, data: bytes, reasons: list[str], depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The notebooks in a zip, and in zips in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = [one for one in archive.infolist() if _is_wanted(one, depth)]
            if not inside:
                reasons.append(f"{name} is a zip archive, and there is no notebook in it.")
            room = LARGEST
            for one in inside[:MOST_FILES]:
                room -= one.file_size
                if room < 0:
                    reasons.append(f"{name} is a zip archive that is too large to be unpacked.")
                    return
                with archive.open(one) as file:
                    found = file.read(one.file_size)
                if _is_notebook(one.filename):
                    yield f"{one.filename} in {name}", found
                else:
                    yield from _in_zip(f"{one.filename} in {name}", found, reasons, depth + 1)
    except _FAULTS:
        reasons.append(f"{name} is a zip archive that can't be unpacked.")


def _is_wanted(one: zipfile.ZipInfo, depth: int) -> bool:
    path = Path(one.filename)
    if one.is_dir() or NOT_LOOKED_INTO & set(path.parts) or path.name.startswith("._"):
        return False
    return _is_notebook(path.name) or (not depth and path.suffix.casefold() == ".zip")
