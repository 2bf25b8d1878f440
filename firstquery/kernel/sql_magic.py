"""The ``%%sql`` cell: runs its SQL, shows the table, and keeps it under the name that was asked for."""

from __future__ import annotations

import builtins
import keyword
import re
from types import ModuleType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from firstquery.core.blank import Blank, Failed
from firstquery.kernel import first_line
from firstquery.sql import connect, guard
from firstquery.sql.display import bundle
from firstquery.sql.errors import QueryStopped
from firstquery.sql.lint import notes
from firstquery.sql.run import ask

# Lines are counted as the cell shows them: its first one is the one with %%sql.
BELOW_FIRST = "\n"
EMPTY = "There is no query in this cell yet. Write it in place of the comment, then run the cell again."


def register(ip: InteractiveShell) -> None:
    """Makes ``%%sql`` known to an IPython shell."""
    first_line.install(ip)

    def sql(line: str, cell: str) -> None:
        """%%sql [name] [--own]: run the cell's SQL, show the table, keep it as ``name``."""
        run_cell(ip.user_ns, line, cell)

    ip.magics_manager.register_function(sql, magic_kind="cell", magic_name="sql")


def run_cell(names: dict[str, Any], line: str, cell: str) -> None:
    """Runs one cell and binds its name in ``names``. Raises QueryStopped, with the name bound to Failed."""
    name, own = read_line(line, names)
    try:
        database = connect.chosen(own=own)
        if database is None:
            print(connect.NO_OWN)
            answer: Any = Blank()
        elif (statement := guard.read(BELOW_FIRST + cell, database.engine)) is None:
            print(EMPTY)
            answer = Blank()
        else:
            answer = ask(database, statement)
            display(bundle(answer, lines=notes(statement, database)), raw=True)  # type: ignore[no-untyped-call]
    except QueryStopped as stopped:
        if name:
            names[name] = Failed(stopped.sentence, stopped.advice)
        raise
    if name:
        names[name] = answer


def read_line(line: str, names: dict[str, Any]) -> tuple[str, bool]:
    """The name (may be empty) and whether ``--own`` was asked for. Raises QueryStopped for what is neither."""
    words = line.split()
    options = [word for word in words if word.startswith("-")]
    rest = [word for word in words if not word.startswith("-")]
    for option in options:
        if option != "--own":
            raise QueryStopped(f"%%sql does not know {option}. Its one option is --own: %%sql name --own")
    if rest and rest[0].upper() in guard.READING and len(rest) > 1:
        raise QueryStopped(
            "The query goes on the lines below %%sql. On the first line stands a name only: %%sql answer"
        )
    if len(rest) > 1 or (rest and not rest[0].isidentifier()):
        name = re.sub(r"\W+", "_", " ".join(rest)).strip("_").lower()
        name = name if name.isidentifier() else f"answer_{name}".rstrip("_")
        raise QueryStopped(
            f'"{" ".join(rest)}" cannot be a name. A name is one word of letters, digits and underscores, and begins '
            f"with a letter. For instance: %%sql {name}"
        )
    name = rest[0] if rest else ""
    if keyword.iskeyword(name) or hasattr(builtins, name) or _taken(names.get(name)) or name in {"sql", "check"}:
        raise QueryStopped(f'"{name}" already means something here. Take another name, for instance: %%sql {name}_1')
    return name, "--own" in options


def _taken(value: object) -> bool:
    return isinstance(value, ModuleType) or callable(value)
