"""Where attempts are made: a hub with a learner who tries, another one, and a facilitator, each with planted secrets.

Whether an attempt succeeds is seen from outside, as root: a secret that it could not know, in what it took along or was
answered; or something that is not as it was. Never by what it says of itself.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from firstquery.cohort.hub.visitor import Visitor
from firstquery.core import files

#: What a collect of a handful of submissions may take on a busy machine.
PATIENCE = 120.0
TOOLS = Path(__file__).with_name("tools.py")


@dataclass
class Ground:
    """One hub. ``ann`` tries, and has her server up; so have ``ben`` and the facilitator, ``lead``.

    ``works``: the folder that each one's server shows; ``practice`` in it is what is handed in. ``course`` is the
    copy that learners read, ``facilitator_course`` the facilitator's. ``lists``: files of the hub's with passwords.
    ``ports``: the hub's and the proxy's interfaces. ``processes``: how many she may have. ``submit``, ``collect`` and
    ``grade``: the commands of a learner and of the facilitator, who makes files with ``umask``.
    """

    ann: Visitor
    ben: Visitor
    lead: Visitor
    homes: dict[str, Path]
    works: dict[str, Path]
    passwords: dict[str, str]
    facilitator_course: Path
    course: Path
    state: Path
    lists: tuple[Path, ...]
    inbox: Path
    stem: str
    practice: str
    python: Path
    hub: psutil.Process
    ports: tuple[int, int]
    processes: int
    environment: dict[str, str]
    submit: tuple[str, ...]
    collect: tuple[str, ...]
    grade: tuple[str, ...]
    umask: int
    secret: dict[str, str] = field(default_factory=dict)
    submission: Path = Path()
    _kernels: dict[str, str] = field(default_factory=dict)

    @property
    def loot(self) -> Path:
        """Where she keeps what she finds."""
        return self.homes[self.ann.name] / "loot"

    @property
    def inbound(self) -> Path:
        return self.inbox / "inbound"

    @property
    def submitted(self) -> Path:
        return self.facilitator_course / "submitted"

    @property
    def database(self) -> Path:
        return self.state / "jupyterhub.sqlite"

    def uid(self, visitor: Visitor) -> int:
        return pwd.getpwnam(visitor.name).pw_uid

    def cell(self, code: str, who: Visitor | None = None) -> str:
        """What a cell says in a kernel of ``who``, ann where it is nobody; her tools are there (tools.py)."""
        visitor = who or self.ann
        kernel = self._kernels.get(visitor.name, "")
        if visitor.ask("GET", f"api/kernels/{kernel or 'none'}").status_code != 200:
            kernel = self._kernels[visitor.name] = visitor.start_kernel()
            visitor.run(kernel, TOOLS.read_text())
        return visitor.run(kernel, code)[0]

    def restart(self) -> None:
        """Ends her kernel: what an attempt has left in it goes with it."""
        self.ann.ask("DELETE", f"api/kernels/{self._kernels.pop(self.ann.name, 'none')}")

    def again(self) -> None:
        """Ends her server through the hub, and opens a new one."""
        from_page(self.ann, "DELETE", f"/hub/api/users/{self.ann.name}/server")
        self._kernels.pop(self.ann.name, None)
        self.ann.open()
        self.secret["her own token"] = self.token(self.ann)

    def token(self, who: Visitor) -> str:
        """The one with which her server speaks to the hub."""
        return self.cell("print(os.environ['JUPYTERHUB_API_TOKEN'])", who).strip()

    def run(
        self, who: Visitor, *words: str, given: str | None = None, patience: float = PATIENCE
    ) -> subprocess.CompletedProcess[str]:
        """A process of an account, in her home folder or, for the facilitator, in her course."""
        account = pwd.getpwnam(who.name)
        home = self.homes[who.name]
        return subprocess.run(
            words,
            cwd=self.facilitator_course if who is self.lead else home,
            env=self._environment(who),
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=os.getgrouplist(who.name, account.pw_gid),
            umask=self.umask,
            input=given,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )

    def _environment(self, who: Visitor) -> dict[str, str]:
        hers = {"HOME": str(self.homes[who.name]), "USER": who.name}
        if who is not self.lead and self.works[who.name] != self.homes[who.name]:
            hers |= {"FIRSTQUERY_COURSE": str(self.course), "FIRSTQUERY_WORK": str(self.works[who.name])}
        return self.environment | hers

    def script(self, code: str) -> str:
        """What a program of hers says, with her tools, outside of any server."""
        done = self.run(self.ann, str(self.python), "-P", "-", given=f"{TOOLS.read_text()}\n{code}")
        return done.stdout + done.stderr

    def took(self, *wanted: str, answer: str = "") -> str:
        """Which of these secrets are in what she keeps, or in the ``answer`` of a server; empty for none."""
        kept = b"".join(path.read_bytes() for path in sorted(self.loot.rglob("*")) if path.is_file())
        found = [one for one in wanted if self.secret[one].encode() in kept + answer.encode()]
        return f"read: {', '.join(found)}" if found else ""

    def hand_in(self, who: Visitor) -> Path:
        """Hands in the practice of ``who`` as it is saved. Returns its folder in the exchange."""
        before = set(self.inbound.iterdir())
        done = self.run(who, *self.submit)
        found = [one for one in set(self.inbound.iterdir()) - before if one.name.startswith(f"{who.name}+")]
        if len(found) != 1:
            raise RuntimeError(f"{who.name} could not hand in: {done.stdout}{done.stderr}")
        return found[0]

    def bring(self) -> str:
        """Lets the facilitator collect. What harm was done to others by it; empty for none."""
        shutil.rmtree(self.submitted / self.ben.name, ignore_errors=True)
        try:
            self.run(self.lead, *self.collect)
        except subprocess.TimeoutExpired:
            return f"the collect did not end within {PATIENCE:.0f} seconds"
        notebook = self.submitted / self.ben.name / self.stem / f"{self.stem}.ipynb"
        if not notebook.is_file():
            return "the collect stopped, and another's submission was not collected"
        return "" if self.secret["submission"] in notebook.read_text() else "another's submission is not hers any more"

    def processes_of(self, visitor: Visitor) -> list[psutil.Process]:
        wanted = self.uid(visitor)
        found = []
        for one in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if one.uids().real == wanted and one.status() != psutil.STATUS_ZOMBIE:
                    found.append(one)
        return found

    def row(self, visitor: Visitor) -> tuple[str, int] | None:
        """A secret of hers and whether she is admin, in the hub's database."""
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as opened:
            found = opened.execute("SELECT cookie_id, admin FROM users WHERE name = ?", (visitor.name,)).fetchone()
        return found if found is None else (found[0], found[1])

    @contextlib.contextmanager
    def unchanged(self, *paths: Path, harm: list[str]) -> Iterator[None]:
        """Looks at folders and files before and after, and puts down what is not as it was."""
        before = {path: state(path) for path in paths}
        yield
        harm += [f"changed: {path.name}" for path in paths if state(path) != before[path]]


@dataclass(frozen=True)
class Attempt:
    """``tries`` makes it, looks from outside what came of it, and returns that; empty where nothing did."""

    name: str
    title: str
    tries: Callable[[Ground], str]

    def on(self, ground: Ground) -> str:
        shutil.rmtree(ground.loot, ignore_errors=True)
        try:
            return self.tries(ground)
        finally:
            shutil.rmtree(ground.loot, ignore_errors=True)


ATTEMPTS: dict[str, Attempt] = {}


def attempt(title: str) -> Callable[[Callable[[Ground], str]], Callable[[Ground], str]]:
    """Adds a function to `ATTEMPTS` by its name; ``title`` says what it tries."""

    def add(tries: Callable[[Ground], str]) -> Callable[[Ground], str]:
        name = tries.__name__.replace("_", "-")
        ATTEMPTS[name] = Attempt(name, title, tries)
        return tries

    return add


def from_page(visitor: Visitor, method: str, path: str, json: object = None) -> httpx.Response:
    """What the hub answers to a browser, asked from a page of its own."""
    xsrf = {one.path: one.value for one in visitor.browser.cookies.jar if one.name == "_xsrf"}
    headers = {"Referer": f"{visitor.address}/hub/home", "X-XSRFToken": xsrf.get("/hub/") or ""}
    return visitor.browser.request(method, path, headers=headers, json=json)


def state(path: Path) -> list[tuple[str, int, int, str]]:
    """Each file's name, mode, owner and content below a folder."""
    found = []
    for one in sorted((path, *path.rglob("*"))) if os.path.lexists(path) else ():
        seen = one.lstat()
        content = files.digest(one.read_bytes()) if one.is_file() and not one.is_symlink() else ""
        found.append((str(one.relative_to(path)), seen.st_mode, seen.st_uid, content))
    return found


def canary(what: str) -> str:
    return f"canary-{what}-{secrets.token_hex(12)}"


def eventually(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return true()


def end(processes: list[psutil.Process]) -> None:
    for one in processes:
        with contextlib.suppress(psutil.Error):
            one.send_signal(signal.SIGKILL)
    psutil.wait_procs(processes, timeout=30)
