"""The text of a block of answers.py that says what it starts from, and how it differs.

``# from: NAME`` in its first line names an earlier block of the exercise. Below it stand changes, comments all of them:

    # - LINE           takes this line out; several in a row are taken out together
    # + LINE           puts this line in: in place of the lines taken out above it, or below the anchor
    # ~ OLD => NEW     puts one text for another within a line
    # @ LINE           an anchor: the next change is made in the first place below this line that it fits

An empty line ends a change. A change without an anchor has to fit in one place alone, and so has an anchor; a second
anchor is the first such line below the first. Each change is made to what those before it have left. The lines of a
change keep their indentation to each other, and all of them may be written further left than they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_FROM = re.compile(r"# from:(?P<name>.*)")
_SIGNED = re.compile(r"# (?P<sign>[-+~@])(?: (?P<text>.*))?")
_FOR = " => "
_FORMS = "`# - LINE`, `# + LINE`, `# ~ OLD => NEW` and `# @ LINE`"


class Unfit(Exception):
    """A change that can't be made: ``line`` counts from 0 in the block's text, ``sentence`` says why and what to do."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(line, sentence)
        self.line, self.sentence = line, sentence


@dataclass
class _Change:
    """A change as it is written: ``line`` is where it begins, below its anchors; ``swap`` is the text of a `~`."""

    line: int
    anchors: list[tuple[int, str]] = field(default_factory=list)  # each with its line
    out: list[str] = field(default_factory=list)
    into: list[str] = field(default_factory=list)
    swap: str | None = None

    def goes_on_with(self, sign: str) -> bool:
        """Whether a line of this ``sign`` is one more of this change, and does not begin another."""
        if self.swap is not None or (self.into and sign != "+"):
            return False
        return sign in "-+" or not self.out

    def add(self, line: int, sign: str, text: str) -> None:
        if sign == "@":
            self.anchors.append((line, text))
            return
        if not self.out and not self.into:
            self.line = line
        if sign == "~":
            self.swap = text
        else:
            (self.out if sign == "-" else self.into).append(text)


def base_of(text: str) -> str | None:
    """Return the name of the block that ``text`` starts from; None where it has code of its own."""
    found = _FROM.match(text)
    return found["name"].strip() if found else None


def apply(base: str, text: str) -> str:
    """Return ``base`` with the changes of ``text``, whose first line is the `from:`. Raises `Unfit`."""
    lines = base.splitlines()
    for change in _changes(text):
        _apply(lines, change)
    return "\n".join(lines)


def _changes(text: str) -> list[_Change]:
    changes: list[_Change] = []
    is_open = False
    for number, line in list(enumerate(text.splitlines()))[1:]:
        if not line.strip():
            is_open = False
            continue
        found = _SIGNED.fullmatch(line.rstrip())
        if not found:
            said = f"A block with `# from:` holds changes alone ({_FORMS}), and this line is none: {line!r}."
            raise Unfit(number, said)
        if not is_open or not changes[-1].goes_on_with(found["sign"]):
            changes.append(_Change(number))
            is_open = True
        changes[-1].add(number, found["sign"], found["text"] or "")
    return changes


def _apply(lines: list[str], change: _Change) -> None:
    """Make ``change`` in ``lines``."""
    below, margin = 0, ""
    for at, anchor in change.anchors:
        place, margin = _place(lines, [anchor], below, at)
        below = place + 1
    if change.swap is not None:
        _swap(lines, change.swap, below, change.line)
    elif change.out:
        place, margin = _place(lines, change.out, below, change.line)
        lines[place : place + len(change.out)] = _indent(change.into, margin)
    elif change.anchors and change.into:
        lines[below:below] = _indent(change.into, margin)
    elif change.anchors:
        raise Unfit(change.line, "An anchor is followed by what to change below it, and nothing follows this one.")
    else:
        said = "It isn't said where this line goes. Put `# @ LINE` above it, the line that it follows."
        raise Unfit(change.line, said)


def _indent(texts: Sequence[str], margin: str) -> list[str]:
    return [margin + text if text else "" for text in texts]


def _place(lines: Sequence[str], wanted: Sequence[str], below: int, at: int) -> tuple[int, str]:
    """Return where ``wanted`` stands in ``lines``, and the white space that all of it has before it there.

    The first place from the line ``below`` on; where that is 0, the only one. ``at`` is the line of the change.
    """
    places = [
        (place, margin)
        for place in range(below, len(lines) - len(wanted) + 1)
        if (margin := _margin(lines[place : place + len(wanted)], wanted)) is not None
    ]
    together = " The lines taken out with it have to stand below it there." if len(wanted) > 1 else ""
    _one_of(len(places), f"The line {wanted[0]!r}", together, below, at)
    return places[0]


def _margin(lines: Sequence[str], wanted: Sequence[str]) -> str | None:
    """Return the white space that ``lines`` have before what is ``wanted``; None where they are other lines."""
    margins = set()
    for line, text in zip(lines, wanted, strict=True):
        line, text = line.rstrip(), text.rstrip()
        if not line.endswith(text) or (line and not text):
            return None
        margins |= {line.removesuffix(text)} if text else set()
    margin = margins.pop() if margins else ""
    return None if margins or margin.strip() else margin


def _swap(lines: list[str], swap: str, below: int, at: int) -> None:
    """Put NEW for OLD, ``swap`` as OLD => NEW, in the one place where OLD stands."""
    old, mark, new = f"{swap} ".partition(_FOR)
    old, new = old.strip(), new.strip()
    if not mark or not old or _FOR in f"{new} ":
        said = "This change reads `# ~ OLD => NEW`, with one `=>`. Where a text has one itself, use `# -` and `# +`."
        raise Unfit(at, said)
    places = [place for place in range(below, len(lines)) for _ in range(lines[place].count(old))]
    _one_of(len(places), f"The text {old!r}", "", below, at)
    lines[places[0]] = lines[places[0]].replace(old, new, 1)


def _one_of(places: int, wanted: str, more: str, below: int, at: int) -> None:
    """Raise `Unfit` where what is ``wanted`` has no place, or has several ``places`` and no anchor."""
    if not places:
        where = "below its anchor" if below else "in the block that this one starts from"
        raise Unfit(at, f"{wanted} isn't found {where}.{more}")
    if places > 1 and not below:
        said = "Put `# @ LINE` above this change: it is made in the first place below that line."
        raise Unfit(at, f"{wanted} stands {places} times in the block that this one starts from. {said}")
