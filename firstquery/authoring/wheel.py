"""A wheel of the course: the package with the learner's half in it, and keys on which learners are graded.

The keys are made from answers.py, which the wheel does not have, on the data of each seed that course.toml admits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from firstquery.core import course as courses
from firstquery.core import files, warehouse
from firstquery.core.course import Week
from firstquery.core.errors import UserError
from firstquery.grading.keys import Source, kept_key, text_of
from firstquery.selfgrade.data import HELD_OUT

#: Called with what is being made and the share of all that is done (0 to 1).
Progress = Callable[[str, float], None]
KEPT = Path("build", "keys")  # below the course: what has not changed is not made again


def build(course: Path, to: Path, weeks: Sequence[Week], progress: Progress, kept: Path | None = None) -> Path:
    """Build the wheel of ``course`` into the folder ``to``, with the keys of ``weeks``; return its path.

    What keys are made of, and the keys, stay in ``kept``: build/keys of the course unless told.

    Raise `UserError` where it can't be built. Without keys it takes some seconds, each key takes some more.
    """
    if not (course / "hatch_build.py").is_file():
        raise UserError(
            f"{course} is a course without a package of its own, and a wheel is made of First Query's repository: give "
            "this command in its folder."
        )
    if find_spec("hatchling") is None:
        raise UserError("A wheel is built by hatchling, which is not installed. `python3 start.py wheel` brings it.")
    with tempfile.TemporaryDirectory(prefix="first-query-") as aside:
        keys, made = Path(aside, "keys"), Path(aside, "dist")
        _write_keys(course, keys, kept or course / KEPT, weeks, progress)
        progress("the wheel", 0.99)
        done = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)],
            cwd=course,
            env={**os.environ, "FIRSTQUERY_KEYS": str(keys)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise UserError(f"The wheel could not be built:\n{(done.stderr or done.stdout).strip()}")
        (wheel,) = made.glob("*.whl")
        files.write(to / wheel.name, wheel.read_bytes())
    return to / wheel.name


def _write_keys(course: Path, to: Path, kept: Path, weeks: Sequence[Week], progress: Progress) -> None:
    """Write SEED/STEM.json below ``to``, for each admitted seed and each of the weeks."""
    seeds = courses.settings(course).seeds.learners
    steps = len(seeds) * (len(weeks) + 1)
    for at, seed in enumerate(seeds):
        progress(f"the data of seed {seed}", at * (len(weeks) + 1) / steps)
        data, content = _snapshot(course, seed, kept / str(seed))
        for number, week in enumerate(weeks, at * (len(weeks) + 1) + 1):
            progress(f"the key of {week.stem}", number / steps)
            made = kept_key(Source(week.source, course), data, data.with_name(f"{week.stem}.json"))
            text = text_of(ready({**made, "content": content}, data, course))
            files.write(to / str(seed) / f"{week.stem}.json", text.encode())


def ready(made: dict[str, Any], data: Path, course: Path) -> dict[str, Any]:
    """Return a key on the held-out ``data`` as another machine reads it.

    It names no place of this one. The text of a solution is not in it, which stands unread in the mistake of copying
    a function's results.
    """
    text = json.dumps(made)
    for place in (data, data.relative_to(course) if data.is_relative_to(course) else data):
        text = text.replace(json.dumps(str(place)), json.dumps(HELD_OUT))
    key: dict[str, Any] = json.loads(text)
    for entry in key["exercises"].values():
        for one in entry["expected"].get("mistakes", []):
            if isinstance(said := one.get("payload"), dict) and "BEGIN SOLUTION" in str(said.get("source")):
                del said["source"]
    return key


def _snapshot(course: Path, seed: int, folder: Path) -> tuple[Path, str]:
    """Return the held-out data of a seed, drawn where they are not there as they would be today, and their hash."""
    path, note = folder / warehouse.file_name(course), folder / "drawn.json"
    drawn_by = warehouse.generator_hash(course)
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        if path.is_file() and said["drawn_by"] == drawn_by:
            return path, str(said["content"])
    except (OSError, ValueError, KeyError):
        pass
    note.unlink(missing_ok=True)
    content = warehouse.build("held-out", course, seed=seed, path=path).hash
    files.write(note, (json.dumps({"drawn_by": drawn_by, "content": content}) + "\n").encode())
    return path, content
