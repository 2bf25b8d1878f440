"""Slips in calls: arguments that do not fit, and what cannot be called, counted or walked through."""

from __future__ import annotations

import ast
import builtins
import inspect

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, is_a, is_function, is_number, listed, many, near


@slip("TypeError")
def not_a_function(fault: Fault) -> str:
    """Round brackets after what is no function."""
    call = fault.node
    if not isinstance(call, ast.Call) or fault.below:
        return ""
    thing, what = fault.value(call.func), fault.quote(call.func)
    if thing is UNKNOWN or callable(thing):
        return ""
    if isinstance(call.func, ast.Name) and hasattr(builtins, call.func.id):
        name = call.func.id
        return (
            f"`{name}` is a function of Python's own, and a line of yours has made it {described(thing)}. Give yours"
            f" another name, and bring Python's back with `del {name}`."
        )
    if is_a(thing, "DataFrame", "Series", "list", "dict", "tuple", "str") and call.args:
        given = ", ".join(fault.quote(one)[1:-1] for one in call.args)
        return (
            f"{what} is {described(thing)}, and no function. What is in it is asked for in square brackets:"
            f" `{what[1:-1]}[{given}]`."
        )
    return (
        f"{what} is {described(thing)}, and no function, so no round brackets can follow it. Is a sign missing, such as"
        " `*`?"
    )


@slip("TypeError")
def arguments(fault: Fault) -> str:
    """What is in the brackets does not fit the function: one too many, too few, or of another name."""
    call = fault.node
    if not isinstance(call, ast.Call) or any(isinstance(one, ast.Starred) for one in call.args):
        return ""
    function = fault.value(call.func)
    if function is UNKNOWN and isinstance(call.func, ast.Attribute):
        function = UNKNOWN
    names = [one.arg for one in call.keywords]
    if function is UNKNOWN or None in names:
        return ""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return ""
    what = fault.quote(call.func)[1:-1]
    known = [one for one in signature.parameters.values() if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    any_name = any(one.kind is one.VAR_KEYWORD for one in signature.parameters.values())
    by_name = [one.name for one in known if one.kind is not one.POSITIONAL_ONLY]
    wrong = [one for one in names if one not in by_name] if not any_name else []
    if wrong:
        meant = near(str(wrong[0]), by_name, 0.6)
        return f"`{what}` takes nothing called `{wrong[0]}`. " + (
            f"Do you mean `{meant}`?" if meant else f"It takes {listed(by_name)}." if by_name else "It takes nothing."
        )
    by_place = [one for one in known if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    takes_any = any(one.kind is one.VAR_POSITIONAL for one in signature.parameters.values())
    if len(call.args) > len(by_place) and not takes_any:
        takes = many(len(by_place), "value") if by_place else "nothing"
        if fault.method == "sort_values" and isinstance(call.func, ast.Attribute):
            return (
                f"{fault.quote(call.func.value)} is one column or one condition, and is put in order without a name. To"
                " put a table in order, close its `]` before `.sort_values(…)`."
            )
        rest = [one.name for one in known if one.kind is one.KEYWORD_ONLY]
        is_are = "is" if len(call.args) == 1 else "are"
        more = f" The others are written with their names, such as `{rest[0]}=`." if rest else ""
        return f"`{what}` takes {takes} in its brackets, and {len(call.args)} {is_are} given.{more}"
    twice = [
        one.name for one in by_place[: len(call.args)] if one.name in names and one.kind is not one.POSITIONAL_ONLY
    ]
    if twice:
        return f"`{what}` is given `{twice[0]}` twice: once by its place, and once by its name."
    filled = {one.name for one in by_place[: len(call.args)]} | set(names)
    missing = [one.name for one in known if one.default is one.empty and one.name not in filled]
    return f"`{what}` needs {listed(missing)} as well, in its brackets." if missing else ""


@slip("TypeError", "ValueError", "InvalidParameterError")
def truth_in_quotes(fault: Fault) -> str:
    """``ascending="False"``."""
    for keyword in fault.call.keywords if fault.call else ():
        value = keyword.value
        if isinstance(value, ast.Constant) and value.value in ("True", "False", "true", "false"):
            return (
                f"{fault.quote(value)} is a text. `True` and `False` stand without quotation marks:"
                f" `{keyword.arg}={str(value.value).capitalize()}`."
            )
    return ""


@slip("TypeError")
def walked_through(fault: Fault) -> str:
    """A loop over, or the length of, one number, or of what is no row of things."""
    node, parent = fault.node, fault.place.parents.get(fault.node)
    if fault.below:
        return ""
    if isinstance(parent, ast.For | ast.comprehension) and parent.iter is node:
        value, what = fault.value(node), fault.quote(node)
        if value is UNKNOWN or value is None:
            return ""
        if is_number(value):
            return (
                f"{what} is one number, and a loop needs several things to walk through. Do you mean"
                f" `range({what[1:-1]})`?"
            )
        if is_function(value):
            return f"{what} is a function that has not been called. Put round brackets after it: `{what[1:-1]}()`."
        return f"{what} is {described(value)}, and a loop cannot walk through that."
    call = fault.node
    if (
        isinstance(call, ast.Call)
        and fault.method in ("len", "sum", "list", "sorted", "max", "min", "set")
        and call.args
    ):
        value, what = fault.value(call.args[0]), fault.quote(call.args[0])
        if value is UNKNOWN:
            return ""
        if is_number(value):
            return f"`{fault.method}` asks for several values, and {what} is one number."
        if value is None or is_function(value):
            return f"`{fault.method}` asks for several values, and {what} is {described(value)}."
        if fault.method == "sum" and isinstance(value, list) and any(isinstance(one, str) for one in value):
            return (
                f"`sum` adds numbers, and {what} holds texts. Make numbers of them first: `sum(float(one) for one in"
                f" {what[1:-1]})`."
            )
    return ""


@slip("ValueError", "StatisticsError")
def nothing_to_choose(fault: Fault) -> str:
    """``max([])``."""
    piece = fault.argument(0)
    value = fault.value(piece)
    if fault.node is not fault.call or piece is None or fault.method not in ("max", "min", "mean", "median", "choice"):
        return ""
    if value is UNKNOWN or not hasattr(value, "__len__") or len(value):
        return ""
    return f"{fault.quote(piece)} is empty, so `{fault.method}` has nothing to work on. Look at the line that makes it."


@slip("TypeError")
def as_a_key(fault: Fault) -> str:
    """A list, a column or a table where a dictionary or a set needs a plain value."""
    node = fault.node
    keys: list[ast.expr] = []
    if isinstance(node, ast.Subscript):
        keys = [node.slice] if isinstance(fault.value(node.value), dict) else []
    elif isinstance(node, ast.Dict):
        keys = [one for one in node.keys if one is not None]
    elif isinstance(node, ast.Set):
        keys = node.elts
    for key in keys:
        if isinstance(key, ast.List | ast.Dict) or is_a(fault.value(key), "list", "dict", "Series", "DataFrame"):
            kind = "a list" if isinstance(key, ast.List) else described(fault.value(key))
            return f"{fault.quote(key)} is {kind}, and a key has to be one plain value, such as a text or a number."
    return ""


@slip("TypeError")
def changed_in_place(fault: Fault) -> str:
    """An assignment into a text, or into a tuple."""
    node = fault.node
    if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Store | ast.Del):
        return ""
    value = fault.value(ast.Name(node.value.id, ast.Load()) if isinstance(node.value, ast.Name) else node.value)
    if isinstance(value, str | tuple):
        kind = "a text" if isinstance(value, str) else "a tuple, a fixed list"
        return f"{fault.quote(node.value)} is {kind}, and no part of it can be changed. Make a new one."
    return ""


@slip("RecursionError")
def calls_itself(fault: Fault) -> str:
    function = fault.place.frame.f_code.co_name
    times = sum(1 for one in fault.places if one.frame.f_code.co_name == function)
    if times < 50:
        return ""
    return (
        f"`{function}` calls itself again and again, and never comes to an end. One way through it has to end without"
        " that call."
    )
