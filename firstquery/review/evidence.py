"""Evidence that is run: what an expression gives on the change, and on the same change without one fault.

It reproduces when the two differ, on the data of whoever judges. What `found` finds is a line and no harm, and shows
nothing. What it has shown is kept for one review alone, and all that one review asks to be run has a bound.
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
from firstquery.review.names import PYTHON, VALUES
from firstquery.review.pulls import PullRequest
from firstquery.review.running import Outcome
from firstquery.review.truth import Fault

MOST = 8  # expressions that are run for one fault, or for one approval
SEARCH = "found"  # it repeats lines of a file: they differ wherever anything was planted
SECONDS = 180.0  # for all the evidence of a review: what is not run by then shows nothing


@dataclass
class Evidence:
    """Of one review. ``faults``: the patch of each fault by its name; ``warehouse``: the data of the judge.

    ``is_stopped``: its time was up before all of it was run. ``failed``: the error of an expression that ends with it
    on the change and on the change without a fault alike. ``idle``: statements that hold, and would hold whatever the
    functions did that the change touches.
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
        asked = [text for text in dict.fromkeys(texts) if not is_search(text)][:MOST]
        shown = {text: self._shown[text, fault] for text in asked if (text, fault) in self._shown}
        if left := [text for text in asked if text not in shown]:
            shown |= self._compare(left, fault)
        return [text for text in asked if shown[text]]

    def _compare(self, texts: Sequence[str], fault: str) -> dict[str, bool]:
        """Return whether each differs, and comes out the same a second time: what differs from itself shows nothing."""
        head, mended = self.head, _mend(self.head, self.faults[fault])
        with ThreadPoolExecutor(2) as pool:
            first, without = pool.map(lambda tree: self._run(tree, texts), (head, mended))
        pairs = dict(zip(texts, zip(first, without, strict=True), strict=True))
        shown = {text: not (one.refused or other.refused or one.same_as(other)) for text, (one, other) in pairs.items()}
        alike = {text: one for text, (one, other) in pairs.items() if one.error is not None and one.same_as(other)}
        self.failed |= {text: one.text for text, one in alike.items() if not one.late}
        again = [text for text in texts if shown[text] and not pairs[text][0].late]
        for text, second in zip(again, self._run(head, again), strict=True):
            shown[text] = second.same_as(pairs[text][0])
        kept = [
            text for text, pair in pairs.items() if all(one.error is None for one in pair)
        ]  # an error may be chance
        self._shown |= {(text, fault): shown[text] for text in kept}
        return shown

    def states(self, texts: Sequence[str]) -> bool:
        """Whether any of ``texts`` says what a call gives on the change (``late_fee(100, 3) == 4.5``), and is true.

        It has to be a call that the change could alter: with all broken that it touches, it comes out otherwise.
        """
        asked = [text for text in dict.fromkeys(texts) if is_statement(text)][:MOST]
        true = [text for text, one in zip(asked, self._run(self.head, asked), strict=True) if one.ok is True]
        if not true:
            return False
        broken = self._run(breakage.broken_tree(self.head, self.pull.patch), true)
        self.idle = [text for text, one in zip(true, broken, strict=True) if one.ok is True]
        return any(one.ok is not True and one != running.NOT_RUN for one in broken)

    def _run(self, tree: Path, texts: Sequence[str]) -> list[Outcome]:
        outcomes = running.run_expressions(tree, texts, self.warehouse, until=self._until)
        self.is_stopped |= running.NOT_RUN in outcomes
        return outcomes


def is_statement(text: str) -> bool:
    """Return whether it holds a call of the service against a value: ``late_fee(100, 3) == 4.5``."""
    try:
        body = expression.parse(text).body
    except expression.NotAllowed:
        return False
    if not isinstance(body, ast.Compare) or not all(isinstance(sign, ast.Eq) for sign in body.ops):
        return False
    calls = [_calls_service(side) for side in (body.left, *body.comparators)]
    return any(calls) and not all(calls)


def _calls_service(side: ast.expr) -> bool:
    called = [node.func for node in ast.walk(side) if isinstance(node, ast.Call)]
    return any(isinstance(one, ast.Name) and one.id not in (*PYTHON, *VALUES) for one in called)


def is_search(text: str) -> bool:
    """Return whether it looks for lines of a file with `found`, which shows what stands there, and not what it does."""
    try:
        return any(isinstance(node, ast.Name) and node.id == SEARCH for node in ast.walk(expression.parse(text)))
    except expression.NotAllowed:
        return False


@lru_cache(maxsize=64)
def _mend(head: Path, patch: str) -> Path:
    """Return the change without one fault: its patch, taken out again."""
    return trees.apply_patches(head, patch.encode(), reverse=True)
