"""The ``%%desk_file`` cell: a small program of the learner's own, beside desk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core.errors import UserError

USAGE = "%%desk_file november.py"
_FILE = re.compile(r"[A-Za-z_][\w\-]*\.py")


def register(ip: Any) -> None:
    """Makes ``%%desk_file`` known to an IPython shell."""

    def desk_file(line: str, cell: str) -> None:
        """%%desk_file name.py: write the cell into a file in your copy of desk."""
        print(f"Written into your copy of desk: {write(line.strip(), cell).name}")

    know: Any = ip.register_magic_function
    know(desk_file, "cell", "desk_file")


def write(name: str, text: str) -> Path:
    """Writes a new file of Python beside the service's own. Raises `UserError` where the name is taken or is none."""
    from firstquery.review import copy, program  # every notebook has this magic, and hardly any uses it

    if not _FILE.fullmatch(name):
        raise UserError(f"After %%desk_file stands the name of a file, which ends in .py. For instance: {USAGE}")
    place = copy.working_copy()
    if program.run(place, "ls-files", "--", name, home=copy.home()):
        raise UserError(f"{name} is a file of desk itself. Take another name. For instance: {USAGE}")
    try:
        whole.write(place / name, text.encode())
    except OSError as fault:
        raise UserError(f"{name} cannot be written into {place}: {fault.strerror or fault}.") from None
    return place / name
