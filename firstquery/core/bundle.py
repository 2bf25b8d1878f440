"""The course that an installed package carries: its learner's half in one archive, unpacked once into the user's cache.

A wheel has it (`firstquery.authoring.pack`); a package that is used from its repository has none, since the course
stands beside it.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import time
from functools import cache
from pathlib import Path

from firstquery.core import files
from firstquery.core.errors import UserError
from firstquery.core.settings import FILE

ARCHIVE = Path(__file__).resolve().parents[1] / "bundle" / "course.tar.bz2"
DIGEST = ARCHIVE.with_name("course.sha256")
PATIENCE = 120.0  # seconds, for another process that unpacks it
KEPT = 30 * 24 * 3600.0  # seconds after which the course of another version goes


@cache
def digest() -> str:
    """Return the hash of the archive, as the wheel was built; empty where this package carries no course."""
    try:
        return DIGEST.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def folder() -> Path | None:
    """Return where the course of this package stands once it is unpacked; None where it carries none."""
    return files.cache_folder() / "courses" / digest()[:16] if digest() else None


def unpack() -> Path | None:
    """Unpack the course where that has not been done, and return its folder; None where this package carries none.

    It takes a second. Raise `UserError` where the archive is damaged, or nothing can be written.
    """
    target = folder()
    if target is None or (target / FILE).is_file():
        return target
    try:
        with files.hold_lock(target.parent / ".lock", patience=PATIENCE):
            if not (target / FILE).is_file():
                _unpack(target)
                _sweep(target)
    except OSError as fault:
        raise UserError(
            f"The course cannot be unpacked to {target} ({fault.strerror or fault}). Make room there (some 50 MB), or "
            "name another folder in the environment variable XDG_CACHE_HOME."
        ) from None
    return target


def _unpack(target: Path) -> None:
    content = ARCHIVE.read_bytes() if ARCHIVE.is_file() else b""
    if files.digest(content) != digest():
        raise UserError(
            f"{ARCHIVE} is damaged, and the course is in it. Install First Query again; your own folder is not touched."
        )
    try:
        import bz2  # noqa: F401
        import tarfile
    except ImportError:
        raise UserError(
            "This Python was built without bz2, by which the course is compressed. Use a Python from python.org, or "
            "let uv bring one: uvx --python 3.13 firstquery"
        ) from None
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".unpacking-", ignore_cleanup_errors=True) as aside:
        whole = Path(aside) / "course"
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:bz2") as archive:
            # the first releases of Python 3.11 have no filter; the archive is the one that was built, by its hash
            if hasattr(tarfile, "data_filter"):
                archive.extraction_filter = tarfile.data_filter
            archive.extractall(whole)
        if target.exists():  # without its settings: somebody has cleared up
            shutil.rmtree(target)
        whole.rename(target)


def _sweep(target: Path) -> None:
    """Remove what other versions left a month ago or more, or a kill left half unpacked."""
    for other in target.parent.iterdir():
        with contextlib.suppress(OSError):
            if other.is_dir() and other != target and time.time() - other.stat().st_mtime > KEPT:
                shutil.rmtree(other, ignore_errors=True)
