"""`firstquery wall`, as firstquery.cli.main registers it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


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
        folders = building.shared(folder)
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
