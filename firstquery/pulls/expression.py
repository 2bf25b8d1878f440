"""The language of evidence: one expression of Python that calls the service and shows what comes out, and no more.

``revenue_per_ticket(db, '2025-03')``. It is read here, and refused with a sentence where it holds what evidence does
not need: statements, functions of its own, loops, names that begin with _. What a name gives is evaluate.py's.
"""

from __future__ import annotations

import ast
import re

from firstquery.core.errors import UserError, shown

LONGEST = 1000  # characters
DEEPEST = 30  # brackets within brackets
EXAMPLE = "monthly_revenue(db, '2025-01')"

#: What an expression is made of.
ALLOWED: tuple[type[ast.AST], ...] = (
    *(ast.Expression, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Attribute, ast.Subscript, ast.Slice),
    *(ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set),
    *(ast.UnaryOp, ast.UAdd, ast.USub, ast.Not, ast.Invert, ast.BoolOp, ast.And, ast.Or),
    *(ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.BitAnd, ast.BitOr),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot),
)
#: What is refused, with what to write instead; anything else that is not allowed gets `_OTHER`.
_REFUSED: tuple[tuple[tuple[type[ast.AST], ...], str], ...] = (
    (
        (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.For, ast.While),
        "A loop cannot stand in these quotes. Call the function once for each case",
    ),
    ((ast.JoinedStr,), "A text with { } that is filled in (f'…') cannot stand in these quotes. Write the whole text"),
    ((ast.IfExp,), "A choice (… if … else …) cannot stand in these quotes. Write what you want to see for one case"),
    ((ast.Import, ast.ImportFrom), "Nothing is imported in evidence: the functions of desk are there already"),
    (
        (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr),
        "Evidence keeps no names (=). Put one call inside the other",
    ),
    (
        (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.Lambda),
        "Evidence makes no functions. Call the functions of desk",
    ),
    ((ast.Assert,), "Leave assert out: evidence shows what comes out, on both versions"),
)
_OTHER = "This cannot stand in these quotes"


class NotAllowed(UserError):
    """This is no expression of the language of evidence."""


_WORDS = re.compile(r"[^\W\d_][\w'’\-]*[,:]?(?: [\w'’\-]+[,:]?){2,}[.!?]?")
_MONTH = re.compile(r"(?<![\w'\"])20\d\d-0\d(?:-\d\d)?(?![\w'\"])")


def parse(text: str) -> ast.Expression:
    """The expression. Raises `NotAllowed` with a sentence that says what to write instead."""
    if not isinstance(text, str):
        raise NotAllowed(f'Evidence is a text between quotation marks, for example "{EXAMPLE}".')
    plain = text.strip()
    if not plain:
        raise NotAllowed(f"The evidence is empty. It is one call of the service, for example {EXAMPLE}.")
    if len(plain) > LONGEST:
        raise NotAllowed(f"The evidence has {len(plain)} characters; {LONGEST} are the most. Show one thing.")
    try:
        tree = ast.parse(plain, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as fault:
        raise NotAllowed(_not_one_expression(plain, fault)) from None
    if _depth(tree) > 3 * DEEPEST:
        raise NotAllowed("The evidence has too many brackets within brackets. Show one thing.")
    for node in ast.walk(tree):
        if why := _refusal(node, plain):
            raise NotAllowed(why)
    return tree


_TRIES = ("try_on_data", "desk_at")


def bare(text: str) -> str:
    """What is tried in ``try_on_data("0138", "…")`` and ``desk_at(…, "…")``: people copy what they have run."""
    plain = text.strip()
    try:
        call = ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return plain
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in _TRIES:
        return plain
    told = call.args[1] if len(call.args) > 1 else None
    return told.value.strip() if isinstance(told, ast.Constant) and isinstance(told.value, str) else plain


def refusal(text: str) -> str | None:
    """Why this is no evidence, as a sentence; None where it may be run."""
    try:
        parse(text)
    except NotAllowed as fault:
        return fault.sentence
    return None


def _refusal(node: ast.AST, text: str) -> str | None:
    piece = shown((ast.get_source_segment(text, node) if isinstance(node, ast.expr) else "") or text, 60)
    for kinds, why in _REFUSED:
        if isinstance(node, kinds):
            return f"{why}: {piece}."
    if not isinstance(node, ALLOWED) or None in (getattr(node, "arg", ""), *getattr(node, "keys", ())):
        return f"{_OTHER}: {piece}. It is one call of the service, for example {EXAMPLE}."
    for name in _names(node):
        if name.startswith("_") or name.endswith("__"):
            return f"{name} is the inside of something, and evidence shows what anyone can see. Leave it out: {piece}."
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | int | float | bool | None):
        return f"Of values there are numbers, texts, True, False and None: {piece} is another one."
    return None


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [node.attr]
    return [node.arg] if isinstance(node, ast.keyword) and node.arg is not None else []


def _depth(node: ast.AST) -> int:
    """How deep it goes, without recursion: what comes here may be made to be deep."""
    deepest, left = 0, [(node, 1)]
    while left:
        one, depth = left.pop()
        deepest = max(deepest, depth)
        left += [(child, depth + 1) for child in ast.iter_child_nodes(one)]
    return deepest


def _not_one_expression(text: str, fault: BaseException) -> str:
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        if text.count("(") != text.count(")"):
            return f"A bracket is opened and not closed, or the other way round: {shown(text, 60)}"
        if _WORDS.fullmatch(text.strip()):
            return (
                f"Evidence is a call that anybody can run, for example {EXAMPLE}, and this is a sentence. What you "
                f"found belongs into the problem: {shown(text, 60)}"
            )
        if _MONTH.search(text):
            return f"A month stands in quotes, '2025-03', and a day is date(2025, 3, 31): {shown(text, 60)}"
        said = fault.msg if isinstance(fault, SyntaxError) else "it is too large"
        return f"This cannot be read as Python ({said}): {shown(text, 60)}"
    if len(body) > 1:
        return f"Evidence is one expression, and these are {len(body)}: give each of them a line of its own."
    why = next((why for kinds, why in _REFUSED if isinstance(body[0], kinds)), "")
    if why:
        return f"{why}: {shown(text, 60)}."
    return f"{_OTHER}: {shown(text, 60)}. It is one call of the service, for example {EXAMPLE}."
