"""Fresh pull requests for a cohort: a variant of the capstone, made as the shipped ones are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from firstquery import whole
from firstquery.review import make, variants
from firstquery.review.variants import Variant


def write(chosen: list[Variant], service: Path, target: Path, folder: Path | None = None) -> list[Path]:
    """Writes what is shown of each variant, its head and the log of its tests below ``target``."""
    written = []
    with tempfile.TemporaryDirectory(prefix="first-query-fresh-") as place:
        start = make.base(service, Path(place))
        for one in chosen:
            files = make.made(start, variants.source_of(one, folder), one.faults, Path(place) / one.number)
            for name, text in files.items():
                whole.write(target / one.number / name, text.encode())
            written.append(target / one.number)
    return written


def answers(chosen: Variant, folder: Path | None = None) -> str:
    """For the facilitator: what is planted in a variant, where it is met, and what would have happened."""
    lines = [f"Pull request {chosen.number}: {len(chosen.faults)} faults. Not for learners."]
    for one in variants.truth_of(chosen, folder).fault:
        lines += [
            "",
            f"{one.name}: {one.family}, {one.severity}, harm {one.harm} of 5",
            f"  {one.why}",
            f"  {one.met_by}",
        ]
    return "\n".join(lines)
