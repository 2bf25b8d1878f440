"""A workshop from nothing, and a newer course for one that runs: the steps in their order."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Sequence
from pathlib import Path

from firstquery.cohort import roster
from firstquery.cohort.hub import accounts, daemon, install
from firstquery.cohort.hub.accounts import Account
from firstquery.cohort.hub.install import Say
from firstquery.cohort.hub.site import Site, ask_for_root
from firstquery.core import course, files
from firstquery.core.errors import UserError

SLIPS = "slips.html"


def up(site: Site, learners: Sequence[Account], say: Say, address: str | None = None) -> Path:
    """Bring up the hub for ``learners``, or what of it is missing. Returns the page with everybody's slip.

    Whoever has an account already keeps it, and her password. Raises `UserError`.
    """
    ask_for_root()
    _prepare(site)
    if not daemon.running(site):
        install.install(site, say)
    elif not install.is_current(course.course_folder(), site.course):
        raise UserError(
            f"The hub runs on another version of the course than {course.course_folder()}: `firstquery hub upgrade` "
            "there brings it to this one."
        )
    new = accounts.make(site, learners)
    say(f"{len(new)} new accounts, {len(accounts.read_accounts(site)) - len(new)} were there.")
    if not site.facilitator_course.exists():
        install.update_facilitator_course(site)
    _enter(site)
    install.open_exchange(site)
    say(f"The facilitator's course is in {site.facilitator_course}, the exchange in {site.exchange}.")
    started = daemon.start(site)
    where = site.address(address or site.domain or _host(site))
    say(f"The hub {'is up' if started else 'was running already'}: {where}")
    slips = site.state / SLIPS
    accounts.print_slips(site, where, slips)
    return slips


def upgrade(site: Site, say: Say, *, start: bool = False) -> None:
    """Bring a hub to the version of the course that one stands in. Servers end; work, marks and passwords stay.

    It runs afterwards where it ran before, or with ``start``.
    """
    ask_for_root()
    runs = daemon.stop(site, say) or start
    install.install(site, say)
    install.update_facilitator_course(site)
    install.open_exchange(site)
    if runs:
        daemon.start(site)
    say("The hub has this version of the course" + (", and runs." if runs else "."))


def remove(site: Site, say: Say) -> None:
    """End the hub and remove its accounts with all their work, its state and its exchange.

    The course stays, but where it was made for people who are made up.
    """
    ask_for_root()
    daemon.stop(site, say)
    accounts.remove(site)
    for folder in (site.exchange, *([site.course] if site.owns_course else []), site.state):
        shutil.rmtree(folder, ignore_errors=True)


def _prepare(site: Site) -> None:
    if (site.certificate is None) != (site.key is None):
        raise UserError("A certificate needs its key, and a key its certificate: give --certificate and --key.")
    site.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    site.state.chmod(0o700)
    site.save()


def _enter(site: Site) -> None:
    """Add to roster.csv of the facilitator's course who has an account, and is not in it. What stands there stays."""
    path = site.facilitator_course / roster.FILE
    listed = {one.name: one for one in roster.read(path)} if path.is_file() else {}
    for name in accounts.learners(site):
        one = accounts.read_accounts(site)[name]
        listed.setdefault(name, accounts.member(one))
    files.write(path, roster.to_csv(listed.values()).encode(), mode=0o600)
    shutil.chown(path, site.facilitator, site.facilitator)


def _host(site: Site) -> str:
    """Return an address of this machine that others in the room can open; its own where it listens to itself alone."""
    if site.ip not in daemon.ANYWHERE:
        return site.ip
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it is asked which way a packet would go
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
