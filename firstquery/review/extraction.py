"""The review in a notebook, or in a file of JSON. Nothing in it is run: calls are read, and their texts and numbers."""

from __future__ import annotations

import ast
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firstquery.core.errors import UserError
from firstquery.review.finding import ReviewFinding, finding
from firstquery.review.pulls import number_of
from firstquery.review.review import Review, review

_MADE_BY: dict[str, Callable[..., Any]] = {"finding": finding, "review": review}


def review_in(path: Path, number: str | None = None) -> Review:
    """Return the last review in the file; of pull request ``number``, where that is given. Raises `UserError`."""
    if not path.is_file():
        raise UserError(f"There is no file {path}.")
    try:
        held = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise UserError(f"{path} is neither a notebook nor JSON.") from None
    if isinstance(held, dict) and isinstance(held.get("cells"), list):
        cells = [one for one in held["cells"] if isinstance(one, dict) and one.get("cell_type") == "code"]
        found, faults = in_cells(["".join(map(str, one.get("source", ""))) for one in cells])
        where = "A review is made with review(…) in a cell; its findings can be named in cells before."
    else:
        found, faults = [from_payload(held)], []
        where = "It has the form that review(…).as_payload() gives."
    wanted = None if number is None else number_of(number)
    chosen = [one for one in found if wanted in (None, one.pull)]
    if not chosen:
        if faults:
            raise faults[-1]
        there = ", ".join(dict.fromkeys(one.pull for one in found))
        which = f" There is one of {there}." if there else f" {where}"
        raise UserError(f"There is no review{f' of {wanted}' if wanted else ''} in {path}.{which}")
    if wanted is None and len({one.pull for one in chosen}) > 1:
        there = ", ".join(dict.fromkeys(one.pull for one in chosen))
        raise UserError(f"{path} reviews several pull requests: {there}. Say which with --pull.")
    return chosen[-1]


def from_payload(held: Any) -> Review:
    """Return a review from what its ``as_payload()`` gave. Raises `UserError`."""
    try:
        made = [_finding(**one) for one in held.get("findings", [])]
        return review(held["pull"], held["verdict"], held.get("summary", ""), made)
    except (AttributeError, KeyError, TypeError):
        raise UserError(
            "That is no review: it needs pull, verdict, and findings with path, line, severity, problem, kind."
        ) from None


def _finding(*, line: Any = None, first: int = 0, last: int = 0, side: str = "RIGHT", **rest: Any) -> ReviewFinding:
    return finding(line=line or f"{'-' if side == 'LEFT' else ''}{first}-{last}", **rest)


def in_cells(sources: list[str]) -> tuple[list[Review], list[UserError]]:
    """Return every review that these cells make of written-out texts and numbers, in order, and what stopped others.

    The frame of a review that is not begun yet is such another one.
    """
    known: dict[str, Any] = {}
    found: list[Review] = []
    faults: list[UserError] = []
    for source in sources:
        try:
            steps = ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # a magic, or a cell that does not run either
        for step in steps:
            if isinstance(step, ast.Assign | ast.Expr):
                with contextlib.suppress(_NotRead):
                    try:
                        read = _value(step.value, known)
                    except UserError as fault:
                        faults.append(fault)
                        continue
                    found += [read] if isinstance(read, Review) else []
                    targets = step.targets if isinstance(step, ast.Assign) else []
                    known |= {target.id: read for target in targets if isinstance(target, ast.Name)}
    return found, faults


class _NotRead(Exception):
    """Something else than texts, numbers, lists of them, finding(…) and review(…)."""


def _value(node: ast.expr, known: dict[str, Any]) -> Any:
    match node:
        case ast.Name() if node.id in known:
            return known[node.id]
        case ast.List() | ast.Tuple():
            return [_value(one, known) for one in node.elts]
        case ast.BinOp(op=ast.Add()):
            left, right = _value(node.left, known), _value(node.right, known)
            if type(left) is type(right) and isinstance(left, str | list):
                return left + right
        case ast.Call(func=ast.Name(id="finding" | "review" as name)) if all(one.arg for one in node.keywords):
            args = [_value(one, known) for one in node.args]
            named = {str(one.arg): _value(one.value, known) for one in node.keywords}
            return _MADE_BY[name](*args, **named)
        case _:
            with contextlib.suppress(ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                return ast.literal_eval(node)
    raise _NotRead
