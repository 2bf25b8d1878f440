"""The one exception of the query side: a query that did not run, told in sentences."""

from __future__ import annotations

from firstquery.sentence import wrapped


class QueryStopped(Exception):
    """A query that was refused, failed or was stopped.

    ``sentence`` is the whole text for the reader: one to a few lines, plain, without a traceback. ``str()`` of the
    exception is the same text, so that it reads well where a front end shows only that.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    @property
    def advice(self) -> str:
        """Our own words, with their place, where the sentence begins with the database's; else empty."""
        lines = self.sentence.split("\n")
        if not lines[0].startswith("The database says:") or len(lines) < 2:
            return ""
        arrows = next((n for n, line in enumerate(lines) if line.strip() and set(line.strip()) == {"^"}), None)
        if arrows is None:
            return lines[1]
        place = lines[1].rstrip(":")
        return f"{place}: {lines[arrows + 1]}" if arrows + 1 < len(lines) else ""

    def _render_traceback_(self) -> list[str]:
        """What IPython and Jupyter show in place of a traceback."""
        return wrapped(self.sentence)
