"""What a cell that has run gives, and under which name, where a check looks for another: found from its tree."""

from __future__ import annotations

import ast
from typing import Any

from firstquery.core.first_line import name_in
from firstquery.kernel.bindings import bound_names, parse
from firstquery.kernel.runs import noun

#: What an answer of each kind may be.
_OF_KIND = {
    "table": ("a table", "a column of values", "a list", "a dictionary", "a number"),
    "value": ("a table", "a column of values", "a number", "a text", "a date", "a yes or no"),
    "chart": ("a chart",),
}
_SHOWS = ("print", "display")
#: Methods of pandas that give a new table and leave the one that they are asked of.
_NEW_TABLE = frozenset(
    [
        *("assign", "astype", "drop", "drop_duplicates", "dropna", "fillna", "filter", "join", "merge", "query"),
        *("rename", "replace", "reset_index", "round", "set_index", "sort_index", "sort_values"),
    ]
)
_UNNAMED = "shows {} and gives it no name"
_LONGEST = 40


def advise(source: str, shown: str, name: str, kind: str, names: dict[str, Any]) -> dict[str, str]:
    """Return in words what a cell gives (``gives``) and what to write (``write``), with its name where it has one.

    ``shown`` is what its last line gave. Empty where the cell leaves a doubt about what was meant.
    """
    magic, kept = name_in(source)
    if magic == "sql":
        told = _other("its table", kept, name) if kept else _words(_UNNAMED.format("a table"), "")
        return {**told, "write": f"make its first line `%%sql {name}`"}
    statements = parse(source)
    if not statements:
        return {}
    if kind in ("function", "model"):
        return _of_what_can_be_called(statements, name, kind, names)
    if kind == "chart":
        return _of_a_chart(source, statements, shown, name, names)
    return _of_a_value(source, statements, shown, name, _OF_KIND.get(kind, ()), names)


def find_unkept(source: str, name: str, given: str) -> str:
    """Return a line that asks ``name`` for a new table and keeps nothing of it, quoted; empty where none does.

    A line of the frame ``given`` shows the result, and is no slip of hers.
    """
    statements = parse(source) or []
    kept = {_method(node) for one in statements if isinstance(one, ast.Assign) for node in ast.walk(one.value)}
    for statement in statements:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(call, ast.Call) or any(one.arg == "inplace" for one in call.keywords):
            continue
        method = _method(call)
        if (ast.get_source_segment(source, call) or ast.unparse(call)) in given:
            continue
        if method in _NEW_TABLE - kept and isinstance(call.func, ast.Attribute) and _root(call.func) == name:
            return _quote(source, call)
    return ""


def find_slip(source: str, name: str, value: object) -> tuple[str, str]:
    """Return the code and the piece of a slip in how ``name`` came by its ``value``; twice nothing where none is seen.

    It is what `print` gives back, a function that was not called or that gives nothing back, or a line that asks with
    `==` and writes nothing.
    """
    statements = parse(source) or []
    for statement in statements[::-1]:
        if isinstance(statement, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == name for one in statement.targets
        ):
            made = statement.value
            if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id in _SHOWS:
                return "printed", _quote(source, made.args[0]) if made.args else "`…`"
            if isinstance(made, ast.Attribute) and callable(value):
                return "uncalled", f"`.{made.attr}`"
            break
    for function in [one for one in statements if isinstance(one, ast.FunctionDef)]:
        nodes = list(ast.walk(function))
        returns = any(isinstance(one, ast.Return) and one.value for one in nodes)
        is_used = any(
            isinstance(one, ast.Call) and ast.unparse(one.func) == function.name
            for statement in statements
            if isinstance(statement, ast.Assign)
            for one in ast.walk(statement.value)
        )
        if (
            is_used
            and not returns
            and any(isinstance(one, ast.Call) and ast.unparse(one.func) == "print" for one in nodes)
        ):
            return "shown_only", f"`{function.name}`"
    asked = [one.value for one in statements if isinstance(one, ast.Expr) and isinstance(one.value, ast.Compare)]
    places = [one for one in asked if isinstance(one.left, ast.Subscript) and isinstance(one.ops[0], ast.Eq)]
    return ("asks", _quote(source, places[0])) if places else ("", "")


def _method(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _root(node: ast.expr) -> str:
    """Return the name at the front of ``name.method().method``; empty where something else stands there."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def _words(gives: str, write: str) -> dict[str, str]:
    return {"gives": gives, "write": write}


def _of_what_can_be_called(statements: list[ast.stmt], name: str, kind: str, names: dict[str, Any]) -> dict[str, str]:
    made = [one.name for one in statements if isinstance(one, ast.FunctionDef)]
    models = [one for one in bound_names(statements) if hasattr(names.get(one), "predict")]
    if kind == "model" and models:
        return _other("its model", models[-1], name)
    return _other("its function", made[-1], name) if len(made) == 1 else {}


def _other(what: str, other: str, name: str) -> dict[str, str]:
    return _words(f"keeps {what} as `{other}`", f"write `{name}` in place of `{other}`")


def _of_a_chart(
    source: str, statements: list[ast.stmt], shown: str, name: str, names: dict[str, Any]
) -> dict[str, str]:
    bound = dict.fromkeys(one for one in bound_names(statements) if noun(names.get(one)) == "a chart")
    axes = [one for one in bound if hasattr(names[one], "get_xlabel")]
    sheets = [one for one in bound if hasattr(names[one], "savefig")]
    if len(axes) == 1 or sheets:
        return _other("its chart", axes[0] if len(axes) == 1 else sheets[-1], name)
    last = statements[-1]
    if shown == "a chart" and isinstance(last, ast.Expr) and not _is_pyplot(last.value):
        return _words(_UNNAMED.format("a chart"), f"write `{name} = ` before {_quote(source, last.value)}")
    if any(_is_pyplot(one) for one in ast.walk(ast.Module(statements, []))):
        ends = isinstance(last, ast.Expr) and ast.unparse(last.value).startswith("plt.show(")
        where = "on a line above `plt.show()`" if ends else "on a line of its own at its end"
        return _words("draws a chart and gives it no name", f"write `{name} = plt.gca()` {where}")
    return {}


def _is_pyplot(node: ast.AST) -> bool:
    """Return whether this is a call of pyplot's own, which draws on the chart at hand."""
    made = node.func if isinstance(node, ast.Call) else None
    return isinstance(made, ast.Attribute) and isinstance(made.value, ast.Name) and made.value.id == "plt"


def _of_a_value(
    source: str, statements: list[ast.stmt], shown: str, name: str, asked: tuple[str, ...], names: dict[str, Any]
) -> dict[str, str]:
    last = statements[-1]
    given = last.value if isinstance(last, ast.Expr) else None
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name) and given.func.id in _SHOWS and given.args:
        given, shown = given.args[0], ""
    if isinstance(given, ast.Name) and given.id != name:
        what = noun(names.get(given.id))
        return _other(f"its {what.partition(' ')[2]}", given.id, name) if what in asked else {}
    if given is not None and shown in asked and not _uses(given, name):
        return _words(_UNNAMED.format(shown), f"write `{name} = ` before {_quote(source, given)}")
    if given is not None and not shown and isinstance(given, ast.Call | ast.Subscript) and not _uses(given, name):
        return _not_kept(source, given, name)
    if isinstance(last, ast.Assign) and len(last.targets) == 1 and isinstance(last.targets[0], ast.Name):
        other = last.targets[0].id
        what = noun(names.get(other))
        return _other(f"its {what.partition(' ')[2]}", other, name) if what in asked else {}
    calls = [one.value for one in statements if isinstance(one, ast.Expr) and _is_plain_call(one.value)]
    return _not_kept(source, calls[-1], name) if calls else {}


def _is_plain_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in _SHOWS


def _not_kept(source: str, given: ast.expr, name: str) -> dict[str, str]:
    return _words(
        f"keeps nothing of what {_quote(source, given)} gives", f"write `{name} = ` before it, on a line of its own"
    )


def _uses(node: ast.AST, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node))


def _quote(source: str, node: ast.expr) -> str:
    text = " ".join((ast.get_source_segment(source, node) or ast.unparse(node)).split()).replace("`", "'")
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[: _LONGEST - 1]}…`"
