"""What is true of a pull request: its planted faults, the right verdict, and the order of reading that meets them all.

The instructor has it in source/pull-requests/NNNN; a key carries it sealed (`seal`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from firstquery.core.errors import UserError
from firstquery.pulls import spelling
from firstquery.pulls.changes import ChangedFile
from firstquery.pulls.pulls import PullRequest

NEAR = 2  # lines above and below an accepted one that count as it
Severity = Literal["blocker", "major", "minor"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(_Strict):
    """Lines of ``path`` on which ``match``, a regular expression, is found."""

    path: str
    match: str

    @field_validator("match")
    @classmethod
    def _is_a_pattern(cls, given: str) -> str:
        re.compile(given)
        return given


class Fair(Place):
    """Lines of which a finding of these kinds is true, though nobody has planted it: it costs nothing."""

    kinds: tuple[str, ...]


class Fault(_Strict):
    """One planted fault. ``tests``: test files that should have caught it, where their names do not say so."""

    name: str
    kind: str
    harm: Annotated[int, Field(ge=1, le=5)]
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    severity: Severity
    accepted: tuple[Severity, ...] = ()
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    tests: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    why: str
    met_by: str

    @field_validator("kind")
    @classmethod
    def _is_one_of_the_twelve(cls, given: str) -> str:
        if given not in spelling.families():
            raise ValueError(f"{given!r} is none of the twelve kinds")
        return given

    @property
    def severities(self) -> tuple[str, ...]:
        return (*self.accepted, self.severity)


class Truth(_Strict):
    """truth.toml. Without a fault it is to be approved. ``reading``: ``"place: why"``, in order."""

    verdict: Literal["approve", "request_changes"]
    reading: tuple[str, ...] = ()
    fault: tuple[Fault, ...] = ()
    fair: tuple[Fair, ...] = ()

    @property
    def harm(self) -> int:
        return sum(one.harm for one in self.fault)


def load(folder: Path) -> Truth:
    """truth.toml of source/pull-requests/NNNN. Raises `UserError`."""
    path = folder / "truth.toml"
    try:
        with path.open("rb") as file:
            return Truth.model_validate(tomllib.load(file))
    except ValidationError as fault:
        first = fault.errors()[0]
        raise UserError(f"{folder.name}/truth.toml, {'.'.join(map(str, first['loc']))}: {first['msg']}.") from None
    except (OSError, ValueError) as fault:
        raise UserError(f"{folder.name}/truth.toml can't be read: {fault}.") from None


def lines_of(places: Iterable[Place], pull: PullRequest) -> dict[str, set[int]]:
    """The lines of the head, by path, on which a finding stands at one of ``places``: `NEAR` lines around each."""
    found: dict[str, set[int]] = {}
    for place in places:
        changed = pull.file(place.path)
        for line in _matching(changed, re.compile(place.match)) if changed else ():
            found.setdefault(place.path, set()).update(range(line - NEAR, line + NEAR + 1))
    return found


def _matching(changed: ChangedFile, pattern: re.Pattern[str]) -> list[int]:
    head = [number for number, text in changed.head.items() if pattern.search(text)]
    gone = [changed.in_head(number, "LEFT") for number, text in changed.base.items() if pattern.search(text)]
    return [*head, *(line for line in gone if line is not None)]


def tests_of(fault: Fault, pull: PullRequest) -> set[str]:
    """The test files of this change that should have caught the fault: those named, and those named alike."""
    named = {path for path in fault.tests if pull.file(path)}
    stems = {Path(place.path).stem for place in fault.places}
    for changed in pull.files:
        stem = Path(changed.path).stem
        if stem.startswith("test_") and (stem.removeprefix("test_") in stems or changed.path in fault.met_by):
            named.add(changed.path)
    return named


def unplaced(truth: Truth, pull: PullRequest) -> list[str]:
    """What is amiss with a truth: faults without a line in the diff, too little evidence, two faults of one kind."""
    kinds = [fault.kind for fault in truth.fault]
    lacks = [
        f"{kind}: of two faults of one kind nobody can say which a finding is."
        for kind in {*kinds}
        if kinds.count(kind) > 1
    ]
    for fault in truth.fault:
        if not lines_of(fault.places, pull):
            lacks.append(f"{fault.name}: none of its places is a line of the diff of {pull.number}.")
        lacks += [f"{fault.name}: {place.path} is not changed." for place in fault.places if not pull.file(place.path)]
        if len(fault.evidence) < 2:
            lacks.append(f"{fault.name}: {len(fault.evidence)} pieces of evidence; it needs two.")
    if bool(truth.fault) != (truth.verdict == "request_changes"):
        lacks.append(f"The verdict is {truth.verdict}, with {len(truth.fault)} faults.")
    return lacks
