"""`grade_mine()`, as a notebook calls it: another process grades, and the marks stand below the cell.

That process stays for some minutes, so that the next time is quick. It ends with the kernel, when the cell is
interrupted, and by itself after `IDLE` seconds without work. From stdin it reads lines of JSON, ``{"stem": week, "ran":
[cells]}``. To stdout it writes a line for each thing that there is to say: ``{"say": text}``, ``{"progress": [what,
share]}``, and at the end ``{"graded": {...}}`` or ``{"refused": text}``.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from types import FrameType
from typing import IO, Any

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences
from firstquery.core.waiting import Waiting
from firstquery.learner.session import week_at_hand
from firstquery.learner.unsaved_answers import ran_cells
from firstquery.selfgrade.data import environment
from firstquery.selfgrade.result import not_here, nothing_there, read

STOPPED = "Grading was stopped. Nothing of yours was changed."
IDLE = 600.0  # seconds without work, after which the process gives its memory back

_process: subprocess.Popen[str] | None = None
_said: queue.Queue[str | None] = queue.Queue()  # its lines, and None at its end
_told: dict[str, str] = {}  # its environment


@in_sentences("grade_mine()")
def grade_mine(week: int | str | None = None) -> None:
    """Grade this practice, as it is saved, on data that nobody in the course has seen, and show the marks.

    ``week`` is another week's number or name. Silent at the grader. Raises `UserError`.
    """
    if records.at_the_grader():
        return
    one = course.week(week) if week is not None else week_at_hand()
    if not (course.work_folder() / "practice" / one.stem).is_dir():
        print(nothing_there(one))
        return
    if why := not_here(one):  # before anything is started or built
        raise UserError(why)
    try:
        _watch(one.stem)
    except KeyboardInterrupt:
        raise UserError(STOPPED) from None


def _watch(stem: str) -> None:
    """Show what the process says, and at the end the marks. Raises `UserError` where there are none."""
    from IPython import get_ipython

    from firstquery.selfgrade.result import ResultView

    shell: Any = get_ipython()
    ran = ran_cells(shell)
    waiting = Waiting(shell is not None)
    with contextlib.closing(ask(stem, ran)) as lines:
        for line in lines:
            if "say" in line:
                waiting.say(line["say"])
            elif "progress" in line:
                waiting.progress(*line["progress"])
            elif "refused" in line:
                waiting.clear()
                raise UserError(line["refused"])
            elif "graded" in line:
                waiting.show(ResultView(read(line["graded"])))
                return
    raise UserError(
        "Grading ended before it had marks. Run this cell again; `firstquery doctor` looks for what is wrong."
    )


def ask(stem: str, ran: list[str]) -> Generator[dict[str, Any]]:
    """Yield what is said while the practice of ``stem`` is graded, a dictionary at a time (see above).

    ``ran`` are the cells that the notebook has run. Whoever closes this before its end ends the process as well.
    """
    global _process, _said, _told
    if _process is not None and (_process.poll() is not None or _told != environment()):
        stop()
    if _process is None:
        _told = environment()
        command = [sys.executable, "-m", "firstquery.selfgrade.cell"]
        pipe, silent = subprocess.PIPE, subprocess.DEVNULL
        _process = subprocess.Popen(
            command, env=_told, stdin=pipe, stdout=pipe, stderr=silent, text=True, encoding="utf-8"
        )
        _said = queue.Queue()
        threading.Thread(target=_listen, args=(_process.stdout, _said), daemon=True).start()
    assert _process.stdin is not None
    is_done = False
    try:
        with contextlib.suppress(BrokenPipeError):
            _process.stdin.write(json.dumps({"stem": stem, "ran": ran}) + "\n")
            _process.stdin.flush()
            while (line := _next_line()) is not None:
                said = json.loads(line)
                is_done = "graded" in said or "refused" in said
                yield said
                if is_done:
                    return
    finally:
        if not is_done:
            stop()


def _listen(stream: IO[str], said: queue.Queue[str | None]) -> None:
    with stream, contextlib.suppress(OSError, ValueError):
        for line in stream:
            said.put(line)
    said.put(None)


def _next_line() -> str | None:
    """Return the next line; None at the end. On Windows an interrupt is heard between two waits and not within one."""
    while True:
        with contextlib.suppress(queue.Empty):
            return _said.get(timeout=0.2)


def stop() -> None:
    """End the process, if there is one, and all that it has started: on Windows it has no time to do that itself."""
    global _process
    if _process is not None:
        import psutil

        ending, _process = _process, None
        started: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):
            started = psutil.Process(ending.pid).children(recursive=True)
        with contextlib.suppress(OSError):
            assert ending.stdin is not None
            ending.stdin.close()
        ending.terminate()
        try:
            ending.wait(5)
        except subprocess.TimeoutExpired:
            ending.kill()
            ending.wait()
        for one in started:
            with contextlib.suppress(psutil.Error):
                one.kill()


def main() -> None:
    """Answers until nobody asks any more."""
    from firstquery.selfgrade.grade import grade

    signal.signal(signal.SIGTERM, _end)
    while line := _read_line():
        asked = json.loads(line)
        try:
            graded = grade(
                course.week(asked["stem"]),
                asked["ran"],
                say=lambda sentence: _write(say=sentence),
                progress=lambda what, share: _write(progress=[what, share]),
            )
        except UserError as fault:
            _write(refused=fault.sentence)
        else:
            _write(graded=graded.as_json())


def _read_line() -> str:
    """Return the next line; an empty text when the other end has closed."""
    waiting = threading.Timer(IDLE, os.kill, (os.getpid(), signal.SIGTERM))
    waiting.daemon = True
    waiting.start()
    try:
        return sys.stdin.readline()
    finally:
        waiting.cancel()


def _write(**line: Any) -> None:
    print(json.dumps(line), flush=True)


def _end(number: int, frame: FrameType | None) -> None:
    """As Ctrl-C: what was started ends with it."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(130)
