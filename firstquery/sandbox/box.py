"""A sandbox that is up: bubblewrap around one command, with namespaces of its own."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from firstquery.core import host
from firstquery.core.errors import UserError
from firstquery.sandbox import seccomp
from firstquery.sandbox.limits import Limits
from firstquery.sandbox.mounts import USER, View, environment

SECONDS = 20.0  # for bubblewrap to say which process it started, on a busy machine
NOBODY = 65534
_APART = (
    *("--unshare-user", "--disable-userns", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-pid"),
    *("--unshare-cgroup-try", "--uid", str(USER), "--gid", str(USER), "--hostname", "sandbox"),
    *("--die-with-parent", "--new-session"),
)


class NoSandbox(UserError):
    """There is no sandbox on this machine, or it did not start."""


@dataclass
class Box:
    """``process`` is bubblewrap, ``inner`` the host's number of process 1 inside; killing that one ends them all."""

    process: subprocess.Popen[bytes]
    inner: int
    _handle: int

    def poll(self) -> int | None:
        return self.process.poll()

    def kill(self) -> None:
        """End every process of the sandbox. They are gone when this returns."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        if not self.wait(5):
            self.process.kill()
        self.process.wait()

    def wait(self, seconds: float) -> bool:
        """Wait for bubblewrap itself. Not by `Popen.wait`, which looks now and then."""
        if self.process.poll() is not None:
            return True
        try:
            handle = os.pidfd_open(self.process.pid)
        except ProcessLookupError:  # it was waited for meanwhile
            return True
        try:
            return bool(select.select([handle], [], [], seconds)[0])
        finally:
            os.close(handle)

    def close(self) -> None:
        """Kill and let go of everything."""
        if self._handle >= 0:
            self.kill()
            os.close(self._handle)
            self._handle = -1
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def stderr_text(self) -> str:
        """Return what bubblewrap or the command wrote to stderr before the kernel took over."""
        return _text(self.process)


def start(view: View, limits: Limits, command: Sequence[str], fds: Sequence[int] = (), pipes: bool = False) -> Box:
    """Run ``command`` in a sandbox; ``fds`` are kept open, ``pipes`` connects stdin and stdout. Raises `NoSandbox`."""
    if shutil.which("bwrap") is None:
        raise NoSandbox(_refusal("bubblewrap is not installed on this machine"))
    info, tell = os.pipe()
    variables = environment()
    try:
        inner = [*_APART, *view.arguments(limits)]
    except PermissionError as fault:
        raise NoSandbox(_refusal(f"{fault.filename} belongs in the sandbox, and your user may not read it")) from None
    # Whatever comes to be inside has the filter, process 1 too: nobody there is worth taking over.
    code = seccomp.program()
    kept = [_file(code)] if code else []
    inner += [word for file in kept for word in ("--seccomp", str(file.fileno()))]
    # Process 1 inside is bubblewrap: anyone there can read its command line, so the host's paths come another way.
    told = _file(b"".join(word.encode() + b"\0" for word in inner))
    kept.append(told)
    outermost = ["bwrap", "--die-with-parent", "--unshare-pid", "--info-fd", str(tell)]
    whole = [*outermost, "--args", str(told.fileno()), "--", *command]
    if os.geteuid() == 0:
        # The kernel's limit on processes does not bind root, and root owns too much: another user holds the sandbox.
        # A dying process of root's bubblewrap may not signal that user's, so all are in a namespace that goes with it.
        rights = [word for right in ("CAP_SETUID", "CAP_SETGID") for word in ("--cap-add", right)]
        other = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
        held = ["bwrap", "--args", str(told.fileno()), "--", *command]
        whole = [*outermost, *view.stage(), *rights, "--", *other, *held]
    channel = subprocess.PIPE if pipes else subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            whole,
            env=variables,
            pass_fds=(*fds, tell, *(file.fileno() for file in kept)),
            stdin=channel,
            stdout=channel,
            stderr=subprocess.PIPE,
        )
    except OSError as fault:
        os.close(info)
        raise NoSandbox(_refusal(f"bubblewrap did not start ({fault.strerror})")) from None
    finally:
        os.close(tell)
        for file in kept:
            file.close()
    try:
        inside = _inner(info)
        box = Box(process, inside, os.pidfd_open(inside))
    except (ValueError, KeyError, OSError):
        process.kill()
        process.wait()
        why = _text(process) or "it said nothing"
        raise NoSandbox(_refusal(f"bubblewrap cannot make a sandbox here: {why}")) from None
    finally:
        os.close(info)
    return box


def _file(content: bytes) -> BinaryIO:
    """An open file without a name, to be read from its beginning."""
    held = tempfile.TemporaryFile()  # noqa: SIM115
    held.write(content)
    held.seek(0)
    return held


def _inner(info: int) -> int:
    """Return the number of process 1 inside, from what bubblewrap writes to ``info``: a JSON object, in pieces."""
    text, until = b"", time.monotonic() + SECONDS
    while not text.rstrip().endswith(b"}"):
        ready, _, _ = select.select([info], [], [], max(0, until - time.monotonic()))
        piece = os.read(info, 4096) if ready else b""
        if not piece:
            break
        text += piece
    return int(json.loads(text)["child-pid"])


def _text(process: subprocess.Popen[bytes]) -> str:
    """Return what came through the pipe so far. A pipe, since a file would be the sandbox's to fill."""
    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    with suppress(OSError):
        return " ".join(os.read(process.stderr.fileno(), 2000).decode("utf-8", "replace").split())
    return ""


def _refusal(why: str) -> str:
    return (
        f"Submissions are programs that others wrote, and they are run in a sandbox alone. {why[0].upper()}{why[1:]}. "
        "On Debian or Ubuntu, `sudo apt install bubblewrap` installs it (0.8 or newer); where the system or a "
        "container forbids unprivileged user namespaces, allow them. Where you trust every submission, add `--unsafe` "
        "(to a command of nbgrader, `--ExecuteOnHeldOut.unsafe=True`): it runs them without one, with your own rights."
    )


def is_available() -> bool:
    """Return whether this machine has a box to run in. A kernel of the grader's is in one already, and makes none."""
    at_the_grader = os.environ.get("FIRSTQUERY_GRADER", "") not in ("", "0")
    return host.is_linux() and not at_the_grader and refusal() is None


@cache
def refusal() -> str | None:
    """Return why this machine cannot run submissions in a sandbox, as a sentence with the way out; None when it can."""
    try:
        box = start(View(course=Path(os.devnull, "no course")), Limits(), ["/bin/sh", "-c", "echo up"], pipes=True)
    except NoSandbox as fault:
        return fault.sentence
    try:
        assert box.process.stdout is not None
        if box.process.stdout.read(3) != b"up\n":
            return _refusal(f"bubblewrap cannot make a sandbox here: {box.stderr_text() or 'it said nothing'}")
    finally:
        box.close()
    return None
