"""The truth of a variant: which of the faults that its common source knows are in it, read off its own diff."""

from __future__ import annotations

from pathlib import Path

from firstquery.review import sealed, variants
from firstquery.review.changes import changed_files
from firstquery.review.pulls import PullRequest, load
from firstquery.sentence import Sentence

CAPSTONE = "capstone"


def sealed_of(sources: Path, number: str) -> str:
    """The sealed truth of a pull request: of its own folder, or as a variant of the capstone. Raises `Sentence`."""
    if (sources / number / "truth.toml").is_file():
        return sealed.seal(sources / number)
    common = sources / CAPSTONE
    if not (common / "truth.toml").is_file():
        raise Sentence(f"There is no {sources / number / 'truth.toml'}: that pull request can't be scored.")
    found = _drawn(common, number) or faults_in(common, load(number))
    if not found:
        raise Sentence(f"Pull request {number} has no truth of its own, and none of the capstone's faults.")
    return sealed.seal(common, found)


def _drawn(common: Path, number: str) -> list[str]:
    """The faults that the number stands for; none where it is no variant of these sources.

    Read off the diff a fault can be missed: lines that it takes away may stand elsewhere in the change as well.
    """
    try:
        return sorted(variants.numbered(number, common).faults) if variants.is_variant(number) else []
    except Sentence:
        return []


def faults_in(common: Path, pull: PullRequest) -> list[str]:
    """The names of the faults whose lines are in ``pull``: all that a fault adds, and not all that it takes away."""
    return sorted(path.stem for path in (common / "faults").glob("*.patch") if _is_in(path, pull))


def _is_in(fault: Path, pull: PullRequest) -> bool:
    for changed in changed_files(fault.read_bytes().decode("utf-8")):
        there = pull.file(changed.path)
        head = set(there.head.values()) if there else set()
        added = {row.text for row in changed.rows if row.kind == "+" and row.text.strip()}
        gone = {row.text for row in changed.rows if row.kind == "-" and row.text.strip()}
        if not added <= head or (gone and gone <= head):
            return False
    return True
