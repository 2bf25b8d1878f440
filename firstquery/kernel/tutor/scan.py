"""The signs of a cell that Python cannot read: which quotation marks and brackets are open, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

CLOSES = {"(": ")", "[": "]", "{": "}"}


@dataclass
class Signs:
    """``plain`` is the text with each string and comment blanked out, so that what is left is Python alone.

    ``quote`` is the line of a quotation mark that is not closed, ``open`` the brackets that are not: sign and line.
    ``wrong`` is a bracket that closes nothing or another one: sign, line, and the bracket that is open there.
    """

    plain: str = ""
    quote: int = 0
    open: list[tuple[str, int]] = field(default_factory=list)
    wrong: tuple[str, int, str] | None = None


def scan(source: str) -> Signs:
    """Return the signs of a cell."""
    found, at, line, plain = Signs(), 0, 1, []
    while at < len(source):
        sign = source[at]
        if sign == "#":
            end = source.find("\n", at)
            end = len(source) if end < 0 else end
            plain.append(" " * (end - at))
            at = end
            continue
        if sign in "'\"":
            mark = sign * 3 if source.startswith(sign * 3, at) else sign
            closed = _end_of_string(source, at + len(mark), mark)
            if closed is None:
                found.quote = found.quote or line
                closed = len(source) if len(mark) == 3 else _end_of_line(source, at)
            inside = source[at:closed]
            plain.append("".join("\n" if one == "\n" else "s" for one in inside))
            line += inside.count("\n")
            at = closed
            continue
        if sign in CLOSES:
            found.open.append((sign, line))
        elif sign in CLOSES.values():
            if found.open and CLOSES[found.open[-1][0]] == sign:
                found.open.pop()
            elif found.wrong is None:
                found.wrong = (sign, line, found.open[-1][0] if found.open else "")
        line += sign == "\n"
        plain.append(sign)
        at += 1
    found.plain = "".join(plain)
    return found


def _end_of_string(source: str, at: int, mark: str) -> int | None:
    while at < len(source):
        if source[at] == "\\":
            at += 2
        elif source.startswith(mark, at):
            return at + len(mark)
        elif source[at] == "\n" and len(mark) == 1:
            return None
        else:
            at += 1
    return None


def _end_of_line(source: str, at: int) -> int:
    end = source.find("\n", at)
    return len(source) if end < 0 else end
