"""The first line of a cell in a kernel: mistyped it is understood, missing it is asked for in a sentence."""

from __future__ import annotations

import ast
import difflib
import re
import warnings
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from firstquery.checks.kind import magic_of
from firstquery.core import first_line
from firstquery.core.errors import UserError
from firstquery.kernel.answer import makes
from firstquery.learner.exercises import exercises_here, running_cell
from firstquery.learner.session import cell_id, current_week, shell

_OTHER = re.compile(r"%%[ \t]*(\w*)")
_FRONT = re.compile(r"(?:\s*(?:(?:--|#)[^\n]*\n|/\*.*?\*/))*\s*", re.DOTALL)
_QUERY = re.compile(
    r"select(?:\s+[^\s=.\[,:)]|\s*\*)|with\s+(?:recursive\s+)?\w+\s*(?:\([\w\s,]+\)\s*)?as\s*(?:\w+\s+)*\(",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z](?:\s*,\s*[A-Z])*", re.IGNORECASE)
_OWN_PYTHON = re.compile(r"[%!?]|\w+(?:\.\w+)*\s*[=(]")
_NAME_AND_QUERY = re.compile(r"\s*([^\W\d]\w*)\s+(?:--own\s+)?(select|with|values|explain)\s", re.IGNORECASE)
_FEW_WORDS = re.compile(r"[%\w][%\w \t-]{0,60}")

AGAIN = "then run the cell again."
FIRST = (
    "Run the first cell of this notebook first (the one with rebuild in it), then this one. Nothing of this notebook "
    "has been run yet in this session: a result that stands below a cell all the same is from an earlier run."
)


def install(ip: Any) -> None:
    """Puts `understand` before all that IPython itself does to the text of a cell."""
    if understand not in ip.input_transformers_cleanup:
        ip.input_transformers_cleanup.insert(0, understand)


def understand(lines: list[str]) -> list[str]:
    """The cell with its first line as it was meant; every other cell as it is. Raises `UserError`.

    A cell that has nothing below its first line gets an empty line there: IPython would call it an error.
    """
    text = "".join(lines)
    at = first_line.place(lines) if _is_letter(text) or not compiles(text) else None
    if at is None:
        if _is_bare_program(text):
            raise UserError(missing_line())
        return lines
    body = lines[at + 1 :]
    magic, rest = first_line.read(lines[at])
    word, name = first_line.read_any(lines[at])
    if not magic and _has_magic(word):
        if current_week() is None and any(magic_of(one.kind) == word for one in exercises_here()):
            raise UserError(FIRST)
        if _is_ours(word):
            return [f"%%{word}{name}\n", *(body or ["\n"])]
        if lines[at].startswith(f"%%{word}"):
            return [lines[at], *(body or ["\n"])]
    if not magic:
        _ask_for_it(lines, at)
        return lines
    if magic == "text" and "".join(lines[:at]).strip():
        raise UserError(_has_to_be_first(f"%%text{rest}"))
    if magic == "sql" and (found := _NAME_AND_QUERY.match(rest)):
        raise UserError(
            f"The query goes on the lines below. On the first line stands %%sql {found[1]} alone. "
            f"Put {found[2].upper()} on a line of its own, {AGAIN}"
        )
    if magic in ("sql", "choice", "ask") and (second := _line_of_ours(body)):
        raise UserError(
            f"Two cells stand in one here: {second} has to be the first line of a cell of its own. "
            "Move it, and what stands below it, into a new cell."
        )
    return [f"%%{magic}{rest}\n", *(body if "".join(body).strip() else ["\n"])]


understand.has_side_effects = True  # type: ignore[attr-defined]  # it raises; IPython then keeps it out of guesses


def compiles(text: str) -> bool:
    """Whether Python reads the text without a syntax error; ``await`` may stand at the top, as in a notebook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<cell>", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            return False
    return True


def _is_cell(text: str) -> bool:
    """Whether IPython by itself reads the text: Python, with what IPython adds to it (``%magic``, ``!command``)."""
    try:
        manager: Any = TransformerManager()  # type: ignore[no-untyped-call]
        return compiles(manager.transform_cell(text))
    except (SyntaxError, RuntimeError, ValueError, RecursionError):
        return False


def _is_letter(text: str) -> bool:
    """Whether all that stands in a cell is the answer to a choice."""
    return _LETTERS.fullmatch(text.strip().rstrip(".")) is not None


def _is_bare_program(text: str) -> bool:
    """Whether a cell that keeps a program or tests has its lines without the first: they would run here, in vain."""
    if not (cell_id(shell()) or "").endswith("-answer") or not ast.parse(text).body:
        return False
    cell = running_cell(shell())
    return cell is not None and cell.magic not in first_line.MAGICS and not makes(text, cell.name)


def _line_of_ours(lines: list[str]) -> str:
    """The first that should have been the first line of a cell; empty where none is."""
    return next((line.strip()[:60] for line in lines if first_line.begins_cell(line)), "")


def _ask_for_it(lines: list[str], at: int) -> None:
    """Raises `UserError` where the line of ours stands too low, or is missing above what is plainly a query."""
    first, text, rest = lines[at].strip(), "".join(lines), "".join(lines[at + 1 :])
    if match := _OTHER.match(first):
        word = match[1]
        if word and (_has_magic(word) or first.endswith("?")):
            return
        if near := difflib.get_close_matches(word.lower(), first_line.MAGICS, 1, 0.6):
            raise UserError(f"There is no %%{word}. Do you mean %%{near[0]}? Correct the first line, {AGAIN}")
        if _is_query(rest):
            raise UserError(missing_line())
        return
    below = _line_of_ours(lines[at + 1 :])
    # IPython reads a word above a %% line as Python, and the line below it as a magic of its own.
    if below and (re.fullmatch(r"\w+[.!?]?", first) or not _is_cell(text)):
        raise UserError(_has_to_be_first(below))
    letter = _is_letter(text)
    if not letter and _is_cell(text):
        return
    if _is_query("".join(lines[at:])) or (_FEW_WORDS.fullmatch(first) and _is_query(rest)):
        raise UserError(missing_line())
    # Python and commands of her own, though broken, are answered by Python.
    cell = None if _OWN_PYTHON.match(first) else running_cell(shell())
    if cell is not None and (cell.magic in ("choice", "ask") or not letter):
        raise UserError(missing_line())


def _is_query(text: str) -> bool:
    front = _FRONT.match(text)
    found = _QUERY.match(text, front.end() if front else 0)
    if found is None:
        return False
    # `with open(path) as (f` is Python that is not finished
    return found[0][:1] in "sS" or re.search(r"\bselect\b", text, re.IGNORECASE) is not None


def missing_line() -> str:
    """Return what to say of a cell whose first line is missing."""
    cell = running_cell(shell())
    if cell is not None:
        return f"The first line of this cell has to be {cell.first_line}. Put it above what stands here, {AGAIN}"
    return (
        "This is a query, and the first line of its cell is missing: %%sql and a name of one word, for instance "
        f"%%sql my_query. An exercise says which name its check looks for. Put that line above the query, {AGAIN}"
    )


def _has_to_be_first(line: str) -> str:
    return (
        f"{line} has to be the first line of its cell. Move what stands above it below it, or into a cell of its own, "
        f"{AGAIN}"
    )


def _has_magic(name: str) -> bool:
    """Whether this kernel knows a cell magic of that name, from whomever."""
    ip = shell()
    return ip is not None and bool(name) and ip.find_magic(name, "cell") is not None


def _is_ours(name: str) -> bool:
    """Whether the cell magic of that name is the course's: IPython's own %%script starts a program."""
    found = shell().find_magic(name, "cell")
    return str(getattr(found, "__module__", "")).startswith("firstquery.")
