"""Grades one practice of her folder as `firstquery grade` would, on her own held-out data. Nothing of hers is changed.

What it needs is started before it is imported: while the grader's libraries load here, the fork server loads those of
the notebook beside it.
"""

from __future__ import annotations

import atexit
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from firstquery.core import files as whole
from firstquery.core.course import Week, work_folder
from firstquery.core.errors import UserError
from firstquery.learner.unsaved_answers import SAVING
from firstquery.selfgrade import data
from firstquery.selfgrade.result import PracticeResult, keep, not_here, nothing_there

PATIENCE = 120.0  # for another grading of this folder
# The answers of these weeks are programs, whose vendor or service is slow on purpose: no machine is quicker than that.
WAITING = {"http", "vendor"}
ONCE = "This week's answers are tried on them once, in some seconds. After that, marks come in two or three."
ONCE_WITH_WAITS = (
    "This week's answers are tried on them once, and those that wait for a service in real time take some minutes, "
    "longer on a busy computer. After that, marks come in seconds, or as fast as your own programs are."
)
NO_SANDBOX = (
    "This computer has no sandbox (bubblewrap), so your notebook ran as an ordinary program with your own rights. The "
    "marks are the same."
)


def grade(
    week: Week,
    ran: Iterable[str] = (),
    say: Callable[[str], None] = lambda sentence: None,
    progress: data.Progress = lambda what, share: None,
) -> PracticeResult:
    """Return the marks of the practice of ``week`` in her folder, and its feedback page.

    ``ran`` are the cells that the open notebook has run, in order: what of them is not saved yet is waited for, and
    then told. ``say`` takes a sentence when something is waited for. Raises `UserError`.
    """
    if not week.graded:
        raise UserError(
            f"Nobody is graded on week {week.number}: its last cell, placement(), says what your answers show."
        )
    folder = work_folder() / "practice" / week.stem
    if not folder.is_dir():
        raise UserError(nothing_there(week))
    if why := not_here(week):
        raise UserError(why)

    def waiting() -> None:
        say("Another grading of your folder runs. This one waits for it.")

    try:
        with whole.hold_lock(data.place() / "grading", patience=PATIENCE, waiting=waiting):
            return _grade_practice(week, folder, list(ran), say, progress)
    except whole.LockTimeout:
        raise UserError(
            "Another grading of your folder has run for two minutes. Stop it, and give the command again."
        ) from None
    except OSError as fault:
        where = f" ({fault.filename})" if fault.filename else ""
        raise UserError(
            f"Grading could not go on: {fault.strerror or fault}{where}. Make room on the disk, or make your folder "
            f"{work_folder()} yours again; then try again. Nothing of yours was changed."
        ) from None


def _grade_practice(
    week: Week, folder: Path, ran: list[str], say: Callable[[str], None], progress: data.Progress
) -> PracticeResult:
    if not data.is_made():
        say("Your own held-out data are made once, in about 13 seconds where the computer has nothing else to do.")
        data.make(progress, lambda: say("They are being made already. This waits for them."))
    begun = time.monotonic()
    with _quiet():
        unsafe = _is_without_sandbox()
        from firstquery.selfgrade import result, submission

        if not data.is_ready(week):
            say(ONCE_WITH_WAITS if week.uses & WAITING else ONCE)
        key = data.key(week)
        # Windows removes no file that a program, such as one that looks for viruses, has open: the marks stand.
        with tempfile.TemporaryDirectory(prefix="first-query-", ignore_cleanup_errors=True) as temporary:
            place = Path(temporary) / week.stem
            found = submission.stage(week, folder, place, ran, SAVING)
            marks, fault = submission.marks(week, found.notebook, place, data.snapshot(), key, unsafe)
        notes = [*found.notes, *([fault] if fault else []), *([NO_SANDBOX] if unsafe else [])]
        graded = PracticeResult(
            week.number, week.stem, week.title, found.file, found.saved, marks, notes, found.unsaved
        )
        graded.by_hand, graded.in_sandbox = found.by_hand, not unsafe
        graded.page = str(result.write_page(graded))
    graded.seconds = round(time.monotonic() - begun, 2)
    keep(graded)
    return graded


_serving = ExitStack()


@cache
def _is_without_sandbox() -> bool:
    """Return whether there is none. Where there is one, the fork server starts, and stays as long as this process."""
    if shutil.which("bwrap") is None:
        return True
    from firstquery.grading.libraries import libraries
    from firstquery.sandbox import forks
    from firstquery.sandbox.box import refusal

    atexit.register(end_server)
    address = _serving.enter_context(forks.shared_zygote(libraries(work_folder())))
    if refusal() is not None:
        _serving.close()
        return True
    forks.share(address)
    _serving.callback(forks.stop)
    return False


def end_server() -> None:
    """End the fork server that `grade` started in this process; the next `grade` starts another."""
    _serving.close()
    _is_without_sandbox.cache_clear()


@contextmanager
def _quiet() -> Iterator[None]:
    """The grader's log is for facilitators: what matters of it is in the marks and the notes."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
