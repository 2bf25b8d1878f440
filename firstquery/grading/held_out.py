"""The held-out data of a cohort and the keys on it: there, or made now.

A held-out snapshot is admitted when it tells every listed answer apart. On some seeds two mistakes give the same number
by chance, or a mistake gives the right one; a learner would then be told the wrong thing, or be given a mark that she
has not earned. A cohort's snapshot is therefore proven before it is used, and drawn again where it falls short.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from firstquery.checks.keys import questions_half
from firstquery.checks.words import count_noun
from firstquery.core.course import weeks
from firstquery.core.errors import UserError
from firstquery.data.build import BuildReport, build
from firstquery.grading import prove as proving
from firstquery.grading.keys import Source, kept_key
from firstquery.grading.prove import Proof

log = logging.getLogger("firstquery.grading")
ATTEMPTS = 16  # about every second draw is admitted

Progress = Callable[[str, float], None]


def held_out(course: Path, logger: logging.Logger = log) -> Path:
    """The held-out snapshot of this cohort. It is built when it is missing, from a seed drawn then."""
    path = course / "held-out" / "kestrel.sqlite"
    if not path.is_file():
        logger.warning(
            "There is no held-out data for this cohort yet. Building it now, once; that takes a few minutes: %s", path
        )

        def told(part: str, share: float) -> None:
            # What takes minutes more is said, not only noted.
            logger.log(logging.DEBUG if share else logging.WARNING, "%s (%.0f %%)", part.capitalize(), 100 * share)

        build_admitted(course, path, told)
        logger.warning("Held-out data built. Keep the folder held-out/ to yourself: marks are given on it.")
    return path


def held_out_key(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """The key of the held-out snapshot for week ``stem``, from held-out/keys/ or made now. Raises `UserError`."""
    kept = course / "held-out" / "keys" / f"{stem}.json"
    return kept_key(Source(course / "source" / stem, course), held_out(course, logger), kept, logger)


def held_out_questions(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """The questions half of `held_out_key`: all of a key that stands beside a submission's kernel."""
    return questions_half(held_out_key(course, stem, logger))


def seeds() -> Iterator[int]:
    """Seeds that nobody can guess."""
    while True:
        yield secrets.randbelow(2**53)


def blurred(proofs: Iterable[Proof]) -> list[str]:
    """What only the held-out snapshot does not tell apart. What fails on learning as well is a fault of the list."""
    found = []
    for proof in proofs:
        on_learning = {(c.exercise, c.name) for c in proof.failures if c.snapshot == "learning"}
        found += [
            f"{case.exercise} {case.role}: {case.name}"
            for case in proof.failures
            if case.snapshot == "held-out" and (case.exercise, case.name) not in on_learning
        ]
        # A collision is a failure of one of the two as well, and is not counted twice.
    return sorted(set(found))


def short_of(sources: Sequence[Source], held_out: Path) -> list[str]:
    """What the snapshot ``held_out`` does not tell apart; none: it is admitted.

    Only weeks that fall short on it are held against the learning data as well: that takes as long again.
    """
    proofs = proving.prove(sources, ["held-out"], held_out=held_out)
    doubtful = [source for source, proof in zip(sources, proofs, strict=True) if proof.failures]
    return blurred(proving.prove(doubtful, held_out=held_out)) if doubtful else []


def build_admitted(
    course: Path,
    path: Path,
    progress: Progress = lambda part, share: None,
    drawn: Iterable[int] | None = None,
) -> BuildReport:
    """Builds a held-out snapshot at ``path`` that tells all answers of source/ apart, its seed beside it.

    ``drawn`` gives the seeds to try, by default from `secrets`. Raises `UserError` when `ATTEMPTS` of them fall short:
    then an exercise of source/ has answers that cannot be told apart on data like these.
    """
    sources = [Source(week.source, course) for week in weeks(course) if week.answers.is_file()]
    path.parent.mkdir(parents=True, exist_ok=True)
    short: list[str] = []
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".drawing-") as folder:
        for attempt, seed in zip(range(ATTEMPTS), drawn if drawn is not None else seeds(), strict=False):
            fresh = Path(folder) / f"{attempt}" / path.name
            fresh.parent.mkdir()
            report = build("held-out", seed=seed, path=fresh, progress=lambda part, share: progress(part, 0.4 * share))
            if sources:
                progress("proving that it tells all answers apart", 0.5)
                short = short_of(sources, fresh)
            if not short:
                for beside in sorted(fresh.parent.iterdir(), key=lambda one: one == fresh):
                    if beside.is_dir():
                        shutil.rmtree(path.parent / beside.name, ignore_errors=True)  # of the data before
                    beside.replace(path.parent / beside.name)
                progress("done", 1.0)
                return replace(report, url=f"sqlite:///{path}")
            progress(f"drawing again: {count_noun(len(short), 'answer')} not told apart", 0.0)
    raise UserError(
        f"No held-out data was found that tells all answers apart, in {ATTEMPTS} attempts. The last one fell short on: "
        f"{'; '.join(short[:6])}. Look at these with `firstquery prove`."
    )
