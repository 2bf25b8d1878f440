"""Evidence that is run: what an expression gives on the change, and on the same change without one fault.

It reproduces when the two differ, each time, on the data of whoever judges. What `found` finds is a line and no harm,
and shows nothing; nor does what names nothing of the service. What it has shown is kept for one review alone, and all
that one review asks to be run has a bound.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from firstquery.review import breakage, expression, running, trees
from firstquery.review.finding import ReviewFinding
from firstquery.review.names import PLACES, PYTHON, VALUES
from firstquery.review.pulls import PullRequest
from firstquery.review.running import Outcome
from firstquery.review.spelling import SOMETHING_ELSE
from firstquery.review.truth import Fault

MOST = 8  # expressions that are run for one fault, or for one approval
TIMES = 3  # that each version is asked: what comes out by chance seldom differs in the same way so often
SOON = 5.0  # seconds: who is done by then while the other one does not end is asked no more about that one
SEARCH = "found"  # it repeats lines of a file: they differ wherever anything was planted
TESTS = "tests"
#: What stands around a call in a statement, and leaves of it what can be true or false.
_AROUND = {"len", "sum", "list", "dict", "tuple", "set", "sorted", "round", "str", "int", "float", "abs", "min", "max"}
SECONDS = 180.0  # for all the evidence of a review: what is not run by then shows nothing


@dataclass
class Evidence:
    """Of one review. ``faults``: the patch of each fault by its name; ``warehouse``: the data of the judge.

    ``is_stopped``: its time was up before all of it was run. ``failed``: the error of an expression that ends with it
    on the change and on the change without a fault alike. ``idle``: statements that hold, and would hold whatever the
    functions did that the change touches; none where another one is false.
    """

    pull: PullRequest
    faults: dict[str, str]
    warehouse: Path
    is_stopped: bool = False
    failed: dict[str, str] = field(default_factory=dict)
    idle: list[str] = field(default_factory=list)
    _shown: dict[tuple[str, str], bool] = field(default_factory=dict)

    @cached_property
    def head(self) -> Path:
        """The change as it is, looked for once: the whole history is read to see that the repository is its own."""
        return trees.tree(trees.base_and_head(self.pull.number)[1])

    @cached_property
    def _until(self) -> float:
        """When its time is up: it begins with the first of it that is run."""
        return time.monotonic() + SECONDS

    def shows(self, findings: Sequence[ReviewFinding], fault: Fault) -> bool:
        """Return whether any evidence of these findings comes out otherwise without the fault."""
        return bool(self.reproduce([text for one in findings for text in one.evidence], fault.name))

    def reproduce(self, texts: Sequence[str], fault: str) -> list[str]:
        """Return those of ``texts`` that come out otherwise without the fault of that name."""
        asked = [text for text in dict.fromkeys(texts) if not is_search(text) and names_service(text)][:MOST]
        shown = {text: self._shown[text, fault] for text in asked if (text, fault) in self._shown}
        if left := [text for text in asked if text not in shown]:
            shown |= self._compare(left, fault)
        return [text for text in asked if shown[text]]

    def _compare(self, texts: Sequence[str], fault: str) -> dict[str, bool]:
        """Return whether each differs, and comes out the same each time: what differs from itself shows nothing."""
        trees_of = self.head, _mend(self.head, self.faults[fault])
        with ThreadPoolExecutor(2) as pool:
            sides = [dict(zip(texts, ran, strict=True)) for ran in pool.map(lambda at: self._run(at, texts), trees_of)]
            pairs = {text: (sides[0][text], sides[1][text]) for text in texts}
            shown = {
                text: not (one.refused or other.refused or one.same_as(other)) for text, (one, other) in pairs.items()
            }
            sure = {text for text, pair in pairs.items() if min(one.seconds for one in pair) < SOON}
            asks = [
                [text for text in texts if shown[text] and not (side[text].late and text in sure)] for side in sides
            ]
            again = [some * (TIMES - 1) for some in asks]
            for side, asked, ran in zip(sides, again, pool.map(self._run, trees_of, again), strict=True):
                for text, one in zip(asked, ran, strict=True):
                    shown[text] &= one.same_as(side[text])
        alike = {text: one for text, (one, other) in pairs.items() if one.error is not None and one.same_as(other)}
        self.failed |= {text: one.text for text, one in alike.items() if not one.late}
        kept = [
            text for text, pair in pairs.items() if all(one.error is None for one in pair)
        ]  # an error may be chance
        self._shown |= {(text, fault): shown[text] for text in kept}
        return shown

    def states(self, texts: Sequence[str]) -> bool:
        """Whether ``texts`` say what calls give on the change (``late_fee(100, 3) == 4.5``), and all of it is true.

        One has to be a call that the change could alter: with all broken that it touches, it comes out otherwise.
        """
        asked = [text for text in dict.fromkeys(texts) if is_statement(text)][:MOST]
        if not asked or not all(one.ok is True for one in self._run(self.head, asked)):
            return False
        broken = self._run(breakage.broken_tree(self.head, self.pull.patch), asked)
        self.idle = [text for text, one in zip(asked, broken, strict=True) if one.ok is True]
        return any(one.ok is not True and one != running.NOT_RUN for one in broken)

    def _run(self, tree: Path, texts: Sequence[str]) -> list[Outcome]:
        outcomes = running.run_expressions(tree, texts, self.warehouse, until=self._until)
        self.is_stopped |= running.NOT_RUN in outcomes
        return outcomes


def is_statement(text: str) -> bool:
    """Return whether it holds what a call of the service gives against a value: ``late_fee(100, 3) == 4.5``."""
    match _body(text):
        case ast.Compare(left, [ast.Eq()], [right]):
            calls, values = (left, right) if _is_call(left) else (right, left)
            return _is_call(calls) and not _parts(values)
    return False


def _is_call(side: ast.expr) -> bool:
    """Return whether it is a call of the service, with no more around it than looks at what comes out."""
    match side:
        case ast.List(parts) | ast.Tuple(parts):
            return bool(parts) and all(map(_is_call, parts))
    return _is_looked_at(side)


def _is_looked_at(side: ast.expr) -> bool:
    match side:
        case ast.Attribute(inner) | ast.Subscript(inner):
            return _is_looked_at(inner)
        case ast.Call(ast.Name(name), [inner, *_]) if name in _AROUND:
            return _is_looked_at(inner)
        case ast.Call(ast.Name(name)):
            return name not in (*PYTHON, *VALUES, *PLACES, TESTS, SEARCH)
        case ast.Call(ast.Attribute(inner)):
            return _is_looked_at(inner) or _is_module(inner)
    return False


def _is_module(one: ast.expr) -> bool:
    match one:
        case ast.Attribute(inner):
            return _is_module(inner)
    return isinstance(one, ast.Name) and one.id == breakage.PACKAGE


def names_service(text: str) -> bool:
    """Return whether it names anything of the service: what does not is the same whatever the change does."""
    body = _body(text)
    return body is not None and bool(_named(body) - {*PYTHON, *VALUES, *PLACES})


def _named(side: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(side) if isinstance(node, ast.Name)}


def _body(text: str) -> ast.expr | None:
    try:
        return expression.parse(text).body
    except expression.NotAllowed:
        return None


def is_search(text: str) -> bool:
    """Return whether it looks for lines of a file with `found`, which shows what stands there, and not what it does."""
    body = _body(text)
    return body is not None and SEARCH in _named(body)


def shared(findings: Sequence[ReviewFinding]) -> set[str]:
    """Return the evidence of which a part is given to findings of two kinds: something differs there, and not what."""
    kinds: dict[str, set[str]] = {}
    parts = {text: _parts(_body(text)) for one in findings for text in one.evidence}
    for one in findings:
        for part in (part for text in one.evidence for part in parts[text] if one.kind != SOMETHING_ELSE):
            kinds.setdefault(part, set()).add(one.kind)
    return {text for text, its in parts.items() if any(len(kinds.get(part, ())) > 1 for part in its)}


def _parts(node: ast.AST | None) -> set[str]:
    """Return the calls of the service with what looks at each, as they are read, whatever stands around them."""
    if node is None:
        return set()
    is_test = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == TESTS
    if is_test or (isinstance(node, ast.expr) and _is_looked_at(node)):
        return {ast.dump(node)}
    return {part for child in ast.iter_child_nodes(node) for part in _parts(child)}


@lru_cache(maxsize=64)
def _mend(head: Path, patch: str) -> Path:
    """Return the change without one fault: its patch, taken out again."""
    return trees.apply_patches(head, patch.encode(), reverse=True)
