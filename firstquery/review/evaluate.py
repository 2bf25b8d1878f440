"""What an expression of evidence gives: simpleeval walks it, with the rules of evidence on top.

Names are those of the version that is tried. Nothing that begins with an underscore is looked at, no function is handed
over, a database and a folder are read alone. It all runs in a process apart, which bounds time and memory.
"""

from __future__ import annotations

import ast
import builtins
import operator
import sqlite3
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any

import simpleeval

from firstquery.core.errors import quote_value
from firstquery.review import database, expression
from firstquery.review.expression import NotAllowed
from firstquery.review.values import without_chance

PACKAGE = "desk"
#: What a module of desk may hold under a public name beside functions and classes.
CONSTANTS = (str, int, float, tuple, list, dict, set, frozenset, Decimal, PurePath)
MOST_EXPONENT = 10_000
_OF_FILES = {"exists", "is_file", "read_text", "read_bytes", "iterdir"}
_OF_TABLES = {"to_dict", "to_frame", "to_list", "to_numpy", "to_string"}  # all other to_… write a file
_RUN_TEXT = {"eval", "query"}
_CALL_BY_NAME = {"agg", "aggregate", "apply", "map", "pipe", "transform"}
_DATES = {"date", "datetime", "timedelta"}
#: What gives another value each time, of Python and of tables.
_CHANCE = {"now", "today", "utcnow", "sample"}
_UNSTABLE = "Evidence comes out the same each time: no chance, and no time of today. Write the day: date(2025, 3, 31)."


def evaluate(text: str, names: Mapping[str, Any], folders: Iterable[Path]) -> Any:
    """Return the value of ``text``. Raises `NotAllowed` for what evidence may not do, and whatever the service raises.

    ``folders`` are those whose files may be read.
    """
    walk = _Walk(names, [folder.resolve() for folder in folders])
    try:
        return walk.eval(text, expression.parse(text).body)
    except simpleeval.AttributeDoesNotExist as fault:
        raise AttributeError(f"there is no .{fault.attr} in what comes out") from None
    except (simpleeval.NumberTooHigh, simpleeval.IterableTooLong):
        raise NotAllowed("That would be too large to be evidence. Show it with small numbers.") from None
    except simpleeval.InvalidExpression:
        raise NotAllowed(
            "That is the inside of Python, and no evidence. Show what a function of desk returns."
        ) from None
    except Exception as fault:
        if any(sign in str(fault) for sign in database.UNSTABLE):
            raise NotAllowed(_UNSTABLE) from None
        if "not authorized" not in str(fault):
            raise
        raise NotAllowed("Evidence reads the course's tables: no PRAGMA, and no ATTACH.") from None


class _Evaluated(ast.expr):
    """A value in the place of an expression that has been evaluated."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        # A text, before anything is taken from it: a port drawn by chance would differ each time, and show nothing.
        self.value = without_chance(value) if isinstance(value, str) else value


class _Walk(simpleeval.EvalWithCompoundTypes):  # type: ignore[misc]
    def __init__(self, names: Mapping[str, Any], folders: list[Path]) -> None:
        super().__init__(names=names, functions={})
        self.ATTR_INDEX_FALLBACK = False
        self._folders = folders
        self.nodes[_Evaluated] = lambda node: node.value
        signs = {**simpleeval.DEFAULT_OPERATORS, ast.Pow: _power, ast.Mod: _rest}
        self.operators = {sign: _on_settled(does) for sign, does in signs.items()}

    def _eval_name(self, node: ast.Name) -> Any:
        try:
            found = self.names[node.id]
        except KeyError:
            own = [name for name in self.names if not hasattr(builtins, name)]
            near = get_close_matches(node.id, own, 1, cutoff=0.75)
            perhaps = f" Is it {near[0]}?" if near else " The public functions of desk, db, small and tmp are known."
            raise NotAllowed(f"There is nothing called {node.id} in this version of desk.{perhaps}") from None
        return _Module(found) if isinstance(found, types.ModuleType) else found

    def _eval_attribute(self, node: ast.Attribute) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id == "datetime" and node.attr in _DATES:
            return self.names[node.attr]  # as whoever imports the module writes it
        if node.attr in _CHANCE:
            raise NotAllowed(_UNSTABLE)
        of = _Evaluated(self._eval(node.value))
        if node.attr in _RUN_TEXT or (_is_table(of.value) and _is_kept_back(node.attr)):
            raise NotAllowed(f"Evidence does not use .{node.attr}: it calls desk and looks at what comes out.")
        return super()._eval_attribute(ast.Attribute(of, node.attr))

    def _eval_subscript(self, node: ast.Subscript) -> Any:
        return super()._eval_subscript(ast.Subscript(_Evaluated(self._eval(node.value)), node.slice))

    def _eval_call(self, node: ast.Call) -> Any:
        function = self._eval(node.func)
        if not callable(function):
            raise NotAllowed(f"{quote_value(function)} is not a function: leave the brackets behind it out.")
        given = [self._eval(one) for one in node.args]
        named = {str(one.arg): self._eval(one.value) for one in node.keywords}
        self._refuse(function, given, [*given, *named.values()])
        if getattr(function, "__module__", None) == "builtins":
            given = [_Evaluated(one).value for one in given]
        return function(*given, **named)

    def _refuse(self, function: Any, given: list[Any], every: list[Any]) -> None:
        """Raise `NotAllowed` for a call that would run what it is handed, write, or read elsewhere."""
        of, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
        for one in _walk_values(every):
            if isinstance(one, str) and _is_table(of) and name in _CALL_BY_NAME and one in _CHANCE:
                raise NotAllowed(_UNSTABLE)
            if isinstance(one, str) and _is_table(of) and name in _CALL_BY_NAME and _is_kept_back(one):
                raise NotAllowed(f"Evidence does not use .{one}: it calls desk and looks at what comes out.")
            if callable(one) and not isinstance(one, sqlite3.Connection):
                called = quote_value(getattr(one, "__name__", one))
                raise NotAllowed(
                    f"No function is handed over in evidence: {called}. Call it, and hand over the result."
                )
        if isinstance(of, sqlite3.Connection | sqlite3.Cursor) and not is_desks(of) and not name.startswith("fetch"):
            words = str(given[0]).split() if given else []
            if name != "execute" or not words or words[0].lower() not in ("select", "with"):
                raise NotAllowed("Evidence reads: a query begins with SELECT or WITH.")
        if isinstance(of, Path):
            inside = any(of.resolve().is_relative_to(folder) for folder in self._folders)
            if name not in _OF_FILES or not inside:
                raise NotAllowed("Evidence reads files in tmp alone, where desk has written them.")


class _Module:
    """A module of desk as evidence sees it: what desk has made, and its constants; nothing that it imports."""

    def __init__(self, module: types.ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if name.startswith("_") or not (is_desks(found) or isinstance(found, CONSTANTS)):
            raise NotAllowed(f"Evidence does not use .{name} of {self._module.__name__}: it calls what desk has made.")
        return _Module(found) if isinstance(found, types.ModuleType) else found


def is_desks(one: Any) -> bool:
    """Return whether desk has made it: one of its modules, functions or classes, or an object of such a class."""
    if isinstance(one, types.ModuleType):
        where = one.__name__
    else:
        where = one.__module__ if isinstance(one, type | types.FunctionType) else type(one).__module__
    return where == PACKAGE or where.startswith(f"{PACKAGE}.")


def _walk_values(one: Any) -> Iterator[Any]:
    """Yield all that is handed over, with what lists and dictionaries in it hold."""
    yield one
    if isinstance(one, dict | list | tuple | set | frozenset):
        for part in [*one, *one.values()] if isinstance(one, dict) else one:
            yield from _walk_values(part)


def _is_kept_back(method: str) -> bool:
    """Return whether a method of a table writes a file, or runs a text."""
    return method in _RUN_TEXT or (method.startswith("to_") and method not in _OF_TABLES)


def _is_table(one: Any) -> bool:
    return type(one).__module__.partition(".")[0] == "pandas"


def _on_settled(does: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *given: does(*(_Evaluated(one).value for one in given))


def _power(left: Any, right: Any) -> Any:
    if not isinstance(right, int | float) or abs(right) > MOST_EXPONENT:
        raise NotAllowed(f"Behind ** stands a number from -{MOST_EXPONENT} to {MOST_EXPONENT}.")
    return simpleeval.safe_power(left, right) if isinstance(left, int) else operator.pow(left, right)


def _rest(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        raise NotAllowed(f"A text is not filled in with % in evidence. Write the whole text: {quote_value(left)}")
    return left % right
