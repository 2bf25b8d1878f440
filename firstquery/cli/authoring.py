"""The commands of an author, as firstquery.cli.main registers them: the data, the notebooks, their proof, the tests."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from firstquery.authoring.lint.unit import Remark, Unit
    from firstquery.grading.keys import Source
    from firstquery.grading.prove import Proof

Weeks = Annotated[
    list[str] | None, typer.Argument(metavar="[WEEK]...", help="Its number, or its stem (week-NN-name); all when none")
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
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Change each right answer in small ways: is every change told? Minutes.")
    ] = False,
) -> None:
    """Prove the grader: every right answer is accepted, every wrong one refused with its own message.

    On held-out data the worked solutions of a week count as answers, too.
    """
    from rich.console import Console

    from firstquery.authoring import retire as former
    from firstquery.authoring import solutions
    from firstquery.core.course import course_folder
    from firstquery.grading import prove as proving

    sources = _sources(weeks, course_folder())
    if mutants:
        from firstquery.cli import mutants as of_mutants
        from firstquery.core.errors import UserError

        if answers is not None or snapshot is not Snapshot.both:
            raise UserError(
                "--mutants changes the course's own answers, on all data: give it no --answers or --snapshot."
            )

        raise typer.Exit(0 if of_mutants.prove(sources, as_json=as_json) else 1)
    if answers is not None and not weeks:
        sources = _asked_for(answers, sources)
    if answers is None:
        sources = [one for source in sources for one in (source, *source.former())]
    snapshots = list(proving.SNAPSHOTS) if snapshot is Snapshot.both else [snapshot.value]
    with Console(stderr=True).status("starting") as status:
        proofs = proving.prove(
            sources,
            snapshots,
            answers,
            lambda week, step: status.update(f"{week}: {step}"),
            solutions=lambda source: [*solutions.answers(source), *former.answers(source)],
        )
    ok = all(proof.ok for proof in proofs)
    if as_json:
        typer.echo(json.dumps({"ok": ok, "weeks": [proof.as_json() for proof in proofs]}, ensure_ascii=False, indent=1))
    else:
        _show(Console(), proofs, snapshots)
    raise typer.Exit(0 if ok else 1)


def new(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or an empty one.")],
    data: Annotated[
        str,
        typer.Option(metavar="FILE|URL", help="A SQLite file, or a database's URL, which is only read"),
    ],
    title: Annotated[str, typer.Option(help="What the course is called.")] = "Our own course",
    table: Annotated[list[str] | None, typer.Option(help="Take this table alone. Repeat it for more.")] = None,
    rows: Annotated[int, typer.Option(min=5, help="Take so many rows at most of each table of a URL.")] = 100_000,
) -> None:
    """Make a course of your own on your data: one week with one exercise, released and proven."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from firstquery.authoring.new_course import make

    folder, console = folder.expanduser().absolute(), Console(soft_wrap=True, highlight=False, markup=False)
    with Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("the data", total=1.0)

        def show(what: str, share: float = 1.0) -> None:
            bar.update(task, description=what, completed=share)

        made = make.make(folder, data, title, table or [], rows, show)
        said = make.prove(folder, 1, show)
    for name in made.cut:
        console.print(f"{name}: only the first {rows:,} rows were taken. --rows takes more.")
    asked = made.subject
    console.print(f"{title} stands in {folder}. Its exercise counts the rows of {asked.table} by {asked.column}.")
    console.print(said)
    console.print(f"Go on with: cd {folder}, then")
    for command, what in make.NEXT.items():
        console.print(f"  {command.format(1):<22}{what}")


def add_week(
    title: Annotated[str, typer.Argument(metavar="TITLE", help='As in "Late orders"; the files get their names of it')],
    question: Annotated[str, typer.Option(help="What a leader asks, answered in the week.")],
) -> None:
    """Add a week to a course: a lesson and a practice with one exercise to begin from, released and proven."""
    from rich.console import Console

    from firstquery.authoring.new_course import make
    from firstquery.core.course import course_folder, week

    root, console = course_folder(), Console(soft_wrap=True, highlight=False, markup=False)
    number = make.add_week(root, title, question)
    with Console(stderr=True).status("starting") as status:
        said = make.prove(root, number, lambda what, share: status.update(what))
    console.print(f"Week {number} is in notebooks/ and source/, under the name {week(number, root).stem}.")
    console.print(said)


def retire(
    week: Annotated[str, typer.Argument(metavar="WEEK", help="Its number, or its stem (week-NN-name)")],
    at: Annotated[str, typer.Option(metavar="COMMIT", help="The commit that was released")] = "HEAD",
) -> None:
    """Keep a practice as it was committed, before exercises of it go: who has begun it is checked and graded by it."""
    from firstquery.authoring.retire import retire as keep
    from firstquery.core.course import course_folder
    from firstquery.core.course import week as find

    folder = keep(find(week, course_folder()), at)
    typer.echo(
        f"The practice as it was stands in {folder}. What asks something else from now on gets a new id; then: "
        f"firstquery release {week}"
    )


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
            at = f"line {case.line}, {case.snapshot}" if case.line else case.snapshot
            console.print(
                f"✗ {case.exercise} {case.role}: {case.name} ({at}): {case.why}\n"
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


def warehouse_build(
    snapshot: Annotated[str, typer.Option(help="learning (ships with the course) or held-out (for grading).")] = (
        "learning"
    ),
    seed: Annotated[
        int | None, typer.Option(help="The same seed builds the same data. Held-out: drawn anew when not given.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Build on another engine: a SQLAlchemy URL.")] = None,
    path: Annotated[Path | None, typer.Option(help="Write the SQLite file there.")] = None,
) -> None:
    """Build the course's database from its seed."""
    from typing import get_args

    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from firstquery.core import course
    from firstquery.core.errors import UserError
    from firstquery.core.warehouse import BuildFailed, Snapshot, build

    which = next((one for one in get_args(Snapshot) if one == snapshot), None)
    if which is None:
        raise UserError(f"There is no snapshot {snapshot!r}. The two are: {', '.join(get_args(Snapshot))}.")
    if url and path:
        raise UserError("Give --url or --path, not both: the database is built in one place.")
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TextColumn("left")
    with Progress(*columns, transient=True, speed_estimate_period=3600) as bar:
        task = bar.add_task(snapshot, total=1.0)

        def show(part: str, share: float) -> None:
            bar.update(task, description=part, completed=share)

        try:
            if which == "held-out" and seed is None and url is None and path is None:
                # Drawn for a cohort. A week is tried on it when it is first graded.
                from firstquery.grading.held_out import draw

                report = draw(course.course_folder(), show)
            else:
                report = build(which, course.course_folder(), seed=seed, url=url, path=path, progress=show)
        except BuildFailed as fault:
            raise UserError(str(fault)) from None
    typer.echo(f"The {snapshot} snapshot stands at {report.url}.")
    for table, rows in sorted(report.rows.items()):
        typer.echo(f"  {table:<14}{rows:>9,} rows")
    typer.echo(f"Seed {report.seed}, hash {report.hash[:16]}, {report.seconds:.0f} s.")


def warehouse_dictionary() -> None:
    """Write the data dictionary from what the data's own module says of its columns."""
    from firstquery.core import course, warehouse
    from firstquery.core.errors import UserError

    write = getattr(warehouse.builder(course.course_folder()), "document", None)
    if write is None:
        raise UserError("The module of the data, named in course.toml, has no function document() that writes it.")
    typer.echo(f"Wrote {write()}")


def tidy(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Notebooks or folders.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; fail when something is untidy.")] = False,
    run: Annotated[bool, typer.Option("--run", help="Run each notebook first, to store fresh outputs.")] = False,
    facts: Annotated[
        bool, typer.Option("--facts", help="Write what the data says now into the texts (cell metadata: facts).")
    ] = False,
) -> None:
    """Bring notebooks into one form, and fill the mistakes into facilitator.md.

    Without a PATH: all of notebooks/, source/ and release/.
    """
    from firstquery.authoring import glossary as glossary_page
    from firstquery.authoring import run_sheet as facilitator
    from firstquery.authoring import tidy as tidying
    from firstquery.core import course

    changed: list[Path] = []
    for notebook in tidying.notebooks(paths or []):
        for line in tidying.tidy(notebook, check=check, run=run, facts=facts):
            changed.append(notebook)
            typer.echo(line)
    for week in course.practices():
        wanted = not paths or any(week.source.is_relative_to(path.absolute()) for path in paths)
        if wanted and facilitator.tidy(week, check=check):
            changed.append(week.facilitator)
            typer.echo(f"{'untidy' if check else 'tidied'}: {week.facilitator}")
    lessons = course.COURSE / "notebooks"
    wanted = not paths or any(lessons in (path.absolute(), *path.absolute().parents) for path in paths)
    if wanted and glossary_page.tidy(check=check):
        changed.append(glossary_page.path())
        typer.echo(f"{'untidy' if check else 'tidied'}: {glossary_page.path()}")
    if not changed:
        typer.echo("All tidy.")
    raise typer.Exit(1 if check and changed else 0)


def lint(weeks: Weeks = None) -> None:
    """Say what is wrong in the files of a week and what to do: prose, links, numbers, hints, the hour and its parts.

    Of each WEEK that is named: how long its parts take, with the error of that measure. A week that is longer than its
    hour is a note; one that became longer is a remark.

    No notebook is run and nothing is changed. Without a WEEK: all of the course, and its pages of no week.
    """
    import time

    from rich.console import Console

    from firstquery.authoring.lint import rules
    from firstquery.cli.hour import show_hours
    from firstquery.core import course
    from firstquery.learner.text import count

    began, root = time.monotonic(), course.course_folder()
    asked = [course.week(which, root) for which in weeks] if weeks else [*course.practices(root), None]
    looked: list[tuple[Unit, list[Remark]]] = []
    with Console(stderr=True).status("starting") as status:
        for week in asked:
            status.update(week.stem if week else "pages of no week")
            looked.append(rules.lint(week, root))
    console = Console(highlight=False, markup=False, emoji=False)
    for unit, listed in looked:
        if listed:
            console.print(f"{unit.name}: {count(len(listed), 'remark')}", style="bold")
            _show_remarks(console, listed, root)
    show_hours(console, [unit for unit, _ in looked], each=bool(weeks))
    remarks = sum(len(listed) for _, listed in looked)
    cells = sum(len(page.cells) for unit, _ in looked for page in unit.pages)
    said = count(remarks, "remark") if remarks else "nothing to remark"
    many = count(sum(week is not None for week in asked), "week")
    console.print(f"{many}, {cells:,} cells, {time.monotonic() - began:.1f} seconds: {said}.")
    raise typer.Exit(1 if remarks else 0)


def _show_remarks(console: Console, remarks: list[Remark], root: Path) -> None:
    """Print the remarks on a week by file: the cell, what is wrong with it, and what to do."""
    from textwrap import TextWrapper

    file = root
    for one in remarks:
        if one.file != file:
            file = one.file
            console.print(f"  {file.relative_to(root)}", soft_wrap=True)
        begin = "  " if file == root else "    "
        lines = TextWrapper(console.width, begin, f"{begin}  ", break_long_words=False, break_on_hyphens=False)
        console.print(lines.fill(f"{one.cell}: {one.sentence}" if one.cell else one.sentence), soft_wrap=True)


def wheel(
    weeks: Annotated[
        list[str] | None, typer.Option("--week", metavar="WEEK", help="Keys of this week alone, to try it; repeat it")
    ] = None,
    output: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the wheel goes")] = Path("dist"),
) -> None:
    """Build the package that `uvx firstquery` runs: the learner's half of the course, and keys to grade it by.

    The keys of all weeks take a quarter of an hour. What has not changed since is not made again.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from firstquery.authoring.wheel import build
    from firstquery.core import course
    from firstquery.learner.text import count

    root = course.course_folder()
    chosen = [course.week(one, root) for one in weeks] if weeks else course.weeks(root)
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0)
        made = build(root, output, chosen, lambda what, share: bar.update(task, description=what, completed=share))
    typer.echo(f"{made}: {made.stat().st_size / 1e6:.1f} MB, {count(len(chosen), 'key')}")


def test(context: typer.Context) -> None:
    """Run the course's own tests, three at a time. Further options go to pytest."""
    import importlib.util
    import subprocess

    from firstquery.core import course
    from firstquery.core.errors import UserError

    for needed in ("pytest", "xdist", "hypothesis"):
        if importlib.util.find_spec(needed) is None:
            raise UserError(f"The tests need {needed}, which is not installed. `python3 start.py test` brings it.")
    # pytest in a process of its own: the tests set environment variables before anything of ours is imported.
    # Three at a time: on two processors the third works while others wait for a browser, or for what runs too long.
    command = [sys.executable, "-m", "pytest", "-n", "3", *context.args]
    raise typer.Exit(subprocess.run(command, cwd=course.COURSE, check=False).returncode)
