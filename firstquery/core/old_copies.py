"""Old copies: ``WORK/kept/<date and time> <name>``. Nothing of hers is replaced before a copy of it is there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from firstquery.core import files as whole

FOLDER = "kept"


def put_aside(work: Path, name: str, content: bytes, now: dt.datetime | None = None) -> Path:
    """Keeps ``content`` under the last part of ``name``; a copy that is there already is not made again.

    Returns where it is. ``now`` is local time. Raises OSError; then nothing may be replaced.
    """
    folder, last = work / FOLDER, Path(name).name
    if (there := _same(folder, last, content)) is not None:
        return there
    stamp = (now or dt.datetime.now()).strftime("%Y-%m-%d %H.%M.%S")
    for number in range(1, 1000):
        more = "" if number == 1 else f" ({number})"
        target = folder / f"{stamp}{more} {last}"
        if not target.is_symlink() and not target.exists():
            whole.write(target, content)
            return target
    raise FileExistsError(f"{folder} is full of copies of one second")


def _same(folder: Path, last: str, content: bytes) -> Path | None:
    try:
        for path in sorted(folder.iterdir()):
            if (
                path.name.endswith(f" {last}")
                and path.is_file()
                and path.stat().st_size == len(content)
                and path.read_bytes() == content
            ):
                return path
    except OSError:
        return None
    return None
