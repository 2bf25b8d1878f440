"""From how many rows a fitted model of scikit-learn has learnt, as its own parts remember it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

import numpy as np

from firstquery.checks.cells import is_a

MOST_PARTS = 200
#: Where all rows go through: a pipeline's steps, a column transformer's parts, what a search fitted anew in the end.
PARTS = ("steps", "transformers_", "best_estimator_")


def count_rows(model: Any) -> int | None:
    """The rows that ``model`` was shown when it was fitted; None where no part of it remembers them.

    A scaler counts the cells of each column that were not empty, so the largest counts; naive Bayes the rows of each
    class, neighbours all. A forest's trees remember those drawn for each alone, and are not asked.
    """
    counts: list[int] = []
    for part in _parts(model):
        try:
            counts.extend(_counted(part))
        except Exception:  # an object's own attribute may raise whatever it likes
            continue
    return max(counts, default=None)


def _counted(part: Any) -> Iterator[int]:
    for name in ("n_samples_seen_", "n_samples_fit_"):
        seen = getattr(part, name, None)
        if seen is not None:
            yield int(np.max(seen))
    classes = getattr(part, "class_count_", None)
    if classes is not None:
        yield round(float(np.sum(classes)))


def _parts(model: Any) -> Iterator[Any]:
    waiting = deque([model])
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.popleft()
        if is_a(part, list, tuple):
            waiting.extend(part[:MOST_PARTS])
            continue
        yield part
        for name in PARTS:
            try:
                inner = getattr(part, name, None)
            except Exception:
                continue
            if inner is not None:
                waiting.append(inner)
