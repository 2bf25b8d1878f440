"""Regrading: whose mark changes after a changed key or exercise, from what to what, and why, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from firstquery.core.errors import UserError
from firstquery.grading.run import grades
from firstquery.grading.run.gradebook import Writer
from firstquery.grading.run.grades import Mark, Result
from firstquery.grading.run.grading import Progress, Say, prepare
from firstquery.grading.run.plan import Options, plan


@dataclass(frozen=True)
class Change:
    """One mark: ``was`` and ``becomes`` are points, None where it is (or was) ungraded."""

    student: str
    exercise: str
    was: float | None
    becomes: float | None
    why: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def regrade(
    root: Path,
    assignment: str,
    options: Options,
    apply: bool,
    progress: Progress = lambda what, done, of: None,
    say: Say = print,
) -> tuple[list[Change], list[Result]]:
    """Grades again what has its marks, and compares. Writes only with ``apply``. Raises `UserError`."""
    planned = plan(root, assignment, replace(options, feedback=apply))
    with prepare(planned, say) as ready:
        writer = ready.writer
        stored = writer.marks()
        students = [name for name in planned.students() if name in stored]
        for sentence in planned.refusals().values():
            say(sentence)
        if not students:
            raise UserError(f"No mark of {assignment} was given yet: `firstquery grade {assignment}` does that.")
        changes: list[Change] = []
        graded: list[Result] = []
        for one in ready.results(students, "grading again", progress):
            graded.append(one)
            if one.mark is not None:
                changes += _changes(one, one.mark, stored[one.student], writer)
        done = [one for one in graded if one.mark is not None] if apply else []
        for one in done:
            writer.write(one)
        for sentence in ready.make_feedback([one.student for one in done], progress) if done else ():
            say(sentence)
    return sorted(changes, key=lambda one: (one.student, one.exercise)), sorted(graded, key=lambda one: one.student)


def _changes(graded: Result, now: Mark, before: Mark, writer: Writer) -> list[Change]:
    """The marks of the machine that differ. What a person reads and gives points for is none of them."""
    found = []
    scores = writer.scores(graded.student)
    for exercise, score in graded.scores().items():
        was, by_hand = scores.get(exercise, (None, None))
        if score.is_text or was == score.auto:
            continue
        reasons = _reasons(graded, now, before, exercise, writer)
        if by_hand is not None:
            reasons.append(f"The {by_hand:g} points that you entered by hand stand all the same.")
        found.append(Change(graded.student, exercise, was, score.auto, " ".join(reasons)))
    return found


def _reasons(graded: Result, now: Mark, before: Mark, exercise: str, writer: Writer) -> list[str]:
    """What is not as it was when the mark was given, then what the learner is told now."""
    reasons = []
    if now.submission != before.submission:
        reasons.append("It was handed in anew.")
    verdict, earlier = now.verdicts.get(exercise), before.verdicts.get(exercise)
    if verdict and earlier and verdict.key != earlier.key:
        reasons.append(f"The key of {exercise} changed.")
    if now.environment != before.environment:
        reasons.append(
            _difference(
                writer.read(lambda connection: grades.read_environment(connection, before.environment)),
                graded.described,
            )
        )
    if not reasons:
        reasons.append("Nothing that it was given on has changed: it is not the same each time.")
    if now.state != before.state:
        reasons.append(f"It ended as {now.state!r} and not as {before.state!r}. {now.sentence}".strip())
    if verdict:
        reasons.append(f"Now: {verdict.says}")
    return reasons


def _difference(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """What differs between two environments, in a sentence."""
    if not before:
        return "The environment changed."
    old, new = _parts(before), _parts(now)
    parts = [f"{name} {old.get(name, 'none')} → {new.get(name, 'none')}"
             for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]  # fmt: skip
    names = {"firstquery": "First Query itself", "data": "the held-out data"}
    parts += [said for name, said in names.items() if before.get(name) != now.get(name)]
    return f"The environment changed: {', '.join(parts[:5])}{', …' if len(parts) > 5 else ''}."


def _parts(environment: Mapping[str, Any]) -> dict[str, Any]:
    """The policies by the names that they have in grader_config.py, then the versions of all packages and Python's."""
    policies = environment.get("policies", {})
    named = {f"{of}.{name}": value for of, settings in policies.items() for name, value in settings.items()}
    return {**named, **environment.get("packages", {}), "Python": environment.get("python", "none")}
