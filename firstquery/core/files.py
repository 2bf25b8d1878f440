"""Files of the learner's that are whole at any moment: the old content or the new, whatever is killed meanwhile.

The one place that writes into the learner's folder. What is written has reached the disk when `write` returns, so
that a machine that loses its power has the old file or the new one as well.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from firstquery.core import host

TEMPORARY = ".writing-"
#: Old copies: ``WORK/kept/<date and time> <name>``. Nothing of hers is replaced before a copy of it is there.
OLD_COPIES = "kept"
# A machine on battery flushes a disk in well under a second; whoever holds a lock that long has stopped.
PATIENCE = 10.0


class LockTimeout(OSError):
    """Somebody else has held the lock for longer than we wait."""


def write(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Replace the file at ``path`` by ``content`` in one step. Raises OSError; then the old file stands untouched.

    Folders on the way are made. A link is followed, so that a file that she keeps elsewhere stays there.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        _replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(path.parent)


def sweep(folder: Path, *, older_than: float = 3600.0) -> int:
    """Remove from ``folder`` what a kill left half written, ``older_than`` seconds ago or more. Returns how many."""
    gone = 0
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob(TEMPORARY + "*")):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime >= older_than:
                    path.unlink()
                    gone += 1
    return gone


def put_aside(work: Path, name: str, content: bytes, now: dt.datetime | None = None) -> Path:
    """Keep ``content`` under the last part of ``name``; a copy that is there already is not made again.

    Returns where it is. ``now`` is local time. Raises OSError; then nothing may be replaced.
    """
    folder, last = work / OLD_COPIES, Path(name).name
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name.endswith(f" {last}") and path.is_file() and path.read_bytes() == content:
            return path
    stamp = (now or dt.datetime.now()).strftime("%Y-%m-%d %H.%M.%S")
    for number in range(1, 1000):
        more = "" if number == 1 else f" ({number})"
        target = folder / f"{stamp}{more} {last}"
        if not target.is_symlink() and not target.exists():
            write(target, content)
            return target
    raise FileExistsError(f"{folder} is full of copies of one second")


@contextlib.contextmanager
def hold_lock(path: Path, *, patience: float = PATIENCE, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock file at ``path`` for the block: one process at a time, and a process that dies lets go.

    ``waiting`` is called once when somebody else has it. Raises Held after ``patience`` seconds; OSError where the file
    can't be made. A file system that knows no locks lets everybody through.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if host.is_browser():  # there is one process, and nobody to wait for
        yield
        return
    filelock = _filelock()
    with contextlib.ExitStack() as stack:
        if not issubclass(filelock.FileLock, filelock.UnixFileLock | filelock.WindowsFileLock):
            yield
            return
        lock = filelock.FileLock(path)
        try:
            try:
                stack.enter_context(lock.acquire(timeout=0))
            except filelock.Timeout:
                if waiting:
                    waiting()
                stack.enter_context(lock.acquire(timeout=patience, poll_interval=0.02))
        except filelock.Timeout:
            raise LockTimeout(errno.EAGAIN, "Held by another program", str(path)) from None
        except NotImplementedError:
            pass
        except OSError as fault:
            if fault.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL, errno.ENOSYS):
                raise
        yield


@cache
def _filelock() -> Any:
    """Return the library. It is imported when a lock is asked for first, since it takes a moment."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a system without locks is told of as this is imported
        import filelock

        return filelock


def cache_folder() -> Path:
    """Return where stands what can be made again: ``firstquery`` in the user's cache. It is not made here."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "firstquery"


def read_only_address(path: PurePath) -> str:
    """Return the URI by which SQLite opens the file at ``path``, an absolute one, for reading only.

    A folder of a company's server, as Windows resolves a drive that stands for one, is part of the path: SQLite knows
    no server before it.
    """
    uri = path.as_uri()
    return (f"file:////{uri.removeprefix('file://')}" if path.drive.startswith("\\\\") else uri) + "?mode=ro"


def digest(content: bytes) -> str:
    """Return the hash of a content: 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _replace(temporary: Path, path: Path) -> None:
    """Windows refuses for a moment while an antivirus or another program has the file open."""
    for pause in (0.05, 0.2, 0.5):
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if not host.is_windows():
                raise
            time.sleep(pause)
    temporary.replace(path)


def _settle(folder: Path) -> None:
    """The name, too, reaches the disk. Windows has no call for it, and needs none."""
    if not host.is_posix():
        return
    with contextlib.suppress(OSError):
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
