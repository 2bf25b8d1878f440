"""The page of an exception of hers: the sentence, her own lines, Python's last line, and the rest, folded."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from firstquery.core.errors import WIDTH, wrapped
from firstquery.kernel.tutor.fault import Fault
from firstquery.kernel.tutor.general import general
from firstquery.kernel.tutor.page_cells import is_given
from firstquery.kernel.tutor.place import Place
from firstquery.kernel.tutor.registry import cause
from firstquery.learner.session import in_a_cell

TITLE = "What Python itself shows"
OPEN = f"(In this week all of what Python shows is open. In the others it is folded: a press on “{TITLE}” opens it.)"
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_LIBRARY = re.compile(r"[^\s\"']*/site-packages")
_NUMBER = re.compile(r"\bCell In ?\[\d+\]")  # another one in each run: stored pages stay the same
_LAST = 240  # characters of Python's last line
_PLACES = 3  # her own places that are shown, the last of them


class Folded:
    """The original, closed: a front end without HTML shows how long it is."""

    def __init__(self, lines: Sequence[str]) -> None:
        plain = _NUMBER.sub("Cell In[…]", _LIBRARY.sub("…/site-packages", _COLOURS.sub("", "\n".join(lines))))
        self.lines = plain.strip("\n").split("\n")

    def __repr__(self) -> str:
        return f"{TITLE}: {self._length()}, folded."

    def _length(self) -> str:
        return f"{len(self.lines)} line{'' if len(self.lines) == 1 else 's'}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        inside = html.escape("\n".join(self.lines))
        shown = f"<details><summary>{TITLE} ({self._length()})</summary><pre>{inside}</pre></details>"
        return {"text/plain": repr(self), "text/html": shown}


def sentence(fault: Fault, *, tells_cause: bool = True) -> str:
    """Return the plain sentence of an exception: its cause where a slip knows it, else where it stopped."""
    if not tells_cause:
        return f"{at(fault.place)}: {general(fault)}"
    near = own(fault.places)[-1]
    if said := cause(fault):
        return f"{at(near)}: {said}"
    if near is not fault.place:  # in a function that the page gives: the piece of hers is the call
        fault = Fault(fault.error, fault.places[: fault.places.index(near) + 1], [])
    return f"{at(near)}: {general(fault)}"


def own(places: Sequence[Place]) -> list[Place]:
    """Return the frames of her own text; all of them where each is of a function that the page came with."""
    return [one for one in places if not is_given(one)] or list(places)


def at(place: Place) -> str:
    """Return "Line 3", with the function or the file where the line is not the cell's own."""
    name = place.frame.f_code.co_name
    inside = "" if name.startswith("<") else f", in `{name}`"
    return (
        f"Line {place.line}{inside}"
        if in_a_cell(place.file)
        else f"Line {place.line} of {place.file.rpartition('/')[2]}{inside}"
    )


def own_lines(places: Sequence[Place]) -> list[str]:
    """Return the lines of hers on the way to the exception, each with an arrow."""
    shown = []
    for place in own(places)[-_PLACES:]:
        lines = place.source.split("\n")
        if not 0 < place.line <= len(lines):
            continue
        first = place.line
        text = lines[first - 1].rstrip()
        shown.append(arrow(first, text))
        if place.span and place.span[0] == place.span[2] == first:
            begin, end = (len(text.encode()[:one].decode(errors="ignore")) for one in (place.span[1], place.span[3]))
            if 0 < end - begin < len(text.strip()) and end <= WIDTH - 10:
                shown.append(" " * (len(arrow(first, "")) + begin) + "^" * (end - begin))
    return shown


def arrow(number: int, text: str) -> str:
    return f"----> {number} {text}"


def last_line(error: BaseException) -> str:
    """Return Python's last line, cut where a library goes on and on."""
    text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    said = next((one.strip() for one in text.split("\n") if one.strip()), "")
    name = "SyntaxError" if isinstance(error, SyntaxError) and type(error).__name__[0] == "_" else type(error).__name__
    line = f"{name}: {said}" if said else name
    return line if len(line) <= _LAST else line[: _LAST - 1] + "…"


def whole(first: str, own: Sequence[str], last: str) -> list[str]:
    """Return the lines of the error's output: the sentence, her own lines, Python's last line."""
    return [*wrapped(first), "", *own, *([""] if own else []), *(wrapped(last) or [last])]
