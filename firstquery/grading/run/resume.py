"""One run at a time, and one that was killed is gone on with: a course's lock, and what a run leaves until it ends.

``.grading/`` is the run's own: the lock, so that two runs never grade one course at once, and what a run has not yet
put in its place. A run that was killed leaves its folder there, and the next one clears it away.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from firstquery.core.errors import UserError

_TEMPORARY = "first-query-run-"


@contextmanager
def run_folder(root: Path) -> Iterator[Path]:
    """A new folder for one run, with the course locked for as long. Raises `UserError` where another run has it.

    All temporary files of this process go to one folder that is noted there: whoever clears it clears that as well.
    """
    home = root / ".grading"
    try:
        home.mkdir(exist_ok=True)
        handle = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise UserError(f"This run needs to write in {root}, and cannot ({fault.strerror}).") from None
    before = tempfile.tempdir
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # unlike flock, not held by a fork of this process
        except OSError:
            who = os.read(handle, 100).decode("utf-8", "replace").strip()
            raise UserError(
                f"Another run is grading this course ({who or 'it has just started'}). Let it finish, or end it: what "
                "it has graded stays, and the next run goes on from there."
            ) from None
        for old in home.iterdir():
            if old.name != "lock":
                _clear(old)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()}".encode(), 0)
        run = Path(tempfile.mkdtemp(prefix="run-", dir=home))
        try:
            temporary = Path(tempfile.gettempdir()) / f"{_TEMPORARY}{secrets.token_hex(4)}"
            (run / "temporary").write_text(str(temporary), encoding="utf-8")
            temporary.mkdir(mode=0o700)
            tempfile.tempdir = str(temporary)
            yield run
        finally:
            tempfile.tempdir = before
            _clear(run)
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _clear(run: Path) -> None:
    """Removes a run's folder, and first that of its temporary files."""
    with suppress(OSError, ValueError):
        folder = Path((run / "temporary").read_text(encoding="utf-8"))
        if folder.name.startswith(_TEMPORARY) and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(run, ignore_errors=True)
