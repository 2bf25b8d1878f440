"""Python and its libraries: are they those that the course was made with, and do they load?"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from firstquery.doctor.finding import Finding, Where, few, start, warning

OLDEST = (3, 11)
NEEDED = ("IPython", "ipykernel", "jupyterlab", "matplotlib", "pandas", "rich", "sqlalchemy", "typer")
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
# Each library in turn: one that does not load must not hide the next.
_LOAD = """
import importlib, json, sys
failed = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except BaseException as fault:
        failed[name] = f"{type(fault).__name__}: {fault}"
print("loaded " + json.dumps(failed))
"""


def version(where: Where) -> Iterator[Finding]:
    """The version of Python."""
    if sys.version_info[:2] < OLDEST:
        yield Finding(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}, and First Query needs 3.11 or newer.",
            "Install a newer one from python.org, then run start.py with it.",
        )


def environment(where: Where) -> Iterator[Finding]:
    """The environment that start.py made: finished, for this version of the course, and in this place."""
    folder = where.course / ".venv"
    if not folder.exists():
        return
    again = f"Close JupyterLab, then run {start()}: it makes the environment again. Your own folder is not touched."
    try:
        stamp = json.loads((folder / "first-query.json").read_text(encoding="utf-8"))
        made_for, lock = Path(str(stamp["folder"])), str(stamp["lock"])
    except (OSError, ValueError, KeyError, TypeError):
        yield warning(f"The environment in {folder} was never finished.", again)
        return
    if made_for != where.course and made_for.resolve() != where.course.resolve():
        yield Finding(f"The environment was made in {made_for}, and the course has moved to {where.course}.", again)
    if lock != _hash_of(where.course / "requirements.lock"):
        yield warning("The environment was made for another version of the course.", again)


def versions(where: Where) -> Iterator[Finding]:
    """Each library in the version that requirements.lock names; those that the course asks for are there."""
    try:
        locked = (where.course / "requirements.lock").read_text(encoding="utf-8")
    except OSError:
        yield warning("requirements.lock is missing, so no version could be compared.", "Get the whole course again.")
        return
    pins: dict[str, set[str]] = {}
    for name, pinned in _PIN.findall(locked):
        pins.setdefault(name.lower(), set()).add(pinned)
    there = {name: found for name in pins if (found := _installed(name)) is not None}
    mend = f"Run {start()} again; with conda, make the environment anew from environment.yml."
    if missing := [name for name in _asked_for(where.course) if name in pins and name not in there]:
        what = f"{few(missing)} {'is' if len(missing) == 1 else 'are'} not installed."
        yield Finding(f"This Python, {sys.executable}, lacks what First Query needs: {what}", mend)
    others = [f"{name} {found}" for name, found in there.items() if found not in pins[name]]
    if others:
        yield warning(f"The course was tested with other versions than these: {few(sorted(others))}.", mend)


def libraries(where: Where) -> Iterator[Finding]:
    """The libraries load, each tried in a Python of its own."""
    there = [name for name in NEEDED if _installed(name) is not None]
    # -I leaves out PYTHONPATH and the folder at hand: those are other examinations'.
    ran = subprocess.run(
        [sys.executable, "-I", "-c", _LOAD, *there], capture_output=True, timeout=120, check=False, text=True
    )
    said = ran.stdout.rpartition("loaded ")[2]
    failed = json.loads(said) if ran.returncode == 0 and said else {"Python": (ran.stderr or "it ended").strip()[-200:]}
    for name, why in sorted(failed.items()):
        yield Finding(
            f"The library {name} does not load ({why.splitlines()[0][:200]}).",
            f"Something in the environment is damaged: delete the folder {where.course / '.venv'}, then run {start()}.",
        )


def twins(where: Where) -> Iterator[Finding]:
    """One First Query, not two: the one that runs is the one in the course's folder."""
    own = Path(__file__).resolve().parents[1]
    others: list[Path] = []
    for place in dict.fromkeys(sys.path):
        package = Path(place or ".").resolve() / "firstquery"
        if (package / "__init__.py").is_file() and package not in (own, *others):
            others.append(package)
    if others:
        yield Finding(
            f"There are two First Queries here: {own} runs, and {few([str(one) for one in others])} stands in its way.",
            "Remove one of them: look into the variable PYTHONPATH, and at `pip list` for a second `firstquery`.",
        )
    if (where.course / "firstquery").is_dir() and own != (where.course / "firstquery").resolve():
        yield Finding(
            f"The program comes from {own.parent}, and the notebooks from {where.course}: two copies of the course.",
            f"Start in the folder whose course you want, with {start()}, and unset FIRSTQUERY_COURSE.",
        )


def _installed(name: str) -> str | None:
    """Its version, or None. `metadata.version` says the same, and reads a library's whole description for it."""
    try:
        found = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    head, _, _ = (found.read_text("METADATA") or found.read_text("PKG-INFO") or "").partition("\n\n")
    version = re.search(r"(?mi)^version:\s*(\S+)", head)
    return version[1] if version else None


def _asked_for(course: Path) -> list[str]:
    """What pyproject.toml asks for, in small letters."""
    try:
        asked = tomllib.loads((course / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
        return [match[0].lower() for one in asked if (match := re.match(r"[A-Za-z0-9._-]+", one))]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _hash_of(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    except OSError:
        return ""
