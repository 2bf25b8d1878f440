"""A version of the program under test as one run has it: it gives what it gave, and nothing else tells which it is.

Comments and docstrings go, and names that tests can't call are drawn anew. A function that tests call has the bodies of
all versions in it, in an order that is drawn as well; a number says which one runs. So no text, no length, no constant
and no instruction is a wrong version's alone: whoever wants to know has to call it.
"""

from __future__ import annotations

import ast
import builtins
import random
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

_BY_TEXT = {"eval", "exec", "globals", "locals", "vars", "dir"}  # what finds names by their text
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_DRAWN = re.compile(r"_[0-9a-f]{10}")
_ALONE = (ast.Yield, ast.YieldFrom, ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Global, ast.Nonlocal, ast.Match)


def public_names(rights: Sequence[str]) -> frozenset[str]:
    """Return the names that tests may use: those that every right version binds."""
    return frozenset.intersection(*(frozenset(_bound(ast.parse(code).body)) for code in rights))


def vary(code: str, others: Sequence[str], public: Collection[str], draw: random.Random) -> str:
    """Return a version with names and dead code that are drawn; ``others`` are the versions that it is hidden among."""
    own, *rest = [_renamed(_plain(one), public, draw) for one in (code, *others)]
    plain = ast.unparse(own)
    strangers = [one for tree in rest for one in tree.body if _is_idle(one)]
    draw.shuffle(strangers)
    first = sum(isinstance(one, ast.ImportFrom) and one.module == "__future__" for one in own.body)
    own.body[first:first] = strangers
    numbers = [_number(_fresh(draw), draw.getrandbits(40)) for _ in range(draw.randint(1, 6))]
    places, others_by_place = {node: place for place, node in _functions(own)}, [_functions(tree) for tree in rest]
    for node in [one for one in ast.walk(own) if isinstance(one, ast.FunctionDef)]:
        like = [one for found in others_by_place for place, one in found if place == places.get(node)]
        numbers.append(_hide(node, like, draw))
    draw.shuffle(numbers)
    own.body[first:first] = numbers
    text = ast.unparse(ast.fix_missing_locations(own))
    try:
        compile(text, "version", "exec", dont_inherit=True)
    except SyntaxError:  # two bodies that can't stand in one function
        return plain
    return text


def _fresh(draw: random.Random) -> str:
    return f"_{draw.getrandbits(40):010x}"


def _number(name: str, value: int) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], ast.Constant(value))


def _functions(tree: ast.Module) -> list[tuple[str, ast.FunctionDef]]:
    """Return the functions and the methods of a version, each with its name behind that of its class."""
    found = [("", one) for one in tree.body]
    found += [(f"{one.name}.", inner) for one in tree.body if isinstance(one, ast.ClassDef) for inner in one.body]
    return [(before + one.name, one) for before, one in found if isinstance(one, ast.FunctionDef)]


def _plain(code: str) -> ast.Module:
    """Return its tree without docstrings, and with a function in place of a lambda that has a name."""
    tree = ast.parse(code)
    for at, one in enumerate(tree.body):
        match one:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda(args=arguments, body=body)):
                function: Any = ast.parse(f"def {name}(): pass").body[0]
                function.args, function.body = arguments, [ast.Return(body)]
                tree.body[at] = function
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            match node.body:
                case [ast.Expr(value=ast.Constant(value=str())), *rest]:
                    node.body = rest or [ast.Pass()]
    return tree


def _renamed(tree: ast.Module, public: Collection[str], draw: random.Random) -> ast.Module:
    """Return ``tree`` with a drawn name for each that it binds and that nothing outside can mean."""
    nodes = list(ast.walk(tree))
    named = {one.id for one in nodes if isinstance(one, ast.Name)}
    if named & _BY_TEXT or any(isinstance(one, ast.alias) and one.name == "*" for one in nodes):
        return tree
    kept = {*public, *dir(builtins)}
    texts = {one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    kept |= texts & set(_bound(tree.body))  # of what is global, by its name in a text
    for node in nodes:
        if isinstance(node, ast.arg):
            kept.add(node.arg)
        elif isinstance(node, ast.ClassDef):
            kept |= set(_bound(node.body))
        elif isinstance(node, ast.MatchAs | ast.MatchStar | ast.MatchMapping):
            kept.add(str(node.rest if isinstance(node, ast.MatchMapping) else node.name))
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
            kept |= {alias.name for alias in node.names}
        elif isinstance(node, ast.alias) and "." in node.name and not node.asname:
            kept.add(node.name.partition(".")[0])
    names = sorted({one for one in _all_bound(nodes) if one not in kept and not one.startswith("__")})
    return _Names({name: _fresh(draw) for name in names}).visit(tree)  # type: ignore[no-any-return]


def _bound(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Yield the names that statements bind where they stand, and those inside what is no function or class."""
    for one in body:
        if isinstance(one, _DEFINED):
            yield one.name
        else:
            yield from _all_bound(ast.walk(one))


def _all_bound(nodes: Any) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, _DEFINED):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name


class _Names(ast.NodeTransformer):
    """Puts other names in place of some, wherever they stand for what a version binds."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.Name):
            node.id = self._names.get(node.id, node.id)
        elif isinstance(node, (*_DEFINED, ast.ExceptHandler)):
            node.name = self._names.get(str(node.name), node.name)
        elif isinstance(node, ast.alias) and (node.asname or node.name) in self._names:
            node.asname = self._names[node.asname or node.name]
        elif isinstance(node, ast.Global | ast.Nonlocal):
            node.names = [self._names.get(name, name) for name in node.names]
        return super().generic_visit(node)


def _is_idle(statement: ast.stmt) -> bool:
    """Return whether a statement of another version changes nothing here: an import or a helper, under a drawn name."""
    match statement:
        case ast.ImportFrom(module="__future__"):
            return False
        case ast.Import() | ast.ImportFrom():
            return all(map(_DRAWN.fullmatch, _all_bound(statement.names)))
        case ast.FunctionDef(decorator_list=[], args=ast.arguments(defaults=[], kw_defaults=[])):
            return bool(_DRAWN.fullmatch(statement.name))
    return False


def _hide(node: ast.FunctionDef, like: Sequence[ast.FunctionDef], draw: random.Random) -> ast.stmt:
    """Put what stands in ``node`` among the bodies of functions ``like`` it; return what says which of them runs."""
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    own = {one.arg for one in named if one}
    chosen, number = _fresh(draw), draw.getrandbits(40)
    bodies = [(draw.getrandbits(40), one.body) for one in like if _may_stand_beside(one, own)]
    bodies = [*(bodies or [(draw.getrandbits(40), [_number(_fresh(draw), draw.getrandbits(40))])]), (number, node.body)]
    draw.shuffle(bodies)
    chain: list[ast.stmt] = []
    for value, body in reversed(bodies):
        test = ast.Compare(ast.Name(chosen, ast.Load()), [ast.Eq()], [ast.Constant(value)])
        chain = [ast.If(test, body, chain)]
    node.body = chain
    return _number(chosen, number)


def _may_stand_beside(node: ast.FunctionDef, own: Collection[str]) -> bool:
    """Return whether a body can stand in a function with the arguments ``own``, and change nothing where it is idle."""
    nodes = [inner for one in node.body for inner in ast.walk(one)]
    return not any(isinstance(one, _ALONE) for one in nodes) and all(
        name in own or _DRAWN.fullmatch(name) for name in _all_bound(nodes)
    )
