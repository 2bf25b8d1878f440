"""A sandbox that is up and a fork of the server inside it: a kernel, a shell for listed answers, or a trial."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path

from firstquery.grade.sandbox import box as boxes
from firstquery.grade.sandbox import named, namespaces, warm
from firstquery.grade.sandbox.box import Box, NoSandbox
from firstquery.grade.sandbox.limits import Limits
from firstquery.grade.sandbox.request import Becomes, Imports
from firstquery.grade.sandbox.view import View
from firstquery.grade.sandbox.warm import Fork
from firstquery.grade.sandbox.watch import below

#: Held by a shell that waits for its input to close: as long as the grader is there.
_HOLD = ("/bin/sh", "-c", "echo up; read _")


def start(becomes: Becomes, view: View, limits: Limits, sent: Mapping[str, int]) -> tuple[Box, Fork]:
    """A fork that has ``view`` around it; ``sent`` are its file descriptors by the names that it knows them by.

    Raises `NoSandbox` where there is none, and `warm.NoFork` where it has to be started plainly; then nothing is left.
    """
    server = warm.server(_imports(becomes, view))
    box = boxes.start(view, limits, _HOLD, pipes=True)
    opened: dict[str, int] = {}
    try:
        assert box.process.stdout is not None
        if box.process.stdout.read(3) != b"up\n":
            raise NoSandbox(boxes.refusal() or f"The sandbox did not start: {box.said()}")
        (holding,) = (one for one in below(box.inner) if _name(one) == "sh")
        opened = namespaces.open_of(holding)
        return box, server.fork(becomes, {**sent, **opened})
    except (OSError, ValueError) as fault:
        box.close()
        raise warm.NoFork(str(fault)) from None
    except BaseException:
        box.close()
        raise
    finally:
        for fd in opened.values():
            os.close(fd)


def _imports(becomes: Becomes, view: View) -> Imports:
    """What a server imports that is started for this one. Of listed answers there are many to come, of any week."""
    if becomes == "trial":
        return "trials"
    is_small = becomes == "kernel" and view.submission is not None and not named.names_large(view.submission)
    return "few" if is_small else "all"


def _name(process: int) -> str:
    """The name of a program that runs, as the system has it: its first 15 letters."""
    return Path(f"/proc/{process}/comm").read_text(encoding="utf-8", errors="replace").strip()


def view_of(
    run: Path,
    course: Path,
    warehouse: Path,
    submission: Path,
    service: Path | None = None,
    questions: Path | None = None,
) -> View:
    """The view of one submission. Its files are handed in as a copy in ``run``, without links or anything but files.

    ``service`` is the repository that goes with the data, ``questions`` the questions half of the key, if there is one.
    """
    handed = run / "submission"
    size = _copied(submission, handed)
    if os.geteuid() == 0 and not _is_reachable(warehouse):
        shutil.copyfile(warehouse, run / "kestrel.sqlite")  # another user holds the sandbox
        warehouse = run / "kestrel.sqlite"
        warehouse.chmod(0o644)
    if os.geteuid() == 0 and service is not None:
        _copied(service, run / service.name)  # the same
        service = run / service.name
    if questions is not None:
        questions = Path(shutil.copyfile(questions, run / "questions.json"))
        questions.chmod(0o644)
    users = run / "passwd"
    users.write_text("learner:x:1000:1000::/home/learner:/bin/sh\n", encoding="utf-8")
    users.chmod(0o644)
    return View(course, warehouse, handed, users, size, service, questions)


def _is_reachable(path: Path) -> bool:
    return bool(path.stat().st_mode & stat.S_IROTH)


def _copied(submission: Path, handed: Path) -> int:
    """Copies regular files alone, readable by all, and returns their bytes, rounded up to whole pages."""
    handed.mkdir(mode=0o755)
    size = 0
    for folder, folders, files in os.walk(submission):
        here = handed / Path(folder).relative_to(submission)
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in folders:
            with contextlib.suppress(OSError):
                (here / name).mkdir(mode=0o755)
        for name in files:
            path = Path(folder) / name
            with contextlib.suppress(OSError):
                if stat.S_ISREG(path.lstat().st_mode):
                    shutil.copyfile(path, here / name)
                    (here / name).chmod(0o644)
                    size += (path.lstat().st_size // 4096 + 2) * 4096
    return size
