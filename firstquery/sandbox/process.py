"""A process in a box of its own: a fork of the zygote where that goes, else a Python that is started in it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstquery.sandbox import box as boxes
from firstquery.sandbox import forks, namespaces
from firstquery.sandbox.box import Box, NoSandbox
from firstquery.sandbox.forks import Fork, NoFork
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.monitor import below
from firstquery.sandbox.mounts import View

#: Held by a shell that waits for its input to close: as long as whoever started it is there.
_HOLD = ("/bin/sh", "-c", "echo up; read _")
log = logging.getLogger("firstquery.grading")


@dataclass
class BoxedProcess:
    """A running process and its box. ``fork`` is None where it was started plainly."""

    box: Box
    fork: Fork | None

    @property
    def roots(self) -> list[int]:
        """Processes of this machine: they and all below them are the box's."""
        return [self.box.inner, *([self.fork.holder] if self.fork else [])]

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs, and where it was ended with its box."""
        if self.fork is not None:
            return self.fork.code
        code = self.box.poll()
        return 128 - code if code is not None and code > 128 else code

    def wait(self, seconds: float) -> bool:
        """Waits for its end, ``seconds`` at most, and says whether it came."""
        if self.fork is not None:
            return self.fork.wait(seconds) or self.box.poll() is not None
        return self.box.wait(seconds)

    def end(self) -> None:
        """Ends it with all that it has started, which is gone when this returns."""
        self.box.kill()

    def close(self) -> None:
        """Ends it, and lets go of everything."""
        self.box.close()
        if self.fork is not None:
            self.fork.wait(5)
            self.fork.close()


def start(
    entry: str,
    asked: Mapping[str, Any],
    fds: Mapping[str, int],
    view: View,
    limits: Limits,
    imports: Iterable[str] = (),
    is_warm: bool = True,
    is_small: bool = False,
) -> BoxedProcess:
    """Calls ``entry`` with ``asked`` and ``fds`` in a box. Raises `NoSandbox`; then nothing is left.

    ``is_small``: a fork of the small zygote (see `forks`); without ``is_warm`` it is no fork.
    """
    if is_warm:
        try:
            return start_forked(entry, asked, fds, view, limits, imports, is_small)
        except NoFork as fault:
            log.info("This process is started plainly: %s", fault)
    with forks.json_file(asked) as request:
        sent = {"asked": request, **fds}
        numbers = [f"{name}={fd}" for name, fd in sent.items()]
        command = [sys.executable, "-m", "firstquery.sandbox.zygote", "--plain", entry, *numbers]
        return BoxedProcess(boxes.start(view, limits, command, tuple(sent.values())), None)


def start_forked(
    entry: str,
    asked: Mapping[str, Any],
    fds: Mapping[str, int],
    view: View,
    limits: Limits,
    imports: Iterable[str],
    is_small: bool,
) -> BoxedProcess:
    """As `start`, but raises `NoFork` where nothing can be forked."""
    forks.zygote(imports, is_small)  # where there is none, no box is needed
    box = boxes.start(view, limits, _HOLD, pipes=True)
    opened: dict[str, int] = {}
    try:
        assert box.process.stdout is not None
        if box.process.stdout.read(3) != b"up\n":
            raise NoSandbox(boxes.refusal() or f"The sandbox did not start: {box.stderr_text()}")
        (holding,) = (one for one in below(box.inner) if _name(one) == "sh")
        opened = namespaces.open_of(holding)
        return BoxedProcess(box, forks.fork(entry, asked, {**fds, **opened}, imports, is_small))
    except (OSError, ValueError) as fault:
        box.close()
        raise NoFork(str(fault)) from None
    except BaseException:
        box.close()
        raise
    finally:
        for fd in opened.values():
            os.close(fd)


def _name(process: int) -> str:
    """The name of a program that runs, as the system has it: its first 15 letters."""
    return Path(f"/proc/{process}/comm").read_text(encoding="utf-8", errors="replace").strip()
