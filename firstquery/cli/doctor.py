"""The command `firstquery doctor`, as `firstquery --help` lists it."""

from __future__ import annotations

from typing import Annotated

import typer


def doctor(json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Examine this installation and say what is wrong, and how to mend it. It changes nothing."""
    from firstquery.doctor.run import main

    raise typer.Exit(main(["--json"] if json else []))
