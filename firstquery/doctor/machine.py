"""The machine around it: clock, home, letters, ports, proxies, browser, and variables that lead nowhere."""

from __future__ import annotations

import datetime as dt
import json
import locale
import os
import shutil
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from firstquery.doctor.finding import Finding, Where, few, warning

HOST = "127.0.0.1"
MADE = dt.date(2026, 1, 1)  # the course is not older
VARIABLES = (
    *("COURSE", "GRADER", "INSTALLER", "LEARNER", "PATIENCE"),
    *("QUESTIONS", "SERVICE", "TRIAL", "WAREHOUSE", "WORK"),
)


def home(where: Where) -> Iterator[Finding]:
    """A home folder: Jupyter keeps its settings there."""
    if os.name == "posix" and not os.environ.get("HOME"):
        yield Finding(
            "The environment variable HOME is not set, so Jupyter has no place for its settings.",
            "Set it to your home folder, for example: export HOME=/home/your-name",
        )
    elif where.home is None or not where.home.is_dir():
        yield Finding(f"Your home folder, {where.home}, is not there.", "Set the variable HOME to a folder of yours.")


def clock(where: Where) -> Iterator[Finding]:
    """The machine's clock is not behind what it has written itself, nor before the course was made."""
    now = dt.datetime.now().astimezone()
    mend = "Set the date and the time of this machine, best by the network: certificates and due dates go by it."
    if now.date() < MADE:
        yield Finding(f"This machine's clock says {now:%Y-%m-%d}, and the course is newer than that.", mend)
        return
    if now.year > MADE.year + 20:
        yield warning(f"This machine's clock says {now:%Y-%m-%d}.", mend)
    latest = None
    for path in (where.work / ".records").glob("w*.json"):
        try:
            made = json.loads(path.read_text(encoding="utf-8"))["attempts"]
            moment = max(dt.datetime.fromisoformat(one["at"]) for one in made)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if moment.tzinfo and (latest is None or moment > latest):
            latest = moment
    if latest and latest > now + dt.timedelta(days=1):
        yield Finding(
            f"Your last attempt was kept on {latest:%Y-%m-%d}, and this machine's clock says {now:%Y-%m-%d}.", mend
        )


def letters(where: Where) -> Iterator[Finding]:
    """Text is UTF-8: else a name with an accent becomes something else."""
    used = {locale.getpreferredencoding(False), sys.getfilesystemencoding()}
    other = sorted(one for one in used if one.lower().replace("-", "") not in ("utf8", "cp65001"))
    if other:
        yield warning(
            f"This system writes text as {few(other)}, not as UTF-8: names with accents may not be found.",
            "Set the environment variable PYTHONUTF8 to 1.",
        )


def ports(where: Where) -> Iterator[Finding]:
    """First Query can be reached on this machine, and a port is free."""
    try:
        with socket.socket() as probe:
            probe.bind((HOST, 0))
    except OSError as fault:
        yield Finding(
            f"No program can listen on {HOST}, this machine's own address ({fault.strerror}).",
            "A firewall or a security program forbids it: ask whoever looks after this machine.",
        )
        return
    from firstquery.lab.ports import FIRST_PORT, LAST_PORT, free  # here: where it cannot be loaded, one check is lost

    if not any(free(port) for port in range(FIRST_PORT, LAST_PORT + 1)):
        yield Finding(
            f"All ports from {FIRST_PORT} to {LAST_PORT} are taken by other programs.",
            "Close other programs, or name a free port: firstquery lab --port 9100",
        )


def proxies(where: Where) -> Iterator[Finding]:
    """A company's proxy is for the world outside, not for this machine itself."""
    names = [name for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY") if os.environ.get(name)]
    spared = (os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "").replace(" ", "").split(",")
    if names and not {"*", HOST, "127.0.0.0/8"} & set(spared):
        yield warning(
            f"The variable {names[0]} sends programs to a proxy, and no_proxy does not leave out this machine itself.",
            "Set no_proxy=localhost,127.0.0.1 as well, if the page does not open.",
        )


def browser(where: Where) -> Iterator[Finding]:
    """A browser that can be opened from here."""
    if sys.platform in ("win32", "darwin") or os.environ.get("BROWSER") or os.environ.get("WSL_DISTRO_NAME"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        yield warning(
            "This machine has no display, so no browser can be opened here.",
            "First Query prints its address: open that in a browser of this machine.",
        )
        return
    known = ("xdg-open", "firefox", "chromium", "chromium-browser", "google-chrome", "microsoft-edge", "www-browser")
    if not any(shutil.which(name) for name in known):
        yield warning("No browser was found.", "Install one, or copy the address that First Query prints.")


def git(where: Where) -> Iterator[Finding]:
    """git, for the weeks that read the history of a project; the version that they were made with, or newer."""
    from firstquery.core import course
    from firstquery.core.errors import UserError
    from firstquery.pulls import program

    try:
        program.must_be_new_enough()
    except UserError as fault:
        what = fault.sentence.removesuffix(f" {program.GET_IT}")
        needing = [str(week.number) for week in course.weeks(where.course) if "git" in week.uses]
        yield warning(f"{what} It is needed in: week {', '.join(needing) or 'none yet'}.", program.GET_IT)


def variables(where: Where) -> Iterator[Finding]:
    """The variables of First Query lead somewhere."""
    yield from _variables(where, os.environ)


def grader(where: Where) -> Iterator[Finding]:
    """For whoever grades: other people's notebooks run in a sandbox. A learner needs none."""
    grades = any((where.course / name).exists() for name in ("held-out", "submitted", "gradebook.db"))
    if grades and shutil.which("bwrap") is None:
        yield warning(
            "You grade on this machine, and it has no bubblewrap: the work of others would run without a sandbox.",
            "Install it: on Debian and Ubuntu, sudo apt install bubblewrap. macOS and Windows have none.",
        )


def _variables(where: Where, said: Mapping[str, str]) -> Iterator[Finding]:
    if said.get("FIRSTQUERY_COURSE") and not (where.course / "grader_config.py").is_file():
        yield Finding(f"FIRSTQUERY_COURSE names {where.course}, which is not the folder of the course.", "Unset it.")
    if said.get("FIRSTQUERY_WORK") and not where.work.exists() and not where.work.parent.is_dir():
        yield Finding(
            f"FIRSTQUERY_WORK names {where.work}, and the folder that it should stand in is not there.",
            "Correct it, or unset it: then your folder is first-query in your home folder.",
        )
    if said.get("FIRSTQUERY_GRADER", "0") not in ("", "0"):
        yield Finding("FIRSTQUERY_GRADER is set: notebooks would say nothing, as at the grader.", "Unset it.")
    address = said.get("FIRSTQUERY_WAREHOUSE", "")
    if address:
        place = _file_of(address)
        if place is not None and not place.is_file():
            yield Finding(f"FIRSTQUERY_WAREHOUSE names {place}, which is not there.", "Correct it, or unset it.")
        else:
            yield warning(
                "FIRSTQUERY_WAREHOUSE is set: your queries run on that database, and checks ask about Kestrel's.",
                "Unset it to work on the exercises.",
            )
    known = {f"FIRSTQUERY_{name}" for name in VARIABLES}
    if unknown := sorted(name for name in said if name.startswith("FIRSTQUERY_") and name not in known):
        yield warning(
            f"First Query knows no variable {few(unknown)}.", f"There are: {', '.join(sorted(known))}. Is it mistyped?"
        )


def _file_of(address: str) -> Path | None:
    """The file that an address of a database names; None for a server's. Nothing else of it is told."""
    if "://" not in address:
        return Path(address).expanduser()
    parts = urlsplit(address)
    if not parts.scheme.startswith("sqlite"):
        return None
    path = parts.path[1:].partition("?")[0]
    return Path(path) if path and path != ":memory:" else None
