"""One process that has imported what every learner's server and kernels need, and forks them: they share its memory.

``python -m firstquery.cohort.hub.warm SITE``, a service of the hub's, run as root. It is `firstquery.sandbox.zygote`,
listening in the hub's own folder, which root alone can open. It never reads what a fork is asked: no learner's token is
ever in its memory, and so in no other fork's. A server that it forks becomes its learner's before it does anything; it
keeps a fork of itself, with her rights alone, that forks her kernels.
"""

from __future__ import annotations

import os
import pwd
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from firstquery.cohort.hub import limits
from firstquery.cohort.hub.site import Site
from firstquery.grading.libraries import libraries
from firstquery.sandbox import namespaces, zygote
from firstquery.sandbox.forks import Zygote

ADDRESS = "warm"
PATIENCE = 60.0  # seconds until a process that has just been started listens
#: The address at which a learner's server asks for its kernels; told in its environment.
KERNELS = "FIRSTQUERY_KERNELS"
#: What a learner's server runs on. With it comes what the course's kernels have at the grader.
IMPORTS = (
    *("jupyterlab.labapp", "jupyterlab.handlers.plugin_manager_handler", "jupyterhub.singleuser.extension"),
    *("firstquery.cohort.hub.program", "firstquery.cohort.hub.kernels", "firstquery.lab.contents"),
    "firstquery.lab.outline",
    *("jupyter_server_terminals", "jupyterlab_server.handlers", "jupyterlab.extensions", "anyio._backends._asyncio"),
    "ipykernel.kernelapp",
)


def main() -> None:
    """Serves until the hub ends it."""
    site = Site.model_validate_json(Path(sys.argv[1]).read_bytes())
    namespaces.die_with_parent()
    address = site.state / ADDRESS
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(str(address))
        listening.listen(100)
        owner, _held = os.pipe()  # the other end is this process's own: it ends with the hub
        zygote.serve(owner, listening, (*IMPORTS, *libraries()))


def connect(site: Site) -> Zygote:
    """A connection to that process, which is waited for, as at the start of the hub. Raises `NoFork`."""
    address, end = site.state / ADDRESS, time.monotonic() + PATIENCE
    while not address.exists() and time.monotonic() < end:
        time.sleep(0.1)
    return Zygote(str(address))


def serve_learner(asked: dict[str, Any], fds: dict[str, int]) -> None:
    """Becomes a learner's server, as herself. A fork's entry: ``asked`` has her "name", the "site" and the "env"."""
    name, site = asked["name"], Site.model_validate(asked["site"])
    account = pwd.getpwnam(name)
    limits.apply(site, name)
    os.initgroups(name, account.pw_gid)
    os.setresgid(account.pw_gid, account.pw_gid, account.pw_gid)
    os.setresuid(account.pw_uid, account.pw_uid, account.pw_uid)
    namespaces.be_readable()
    namespaces.leave_keyring()
    namespaces.die_with_parent()
    os.umask(0o077)
    os.chdir(account.pw_dir)
    os.environ.clear()
    os.environ.update(asked["env"])
    _write_to(Path(asked["env"]["JUPYTER_RUNTIME_DIR"], "server.log"))
    _offer_kernels()
    sys.argv = ["first-query", *asked["arguments"]]
    from firstquery.cohort.hub import program

    program.main()


def _write_to(log: Path) -> None:
    """From here on what this process and its kernels say goes to a file of hers: the hub's log is not hers to fill."""
    log.parent.mkdir(mode=0o700, exist_ok=True)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    null = os.open(os.devnull, os.O_RDONLY)
    for stream, to in ((0, null), (1, file), (2, file)):
        os.dup2(to, stream)
    for one in (file, null):
        os.close(one)


def _offer_kernels() -> None:
    """Forks this process: that fork forks kernels while this one lives, and `KERNELS` says where it listens."""
    folder = tempfile.mkdtemp(prefix="first-query-")
    address = f"{folder}/fork"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(address)
        listening.listen(100)
        owner, held = os.pipe()
        if not os.fork():
            status = 1
            try:
                os.close(held)
                namespaces.die_with_parent()
                zygote.serve(owner, listening)
                status = 0
            finally:
                os._exit(status)
    os.close(owner)
    os.environ[KERNELS] = address


def run_kernel(asked: dict[str, Any], fds: dict[str, int]) -> None:
    """Becomes a kernel. A fork's entry: ``asked`` has its "arguments", the "env", and the "folder" to begin in."""
    from ipykernel.kernelapp import IPKernelApp

    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["env"])
    tempfile.tempdir = None
    if "pandas" in sys.modules:  # where it is imported in a terminal, and not in a kernel, it shows other columns
        sys.modules["pandas"].set_option("display.max_columns", 20)
    sys.argv = ["ipykernel_launcher", *asked["arguments"]]
    IPKernelApp.launch_instance(asked["arguments"])


if __name__ == "__main__":
    from firstquery.cohort.hub import warm

    warm.main()
