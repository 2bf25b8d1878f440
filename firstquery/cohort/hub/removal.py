"""What a hub holds of one learner beside the facilitator's course: handed over, and removed with her account."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import MetaData, create_engine, delete, select, text

from firstquery.cohort import person
from firstquery.cohort.hub import accounts, archive, daemon
from firstquery.cohort.hub.install import Say
from firstquery.cohort.hub.site import Site, home_of
from firstquery.cohort.hub.workshop import SLIPS
from firstquery.cohort.person import Exchange
from firstquery.core import files
from firstquery.core.errors import UserError

#: Where an account may have left files outside its home.
_SHARED = (Path("/tmp"), Path("/var/tmp"))
GONE = "(erased)"
#: The exit code of the command where a course holds nothing of a person.
NOTHING = 3


def check(site: Site, name: str) -> None:
    """Raise `UserError` where ``name`` is the facilitator's account, or the hub runs: it would write her back."""
    if name == site.facilitator:
        raise UserError(f"{name} is the facilitator's account: `firstquery hub remove` ends the whole hub.")
    if daemon.running(site):
        raise UserError(
            "The hub runs, and would keep what it knows of her: give `firstquery hub stop` first, and afterwards "
            "`firstquery hub upgrade --start`. No work of anybody is lost."
        )


def export(site: Site, name: str, file: Path) -> None:
    """Write one zip: what the facilitator's course holds, her work, and what the hub knows. Raises `UserError`."""
    if file.exists():
        raise UserError(f"{file} is there already: name another file.")
    with tempfile.TemporaryDirectory(prefix="first-query-", dir="/tmp") as made:
        (desk := Path(made, "desk")).mkdir(mode=0o700)
        Path(made).chmod(0o711)
        shutil.chown(desk, site.facilitator)
        _ask_course(site, name, "--export", str(desk / "person.zip"))
        whole, work = Path(made, "person.zip"), Path(made, "work.tar")
        _copy(desk / "person.zip", whole)
        with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as opened:
            opened.writestr("hub.json", json.dumps(_known(site, name), indent=1, default=str) + "\n")
            if (home := home_of(name, site.homes) / archive.WORK).is_dir():
                archive.pack(archive.CohortFolder("work", home, name), work)
                opened.write(work, work.name)
        files.write(file, whole.read_bytes(), mode=0o600)


def erase(site: Site, name: str, say: Say) -> list[tuple[Path, str]]:
    """Remove all that the hub and the facilitator's course hold of a learner. The hub is stopped.

    Returns the files that still name her, each with what it says. Raises `UserError`.
    """
    account = accounts.read_accounts(site).get(name)
    its = Exchange(site.inbox / "inbound", site.inbox / "feedback")
    for what, found in person.find_in_exchange(its, name, [site.facilitator_course / "submitted" / name]).items():
        for place in found:
            person.remove(place)
        say(f"{what}: {len(found)}")
    if said := _ask_course(site, name, "--erase", "--yes"):
        say(said)
    if account is not None:
        _remove_account(site, name)
        say(f"The account {name}, with its home folder and its mail.")
    count = _forget(site, name)
    say(f"The hub's database: {count} rows, and its log without her name.")
    (site.state / SLIPS).unlink(missing_ok=True)
    say("The page of slips: `firstquery hub up` writes it anew, for all others.")
    words = person.Holdings(name, None if account is None else accounts.member(account), {}, {})
    return person.search([site.state, site.exchange, site.facilitator_course], words)


def _ask_course(site: Site, name: str, *options: str) -> str:
    """Run the command on the facilitator's course as she: what its configuration runs has no more rights than hers.

    Returns its first line. Raises `UserError` where it did not do it, or nobody knows that name.
    """
    her = pwd.getpwnam(site.facilitator)
    done = subprocess.run(
        [str(site.python), "-P", "-m", "firstquery.cli.main", "person", *options, "--", name],
        user=her.pw_uid,
        group=her.pw_gid,
        extra_groups=os.getgrouplist(site.facilitator, her.pw_gid),
        env={"PATH": "/usr/bin:/bin", "HOME": her.pw_dir, "FIRSTQUERY_COURSE": str(site.facilitator_course)},
        cwd="/",
        capture_output=True,
        text=True,
    )
    has_account = name in accounts.read_accounts(site)
    if done.returncode not in ((0, NOTHING) if has_account else (0,)):
        why = " ".join(done.stderr.split()) or f"exit code {done.returncode}"
        raise UserError(f"The facilitator's course did not do it. {why}")
    return next((line for line in done.stdout.splitlines() if line.startswith("Erased")), "")


def _copy(path: Path, to: Path) -> None:
    """Copy a file that stands where another account may write: no link is followed. None becomes an empty zip."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened, to.open("wb") as copied:
            shutil.copyfileobj(opened, copied)
    except FileNotFoundError:
        zipfile.ZipFile(to, "w").close()


def _known(site: Site, name: str) -> dict[str, Any]:
    """Return the account, without its password, and what the hub's database has of it."""
    account = accounts.read_accounts(site).get(name)
    engine = create_engine(site.hub_database)
    with engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection, only=["users"])
        users = tables.tables["users"]
        kept = [one for one in ("id", "name", "created", "last_activity") if one in users.c]
        rows = connection.execute(select(*(users.c[one] for one in kept)).where(users.c.name == name)).mappings()
        found = [dict(row) for row in rows]
    engine.dispose()
    return {"account": account.model_dump(exclude={"password", "made"}) if account else None, "users": found}


def _remove_account(site: Site, name: str) -> None:
    with suppress(KeyError):
        number = pwd.getpwnam(name).pw_uid
        for process in psutil.process_iter(["uids"]):
            with suppress(psutil.Error):
                if process.info["uids"] and process.info["uids"].real == number:
                    process.kill()
        for folder in _SHARED:
            for path in folder.iterdir():
                with suppress(OSError):
                    if path.lstat().st_uid == number:
                        person.remove(path)
    accounts.remove_one(site, name)


def _forget(site: Site, name: str) -> int:
    """Delete her rows of the hub's database, and return their number; the log has `GONE` in the place of her name."""
    engine = create_engine(site.hub_database)
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA foreign_keys = ON"))
                connection.execute(text("PRAGMA secure_delete = ON"))
                connection.commit()
            tables = MetaData()
            tables.reflect(connection)
            users, spawners, servers, clients = (
                tables.tables[one] for one in ("users", "spawners", "servers", "oauth_clients")
            )
            her = select(users.c.id).where(users.c.name == name).scalar_subquery()
            owned = connection.execute(select(spawners.c.server_id).where(spawners.c.user_id.in_(her))).scalars().all()
            count = connection.execute(delete(spawners).where(spawners.c.user_id.in_(her))).rowcount
            count += connection.execute(delete(servers).where(servers.c.id.in_(owned))).rowcount
            its_client = clients.c.identifier == f"jupyterhub-user-{name}"
            count += connection.execute(delete(clients).where(its_client)).rowcount
            count += connection.execute(delete(users).where(users.c.name == name)).rowcount
            connection.commit()
            if connection.dialect.name == "sqlite":
                connection.execute(text("VACUUM"))
    finally:
        engine.dispose()
    if site.log.is_file():
        said = site.log.read_text(encoding="utf-8", errors="replace")
        files.write(site.log, re.sub(person.whole_word(name), GONE, said).encode(), mode=0o600)
    return count
