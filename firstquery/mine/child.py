"""``python -m firstquery.mine.child``: grades what it is asked to, line by line, for the kernel that has started it.

From stdin it reads ``{"stem": week, "ran": [cells]}``. To stdout it writes a JSON line for each thing that there is to
say: ``{"say": text}``, ``{"progress": [what, share]}``, and at the end ``{"graded": {...}}`` or ``{"refused": text}``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from types import FrameType
from typing import Any

from firstquery import course
from firstquery.mine.grade import grade
from firstquery.sentence import Sentence

IDLE = 600.0  # seconds without work, after which it gives its memory back


def main() -> None:
    """Answers until nobody asks any more."""
    signal.signal(signal.SIGTERM, _end)
    while line := _asked():
        asked = json.loads(line)
        try:
            graded = grade(
                course.week(asked["stem"]),
                asked["ran"],
                say=lambda sentence: _write(say=sentence),
                progress=lambda what, share: _write(progress=[what, share]),
            )
        except Sentence as fault:
            _write(refused=fault.sentence)
        else:
            _write(graded=graded.as_json())


def _asked() -> str:
    """The next line; an empty text when the other end has closed."""
    waiting = threading.Timer(IDLE, os.kill, (os.getpid(), signal.SIGTERM))
    waiting.daemon = True
    waiting.start()
    try:
        return sys.stdin.readline()
    finally:
        waiting.cancel()


def _write(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _end(number: int, frame: FrameType | None) -> None:
    """As Ctrl-C: what was started ends with it."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
