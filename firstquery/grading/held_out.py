"""The held-out data of a cohort and the keys on it: there, or made now.

A held-out snapshot is admitted when it tells every listed wrong answer from the right ones. On some seeds a mistake
gives the right number by chance; a learner would then be given a mark that she has not earned. A cohort's snapshot is
therefore tried before it is used, and drawn again where it falls short. Two mistakes that give one number by chance are
both refused, and told of neither (`keys`).
"""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from firstquery.checks.keys import questions_half
from firstquery.checks.words import count_noun
from firstquery.core.course import week, weeks
from firstquery.core.errors import UserError
from firstquery.data.build import BuildReport, build
from firstquery.grading import prove as proving
from firstquery.grading.keys import Source, kept_key
from firstquery.grading.prove import Proof

log = logging.getLogger("firstquery.grading")
ATTEMPTS = 16  # nine of ten draws are admitted
EVERY = 10.0  # seconds, from one line about the progress to the next
BUILDING = 0.25  # of the time, where the first draw is admitted
PROGRAMS = 8  # times as long as another takes an answer of a week that uses more than SQL

DRAWING = "drawing Kestrel's data"
CHECKING = "trying every listed answer on it: each right one has to pass, and each wrong one must not pass by chance"

Progress = Callable[[str, float], None]


def held_out(course: Path, logger: logging.Logger = log) -> Path:
    """The held-out snapshot of this cohort. It is built when it is missing, from a seed drawn then."""
    path = course / "held-out" / "kestrel.sqlite"
    if not path.is_file():
        logger.warning("There is no held-out data for this cohort yet. It is made now, once: %s", path)
        began = told_last = time.monotonic()

        def told(part: str, share: float) -> None:
            nonlocal told_last
            now = time.monotonic()
            if share and now - told_last >= EVERY:
                told_last = now
                left = count_noun(round((now - began) * (1 - share) / share), "second")
                logger.warning("%s (%.0f %% done, about %s left)", part[:1].upper() + part[1:], 100 * share, left)

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


def blurred(proofs: Sequence[Proof]) -> list[str]:
    """What only the held-out snapshot does not tell apart. What fails on learning as well is a fault of the list."""
    failures = [case for proof in proofs for case in proof.failures]
    on_learning = {(case.exercise, case.name) for case in failures if case.snapshot == "learning"}
    found = [case for case in failures if case.snapshot == "held-out" and (case.exercise, case.name) not in on_learning]
    return sorted({f"{case.exercise} {case.role}: {case.name}" for case in found})


def short_of(sources: Sequence[Source], held_out: Path, progress: Progress = lambda part, share: None) -> list[str]:
    """What the snapshot ``held_out`` does not tell apart; none: it is admitted.

    Only weeks that fall short on it are held against the learning data as well: that takes as long again.
    """
    proofs = proving.prove(sources, ["held-out"], held_out=held_out, progress=_counted(sources, progress))
    doubtful = [source for source, proof in zip(sources, proofs, strict=True) if proof.failures]
    return blurred([*proofs, *proving.prove(doubtful, ["learning"])]) if doubtful else []


def _counted(sources: Sequence[Source], progress: Progress) -> Callable[[str, str], None]:
    """Tells ``progress`` which share is done, by the answers that have been begun and the time that such ones take."""
    uses = {source.stem: week(source.stem, source.course).uses for source in sources}
    worth = {stem: PROGRAMS if used else 1 for stem, used in uses.items()}
    total = sum(worth[s.stem] * len(e.answers) for s in sources for e in s.exercises().values())
    seen: set[tuple[str, str]] = set()
    done, lock = 0, threading.Lock()

    def told(stem: str, step: str) -> None:
        nonlocal done
        with lock:
            if "(line" in step and (stem, step) not in seen:
                seen.add((stem, step))
                done += worth[stem]
                progress(CHECKING, min(1.0, done / total))

    return told


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
    sources = [Source(one.source, course) for one in weeks(course) if one.answers.is_file()]
    path.parent.mkdir(parents=True, exist_ok=True)
    short: list[str] = []
    began, again, before = time.monotonic(), "", 0.0

    def told(part: str, share: float) -> None:
        # A draw that falls short has taken as long as the next one will.
        progress(f"{again}: {part}" if again else part, before + (1 - before) * share)

    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".drawing-") as folder:
        for attempt, seed in zip(range(ATTEMPTS), drawn if drawn is not None else seeds(), strict=False):
            fresh = Path(folder) / f"{attempt}" / path.name
            fresh.parent.mkdir()
            report = build("held-out", seed=seed, path=fresh, progress=lambda _, share: told(DRAWING, BUILDING * share))
            if sources:
                short = short_of(sources, fresh, lambda part, share: told(part, BUILDING + (1 - BUILDING) * share))
            if not short:
                for beside in sorted(fresh.parent.iterdir(), key=lambda one: one == fresh):
                    if beside.is_dir():
                        shutil.rmtree(path.parent / beside.name, ignore_errors=True)  # of the data before
                    beside.replace(path.parent / beside.name)
                progress("done", 1.0)
                return replace(report, url=f"sqlite:///{path}", seconds=time.monotonic() - began)
            before = (attempt + 1) / (attempt + 2)
            again = f"other data are drawn, since on these {count_noun(len(short), 'listed answer')} got a wrong mark"
    raise UserError(
        f"No held-out data was found that tells all answers apart, in {ATTEMPTS} attempts. The last one fell short on: "
        f"{'; '.join(short[:6])}. Look at these with `firstquery prove`."
    )
