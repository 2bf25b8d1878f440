"""The proof of a week: every right answer of its list is accepted, every wrong one refused with its own message.

Both snapshots are tried: the learning one that ships, and for what is graded a held-out one (the week's or the cohort's
own where there is one, else one of a fixed seed, kept in the user's cache).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from firstquery.checks.kind import kind
from firstquery.checks.verdict import Verdict, could_not_run
from firstquery.checks.words import wording
from firstquery.core.course import settings, week
from firstquery.core.errors import UserError
from firstquery.core.files import cache_folder
from firstquery.core.warehouse import (
    build,
    cohort,
    file_name,
    generator_hash,
    is_complete,
    learning,
    of_week,
    warehouse_of,
)
from firstquery.grading import answers as answers_list
from firstquery.grading import keys, shell
from firstquery.grading.answers import Answer, Exercise
from firstquery.grading.judgement import NoVerdict, judge_answer
from firstquery.grading.keys import Source, WeekAnswers
from firstquery.grading.shell import Result

KEPT = 7 * 24 * 3600.0  # seconds that it is kept after it was last asked for
SNAPSHOTS = ("learning", "held-out")
LEAST_RIGHT = 3
JUDGING = "judging "  # before the name of an answer that is judged, where the progress is told
REFUSED, ACCEPTED = "should be right", "should be refused"  # why a case is not as stated: its mark is wrong


@dataclass(frozen=True)
class Case:
    """One answer on one snapshot: ``ok`` when what was said is what is stated; ``why`` says how it is not."""

    exercise: str
    role: str
    name: str
    line: int
    snapshot: str
    expected: str
    outcome: str
    said: str
    why: str

    @property
    def ok(self) -> bool:
        return not self.why

    @property
    def is_marked_wrongly(self) -> bool:
        """Whether a learner would get another mark for it than is stated; else what she is told is at fault."""
        return self.why in (REFUSED, ACCEPTED)


@dataclass
class Proof:
    """A week's cases, and ``lacks``: what its list should have and has not, or has twice."""

    week: str
    exercises: dict[str, Exercise]
    cases: list[Case] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)  # by snapshot

    @property
    def failures(self) -> list[Case]:
        return [case for case in self.cases if not case.ok]

    @property
    def ok(self) -> bool:
        return not self.failures and not self.lacks

    def count(self, exercise: str, role: str, snapshot: str) -> tuple[int, int]:
        """Return how many answers of that role are as stated, and how many there are."""
        cases = [c for c in self.cases if (c.exercise, c.role, c.snapshot) == (exercise, role, snapshot)]
        return sum(case.ok for case in cases), len(cases)

    def as_json(self) -> dict[str, Any]:
        cases = [{**asdict(case), "ok": case.ok} for case in self.cases]
        titles = [{"id": e.id, "kind": e.kind, "title": e.title} for e in self.exercises.values()]
        return {"week": self.week, "ok": self.ok, "exercises": titles, "cases": cases, "lacks": self.lacks}


def prove(
    sources: Sequence[Source],
    snapshots: Sequence[str] = SNAPSHOTS,
    others: Path | None = None,
    progress: Callable[[str, str], None] = lambda week, step: None,
    held_out: Path | None = None,
    solutions: Callable[[Source], Collection[Answer]] = lambda source: (),
) -> list[Proof]:
    """Return the proofs of ``sources``, in order. ``others`` is another list, held to the same keys.

    Raises `UserError`.

    ``solutions``: further answers to a week, those of its worked solutions, which are held to the held-out key.
    """
    if not sources:
        raise UserError("There is no week to prove in source/.")
    course = sources[0].course
    where = {"learning": keys.require_file(learning(course))}
    if "held-out" in snapshots:
        where["held-out"] = held_out or snapshot_for_proof(course)
    listed = answers_list.read_list(others) if others else []

    def prove_week(source: Source) -> Proof:
        # Nobody is marked on a week that is not graded: there chance may make a wrong answer right on drawn data.
        names = [name for name in where if name == "learning" or week(source.stem, course).graded]
        more = solutions(source) if others is None and "held-out" in names else ()

        def run_answers(name: str) -> WeekAnswers:
            own = of_week(course, source.stem)
            is_own = name == "held-out" and held_out is None and own.is_file() and is_complete(own, course)
            snapshot = own if is_own else where[name]
            # Of the learning data the held-out ones need what the solutions give there, and no more.
            wanted: dict[str, list[Answer]] | None = None if name in snapshots else {}
            step = partial(progress, source.stem)
            return source.run(name, snapshot, step, wanted, more if name == "held-out" else ())

        with ThreadPoolExecutor(len(names)) as both:
            found = dict(zip(names, both.map(run_answers, names), strict=True))
        asked = [name for name in snapshots if name in names]
        return _prove(source, found, asked, listed if others else None, partial(progress, source.stem), more)

    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        # The last weeks first: they run programs, and take longest.
        proofs = list(pool.map(prove_week, reversed(sources)))[::-1]
    known = {exercise for proof in proofs for exercise in proof.exercises}
    for answer in listed:
        if others and answer.exercise not in known:
            proofs[0].lacks.append(f"{others.name}, line {answer.line}: there is no exercise {answer.exercise} here.")
    return proofs


def _prove(
    source: Source,
    answered: dict[str, WeekAnswers],
    snapshots: Sequence[str],
    others: list[Answer] | None,
    progress: Callable[[str], None],
    more: Collection[Answer],
) -> Proof:
    exercises = source.exercises()
    proof = Proof(source.label, exercises)
    on_learning = answered["learning"]
    judged: dict[str, Verdict] = {}
    for snapshot in snapshots:
        here = answered[snapshot]
        key = proof.keys[snapshot] = keys.key(source, here, on_learning if snapshot == "held-out" else None)
        if others is None:
            typed = {a: a.exercise for e in exercises.values() for a in e.by_role("typed") if not a.cells}
            copied = {
                a: Result("answered", keys.copy_payload(on_learning.references[of]), None) for a, of in typed.items()
            }
            results = {a: {**here.results, **copied}[a] for e in exercises.values() for a in e.answers}
            results |= {a: here.results[a] for a in more if snapshot == "held-out"}
            if snapshot == "learning":
                alike = ((name, *pair) for name in exercises for pair in keys.alike(key["exercises"][name]))
                proof.lacks += [f"{name}: {one!r} and {other!r} are the same answer." for name, one, other in alike]
        else:
            mine = {name: [a for a in others if a.exercise == name] for name in exercises}
            kinds = {name: (exercise.kind, here.questions[name]) for name, exercise in exercises.items()}
            asked = warehouse_of(source.stem, source.course, here.warehouse)
            _, results = shell.run(source.practice, asked, mine, kinds, course=source.course)
        with ThreadPoolExecutor(max(one.its_kind.at_once for one in exercises.values())) as pool:
            proof.cases += pool.map(partial(_case, here, key, judged, progress), results, results.values())
    if others is None:
        for exercise in exercises.values():
            proof.lacks += _too_few(exercise)
    return proof


def _case(
    here: WeekAnswers,
    key: dict[str, Any],
    judged: dict[str, Verdict],
    progress: Callable[[str], None],
    answer: Answer,
    result: Result,
) -> Case:
    """Return the case of one answer: what its header states against what the judge says.

    ``judged`` are the verdicts so far: where an answer is the same on all data, and so is the key, so is the verdict.
    """
    entry = key["exercises"][answer.exercise]
    progress(f"{JUDGING}{answer.exercise} {answer.role}: {answer.name} (line {answer.line})")
    message = {"state": result.state, "payload": result.payload}
    same = "" if kind(entry["kind"]).reruns else json.dumps([entry, message], sort_keys=True, default=str)
    try:
        verdict = judged.get(same) or judge_answer(entry, message, here.materials[answer.exercise].trial)
        if same:
            judged[same] = verdict
        words = wording(verdict, entry["kind"])
        said = [words.message, *words.details]
    except NoVerdict as fault:
        verdict, said = could_not_run("unsound"), [str(fault)]
    accepted = answer.role == "right" or (answer.role == "typed" and here.snapshot == "learning")
    return Case(
        answer.exercise,
        answer.role,
        answer.name,
        answer.line,
        here.snapshot,
        "right" if accepted else answer.message or "refused",
        verdict.outcome,
        result.failure or " ".join(said).strip(),
        _why(answer, accepted, result, verdict, said, entry.get("alike", ())),
    )


def _why(
    answer: Answer, accepted: bool, result: Result, verdict: Verdict, said: list[str], alike: Collection[str]
) -> str:
    """Empty when the verdict is as stated, else what is amiss in a few words."""
    if accepted:
        return "" if verdict.right else REFUSED
    if verdict.right:
        return ACCEPTED
    if result.state != "answered":
        # A wrong answer is an answer: one that cannot be run proves nothing about the judge.
        return "could not be run"
    is_told = any(one.endswith(answer.message) for one in said)  # before it may stand that it is perhaps the slip
    if answer.message and not is_told and answer.name not in alike:
        return "should be refused with its own message"
    if answer.message and verdict.mistake not in (None, answer.name):
        return f"is taken for {verdict.mistake!r}"
    return ""


def _too_few(exercise: Exercise) -> list[str]:
    right, wrong = exercise.by_role("right"), exercise.by_role("wrong", "typed")
    lacks = []
    if len(right) < LEAST_RIGHT:
        lacks.append(f"{exercise.id}: {len(right)} right answers; it needs {LEAST_RIGHT} in different styles.")
    wanted = exercise.its_kind.least_wrong(exercise.options)
    if len(wrong) < wanted:
        lacks.append(f"{exercise.id}: {len(wrong)} wrong answers; it needs {wanted}, each with its name.")
    if exercise.its_kind.reruns and not exercise.by_role("typed"):
        lacks.append(f"{exercise.id}: no typed-in result. Add `# %% {exercise.id} typed: typed in | MESSAGE`.")
    return lacks


def snapshot_for_proof(course: Path) -> Path:
    """Return the held-out snapshot to prove on: the cohort's own, else that of a fixed seed, built once and cached.

    A cohort's that was drawn before a table was added to the course is none to prove on: `grade` draws another then.
    """
    own = cohort(course)
    if own.is_file() and is_complete(own, course):
        return own
    return drawn_snapshot(course, settings(course).seeds.proof)


def drawn_snapshot(course: Path, seed: int) -> Path:
    """Return the held-out snapshot of ``seed``, drawn once and kept in the user's cache.

    What another generator made is removed when nobody has asked for it for a week: another clone may be proving on it.
    """
    from firstquery.review import held_out

    home = cache_folder()
    # The generator's own text is in the name: a changed generator makes a new file.
    kept = home / f"held-out-{seed}-{generator_hash(course)[:16]}.sqlite"
    if not kept.is_file():
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as folder:
            fresh = Path(folder) / file_name(course)
            build("held-out", course, seed=seed, path=fresh)
            fresh.replace(kept)
        for old in home.glob(f"held-out-{seed}-*.sqlite"):
            with suppress(OSError):
                if time.time() - old.stat().st_mtime > KEPT:
                    old.unlink()
                    shutil.rmtree(held_out.place(old, course), ignore_errors=True)
    with suppress(OSError):
        os.utime(kept)
    return kept


def all_ok(proofs: Iterable[Proof]) -> bool:
    return all(proof.ok for proof in proofs)
