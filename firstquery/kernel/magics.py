"""The cell magics: `%%sql` asks the database; `%%text`, `%%choice` and those of other kinds keep what is written."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterable
from types import MethodType, ModuleType
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from firstquery.checks.kind import begin, magic_of
from firstquery.checks.writing import count_words, split_ticks, strip_placeholder
from firstquery.core.blank import Blank, Failed
from firstquery.core.errors import UserError
from firstquery.core.first_line import MAGICS
from firstquery.kernel import questions
from firstquery.kernel.startup import read_cells
from firstquery.learner.session import cell_id, shell
from firstquery.learner.text import count
from firstquery.sql import connect, guard, pages
from firstquery.sql.display import bundle
from firstquery.sql.errors import QueryStopped
from firstquery.sql.lint import notes
from firstquery.sql.query import ask

# The lines around a solution in source/; the release has none.
MARKER = re.compile(r"^[ \t]*(?:#+|--)[ \t]*(?:BEGIN|END) SOLUTION[ \t]*\n?", re.M)
# Lines are counted as the cell shows them: its first one is the one with %%sql.
BELOW_FIRST = "\n"
EMPTY = "There is no query in this cell yet. Write it in place of the comment, then run the cell again."
EMPTY_TEXT = "Nothing is written in this cell yet. Write below its first line, then run the cell again."
EMPTY_CHOICE = "No letter is written in this cell yet. Write it in place of the question mark, then run the cell again."
#: A name that an example shows.
EXAMPLES = {"text": "definition", "choice": "reason"}


def register(ip: InteractiveShell, kinds: Iterable[str] = ()) -> None:
    """Make the magics known to a shell, also those of ``kinds`` of exercise; what is mistyped becomes a sentence."""
    read_cells(ip)
    named = frozenset(kinds)
    begin(named)
    for magic in {*MAGICS, *map(magic_of, named)} - {""}:
        ip.magics_manager.register_function(_runner(ip.user_ns, magic), magic_kind="cell", magic_name=magic)


def _runner(names: dict[str, Any], magic: str) -> Callable[[str, str], None]:
    def run(line: str, cell: str) -> None:
        if magic == "sql":
            query(names, line, cell)
        elif magic == "ask":
            questions.answer(line, cell)
        else:
            keep(names, magic, line, cell)

    run.__doc__ = f"%%{magic} name: keep what the cell holds as ``name``."
    if magic == "sql":
        run.__doc__ = "%%sql [name] [--own]: run the cell's SQL, show the table, keep it as ``name``."
    if magic == "ask":
        run.__doc__ = "%%ask question: say whether the letter in the cell is right, and why."
    return run


def query(names: dict[str, Any], line: str, cell: str) -> None:
    """Run the SQL of a cell and bind its name in ``names``. Raises QueryStopped, with the name bound to Failed."""
    name, own = read_first_line("sql", line, names)
    try:
        database = connect.choose_database(own=own)
        if database is None:
            print(connect.NO_OWN)
            answer: Any = Blank()
        elif (statement := guard.read(BELOW_FIRST + cell, database.engine)) is None:
            print(EMPTY)
            answer = Blank()
        else:
            answer = ask(database, statement)
            below = notes(statement, database)
            display(bundle(answer, lines=below), raw=True)  # type: ignore[no-untyped-call]
            if shown_in := cell_id(shell()):
                pages.keep(shown_in, answer, below)
    except QueryStopped as stopped:
        if name:
            names[name] = Failed(stopped.sentence, stopped.advice)
        raise
    if name:
        names[name] = answer


def keep(names: dict[str, Any], magic: str, line: str, cell: str) -> None:
    """Bind what is written in a cell to its name in ``names``."""
    name, _ = read_first_line(magic, line, names)
    value, said = {"text": read_text, "choice": read_choice}.get(magic, read_whole)(MARKER.sub("", cell))
    names[name] = value
    print(said if isinstance(value, Blank) else f"Kept in `{name}`: {said.removesuffix('.')}.")


def read_whole(cell: str) -> tuple[str | Blank, str]:
    """Return the text of a cell as it stands, with its last line ended; Blank where it holds nothing but comments."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in cell.splitlines()):
        return Blank(), EMPTY_TEXT
    return cell.rstrip() + "\n", count(len(cell.strip("\n").splitlines()), "line")


def read_text(cell: str) -> tuple[str | Blank, str]:
    """Return the text without the line that invites to write, and its words counted; or Blank and what to do.

    Its task list stays with it and counts as no words.
    """
    written = strip_placeholder(cell)
    text = split_ticks(written)[0]
    if not text.strip("?… .\n"):
        return Blank(), EMPTY_TEXT
    return written, count(count_words(text), "word")


def read_choice(cell: str) -> tuple[str | Blank, str]:
    """Return the letters in the cell, as ``B`` or ``A, C``; anything else stays as it is."""
    lines = (" ".join(line.replace("?", "").split()) for line in cell.splitlines())
    written = "\n".join(line for line in lines if line)
    if not written:
        return Blank(), EMPTY_CHOICE
    words = re.findall(r"\w+", written.upper())
    if words and all(len(word) == 1 for word in words):
        written = ", ".join(dict.fromkeys(words))
    shown = " ".join(written.split())
    return written, shown if len(shown) <= 40 else shown[:39] + "…"


def read_first_line(magic: str, line: str, names: dict[str, Any]) -> tuple[str, bool]:
    """Return the name after a magic (of a query it may be empty), and whether ``--own`` was asked for.

    Raises `UserError`.
    """
    words = [word for word in line.split() if magic != "sql" or not word.startswith("-")]
    for option in set(line.split()) - set(words):
        if option != "--own":
            raise UserError(f"%%sql does not know {option}. Its one option is --own: %%sql name --own")
    if magic == "sql" and len(words) > 1 and words[0].upper() in guard.READING:
        raise UserError("The query goes on the lines below %%sql. On the first line stands a name only: %%sql answer")
    example = EXAMPLES.get(magic, "answer")
    if not words and magic != "sql":
        raise UserError(f"After %%{magic} a name is missing. For instance: %%{magic} {example}")
    if len(words) > 1 and magic != "sql":
        raise UserError(
            f"After %%{magic} stands one name only; what you write goes on the lines below. "
            f"For instance: %%{magic} {example}"
        )
    name = " ".join(words)
    if name and not name.isidentifier():
        if magic == "sql":
            plain = re.sub(r"\W+", "_", name).strip("_").lower()
            example = plain if plain.isidentifier() else f"answer_{plain}".rstrip("_")
        raise UserError(
            f'"{name[:40]}" cannot be a name. A name is one word of letters, digits and underscores, and begins with a '
            f"letter. For instance: %%{magic} {example}"
        )
    here = names.get(name)
    taken = keyword.iskeyword(name) or hasattr(builtins, name) or name in ("sql", "check")
    # A table's method is a slip of hers, as in fleet["seats"].sum without its brackets: the name is still free.
    if name and (taken or isinstance(here, ModuleType) or (callable(here) and not isinstance(here, MethodType))):
        raise UserError(f'"{name}" already means something here. Take another name, for instance: %%{magic} {name}_1')
    return name, "--own" in line.split()
