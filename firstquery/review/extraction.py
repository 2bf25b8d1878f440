"""The review in a notebook, or in a file of JSON. Nothing in it is run: calls are read, and their texts and numbers."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firstquery.review import finding as findings
from firstquery.review.finding import Finding
from firstquery.review.pulls import number_of
from firstquery.review.review import Review, review
from firstquery.sentence import Sentence

LARGEST = 50_000_000


def review_in(path: Path, number: str | None = None) -> Review:
    """The last review in the file; of pull request ``number``, where that is given. Raises `Sentence`."""
    if not path.is_file():
        raise Sentence(f"There is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise Sentence(f"{path} is too large to be read.")
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise Sentence(f"{path} is neither a notebook nor JSON.") from None
    if isinstance(held, dict) and isinstance(held.get("cells"), list):
        found = in_cells([_source(one) for one in held["cells"] if isinstance(one, dict)])
        where = "A review is made with review(…) in a cell; its findings can be named in cells before."
    else:
        found = [from_payload(held)]
        where = "It has the form that review(…).as_payload() gives."
    wanted = None if number is None else number_of(number)
    chosen = [one for one in found if wanted in (None, one.number)]
    if not chosen:
        there = ", ".join(dict.fromkeys(one.number for one in found))
        which = f" There is one of {there}." if there else f" {where}"
        raise Sentence(f"There is no review{f' of {wanted}' if wanted else ''} in {path}.{which}")
    if wanted is None and len({one.number for one in chosen}) > 1:
        there = ", ".join(dict.fromkeys(one.number for one in chosen))
        raise Sentence(f"{path} reviews several pull requests: {there}. Say which with --pull.")
    return chosen[-1]


def from_payload(held: Any) -> Review:
    """A review from what its ``as_payload()`` gave. Raises `Sentence`."""
    try:
        made = [_finding(one) for one in held.get("findings", [])]
        return review(held["pull"], held["verdict"], held.get("summary", ""), made)
    except (AttributeError, KeyError, TypeError, IndexError):
        raise Sentence(
            "That is no review: it needs pull, verdict, and findings with path, line, severity, problem, kind."
        ) from None


def _finding(one: dict[str, Any]) -> Finding:
    line: Any = one.get("line")
    if "first" in one:
        line = f"{'-' if one.get('side') == 'LEFT' else ''}{one['first']}-{one.get('last', one['first'])}"
    return findings.finding(
        one["path"],
        line,
        one["severity"],
        one["problem"],
        one.get("evidence", ""),
        one.get("suggestion", ""),
        kind=one.get("kind", ""),
    )


def _source(cell: dict[str, Any]) -> str:
    if cell.get("cell_type") != "code":
        return ""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def in_cells(sources: list[str]) -> list[Review]:
    """Every review that these cells make of written-out texts and numbers, in order. Raises `Sentence`."""
    known: dict[str, Any] = {}
    found: list[Review] = []
    for source in sources:
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # a magic, or a cell that does not run either
        for step in tree.body:
            value = getattr(step, "value", None)
            if not isinstance(step, ast.Assign | ast.Expr | ast.AnnAssign) or not isinstance(value, ast.expr):
                continue
            try:
                read = _value(value, known)
            except _NotRead:
                continue
            if isinstance(read, Review):
                found.append(read)
            for target in step.targets if isinstance(step, ast.Assign) else [getattr(step, "target", None)]:
                if isinstance(target, ast.Name):
                    known[target.id] = read
    return found


class _NotRead(Exception):
    """Something else than texts, numbers, lists of them, finding(…) and review(…)."""


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    if isinstance(node, ast.List | ast.Tuple):
        return [_value(one, known) for one in node.elts]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _value(node.left, known), _value(node.right, known)
        if type(left) is type(right) and isinstance(left, str | list):
            return left + right
        raise _NotRead
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        calls: dict[str, Callable[..., Any]] = {"finding": findings.finding, "review": review}
        makes = calls.get(name)
        if makes is None or any(one.arg is None for one in node.keywords):
            raise _NotRead
        args = [_value(one, known) for one in node.args]
        return makes(*args, **{str(one.arg): _value(one.value, known) for one in node.keywords})
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        raise _NotRead from None
