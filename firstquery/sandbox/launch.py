"""What a trial is, and how it is started: isolated in a box, or here, in a temporary folder of this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import firstquery
from firstquery.core import course
from firstquery.sandbox import forks
from firstquery.sandbox.command import Command
from firstquery.sandbox.limits import Fault, Limits
from firstquery.sandbox.mounts import copy_readable

if TYPE_CHECKING:  # Linux alone has what it imports
    from firstquery.sandbox.forks import Fork
    from firstquery.sandbox.pool import Pool, Slot
    from firstquery.sandbox.process import BoxedProcess

#: Plugins that pytest imports as it starts; one that a later version has no more is left out.
_PLUGINS = (
    *("faulthandler", "helpconfig", "junitxml", "pastebin", "setuponly", "setupplan", "skipping", "threadexception"),
    *("tracemalloc", "unittest", "unraisableexception", "warnings"),
)
#: What the zygote imports before it forks a trial, by the word of the command or of a file that asks for it.
IMPORTS: dict[str, tuple[str, ...]] = {
    "pandas": ("numpy", "pandas", "pandas.io.formats.html"),
    "matplotlib": (
        *("matplotlib.pyplot", "matplotlib.backends.backend_agg"),
        *("firstquery.checks.kinds.chart.recording", "firstquery.checks.kinds.chart.axes"),
    ),
    "sklearn": ("sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection"),
    "pytest": ("pytest", "_pytest.assertion.rewrite", "_pytest.terminal", *(f"_pytest.{one}" for one in _PLUGINS)),
    "sqlite3": ("sqlite3",),
    "httpx": ("httpx",),
    "openai": ("openai", "openai.resources.chat", "openai.types.chat"),
    "import requests": ("requests",),
    "icalendar": ("icalendar", "recurring_ical_events"),
    "firstquery import": ("firstquery", *firstquery.homes()),
}
#: The same result each time, and nothing written beside a version that is tried.
STEADY = {
    **{"MPLBACKEND": "agg", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    **{"PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
    **{"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
}
#: Seconds for a program to import what a fork has from the start: a disk that is read for the first time is slow.
IMPORTING = 20.0
PYTHON = ("python", "python3", sys.executable)
ENTRY = f"{__package__}.program:run"
_PASSED = ("LANG", "TZ", "PATH", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR")


@dataclass(frozen=True)
class Service:
    """A service of whoever judges, which the program reaches on its own machine and which runs outside of its box.

    ``serve`` is called with a socket that listens, and serves between its ``__enter__`` and its ``__exit__``. The
    program finds the address, ``http://127.0.0.1:PORT``, in the environment's ``variable``. In a box the port is always
    ``port``; without one it is another where that one is taken. ``path`` stands behind it.
    """

    serve: Callable[[socket.socket], AbstractContextManager[object]]
    port: int = 8765
    variable: str = "SERVICE_URL"
    path: str = ""


@dataclass(frozen=True)
class Trial:
    """What to run. Paths are relative, with ``/``, to the trial's own folder, in which ``files`` stand.

    ``command`` is no shell's; its word "python" means this Python. ``folder`` is where it starts. ``environment`` comes
    on top of a clean one. ``warehouse`` is a database to read, whose place is in the environment's
    FIRSTQUERY_WAREHOUSE. ``read_only`` are more files and folders of this machine, by their path in the trial's folder;
    ``places`` are others, by the variable of the environment that says where they are. ``course`` is the course that
    can be seen, this one where none is named. ``imports`` are modules for the zygote to have imported; None: by the
    words of the command, of the files and of ``stdin``.
    """

    command: Sequence[str]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    folder: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: str | bytes = ""
    limits: Limits = field(default_factory=lambda: Limits(seconds=20))
    warehouse: Path | None = None
    read_only: Mapping[str, Path] = field(default_factory=dict)
    places: Mapping[str, Path] = field(default_factory=dict)
    service: Service | None = None
    course: Path | None = None
    imports: Sequence[str] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether a box that others of its kind have run in shows all that it is to see."""
        return not self.read_only and not self.places and self.imports is None

    def modules(self) -> tuple[str, ...]:
        """Return what the zygote imports before it forks this trial."""
        if self.imports is not None:
            return tuple(self.imports)
        return modules([text for text in (*self.command, *self.files.values(), self.stdin) if isinstance(text, str)])


def modules(texts: Sequence[str]) -> tuple[str, ...]:
    """Return what programs of these texts import, as far as it is known."""
    return tuple(one for word, names in IMPORTS.items() if any(word in text for text in texts) for one in names)


@dataclass
class RunningTrial:
    """A trial that runs: ``root`` is its own folder, as it is seen from here.

    Each kind of ``process`` has a ``code``, waits in ``ended(seconds)``, and ends in ``end()`` with all it has started.
    """

    process: BoxedProcess | Slot | Fork | Command
    root: Path
    fault: Callable[[], Fault | None]
    importing: float = 0.0  # seconds on top of its limit


def write(files: Mapping[str, str | bytes], folder: Path) -> int:
    """Write ``files`` into ``folder``, which is made, and return their bytes, rounded up to whole pages.

    All may read them. Raises ValueError for a path that leads out of it.
    """
    size = 0
    _make(folder)
    for name, text in files.items():
        path, content = folder / inside(name), text.encode() if isinstance(text, str) else text
        _make(path.parent)
        path.write_bytes(content)
        path.chmod(0o644)
        size += (len(content) // 4096 + 2) * 4096
    return size


def _make(folder: Path) -> None:
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir()
        folder.chmod(0o755)


def inside(name: str) -> str:
    """Return ``name``, a relative path that stays below its folder. Raises ValueError."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise ValueError(f"{name!r} leads out of the trial's folder")
    return str(path)


def start_isolated(
    trial: Trial, place: Path, fds: Mapping[str, int], stack: ExitStack, pool: Pool | None = None
) -> RunningTrial:
    """Start it in a box, of ``pool`` where it can be, with ``fds`` "in", "out" and "err".

    ``place`` is an empty folder, and ``stack`` ends it. Raises `NoSandbox`.
    """
    from firstquery.sandbox import monitor, mounts

    root, limits = f"{mounts.HOME}/work", trial.limits
    places = {name: f"/given/{name}" for name in trial.places}
    kept = {name: value for name, value in mounts.environment().items() if not name.startswith("FIRSTQUERY_")}
    kept |= {"FIRSTQUERY_COURSE": mounts.COURSE, "FIRSTQUERY_WORK": f"{mounts.HOME}/first-query"}
    port = trial.service.port if trial.service else None
    asked = _fork_request(trial, root, {**kept, **places}, mounts.WAREHOUSE, port) | {"is_boxed": True}
    channel, theirs = socket.socketpair()
    with channel:
        with theirs:
            sent = {**fds, "channel": theirs.fileno()}
            if pool is not None and trial.is_plain:
                process = _in_pool(trial, place, asked, sent, stack, pool)
            else:
                process = _in_own_box(trial, place, asked, sent, stack)
        counting = monitor.Monitor(process.roots, limits.memory, 10 * limits.seconds + 600, process.end, mounts.DISKS)
        counting.start()
        stack.callback(counting.stop)
        channel.settimeout(forks.STARTUP)
        with contextlib.suppress(OSError):  # it has ended: what it said of that is in its streams
            _, opened, _, _ = socket.recv_fds(channel, 1, 2)
            for fd in opened[:1]:
                stack.callback(os.close, fd)
                place = Path(f"/proc/self/fd/{fd}")  # it can be read when the box is gone
            for fd in opened[1:]:
                _serve(trial, socket.socket(fileno=fd), stack)
            channel.sendall(b"+")
    return RunningTrial(process, place, lambda: counting.fault)


def _in_own_box(
    trial: Trial, place: Path, asked: dict[str, Any], fds: Mapping[str, int], stack: ExitStack
) -> BoxedProcess | Slot:
    from firstquery.sandbox import mounts, process

    write(trial.files, place / "files")
    root = asked["root"]
    given = {f"{root}/{inside(name)}": path.resolve() for name, path in trial.read_only.items()}
    given |= {f"/given/{name}": path.resolve() for name, path in trial.places.items()}
    seen = mounts.view_of(place, trial.course or course.COURSE, trial.warehouse, place / "files", None, given)
    asked = {**asked, "submission": mounts.SUBMISSION}
    boxed = process.start(ENTRY, asked, fds, seen, trial.limits, trial.modules(), is_small=trial.imports is None)
    stack.callback(boxed.close)
    return boxed


def _in_pool(
    trial: Trial, place: Path, asked: dict[str, Any], fds: Mapping[str, int], stack: ExitStack, pool: Pool
) -> BoxedProcess | Slot:
    from firstquery.sandbox import mounts

    try:
        slot = pool.take(trial.course or course.COURSE, trial.warehouse, trial.limits, set(trial.modules()))
    except forks.NoFork:
        return _in_own_box(trial, place, asked, fds, stack)
    stack.callback(pool.give, slot)
    stack.callback(shutil.rmtree, slot.handed / place.name, ignore_errors=True)
    size = write(trial.files, slot.handed / place.name)
    try:
        slot.start({**asked, "submission": f"{mounts.SUBMISSION}/{place.name}"}, fds, size)
    except OSError:  # it has ended since its last trial, and nothing of this one has begun
        slot.close()
        return _in_own_box(trial, place, asked, fds, stack)
    return slot


def start_unisolated(trial: Trial, place: Path, fds: Mapping[str, int], stack: ExitStack) -> RunningTrial:
    """Start it with the rights of whoever runs it: as a fork of the zygote, or as a process of its own."""
    root, home, port = place / "files", place / "home", None
    write(trial.files, root)
    (home / "tmp").mkdir(parents=True)
    for name, path in trial.read_only.items():
        copy_readable(path, root / inside(name))
    if trial.warehouse is not None:
        copy_readable(trial.warehouse, place / "warehouse.sqlite")
    if trial.service is not None:
        listening = _listening(trial.service.port)
        port = listening.getsockname()[1]
        _serve(trial, listening, stack)
    own = {"FIRSTQUERY_COURSE": str(trial.course or course.COURSE)}
    own |= {name: str(path.resolve()) for name, path in trial.places.items()}
    asked = _fork_request(trial, str(root), {**_environment(home), **own}, str(place / "warehouse.sqlite"), port)
    process: Fork | Command
    importing = 0.0
    try:
        if trial.course not in (None, course.COURSE):
            raise forks.NoFork("the zygote knows another course")
        process = forks.fork(ENTRY, {**asked, "is_boxed": False}, fds, trial.modules(), trial.imports is None)
        stack.callback(process.close)
    except forks.NoFork:
        command = trial.limits.command([sys.executable if one in PYTHON else one for one in trial.command[:1]])
        importing = IMPORTING if trial.modules() else 0.0
        process = Command([*command, *trial.command[1:]], root / asked["folder"], asked["environment"], fds)
    stack.callback(process.end)
    return RunningTrial(process, root, lambda: None, importing)


def _fork_request(trial: Trial, root: str, kept: Mapping[str, str], warehouse: str, port: int | None) -> dict[str, Any]:
    own = {"FIRSTQUERY_WAREHOUSE": warehouse} if trial.warehouse is not None else {}
    if trial.service is not None:
        own[trial.service.variable] = f"http://127.0.0.1:{port}{trial.service.path}"
    return {
        "command": list(trial.command),
        "root": root,
        "folder": inside(trial.folder),
        "environment": {**kept, **STEADY, **own, **trial.environment},
        "limits": asdict(trial.limits),
        "port": port,
    }


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    kept |= dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "IPYTHONDIR"), str(home))
    kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(home / "tmp"))
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
    package = str(Path(firstquery.__file__).resolve().parents[1])
    return {**kept, "PATH": path, "PYTHONPATH": package, "FIRSTQUERY_WORK": str(home / "first-query")}


def _serve(trial: Trial, listening: socket.socket, stack: ExitStack) -> None:
    assert trial.service is not None
    stack.enter_context(listening)
    stack.enter_context(trial.service.serve(listening))


def _listening(port: int) -> socket.socket:
    for one in (port, 0):
        listening = socket.socket()
        with contextlib.suppress(OSError):
            listening.bind(("127.0.0.1", one))
            listening.listen(100)
            return listening
        listening.close()
    raise OSError("no port of this machine is free")
