"""The hub as a process: started apart from the terminal, found again by its number, ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil

from firstquery.cohort.hub import warm
from firstquery.cohort.hub.site import MARK, Site
from firstquery.core import files
from firstquery.core.errors import UserError

# A busy machine with a cold disk takes its time; so do sixty servers that end at once.
PATIENCE = 300.0
#: Addresses that are every one of the machine's.
ANYWHERE = ("0.0.0.0", "::", "")
CONFIGURATION = Path("hub", "jupyterhub_config.py")


def start(site: Site) -> bool:
    """Starts the hub where it does not run, and waits until it answers. Whether it was started now.

    Raises `UserError` where a port is taken or the hub ends at its start.
    """
    if running(site):
        return False
    for port in (site.port, site.hub_port, site.proxy_port):
        if not _free(port):
            raise UserError(
                f"Port {port} is taken by another program: end that one, or choose others with --port, --hub-port and "
                "--proxy-port."
            )
    name = socket.gethostname()
    if site.ip in ANYWHERE and not _is_known(name):
        raise UserError(
            f"JupyterHub looks for this machine by its own name, {name}, which leads nowhere: add the line "
            f"`127.0.1.1 {name}` to /etc/hosts, and give the command again."
        )
    with site.log.open("ab") as log:
        site.log.chmod(0o600)
        process = subprocess.Popen(
            [str(site.python), "-P", "-m", "jupyterhub", "--config", str(site.course / CONFIGURATION)],
            env=_environment(site),
            cwd=site.state,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
        )
    files.write(_pidfile(site), f"{process.pid}\n".encode(), mode=0o600)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            stop(site)
            raise UserError(f"The hub ended at its start ({_last(site)}): all it said is in {site.log}.")
        if answers(site):
            return True
        time.sleep(0.2)
    stop(site)
    raise UserError(f"The hub did not answer within {PATIENCE:.0f} seconds: what it said is in {site.log}.")


def running(site: Site) -> psutil.Process | None:
    """The process of the hub; None where it does not run."""
    try:
        process = psutil.Process(int(_pidfile(site).read_text(encoding="utf-8")))
        return process if str(site.course / CONFIGURATION) in process.cmdline() and _is_of(process, site) else None
    except (OSError, ValueError, psutil.Error):
        return None


def answers(site: Site) -> bool:
    """Whether the hub answers through its proxy."""
    where = site.address() + "/hub/api/"
    with contextlib.suppress(httpx.HTTPError, ValueError):
        # This machine asks itself: a certificate is in the name of another address.
        return "version" in httpx.get(where, timeout=5, verify=False, trust_env=False).json()
    return False


def stop(site: Site, say: Callable[[str], None] = lambda _: None) -> bool:
    """Ends the hub, its proxy and every server; by force what has not ended by itself. Whether there was anything."""
    process, found = running(site), False
    if process is not None:
        found = True
        process.terminate()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            with contextlib.suppress(psutil.TimeoutExpired):
                process.wait(0.5)
    left = list(members(site))
    if left:
        found = True
        say(f"{len(left)} processes had not ended by themselves, and are ended now.")
        for one in left:
            with contextlib.suppress(psutil.Error):
                one.terminate()
        for one in psutil.wait_procs(left, timeout=10)[1]:
            with contextlib.suppress(psutil.Error):
                one.kill()
        psutil.wait_procs(left, timeout=10)
    for one in (_pidfile(site), site.state / warm.ADDRESS):
        one.unlink(missing_ok=True)
    return found


def members(site: Site) -> Iterator[psutil.Process]:
    """Every process that the hub or one of its servers has started, and the hub itself."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.pid != os.getpid() and process.status() != psutil.STATUS_ZOMBIE and _is_of(process, site):
                yield process


def _is_of(process: psutil.Process, site: Site) -> bool:
    return bool(process.environ().get(MARK) == str(site.file))


def _environment(site: Site) -> dict[str, str]:
    """What the hub is told: nothing of whoever starts it, whose settings might lead servers elsewhere."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
    path = (site.python.parent, "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
    return kept | {
        "HOME": "/root",
        "PATH": os.pathsep.join(str(one) for one in path),
        # Debian's libraries for Node; a Node that is not Debian's does not look there by itself
        "NODE_PATH": "/usr/share/nodejs",
        MARK: str(site.file),
    }


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def _is_known(name: str) -> bool:
    try:
        socket.getaddrinfo(name, None)
    except OSError:
        return False
    return True


def _last(site: Site) -> str:
    """The last fault that JupyterHub itself has told, else the last line of its log, in which the proxy writes, too."""
    said = site.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    told = [line.partition("] ")[2] for line in said if line.startswith(("[C ", "[E "))] or said[-1:]
    return told[-1].strip().rstrip(".") if told else "it said nothing"


def _pidfile(site: Site) -> Path:
    return site.state / "hub.pid"
