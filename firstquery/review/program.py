"""The program git itself: found, asked for its version, and run so that no setting of a machine or a user matters."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from firstquery.core.errors import UserError

OLDEST = (2, 30)
GET_IT = (
    "On macOS run `xcode-select --install` in a terminal; on Windows get it from git-scm.com/download/win; on Debian "
    "or Ubuntu run `sudo apt install git`. Then start the course again."
)
_NETWORK = ("-c", "protocol.allow=never", "-c", "protocol.file.allow=always")
#: What a setting of a user or a machine could change, said for every call.
SETTINGS = (
    *("-c", "core.autocrlf=false", "-c", "core.eol=lf", "-c", "core.safecrlf=false", "-c", "core.fsmonitor=false"),
    *("-c", "core.hooksPath=/dev/null", "-c", "core.attributesFile=/dev/null", "-c", "core.excludesFile=/dev/null"),
    *("-c", "core.quotePath=false", "-c", "core.pager=cat", "-c", "color.ui=false", "-c", "gc.auto=0"),
    *("-c", "maintenance.auto=false", "-c", "commit.gpgSign=false", "-c", "tag.gpgSign=false"),
    *("-c", "init.defaultBranch=main", "-c", "i18n.commitEncoding=utf-8", "-c", "i18n.logOutputEncoding=utf-8"),
    *("-c", "advice.detachedHead=true", "-c", "credential.helper=", *_NETWORK),
)
#: Of the caller's environment what programs need to start; nothing of git's, no token and no password.
_PASSED = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR", "TEMP", "TMP", "TMPDIR", "TZ")


def program() -> str:
    """Where git is. Raises `UserError` where there is none."""
    found = shutil.which("git")
    if found is None:
        raise UserError(f"This machine has no git, the program that keeps the history of a project. {GET_IT}")
    return found


def environment(home: Path) -> dict[str, str]:
    """What git is told of its surroundings. ``home`` is an empty folder: there is no user's configuration there."""
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "LC_ALL": "C.UTF-8",  # messages in English: what they mean is looked up by their words
        "GIT_CONFIG_NOSYSTEM": "1",
        # A file of ours, never the null device: git writes a configuration by renaming another file over it.
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        **dict.fromkeys(("GIT_ASKPASS", "SSH_ASKPASS"), ""),
        **dict.fromkeys(("GIT_PAGER", "PAGER"), "cat"),
        **dict.fromkeys(("GIT_EDITOR", "GIT_SEQUENCE_EDITOR"), ":"),
        "GIT_SSH_COMMAND": "false",
        "GIT_ALLOW_PROTOCOL": "file",
        "TERM": "dumb",
    }


def run(
    folder: Path,
    *arguments: str,
    given: bytes | None = None,
    home: Path | None = None,
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """Runs git in ``folder`` and returns what it says. Raises `UserError` where it fails.

    ``extra`` goes into its environment.
    """
    told = {**environment(home or folder), **(extra or {})}
    ran = subprocess.run(
        [program(), *SETTINGS, *arguments],
        cwd=folder,
        env=told,
        input=given if given is not None else b"",
        capture_output=True,
        timeout=120,
        check=False,
    )
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip()
        if "xcode-select" in said or "xcrun" in said:
            raise UserError(f"This Mac has no git yet, only a placeholder for it. {GET_IT}")
        last = said.splitlines()[-1] if said else f"exit code {ran.returncode}"
        raise UserError(f"git could not do that: {last}")
    return ran.stdout


def must_be_new_enough() -> None:
    """Raises `UserError` where git is missing, or older than the course needs."""
    if (found := _version(program())) < OLDEST:
        raise UserError(
            f"The git on this machine has version {found[0]}.{found[1]}, and the course needs {OLDEST[0]}.{OLDEST[1]} "
            f"or newer. {GET_IT}"
        )


@cache
def _version(which: str) -> tuple[int, int]:
    ran = subprocess.run([which, "--version"], capture_output=True, timeout=60, check=False)
    match = re.search(rb"(\d+)\.(\d+)", ran.stdout)
    if ran.returncode or match is None:
        raise UserError(f"git does not say its version, so it is not in order here. {GET_IT}")
    return int(match[1]), int(match[2])
