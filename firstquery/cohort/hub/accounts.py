"""The accounts of a workshop: one system user a learner, her password, and the slip of paper that says it."""

from __future__ import annotations

import grp
import json
import pwd
import re
import secrets
import subprocess
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from pydantic import BaseModel

from firstquery.cohort import roster
from firstquery.cohort.hub.site import Site, home_of
from firstquery.core import files as whole
from firstquery.core.course import PACKAGE
from firstquery.core.errors import UserError, quote_value

NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another one on paper


class Account(BaseModel):
    """One account. ``made`` is false until it has its password; the rest is as a `Member` has it."""

    name: str
    display: str = ""
    email: str = ""
    more: dict[str, str] = {}
    password: str = ""
    made: bool = False


def read_list(path: Path) -> list[Account]:
    """Return the learners of a list with the columns of a roster.csv.

    Raises `UserError` where one can't have an account.
    """
    found = [Account(name=one.name, display=one.display, email=one.email, more=one.more) for one in roster.read(path)]
    for one in found:
        if not NAME.fullmatch(one.name):
            raise UserError(
                f"{path}: {quote_value(one.name)!r} can't be the name of an account. It begins with a small letter, "
                "and has small letters, digits and hyphens, 31 at most; a display name may be anything."
            )
    if not found:
        raise UserError(f"{path} names nobody.")
    return found


def read_accounts(site: Site) -> dict[str, Account]:
    """Return every account that this hub has made, the facilitator's too, by name."""
    try:
        said = json.loads(_file(site).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {one["name"]: Account(**one) for one in said}


def learners(site: Site) -> list[str]:
    return sorted(name for name in read_accounts(site) if name != site.facilitator)


def make(site: Site, wanted: Sequence[Account]) -> list[str]:
    """Make the accounts of ``wanted``, and the facilitator's, that are not there yet. Returns the new names.

    Raises `UserError` where a name belongs to an account that this hub has not made; then none is made.
    """
    there = read_accounts(site)
    asked = [Account(name=site.facilitator, display="Facilitator"), *wanted]
    if any(one.name == site.facilitator for one in wanted):
        raise UserError(f"{site.facilitator} is the facilitator's account: name another one with --facilitator.")
    for one in asked:
        if one.name not in there and _exists(one.name):
            raise UserError(
                f"There is an account {one.name} on this machine that is not the hub's: choose another name for it."
            )
    _make_group(site.group)
    new = []
    for one in asked:
        if one.name not in there:
            there[one.name] = one.model_copy(update={"password": _password()})
        if there[one.name].made:
            continue
        keep(site, there)  # before the account: one that a kill leaves half made is finished the next time
        _make(site, there[one.name])
        there[one.name] = there[one.name].model_copy(update={"made": True})
        new.append(one.name)
    keep(site, there)
    return new


def keep(site: Site, accounts: dict[str, Account]) -> None:
    """Write the accounts with their passwords, for root alone."""
    rows = [accounts[name].model_dump() for name in sorted(accounts)]
    whole.write(_file(site), (json.dumps(rows, indent=1, ensure_ascii=False) + "\n").encode(), mode=0o600)


def remove(site: Site) -> None:
    """Remove every account that this hub has made, with its home folder, and their group."""
    for name in read_accounts(site):
        if _exists(name):
            _run("userdel", "--remove", "--force", name)
    if any(one.gr_name == site.group for one in grp.getgrall()):
        _run("groupdel", site.group)


def remove_one(site: Site, name: str) -> None:
    """Remove one account that this hub has made, with its home folder."""
    there = read_accounts(site)
    if name in there and _exists(name):
        _run("userdel", "--remove", "--force", name)
    keep(site, {other: one for other, one in there.items() if other != name})


def member(account: Account) -> roster.Member:
    """Return the account as a line of roster.csv."""
    return roster.Member(account.name, account.display, account.email, account.more)


def print_slips(site: Site, address: str, path: Path) -> None:
    """Write a page to print and to cut: one slip an account, with address, name and password. For root alone."""
    folder = PACKAGE.parent / "hub"
    pages = Environment(loader=FileSystemLoader(folder), autoescape=True, keep_trailing_newline=True)
    page = pages.get_template("slips.html.j2").render(
        address=address,
        learners=[one for name, one in sorted(read_accounts(site).items()) if name != site.facilitator],
        facilitator=read_accounts(site)[site.facilitator],
    )
    whole.write(path, page.encode(), mode=0o600)


def _make(site: Site, one: Account) -> None:
    site.homes.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = home_of(one.name, site.homes)
    if not _exists(one.name):
        # No line of the account file may be broken by what somebody is called.
        called = re.sub(r"[:,\n\r]", " ", one.display)
        where = ("--create-home", "--home-dir", str(home), "--key", "HOME_MODE=0700", "--shell", "/bin/bash")
        _run("useradd", *where, "--user-group", "--groups", site.group, "--comment", called, one.name)
    home.chmod(0o700)
    _run("chpasswd", given=f"{one.name}:{one.password}\n")


def _make_group(name: str) -> None:
    try:
        grp.getgrnam(name)
    except KeyError:
        _run("groupadd", name)


def _run(program: str, *words: str, given: str = "") -> None:
    done = subprocess.run([program, *words], input=given, text=True, capture_output=True)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise UserError(f"{program} did not do it: {why.rstrip('.')}.")


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _file(site: Site) -> Path:
    return site.state / "accounts.json"
