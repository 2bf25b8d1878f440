"""The capstone's variants: four of its faults each, equally harmful and equally hard, so that neighbours differ.

pull-requests/capstone holds one change and many faults. Faults of one difficulty and one harm are a class; a
variant has as many of each class as every other one, and no kind twice. Any two variants share two faults at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, groupby, product
from pathlib import Path

from firstquery.core.errors import UserError
from firstquery.review import pulls, sources, truth
from firstquery.review.sources import Source
from firstquery.review.truth import Fault, Truth

NAME = "capstone"
FAULTS = 4  # of a variant
SHARED = 2  # faults that two variants have in common, at most
FIRST = 201  # the number of the first variant
MOST = 99  # numbers are 0201 to 0299


@dataclass(frozen=True)
class Variant:
    """``number`` is that of its pull request; ``faults`` are names, in the order of the classes."""

    number: str
    faults: tuple[str, ...]


def variant_of(who: str | int, folder: Path | None = None) -> Variant:
    """Return the variant of a learner (her id, a text) or of a seed (a number): the same one each time."""
    found = variants(folder)
    return found[_draw(who) % len(found)]


def number_for(who: str | int, there: Sequence[str] | None = None) -> str:
    """Return the variant that a learner reviews, among those that ship. Needs no source. Raises `UserError`."""
    found = [one for one in (pulls.numbers() if there is None else there) if is_variant(one)]
    if not found:
        raise UserError("This copy of the course has no capstone. Ask your facilitator for one.")
    return sorted(found)[_draw(who) % len(found)]


def is_variant(number: str) -> bool:
    return number.isdigit() and FIRST <= int(number) < FIRST + MOST


def find_variant(number: str, folder: Path | None = None) -> Variant:
    """Return the variant with that number. Raises `UserError`."""
    for one in variants(folder):
        if one.number == number:
            return one
    raise UserError(f"The capstone has no variant {number}. They are {FIRST:04d} to {variants(folder)[-1].number}.")


def truth_of(variant: Variant, folder: Path | None = None) -> Truth:
    """Return what is true of one variant: the capstone's truth with its four faults alone."""
    return truth.of_variant(truth.load(folder or _folder()), variant.faults)


def seal_of(folder: Path, number: str, *, reasons: bool = True) -> str:
    """Return the sealed truth of a pull request: of its own folder, or as a variant of the capstone.

    Raises `UserError`.
    """
    if (folder / number / "truth.toml").is_file():
        return truth.seal(folder / number, reasons=reasons)
    common = folder / NAME
    if not is_variant(number) or not (common / "truth.toml").is_file():
        raise UserError(f"There is no {folder / number / 'truth.toml'}: that pull request can't be scored.")
    return truth.seal(common, find_variant(number, common).faults, reasons=reasons)


def answers(variant: Variant, folder: Path | None = None) -> str:
    """For the facilitator: what is planted in a variant, where it is met, and what would have happened."""
    lines = [f"Pull request {variant.number}: {len(variant.faults)} faults. Not for learners."]
    for one in truth_of(variant, folder).fault:
        about = f"{one.name}: {one.kind}, {one.severity}, harm {one.harm} of 5, to {one.harms_text}"
        lines += ["", about, f"  {one.why}", f"  {one.met_by}"]
    return "\n".join(lines)


def source_of(variant: Variant, folder: Path | None = None) -> Source:
    """Return the capstone's source under the variant's number, as `make` takes it together with its faults."""
    place = folder or _folder()
    whole = sources.load(place.name, place.parent)
    shown = whole.shown.replace(f'"{whole.number}"', f'"{variant.number}"', 1)
    return replace(whole, request=whole.request.model_copy(update={"number": variant.number}), shown=shown)


def variants(folder: Path | None = None) -> tuple[Variant, ...]:
    """Return all of them, in their order."""
    place = folder or _folder()
    return _variants(place, (place / "truth.toml").stat().st_mtime_ns)


@cache
def _variants(folder: Path, _stamp: int) -> tuple[Variant, ...]:
    chosen = arrange(truth.load(folder).fault)
    return tuple(Variant(f"{FIRST + place:04d}", faults) for place, faults in enumerate(chosen))


def arrange(faults: Sequence[Fault]) -> list[tuple[str, ...]]:
    """Return the faults of each variant. Raises `UserError` where these faults do not make two variants."""
    kept: list[tuple[Fault, ...]] = []
    for one in _candidates(faults):
        names = {fault.name for fault in one}
        if all(sum(fault.name in names for fault in other) <= SHARED for other in kept):
            kept.append(one)
    if len(kept) < 2:
        raise UserError("These faults make no two variants. A class needs faults of equal harm and equal difficulty.")
    found = [tuple(fault.name for fault in one) for one in kept]
    # Mixed: in the order of the classes, neighbours would differ in their last two faults alone.
    found.sort(key=lambda one: hashlib.sha256(" ".join(one).encode()).digest())
    return found[:MOST]


def _candidates(faults: Sequence[Fault]) -> Iterator[tuple[Fault, ...]]:
    """Yield each choice with its share of every class and no kind twice, in the order of the faults."""
    ranked = sorted(faults, key=_class)
    classes = [list(group) for _, group in groupby(ranked, key=_class)]
    for parts in product(*(combinations(one, take) for one, take in zip(classes, _takes(classes), strict=True))):
        chosen = tuple(fault for part in parts for fault in part)
        if len({fault.kind for fault in chosen}) == len(chosen):
            yield chosen


def _class(fault: Fault) -> tuple[int, int]:
    return fault.difficulty, -fault.harm


def _takes(classes: Sequence[Sequence[Fault]]) -> list[int]:
    """Return how many of each class a variant has: one after the other, the largest classes first."""
    takes = [0] * len(classes)
    while sum(takes) < FAULTS:
        open_ = [place for place, one in enumerate(classes) if takes[place] < len(one)]
        if not open_:
            raise UserError(f"A variant has {FAULTS} faults, and there are only {sum(takes)}.")
        takes[min(open_, key=lambda place: (takes[place], -len(classes[place])))] += 1
    return takes


def _draw(who: str | int) -> int:
    if isinstance(who, int):
        return who
    return int.from_bytes(hashlib.sha256(f"{NAME} {who}".encode()).digest()[:8], "big")


def _folder() -> Path:
    return sources.folder_of_sources() / NAME
