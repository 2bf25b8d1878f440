"""The ``%%desk_file`` cell: a small program of the learner's own, beside desk."""

from __future__ import annotations

from typing import Any


def register(ip: Any) -> None:
    """Makes ``%%desk_file`` known to an IPython shell. What it needs is loaded when it is first used."""

    def desk_file(line: str, cell: str) -> None:
        """%%desk_file name.py: write the cell into a file in your copy of desk."""
        from firstquery.pulls.asked import write

        print(f"Written into your copy of desk: {write(line.strip(), cell).name}")

    know: Any = ip.register_magic_function
    know(desk_file, "cell", "desk_file")
