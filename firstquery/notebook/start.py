"""What a kernel knows from its start, before any cell has run: enough to say which cell comes first."""

from __future__ import annotations

from typing import Any

from firstquery.notebook import calls, first_line, shipped
from firstquery.notebook.name_error import FIRST, install_name_error_handler
from firstquery.sentence import Sentence


def prepare(ip: Any) -> None:
    """Lets a fresh kernel answer the course's cells in a sentence until `rebuild` has run. Nothing at the grader."""
    if ip is None or shipped.at_the_grader():
        return
    read_cells(ip)
    for name in first_line.MAGICS:
        if ip.find_magic(name, "cell") is None:
            ip.magics_manager.register_function(_not_ready, magic_kind="cell", magic_name=name)


def read_cells(ip: Any) -> None:
    """Mistyped first lines, mistyped calls and missing names are understood or told in a sentence, in this shell."""
    first_line.install(ip)
    calls.install(ip)
    install_name_error_handler(ip)


def _not_ready(line: str, cell: str) -> None:
    """Stands in for a cell magic of First Query until the first cell of the notebook has run."""
    raise Sentence(FIRST)
