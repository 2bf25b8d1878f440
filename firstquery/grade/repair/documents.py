"""The notebooks that a text holds as JSON: whole ones first, else the cells that are still whole."""

from __future__ import annotations

import json
import re
from typing import Any

FIRST = "\0first"  # where a cell has two sources, the first is kept under this name
MOST = 10  # notebooks of one file
_CELL = re.compile(
    r'\{\s*"(?:attachments|cell_type|collapsed|execution_count|id|input|language|metadata|outputs|prompt_number|source)"'
)
_LINE = re.compile(r"^\{", re.M)


class Decoder:
    """Reads JSON out of the middle of a text. It gives up when what failed was a few times as long as the text.

    Otherwise objects within objects, none of them with an end, would be read for hours. ``strict`` refuses line ends
    within a text, as JSON does.
    """

    def __init__(self, text: str, *, strict: bool) -> None:
        self.text = text
        self._json = json.JSONDecoder(parse_int=_number, strict=strict, object_pairs_hook=_object)
        self._room = 4 * len(text) + 50_000_000

    def at(self, start: int) -> tuple[Any, int] | None:
        """The value that begins at ``start`` and the place behind its end; None where there is none."""
        if self._room < 0:
            return None
        try:
            found: tuple[Any, int] = self._json.raw_decode(self.text, start)
        except json.JSONDecodeError as fault:
            # The error counts the lines above it, from the beginning of the text.
            self._room -= 100 + fault.pos - start + fault.pos // 20
            return None
        except (ValueError, RecursionError):
            self._room -= 100 + len(self.text) - start
            return None
        return found


def whole(text: str, *, strict: bool) -> tuple[list[Any], bool]:
    """The notebooks that stand in ``text`` from beginning to end, and whether anything stands behind the first."""
    decoder, has_more = Decoder(text, strict=strict), False
    found: list[Any] = []
    start = text.find("{")
    while start >= 0 and len(found) < MOST:
        one, end = decoder.at(start) or (None, start + 1)
        if is_notebook(one):
            found.append(one)
            has_more = has_more or bool(text[end:].strip("\0 \t\r\n\x1a"))
        # The next may stand right behind the end of this one, or on a line of its own: not within what was not read.
        rest = re.compile(r"\s*\{").match(text, end) if one is not None else None
        line = None if rest else _LINE.search(text, end)
        start = rest.end() - 1 if rest else line.start() if line else -1
    return found, has_more


def is_notebook(said: Any) -> bool:
    return isinstance(said, dict) and any(isinstance(said.get(name), list) for name in ("cells", "worksheets"))


def saved(text: str) -> tuple[list[Any], bool]:
    """The cells that are whole in a text that is not, and whether line ends within their texts had to be allowed."""
    decoder, strict, cells, end, is_lenient = Decoder(text, strict=False), Decoder(text, strict=True), [], 0, False
    for start in _CELL.finditer(text):
        if start.start() < end or (found := decoder.at(start.start())) is None:
            continue
        one, stop = found
        if isinstance(one, dict) and "cell_type" in one and ("source" in one or "input" in one):
            cells.append(one)
            end = stop
            is_lenient = is_lenient or strict.at(start.start()) is None
    return cells, is_lenient


def _number(digits: str) -> int:
    return int(digits) if len(digits) < 1000 else 0


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; where it has two sources, as an unfinished merge leaves them, the first is kept as well."""
    said = dict(pairs)
    if len(said) < len(pairs) and "source" in said:
        first = next(value for name, value in pairs if name == "source")
        if first != said["source"]:
            said[FIRST] = first
    return said
