"""The diff of several commits as one, where they change the same file: from the base's files to the last commit's."""

from __future__ import annotations

import difflib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from firstquery.service import history, patches
from firstquery.service.patches import Files

if TYPE_CHECKING:
    from firstquery.review.pulls import PullRequest


def combined_diff(pull: PullRequest) -> str:
    """From the base to the last commit of ``pull``. Raises `Sentence` where the history is missing or damaged."""
    before = base_files(pull.folder.parent.parent)
    after = before
    touched: dict[str, None] = {}
    for patch in patches.read(pull.folder / "head.patch"):
        after, paths = patches.applied(after, patch)
        touched |= dict.fromkeys(sorted(paths))
    return "".join(_file(path, before, after) for path in touched)


def base_files(service: Path) -> Files:
    """All files of the service as they are on main, by path."""
    return _base(service, tuple(_stamp(path) for path in history.inputs(service) if path.parent.name == "history"))


def _stamp(path: Path) -> tuple[str, int]:
    return path.name, path.stat().st_mtime_ns


@lru_cache(maxsize=2)
def _base(service: Path, stamps: tuple[tuple[str, int], ...]) -> Files:
    files: Files = {}
    for patch in history.read(service).commits:
        files, _ = patches.applied(files, patch)
    return files


def _file(path: str, before: Files, after: Files) -> str:
    old, new = (files[path][0] if path in files else [] for files in (before, after))
    if old == new:
        return ""
    was = f"a/{path}" if path in before else "/dev/null"
    lines = difflib.unified_diff(old, new, was, f"b/{path}" if path in after else "/dev/null", n=3)
    # A last line without an end is marked as git does it.
    return f"diff --git a/{path} b/{path}\n" + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
