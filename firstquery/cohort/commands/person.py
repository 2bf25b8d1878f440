"""`firstquery person`: what is held of one person, as one file, or gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firstquery.cohort.commands.hub import STATE

if TYPE_CHECKING:
    from firstquery.cohort.hub.site import Site
    from firstquery.cohort.person import Holdings

#: What no command of ours reaches, and who answers for it.
STAYS = (
    "What stays: her own folder on a computer of hers; backups, until you delete them; what you imported elsewhere "
    "(Canvas, Moodle, mail); the log-ins that the system itself has noted. docs/privacy.md says for how long."
)

_WORDS = {"submitted": "handed in", "autograded": "graded notebooks", "exchange": "handed in, exchange"}


def person(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Her account, as roster.csv and submitted/ have it")],
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE.zip", help="Hand over all that is held, as one zip")
    ] = None,
    erase: Annotated[bool, typer.Option("--erase", help="Remove all that is held, for good")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    state: Annotated[
        Path, typer.Option("--state", help="As root: the hub whose account she has, and all that it keeps")
    ] = STATE,
) -> None:
    """Say what is held of one person: handed in, marks, feedback. With an option, hand it over or erase it.

    In the facilitator's course. On a hub root gives it as well, for the account, the exchange and the hub's own files.
    """
    from firstquery.cohort.hub.removal import NOTHING, check

    site = _site(state)
    if site is not None and (export or erase):
        if erase:
            check(site, name)
        _on_hub(site, name, export, erase, yes)
        return
    root, db_url, held = _held(name)
    if held.is_empty:
        typer.echo(
            f"Nothing of {name} is held here: no line in roster.csv, nothing handed in, no mark. `firstquery roster` "
            "says who is in the cohort.",
            err=True,
        )
        raise typer.Exit(NOTHING)
    if not export:
        _table(held)
    if not export and not erase:
        typer.echo("--export FILE.zip hands it over, --erase removes it.")
    if export:
        _export(held, export)
    if erase and (yes or typer.confirm(f"All of this of {name} goes for good. Do it?")):
        _erase(root, db_url, held)


def _site(state: Path) -> Site | None:
    """Return the hub in ``state``, for root; None where there is none, and for anybody else."""
    import os

    from firstquery.cohort.hub.site import FILE, read

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return read(state) if is_root and (state / FILE).is_file() else None


def _held(name: str) -> tuple[Path, str, Holdings]:
    from firstquery.cohort import person as people
    from firstquery.core.course import course_folder
    from firstquery.grading.run import worker

    root = course_folder()
    db_url = worker.db_url(str(root), {})
    return root, db_url, people.find(root, db_url, name, people.exchange(root))


def _table(held: Holdings) -> None:
    from rich.console import Console
    from rich.table import Table

    from firstquery.cohort import roster
    from firstquery.grading.submissions import printable
    from firstquery.learner.text import count

    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("what")
    table.add_column("where", overflow="fold")
    if held.member is not None:
        table.add_row("name and address", roster.FILE)
    for what, found in held.places.items():
        for place in found:
            table.add_row(_WORDS.get(what, what), printable(str(place)))
    if marks := sum(len(rows) for rows in held.rows.values()):
        table.add_row("marks and comments", f"the gradebook, {count(marks, 'row')}")
    Console().print(table, markup=False)


def _export(held: Holdings, file: Path) -> None:
    from firstquery.cohort import person as people

    for sentence in people.export(held, file):
        typer.echo(f"Not in it: {sentence}", err=True)
    _say_written(file)


def _say_written(file: Path) -> None:
    typer.echo(f"{file}: {file.stat().st_size / 1000:,.0f} kB. It is hers: give it to nobody else.")


def _erase(root: Path, db_url: str, held: Holdings) -> None:
    from firstquery.cohort import person as people
    from firstquery.learner.text import count

    done = people.erase(root, db_url, held)
    typer.echo(
        f"Erased: {count(done.files, 'file')}, {count(done.rows, 'row')} of the gradebook, her line in roster.csv."
    )
    for one in done.left:
        typer.echo(f"Not erased: {one}. On a hub root gives the same command, and has the rights.", err=True)
    _still(people.search([root], held))
    typer.echo(STAYS)
    if done.left:
        raise typer.Exit(1)


def _still(found: list[tuple[Path, str]]) -> None:
    """Say which files name her all the same: what the facilitator wrote herself, or a colleague handed in."""
    from firstquery.grading.submissions import printable

    for path, said in found:
        typer.echo(f"Still says {printable(said)}: {printable(str(path))}. Look at it, and delete it where it is hers.")
    if not found:
        typer.echo("All files were searched for her: none names her any more.")


def _on_hub(site: Site, name: str, export: Path | None, erase: bool, yes: bool) -> None:
    from firstquery.cohort.hub import removal

    if export:
        removal.export(site, name, export)
        _say_written(export)
    question = f"The account {name} and all of its work, marks and feedback go for good. Do it?"
    if erase and (yes or typer.confirm(question)):
        _still(removal.erase(site, name, typer.echo))
        typer.echo(STAYS)
