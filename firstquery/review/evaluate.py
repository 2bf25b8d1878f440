"""What an expression of evidence gives: it is walked here, step by step, and Python's own `eval` never sees it."""

from __future__ import annotations

import ast
import builtins
import operator
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

from firstquery.review import expression, reachable
from firstquery.review.expression import NotAllowed
from firstquery.sentence import shown
from firstquery.service.values import without_chance

MOST_ITEMS = 100_000  # of a text or a list that is made by multiplication
MOST_BITS = 20_000  # of a whole number
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
_HELD: dict[type[ast.expr], Callable[[list[Any]], Any]] = {ast.List: list, ast.Tuple: tuple, ast.Set: set}
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


def evaluate(text: str, names: Mapping[str, Any], reach: reachable.Reach) -> Any:
    """The value of ``text``. Raises `NotAllowed` for what evidence may not do, and whatever the service raises."""
    return _Walk(names, reach).value(expression.parse(text).body)


class _Walk:
    def __init__(self, names: Mapping[str, Any], reach: reachable.Reach) -> None:
        self._names, self._reach = names, reach

    def value(self, node: ast.expr) -> Any:
        found = self._value(node)
        reachable.refuse_insides(found)
        return found

    def _value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return self._name(node.id)
            case ast.Attribute(value=ast.Name(id="datetime"), attr="date" | "datetime" | "timedelta"):
                return self._name(node.attr)  # as whoever imports the module writes it
            case ast.Attribute():
                return self._reach.attribute(_settled(self.value(node.value)), node.attr)
            case ast.Call():
                return self._call(node)
            case ast.Subscript():
                return _settled(self.value(node.value))[self.value(node.slice)]
            case ast.Slice():
                ends = (node.lower, node.upper, node.step)
                return slice(*(None if end is None else self.value(end) for end in ends))
            case ast.List() | ast.Tuple() | ast.Set():
                parts = [self.value(part) for part in node.elts]
                return _HELD[type(node)](parts)
            case ast.Dict():
                keys = [self.value(key) for key in node.keys if key is not None]
                return dict(zip(keys, map(self.value, node.values), strict=True))
            case ast.UnaryOp():
                return _UNARY[type(node.op)](self.value(node.operand))
            case ast.BinOp():
                return combined(node.op, _settled(self.value(node.left)), _settled(self.value(node.right)))
            case ast.BoolOp():
                return self._either(node)
            case ast.Compare():
                return self._compared(node)
        raise NotAllowed(expression.refusal(ast.unparse(node)) or "This cannot stand in these quotes.")

    def _name(self, name: str) -> Any:
        try:
            return self._names[name]
        except KeyError:
            near = get_close_matches(name, [one for one in self._names if not hasattr(builtins, one)], 1, cutoff=0.75)
            perhaps = f" Is it {near[0]}?" if near else " The public functions of desk, db, small and tmp are known."
            raise NotAllowed(f"There is nothing called {name} in this version of desk.{perhaps}") from None

    def _call(self, node: ast.Call) -> Any:
        function = self.value(node.func)
        given = [self.value(one) for one in node.args]
        named = {one.arg: self.value(one.value) for one in node.keywords if one.arg is not None}
        self._reach.refuse_call(function, given, named)
        if getattr(function, "__module__", None) == "builtins":
            return _settled(function(*map(_settled, given), **named))
        return function(*given, **named)

    def _either(self, node: ast.BoolOp) -> Any:
        found: Any = None
        for part in node.values:
            found = self.value(part)
            if bool(found) is isinstance(node.op, ast.Or):
                break
        return found

    def _compared(self, node: ast.Compare) -> Any:
        left, found = _settled(self.value(node.left)), True
        for sign, part in zip(node.ops, node.comparators, strict=True):
            right = _settled(self.value(part))
            found = _COMPARED[type(sign)](left, right)
            if len(node.ops) > 1 and not found:
                break
            left = right
        return found


def _settled(value: Any) -> Any:
    """A text, before anything is taken from it: a port drawn by chance would differ each time, and show nothing."""
    return without_chance(value) if isinstance(value, str) else value


def combined(sign: ast.operator, left: Any, right: Any) -> Any:
    """Arithmetic that takes no machine's memory: what would grow without bounds is refused."""
    too_large = NotAllowed("That would be too large to be evidence. Show it with small numbers.")
    sizes = [one if isinstance(one, int) else None for one in (left, right)]
    if isinstance(sign, ast.Pow):
        _refuse_power(left, right, too_large)
    if isinstance(sign, ast.Mult):
        for many, times in ((left, sizes[1]), (right, sizes[0])):
            if isinstance(many, str | list | tuple) and times is not None and len(many) * times > MOST_ITEMS:
                raise too_large
        if None not in sizes and left.bit_length() + right.bit_length() > MOST_BITS:
            raise too_large
    sums = isinstance(sign, ast.Add) and isinstance(left, str | list | tuple) and isinstance(right, type(left))
    if sums and len(left) + len(right) > 10 * MOST_ITEMS:
        raise too_large
    if isinstance(sign, ast.Mod) and isinstance(left, str):
        raise NotAllowed(f"A text is not filled in with % in evidence. Write the whole text: {shown(left)}")
    return _BINARY[type(sign)](left, right)


def _refuse_power(left: Any, right: Any, too_large: NotAllowed) -> None:
    if isinstance(left, int) and isinstance(right, int):
        if left.bit_length() * abs(right) > MOST_BITS:
            raise too_large
    elif not (isinstance(right, int | float) and abs(right) <= 100):
        raise NotAllowed("Behind ** stands a number from -100 to 100.")
