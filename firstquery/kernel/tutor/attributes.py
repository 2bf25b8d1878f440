"""Slips after a dot: a part that the thing does not have, since it is spelt otherwise or the thing is another."""

from __future__ import annotations

import ast
import types
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, is_a, is_function, is_missing, listed, near

_IN_PLACE = ("sort", "append", "extend", "reverse", "insert", "remove", "update", "clear", "add")
_ELSEWHERE = {
    ("DataFrame", "append"): "Rows are added with `pd.concat([table, more])`",
    ("Series", "append"): "Values are added with `pd.concat([column, more])`",
    ("str", "append"): "Texts are joined with `+`",
    ("list", "push"): "A list has `.append(…)` for it",
    ("list", "add"): "A list has `.append(…)` for it",
    ("list", "length"): "How many there are says `len(…)`",
    ("DataFrame", "length"): "How many rows it has says `len(…)`",
    ("DataFrame", "unique"): 'It belongs to one column: `table["column"].unique()`',
    ("DataFrame", "value"): 'All its values are `.values`, those of one column `table["column"]`',
    ("DataFrame", "order_by"): "Rows are put in order with `.sort_values(…)`",
    ("DataFrame", "where_"): "Rows are chosen with `table[condition]`",
}


def _attribute(fault: Fault) -> tuple[Any, str, ast.expr | None]:
    """Return the thing, the name after the dot and the piece before it."""
    found = [one for one in ast.walk(fault.node) if isinstance(one, ast.Attribute)]
    found += [one for one in fault.place.within(ast.Attribute) if isinstance(one, ast.Attribute)]
    name = getattr(fault.error, "name", None)
    piece = next((one for one in found if one.attr == name), found[0] if found and not name else None)
    thing = fault.value(piece.value) if piece is not None else UNKNOWN
    if thing is UNKNOWN and name and piece is not None and piece.attr == name:
        thing = getattr(fault.error, "obj", UNKNOWN)  # Python has noted what was asked
    return thing, name or (piece.attr if piece is not None else ""), piece.value if piece is not None else None


@slip("AttributeError")
def nothing_before_the_dot(fault: Fault) -> str:
    thing, name, piece = _attribute(fault)
    if thing is not None or piece is None:
        return ""
    return f"{fault.quote(piece)} is nothing (`None`), so it has no `{name}`.{why_nothing(fault, piece)}"


def why_nothing(fault: Fault, piece: ast.AST) -> str:
    """Return why a name is bound to None, where her cells tell it."""
    made = fault.assigned(piece.id) if isinstance(piece, ast.Name) else piece
    if not isinstance(made, ast.Call):
        return " Look at the line that makes it."
    call = ast.unparse(made)[:60]
    if isinstance(made.func, ast.Attribute):
        if made.func.attr == "get":
            return " `.get(…)` gives nothing where the key is not there. Look at the key, or name what to take instead."
        if any(one.arg == "inplace" for one in made.keywords):
            return f" It was made by `{call}`: with `inplace=True` a call gives nothing back. Leave that out."
        if made.func.attr in _IN_PLACE:
            base = ast.unparse(made.func.value)
            return (
                f" It was made by `{call}`, which changes `{base}` itself and gives nothing back. Write the call on a "
                f"line of its own, and go on with `{base}`."
            )
    if isinstance(made.func, ast.Name):
        if made.func.id == "print":
            return " `print` shows a value and gives nothing back."
        written = fault.defined(made.func.id)
        if written is not None and not any(isinstance(one, ast.Return) and one.value for one in ast.walk(written)):
            return (
                f" It is what `{made.func.id}` gave back, and that function has no `return`. Add one as its last line."
            )
        if written is not None:
            return f" It is what `{made.func.id}` gave back: not every way through it ends with a `return`."
    return f" It was made by `{call}`, which gave nothing back."


@slip("AttributeError")
def missing_before_the_dot(fault: Fault) -> str:
    thing, name, piece = _attribute(fault)
    if piece is None or thing is None or not is_missing(thing):
        return ""
    return (
        f"{fault.quote(piece)} is a missing value here (NaN, which Python counts as a number), and that has no "
        f"`{name}`. Fill the gaps first, `.fillna(…)`, or leave those rows out, `.dropna()`."
    )


@slip("AttributeError", "TypeError", "KeyError")
def asked_with_one_sign(fault: Fault) -> str:
    """``found = table["plan"] = "Crew"``: a column was written, where it was to be compared."""
    here = fault.place.statement
    in_target = isinstance(here, ast.Assign) and any(fault.node in ast.walk(one) for one in here.targets)
    if isinstance(here, ast.Assign) and in_target and len(here.targets) > 1 and isinstance(here.targets[0], ast.Name):
        first, value = ast.unparse(here.targets[0]), ast.unparse(here.value)
        return f"this line has two single `=`, and the first gives {value} to `{first}` itself. Leave one of them out."
    for node in ast.walk(here):
        made = fault.assignment(node.id) if isinstance(node, ast.Name) else None
        written = [one for one in made.targets if isinstance(one, ast.Subscript)] if made else []
        if made is None or len(made.targets) < 2 or not written or not isinstance(node, ast.Name):
            continue
        if not isinstance(made.value, ast.Constant):
            continue
        column = ast.unparse(written[0])
        return (
            f"`{node.id}` is no condition: the line that makes it has two single `=`, and has written "
            f"{ast.unparse(made.value)} into every row of `{column}`. To ask, write `==`: "
            f"`{node.id} = {column} == {ast.unparse(made.value)}`. Make the table anew before you run it."
        )
    return ""


@slip("AttributeError")
def not_called(fault: Fault) -> str:
    thing, name, piece = _attribute(fault)
    if piece is None or not is_function(thing):
        return ""
    code = fault.place.frame.f_code
    if isinstance(piece, ast.Name) and piece.id in code.co_varnames[: code.co_argcount]:
        return (
            f"{fault.quote(piece)} is a function that has not been called, so it has no `{name}`. It was handed over"
            f" to `{code.co_name}` so: put round brackets after it there, `{getattr(thing, '__name__', piece.id)}()`."
        )
    return (
        f"{fault.quote(piece)} is a function that has not been called, so it has no `{name}`. Put round brackets "
        f"after it: `{fault.quote(piece)[1:-1]}().{name}`."
    )


@slip("AttributeError")
def other_kind_of_column(fault: Fault) -> str:
    """`.str` of numbers, `.dt` of texts."""
    asked = [one for one in fault.place.within(ast.Attribute) if isinstance(one, ast.Attribute)]
    asked += [one for one in ast.walk(fault.node) if isinstance(one, ast.Attribute)]
    for one in asked:
        column = fault.value(one.value)
        if not is_a(column, "Series") or one.attr not in ("str", "dt"):
            continue
        kind = str(column.dtype)
        if one.attr == "str" and kind not in ("str", "string", "object"):
            return (
                f"`.str` works on texts, and {fault.quote(one.value)} holds {_held(kind)}. Leave `.str` out, or make "
                "texts of them first: `.astype(str).str`."
            )
        if one.attr == "dt" and not kind.startswith(("datetime", "timedelta", "period")):
            return (
                f"`.dt` works on dates, and {fault.quote(one.value)} holds {_held(kind)}. Make dates of them first: "
                f"`pd.to_datetime({fault.quote(one.value)[1:-1]}).dt`."
            )
    return ""


def _held(kind: str) -> str:
    return (
        "texts"
        if kind in ("str", "string", "object")
        else "True and False"
        if kind == "bool"
        else "dates"
        if kind.startswith("datetime")
        else "numbers"
    )


@slip("AttributeError")
def two_from_subplots(fault: Fault) -> str:
    thing, name, piece = _attribute(fault)
    if piece is None or not isinstance(thing, tuple) or not any(is_a(one, "Figure") for one in thing):
        return ""
    return (
        f"{fault.quote(piece)} holds two things, a figure and its frame, since `plt.subplots()` gives both. Write two "
        f"names: `fig, ax = plt.subplots()`, then `ax.{name}`."
    )


@slip("AttributeError")
def other_part(fault: Fault) -> str:
    """A name that the thing does not have: a column or a part that is much alike, else what the thing is."""
    thing, name, piece = _attribute(fault)
    if piece is None or thing is UNKNOWN or not name or hasattr(type(thing), name):
        return ""
    what = fault.quote(piece)
    for base in type(thing).__mro__:
        if told := _ELSEWHERE.get((base.__name__, name)):
            return f"{what} is {described(thing)}, and that has no `{name}`. {told}."
    if is_a(thing, "ndarray") and thing.dtype == object and all(is_a(one, "Axes") for one in thing.flat):
        return (
            f"{what} holds {thing.size} frames, not one. Take one of them, `{what[1:-1]}[0].{name}`, or name them: "
            "`fig, (left, right) = plt.subplots(1, 2)`."
        )
    if is_a(thing, "Axes") and hasattr(thing, f"set_{name}"):
        return f"{what} is one frame of a chart, and there it is called `set_{name}`: `{what[1:-1]}.set_{name}(…)`."
    if is_a(thing, "DataFrame") and (meant := near(name, thing.columns)):
        return f'{what} has no column `{name}`. Do you mean `{meant}`? A column is written `{what[1:-1]}["{meant}"]`.'
    if is_a(thing, "dict") and name in thing:
        return f'{what} is a dictionary, and `{name}` is one of its keys: write `{what[1:-1]}["{name}"]`.'
    if is_a(thing, "Series") and hasattr(str, name):
        return (
            f"{what} is {described(thing)}, and `{name}` is for one text. Of each text in it:"
            f" `{what[1:-1]}.str.{name}(…)`."
        )
    if isinstance(thing, types.ModuleType) and thing.__name__ == "matplotlib":
        return (
            f"{what} is matplotlib as a whole, and `{name}` is in its part pyplot: `import matplotlib.pyplot as plt`."
        )
    meant = near(name, [one for one in dir(thing) if not one.startswith("_")], 0.75)
    if isinstance(thing, types.ModuleType):
        kind = f"the library {what} has nothing called `{name}`"
    else:
        kind = f"{what} is {described(thing)}, and that has no `{name}`"
    if meant:
        return f"{kind}. Do you mean `{meant}`?"
    columns = f" Its columns: {listed(list(thing.columns))}." if is_a(thing, "DataFrame") else ""
    return f"{kind}.{columns} Look at its spelling, and at the line that makes {what}."
