"""The first line of a cell, ``%%sql name``: mistyped it is understood, missing it is asked for in a sentence.

What is understood quietly depends on the text alone, so that an answer means the same at home and at the grader.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from IPython.core.getipython import get_ipython

from firstquery.notebook import shipped
from firstquery.notebook.python import is_cell
from firstquery.sentence import Sentence

MAGICS = ("sql", "text", "choice")
OPTIONS = ("A", "B", "C", "D", "E")  # what the choices of the course offer, and one more
_SIGNS = r"[\s\u200b\ufeff]*[%％][\s%％\u200b]*"
_LINE = re.compile(rf"{_SIGNS}(sql|text|choice)(?![\w?])(.*)", re.IGNORECASE)
_GLUED = re.compile(rf"{_SIGNS}(sql|text|choice)(\w+)\s*$", re.IGNORECASE)
_OWN = re.compile(r"(?<!\S)[-–—]+\s*own\b", re.IGNORECASE)
_BELOW = re.compile(r"\s*%%[ \t]*(sql|text|choice)\b", re.IGNORECASE)
_OTHER = re.compile(r"%%?[ \t]*(\w*)")
_COMMENT = re.compile(r"\s*(--|#|$)")
_FRONT = re.compile(r"(?:\s*(?:(?:--|#)[^\n]*\n|/\*.*?\*/))*\s*", re.DOTALL)
_QUERY = re.compile(
    r"select(?:\s+[^\s=.\[,:)]|\s*\*)|with\s+(?:recursive\s+)?\w+\s*(?:\([\w\s,]+\)\s*)?as\s*(?:\w+\s+)*\(",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-Z](?:\s*,\s*[A-Z])*", re.IGNORECASE)
_OWN_PYTHON = re.compile(r"\w+(?:\.\w+)*\s*[=(]")
_NAME_AND_QUERY = re.compile(r"\s*([^\W\d]\w*)\s+(?:--own\s+)?(select|with|values|explain)\s", re.IGNORECASE)
_WORD = re.compile(r"\w+[.!?]?")
_FEW_WORDS = re.compile(r"[%\w][%\w \t-]{0,60}")

AGAIN = "then run the cell again."


def install(ip: Any) -> None:
    """Puts `understand` before all that IPython itself does to the text of a cell."""
    if understand not in ip.input_transformers_cleanup:
        ip.input_transformers_cleanup.insert(0, understand)


def understand(lines: list[str]) -> list[str]:
    """The cell with its first line as it was meant; every other cell as it is. Raises `Sentence`.

    Understood are capitals, spaces, blank lines and comments above, a percent sign too few or too many, and a name
    without its space. A cell that has nothing below its first line gets an empty line there: IPython would call it an
    error.
    """
    at = next((number for number, line in enumerate(lines) if not _COMMENT.match(line)), None)
    if at is None:
        return lines
    magic, rest = read(lines[at])
    if not magic:
        _ask_for_it(lines, at)
        return lines
    if magic == "text" and "".join(lines[:at]).strip():
        raise Sentence(_first(f"%%text{rest}"))
    body = lines[at + 1 :]
    if magic == "sql" and (found := _NAME_AND_QUERY.match(rest)):
        raise Sentence(
            f"The query goes on the lines below. On the first line stands %%sql {found[1]} alone. "
            f"Put {found[2].upper()} on a line of its own, {AGAIN}"
        )
    if magic != "text" and (second := next((line for line in body if _BELOW.match(line)), None)):
        raise Sentence(
            f"Two cells stand in one here: {second.strip()[:60]} has to be the first line of a cell of its own. "
            "Move it, and what stands below it, into a new cell."
        )
    return [f"%%{magic}{rest}\n", *(body if "".join(body).strip() else ["\n"])]


understand.has_side_effects = True  # type: ignore[attr-defined]  # it raises; IPython then keeps it out of guesses


def read(line: str) -> tuple[str, str]:
    """The magic that a line asks for (sql, text, choice, or empty) and what follows it, with a space before."""
    if match := _LINE.match(line):
        if _percents(line, match) < 2 and _has(match[1], "line"):
            return "", ""
        rest = " ".join(_OWN.sub("--own", re.sub("[\u200b\ufeff]", "", match[2])).split())
        return match[1].lower(), f" {rest}" if rest else ""
    match = _GLUED.match(line)
    if match and _percents(line, match) >= 2 and not _has(match[1] + match[2], "cell"):
        return match[1].lower(), f" {match[2].lstrip('_') or match[2]}"
    return "", ""


def _percents(line: str, match: re.Match[str]) -> int:
    return sum(sign in "%％" for sign in line[: match.start(1)])


def named(cell: str) -> tuple[str, str]:
    """The magic of a whole cell, and the name that it keeps something under; empty where there is none."""
    for line in cell.splitlines():
        if not _COMMENT.match(line):
            magic, rest = read(line)
            words = [word for word in rest.split() if not word.startswith("-")]
            return magic, words[0] if len(words) == 1 and words[0].isidentifier() else ""
    return "", ""


def _ask_for_it(lines: list[str], at: int) -> None:
    """Raises `Sentence` where the line of ours stands too low, or is missing above what is plainly a query."""
    first, text = lines[at].strip(), "".join(lines)
    if first.startswith("%%"):
        _not_that_one(first, "".join(lines[at + 1 :]))
        return
    letters = _LETTERS.fullmatch(text.strip().rstrip("."))
    below = next((line.strip() for line in lines[at + 1 :] if _BELOW.match(line)), None)
    # IPython reads a word above a %% line as Python, and the line below it as a magic of its own.
    if below and (_WORD.fullmatch(first) or not is_cell(text)):
        raise Sentence(_first(below[:60]))
    if not letters and is_cell(text):
        return
    rest = "".join(lines[at + 1 :])
    if _is_query("".join(lines[at:])) or (_FEW_WORDS.fullmatch(first) and _is_query(rest)):
        raise Sentence(_missing())
    cell = shipped.this_cell(get_ipython())
    # Python and commands of her own, though broken, are answered by Python
    own = first.startswith(("%", "!", "?")) or _OWN_PYTHON.match(first)
    if cell is not None and not own and (cell.magic == "choice" or not letters):
        raise Sentence(_missing())
    if cell is None and letters and len(letters[0]) == 1:
        _ask_for_a_choice(letters[0])


def _ask_for_a_choice(letter: str) -> None:
    """Raises `Sentence` for a letter alone in a cell that cannot be known, where no variable has that name."""
    shell: Any = get_ipython()
    if shipped.at_the_grader() or letter in getattr(shell, "user_ns", {}) or letter.upper() not in OPTIONS:
        return
    lines = [one.first_line for one in shipped.cells_of() if one.magic == "choice"]
    which = " or ".join(lines) if 0 < len(lines) < 3 else "%%choice and the name that its check looks for"
    raise Sentence(
        f"If {letter} is your answer to a choice, the first line of its cell is missing: {which}. "
        f"Put that line above the letter, {AGAIN}"
    )


def _not_that_one(first: str, rest: str) -> None:
    match = _OTHER.match(first)
    word = match[1] if match else ""
    if word and (_has(word, "cell") or first.endswith("?")):
        return
    near = difflib.get_close_matches(word.lower(), MAGICS, 1, 0.6)
    if near:
        raise Sentence(f"There is no %%{word}. Do you mean %%{near[0]}? Correct the first line, {AGAIN}")
    if _is_query(rest):
        raise Sentence(_missing())


def _is_query(text: str) -> bool:
    front = _FRONT.match(text)
    found = _QUERY.match(text, front.end() if front else 0)
    if found is None:
        return False
    # `with open(path) as (f` is Python that is not finished
    return found[0][:1] in "sS" or re.search(r"\bselect\b", text, re.IGNORECASE) is not None


def _missing() -> str:
    cell = shipped.this_cell(get_ipython())
    if cell is not None:
        return f"The first line of this cell has to be {cell.first_line}. Put it above what stands here, {AGAIN}"
    return (
        "This is a query, and the first line of its cell is missing: %%sql and a name of one word, for instance "
        f"%%sql my_query. An exercise says which name its check looks for. Put that line above the query, {AGAIN}"
    )


def _first(line: str) -> str:
    return (
        f"{line} has to be the first line of its cell. Move what stands above it below it, or into a cell of its own, "
        f"{AGAIN}"
    )


def _has(name: str, kind: str) -> bool:
    """Whether this kernel knows a magic of that name, from whomever."""
    shell: Any = get_ipython()
    return shell is not None and shell.find_magic(name, kind) is not None
