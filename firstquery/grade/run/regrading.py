"""Regrading: whose mark changes after a changed key or exercise, from what to what, and why, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from firstquery.grade.run.folder import Place
from firstquery.grade.run.grading import Options, Progress, pages, prepared, results
from firstquery.grade.run.marks import Mark
from firstquery.grade.run.result import Graded, Score
from firstquery.grade.run.writer import Writer
from firstquery.sentence import Sentence


@dataclass(frozen=True)
class Change:
    """One mark: ``was`` and ``becomes`` are points, None where it is (or was) ungraded."""

    student: str
    exercise: str
    was: float | None
    becomes: float | None
    why: str

    @staticmethod
    def shown(points: float | None) -> str:
        return "ungraded" if points is None else f"{points:g}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def regrade(
    root: Path,
    assignment: str,
    options: Options,
    apply: bool,
    progress: Progress = lambda what, done, of: None,
    say: Callable[[str], None] = print,
) -> tuple[list[Change], list[Graded]]:
    """Grades again what has its marks, and compares. Writes only with ``apply``. Raises `Sentence`."""
    place = Place(root, assignment)
    with prepared(place, options, say) as ready:
        writer = ready.writer
        remembered = writer.remembered()
        looked = place.look()
        students = [name for name in place.handed_in(options.students, looked) if name in remembered]
        for name, sentence in looked.refused.items():
            if not options.students or name in options.students:
                say(sentence)
        if not students:
            raise Sentence(f"No mark of {assignment} was given yet: `firstquery grade {assignment}` does that.")
        tasks = ready.tasks(place, students, options)
        progress("grading again", 0, len(tasks))
        changes: list[Change] = []
        graded: list[Graded] = []
        for done, one in enumerate(results(tasks, options, ready.pool), 1):
            graded.append(one)
            if one.mark is not None:
                changes += _changes(one, remembered[one.student], writer.scores(one.student), writer)
            progress("grading again", done, len(tasks))
        if apply:
            for one in graded:
                if one.mark is not None:
                    writer.write(one)
            for sentence in pages(place, [one.student for one in graded if one.mark], ready.pool, progress):
                say(sentence)
    return sorted(changes, key=lambda one: (one.student, one.exercise)), sorted(graded, key=lambda one: one.student)


def _changes(
    graded: Graded, before: Mark, scores: Mapping[str, tuple[float | None, float | None]], writer: Writer
) -> list[Change]:
    found = []
    for exercise, score in graded.scores().items():
        was, by_hand = scores.get(exercise, (None, None))
        if score.is_text or was == score.auto:
            continue
        why = " ".join([*_reasons(graded, before, exercise, score, writer), *_standing(by_hand)])
        found.append(Change(graded.student, exercise, was, score.auto, why))
    return found


def _standing(by_hand: float | None) -> list[str]:
    return [] if by_hand is None else [f"The {by_hand:g} points that you entered by hand stand all the same."]


def _reasons(graded: Graded, before: Mark, exercise: str, score: Score, writer: Writer) -> list[str]:
    """What is not as it was when the mark was given, then what the learner is told now."""
    now = graded.mark
    assert now is not None
    reasons = []
    if now.submission != before.submission:
        reasons.append("It was handed in anew.")
    verdict, earlier = now.verdicts.get(exercise), before.verdicts.get(exercise)
    if verdict and earlier and verdict.key != earlier.key:
        reasons.append(f"The key of {exercise} changed.")
    if now.environment != before.environment:
        reasons.append(_difference(writer.described(before.environment), graded.described))
    if not reasons:
        reasons.append("Nothing that it was given on has changed: it is not the same each time.")
    if now.state != before.state:
        reasons.append(f"It ended as {now.state!r} and not as {before.state!r}. {now.sentence}".strip())
    if verdict:
        reasons.append(f"Now: {verdict.says}")
    return reasons


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    """What differs between two environments, in a sentence."""
    if not before:
        return "The environment changed."
    parts = [*_differing(_policies(before), _policies(now)), *_differing(_versions(before), _versions(now))]
    names = {"firstquery": "First Query itself", "data": "the held-out data"}
    parts += [said for name, said in names.items() if before.get(name) != now.get(name)]
    return f"The environment changed: {', '.join(parts[:5])}{', …' if len(parts) > 5 else ''}."


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} {old.get(name, 'none')} → {new.get(name, 'none')}"
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _versions(environment: dict[str, Any]) -> dict[str, Any]:
    return {**environment.get("packages", {}), "Python": environment.get("python", "none")}


def _policies(environment: dict[str, Any]) -> dict[str, Any]:
    """By the names that they have in grader_config.py."""
    policies = environment.get("policies", {})
    return {f"{of}.{name}": value for of, settings in policies.items() for name, value in settings.items()}
