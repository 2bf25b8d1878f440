"""Links to her lessons, as they read from the notebook that shows them."""

from __future__ import annotations

import os
from pathlib import Path

from firstquery import course


def lesson(stem: str) -> str | None:
    """The lesson of her folder, relative to the notebook at hand; None where it is not there."""
    path = course.work_folder() / f"{stem}.ipynb"
    try:
        return Path(os.path.relpath(path)).as_posix() if path.is_file() else None
    except (OSError, ValueError):  # another drive, or a folder that was removed
        return None
