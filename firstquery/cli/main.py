"""The command line. Heavy imports stand inside the commands, so that ``firstquery --help`` is quick."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from firstquery.cli import authoring, exchange, grading, learner
from firstquery.core import rooms
from firstquery.core.command import AUTHOR, LEARNER, refuse_half

#: What a command does not know goes on to JupyterLab, or to pytest.
OPEN = {"allow_extra_args": True, "ignore_unknown_options": True}
FOR_LEARNERS: tuple[Callable[..., None], ...] = (
    *(learner.page, learner.weeks, learner.progress, learner.glossary, learner.reset, learner.grade_mine),
    *(exchange.submit, exchange.receipts, exchange.feedback, learner.calendar, learner.solution, learner.doctor),
    *(learner.take_away, learner.bring_back),
)
FOR_AUTHORS: tuple[Callable[..., None], ...] = (
    *(authoring.new, authoring.add_week, authoring.tidy, authoring.lint, authoring.retire, authoring.release),
    authoring.prove,
    *(grading.grade, grading.regrade, grading.wall, authoring.wheel),
)
#: What opens the course, with or without the word `lab` before it.
OPENS = {"--no-browser", "--port", "--restore"}
#: Commands of an author, which change the course or prove it.
CHANGES = {"add-week", "tidy", "lint", "retire", "release", "prove", "warehouse", "wheel"}
#: Modules that Python has on every system but Windows.
OF_POSIX = {"fcntl", "grp", "pwd", "resource", "termios"}
NOT_ON_WINDOWS = (
    "`firstquery {command}` needs a part of Python that Windows does not have ({module}). Give it on Linux: in WSL, "
    "in a container or on another machine, as docs/before-the-first-session.md says. Nothing was changed."
)

app = typer.Typer(
    name="firstquery",
    help="First Query: an hour a week, from a first SQL query to a first review.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
warehouse = typer.Typer(help="The course's database: build it, describe it.", no_args_is_help=True)
warehouse.command("build")(authoring.warehouse_build)
warehouse.command("dictionary")(authoring.warehouse_dictionary)
app.add_typer(warehouse, name="warehouse", rich_help_panel=AUTHOR)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    if version:
        from firstquery import __version__

        typer.echo(f"First Query {__version__}")
        raise typer.Exit
    name = context.invoked_subcommand
    if isinstance(context.command, TyperGroup) and name not in (None, "new") and (name != "doctor" or _has_course()):
        assert name is not None
        is_author = getattr(context.command.commands[name], "rich_help_panel", None) == AUTHOR
        _refuse_without_course(name)
        if is_author:
            refuse_half(name)
        _refuse_elsewhere(name)
        _say_course(is_author)


def _has_course() -> bool:
    from firstquery.core.course import course_folder
    from firstquery.core.settings import FILE

    return (course_folder() / FILE).is_file()


def _refuse_without_course(command: str) -> None:
    """Raise `UserError` where there is no course to work on, or the one that is installed cannot be unpacked."""
    from firstquery.core import bundle
    from firstquery.core.course import course_folder
    from firstquery.core.errors import UserError

    root = course_folder()
    if root == bundle.folder():
        bundle.unpack()
    elif not _has_course():
        where = f"in {root}" if os.environ.get("FIRSTQUERY_COURSE") else f"in {Path.cwd()} or above it"
        raise UserError(
            f"There is no course.toml {where}, and this installation brings no course. Go to the folder of a course, "
            f"then give `firstquery {command}` again. `firstquery new` makes a course of your own."
        )


def _refuse_elsewhere(command: str) -> None:
    """Raise `UserError` where a command that changes a course is given in none: it would change First Query's own."""
    from firstquery.core.course import is_in_course
    from firstquery.core.errors import UserError

    if command in CHANGES and not is_in_course():
        raise UserError(
            f"There is no course.toml in {Path.cwd()} or above it. Go to the folder of your course, then give "
            f"`firstquery {command}` again."
        )


def _say_course(is_author: bool) -> None:
    """Says which course the command works on. Raises `UserError` where that has another version of this program."""
    from firstquery.core import bundle
    from firstquery.core.course import PACKAGE, course_folder
    from firstquery.core.errors import UserError

    root = course_folder()
    own = root / PACKAGE.name
    if own.is_dir() and own.resolve() != PACKAGE and _code(own) != _code(PACKAGE):
        own_way = f"`python3 start.py {shlex.join(sys.argv[1:])}`"
        raise UserError(
            f"{own} is another version than {PACKAGE}, which is what runs. In {root}, {own_way} makes an environment "
            "for that version and runs it. Nothing was changed."
        )
    if is_author or root not in (PACKAGE.parent, bundle.folder()):
        typer.echo(f"Course: {root}", err=True)


def _code(package: Path) -> dict[Path, bytes]:
    return {path.relative_to(package): path.read_bytes() for path in package.rglob("*.py")}


app.command(rich_help_panel=LEARNER, context_settings=OPEN)(learner.lab)
for command in FOR_LEARNERS:
    app.command(rich_help_panel=LEARNER)(command)
app.command(rich_help_panel=AUTHOR, context_settings=OPEN)(authoring.test)
for command in FOR_AUTHORS:
    app.command(rich_help_panel=AUTHOR)(command)
for brought in rooms.brought("commands").values():
    brought.load()(app)


def _arguments() -> list[str]:
    """Return what was given to the command; without a word, where there is a course, it is to be opened."""
    given = sys.argv[1:]
    is_opening = not given or given[0].partition("=")[0] in OPENS
    return ["lab", *given] if is_opening and _has_course() else given


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
        app(_arguments())
    except UserError as stopped:
        typer.echo(stopped.sentence, err=True)
        sys.exit(1)
    except ModuleNotFoundError as fault:
        if fault.name not in OF_POSIX:
            raise
        typer.echo(NOT_ON_WINDOWS.format(command="".join(sys.argv[1:2]), module=fault.name), err=True)
        sys.exit(1)
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        typer.echo(f"{where}{fault.strerror or fault}.", err=True)
        sys.exit(1)
    except KeyboardInterrupt:  # while the command line is read: from there on it is typer's, which says the same
        typer.echo("Aborted.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
