"""Her own held-out data: a snapshot of one of the admitted seeds, and the keys of the weeks on it.

They stand in ``WORK/.records/mine/`` and are made once; a course that draws or judges otherwise makes them anew. They
are no facilitator's: what she reads there counts for nothing but her own practice. A course without answers.py, as an
installed one is, brings the keys of its seeds (`firstquery.authoring.wheel`).

``python -m firstquery.selfgrade.data [SECONDS [NICE]]`` waits so long, then makes what is missing, in silence: the
snapshot, and the keys of the week that she is at and the next. All of them would keep her machine busy for minutes.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from firstquery.core import course, host, records, warehouse
from firstquery.core import files as whole
from firstquery.core.course import Week
from firstquery.core.errors import UserError
from firstquery.learner.progress import progress
from firstquery.selfgrade.result import not_here

#: Called with what is being done and the share of it that is done (0 to 1).
Progress = Callable[[str, float], None]
PATIENCE = 300.0  # for another process that is making them
#: Seconds in which JupyterLab has the machine to itself: a practice is not done sooner.
LATER = 60.0
AHEAD = 2  # weeks
#: In a key that comes with the course, the place of the file that it was made on: hers stands there when it is read.
HELD_OUT = "<the held-out data>"
NICE = 10  # of 19: what is made in the background gives way to whatever she does
log = logging.getLogger("firstquery.selfgrade")
_started: list[subprocess.Popen[bytes]] = []


def place() -> Path:
    return records.folder() / "mine"


def snapshot() -> Path:
    return place() / warehouse.file_name(course.COURSE)


def is_made() -> bool:
    """Return whether the snapshot is there, of a seed that is still admitted and as the course draws it today."""
    made = _read_manifest()
    return snapshot().is_file() and made.get("seed") in seeds() and made.get("drawn_by") == generator()


def _read_manifest() -> dict[str, Any]:
    try:
        made = json.loads((place() / "made.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def make(progress: Progress = lambda what, share: None, waiting: Callable[[], None] | None = None) -> None:
    """The snapshot, built where it is missing: some seconds. ``waiting`` is called while another process builds it.

    Raises `UserError` where it can't be built or written.
    """
    if is_made():
        return
    try:
        with whole.hold_lock(place() / "making", patience=PATIENCE, waiting=waiting):
            if not is_made():
                _build(progress)
    except whole.LockTimeout:
        raise UserError(
            "Another First Query has been making your held-out data for five minutes. Close it, and try again."
        ) from None
    except OSError as fault:
        raise UserError(
            f"Your held-out data cannot be written to {place()} ({fault.strerror or fault}). Make room there, or make "
            "the folder yours again; then try again."
        ) from None


def _build(progress: Progress) -> None:
    before = _read_manifest().get("seed")
    seed = before if before in seeds() else secrets.choice(seeds())
    (place() / "made.json").unlink(missing_ok=True)
    try:
        drawn = warehouse.build("held-out", course.COURSE, seed=seed, path=snapshot(), progress=progress)
    except warehouse.BuildFailed as fault:
        raise UserError(f"Your held-out data could not be built: {fault}") from None
    made = {"version": 1, "seed": seed, "drawn_by": generator(), "content": drawn.hash}
    said = json.dumps(made, indent=1) + "\n"
    whole.write(place() / "made.json", said.encode())


@cache
def generator() -> str:
    """Return one hash of all that draws a snapshot."""
    return warehouse.generator_hash(course.COURSE)


def seeds() -> tuple[int, ...]:
    """Return the seeds of held-out data that course.toml admits for learners."""
    return course.settings().seeds.learners


def key(week: Week) -> dict[str, Any]:
    """Return the key of ``week`` on her held-out data, made where there is none of this week. Raises `UserError`."""
    from firstquery.grading.keys import Source, kept_key

    if why := not_here(week):
        raise UserError(why)
    if not week.answers.is_file():
        return _ready_key(week)
    return kept_key(Source(week.source, week.course), snapshot(), key_path(week.stem), log)


def is_ready(week: Week) -> bool:
    """Return whether the key of ``week`` is there already, be it of an older list of answers."""
    from firstquery.grading.keys import is_made_on

    return not week.answers.is_file() or is_made_on(snapshot(), key_path(week.stem))


def _ready_key(week: Week) -> dict[str, Any]:
    """Return the key that came with the course. Raises `UserError` where her data are not those that it was made on."""
    from firstquery.checks.keys import load

    made = _read_manifest()
    found = load(week.ready_key(int(made["seed"])))
    if found.get("content") != made.get("content"):
        raise UserError(
            "Your held-out data came out otherwise than where the course's keys were made, as happens with a much "
            "newer library: marks on them would be wrong. `check` works. In a new environment, with the versions of "
            "the course's requirements.lock, marks are made as well."
        )
    text = json.dumps(found).replace(json.dumps(HELD_OUT), json.dumps(str(snapshot())))
    return dict(json.loads(text))


def key_path(stem: str) -> Path:
    return place() / "keys" / f"{stem}.json"


def prepare_in_background(after: float = LATER, nice: int = NICE) -> subprocess.Popen[bytes] | None:
    """Start it, to begin in ``after`` seconds, and return at once. None at the grader.

    It ends by itself, in a minute or two. Where whoever started it ends first, it does not begin.
    """
    if records.at_the_grader():
        return None
    how: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    if host.is_windows():
        how["creationflags"] = 0x00004000 | 0x08000000  # BELOW_NORMAL_PRIORITY_CLASS, CREATE_NO_WINDOW
    else:
        how["start_new_session"] = True
    command = [sys.executable, "-m", "firstquery.selfgrade.data", str(after), str(nice)]
    process: subprocess.Popen[bytes] = subprocess.Popen(command, env=environment(), **how)
    _started.append(process)  # it is not waited for, and nobody is told so
    return process


def environment() -> dict[str, str]:
    """Return what a process of ours is told: this course, this folder of hers, and no database of her own."""
    told = {name: value for name, value in os.environ.items() if name != "FIRSTQUERY_WAREHOUSE"}
    return {**told, "FIRSTQUERY_COURSE": str(course.COURSE), "FIRSTQUERY_WORK": str(course.work_folder())}


def main(after: float = 0.0, nice: float = NICE) -> None:
    """Wait, then makes what is missing."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(int(nice))
    parent = os.getppid()
    time.sleep(max(0.0, after))
    if os.getppid() != parent or not course.work_folder().is_dir():
        return
    make()
    for week in _ahead():
        if os.getppid() == parent and (course.work_folder() / "practice" / week.stem).is_dir():
            with contextlib.suppress(Exception):
                key(week)


def _ahead() -> list[Week]:
    """Return the weeks whose keys she will want first: the one that she is at, and the next."""
    current = progress().current
    return [one for one in course.weeks() if current and one.number >= current.number][:AHEAD]


if __name__ == "__main__":
    with contextlib.suppress(Exception, KeyboardInterrupt):
        main(*map(float, sys.argv[1:]))
