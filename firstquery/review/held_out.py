"""The repository that goes with a snapshot of the data, for whoever grades: with held-out data a held-out history.

It is drawn from the data themselves, so that the same data always have the same history, whoever builds it and where.
"""

from __future__ import annotations

import hashlib
import logging
from functools import lru_cache
from pathlib import Path

from firstquery.core import warehouse as data
from firstquery.core.errors import UserError
from firstquery.review import history, repository

NAME = "desk.git"
log = logging.getLogger("firstquery.grading")


def held_out_repository(course: Path, warehouse: Path) -> Path | None:
    """The held-out repository of ``warehouse``, a file, built where it is missing.

    None for the learning snapshot, whose history ships as patches, for flights, which have none, for a course without a
    service, and where it cannot be built: the weeks before it are graded all the same.
    """
    service = history.folder_of(course)
    if not repository.is_there(service) or data.is_learning(course, warehouse) or data.is_other(course, warehouse):
        return None
    state = warehouse.stat()
    return _build_once(service, warehouse, place(warehouse, course), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _build_once(service: Path, warehouse: Path, to: Path, changed: int, size: int) -> Path | None:
    """Once in a process: every kernel asks for it."""
    try:
        return build(service, warehouse, to)
    except UserError as fault:
        log.warning("Weeks that read the history of the service cannot be graded here: %s", fault.sentence)
        return None


def build(service: Path, warehouse: Path, to: Path) -> Path:
    """Builds it at ``to``. Raises `UserError`."""
    with warehouse.open("rb") as file:
        drawn = hashlib.file_digest(file, "sha256").digest()
    seed = int.from_bytes(drawn[:6], "big")
    return repository.build(to, "held-out", seed, service)


def place(warehouse: Path, course: Path) -> Path:
    """Where it stands: each snapshot of a folder has its own."""
    return warehouse.parent / (NAME if warehouse.name == data.file_name(course) else f"{warehouse.stem}.{NAME}")
