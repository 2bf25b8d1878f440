"""Changes of how a model is fitted, one at a time: its rows, its labels, its columns.

A call of ``fit`` names a table twice, for the columns and for the labels; both are changed together, so that the rows
still belong to their labels. Which tables there are is said by the practice's own cells.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from firstquery.grading.mutants.sql_operators import Change, Schema

SEED = 3


def tables_of(cells: Sequence[str]) -> list[str]:
    """Return the names that cells bind to a query's result, or to what is cut out of such a table."""
    found: list[str] = []
    for cell in cells:
        try:
            statements = ast.parse(cell).body
        except (SyntaxError, ValueError):
            continue
        for statement in statements:
            if isinstance(statement, ast.Assign) and _is_table(statement.value, found):
                found += [one.id for one in statement.targets if isinstance(one, ast.Name)]
    return list(dict.fromkeys(found))


def _is_table(value: ast.expr, tables: Collection[str]) -> bool:
    """Whether it is a query's result, rows cut out of a table by a condition, or what a method takes out of one."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return value.func.id == "sql"
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        kept = value.func.attr in ("sample", "drop", "dropna")
        return kept and isinstance(value.func.value, ast.Name) and value.func.value.id in tables
    is_cut = isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Compare)
    return is_cut and isinstance(value.value, ast.Name) and value.value.id in tables  # type: ignore[attr-defined]


def mutate(cell: str, schema: Schema, tables: Sequence[str]) -> Iterator[Change]:
    """Yield the changes of a cell, each text once. What is no Python has none."""
    try:
        tree = ast.parse(cell)
    except (SyntaxError, ValueError):
        return
    seen = {ast.unparse(tree)}
    for name, changed in (*_of_fits(tree, tables), *_of_columns(tree, schema)):
        made = ast.unparse(ast.fix_missing_locations(changed))
        if made not in seen:
            seen.add(made)
            yield Change(name, made, False)


def _of_fits(tree: ast.Module, tables: Sequence[str]) -> Iterator[tuple[str, ast.Module]]:
    for at, node in enumerate(ast.walk(tree)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "fit"):
            continue
        if len(node.args) != 2:
            continue
        where = f", line {node.lineno}"
        yield f"labels shuffled{where}", _with(tree, at, _shuffle)
        there = {one.id for arg in node.args for one in ast.walk(arg) if isinstance(one, ast.Name)} & {*tables}
        for table in sorted(there):
            for other in tables:
                if other != table:
                    rows = ast.parse(other, mode="eval").body
                    yield f"{table} became {other}{where}", _with(tree, at, _Rows(table, rows).visit)
                    drawn = f"{other}.sample(n=min(len({table}), len({other})), random_state={SEED})"
                    lot = ast.parse(drawn, mode="eval").body
                    yield (
                        f"{table} became as many rows of {other}, by lot{where}",
                        _with(tree, at, _Rows(table, lot).visit),
                    )


def _of_columns(tree: ast.Module, schema: Schema) -> Iterator[tuple[str, ast.Module]]:
    """A list of columns of one table with one more of them, and with one less."""
    for at, node in enumerate(ast.walk(tree)):
        named = [one.value for one in getattr(node, "elts", []) if isinstance(one, ast.Constant)]
        if not isinstance(node, ast.List) or not named or len(named) != len(node.elts):
            continue
        columns = next((there for there in schema.values() if {*named} <= {*there}), None)
        if columns is None:
            continue
        where = f", line {node.lineno}"
        for column in columns:
            if column in named:
                rest = [one for one in named if one != column]
                if rest:
                    yield f"column {column} left out{where}", _with(tree, at, _Listed(rest))
            else:
                yield f"column {column} put in{where}", _with(tree, at, _Listed([*named, column]))


def _with(tree: ast.Module, number: int, change: Any) -> ast.Module:
    """Return a copy of the tree in which ``change`` was made to node ``number``."""
    changed = copy.deepcopy(tree)
    change(next(node for at, node in enumerate(ast.walk(changed)) if at == number))
    return changed


def _shuffle(node: ast.Call) -> None:
    mixed = ast.parse(f"__import__('numpy').random.default_rng({SEED}).permutation(0)", mode="eval").body
    assert isinstance(mixed, ast.Call)
    mixed.args, node.args[1] = [node.args[1]], mixed


class _Listed:
    def __init__(self, names: list[Any]) -> None:
        self._names = names

    def __call__(self, node: ast.List) -> None:
        node.elts = [ast.Constant(name) for name in self._names]


class _Rows(ast.NodeTransformer):
    """Puts other rows where a table is named."""

    def __init__(self, table: str, rows: ast.expr) -> None:
        self._table, self._rows = table, rows

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self._rows) if node.id == self._table else node
