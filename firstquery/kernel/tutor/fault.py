"""What a slip is told of: the exception, the piece of her code, and what the names in it are bound to."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from firstquery.kernel.tutor.place import Place
from firstquery.kernel.tutor.words import is_a
from firstquery.learner.session import shell

#: What `Fault.value` returns where a value cannot be told without running her code again.
UNKNOWN: Any = type("Unknown", (), {"__repr__": lambda self: "UNKNOWN"})()
_CHEAP = (ast.Compare, ast.UnaryOp, ast.BinOp)


@dataclass(frozen=True)
class Fault:
    """``places`` are the frames of hers, outermost first; ``below`` the modules that the last of them has called."""

    error: BaseException
    places: list[Place]
    below: list[str]

    @property
    def place(self) -> Place:
        return self.places[-1]

    @property
    def node(self) -> ast.AST:
        return self.place.node

    @property
    def call(self) -> ast.Call | None:
        """The innermost call that holds the piece, in its statement."""
        found = self.place.within(ast.Call)
        return found[0] if found and isinstance(found[0], ast.Call) else None

    @property
    def method(self) -> str:
        """The last name of what is called: ``fit`` of ``model.fit(…)``; empty where nothing is."""
        func = self.call.func if self.call else None
        return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""

    def is_in(self, *libraries: str) -> bool:
        """Return whether one of these libraries was called."""
        return any(one.partition(".")[0] in libraries for one in self.below)

    def quote(self, node: ast.AST | None = None) -> str:
        return self.place.quote(node or self.node)

    @cached_property
    def names(self) -> dict[str, Any]:
        frame = self.place.frame
        return {**frame.f_globals, **frame.f_locals}

    def argument(self, number: int, *names: str) -> ast.expr | None:
        """Return the argument of the call that stands at the number, or has one of the names."""
        if self.call is None:
            return None
        for keyword in self.call.keywords:
            if keyword.arg in names:
                return keyword.value
        given = self.call.args
        return given[number] if 0 <= number < len(given) and not isinstance(given[number], ast.Starred) else None

    def value(self, node: ast.AST | None) -> Any:
        """Return what the piece is, where that is told without calling anything of hers; else `UNKNOWN`."""
        try:
            return self._value(node)
        except Exception:
            return UNKNOWN

    def _value(self, node: ast.AST | None) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            found = self.names.get(node.id, UNKNOWN)
            builtins = self.place.frame.f_builtins
            return builtins.get(node.id, UNKNOWN) if found is UNKNOWN else found
        if isinstance(node, ast.List | ast.Tuple):
            made = [self._value(one) for one in node.elts]
            return UNKNOWN if any(one is UNKNOWN for one in made) else made if isinstance(node, ast.List) else (*made,)
        if isinstance(node, ast.JoinedStr):
            return ""
        if isinstance(node, ast.Attribute):
            base = self._value(node.value)
            return UNKNOWN if base is UNKNOWN else getattr(base, node.attr)
        if isinstance(node, ast.Subscript):
            base, key = self._value(node.value), self._value(node.slice)
            plain = is_a(base, "DataFrame", "Series") or type(base) in (list, tuple, dict, str)
            return base[key] if plain and key is not UNKNOWN else UNKNOWN
        if isinstance(node, _CHEAP):
            return self._computed(node)
        return UNKNOWN

    def _computed(self, node: ast.Compare | ast.UnaryOp | ast.BinOp) -> Any:
        """Return what a comparison or a sum of plain values and of columns is."""
        parts = (
            [node.left, *node.comparators]
            if isinstance(node, ast.Compare)
            else [node.operand]
            if isinstance(node, ast.UnaryOp)
            else [node.left, node.right]
        )
        values = [self._value(one) for one in parts]
        plain = (int, float, str, bool)
        if any(not (is_a(one, "Series") or (type(one) in plain and len(str(one)) < 40)) for one in values):
            return UNKNOWN
        if isinstance(node, ast.BinOp) and not isinstance(
            node.op, ast.Add | ast.Sub | ast.BitAnd | ast.BitOr | ast.Div
        ):
            return UNKNOWN
        given = {f"_{number}": one for number, one in enumerate(values)}
        named = [ast.Name(one, ast.Load()) for one in given]
        again: ast.expr
        if isinstance(node, ast.Compare):
            again = ast.Compare(named[0], node.ops, list(named[1:]))
        else:
            again = (
                ast.UnaryOp(node.op, named[0])
                if isinstance(node, ast.UnaryOp)
                else ast.BinOp(named[0], node.op, named[1])
            )
        code = compile(ast.fix_missing_locations(ast.Expression(again)), "<tutor>", "eval")
        return eval(code, {"__builtins__": {}}, given)  # an operator between values that are there already

    def assigned(self, name: str) -> ast.expr | None:
        """Return what the name was last given, in this cell above the piece or in a cell that ran before; None else."""
        found = self.assignment(name)
        return found.value if found else None

    def assignment(self, name: str) -> ast.Assign | None:
        """Return the line that gave the name what it is."""
        trees = [(self.place.tree, self.place.line), *((tree, 10**9) for tree in self._earlier)]
        for tree, before in trees:
            found = [
                node
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign)
                and node.lineno < before
                and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
            ]
            if found:
                return found[-1]
        return None

    def defined(self, name: str) -> ast.FunctionDef | None:
        """Return the function of that name as she last wrote it."""
        for tree in (self.place.tree, *self._earlier):
            found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name]
            if found:
                return found[-1]
        return None

    @cached_property
    def _earlier(self) -> list[ast.Module]:
        ip, trees = shell(), []
        history = getattr(getattr(ip, "history_manager", None), "input_hist_parsed", None) or []
        for cell in list(history)[:-1][::-1]:
            try:
                trees.append(ast.parse(cell))
            except (SyntaxError, ValueError, RecursionError):
                continue
        return trees


def tables(fault: Fault) -> list[tuple[str, Any]]:
    """Return the tables that her statement names, as they are written, those nearest to the piece first."""
    found: dict[str, Any] = {}
    nodes = [*ast.walk(fault.node), *(ast.walk(fault.place.statement))]
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            value = fault.value(node)
            if is_a(value, "DataFrame"):
                found.setdefault(fault.quote(node), value)
    return list(found.items())
