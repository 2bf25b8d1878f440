"""The grader's commands, as firstquery.cli.main registers them: ``app.command()(commands.release)``."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from firstquery.grading.keys import Source
    from firstquery.grading.prove import Proof

Weeks = Annotated[
    list[str] | None, typer.Argument(metavar="[WEEK]...", help="1, or week-01-first-query; all when none")
]


ROLES = ("right", "wrong", "typed")


class Snapshot(StrEnum):
    """The data to prove on."""

    learning = "learning"
    held_out = "held-out"
    both = "both"


def release(weeks: Weeks = None) -> None:
    """Make release/ anew from source/: the practice without its solutions, and its key."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from firstquery.core.course import course_folder
    from firstquery.grading.release import release as make

    course = course_folder()
    stems = [source.stem for source in _sources(weeks, course)]
    console = Console()
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("release", total=len(stems))
        changed = make(stems, course, lambda stem, done: bar.update(task, description=stem, advance=int(done)))
    for stem, is_new in changed.items():
        console.print(f"release/{stem}: {'made anew' if is_new else 'no change'}", highlight=False)


def prove(
    weeks: Weeks = None,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Hold another list of right and wrong answers to the keys")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines")] = False,
    snapshot: Annotated[Snapshot, typer.Option(help="The data to prove on")] = Snapshot.both,
) -> None:
    """Prove the grader: every right answer is accepted, every wrong one refused with its own message."""
    from rich.console import Console

    from firstquery.core.course import course_folder
    from firstquery.grading import prove as proving

    sources = _sources(weeks, course_folder())
    if answers is not None and not weeks:
        sources = _asked_for(answers, sources)
    snapshots = list(proving.SNAPSHOTS) if snapshot is Snapshot.both else [snapshot.value]
    with Console(stderr=True).status("starting") as status:
        proofs = proving.prove(sources, snapshots, answers, lambda week, step: status.update(f"{week}: {step}"))
    ok = all(proof.ok for proof in proofs)
    if as_json:
        typer.echo(json.dumps({"ok": ok, "weeks": [proof.as_json() for proof in proofs]}, ensure_ascii=False, indent=1))
    else:
        _show(Console(), proofs, snapshots)
    raise typer.Exit(0 if ok else 1)


def _sources(weeks: list[str] | None, course: Path) -> list[Source]:
    from firstquery.core.course import week
    from firstquery.core.errors import UserError
    from firstquery.grading.keys import Source

    if weeks:
        folders = [week(which, course).source for which in weeks]
    else:
        folders = sorted(path.parent for path in course.glob("source/week-*/answers.py"))
    if not folders:
        raise UserError(f"There is no week in {course / 'source'} yet.")
    return [Source(folder, course) for folder in folders]


def _asked_for(answers: Path, sources: list[Source]) -> list[Source]:
    """The weeks that a list is about; all of them when it is about none, so that its strange ids are told."""
    from firstquery.grading.answers import read_list

    numbers = {answer.exercise[1:3] for answer in read_list(answers)}
    return [source for source in sources if source.stem[5:7] in numbers] or sources


def _show(console: Any, proofs: list[Proof], snapshots: list[str]) -> None:
    """The matrix, then whatever is not as stated, one line each."""
    from rich.table import Table

    for proof in proofs:
        table = Table(title=proof.week, title_justify="left")
        table.add_column("exercise", no_wrap=True)
        table.add_column("kind")
        for snapshot in snapshots:
            table.add_column(f"{snapshot}\nright wrong typed", no_wrap=True)
        for exercise in proof.exercises.values():
            counts = [
                " ".join(f"{_count(*proof.count(exercise.id, role, snapshot)):>5}" for role in ROLES)
                for snapshot in snapshots
            ]
            table.add_row(exercise.id, exercise.kind, *counts)
        console.print(table)
    console.print(
        "right: accepted of all. wrong: refused with its own message. typed: right on learning, refused held-out."
    )
    for proof in proofs:
        for case in proof.failures:
            console.print(
                f"✗ {case.exercise} {case.role}: {case.name} (line {case.line}, {case.snapshot}): {case.why}\n"
                f"    expected: {case.expected}\n    said:     {case.outcome}. {case.said}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
        for lack in proof.lacks:
            console.print(f"✗ {lack}", markup=False, highlight=False, soft_wrap=True)
    cases = [case for proof in proofs for case in proof.cases]
    amiss = sum(not case.ok for case in cases) + sum(len(proof.lacks) for proof in proofs)
    console.print(
        f"{len(cases)} verdicts, {'all as stated' if not amiss else f'{amiss} not as stated'}.", highlight=False
    )


def _count(good: int, total: int) -> str:
    return "-" if not total else f"{good}/{total}" if good == total else f"{good}/{total} ✗"
