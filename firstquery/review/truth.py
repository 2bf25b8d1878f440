"""What is true of a pull request: its planted faults, the right verdict, and the order of reading that meets them all.

The instructor has it in pull-requests/NNNN. A key carries it sealed, so that nobody reads it by accident; it is
no secret. Whoever wants to can open it: compressed JSON in base64. A learner's key holds no reasons and no evidence:
those come after the pass, or from the grader, and evidence is run on data that only the grader has.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from firstquery.core.errors import UserError
from firstquery.review import spelling
from firstquery.review.changes import ChangedFile
from firstquery.review.pulls import PullRequest, read_toml

NEAR = 2  # lines above and below an accepted one that count as it
LARGEST = 2_000_000  # bytes of JSON in a sealed truth
Severity = Literal["blocker", "major", "minor"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LinePattern(_Strict):
    """Lines of ``path`` on which ``match``, a regular expression, is found."""

    path: str
    match: str

    @field_validator("match")
    @classmethod
    def _is_a_pattern(cls, given: str) -> str:
        re.compile(given)
        return given


class Accusation(LinePattern):
    """Findings of these kinds on lines where no such fault was planted. ``kinds`` are of the twelve."""

    kinds: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("kinds")
    @classmethod
    def _are_of_the_twelve(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(given) - set(spelling.families()):
            raise ValueError(f"{sorted(unknown)} are none of the twelve kinds")
        return given


class Fault(_Strict):
    """One planted fault. ``tests``: test files that should have caught it, where their names do not say so.

    ``harms``: whom, in any view that a fair reader can defend; without it, it is not asked.
    """

    name: str
    kind: str
    harm: Annotated[int, Field(ge=1, le=5)]
    difficulty: Annotated[int, Field(ge=1, le=3)] = 1
    severity: Severity
    accepted: tuple[Severity, ...] = ()
    harms: tuple[spelling.Harmed, ...] = ()
    places: Annotated[tuple[LinePattern, ...], Field(min_length=1)]
    tests: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    why: str = ""
    met_by: str = ""

    @field_validator("kind")
    @classmethod
    def _is_one_of_the_twelve(cls, given: str) -> str:
        if given not in spelling.families():
            raise ValueError(f"{given!r} is none of the twelve kinds")
        return given

    @property
    def harms_text(self) -> str:
        """``customers or the company``, the most first."""
        return " or ".join(self.harms)

    @property
    def severities(self) -> tuple[str, ...]:
        return (*self.accepted, self.severity)


class Truth(_Strict):
    """truth.toml. Without a fault it is to be approved. ``reading``: ``"place: why"``, in order.

    ``fair``: what is true beside a fault, though nobody planted it. ``bait``: what looks wrong, and what the
    description, the discussion or the lines themselves refute. ``absent``: faults that other variants of it have.
    """

    verdict: Literal["approve", "request_changes"]
    reading: tuple[str, ...] = ()
    fault: tuple[Fault, ...] = ()
    fair: tuple[Accusation, ...] = ()
    bait: tuple[Accusation, ...] = ()
    absent: tuple[Accusation, ...] = ()

    @property
    def harm(self) -> int:
        return sum(one.harm for one in self.fault)


def load(folder: Path) -> Truth:
    """truth.toml of pull-requests/NNNN. Raises `UserError`."""
    return read_toml(folder / "truth.toml", Truth)


@dataclass(frozen=True)
class Contents:
    """``faults``: the patch of each fault by its name."""

    truth: Truth
    faults: dict[str, str]


def without_reasons(held: Truth) -> Truth:
    """Return what a review can be scored by, and no more: nothing that could be copied into one, or spoils it."""
    told = {one.name: re.findall(r"tests/[\w/]+\.py", one.met_by) for one in held.fault}
    bare: dict[str, Any] = {"why": "", "met_by": "", "evidence": ()}
    faults = [one.model_copy(update={**bare, "tests": (*one.tests, *told[one.name])}) for one in held.fault]
    reading = [step if step.endswith("?") else step.partition(": ")[0] for step in held.reading]
    return held.model_copy(update={"fault": tuple(faults), "reading": tuple(reading)})


def of_variant(held: Truth, only: Collection[str]) -> Truth:
    """Return what is true of a variant with the faults ``only``: those of other kinds are absent from their files."""
    kept = tuple(one for one in held.fault if one.name in only)
    kinds = {one.kind for one in kept}
    known = [(place.path, one.kind) for one in held.fault if one.kind not in kinds for place in one.places]
    absent = tuple(Accusation(path=path, match="", kinds=(kind,)) for path, kind in dict.fromkeys(known))
    return held.model_copy(update={"fault": kept, "absent": absent})


def seal(folder: Path, only: Collection[str] | None = None, *, reasons: bool = True) -> str:
    """pull-requests/NNNN as one text. The same folder gives the same text. Raises `UserError`.

    ``only``: the names of the faults that a variant of it has; all of them where it is not given. A learner's is
    without ``reasons``.
    """
    held = load(folder)
    if only is not None:
        held = of_variant(held, only)
    faults = {one.name: folder / "faults" / f"{one.name}.patch" for one in held.fault}
    try:
        made = {
            "truth": (held if reasons else without_reasons(held)).model_dump(),
            "faults": {name: path.read_bytes().decode("utf-8") for name, path in faults.items()},
        }
    except FileNotFoundError as fault:
        raise UserError(
            f"{folder.name}: there is no {Path(str(fault.filename)).name} for a fault of truth.toml."
        ) from None
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


@lru_cache(maxsize=32)
def unseal(text: str) -> Contents:
    """Return what `seal` has sealed. Raises `UserError` where it is damaged."""
    try:
        unpacked = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), LARGEST)
        held: dict[str, Any] = json.loads(unpacked)
        return Contents(Truth.model_validate(held["truth"]), dict(held["faults"]))
    except (ValueError, zlib.error, KeyError, TypeError):
        raise UserError("The key of this exercise is damaged. Fetch the course again.") from None


def lines_of(places: Iterable[LinePattern], pull: PullRequest) -> dict[str, set[int]]:
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
    """Return the test files of this change that should have caught the fault: those named, and those named alike."""
    named = {path for path in fault.tests if pull.file(path)}
    stems = {Path(place.path).stem for place in fault.places}
    for changed in pull.files:
        stem = Path(changed.path).stem
        if stem.startswith("test_") and (stem.removeprefix("test_") in stems or changed.path in fault.met_by):
            named.add(changed.path)
    return named
