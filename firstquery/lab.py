"""`firstquery lab`: JupyterLab on the learner's own folder, opened on *start here*."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from firstquery import course
from firstquery.learners_copy import Copied, fill
from firstquery.sentence import Sentence

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8888, 8987
FIRST_PAGE = "lab/tree/start-here.ipynb"
SETTINGS = Path(__file__).parent / "lab_settings"
# The instructor's side of nbgrader; a learner has no use for it, and it makes each start seconds longer.
NOT_HERS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
# A cold disk and an antivirus can make the first start slow; a server that is coming up is waited for.
PATIENCE = 120.0


def lab(arguments: Sequence[str] = ()) -> int:
    """Fill the learner's folder and run JupyterLab there until Ctrl-C. Returns the exit code.

    ``arguments``: ``--no-browser`` prints the address and opens nothing, as happens without a display; ``--port N``
    takes that port or none (left out, the first free one from 8888 on); ``--restore`` brings back notebooks that the
    learner removed; anything else goes to JupyterLab. Raises Sentence where the folder cannot be written, the port is
    taken, or JupyterLab does not start.
    """
    options, further = _parser().parse_known_args(list(arguments))
    _tell(fill(restore=options.restore))
    browser = not (options.no_browser or _no_display())
    work = course.work_folder()
    if running := _running(work):
        print(f"First Query is open already, at {running}", flush=True)
        if browser:
            import webbrowser

            webbrowser.open(running)
        return 0
    chosen = _port(options.port)
    token = secrets.token_hex(24)
    log = work / ".records" / "jupyterlab.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    _lend_settings(work)
    with _signals_stop_us(), log.open("wb") as output:
        server = subprocess.Popen(
            [*_command(work, chosen, browser), *further],
            env=_environment(work, token),
            cwd=work,
            stdin=subprocess.DEVNULL,  # so that JupyterLab does not ask back on Ctrl-C
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_answers(server, chosen, log)
            address = f"http://{HOST}:{chosen}/{FIRST_PAGE}?token={token}"
            print(f"First Query is at {address}  (Ctrl-C stops it)", flush=True)
            code = server.wait()
        except KeyboardInterrupt:
            _stop(server)
            print("First Query has stopped. Your work is in " + str(work), flush=True)
            return 0
        except BaseException:
            _stop(server)
            raise
    if code:
        raise Sentence(f"JupyterLab ended by itself (exit code {code}): what it said is in {log}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="firstquery lab", add_help=False, allow_abbrev=False)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--port", type=int)
    parser.add_argument("--restore", action="store_true")
    return parser


def _tell(copied: Copied) -> None:
    """One line for each thing that a learner would want to know about her folder; none on most days."""
    work = course.work_folder()
    if copied.added:
        print(f"New in your folder {work}: {_names(copied.added)}", flush=True)
    if copied.updated:
        print(f"Newer versions, of what you had not changed: {_names(copied.updated)}", flush=True)
    if copied.kept:
        print(f"The course has newer versions of what you worked in; yours stay: {_names(copied.kept)}", flush=True)
    if copied.missing:
        print(f"You removed {_names(copied.missing)}. With --restore they come back.", flush=True)


def _names(names: list[str]) -> str:
    """The notebooks among them by name; the first filling, and what only stands beside a notebook, as a number."""
    notebooks = [name for name in names if name.endswith(".ipynb")]
    return ", ".join(notebooks) if 0 < len(notebooks) <= 3 else f"{len(names)} files"


def _command(work: Path, port: int, browser: bool) -> list[str]:
    command = [
        sys.executable,
        *("-m", "jupyterlab"),
        f"--ServerApp.root_dir={work}",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url=/{FIRST_PAGE}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        # the learner's Lab shows no shop for extensions, which would look one up on the network
        "--LabApp.extension_manager=readonly",
    ]
    command += [f"--ServerApp.jpserver_extensions=nbgrader.server_extensions.{name}=False" for name in NOT_HERS]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--ServerApp.allow_root=True")
    return command


def _environment(work: Path, token: str) -> dict[str, str]:
    """What JupyterLab and its kernels are told. The token travels here: arguments can be read by every user."""
    records = work / ".records"
    environment = dict(os.environ)
    environment |= {
        "JUPYTER_TOKEN": token,
        "FIRSTQUERY_COURSE": str(course.COURSE),
        "FIRSTQUERY_WORK": str(work),
        # her layout and settings here, apart from those of another JupyterLab she may have
        "JUPYTERLAB_WORKSPACES_DIR": str(records / "lab" / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(records / "lab" / "settings"),
    }
    return environment


def _lend_settings(work: Path) -> None:
    """Larger letters and calmer errors, once: JupyterLab reads them from the user's settings alone."""
    target = (
        work / ".records" / "lab" / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    )
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SETTINGS / target.name, target)


def _no_display() -> bool:
    if os.environ.get("BROWSER") or sys.platform in ("win32", "darwin"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("WSL_DISTRO_NAME"))


def _running(work: Path) -> str | None:
    """The address of a First Query that is open on this folder already; None when there is none."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        same = Path(server.get("root_dir", "")).absolute() == work and server.get("token")
        if same and _answers(int(server["port"])):
            return f"http://{HOST}:{server['port']}/{FIRST_PAGE}?token={server['token']}"
    return None


def _port(asked: int | None) -> int:
    """The port asked for, else the first free one. Raises Sentence where it, or all of them, are taken."""
    if asked is not None:
        if not 0 < asked < 65536:
            raise Sentence(f"{asked} is no port: choose a number from 1024 to 65535, or leave --port out.")
        if not _free(asked):
            raise Sentence(
                f"Port {asked} is taken by another program: leave --port out and First Query finds a free one."
            )
        return asked
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if _free(port):
            if port != FIRST_PORT:
                print(f"Port {FIRST_PORT} is taken by another program; First Query takes {port}.", flush=True)
            return port
    raise Sentence(
        f"All ports from {FIRST_PORT} to {LAST_PORT} are taken: close other programs, or name a free one with --port."
    )


def _free(port: int) -> bool:
    with socket.socket() as probe:
        if os.name == "posix":  # as JupyterLab does: a port whose last connection ended a moment ago is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _answers(port: int) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a company's proxy is not for this
    try:
        with opener.open(f"http://{HOST}:{port}/api", timeout=2) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return when JupyterLab answers. Raises Sentence when it ends first, or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            last = said[-1].strip() if said else "it said nothing"
            raise Sentence(f"JupyterLab did not start ({last}): all it said is in {log}.")
        if _answers(port):
            return
        time.sleep(0.15)
    raise Sentence(f"JupyterLab did not answer within {PATIENCE:.0f} seconds: what it said is in {log}.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End JupyterLab, and with it its kernels; by force after ten seconds."""
    if os.name == "posix":
        server.terminate()  # on Windows this is force, and Ctrl-C has told the server already
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def _signals_stop_us() -> Iterator[None]:
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
