"""Copies of files that somebody else made."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path


def copied(source: Path, target: Path) -> int:
    """Copies regular files alone, readable by all, and returns their bytes, rounded up to whole pages."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copyfile(source, target)
        target.chmod(0o755 if source.stat().st_mode & 0o100 else 0o644)
        return (source.stat().st_size // 4096 + 2) * 4096
    target.mkdir(mode=0o755)
    size = 0
    for folder, folders, names in os.walk(source):
        here = target / Path(folder).relative_to(source)
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in folders:
            with suppress(OSError):
                (here / name).mkdir(mode=0o755)
        for name in names:
            path = Path(folder) / name
            with suppress(OSError):
                if stat.S_ISREG(path.lstat().st_mode):
                    size += copied(path, here / name)
    return size
