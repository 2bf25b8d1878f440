"""What is wrong with a cell that Python cannot read: each cause is proven by a change after which it can be read."""

from __future__ import annotations

import ast
import re
import warnings

from firstquery.kernel.tutor.changes import changes, cut
from firstquery.kernel.tutor.scan import CLOSES, Signs, scan

_CURLY = str.maketrans("“”„‘’‚«»", '"""\'\'\'""')


def unread_cell(source: str, fault: SyntaxError) -> tuple[str, int]:
    """Return the sentence for a cell that Python cannot read, and the line that it is about; empty if none fits."""
    line = fault.lineno or 1
    lines = source.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    if isinstance(fault, IndentationError):
        return _indentation(lines, line, fault), line
    if _parses(source):
        return _out_of_place(here), line
    signs = scan(source)
    if any(sign in here for sign in "“”„«»‘’") and _mends(source, line, here.translate(_CURLY)):
        return (
            "the quotation marks are curly, as a word processor sets them. Python knows straight ones: `\"` or `'`.",
            line,
        )
    if "…" in here and _mends(source, line, here.replace("…", "0"), line):
        return "the three dots `…` still stand there, and what belongs in their place is yours to write.", line
    if signs.quote:
        quoted = lines[signs.quote - 1].strip()
        more = (
            " A text with an apostrophe in it stands in double ones."
            if "'''" not in quoted and quoted.count("'") > 1
            else ""
        )
        if _goes_on(lines, signs.quote):
            more = ' A text over several lines stands between three of them: `"""`.'
        return f"a quotation mark is not closed: `{cut(quoted)}`.{more}", signs.quote
    if told := _brackets(signs):
        return told
    plain = signs.plain.split("\n")
    tried = [line, *(one for one in range(line - 1, max(0, line - 3), -1) if lines[one - 1].strip())]
    for number in tried:
        if number <= len(lines):
            for changed, sentence in changes(lines[number - 1], plain[number - 1] if number <= len(plain) else ""):
                if _mends(source, number, changed, line):
                    return sentence, number
    return "", line


def _goes_on(lines: list[str], number: int) -> bool:
    """Return whether the quotation mark that a line opens is closed in a later one."""
    mark = next((one for one in "\"'" if lines[number - 1].count(one) % 2), "")
    return bool(mark) and any(one.count(mark) % 2 for one in lines[number:])


def _brackets(signs: Signs) -> tuple[str, int] | None:
    if signs.wrong:
        sign, at, opened = signs.wrong
        if not opened:
            return f"the bracket `{sign}` closes nothing: there is one too many, or the one that opens is missing.", at
        return f"`{opened}` is closed with `{sign}`, and it needs `{CLOSES[opened]}`.", at
    if signs.open:
        sign, at = signs.open[-1]
        return f"the bracket `{sign}` is not closed: a `{CLOSES[sign]}` is missing.", at
    return None


def _indentation(lines: list[str], line: int, fault: SyntaxError) -> str:
    if isinstance(fault, TabError):
        return "the spaces at the beginning of lines are partly tabs. Begin each line with spaces, four a step."
    here = lines[line - 1] if line <= len(lines) else ""
    above = next((one for one in lines[: line - 1][::-1] if one.strip() and not one.lstrip().startswith("#")), "")
    own, before = (len(one) - len(one.lstrip()) for one in (here, above))
    if scan(above).plain.rstrip().endswith(":") and own <= before:
        return (
            f"after `{cut(above.strip(), 50)}` the next line has to begin further to the right, with four spaces more."
        )
    if own > before:
        return (
            f"this line begins with {own} spaces, and the one above with {before}: it stands too far to the right."
            " Lines that belong together begin at the same place."
        )
    return (
        f"this line begins with {own} spaces, at which no line above begins. Lines that belong together begin at the"
        " same place."
    )


def _out_of_place(here: str) -> str:
    """Return what to say of a line that can be read, and stands where it may not."""
    word = re.match(r"\s*(\w+)", here)
    if word and word[1] == "return":
        return (
            "`return` belongs in a function, and here it stands outside of one. Should this line begin further to the"
            " right?"
        )
    if word and word[1] in ("break", "continue"):
        return (
            f"`{word[1]}` belongs in a loop, and here it stands outside of one. Should this line begin further to the"
            " right?"
        )
    return ""


def _parses(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def _mends(source: str, line: int, changed: str, stopped: int = 0) -> bool:
    """Return whether the cell can be read with the line changed, or at least beyond where Python stopped."""
    lines = source.split("\n")
    lines[line - 1] = changed
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse("\n".join(lines))
        except IndentationError as fault:
            # A block that is still to be written: the line itself is read.
            return (fault.lineno or 0) > max(stopped, line)
        except SyntaxError as fault:
            return (fault.lineno or 0) > max(stopped, line)
        except (ValueError, RecursionError, MemoryError):
            return False
    return True
