"""Backup and restore: one file with all that is the cohort's, and nothing that can be installed again.

In it is one archive a place, which `tar` writes and reads as the account whose place it is: whatever a learner has put
into her folder, links too, nothing of it is followed with more rights than hers.
"""

from __future__ import annotations

import json
import os
import pwd
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple

from firstquery.cohort.hub import accounts, daemon
from firstquery.cohort.hub.site import FILE, Site, home_of, read
from firstquery.core.errors import UserError
from firstquery.core.files import read_only_address

WORK = "first-query"
HASHES = "passwords.json"
#: Of this start alone.
PASSING = ("hub.pid", "proxy.pid", "hub.log", "warm")


class CohortFolder(NamedTuple):
    """A folder of the cohort's, by whom it is read and written, and the databases in it that somebody may be using."""

    name: str
    folder: Path
    owner: str
    databases: tuple[str, ...] = ()


def cohort_folders(site: Site) -> Iterator[CohortFolder]:
    """Yield everything that a backup holds."""
    yield CohortFolder("state", site.state, "root", ("jupyterhub.sqlite",))
    # "desk" is its name in the backups that cohorts already have
    yield CohortFolder("desk", site.facilitator_course, site.facilitator, ("gradebook.db",))
    yield CohortFolder("exchange", site.exchange, "root")
    for name in accounts.learners(site):
        yield CohortFolder(f"work-{name}", home_of(name, site.homes) / WORK, name)


def save(site: Site, file: Path) -> int:
    """Write the backup, for root alone, and return its size in bytes. The hub may run.

    Databases are copied as they stand between two changes. Raises `UserError` where the file is there already, or a
    place can't be read.
    """
    file = file.absolute()
    if file.exists():
        raise UserError(f"{file} is there already: name another file.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=file.parent) as made:
        stage = Path(made)
        for place in cohort_folders(site):
            if place.folder.is_dir():
                pack(place, stage / f"{place.name}.tar")
            for name in place.databases:
                if (place.folder / name).is_file():
                    _copy_database(place.folder / name, stage / f"{place.name}-{name}")
        (stage / HASHES).write_text(json.dumps(_hashes(site)), encoding="utf-8")
        whole = stage / "whole"
        with tarfile.open(whole, "w:gz") as tar:
            for one in sorted(stage.iterdir()):
                if one != whole:
                    tar.add(one, one.name)
        whole.chmod(0o600)
        whole.rename(file)
    return file.stat().st_size


def restore(file: Path, state: Path) -> Site:
    """Put back what is in the backup, accounts and passwords too, and return its hub, which stands in ``state``.

    Whatever stands in its places is replaced. Raises `UserError` where the hub runs, or the file is no backup.
    """
    if (state / FILE).exists() and daemon.running(read(state)):
        raise UserError("The hub runs: `firstquery hub stop` first.")
    state.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=state.parent) as made:
        stage = Path(made)
        try:
            with tarfile.open(file) as tar:
                tar.extractall(stage, filter="data")
            hashes = json.loads((stage / HASHES).read_text(encoding="utf-8"))
            if not (stage / "state.tar").is_file():
                raise ValueError("no state")
        except (OSError, tarfile.TarError, ValueError, EOFError):
            raise UserError(f"{file} cannot be read as a backup of a hub. Nothing was changed.") from None
        _unpack(stage, CohortFolder("state", state, "root", ("jupyterhub.sqlite",)))
        site = read(state).model_copy(update={"state": state})
        site.save()
        _bring_back(site, hashes)
        for place in cohort_folders(site):
            if place.name != "state" and (stage / f"{place.name}.tar").is_file():
                _unpack(stage, place)
    return site


def pack(place: CohortFolder, to: Path) -> None:
    """Write the folder as a tar, read as the account whose it is. Raises `UserError` where it can't be read."""
    # A database itself is in it for its mode's sake: its content is the copy that `_copy_database` makes.
    left = [f"--exclude=./{one}-*" for one in place.databases]
    if place.name == "state":
        left += [f"--exclude=./{one}" for one in PASSING]
    with to.open("wb") as file:
        done = _run(place.owner, ["tar", "--create", *left, "--directory", str(place.folder), "."], to=file)
    if done.returncode > 1:  # 1: a file was written to meanwhile, as files are
        raise UserError(f"{place.folder} could not be read ({_last(done)}).")


def _unpack(stage: Path, place: CohortFolder) -> None:
    """Replace the folder, as its owner; the folder's own mode and owner come back with what is in it."""
    place.folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    if place.owner == "root":
        _must(place, _run("root", ["rm", "-rf", str(place.folder)]))
        place.folder.mkdir(mode=0o700)
    else:
        steps = 'rm -rf "$1" && mkdir -m 0700 "$1"'
        _must(place, _run(place.owner, ["/bin/sh", "-c", steps, "sh", str(place.folder)]))
    with (stage / f"{place.name}.tar").open("rb") as file:
        how = ["--extract", "--preserve-permissions", "--directory", str(place.folder)]
        _must(place, _run(place.owner, ["tar", *how], given=file))
    for name in place.databases:
        copied = stage / f"{place.name}-{name}"
        if copied.is_file():
            with copied.open("rb") as file:
                steps = 'cat > "$1"'
                _must(place, _run(place.owner, ["/bin/sh", "-c", steps, "sh", str(place.folder / name)], given=file))


def _run(
    owner: str, command: list[str], given: BinaryIO | None = None, to: BinaryIO | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as that account, in no folder of anybody's."""
    account = pwd.getpwnam(owner)
    return subprocess.run(
        command,
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=os.getgrouplist(owner, account.pw_gid),
        env={"PATH": "/usr/bin:/bin", "HOME": account.pw_dir},
        cwd="/",
        stdin=given or subprocess.DEVNULL,
        stdout=to or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )


def _must(place: CohortFolder, done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode:
        raise UserError(f"{place.folder} could not be restored ({_last(done)}).")


def _last(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"])[-1].rstrip(".")


def _copy_database(path: Path, to: Path) -> None:
    try:
        with closing(sqlite3.connect(read_only_address(path), uri=True)) as old, closing(sqlite3.connect(to)) as new:
            old.backup(new)
    except sqlite3.Error as fault:
        raise UserError(f"{path} could not be copied ({fault}).") from None


def _hashes(site: Site) -> dict[str, str]:
    """Return the hash of each account's password, as the system keeps it: one that she has changed comes back, too."""
    rows = (line.split(":") for line in Path("/etc/shadow").read_text(encoding="utf-8").splitlines())
    there = accounts.read_accounts(site)
    return {row[0]: row[1] for row in rows if row[0] in there}


def _bring_back(site: Site, hashes: dict[str, str]) -> None:
    """Make the accounts that this machine lacks; every password is what it was."""
    there = accounts.read_accounts(site)
    accounts.keep(site, {name: one.model_copy(update={"made": False}) for name, one in there.items()})
    accounts.make(site, [one for name, one in there.items() if name != site.facilitator])
    given = "".join(f"{name}:{hashed}\n" for name, hashed in sorted(hashes.items()))
    subprocess.run(["chpasswd", "--encrypted"], input=given, text=True, check=True, capture_output=True)
