"""What is right and what is to mend on a hub, tried as each of its accounts. It changes nothing."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from firstquery.cohort.hub import accounts, daemon, limits
from firstquery.cohort.hub.install import GIVEN, SYSTEM
from firstquery.cohort.hub.site import Site, home_of
from firstquery.core.warehouse import learning

#: GiB of the disk that a workshop wants free, and MiB of memory that a learner at work needs (docs/hub.md).
DISK, MEMORY = 2, 250
_START = "firstquery hub upgrade --start --state {}"
_TRY = 'for one; do if [ -r "$one" ] || [ -w "$one" ]; then printf "%s\\n" "$one"; fi; done'
_REACH = 'for one; do if ! [ -r "$one" ]; then printf "%s\\n" "$one"; fi; done'


@dataclass(frozen=True)
class CheckResult:
    """One thing that was looked at. ``mend`` says what to do; it is empty where all is well."""

    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"MEND  {self.what} {self.mend}" if self.mend else f"ok    {self.what}"


def examine(site: Site) -> list[CheckResult]:
    """Everything that was looked at, in order."""
    parts = (_service, _folders, _homes, _reach, _exchange, _versions, _machine)
    return [one for part in parts for one in part(site)]


def _service(site: Site) -> Iterator[CheckResult]:
    if not daemon.running(site):
        yield CheckResult("The hub is not running.", f"`{_START.format(site.state)}` starts it.")
    elif not daemon.answers(site):
        yield CheckResult(
            "The hub runs and does not answer.",
            f"{site.log} says why; `firstquery hub stop --state {site.state}`, then `{_START.format(site.state)}`.",
        )
    else:
        yield CheckResult(f"The hub answers at {site.address()}.")
        servers = [one for one in daemon.members(site) if one.pid and one.uids().real != 0]
        bounded = all(f"/first-query/{one.username()}" in _group(one.pid) for one in servers)
        together = "and a learner's together by control groups" if servers and bounded else "one by one"
        if limits.group_of("nobody") is None:
            together = "one by one: this system's control groups (version 2) cannot be written"
        yield CheckResult(f"Memory is bounded at {site.memory} MiB, processes {together}.")


def _group(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cgroup").read_text(encoding="utf-8")
    except OSError:
        return ""


def _folders(site: Site) -> Iterator[CheckResult]:
    yield from _mode(site.state, "root", 0o700)
    for name in ("hub.json", "accounts.json", "jupyterhub.sqlite", "cookie_secret"):
        if (site.state / name).exists():
            yield from _mode(site.state / name, "root", 0o600)
    yield from _mode(site.facilitator_course, site.facilitator, 0o700)
    strange = sorted(
        {one.name for one in site.course.iterdir()} - {*GIVEN, "source", ".venv", ".venv.lock", "start.log"}
    )
    for name in strange:
        yield CheckResult(
            f"{site.course / name} is readable for learners, and is no part of their course.", "Move it away."
        )
    if answers := sorted((site.course / "source").rglob("answers.py")):
        yield CheckResult(f"Learners can read {answers[0]}.", "`firstquery hub upgrade` makes their copy anew.")
    for one in (site.course, *(site.course / name for name in GIVEN)):
        if one.exists() and (one.stat().st_mode & 0o022 or one.stat().st_uid != 0):
            mend = f"chown -R root:root {one}; chmod -R go-w {one}"
            yield CheckResult(f"Others than root may change {one}.", f"`{mend}`")


def _mode(path: Path, owner: str, mode: int) -> Iterator[CheckResult]:
    found = path.lstat()
    now = stat.S_IMODE(found.st_mode)
    mend = []
    if found.st_uid != pwd.getpwnam(owner).pw_uid:
        mend.append(f"chown {owner} {path}")
    if now & ~mode & 0o777 or (mode & stat.S_ISVTX) > (now & stat.S_ISVTX):
        mend.append(f"chmod {mode:04o} {path}")
    if mend:
        yield CheckResult(f"{path} has mode {now:04o}, and belongs to uid {found.st_uid}.", f"`{'; '.join(mend)}`")


def _homes(site: Site) -> Iterator[CheckResult]:
    wrong = 0
    for name in accounts.read_accounts(site):
        home = home_of(name, site.homes)
        if not home.is_dir():
            wrong += 1
            yield CheckResult(f"{name} has no home folder.", f"`mkhomedir_helper {name}; chmod 0700 {home}`")
            continue
        found = list(_mode(home, name, 0o700))
        wrong += len(found)
        yield from found
    if not wrong:
        yield CheckResult(f"{len(accounts.read_accounts(site))} home folders are closed.")


def _reach(site: Site) -> Iterator[CheckResult]:
    """Each learner tries what is not hers, and what she needs."""
    wrong = 0
    homes = {name: home_of(name, site.homes) for name in accounts.read_accounts(site)}
    hers = [
        site.facilitator_course / one
        for one in ("source", "pull-requests", "held-out", "gradebook.db", "submitted", "autograded", "feedback")
    ]
    closed = [
        site.facilitator_course,
        *hers,
        site.state,
        site.file,
        site.state / "jupyterhub.sqlite",
        site.state / "accounts.json",
    ]
    needed = [site.course / "firstquery", learning(site.course), site.python, site.inbox / "outbound"]
    for name in accounts.learners(site):
        others = [home for other, home in homes.items() if other != name]
        works = [home / "first-query" for home in others]
        for one in _run_as(name, _TRY, [*others, *works, *closed, site.inbox / "inbound"]):
            if one == str(site.inbox / "inbound"):
                if not _run_as(name, _REACH, [one]):
                    wrong += 1
                    yield CheckResult(f"{name} can list {one}.", f"`chmod 3733 {one}`")
                continue
            wrong += 1
            yield CheckResult(f"{name} can read or write {one}.", f"`chmod go-rwx {_guard(Path(one), homes, site)}`")
        for one in _run_as(name, _REACH, needed):
            wrong += 1
            yield CheckResult(f"{name} cannot read {one}.", "`firstquery hub upgrade` makes the learners' copy anew.")
    if not wrong:
        yield CheckResult(
            "Tried as each learner: nothing of the others', of the facilitator's or of the hub's is open."
        )


def _guard(path: Path, homes: dict[str, Path], site: Site) -> Path:
    """The folder that should have kept others from ``path``."""
    return next((one for one in (*homes.values(), site.state) if path.is_relative_to(one)), path)


def _run_as(name: str, script: str, paths: Iterable[Path | str]) -> list[str]:
    """What a shell of this account says of the paths. A control of ours, with none of her settings."""
    account = pwd.getpwnam(name)
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", *map(str, paths)],
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=os.getgrouplist(name, account.pw_gid),
        env={"PATH": "/usr/bin:/bin"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.splitlines()


def _exchange(site: Site) -> Iterator[CheckResult]:
    found = [
        *_mode(site.exchange, "root", 0o1777),
        *_mode(site.inbox, site.facilitator, 0o755),
        *_mode(site.inbox / "outbound", site.facilitator, 0o755),
        *_mode(site.inbox / "inbound", site.facilitator, 0o3733),
        *_mode(site.inbox / "feedback", site.facilitator, 0o711),
    ]
    yield from found or [CheckResult(f"The exchange in {site.exchange} is closed as it should be.")]


def _versions(site: Site) -> Iterator[CheckResult]:
    for program, package in SYSTEM.items():
        if not shutil.which(program):
            yield CheckResult(f"{program} is missing.", f"`apt-get install {package}`")
    locked: dict[str, set[str]] = {}  # one version or several, as the Python wants
    for lock in ("requirements.lock", "requirements-hub.lock"):
        for line in (site.course / lock).read_text(encoding="utf-8").splitlines():
            if found := re.match(r"([A-Za-z0-9._-]+)==(\S+)(?: ; (.*?))?(?: \\)?$", line):
                locked.setdefault(_normal(found[1]), set()).add(found[2])
    asked = "import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions()}))"
    done = subprocess.run([site.python, "-P", "-c", asked], capture_output=True, text=True, check=False)
    if done.returncode:
        yield CheckResult(f"{site.python} does not start.", "`firstquery hub upgrade` makes the environment anew.")
        return
    there = {_normal(name): version for name, version in json.loads(done.stdout).items()}
    strange = [name for name, version in there.items() if name in locked and version not in locked[name]]
    if "jupyterhub" not in there:
        strange.append("jupyterhub")
    if strange:
        yield CheckResult(f"Another version than the lock's: {', '.join(strange)}.", "`firstquery hub upgrade`")
    else:
        yield CheckResult(f"JupyterHub {there['jupyterhub']}, and all packages as locked.")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _machine(site: Site) -> Iterator[CheckResult]:
    for folder in {site.homes, site.state, site.exchange}:
        free = shutil.disk_usage(folder).free / 2**30
        if free < DISK:
            yield CheckResult(f"{folder} has {free:.1f} GiB left.", f"Free {DISK} GiB before the workshop.")
    memory, people = psutil.virtual_memory().total / 2**20, len(accounts.learners(site))
    if people * MEMORY > memory:
        yield CheckResult(
            f"{people} learners at work at once want {people * MEMORY / 1024:.0f} GiB of memory, and there are "
            f"{memory / 1024:.0f}.",
            "Let them come in groups, or take a larger machine.",
        )
    else:
        yield CheckResult(f"Disk and memory are enough for {people} learners.")
    newest = max(one.stat().st_mtime for one in (site.state, site.file, site.course / "pyproject.toml"))
    synchronized = (
        shutil.which("timedatectl")
        and subprocess.run(
            ["timedatectl", "show", "--property=NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.strip()
    )
    if newest > time.time() + 60:
        yield CheckResult("The clock is behind: files here are of the future.", "Set it: `timedatectl set-ntp true`")
    elif synchronized == "no":
        yield CheckResult("The clock is not kept right by the network.", "`timedatectl set-ntp true`")
    else:
        yield CheckResult(f"The clock says {time.strftime('%Y-%m-%d %H:%M %Z')}.")
