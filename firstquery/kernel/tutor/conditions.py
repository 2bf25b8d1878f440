"""Slips in conditions on columns: their brackets, the signs between them, and a column where one answer is asked."""

from __future__ import annotations

import ast

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import described, is_a

SIGNS = {ast.BitAnd: "&", ast.BitOr: "|"}


def _is_column(fault: Fault, node: ast.AST) -> bool:
    """Return whether a piece gives a column: it is one, or compares one."""
    if isinstance(node, ast.Compare):
        return any(_is_column(fault, one) for one in (node.left, *node.comparators))
    if isinstance(node, ast.BinOp):
        return _is_column(fault, node.left) or _is_column(fault, node.right)
    if isinstance(node, ast.UnaryOp):
        return _is_column(fault, node.operand)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return (
            node.func.attr in ("isin", "isna", "notna", "contains", "startswith", "between")
            and fault.value(node.func.value) is not UNKNOWN
        )
    return is_a(fault.value(node), "Series", "DataFrame")


@slip("TypeError", "ValueError", "ArrowInvalid", "ArrowNotImplementedError")
def brackets(fault: Fault) -> str:
    """``a == 1 & b == 2``: `&` binds more strongly than `==`."""
    for node in fault.place.within(ast.Compare):
        assert isinstance(node, ast.Compare)
        parts = [one for one in (node.left, *node.comparators) if isinstance(one, ast.BinOp) and type(one.op) in SIGNS]
        parts = [one for one in parts if not _has_brackets(fault, one)]
        if not parts or fault.node not in (node, *parts) or not _is_column(fault, node):
            continue
        sign, lines = SIGNS[type(parts[0].op)], fault.place.source
        written = f"(…) {sign} (…)"
        if len(parts) == 1 and node.lineno == node.end_lineno:
            line = lines.split("\n")[node.lineno - 1].encode()
            first = line[node.col_offset : parts[0].left.end_col_offset].decode()
            second = line[parts[0].right.col_offset : node.end_col_offset].decode()
            written = f"({first}) {sign} ({second})"
        return (
            f"round brackets are missing: Python reads the `{sign}` before the comparisons on its two sides. Write each"
            f" condition in brackets of its own: `{written}`."
        )
    return ""


@slip("ValueError")
def one_answer(fault: Fault) -> str:
    """A column where Python needs one True or False: `and`, `or`, `not`, `if`, ``1 < column < 5``."""
    node = fault.node
    for held in fault.place.within(ast.BoolOp):
        assert isinstance(held, ast.BoolOp)
        whole = [one for one in held.values if isinstance(one, ast.Name) and _is_column(fault, one)]
        if whole and not any(_is_column(fault, one) for one in held.values if one not in whole):
            return _truth_of_all(fault, whole[0])
        if any(_is_column(fault, one) for one in held.values):
            word, sign = ("and", "&") if isinstance(held.op, ast.And) else ("or", "|")
            return (
                f"`{word}` stands between columns. Between columns, row by row, the sign is `{sign}`, with round "
                f"brackets around each condition: `(…) {sign} (…)`."
            )
    for held in fault.place.within(ast.UnaryOp):
        assert isinstance(held, ast.UnaryOp)
        if isinstance(held.op, ast.Not) and _is_column(fault, held.operand):
            return (
                "`not` stands before a column. The sign before a column, row by row, is `~`:"
                f" `~({fault.quote(held.operand)[1:-1]})`."
            )
    for held in fault.place.within(ast.Compare):
        assert isinstance(held, ast.Compare)
        if len(held.ops) > 1 and _is_column(fault, held):
            return (
                f"{fault.quote(held)} compares a column twice in one go. Write two conditions: `(…) & (…)`, or "
                "`.between(…, …)`."
            )
    statement = fault.place.parents.get(node, fault.place.statement)
    if isinstance(statement, ast.If | ast.While | ast.IfExp | ast.Assert) and _is_column(fault, node):
        value = fault.value(node)
        what = described(value) if value is not UNKNOWN else "a column of a table"
        if isinstance(node, ast.Name):
            return _truth_of_all(fault, node)
        if isinstance(node, ast.Compare) and is_a(fault.value(node.left), "DataFrame"):
            table = fault.quote(node.left)[1:-1]
            return f"`{table}` is a table, and no number. How many rows it has is `len({table})`."
        word = {ast.While: "while", ast.Assert: "assert"}.get(type(statement), "if")
        return (
            f"`{word}` needs one True or False, and {fault.quote(node)} is {what}, with an answer for each row. To keep"
            " the rows that fit, write `table[condition]`. To ask whether any row does, add `.any()`; for all,"
            " `.all()`."
        )
    return ""


def _truth_of_all(fault: Fault, piece: ast.expr) -> str:
    what = fault.quote(piece)
    return (
        f"{what} is {described(fault.value(piece))}, and Python asks here for one True or False. Say what is asked of"
        f" it: whether it has any rows is `len({what[1:-1]}) > 0`."
    )


@slip("IndexingError", "ValueError")
def other_table(fault: Fault) -> str:
    """A condition on one table picks rows of another."""
    for held in fault.place.within(ast.Subscript):
        assert isinstance(held, ast.Subscript)
        table = fault.value(held.value)
        inner = [
            one for one in ast.walk(held.slice) if isinstance(one, ast.Name) and is_a(fault.value(one), "DataFrame")
        ]
        for one in inner:
            other = fault.value(one)
            if is_a(table, "DataFrame") and other is not table and len(other) != len(table):
                return (
                    f"the condition in {fault.quote(held)} is about `{one.id}`, with {len(other):,} rows, and picks"
                    f" rows of {fault.quote(held.value)}, which has {len(table):,}. Ask both of the same table."
                )
        mask = fault.value(held.slice)
        is_mask = is_a(mask, "Series", "list") and len(mask) > 0 and all(is_a(one, "bool", "bool_") for one in mask)
        if is_mask and is_a(table, "DataFrame", "Series") and len(mask) != len(table):
            return (
                f"the condition {fault.quote(held.slice)} has {len(mask):,} answers, and {fault.quote(held.value)} has "
                f"{len(table):,} rows. Make the condition from that table."
            )
    return ""


def _has_brackets(fault: Fault, part: ast.expr) -> bool:
    """Return whether round brackets stand around the piece itself."""
    line = fault.place.source.split("\n")[part.lineno - 1].encode()
    return (
        line[: part.col_offset].rstrip().endswith(b"(")
        and part.lineno == part.end_lineno
        and line[part.end_col_offset or 0 :].lstrip().startswith(b")")
    )
