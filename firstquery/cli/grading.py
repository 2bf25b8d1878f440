"""The commands of a facilitator: `firstquery grade`, `regrade` and `wall`, as firstquery.cli.main registers them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firstquery.core.command import JsonFile, Week, course_and_week, save
from firstquery.grading.submissions import printable

if TYPE_CHECKING:
    from rich.console import Console

    from firstquery.grading.run.grades import Result
    from firstquery.grading.run.grading import Progress, Report
    from firstquery.grading.run.regrade import Change

Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Submissions at once; 0: one more than processors")]
Students = Annotated[
    list[str] | None, typer.Option("--student", metavar="NAME", help="Only this learner; may be given several times")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Grade on the workers of the Dask scheduler at ADDRESS")
]
Unsafe = Annotated[
    bool, typer.Option("--unsafe", help="Without a sandbox, with your own rights: where you trust every submission")
]


def grade(
    week: Week,
    jobs: Jobs = 0,
    students: Students = None,
    as_json: JsonFile = None,
    scheduler: Scheduler = None,
    force: Annotated[bool, typer.Option("--force", help="Grade anew what has its marks already")] = False,
    feedback: Annotated[bool, typer.Option(help="Make the feedback pages of what was graded")] = True,
    unsafe: Unsafe = False,
) -> None:
    """Grade what was handed in for a week, in a sandbox, and make its feedback.

    Submissions that have their marks are not graded again unless they changed. A run that was ended, by whatever, goes
    on where it was when the command is given again.
    """
    root, assignment = course_and_week(week)
    with (
        _fork_server(scheduler is None and not unsafe, root, assignment) as server,
        _progress_bar() as (console, progress, say),
    ):
        from firstquery.grading.run import grading
        from firstquery.grading.run.plan import Options

        options = Options(jobs, scheduler, students or [], force, feedback, unsafe, server)

        def show_result(graded: Result) -> None:
            if graded.state != "graded":
                _line(console, graded)

        report = grading.grade(root, assignment, options, progress, say, show_result)
    _summary(console, report, assignment)
    save(as_json, {"week": assignment, "graded": [one.as_json() for one in report.graded], "before": report.before})
    raise typer.Exit(1 if report.failed or report.feedback else 0)


def regrade(
    week: Week,
    apply: Annotated[
        bool, typer.Option("--apply/--preview", help="Write the new marks, or only show what would change")
    ] = False,
    jobs: Jobs = 0,
    students: Students = None,
    as_json: JsonFile = None,
    scheduler: Scheduler = None,
    unsafe: Unsafe = False,
) -> None:
    """Show whose mark changes after a changed key or exercise, from what to what, and why; --apply writes it."""
    root, assignment = course_and_week(week)
    with (
        _fork_server(scheduler is None and not unsafe, root, assignment) as server,
        _progress_bar() as (console, progress, say),
    ):
        from firstquery.grading.run import regrade as again
        from firstquery.grading.run.plan import Options

        options = Options(jobs, scheduler, students or [], True, True, unsafe, server)
        changes, graded = again.regrade(root, assignment, options, apply, progress, say)
    _changes(console, changes, len(graded), apply)
    save(as_json, {"week": assignment, "applied": apply, "changes": [one.as_json() for one in changes]})
    raise typer.Exit(1 if any(one.mark is None for one in graded) else 0)


@contextmanager
def _fork_server(wanted: bool, root: Path, assignment: str) -> Iterator[str | None]:
    """Start it before all else: it imports its libraries while this process imports nbgrader's."""
    from firstquery.grading.libraries import libraries
    from firstquery.sandbox import forks

    if not wanted or shutil.which("bwrap") is None:
        yield None
        return
    with forks.shared_zygote(libraries(*(root / "submitted").glob(f"*/{assignment}*/"))) as address:
        yield address


@contextmanager
def _progress_bar() -> Iterator[tuple[Console, Progress, Callable[[str], None]]]:
    """Yield a progress bar with an estimate, on stderr, and a way to say a sentence above it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("left"), console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("preparing", total=None)

        def progress(what: str, done: int, of: int) -> None:
            if done == 0:
                bar.reset(task, description=what, total=of)
            bar.update(task, description=what, completed=done, refresh=True)

        yield console, progress, lambda sentence: console.print(sentence, highlight=False, markup=False)


def _line(console: Console, graded: Result) -> None:
    """One learner, as soon as it is known that somebody has to look."""
    what = f": {', '.join(graded.ungraded)} to look at" if graded.ungraded else ""
    said = printable(f"{graded.student}: {graded.state}{what}. {graded.sentence}").rstrip()
    console.print(said, highlight=False, markup=False, soft_wrap=True)


def _summary(console: Console, report: Report, assignment: str) -> None:
    from rich.table import Table

    from firstquery.grading.run.standings import Standing
    from firstquery.learner.text import count

    if report.graded:
        table = Table(title=assignment, title_justify="left")
        for heading in ("learner", "points", "of", "ungraded", "to read", "how it ended"):
            table.add_column(heading, justify="left" if heading in ("learner", "how it ended") else "right")
        for one in report.graded:
            ended = one.state if one.state in ("graded", "ungraded") else f"{one.state}: {one.sentence}"
            standing = report.standings.get(one.student, Standing())
            counts = (str(number or "") for number in (standing.ungraded, standing.unread))
            table.add_row(printable(one.student), f"{standing.points:g}", f"{standing.most:g}", *counts, ended)
        console.print(table, markup=False)
    said = [f"{len(report.graded) - len(report.failed)} graded"]
    if report.failed:
        said.append(f"{len(report.failed)} could not be graded")
    if report.before:
        said.append(f"{len(report.before)} had their marks already")
    console.print(f"{', '.join(said)}.", highlight=False)
    if unread := [one.unread for one in report.standings.values() if one.unread]:
        console.print(
            f"Written answers to read: {sum(unread)}, of {count(len(unread), 'learner')}. `firstquery read "
            f"{assignment}` opens the first one.",
            highlight=False,
        )
    if ungraded := [one.ungraded for one in report.standings.values() if one.ungraded]:
        console.print(
            f"Checks that could not be judged: {sum(ungraded)}, of {count(len(ungraded), 'learner')}. Look at them in "
            "the formgrader.",
            highlight=False,
        )
    if report.outdated:
        console.print(
            f"{len(report.outdated)} of those marks were given on another key or environment: "
            f"`firstquery regrade {assignment}` shows what would change.",
            highlight=False,
        )
    for sentence in report.feedback:
        console.print(sentence, highlight=False, markup=False)


def _changes(console: Console, changes: list[Change], seen: int, applied: bool) -> None:
    from rich.table import Table

    if not changes:
        console.print(f"No mark changes: {seen} looked at.", highlight=False)
        return
    table = Table(title="changed" if applied else "would change", title_justify="left")
    for heading in ("learner", "exercise", "was", "is" if applied else "would be", "why"):
        table.add_column(heading)
    for one in changes:
        table.add_row(one.student, one.exercise, _points(one.was), _points(one.becomes), one.why)
    console.print(table, markup=False)
    students = len({one.student for one in changes})
    console.print(
        f"{len(changes)} marks of {students} learners {'changed' if applied else 'would change'}, of {seen} looked at."
        + ("" if applied else " Nothing is written: `--apply` does that."),
        highlight=False,
    )


def _points(points: float | None) -> str:
    return "ungraded" if points is None else f"{points:g}"


def wall(
    weeks: Annotated[
        list[str] | None, typer.Argument(metavar="[WEEK]...", help="4, or a stem; all when left out")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="A folder that the cohort shares, in place of what was handed in")
    ] = None,
    to: Annotated[Path, typer.Option(metavar="FILE", help="Where the page goes")] = Path("failure-wall.html"),
    even_so: Annotated[
        list[str] | None, typer.Option(metavar="NOTE", help="Put this note on the wall all the same; several times")
    ] = None,
) -> None:
    """Build the cohort's failure wall from the notes that were handed in with consent."""
    from firstquery.core import course
    from firstquery.core.errors import UserError
    from firstquery.learner import wall as building

    root = course.course_folder()
    if folder is not None:
        if weeks:
            raise UserError("Give weeks or --folder, not both: a shared folder holds the notes of all weeks.")
        folders = building.shared_folders(folder)
    else:
        chosen = [course.week(one, root) for one in weeks] if weeks else course.weeks(root)
        folders = (found for one in chosen for found in building.handed_in(root, one))
    made = building.gather(folders, even_so or ())
    building.build(made, to, "Failure wall")
    for line in made.left_out:
        typer.echo(f"Left out: {line}")
    notes = "1 note" if len(made.notes) == 1 else f"{len(made.notes)} notes"
    by = "" if folder else f" of {made.learners} {'learner' if made.learners == 1 else 'learners'}"
    typer.echo(f"{notes}{by}: {to.absolute()}")
