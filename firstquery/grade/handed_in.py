"""What is taken of a submission: its files, and nothing that they lead to.

A submission may hold links, devices and pipes. nbgrader copies what a link points to, a device has no end, and a pipe
is waited for; the notebook itself may be a link to a colleague's. `only_files` is nbgrader's hook before it touches a
submission (``c.Autograde.pre_convert_hook``): from then on nothing but regular files is seen there.
"""

from __future__ import annotations

import logging
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import base
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import find_all_files
from traitlets.log import get_logger

LARGEST_NOTEBOOK = 100_000_000  # bytes; it is read as a whole
#: What a terminal takes for a command: all control characters but tab and the end of a line.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
log = logging.getLogger("traitlets")


class _Plain(logging.Filter):
    """Names in a submission (of files, of cells, of kernels) are logged, and a log is read in a terminal."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _CONTROLS.sub("?", record.getMessage()), ()
        return True


_plain = _Plain()


def only_files(notebooks: list[str], **_: Any) -> None:
    """Takes out of ``notebooks`` (in place) what is none of the learner's own, and copies no other such file."""
    base.find_all_files = _regular
    logger = get_logger()
    (logger.logger if isinstance(logger, logging.LoggerAdapter) else logger).addFilter(_plain)
    for path in list(notebooks):
        why = refusal(Path(path))
        if why:
            log.error("%s is not graded: %s", path, why)
            notebooks.remove(path)


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
    """nbgrader's list of files to copy, without links, devices and pipes."""
    files = []
    for name in find_all_files(path, exclude):
        if stat.S_ISREG(Path(name).lstat().st_mode):
            files.append(name)
        else:
            log.warning("%s is a link or a device, and not a file of the submission. It is left out.", name)
    return files
