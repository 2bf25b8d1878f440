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
from typing import Any, Protocol

import firstquery
from firstquery import course
from firstquery.grade.sandbox import forks
from firstquery.grade.sandbox.command import Command
from firstquery.grade.sandbox.limits import Fault, Limits
from firstquery.grade.sandbox.streams import Pipes

#: What the zygote imports before it forks a trial, by the word of the command or of a file that asks for it.
IMPORTS = {
    "pandas": ("numpy", "pandas"),
    "matplotlib": ("matplotlib.pyplot", "matplotlib.backends.backend_agg"),
    "sklearn": ("sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection"),
    "pytest": ("pytest", "_pytest.assertion.rewrite", "_pytest.terminal"),
    "sqlite3": ("sqlite3",),
    "httpx": ("httpx",),
}
#: The same result each time, and nothing written beside a version that is tried.
STEADY = {
    **{"MPLBACKEND": "agg", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    **{"PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
    **{"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
}
_PASSED = ("LANG", "TZ", "PATH", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR")


@dataclass(frozen=True)
class Service:
    """A service of whoever judges, which the program reaches on its own machine and which runs outside of its box.

    ``serve`` is called with a socket that listens, and serves between its ``__enter__`` and its ``__exit__``. The
    program finds the address, ``http://127.0.0.1:PORT``, in the environment's ``variable``. In a box the port is always
    ``port``; without one it is another where that one is taken.
    """

    serve: Callable[[socket.socket], AbstractContextManager[object]]
    port: int = 8765
    variable: str = "SERVICE_URL"


@dataclass(frozen=True)
class Trial:
    """What to run. Paths are relative, with ``/``, to the trial's own folder, in which ``files`` stand.

    ``command`` is no shell's; its word "python" means this Python. ``folder`` is where it starts. ``environment`` comes
    on top of a clean one. ``warehouse`` is a database to read, whose place is in the environment's
    FIRSTQUERY_WAREHOUSE. ``read_only`` are more files and folders of this machine, by their path in the trial's folder;
    ``places`` are others, by the variable of the environment that says where they are. ``course`` is the course that
    can be seen, this one where none is named. ``imports`` are modules for the zygote to have imported; None: by the
    words of the command and of the files.
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

    def modules(self) -> tuple[str, ...]:
        """What the zygote imports before it forks this trial."""
        if self.imports is not None:
            return tuple(self.imports)
        texts = [*self.command, *(text for text in self.files.values() if isinstance(text, str))]
        return tuple(one for word, names in IMPORTS.items() if any(word in text for text in texts) for one in names)


class Process(Protocol):
    """A process that runs a trial."""

    @property
    def code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs, and where that is not known."""

    def ended(self, seconds: float) -> bool:
        """Waits for its end, ``seconds`` at most, and says whether it came."""

    def end(self) -> None:
        """Ends it with all that it has started, which is gone when this returns."""


@dataclass
class Launched:
    """A trial that runs: ``root`` is its own folder, as it is seen from here, and ``pipes`` lead to its streams."""

    process: Process
    root: Path
    pipes: Pipes
    fault: Callable[[], Fault | None]


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Writes ``files`` into ``folder``, which is made. Raises ValueError for a path that leads out of it."""
    folder.mkdir()
    for name, text in files.items():
        path = folder / inside(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)


def inside(name: str) -> str:
    """``name``, a relative path that stays below its folder. Raises ValueError."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name:
        raise ValueError(f"{name!r} leads out of the trial's folder")
    return str(path)


def isolated(trial: Trial, place: Path, stack: ExitStack) -> Launched:
    """Starts it in a box. ``place`` is an empty folder, and ``stack`` ends it. Raises `NoSandbox`."""
    from firstquery.grade.sandbox import monitor, mounts, process

    write(trial.files, place / "files")
    root, limits = f"{mounts.HOME}/work", trial.limits
    given = {f"{root}/{inside(name)}": path.resolve() for name, path in trial.read_only.items()}
    places = {name: f"/given/{name}" for name in trial.places}
    given |= {places[name]: path.resolve() for name, path in trial.places.items()}
    seen = process.view_of(place, trial.course or course.COURSE, trial.warehouse, place / "files", None, given)
    kept = {name: value for name, value in mounts.environment().items() if not name.startswith("FIRSTQUERY_")}
    own = {"FIRSTQUERY_COURSE": mounts.COURSE, "FIRSTQUERY_WORK": f"{mounts.HOME}/first-query"}
    asked = _asked(
        trial, root, {**kept, **own, **places}, mounts.WAREHOUSE, trial.service.port if trial.service else None
    )
    pipes = Pipes()
    stack.callback(pipes.close)
    channel, theirs = socket.socketpair()
    with channel:
        with theirs:
            fds = {**pipes.theirs, "channel": theirs.fileno()}
            boxed = process.start(f"{_PROGRAM}:run", {**asked, "is_boxed": True}, fds, seen, limits, trial.modules())
        stack.callback(boxed.close)
        pipes.close_theirs()
        channel.settimeout(forks.STARTUP)
        with contextlib.suppress(OSError):
            _, sent, _, _ = socket.recv_fds(channel, 1, 2)
            for fd in sent[:1]:
                stack.callback(os.close, fd)
                place = Path(f"/proc/self/fd/{fd}")  # it can be read when the box is gone
            if trial.service is not None and len(sent) == 2:
                stack.enter_context(_served(trial.service, socket.socket(fileno=sent[1])))
            counting = monitor.Monitor(boxed.roots, limits.memory, 10 * limits.seconds + 600, boxed.end, mounts.DISKS)
            counting.start()
            stack.callback(counting.stop)
            channel.sendall(b"+")
    return Launched(boxed, place, pipes, lambda: counting.fault)


def here(trial: Trial, place: Path, stack: ExitStack) -> Launched:
    """Starts it with the rights of whoever runs it: as a fork of the zygote, or as a process of its own."""
    root, home = place / "files", place / "home"
    write(trial.files, root)
    (home / "tmp").mkdir(parents=True)
    for name, path in trial.read_only.items():
        (root / inside(name)).parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, root / name, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copyfile(path, root / name)
    warehouse = place / "warehouse.sqlite"
    if trial.warehouse is not None:
        shutil.copyfile(trial.warehouse, warehouse)
        warehouse.chmod(0o444)
    port = None
    if trial.service is not None:
        listening = _listening(trial.service.port)
        port = listening.getsockname()[1]
        stack.enter_context(_served(trial.service, listening))
    places = {name: str(path.resolve()) for name, path in trial.places.items()}
    own_course = trial.course or course.COURSE
    kept = {**_environment(home), "FIRSTQUERY_COURSE": str(own_course), **places}
    asked = _asked(trial, str(root), kept, str(warehouse), port)
    pipes = Pipes()
    stack.callback(pipes.close)
    process: Process
    try:
        if own_course != course.COURSE:
            raise forks.NoFork("the zygote knows another course")
        forked = forks.fork(f"{_PROGRAM}:run", {**asked, "is_boxed": False}, pipes.theirs, trial.modules())
        stack.callback(forked.close)
        process = forked
    except forks.NoFork:
        where = root / asked["folder"]
        process = Command(asked["command"], where, asked["environment"], pipes.theirs, trial.limits.apply_alone)
    stack.callback(process.end)
    pipes.close_theirs()
    return Launched(process, root, pipes, lambda: None)


_PROGRAM = f"{__package__}.program"


def _asked(trial: Trial, root: str, kept: Mapping[str, str], warehouse: str, port: int | None) -> dict[str, Any]:
    own = {"FIRSTQUERY_WAREHOUSE": warehouse} if trial.warehouse is not None else {}
    if trial.service is not None:
        own[trial.service.variable] = f"http://127.0.0.1:{port}"
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


@contextlib.contextmanager
def _served(service: Service, listening: socket.socket) -> Any:
    with listening, service.serve(listening):
        yield


def _listening(port: int) -> socket.socket:
    for one in (port, 0):
        listening = socket.socket()
        with contextlib.suppress(OSError):
            listening.bind(("127.0.0.1", one))
            listening.listen(100)
            return listening
        listening.close()
    raise OSError("no port of this machine is free")
