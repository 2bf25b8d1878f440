"""Evidence that is run: what an expression gives on the change, and on the same change without one fault.

It reproduces when the two differ, on the data of whoever judges. Every outcome is kept for as long as this process.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from firstquery.pulls import running, trees
from firstquery.pulls.finding import Finding
from firstquery.pulls.pulls import PullRequest
from firstquery.pulls.running import Outcome
from firstquery.pulls.truth import Fault

MOST = 8  # expressions that are run for one fault, or for one approval
MOST_LATE = 3  # of one review that may run until they are stopped; after those nothing more is run for it
_NOT_RUN = Outcome(error="It was not run: too much of the evidence before it did not end in time.", refused=True)
_lock = threading.Lock()
_outcomes: dict[tuple[str, str, str], Outcome] = {}


@dataclass(frozen=True)
class Evidence:
    """Of one pull request. ``faults``: the patch of each fault by its name; ``warehouse``: the data of the judge."""

    pull: PullRequest
    faults: dict[str, str] = field(hash=False)
    warehouse: Path
    late: list[str] = field(default_factory=list, hash=False, compare=False)

    @cached_property
    def head(self) -> Path:
        """The change as it is, looked for once: the whole history is read to see that the repository is its own."""
        return trees.tree(trees.base_and_head(self.pull.number)[1])

    def shows(self, findings: Sequence[Finding], fault: Fault) -> bool:
        """Whether any evidence of these findings comes out otherwise without the fault."""
        return bool(self.reproduced([text for one in findings for text in one.evidence], fault.name))

    def reproduced(self, texts: Sequence[str], fault: str) -> list[str]:
        """Those of ``texts`` that come out otherwise without the fault of that name."""
        asked = list(dict.fromkeys(texts))[:MOST]
        if not asked:
            return []
        return self._again(self._differ(asked, fault))

    def _again(self, texts: Sequence[str]) -> list[str]:
        """Those that come out the same a second time: what differs from itself shows nothing."""
        first = dict(zip(texts, self._outcomes(self.head, texts), strict=True))
        ended = [text for text, one in first.items() if not one.late]
        second = dict(zip(ended, self._outcomes(self.head, ended, again=True), strict=True))
        return [text for text, one in first.items() if one.late or one.same_as(second[text])]

    def _differ(self, asked: Sequence[str], fault: str) -> list[str]:
        with ThreadPoolExecutor(2) as pool:
            head = pool.submit(self._outcomes, self.head, asked)
            mended = pool.submit(self._outcomes, _mended(self.head, self.faults[fault]), asked)
            pairs = zip(asked, head.result(), mended.result(), strict=True)
            return [text for text, one, other in pairs if not (one.refused or other.refused or one.same_as(other))]

    def runs(self, texts: Sequence[str]) -> bool:
        """Whether any of ``texts`` has a value on the change: it calls the service, and comes to an end."""
        asked = [text for text in dict.fromkeys(texts) if "(" in text][:MOST]
        return any(one.error is None for one in self._outcomes(self.head, asked)) if asked else False

    def _outcomes(self, tree: Path, texts: Sequence[str], again: bool = False) -> list[Outcome]:
        state = self.warehouse.stat()
        data = f"{self.warehouse} {state.st_size} {state.st_mtime_ns}{' again' if again else ''}"
        with _lock:
            left = [text for text in dict.fromkeys(texts) if (str(tree), data, text) not in _outcomes]
        if left and len(self.late) < MOST_LATE:
            found = running.run_expressions(tree, left, self.warehouse)
            with _lock:
                _outcomes.update({(str(tree), data, text): one for text, one in zip(left, found, strict=True)})
                self.late.extend(text for text, one in zip(left, found, strict=True) if one.late and not again)
        return [_outcomes.get((str(tree), data, text), _NOT_RUN) for text in texts]


@lru_cache(maxsize=64)
def _mended(head: Path, patch: str) -> Path:
    """The change without one fault: its patch, taken out again."""
    return trees.patched(head, patch.encode(), reverse=True)
