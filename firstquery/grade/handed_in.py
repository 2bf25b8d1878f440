"""What is taken of a submission: its files, and nothing that they lead to.

A submission may hold links, devices and pipes. nbgrader copies what a link points to, a device has no end, and a pipe
is waited for; the notebook itself may be a link to a colleague's. `only_files` is nbgrader's hook before it touches a
submission (``c.Autograde.pre_convert_hook``): from then on nothing but regular files is seen there.
"""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import base
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import find_all_files
from traitlets.log import get_logger

from firstquery.grade.submitted import plain, walk

LARGEST_NOTEBOOK = 100_000_000  # bytes; it is read as a whole
#: By the folder of a repaired copy: the names of the notebooks in it that are graded.
staged: dict[str, frozenset[str]] = {}
log = logging.getLogger("traitlets")


class _Plain(logging.Filter):
    """Names in a submission (of files, of cells, of kernels) are logged, and a log is read in a terminal."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = plain(record.getMessage()), ()
        return True


_plain = _Plain()


def only_files(notebooks: list[str], **_: Any) -> None:
    """Takes out of ``notebooks`` (in place) what is none of the learner's own, and copies no other such file."""
    base.find_all_files = _regular
    log_plainly(get_logger())
    for path in list(notebooks):
        why = refusal(Path(path))
        if why:
            log.error("%s is not graded: %s", path, why)
            notebooks.remove(path)


def log_plainly(logger: Any) -> None:
    """From now on ``logger`` writes no name as a command for a terminal, and none that can't be written."""
    (logger.logger if isinstance(logger, logging.LoggerAdapter) else logger).addFilter(_plain)


def refusal(path: Path) -> str | None:
    """Why a notebook is not read at all, as a sentence; None when it is."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return "it is a link or a device, and not a file of the submission. Ask the learner for the notebook itself."
    if status.st_size > LARGEST_NOTEBOOK:
        return f"it has more than {LARGEST_NOTEBOOK // 1_000_000} MB. Ask the learner for one without its outputs."
    return None


def in_todays_schema(cell: NotebookNode) -> None:
    """Another version of nbgrader's metadata than the release's was written by hand, and would end the whole run."""
    said = cell.metadata.get("nbgrader")
    if isinstance(said, dict) and said:
        said["schema_version"] = MetadataValidator.schema_version
        said.setdefault("task", False)


def _regular(path: str, exclude: Iterable[str] | None = None) -> list[str]:
    """nbgrader's list of files to copy, without links, devices and pipes. Of a repaired copy it is all there is."""
    graded = staged.get(os.path.normpath(path))
    if graded is not None:
        own = {Path(path) / name for name in graded}
        return [str(file) for file in walk(Path(path)) if file not in own]
    files = []
    for name in find_all_files(path, exclude):
        if stat.S_ISREG(Path(name).lstat().st_mode):
            files.append(name)
        else:
            log.warning("%s is a link or a device, and not a file of the submission. It is left out.", name)
    return files
