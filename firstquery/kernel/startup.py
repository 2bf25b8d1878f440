"""What a kernel knows from its start, before any cell has run: enough to say which cell comes first."""

from __future__ import annotations

import builtins
from typing import Any

from firstquery.core import course, host, records
from firstquery.core.errors import UserError
from firstquery.core.first_line import MAGICS
from firstquery.kernel import calls, completion, errors, first_line, questions, results
from firstquery.learner import session

_HELP = """Where help is:
  hint("{example}")      the next hint to an exercise
  solution("{example}")  a worked solution, with its reasons
  glossary("grain")   what a word of the course means
  where_am_i()        where you are, and where to go on
  help_me()           what a helper needs to know, to copy and send
Of anything else, Python's own help wants the name in brackets: help(len)."""


class Help:
    """Takes the place of Python's ``help``, which without a name asks for one and holds up every later cell."""

    def __repr__(self) -> str:
        return _HELP.format(example=course.example())

    def __call__(self, *asked: Any) -> None:
        if asked:
            builtins.help(*asked)
        else:
            print(repr(self))


def prepare(ip: Any) -> None:
    """Lets a fresh kernel answer the course's cells in a sentence until `rebuild` has run. Nothing at the grader."""
    if ip is None or records.at_the_grader():
        return
    session.watch(ip)
    ip.user_ns["help"] = Help()
    keep_names(ip)
    ip.automagic = False  # else `run(report)`, before its cell has run, is IPython's own command of that name
    read_cells(ip)
    for name in MAGICS:
        if ip.find_magic(name, "cell") is None:
            waits = questions.answer if name == "ask" else _not_ready  # a question needs no data
            ip.magics_manager.register_function(waits, magic_kind="cell", magic_name=name)


def keep_names(ip: Any) -> None:
    """Until `reset` is there, IPython's command of that name takes `reset(2)`, which would forget all that has run."""
    theirs = ip.find_magic("reset", "line")

    def reset(line: str) -> Any:
        if line.startswith("("):
            raise UserError(first_line.FIRST)
        return theirs(line)

    ip.magics_manager.register_function(reset, magic_kind="line", magic_name="reset")


def read_cells(ip: Any) -> None:
    """Makes mistyped first lines and calls, missing names and brackets understood, or told, and SQL completed."""
    first_line.install(ip)
    calls.install(ip)
    errors.install(ip)
    results.install(ip)
    completion.install(ip)
    if host.is_browser():
        from firstquery.kernel import replies

        replies.install(ip)


def _not_ready(line: str, cell: str) -> None:
    """Stands in for a cell magic of First Query until the first cell of the notebook has run."""
    raise UserError(first_line.FIRST)
