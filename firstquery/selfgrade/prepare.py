"""What self-grading needs is made ahead, by a process of its own that gives way to everything else.

``python -m firstquery.selfgrade.prepare [SECONDS [NICE]]`` waits so long, then makes her held-out data and the keys of
the weeks that are in her folder. It says nothing: what it could not make is made, or told, when it is first asked for.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from typing import Any

from firstquery.core import course, records

#: Seconds in which JupyterLab has the machine to itself: a practice is not done sooner.
LATER = 60.0
NICE = 10  # of 19: it gives way to whatever she does
_started: list[subprocess.Popen[bytes]] = []


def prepare_in_background(after: float = LATER, nice: int = NICE) -> subprocess.Popen[bytes] | None:
    """Starts it, to begin in ``after`` seconds, and returns at once. None where it can't be started, or at the grader.

    It ends by itself, in a minute or two. Where whoever started it ends first, it does not begin.
    """
    if records.at_the_grader():
        return None
    apart: dict[str, Any] = {"start_new_session": True}
    if os.name == "nt":
        apart = {"creationflags": 0x00004000 | 0x08000000}  # BELOW_NORMAL_PRIORITY_CLASS, CREATE_NO_WINDOW
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.selfgrade.prepare", str(after), str(nice)],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **apart,
        )
    except OSError:
        return None
    _started.append(process)  # it is not waited for, and nobody is told so
    return process


def environment() -> dict[str, str]:
    """What a process of ours is told: this course, this folder of hers, and no database of her own."""
    told = {name: value for name, value in os.environ.items() if name != "FIRSTQUERY_WAREHOUSE"}
    return {**told, "FIRSTQUERY_COURSE": str(course.COURSE), "FIRSTQUERY_WORK": str(course.work_folder())}


def main(after: float = 0.0, nice: float = NICE) -> None:
    """Waits, then makes what is missing."""
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(int(nice))
    parent = os.getppid()
    time.sleep(max(0.0, after))
    if os.getppid() != parent or not course.work_folder().is_dir():
        return
    from firstquery.selfgrade import data

    data.make()
    for week in course.weeks():
        if os.getppid() == parent and (course.work_folder() / "practice" / week.stem).is_dir():
            with contextlib.suppress(Exception):
                data.key(week)


if __name__ == "__main__":
    with contextlib.suppress(Exception, KeyboardInterrupt):
        main(*map(float, sys.argv[1:]))
