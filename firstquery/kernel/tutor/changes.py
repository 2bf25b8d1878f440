"""The ways in which a line is often meant otherwise, each with what to say of it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

Change = tuple[str, str]  # the line as it would be, and the sentence
_OPENS = ("if", "elif", "else", "for", "while", "def", "with", "try", "except", "finally", "class")
_WRITTEN = {"=>": ">=", "=<": "<=", "<>": "!=", "&&": "and", "||": "or", "=!": "!=", "===": "=="}


def changes(text: str, plain: str) -> Iterator[Change]:
    """Return the ways in which a line is often meant otherwise, each with what to say where it then can be read."""
    bare = plain.rstrip()
    first = re.match(r"\s*(\w+)", bare)
    word = first[1] if first else ""
    code = text[: len(bare)]
    if re.search(r"\belse\s+if\b", bare):
        yield re.sub(r"\belse\s+if\b", "elif", text), "`else if` is written as one word in Python: `elif`."
    if word in _OPENS and not bare.endswith(":"):
        yield code + ":" + text[len(bare) :], f"a colon is missing at the end: `{cut(code.strip(), 50)}:`."
        if match := re.fullmatch(r"(\s*def\s+\w+)\s*:?", bare):
            yield f"{match[1]}():", "a function has round brackets after its name, even when they are empty."
    if word == "def" and (match := re.fullmatch(r"(\s*def\s+\w+)\s*:", bare)):
        yield f"{match[1]}():", "a function has round brackets after its name, even when they are empty."
    for wrong, right in _WRITTEN.items():
        if wrong in plain:
            yield text.replace(wrong, right), f"the sign `{wrong}` is written `{right}` in Python."
    if match := re.match(r"(\s*)(print|display)\s+(\S.*)", code):
        yield (
            f"{match[1]}{match[2]}({match[3]})",
            f"`{match[2]}` needs round brackets: `{match[2]}({cut(match[3], 40)})`.",
        )
    if match := re.match(r"(\s*)import\s+(.+?)\s+from\s+(\S+)$", code):
        turned = f"from {match[3]} import {match[2]}"
        yield match[1] + turned, f"the library comes first: `{turned}`."
    if match := re.match(r"(\s*)(\w+)\s*=(?!=)", bare):
        if keyword.iskeyword(match[2]):
            yield (
                text.replace(match[2], "name", 1),
                f"`{match[2]}` is a word of Python's own, and no name for a thing of yours. Take another.",
            )
        if match[2][0].isdigit() and not match[2].isdigit():
            yield (
                text.replace(match[2], "name", 1),
                f"a name does not begin with a figure: `{match[2]}`. Begin it with a letter.",
            )
    if match := re.match(r"\s*([^\W\d]\w*(?:-\w+)+)\s*=(?!=)", bare):
        right = match[1].replace("-", "_")
        yield text.replace(match[1], right, 1), f"a name has no hyphen in it. Write `{right}` in place of `{match[1]}`."
    if bare.endswith("=") and not bare.endswith("=="):
        yield code + " 0", "after the `=` stands nothing."
    if found := re.search(r"(?<![\w.])\d{4}-\d\d-\d\d(?!\w)", plain):
        yield (
            text.replace(found[0], f'"{found[0]}"'),
            f'a date is written as a text, in quotation marks: `"{found[0]}"`.',
        )
    if found := re.search(r"(?<![\w.])(\d{1,3})( \d{3})+(?!\w)", plain):
        yield (
            text.replace(found[0], found[0].replace(" ", "")),
            f"a number has no spaces in it: `{found[0].replace(' ', '_')}`, or without the `_`.",
        )
    if found := re.search(r"\d(\s?[%€])|([$€£])\d", plain):
        sign = (found[1] or found[2]).strip()
        yield text.replace(sign, "", 1), f"a number stands without `{sign}`, in figures alone."
    if "++" in plain or "--" in plain:
        yield re.sub(r"\+\+|--", "+= 1", text), "one more is written `+= 1` in Python, and one less `-= 1`."
    yield from _equals(text, plain)
    yield from _commas(text, plain)


def _equals(text: str, plain: str) -> Iterator[Change]:
    """Return the line with `==` for `=`, with its named values last, or with a name left of the `=`."""
    signs = [one.start() for one in re.finditer(r"(?<![=!<>:+\-*/%&|^])=(?!=)", plain)]
    if re.search(r"\w\s*=(?!=)[^=,]*,\s*[^=,]+(?:\)|,)", plain) and "(" in text:
        opens = text.index("(")
        without = re.sub(r"(?<=[(,\s])\w+\s*=(?!=)\s*", "", text[opens:])
        yield text[:opens] + without, "in the brackets, values with a name (`name=…`) come after those without one."
    for at in signs:
        before = plain[:at]
        if found := re.search(r"\.(loc|iloc|at|iat)\((.*)\)\s*$", text[:at]):
            yield (
                f"{text[: found.start()]}.{found[1]}[{found[2]}] {text[at:]}",
                f"a place in a table stands in square brackets: `.{found[1]}[{cut(found[2], 40)}]`.",
            )
        depth = sum(before.count(one) for one in "([{") - sum(before.count(one) for one in ")]}")
        if (
            not depth
            and re.match(r"\s*(\w+)", plain)
            and not re.match(r"\s*(if|elif|while|assert|return|else)\b", plain)
        ):
            side = text[:at].strip()
            yield (
                f"name {text[at:]}",
                f"left of the `=` stands a name, or a place in a table, and `{cut(side, 40)}` is none.",
            )
        left = re.search(r"([\w.\"'\[\]()]+)\s*$", text[:at])
        said = f"one `=` gives a name to a thing; to compare, write two: `{cut(left[1] if left else '…', 40)} == …`."
        yield f"{text[:at]}=={text[at + 1 :]}", said
    for found in re.finditer(r"\b[fF]([\"'])(.*?)\1", text):
        if found[2].count("{") == found[2].count("}") + 1:
            yield (
                f"{text[: found.end() - 1]}}}{text[found.end() - 1 :]}",
                "in the text with `f`, a `{` is not closed: a `}` is missing.",
            )


def _commas(text: str, plain: str) -> Iterator[Change]:
    """Return the line with a comma where two things stand side by side in brackets, or a semicolon between them."""
    for found in re.finditer(";", plain):
        said = "between two things in brackets stands a comma, and no `;`."
        yield f"{text[: found.start()]},{text[found.end() :]}", said
    for found in re.finditer(r"(?<=[\w)\]}])(\s+)(?=[\w(\[{])|(?<=[)\]}s])()(?=s|\b\w)", plain):
        left = re.search(r"\S+$", text[: found.start()])
        right = re.match(r"\S+", text[found.end() :])
        if not left or not right or keyword.iskeyword(left[0]) or keyword.iskeyword(right[0].rstrip("):,")):
            continue
        said = f"a comma or a sign is missing between `{cut(left[0], 30)}` and `{cut(right[0], 30)}`."
        before = plain[: found.start()]
        if sum(before.count(one) for one in "([{") > sum(before.count(one) for one in ")]}"):
            yield f"{text[: found.start()]}, {text[found.end() :]}", said


def cut(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
