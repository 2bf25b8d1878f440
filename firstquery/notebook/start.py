"""What a kernel knows from its start, before any cell has run: enough to say which cell comes first."""

from __future__ import annotations

from typing import Any

from firstquery.help import failed
from firstquery.notebook import bare, calls, elsewhere, first_line, helped, ran, shipped
from firstquery.notebook.name_error import install_name_error_handler
from firstquery.notebook.plainly import FIRST
from firstquery.sentence import Sentence


def prepare(ip: Any) -> None:
    """Lets a fresh kernel answer the course's cells in a sentence until `rebuild` has run. Nothing at the grader."""
    if ip is None or shipped.at_the_grader():
        return
    ran.install(ip)
    failed.install(ip)
    helped.install(ip)
    read_cells(ip)
    for name in first_line.MAGICS:
        if ip.find_magic(name, "cell") is None:
            ip.magics_manager.register_function(_not_ready, magic_kind="cell", magic_name=name)


def read_cells(ip: Any) -> None:
    """Mistyped first lines and calls, missing names and missing brackets are understood or told in a sentence."""
    elsewhere.install(ip)
    first_line.install(ip)
    calls.install(ip)
    bare.install(ip)
    install_name_error_handler(ip)


def _not_ready(line: str, cell: str) -> None:
    """Stands in for a cell magic of First Query until the first cell of the notebook has run."""
    raise Sentence(FIRST)
