"""A stock hub for comparison: JupyterHub and nbgrader as their documentation sets them up on one machine, as root.

Accounts by `useradd -m`, servers by LocalProcessSpawner, an exchange of mode 0777, the course in the instructor's home
folder, nbgrader's server extensions on for everybody, as its installation leaves them.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_notebook

from firstquery.cohort.hub.visitor import Visitor
from tests.cohort.hub.intrusion.ground import Ground, end
from tests.cohort.hub.intrusion.planting import plant, write

STEM, COURSE_ID = "ps1", "course101"
_PATIENCE = 180.0
_HUB = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{0}"
c.JupyterHub.hub_port = {1}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{2}"
c.PAMAuthenticator.open_sessions = False
c.Authenticator.allow_all = True
c.Spawner.cmd = [{3!r}]
c.Spawner.environment = {{"JUPYTER_CONFIG_PATH": {4!r}, "PATH": {5!r}}}
c.Spawner.start_timeout = c.Spawner.http_timeout = 300
"""


@contextlib.contextmanager
def stock(python: Path, ports: list[int]) -> Iterator[Ground]:
    """The hub, planted, three accounts logged in. ``python`` has JupyterHub and nbgrader, for all users."""
    base = Path(tempfile.mkdtemp(prefix="fqstock-", dir="/tmp"))
    base.chmod(0o755)
    prefix = f"fqs{os.getpid() % 10_000}"
    names = [f"{prefix}-{who}" for who in ("ann", "ben", "lead")]
    before = os.umask(0o022)
    try:
        passwords = {name: _add_user(name, base / "home") for name in names}
        with contextlib.ExitStack() as stack:
            yield _furnished(stack, base, python, ports, passwords)
    finally:
        os.umask(before)
        for name in names:
            with contextlib.suppress(KeyError):
                uid = pwd.getpwnam(name).pw_uid
                end([one for one in psutil.process_iter(["uids"]) if one.info["uids"] and one.info["uids"].real == uid])
                subprocess.run(["userdel", "--remove", "--force", name], capture_output=True, check=False)
        shutil.rmtree(base, ignore_errors=True)


def _add_user(name: str, homes: Path) -> str:
    homes.mkdir(exist_ok=True)
    subprocess.run(["useradd", "-m", "-b", str(homes), "-s", "/bin/bash", name], check=True, capture_output=True)
    password = secrets.token_urlsafe(9)
    subprocess.run(["chpasswd"], input=f"{name}:{password}\n", text=True, check=True)
    return password


def _furnished(
    stack: contextlib.ExitStack, base: Path, python: Path, ports: list[int], passwords: dict[str, str]
) -> Ground:
    etc, exchange, state = base / "etc", base / "exchange", base / "hub"
    for folder in (etc, exchange, state):
        folder.mkdir()
    exchange.chmod(0o777)
    (etc / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = {COURSE_ID!r}\nc.Exchange.root = {str(exchange)!r}\n"
    )
    path = f"{python.parent}:/usr/local/bin:/usr/bin:/bin"
    command = str(python.with_name("jupyterhub-singleuser"))
    (state / "jupyterhub_config.py").write_text(_HUB.format(*ports, command, str(etc), path))
    process = _start(state, python, path)
    stack.callback(_stop, process)
    address = f"http://127.0.0.1:{ports[0]}"
    ann, ben, lead = (stack.enter_context(Visitor(address, name)) for name in passwords)
    homes = {name: base / "home" / name for name in passwords}
    course = homes[lead.name] / COURSE_ID
    nbgrader = str(python.with_name("nbgrader"))
    ground = Ground(
        ann=ann,
        ben=ben,
        lead=lead,
        homes=homes,
        works=dict(homes),
        passwords=passwords,
        facilitator_course=course,
        course=course,
        state=state,
        lists=(),
        inbox=exchange / COURSE_ID,
        stem=STEM,
        practice=f"{STEM}/{STEM}.ipynb",
        python=python,
        hub=process,
        ports=(ports[1], ports[2]),
        processes=512,
        environment={"JUPYTER_CONFIG_PATH": str(etc), "PATH": path, "LANG": "C.UTF-8"},
        submit=(nbgrader, "submit", STEM),
        collect=(nbgrader, "collect", STEM, "--update"),
        grade=(nbgrader, "autograde", STEM, "--student", ann.name, "--force"),
        umask=0o022,
    )
    write(homes[lead.name] / ".jupyter" / "nbgrader_config.py", "the course", lead, ground)
    with (homes[lead.name] / ".jupyter" / "nbgrader_config.py").open("a") as file:
        file.write(f"c = get_config()\nc.CourseDirectory.root = {str(course)!r}\n")
    source = course / "source" / STEM / f"{STEM}.ipynb"
    write(source, "", lead, ground)
    source.write_text(nbformat.writes(_assignment()))  # type: ignore[no-untyped-call]
    for words in (("generate_assignment", STEM), ("release_assignment", STEM)):
        _must(ground.run(lead, nbgrader, *words))
    for one in (ann, ben):
        _must(ground.run(one, nbgrader, "fetch_assignment", STEM))
    for one in (ann, ben, lead):
        one.log_in(passwords[one.name])
        one.open()
    plant(ground)
    return ground


def _start(state: Path, python: Path, path: str) -> psutil.Process:
    with (state / "hub.log").open("w") as log:
        process = psutil.Popen(
            [str(python), "-P", "-m", "jupyterhub"],
            cwd=state,
            env={"PATH": f"{path}:/usr/sbin:/sbin", "HOME": "/root", "NODE_PATH": "/usr/share/nodejs"},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until = time.monotonic() + _PATIENCE
    address = (state / "jupyterhub_config.py").read_text().partition('bind_url = "')[2].partition('"')[0]
    while time.monotonic() < until and process.is_running():
        with contextlib.suppress(httpx.HTTPError, ValueError):
            if "version" in httpx.get(f"{address}/hub/api/", trust_env=False).json():
                return psutil.Process(process.pid)
        time.sleep(0.2)
    raise RuntimeError((state / "hub.log").read_text()[-2000:])


def _stop(process: psutil.Process) -> None:
    below = process.children(recursive=True)
    process.terminate()
    psutil.wait_procs([process], timeout=60)
    end([process, *below])


def _assignment() -> nbformat.NotebookNode:
    said = {"schema_version": 3, "task": False}
    answer = {**said, "grade": False, "grade_id": "answer", "locked": False, "solution": True}
    check = {**said, "grade": True, "grade_id": "check", "locked": True, "solution": False, "points": 1}
    cells = [
        new_code_cell("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", metadata={"nbgrader": answer}),  # type: ignore[no-untyped-call]
        new_code_cell("assert x == 1", metadata={"nbgrader": check}),  # type: ignore[no-untyped-call]
    ]
    made: nbformat.NotebookNode = new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    return made


def _must(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
