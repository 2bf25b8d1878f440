"""The command line. Heavy imports stand inside the commands, so that ``firstquery --help`` is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from firstquery.cli import authoring as grading
from firstquery.cli import calendar as calendar_command
from firstquery.cli import doctor as examining
from firstquery.cli import failure as failing
from firstquery.cli import grading as running
from firstquery.cli import help as helping
from firstquery.cli import portfolio as showing
from firstquery.cli import pulls as reviewing
from firstquery.cli import selfgrade as mine
from firstquery.cli import talk as talking

app = typer.Typer(
    name="firstquery",
    help="First Query: twenty-six weekly hours, from a first SQL query to a first review.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
warehouse = typer.Typer(help="Kestrel's database: build it, describe it.", no_args_is_help=True)
app.add_typer(warehouse, name="warehouse")
app.add_typer(reviewing.review, name="review")

LEARNER, AUTHOR = "For learners", "For facilitators and authors"
app.add_typer(reviewing.pulls, name="pulls", rich_help_panel=AUTHOR)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    if version:
        from firstquery import __version__

        typer.echo(f"First Query {__version__}")
        raise typer.Exit


@app.command(
    rich_help_panel=LEARNER, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, name="lab"
)
def lab(context: typer.Context) -> None:
    """Open JupyterLab on your own folder (~/first-query, or FIRSTQUERY_WORK).

    --no-browser prints the address and opens nothing; --port N takes that port; --restore brings back notebooks that
    you removed. Anything else goes to JupyterLab.
    """
    from firstquery.lab import lab as open_lab

    raise typer.Exit(open_lab(list(context.args)) or 0)


@app.command(rich_help_panel=LEARNER)
def page(
    week: Annotated[
        str | None,
        typer.Argument(metavar="[WEEK]", help="1, week-01-first-query, start-here, glossary, or a notebook's path."),
    ] = None,
    practice: Annotated[bool, typer.Option("--practice", help="The week's practice, not its lesson.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Every page: start here, glossary, lessons, practice.")] = False,
    output: Annotated[
        Path | None, typer.Option(help="A folder, or for one page a file.html. Without it: pages in your own folder.")
    ] = None,
) -> None:
    """Write a week as a page to read in a browser, to listen to, or to print."""
    from firstquery.html.written import write

    for path in write(week, output, practice=practice, every=every):
        typer.echo(str(path))


@app.command(rich_help_panel=LEARNER)
def weeks() -> None:
    """Show the weeks of the course."""
    from rich.console import Console
    from rich.table import Table

    from firstquery.core import course

    table = Table(box=None, header_style="bold")
    for heading in ("week", "title", "the question", "competency", "needs", "what you make"):
        table.add_column(heading)
    for one in course.weeks():
        needs = ", ".join(str(number) for number in one.needs)
        table.add_row(str(one.number), one.title, one.question, one.competency, needs, one.artefact)
    Console().print(table)


@app.command(rich_help_panel=LEARNER)
def progress() -> None:
    """Say where you are: what is done, what is open, what comes next."""
    from firstquery.learner.progress.terminal import show

    show()


@app.command(rich_help_panel=LEARNER)
def glossary(
    word: Annotated[
        list[str] | None, typer.Argument(metavar="[WORD]", help="A word of the lessons; all when none.")
    ] = None,
) -> None:
    """Say what a word means, and which week explains it."""
    from firstquery.learner.glossary import find, terms

    known = terms()
    for line in (
        repr(find(" ".join(word), known)).splitlines() if word else (f"{t.word}: {t.plain} ({t.place})" for t in known)
    ):
        typer.echo(line)


@app.command(rich_help_panel=LEARNER)
def reset(
    week: Annotated[str | None, typer.Argument(help="The week: 3, or w03-q2 with its exercise.")] = None,
    exercise: Annotated[str | None, typer.Argument(help="One exercise alone: 2, q2 or w03-q2.")] = None,
    lesson: Annotated[bool, typer.Option("--lesson", help="The lesson of the week, not its practice.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Bring back what the last reset replaced.")] = False,
) -> None:
    """Put a practice, one exercise or a lesson back as it came. Your old copy is kept, in the folder kept."""
    from firstquery.learner import reset as resetting

    lines = resetting.undo(week) if undo else resetting.reset(week or "", exercise, lesson=lesson)
    for line in lines:
        typer.echo(line)


@warehouse.command("build")
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
    """Build Kestrel's database from its seed."""
    from typing import get_args

    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from firstquery.core import course
    from firstquery.core.errors import UserError
    from firstquery.data.build import BuildFailed, build, place
    from firstquery.data.story import Snapshot

    which = next((one for one in get_args(Snapshot) if one == snapshot), None)
    if which is None:
        raise UserError(f"There is no snapshot {snapshot!r}. The two are: {', '.join(get_args(Snapshot))}.")
    if url and path:
        raise UserError("Give --url or --path, not both: the database is built in one place.")
    with Progress(TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), transient=True) as bar:
        task = bar.add_task(snapshot, total=1.0)

        def show(part: str, share: float) -> None:
            bar.update(task, description=part, completed=share)

        try:
            if which == "held-out" and seed is None and url is None:
                # Drawn for a cohort: it has to tell every listed answer apart before it is used.
                from firstquery.grading.admission import build_admitted

                report = build_admitted(course.course_folder(), path or place(which), show)
            else:
                report = build(which, seed=seed, url=url, path=path, progress=show)
        except BuildFailed as fault:
            raise UserError(str(fault)) from None
    typer.echo(f"The {snapshot} snapshot stands at {report.url}.")
    for table, rows in sorted(report.rows.items()):
        typer.echo(f"  {table:<14}{rows:>9,} rows")
    typer.echo(f"Seed {report.seed}, hash {report.hash[:16]}, {report.seconds:.0f} s.")


@warehouse.command("dictionary")
def warehouse_dictionary() -> None:
    """Write data/README.md, the data dictionary, from the schema's own comments."""
    from firstquery.data.dictionary import write

    typer.echo(f"Wrote {write()}")


@app.command(rich_help_panel=AUTHOR)
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


@app.command(
    rich_help_panel=AUTHOR, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, name="test"
)
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
    command = [sys.executable, "-m", "pytest", "-n", "3", "--dist", "loadfile", *context.args]
    raise typer.Exit(subprocess.run(command, cwd=course.COURSE, check=False).returncode)


app.command(rich_help_panel=LEARNER)(mine.grade_mine)
app.command(rich_help_panel=LEARNER)(calendar_command.calendar)
app.command(rich_help_panel=LEARNER)(helping.solution)
app.command(rich_help_panel=LEARNER)(examining.doctor)
app.command(rich_help_panel=LEARNER)(showing.portfolio)
app.command(rich_help_panel=LEARNER)(talking.talk)
app.command(rich_help_panel=AUTHOR)(grading.release)
app.command(rich_help_panel=AUTHOR)(running.grade)
app.command(rich_help_panel=AUTHOR)(running.regrade)
app.command(rich_help_panel=AUTHOR)(grading.prove)
app.command(rich_help_panel=AUTHOR)(failing.wall)


def main() -> None:
    """The entry point of the command ``firstquery``: a sentence and exit code 1 where something is wrong."""
    import gc

    from firstquery.core.errors import UserError

    gc.set_threshold(50_000)  # libraries are most of what a command makes, and nothing of them goes away again
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a file of an older alphabet shows a question mark for a letter that it does not have.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        app()
    except UserError as stopped:
        typer.echo(stopped.sentence, err=True)
        sys.exit(1)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        typer.echo(f"{where}{fault.strerror or fault}.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
