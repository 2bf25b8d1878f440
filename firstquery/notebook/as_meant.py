"""Calls that Python reads otherwise than they were meant: ``Predict(…)``, ``~1500``, ``1.500``, ``12,5``.

Python keeps no trace of how a number was typed, so the cell is read before it runs. Only the functions' own names and
the numbers of `predict` are looked at, and a name that is taken stays what it is.
"""

from __future__ import annotations

import ast
import builtins
import re
from typing import Any

from IPython.core.getipython import get_ipython

import firstquery
from firstquery.learner.naming import how
from firstquery.learner.points import ask_about_comma, ask_about_point
from firstquery.notebook import shipped
from firstquery.sentence import Sentence

WORTH_A_LOOK = re.compile(rf"(?<!\w)({'|'.join(firstquery.__all__)})\s*\(", re.IGNORECASE)


def as_meant(text: str) -> str:
    """The cell with our names in small letters and no ``~`` before a predicted number. Raises `Sentence`."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text
    shell: Any = get_ipython()
    taken = {*vars(builtins), *getattr(shell, "user_ns", {}), *_bound(tree)}
    changes: list[tuple[int, int, str, str]] = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        assert isinstance(call.func, ast.Name)
        name = call.func.id
        if name not in firstquery.__all__ and name.lower() in firstquery.__all__ and name not in taken:
            changes.append((call.lineno, call.func.col_offset, name, name.lower()))
        if name.lower() == "predict" and "predict" not in _bound(tree):
            changes += [(one.lineno, one.col_offset, "~", " ") for one in call.args[1:] if _is_about(one)]
            if not shipped.at_the_grader():
                _ask(call, text)
    return _changed(text, changes) if changes else text


def in_small_letters(line: str) -> str:
    """A line that begins with a call of ours in capitals, for a cell that Python cannot read yet."""
    match = re.match(r"\w+", line)
    shell: Any = get_ipython()
    if match is None or match[0] in getattr(shell, "user_ns", {}) or match[0].lower() not in firstquery.__all__:
        return line
    return match[0].lower() + line[match.end() :]


def _bound(tree: ast.Module) -> set[str]:
    """The names that the cell makes itself."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
    return names


def _is_about(value: ast.expr) -> bool:
    """``~1500``: for a person about so much, for Python another number."""
    return (
        isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Invert) and isinstance(value.operand, ast.Constant)
    )


def _ask(call: ast.Call, text: str) -> None:
    """Raises `Sentence` where the predicted number was typed as 1.500 or as 12,5."""
    typed = [ast.get_source_segment(text, one) or "" for one in call.args]
    if len(typed) > 1 and (ask := ask_about_point(typed[1])):
        raise Sentence(ask)
    if len(call.args) != 3 or call.keywords or not all(part.isdecimal() for part in typed[1:]):
        return
    # Two numbers without a space between them, where there is one before them, were meant as one.
    if _between(text, call.args[1], call.args[2]) == "," != _between(text, call.args[0], call.args[1]):
        name = call.args[0]
        said = str(name.value) if isinstance(name, ast.Constant) else ""
        comma = ask_about_comma(typed[1], typed[2:], how(said))
        raise Sentence(f"{comma}. If {typed[2]} is how sure you are, write confidence={typed[2]}")


def _between(text: str, one: ast.expr, other: ast.expr) -> str:
    if one.end_lineno != other.lineno:
        return "\n"
    line = text.splitlines()[other.lineno - 1].encode()
    return line[one.end_col_offset : other.col_offset].decode()


def _changed(text: str, changes: list[tuple[int, int, str, str]]) -> str:
    """The text with each piece replaced by one that is as long, at its line and its byte in that line."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    for number, start, old, new in changes:
        line = lines[number - 1]
        end = start + len(old.encode())
        if line[start:end].decode() == old:
            lines[number - 1] = line[:start] + new.encode() + line[end:]
    return b"".join(lines).decode()
