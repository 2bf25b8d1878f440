"""The language of evidence: one expression of Python that calls the service and shows what comes out, and no more.

``revenue_per_ticket(db, '2025-03')``. It is read here, and refused with a sentence where it holds what evidence does
not need: statements, functions of its own, loops, names that begin with _. What a name gives is evaluate.py's.
"""

from __future__ import annotations

import ast
import contextlib
import re

from firstquery.core.errors import UserError, quote_value

LONGEST = 500  # characters
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
_REFUSED: dict[type[ast.AST], str] = {
    **dict.fromkeys(
        (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.For, ast.While),
        "A loop cannot stand in these quotes. Call the function once for each case",
    ),
    ast.JoinedStr: "A text with { } that is filled in (f'…') cannot stand in these quotes. Write the whole text",
    ast.Import: "Nothing is imported in evidence: the functions of desk are there already",
    ast.ImportFrom: "Nothing is imported in evidence: the functions of desk are there already",
    ast.Assign: "Evidence keeps no names (=). Put one call inside the other",
    ast.Lambda: "Evidence makes no functions. Call the functions of desk",
    ast.Assert: "Leave assert out: evidence shows what comes out, on both versions",
}
_OTHER = "This cannot stand in these quotes"


class NotAllowed(UserError):
    """This is no expression of the language of evidence."""


_UNREADABLE = (SyntaxError, ValueError, MemoryError, RecursionError)
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
        raise NotAllowed(f"A piece of evidence has at most {LONGEST} characters, and this has {len(plain):,}.")
    try:
        tree = ast.parse(plain, mode="eval")
    except _UNREADABLE as fault:
        raise NotAllowed(_not_one_expression(plain, fault)) from None
    for node in ast.walk(tree):
        if why := _refusal(node, plain):
            raise NotAllowed(why)
    return tree


def bare(text: str) -> str:
    """What is tried in ``try_on_data("0138", "…")`` and ``desk_at(…, "…")``: people copy what they have run."""
    with contextlib.suppress(*_UNREADABLE):
        match ast.parse(text.strip(), mode="eval").body:
            case ast.Call(func=ast.Name("try_on_data" | "desk_at"), args=[_, ast.Constant(str(tried))]):
                return tried.strip()
    return text.strip()


def refusal(text: str) -> str | None:
    """Why this is no evidence, as a sentence; None where it may be run."""
    try:
        parse(text)
    except NotAllowed as fault:
        return fault.sentence
    return None


def _refusal(node: ast.AST, text: str) -> str | None:
    piece = quote_value((ast.get_source_segment(text, node) if isinstance(node, ast.expr) else "") or text, 60)
    if type(node) in _REFUSED:
        return f"{_REFUSED[type(node)]}: {piece}."
    if not isinstance(node, ALLOWED) or None in (getattr(node, "arg", ""), *getattr(node, "keys", ())):
        return f"{_OTHER}: {piece}. It is one call of the service, for example {EXAMPLE}."
    for name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "arg", "")):
        if name.startswith("_") or name.endswith("__"):
            return f"{name} is the inside of something, and evidence shows what anyone can see. Leave it out: {piece}."
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | int | float | bool | None):
        return f"Of values there are numbers, texts, True, False and None: {piece} is another one."
    return None


def _not_one_expression(text: str, fault: BaseException) -> str:
    try:
        body = ast.parse(text).body
    except _UNREADABLE:
        if text.count("(") != text.count(")"):
            return f"A bracket is opened and not closed, or the other way round: {quote_value(text, 60)}"
        if _WORDS.fullmatch(text):
            return (
                f"Evidence is a call that anybody can run, for example {EXAMPLE}, and this is a sentence. What you "
                f"found belongs into the problem: {quote_value(text, 60)}"
            )
        if _MONTH.search(text):
            return f"A month stands in quotes, '2025-03', and a day is date(2025, 3, 31): {quote_value(text, 60)}"
        said = fault.msg if isinstance(fault, SyntaxError) else "it is too large"
        return f"This cannot be read as Python ({said}): {quote_value(text, 60)}"
    if len(body) > 1:
        return f"Evidence is one expression, and these are {len(body)}: give each of them a line of its own."
    return _refusal(body[0], text) or _OTHER
