"""The course's own files: all there, none damaged, the data the very data that the answers were made with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.doctor.finding import Finding, Where, few, start, warning

AGAIN = "Get the course again into a new folder, and start from there: your own folder is not touched."
FOLDERS = ("notebooks", "release", "data", "firstquery")


def complete(where: Where) -> Iterator[Finding]:
    """The folder is the course's, and each week has its lesson, its practice and its key."""
    if not (where.course / "grader_config.py").is_file():
        yield Finding(f"{where.course} is not the folder of the course.", AGAIN)
        return
    lessons, practices = where.course / "notebooks", where.course / "release"
    stems = {*course.stems(where.course), *(path.name for path in practices.glob("week-*"))}
    if not stems:
        yield Finding(f"There is no week in {where.course}: its folder notebooks is missing or empty.", AGAIN)
    missing, damaged = [], []
    # A practice that is not graded is questions alone.
    alone = {week.stem for week in course.practices(where.course) if not week.graded}
    wanted = [lessons / f"{stem}.ipynb" for stem in stems - alone]
    wanted += [practices / stem / f"{stem}.ipynb" for stem in stems]
    for path in [lessons / "start-here.ipynb", *sorted(wanted)]:
        name = path.relative_to(where.course).as_posix()
        try:
            if not isinstance(json.loads(path.read_text(encoding="utf-8"))["cells"], list):
                damaged.append(name)
        except FileNotFoundError:
            missing.append(name)
        except (OSError, ValueError, KeyError, TypeError):
            damaged.append(name)
    if missing:
        yield Finding(f"Files of the course are missing: {few(missing)}.", AGAIN)
    if damaged:
        yield Finding(f"Files of the course are damaged: {few(damaged)}.", AGAIN)


def unchanged(where: Where) -> Iterator[Finding]:
    """Nothing of the course was changed, as far as git knows it. Not a clone, or no git: nothing is said."""
    if not (where.course / ".git").exists() or shutil.which("git") is None:
        return
    ran = subprocess.run(
        ["git", "--no-optional-locks", "status", "--porcelain=v1", "-z", "--untracked-files=no", "--", *FOLDERS],
        cwd=where.course,
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
    )
    lines = [one for one in ran.stdout.decode("utf-8", "replace").split("\0") if len(one) > 3]
    gone = [line[3:] for line in lines if "D" in line[:2]]
    changed = [line[3:] for line in lines if "M" in line[:2]]
    back = "git checkout -- " + " ".join(FOLDERS)
    if gone:
        yield Finding(f"Files of the course were removed: {few(gone)}.", f"Bring them back with: {back}")
    if changed:
        mend = f"If that was not meant, put them back with: {back}"
        yield warning(f"Files of the course were changed: {few(changed)}.", mend)


def keys(where: Where) -> Iterator[Finding]:
    """Each week's key, in the course and beside her practice: without it no check can say anything."""
    for week in course.practices(where.course):
        if not week.key.parent.is_dir():
            continue  # said as a missing practice
        if _key(week.key) is None:
            yield Finding(f"The key of week {week.number}, {week.key}, is missing or damaged.", AGAIN)
    for practice in sorted((where.work / "practice").glob("week-*")):
        if practice.is_dir() and _key(practice / "key.json") is None:
            yield Finding(
                f"The key beside your practice, {practice / 'key.json'}, is missing or damaged, so no check works.",
                f"Run {start()}: it puts the key back. Your answers are not touched.",
            )


def data(where: Where) -> Iterator[Finding]:
    """Kestrel's database: there, and to the byte the one that the keys were made with."""
    path = where.course / "data" / "kestrel.sqlite"
    mend = "`firstquery warehouse build` makes it anew, in about a minute."
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        yield Finding(f"Kestrel's data is missing: {path}.", mend)
        return
    except OSError as fault:
        yield Finding(f"Kestrel's data cannot be read: {path} ({fault.strerror}).", "Make that file readable for you.")
        return
    made_with = {str(key["hash"]) for week in course.weeks(where.course) if (key := _key(week.key)) and "hash" in key}
    if made_with and found not in made_with:
        yield Finding(f"Kestrel's data, {path}, is damaged or of another version: checks would be wrong.", mend)


def _key(path: Path) -> dict[str, Any] | None:
    try:
        key = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return key if isinstance(key, dict) and isinstance(key.get("exercises"), dict) and key["exercises"] else None
