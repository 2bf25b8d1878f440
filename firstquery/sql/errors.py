"""What goes wrong with a query: the one exception that a learner sees, those inside, and the place in the query."""

from __future__ import annotations

from firstquery.core.errors import WIDTH, wrapped  # a line that wraps would move the arrows

INDENT = "  "
WORD = 30  # characters of the word that is named


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
        """Return what IPython and Jupyter show in place of a traceback."""
        return wrapped(self.sentence)


class LimitReached(Exception):
    """A bound was reached. ``what`` is seconds, rows, size or stopped (by the person at the keyboard)."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class DatabaseError(Exception):
    """What the database said instead of an answer. ``span``: where in the statement's text, if that is known."""

    def __init__(self, message: str, span: tuple[int, int] | None = None, *, opening: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.opening = opening


def cell_len(text: str) -> int:
    """Return the columns on the screen: two for a Chinese letter, none for an accent."""
    if text.isascii() and text.isprintable():
        return len(text)
    from rich import cells

    return cells.cell_len(text)


def place(sql: str, span: tuple[int, int]) -> str:
    """Where the characters ``span`` (start and end in ``sql``) are: in words, their line, arrows. Three lines."""
    start, end = span
    number = sql.count("\n", 0, start) + 1
    begin = sql.rfind("\n", 0, start) + 1
    stop = sql.find("\n", start)
    line = "".join(" " if letter.isspace() else letter for letter in sql[begin : stop if stop >= 0 else len(sql)])
    start, end = start - begin, min(end - begin, len(line.rstrip()))
    line = line.rstrip()
    word = line[start:end].strip()
    word = word if len(word) <= WORD else f"{word[: WORD - 1]}…"
    head = f'Line {number}, at "{word}":' if word else f"Line {number}:"
    first, last = _clip(line, start, WIDTH - len(INDENT))
    left, right = "..." if first else "", "..." if last < len(line) else ""
    before = len(INDENT) + len(left) + cell_len(line[first:start])
    arrows = "^" * max(1, cell_len(line[start : min(end, last)]))
    return f"{head}\n{INDENT}{left}{line[first:last]}{right}\n{' ' * before}{arrows}"


def _clip(line: str, start: int, room: int) -> tuple[int, int]:
    """Return the part of a line that is shown: from and to; whole words where there are any, the place well inside."""
    if cell_len(line) <= room:
        return 0, len(line)
    room -= 6  # the dots on both sides
    first = max(0, min(start - room // 2, len(line) - room))
    first = line.find(" ", first, start) + 1 or first if first else 0
    last = first + room
    while cell_len(line[first:last]) > room:
        last -= 1
    return first, line.rfind(" ", start, last) if last < len(line) and " " in line[start:last] else last
