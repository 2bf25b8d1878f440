"""The one exception of the query side: a query that did not run, told in sentences."""

from __future__ import annotations


class QueryStopped(Exception):
    """A query that was refused, failed or was stopped.

    ``sentence`` is the whole text for the reader: one to a few lines, plain, without a traceback. ``str()`` of the
    exception is the same text, so that it reads well where a front end shows only that.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def _render_traceback_(self) -> list[str]:
        """What IPython and Jupyter show in place of a traceback."""
        return self.sentence.split("\n")
