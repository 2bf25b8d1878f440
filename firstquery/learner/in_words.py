"""What an update of her folder did, in the lines that she is shown; none on most days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from firstquery.learner.exchange import Copied

#: More notebooks than these are given as a number.
NAMED = 3


def in_words(copied: Copied, work: Path) -> Iterator[str]:
    """One line for each thing that a learner would want to know about her folder ``work``."""
    yield from copied.recovered
    if copied.added:
        yield f"New in your folder {work}: {_names(copied.added)}"
    if copied.updated:
        yield f"Newer versions, of what you had not changed: {_names(copied.updated)}"
    if copied.copies:
        yield f"What you had run there is kept, with its results: {_names(copied.copies)}"
    for old, new in copied.moved.items():
        yield f"The course has renamed a week, and so {old} is now {new}. What is in it was not changed."
    if copied.kept:
        yield (
            f"The course has newer versions of what you worked in; yours stay: {_names(copied.kept)}. "
            "To have the newer one of week 3, for instance: firstquery reset 3. It keeps yours as a copy."
        )
    for name, now in copied.renamed.items():
        yield f"{name} is now {now}, as you named it. It stays as it is."
    if copied.missing:
        yield f"You removed {_names(copied.missing)}. With --restore they come back."
    yield from copied.problems


def _names(names: list[str]) -> str:
    """The notebooks among them by name; the first filling, and what only stands beside a notebook, as a number."""
    notebooks = [name for name in names if name.endswith(".ipynb")]
    if 0 < len(notebooks) <= NAMED:
        return ", ".join(notebooks)
    return f"{len(names)} {'file' if len(names) == 1 else 'files'}"
