"""JupyterLab as a process: how it is started for a learner, waited for, and ended."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from firstquery.core import course, host
from firstquery.core.errors import UserError
from firstquery.lab import ports
from firstquery.learner.open_notebook import PAGE

# What JupyterLab reads as its application settings: `overrides.json` (defaults of the course) and `page_config.json`
# (parts that are left out). Two more files there JupyterLab knows only as a user's: `opening.lend` lends them to her.
SETTINGS = Path(__file__).parent / "settings"
# A small extension, in the browser's own language and not built: an open page shows what there is now.
PAGES = Path(__file__).parent / "pages"
# What a learner has no use for: the instructor's side of nbgrader, language servers, the older notebook.
# Each makes every start slower.
NOT_HERS = (
    *(f"nbgrader.server_extensions.{name}" for name in ("assignment_list", "course_list", "formgrader")),
    "nbgrader.server_extensions.validate_assignment",
    "jupyter_lsp",
    "notebook",
    "notebook_shim",
)
# What the course's panel asks.
HERS = ("firstquery.lab.outline",)
# A cold disk and an antivirus can make the first start slow; a server that is coming up is waited for.
PATIENCE = 120.0


@dataclass(frozen=True)
class Server:
    """A JupyterLab that answers: its process, the address that opens *start here*, and what it says, in a file."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path


def start(work: Path, port: int | None, browser: bool, further: Sequence[str] = ()) -> Server:
    """Starts JupyterLab on ``work`` and returns when it answers. Raises UserError where no port, or no server, is had.

    ``port`` None: the first free one; should another program take it meanwhile, the next.
    """
    log = work / ".records" / "jupyterlab.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(24)
    for chosen in ports.candidates(port):
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*command(work, chosen, browser), *further],
                env=environment(work, token),
                cwd=work,
                stdin=subprocess.DEVNULL,  # so that JupyterLab does not ask back on Ctrl-C
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            if _answers_in_time(process, chosen, token, log):
                ports.remember(work, chosen, token)
                threading.Thread(target=_start_kernel, args=(chosen, token), daemon=True).start()
                return Server(process, ports.address(chosen, token), log)
        except BaseException:
            stop(process)
            raise
        if port is not None or ports.free(chosen):
            break
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = said[-1].strip() if said else "it said nothing"
    raise UserError(f"JupyterLab did not start ({last}): all it said is in {log}.")


def command(work: Path, port: int, browser: bool) -> list[str]:
    """The command line of JupyterLab on ``work``."""
    options = settings(work) | {
        "ServerApp.ip": ports.HOST,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": browser,
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options["ServerApp.allow_root"] = True
    return [sys.executable, "-m", "firstquery.lab.program", *arguments(options)]


def settings(work: Path) -> dict[str, object]:
    """What JupyterLab is told of ``work``, whoever starts it there: traits by name."""
    options: dict[str, object] = {
        "ServerApp.root_dir": work,
        "ServerApp.contents_manager_class": "firstquery.lab.contents.LearnersContents",
        "LabApp.default_url": f"/{ports.FIRST_PAGE}",
        "LabApp.app_settings_dir": SETTINGS,
        "LabApp.extra_labextensions_path": PAGES,
        # the learner's Lab shows no shop for extensions, which would look one up on the network
        "LabApp.extension_manager": "readonly",
    }
    if host.is_posix():
        # not as at a log-in, which would forget where the word firstquery is
        options["ServerApp.terminado_settings"] = {"shell_command": [os.environ.get("SHELL") or "sh"]}
    return options


def arguments(options: Mapping[str, object]) -> list[str]:
    """``options`` as words of a command line; of the server's parts, `HERS` and not what is `NOT_HERS`."""
    return [
        *(f"--{name}={value}" for name, value in options.items()),
        *(f"--ServerApp.jpserver_extensions={name}=True" for name in HERS),
        *(f"--ServerApp.jpserver_extensions={name}=False" for name in NOT_HERS),
    ]


def environment(work: Path, token: str) -> dict[str, str]:
    """What JupyterLab and its kernels are told. The token travels here: arguments can be read by every user."""
    return dict(os.environ) | surroundings(work) | {"JUPYTER_TOKEN": token}


def surroundings(work: Path) -> dict[str, str]:
    """The environment variables that lead JupyterLab and its kernels to ``work`` and to this course."""
    lab = work / ".records" / "lab"
    return {
        "FIRSTQUERY_COURSE": str(course.COURSE),
        "FIRSTQUERY_WORK": str(work),
        PAGE: "1",
        # a terminal of JupyterLab's knows the word firstquery
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        # her layout and settings here, apart from those of another JupyterLab she may have
        "JUPYTER_CONFIG_DIR": str(lab / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(lab / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(lab / "settings"),
    }


def wait(process: subprocess.Popen[bytes]) -> int:
    """Return its exit code at its end. On Windows, Ctrl-C is heard between two waits and not within one."""
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(0.5)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End JupyterLab, and with it its kernels; by force after ten seconds."""
    if host.is_posix():
        process.terminate()  # on Windows this is force, and Ctrl-C has told the server already
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def signals_stop_us() -> Iterator[None]:
    """A closed terminal or a polite kill ends the server too, as Ctrl-C does: none is left running unseen."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _answers_in_time(process: subprocess.Popen[bytes], port: int, token: str, log: Path) -> bool:
    """True when JupyterLab answers, False when it ended first. Raises UserError when it takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            return False
        if ports.answers(port, token):
            return True
        time.sleep(0.05)
    raise UserError(f"JupyterLab did not answer within {PATIENCE:.0f} seconds: what it said is in {log}.")


def _start_kernel(port: int, token: str) -> None:
    """The kernel of *start here* starts while the browser is still loading the page, which then finds it there."""
    session = {"path": ports.FIRST, "name": ports.FIRST, "type": "notebook", "kernel": {"name": "python3"}}
    request = urllib.request.Request(
        f"http://{ports.HOST}:{port}/api/sessions",
        data=json.dumps(session).encode(),
        headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
    )
    with contextlib.suppress(OSError, ValueError):
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60).close()
