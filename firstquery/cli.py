"""The command line. Heavy imports stand inside the commands, so that ``firstquery --help`` is quick."""

from __future__ import annotations

import typer

app = typer.Typer(
    name="firstquery", help="First Query: the course, its warehouse and its grader.", no_args_is_help=True
)


@app.callback()
def _root() -> None:
    pass


@app.command()
def weeks() -> None:
    """Show the weeks of the course."""
    from firstquery.course import weeks as all_weeks

    for week in all_weeks():
        typer.echo(f"{week.number:2}  {week.title}  {week.question}")


def main() -> None:
    """The entry point of the command ``firstquery``."""
    app()
