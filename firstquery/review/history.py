"""The history as it is to be built: every commit with its author, moment and message, on either snapshot.

The held-out one has hashes, dates and authors that nobody has seen: all moments are shifted, the authors change
places, and the guilty commit stands elsewhere. What was a day apart still is, and each file comes to the same end.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field

from firstquery.core.errors import UserError
from firstquery.review import patches
from firstquery.review.patches import Patch

Snapshot = Literal["learning", "held-out"]
MOST_WEEKS = 9  # by which the held-out dates are moved: whole ones, so that nobody works on a Sunday
_HASH = re.compile(r"\b[0-9a-f]{7,40}\b")


class Tag(BaseModel):
    """The commit of the patch with the number ``after``; ``hash`` on the learning snapshot, where known."""

    after: int
    hash: str = ""


class HeldOut(BaseModel):
    """``guilty`` is the number of a patch, ``after`` are those behind which it may stand."""

    guilty: int = 0
    after: tuple[int, ...] = ()


class Plan(BaseModel):
    """What history.toml says."""

    main: str = ""
    tags: dict[str, Tag] = {}
    held_out: HeldOut = Field(HeldOut(), alias="held-out")
    email: str = "learner@company.example"  # of a learner's own commits
    warehouse: str = "WAREHOUSE"  # the variable in which the service looks for its data


@dataclass(frozen=True)
class History:
    """``commits`` in order, the numbers of their patches beside them; ``pulls`` by number, each on the tip of main."""

    commits: Sequence[Patch]
    numbers: Sequence[int]
    plan: Plan
    pulls: Mapping[str, Sequence[Patch]] = field(default_factory=dict)


def folder_of(course: Path) -> Path:
    """Where the service ships."""
    return course / "data" / "service"


def inputs(service: Path) -> list[Path]:
    """Every file that the repository is built from, in order."""
    found = sorted((service / "history").glob("[0-9]*.patch"))
    if not found:
        raise UserError(f"The history of the service is missing: {service / 'history'}. Get the course again.")
    plan = service / "history.toml"
    return [*found, *([plan] if plan.is_file() else []), *sorted((service / "pulls").glob("[0-9]*/head.patch"))]


def hash_of(service: Path) -> str:
    """One hash of every file that the repository is built from. Raises `UserError` where there is none."""
    states = [(path, path.stat()) for path in inputs(service)]
    return _hash(service, tuple((path, state.st_mtime_ns, state.st_size) for path, state in states))


@lru_cache(maxsize=8)  # each submission asks for it
def _hash(service: Path, states: tuple[tuple[Path, int, int], ...]) -> str:
    total = hashlib.sha256()
    for path, *_ in states:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(service).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


def read(service: Path, snapshot: Snapshot = "learning", seed: int = 0) -> History:
    """The history of ``service``, a folder. Raises `UserError` where it is missing or damaged."""
    files = inputs(service)
    found = [
        (int(path.name[:4]), patch) for path in files if path.parent.name == "history" for patch in _read_patch(path)
    ]
    pulls = {path.parent.name: patches.read(path) for path in files if path.name == "head.patch"}
    history = History([patch for _, patch in found], [number for number, _ in found], plan(service), pulls)
    return history if snapshot == "learning" else _shuffle(history, random.Random(f"desk-{seed}"))


def rename_hashes(message: str, hashes: Mapping[str, str]) -> str:
    """``message`` with the hashes that it names (whole or short) as they are in this repository."""

    def now(match: re.Match[str]) -> str:
        said = match[0]
        return next((new[: len(said)] for old, new in hashes.items() if old.startswith(said)), said)

    return _HASH.sub(now, message) if hashes else message


def _read_patch(path: Path) -> list[Patch]:
    found = patches.read(path)
    if len(found) != 1:
        raise UserError(f"{path.name} holds {len(found)} patches, and one was expected. Get the course again.")
    return found


def plan(service: Path) -> Plan:
    """Return what history.toml of ``service`` says. Raise `UserError` where it cannot be read."""
    path = service / "history.toml"
    if not path.is_file():
        return Plan()
    try:
        return Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as fault:
        raise UserError(f"{path} cannot be read ({fault}). Get the course again into a new folder.") from None


def _shuffle(history: History, chance: random.Random) -> History:
    """The held-out history: the guilty patch elsewhere, then the authors and the moments of each place changed."""
    order = list(range(len(history.commits)))
    plan = history.plan
    if plan.held_out.after:
        guilty, after = (
            list(history.numbers).index(one) for one in (plan.held_out.guilty, chance.choice(plan.held_out.after))
        )
        order.remove(guilty)
        order.insert(order.index(after) + 1, guilty)
    weeks = dt.timedelta(weeks=chance.choice([one for one in range(-MOST_WEEKS, MOST_WEEKS + 1) if one]))
    everyone = [*history.commits, *(one for pull in history.pulls.values() for one in pull)]
    whose = _rotate_authors(sorted({(one.author, one.address) for one in everyone}), chance)

    def reassign(patch: Patch, moment: dt.datetime) -> Patch:
        author, address = whose[patch.author, patch.address]
        message = _said_of(patch.message, whose)
        return replace(patch, author=author, address=address, moment=moment + weeks, message=message)

    commits = [reassign(history.commits[was], history.commits[at].moment) for at, was in enumerate(order)]
    pulls = {number: [reassign(one, one.moment) for one in pull] for number, pull in history.pulls.items()}
    return History(commits, [history.numbers[was] for was in order], plan, pulls)


def _rotate_authors(authors: list[tuple[str, str]], chance: random.Random) -> dict[tuple[str, str], tuple[str, str]]:
    """Each author becomes the next one of a circle in an order that chance gives: nobody stays who she was."""
    circle = chance.sample(authors, len(authors))
    return {one: circle[(at + 1) % len(circle)] for at, one in enumerate(circle)}


def _said_of(message: str, whose: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    """A message that names a colleague names the one who has taken that place."""
    words = {old: new for pair in whose.items() for old, new in zip(*pair, strict=True)}
    words |= {old.split()[0]: new.split()[0] for (old, _), (new, _) in whose.items() if old.split()}
    pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(words, key=len, reverse=True))
    return re.sub(pattern, lambda match: words[match[0]], message)
