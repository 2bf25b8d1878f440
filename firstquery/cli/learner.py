"""The commands of a learner, as firstquery.cli.main registers them: her notebooks, her progress, her marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from firstquery.selfgrade.result import PracticeResult

CALENDAR = "firstquery calendar --start 2027-01-13 --weekday Wednesday --time 08:30 --timezone Europe/Paris"


def lab(context: typer.Context) -> None:
    """Open JupyterLab on your own folder (~/first-query, or FIRSTQUERY_WORK).

    --no-browser prints the address and opens nothing; --port N takes that port; --restore brings back notebooks that
    you removed. Anything else goes to JupyterLab.
    """
    from firstquery.lab import lab as open_lab

    raise typer.Exit(open_lab(list(context.args)) or 0)


def page(
    week: Annotated[
        str | None,
        typer.Argument(metavar="[WEEK]", help="1, a stem (week-NN-name), start-here, glossary, or a notebook's path."),
    ] = None,
    practice: Annotated[bool, typer.Option("--practice", help="The week's practice, not its lesson.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Every page: start here, glossary, lessons, practice.")] = False,
    run_sheet: Annotated[
        bool, typer.Option("--run-sheet", help="For a facilitator: two sides of A4 with answers, mistakes, rubric.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(help="A folder, or for one page a file.html. Without it: pages in your own folder.")
    ] = None,
) -> None:
    """Write a week as a page to read in a browser, to listen to, or to print."""
    from firstquery.html.pages import write

    if run_sheet:
        typer.echo(str(_run_sheet(week, output)))
        return
    for path in write(week, output, practice=practice, every=every):
        typer.echo(str(path))


def _run_sheet(week: str | None, output: Path | None) -> Path:
    """Write the sheet of a week, into the folder where the command was given unless ``output`` says another place."""
    from firstquery.authoring.room_sheet import render
    from firstquery.core import course, files
    from firstquery.core.command import refuse_half
    from firstquery.core.errors import UserError

    refuse_half("page --run-sheet")
    if week is None:
        raise UserError("Which week? Give its number, as in `firstquery page 3 --run-sheet`.")
    found = course.week(week)
    folder = output or Path()
    path = folder if folder.suffix == ".html" else folder / f"{found.stem}-run-sheet.html"
    files.write(path, render(found).encode("utf-8"))
    return path.absolute()


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


def progress() -> None:
    """Say where you are: what is done, what is open, what comes next."""
    from firstquery.learner.progress import print_view, view

    print_view(view())


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


def reset(
    week: Annotated[str | None, typer.Argument(help="The week: 3, or wNN-qN with its exercise.")] = None,
    exercise: Annotated[str | None, typer.Argument(help="One exercise alone: 2, q2 or wNN-qN.")] = None,
    lesson: Annotated[bool, typer.Option("--lesson", help="The lesson of the week, not its practice.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Bring back what the last reset replaced.")] = False,
) -> None:
    """Put a practice, one exercise or a lesson back as it came. Your old copy is kept, in the folder kept."""
    from firstquery.learner import open_notebook
    from firstquery.learner import reset as resetting

    open_notebook.refuse_in_its_own_cell(week or "", exercise, lesson, undo)
    lines = resetting.undo(week) if undo else resetting.reset(week or "", exercise, lesson=lesson)
    for line in lines:
        typer.echo(line)


def take_away(
    output: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Without it: here, by its usual name.")
    ] = None,
) -> None:
    """Save all your work as one file, for another computer or for the course in a browser."""
    from firstquery.core import course
    from firstquery.core.command import write
    from firstquery.learner import archive
    from firstquery.learner.archive_file import NAME

    path = output or Path(NAME)
    path = path / NAME if path.is_dir() else path
    write(path, archive.pack(course.work_folder()).decode())
    typer.echo(f"Your work is in {path.absolute()}.")


def bring_back(file: Annotated[Path, typer.Argument(metavar="FILE", help="What take-away has written.")]) -> None:
    """Bring the work in such a file into your folder. Where both were worked in, both are kept."""
    from firstquery.core import course
    from firstquery.core.errors import UserError
    from firstquery.learner import archive, workspace

    try:
        content = file.read_bytes()
    except OSError as fault:
        raise UserError(f"{file} cannot be read ({fault.strerror}). Nothing was changed.") from None
    workspace.fill()
    for line in archive.bring_back(course.work_folder(), content).lines():
        typer.echo(line)


def grade_mine(
    week: Annotated[str, typer.Argument(metavar="WEEK", help="4, or its stem (week-NN-name)")],
    open_page: Annotated[bool, typer.Option("--open", help="Open the feedback page in the browser")] = False,
    as_json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the marks there as JSON")
    ] = None,
) -> None:
    """Grade your practice of a week, as it is saved, on data that you have not seen.

    The marks are those that a facilitator's grader would give. Nothing leaves this computer, and nothing of yours is
    changed.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from firstquery.core import course
    from firstquery.selfgrade.cell import STOPPED
    from firstquery.selfgrade.grade import grade

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), TextColumn("left"))
    try:
        with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
            task = bar.add_task("grading", total=1.0)

            def progress(what: str, share: float) -> None:
                bar.update(task, description=what, completed=share, refresh=True)

            graded = grade(
                course.week(week), say=lambda sentence: console.print(sentence, markup=False), progress=progress
            )
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        raise typer.Exit(130) from None
    _show(graded)
    if as_json is not None:
        as_json.write_text(json.dumps(graded.as_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if open_page:
        import webbrowser

        webbrowser.open(Path(graded.page).as_uri())


def _show(graded: PracticeResult) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table(title=Text(graded.headline), title_justify="left", box=None, header_style="bold")
    table.add_column("exercise", no_wrap=True)
    table.add_column("marks", no_wrap=True)
    table.add_column("on unseen data")
    for mark in graded.marks:
        table.add_row(Text(mark.exercise), mark.score, Text(mark.message))
    console.print(table)
    for line in ["", *graded.remarks, "", graded.provenance]:
        console.print(line, markup=False, highlight=False)
    console.print(f"Feedback page: {graded.page}", markup=False, highlight=False, soft_wrap=True)


def calendar(
    start: Annotated[str | None, typer.Option(help="The first day, as in 2027-01-13.")] = None,
    weekday: Annotated[str | None, typer.Option(help="The day of the hour, as in Wednesday.")] = None,
    time: Annotated[str | None, typer.Option(help="Local time, as in 08:30.")] = None,
    timezone: Annotated[str | None, typer.Option(help="As in Europe/Paris.")] = None,
    minutes: Annotated[str, typer.Option(help="How long an hour is.")] = "60",
    skip: Annotated[
        list[str] | None,
        typer.Option(help="A day without an hour, or a range as in 2026-12-21..2027-01-02. Repeat it."),
    ] = None,
    output: Annotated[str | None, typer.Option(help="The file; first-query.ics in your folder when not given.")] = None,
    url: Annotated[
        str | None,
        typer.Option(help="Where your notebooks are in the browser, as on a hub; then each hour has its link."),
    ] = None,
) -> None:
    """Write an .ics file with the course's hours for your calendar."""
    from firstquery.core.errors import UserError
    from firstquery.learner.calendar import make_calendar

    given = {"--start": start, "--weekday": weekday, "--time": time, "--timezone": timezone}
    if missing := [name for name, value in given.items() if not (value or "").strip()]:
        raise UserError(f"Still needed: {', '.join(missing)}. For example: {CALENDAR}")
    typer.echo(
        repr(make_calendar(start, weekday, time, timezone, minutes=minutes, skip=skip or (), output=output, url=url))
    )


def solution(
    week: Annotated[str, typer.Argument(help="The week's number, such as 1.")],
    exercise: Annotated[str, typer.Argument(help="The exercise: 3, q3 or wNN-qN.")] = "",
) -> None:
    """Show a worked solution to an exercise, with its reasoning."""
    from rich.console import Console
    from rich.markdown import Markdown

    from firstquery.core.errors import WIDTH
    from firstquery.learner.solutions import read

    found = read(week, exercise or None)
    console = Console()
    if console.is_terminal:
        console.print(Markdown(found.markdown()), width=min(console.width, WIDTH))
    else:
        typer.echo(found.markdown())


def doctor(json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Examine this installation and say what is wrong, and how to mend it. It changes nothing."""
    from firstquery.doctor.run import main

    raise typer.Exit(main(["--json"] if json else []))
