"""The ``%%text`` and ``%%choice`` cells: keep what is written under a name, without quotes or Python around it."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterable
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from firstquery.checks.kind import magic_of
from firstquery.checks.writing import count_words, split_ticks, strip_placeholder
from firstquery.core.blank import Blank
from firstquery.core.errors import UserError
from firstquery.kernel.startup import read_cells

# The lines around a solution in source/; the release has none.
MARKER = re.compile(r"^[ \t]*(?:#+|--)[ \t]*(?:BEGIN|END) SOLUTION[ \t]*\n?", re.M)
EMPTY_TEXT = "Nothing is written in this cell yet. Write below its first line, then run the cell again."
EMPTY_CHOICE = "No letter is written in this cell yet. Write it in place of the question mark, then run the cell again."


def register(ip: InteractiveShell) -> None:
    """Makes ``%%text`` and ``%%choice`` known to an IPython shell, and what is mistyped around them a sentence."""

    def text(line: str, cell: str) -> None:
        """%%text name: keep the cell's text as ``name``."""
        _keep(ip.user_ns, "text", line, cell, read_text)

    def choice(line: str, cell: str) -> None:
        """%%choice name: keep the letter in the cell (or the letters) as ``name``."""
        _keep(ip.user_ns, "choice", line, cell, read_choice)

    know: Any = ip.register_magic_function
    know(text, "cell", "text")
    know(choice, "cell", "choice")
    read_cells(ip)


def register_kinds(ip: Any, kinds: Iterable[str]) -> None:
    """Makes the cell magics known of kinds of exercise whose answer is the text of its cell, such as a script."""
    for magic in {magic_of(name) for name in kinds} - {"", "text", "choice", "sql"}:
        ip.register_magic_function(_keeper(ip.user_ns, magic), "cell", magic)


def _keeper(names: dict[str, Any], magic: str) -> Callable[[str, str], None]:
    def keep(line: str, cell: str) -> None:
        _keep(names, magic, line, cell, read_whole)

    keep.__doc__ = f"%%{magic} name: keep the text of the cell as ``name``."
    return keep


def read_whole(cell: str) -> tuple[str | Blank, str]:
    """The text of a cell as it stands, with its last line ended; Blank where it holds nothing but comments."""
    if all(not line.strip() or line.lstrip().startswith("#") for line in cell.splitlines()):
        return Blank(), EMPTY_TEXT
    lines = len(cell.strip("\n").splitlines())
    return cell.rstrip() + "\n", f"{lines:,} {'line' if lines == 1 else 'lines'}"


def _keep(
    names: dict[str, Any], magic: str, line: str, cell: str, read: Callable[[str], tuple[str | Blank, str]]
) -> None:
    name = read_name(magic, line, names)
    value, said = read(MARKER.sub("", cell))
    names[name] = value
    print(said if isinstance(value, Blank) else f"Kept in `{name}`: {said.removesuffix('.')}.")


def read_text(cell: str) -> tuple[str | Blank, str]:
    """The text without the line that invites to write, and its words counted; or Blank and what to do.

    Its task list stays with it and counts as no words.
    """
    written = strip_placeholder(cell)
    text = split_ticks(written)[0]
    if not text.strip("?… .\n"):
        return Blank(), EMPTY_TEXT
    words = count_words(text)
    return written, f"{words:,} {'word' if words == 1 else 'words'}"


def read_choice(cell: str) -> tuple[str | Blank, str]:
    """The letters in the cell, as ``B`` or ``A, C``; anything else stays as it is."""
    lines = (" ".join(line.replace("?", "").split()) for line in cell.splitlines())
    written = "\n".join(line for line in lines if line)
    if not written:
        return Blank(), EMPTY_CHOICE
    words = re.findall(r"\w+", written.upper())
    if words and all(len(word) == 1 for word in words):
        written = ", ".join(dict.fromkeys(words))
    shown = " ".join(written.split())
    return written, shown if len(shown) <= 40 else shown[:39] + "…"


def read_name(magic: str, line: str, names: dict[str, Any]) -> str:
    """The name after ``%%text`` or ``%%choice``. Raises `UserError` where it cannot be one."""
    example = {"text": "definition", "choice": "reason"}.get(magic, "answer")
    words = line.split()
    if not words:
        raise UserError(f"After %%{magic} a name is missing. For instance: %%{magic} {example}")
    if len(words) > 1:
        raise UserError(
            f"After %%{magic} stands one name only; what you write goes on the lines below. "
            f"For instance: %%{magic} {example}"
        )
    name = words[0]
    if not name.isidentifier():
        raise UserError(
            f'"{name[:40]}" cannot be a name. A name is one word of letters, digits and underscores, and begins with a '
            f"letter. For instance: %%{magic} {example}"
        )
    if keyword.iskeyword(name) or hasattr(builtins, name) or callable(names.get(name)):
        raise UserError(f'"{name}" already means something here. Take another name, for instance: %%{magic} {name}_1')
    return name
