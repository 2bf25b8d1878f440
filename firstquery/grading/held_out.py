"""The held-out data of a cohort and the keys on it: there, or made now.

A cohort has one snapshot, and a week is graded on it when it gives every listed answer of that week its mark. On some
seeds a mistake gives the right number by chance; a learner would then be given a mark that she has not earned. So each
week is tried when it is first graded, in the same run that makes its key, and a week that the cohort's snapshot does
not fit has one of its own, in held-out/STEM/. What that costs does not grow with the number of weeks.

Only marks count here. Two mistakes that give one number by chance are both refused, and told of neither (`keys`).
"""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from firstquery.checks.keys import questions_half
from firstquery.checks.verdict import count_noun
from firstquery.core import files
from firstquery.core.course import week
from firstquery.core.errors import SolutionFault, UserError
from firstquery.core.warehouse import BuildReport, build, cohort, file_name, is_complete, of_week
from firstquery.grading import keys
from firstquery.grading import prove as proving
from firstquery.grading.estimate import Estimate
from firstquery.grading.keys import Source, kept_key
from firstquery.grading.prove import JUDGING, Proof

log = logging.getLogger("firstquery.grading")
ATTEMPTS = 8  # nine of ten draws fit a week
PATIENCE = 600.0  # seconds, for another process that makes them
# Seconds, as measured on two idle cores. Where other programs run, or the machine is slower, the first lines say more.
BUILDING = 8.0
STARTING = 2.0
AN_ANSWER, AN_ANSWER_OF_PROGRAMS = 0.05, 0.15

DRAWING = "drawing held-out data"
CHECKING = "trying every listed answer on it: each right one has to pass, and each wrong one must not pass by chance"

Progress = Callable[[str, float], None]
Step = Callable[[str, str], None]


def held_out(course: Path, stem: str, logger: logging.Logger = log, drawn: Iterable[int] | None = None) -> Path:
    """The held-out snapshot that week ``stem`` is graded on: the one of its key, or else one that fits it, made now.

    ``drawn`` gives the seeds to try, by default from `secrets`. Raises `UserError` when the cohort's own and `ATTEMPTS`
    of them fall short: then an exercise of the week has answers that cannot be told apart on data like these.
    """
    if (found := _in_use(course, stem)) is not None:
        return found
    source = _read_source(course, stem)
    if source is None and cohort(course).is_file():
        return cohort(course)
    try:
        with files.hold_lock(
            course / "held-out" / ".making",
            patience=PATIENCE,
            waiting=lambda: logger.warning("Held-out data are being made by another First Query. It is waited for."),
        ):
            is_there = cohort(course).is_file()
            path = _in_use(course, stem) or _make_key(
                course, stem, source, logger, iter(seeds() if drawn is None else drawn)
            )
            if not is_there:
                logger.warning("Held-out data built. Keep the folder held-out/ to yourself: marks are given on it.")
            return path
    except files.LockTimeout:
        raise UserError(
            "Another First Query has been making held-out data for ten minutes. End it, and try again."
        ) from None


def held_out_key(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """The key of the held-out snapshot for week ``stem``, from held-out/keys/ or made now. Raises `UserError`."""
    return kept_key(
        Source(course / "source" / stem, course), held_out(course, stem, logger), _key_path(course, stem), logger
    )


def held_out_questions(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """Return the questions half of `held_out_key`: all of a key that stands beside a submission's kernel."""
    return questions_half(held_out_key(course, stem, logger))


def draw(course: Path, progress: Progress = lambda part, share: None) -> BuildReport:
    """Draw the cohort's snapshot anew. What weeks had of their own goes, and the keys: they are of those before."""
    report = build("held-out", course, seed=next(seeds()), path=cohort(course), progress=progress)
    shutil.rmtree(course / "held-out" / "keys", ignore_errors=True)
    for own in cohort(course).parent.glob(f"*/{file_name(course)}"):
        shutil.rmtree(own.parent, ignore_errors=True)
    return report


def seeds() -> Iterator[int]:
    """Seeds that nobody can guess."""
    while True:
        yield secrets.randbelow(2**53)


def find_differing(proofs: Sequence[Proof]) -> list[str]:
    """The answers that only the held-out snapshot gives a wrong mark: a right one refused, a wrong one accepted.

    What fails on learning as well is a fault of the list.
    """
    failures = [case for proof in proofs for case in proof.failures]
    on_learning = {(case.exercise, case.name) for case in failures if case.snapshot == "learning"}
    found = [case for case in failures if case.snapshot == "held-out" and case.is_marked_wrongly]
    return sorted(
        {f"{case.exercise} {case.role}: {case.name}" for case in found if (case.exercise, case.name) not in on_learning}
    )


def short_of(sources: Sequence[Source], held_out: Path, step: Step = lambda stem, step: None) -> list[str]:
    """The listed answers of ``sources`` that get a wrong mark on the snapshot ``held_out``; none: it fits them."""
    return _try(sources, held_out, step)[0]


def _try(sources: Sequence[Source], held_out: Path, step: Step) -> tuple[list[str], Sequence[Proof]]:
    """Return what falls short on ``held_out``, and the proofs. Raises `UserError`, for a fault on any data."""
    try:
        proofs = proving.prove(sources, ["held-out"], held_out=held_out, progress=step)
    except SolutionFault as fault:
        proving.prove(sources, ["learning"])  # it raises where the fault is of the solution, not of these data
        return [fault.sentence.rstrip(".")], []
    return _short(sources, proofs), proofs


def _short(sources: Sequence[Source], proofs: Sequence[Proof]) -> list[str]:
    """Return only weeks that fall short are held against the learning data as well: that takes as long again."""
    doubtful = [source for source, proof in zip(sources, proofs, strict=True) if find_differing([proof])]
    return find_differing([*proofs, *proving.prove(doubtful, ["learning"])]) if doubtful else []


def _practices(source: Source | None) -> list[Source]:
    """Return the week as it is, and as it was in former releases."""
    return [source, *source.former()] if source else []


def _key_path(course: Path, stem: str) -> Path:
    return course / "held-out" / "keys" / f"{stem}.json"


def _in_use(course: Path, stem: str) -> Path | None:
    """Return the snapshot that the week's key was made on: marks are given on it already."""
    there = (path for path in (of_week(course, stem), cohort(course)) if path.is_file())
    return next((path for path in there if keys.is_made_on(path, _key_path(course, stem))), None)


def _read_source(course: Path, stem: str) -> Source | None:
    """Return the week, where it has a list to try; where it cannot be read, whoever asks for its key is told why."""
    source = Source(course / "source" / stem, course)
    try:
        return source if source.exercises() and week(stem, course).graded else None
    except (UserError, OSError, ValueError):
        return None


def _make_key(course: Path, stem: str, source: Source | None, logger: logging.Logger, drawn: Iterator[int]) -> Path:
    exercises = [one for practice in _practices(source) for one in practice.exercises().values()]
    each = AN_ANSWER_OF_PROGRAMS if source and week(stem, course).uses else AN_ANSWER
    other = BUILDING if any(one.its_kind.elsewhere for one in exercises) else 0.0  # `unseen` data, drawn as well
    trying = STARTING + other + each * sum(len(one.answers) for one in exercises)
    is_there = cohort(course).is_file()
    seconds = trying + (0 if is_there else BUILDING)
    work = Estimate(logger, seconds)

    def build_snapshot(path: Path, seed: int) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with work.part(DRAWING, BUILDING) as progress:
            build("held-out", course, seed=seed, path=path, progress=lambda _, share: progress(share))
        return path

    if not is_there:
        logger.warning(
            "There is no held-out data for this cohort yet. It is made now, once, in about %s, or twice that where the "
            "machine has other work: %s",
            count_noun(5 * max(1, round(seconds / 5)), "second"),
            cohort(course),
        )
        build_snapshot(cohort(course), next(drawn))
    if source is None:
        return cohort(course)

    def candidates() -> Iterator[Path]:
        own = of_week(course, stem)
        there = [path for path in (own, cohort(course)) if path.is_file()]
        yield from (complete := [path for path in there if is_complete(path, course)])
        for _, seed in zip(range(ATTEMPTS), drawn, strict=False):
            marked = count_noun(len(short), "listed answer")
            why = f"on these {marked} got a wrong mark" if complete or short else "a table came after these were drawn"
            work.more(f"other data are drawn for {stem}, since {why}", BUILDING + trying)
            yield build_snapshot(own, seed)

    short: list[str] = []
    for path in candidates():
        with work.part(CHECKING, trying) as progress:
            steps = _count_steps(source, progress)
            short, proofs = _try(_practices(source), path, steps)
        if not short:
            made = keys.merge([proof.keys["held-out"] for proof in proofs])
            keys.keep(source, path, made, _key_path(course, stem))
            return path
    shutil.rmtree(of_week(course, stem).parent, ignore_errors=True)
    raise UserError(
        f"No held-out data was found that gives every listed answer of {stem} its mark, in {ATTEMPTS + 1} attempts. "
        f"The last one fell short on: {'; '.join(short[:6])}. Look at these with `firstquery prove`."
    )


def _count_steps(source: Source, progress: Callable[[float], None]) -> Step:
    """Tell ``progress`` which share is done, by the answers that have been begun, and judged where that takes long."""
    exercises = [one for practice in _practices(source) for one in practice.exercises().values()]
    runs = {exercise.id for exercise in exercises if exercise.its_kind.runs}
    total = sum(bool(answer.cells) + (one.id in runs) for one in exercises for answer in one.answers)
    seen: set[str] = set()
    lock = threading.Lock()

    def count_step(stem: str, step: str) -> None:
        judged = step.removeprefix(JUDGING)
        with lock:
            if "(line" in step and step not in seen and (judged == step or judged.split()[0] in runs):
                seen.add(step)
                progress(len(seen) / total)

    return count_step
