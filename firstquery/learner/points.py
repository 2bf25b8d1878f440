"""Points and commas in a number, read as a reader of another country may have written them."""

from __future__ import annotations

import re

_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
# The number of the lesson's own example is told in words.
_IN_WORDS = {"1.500": ("one and a half", "fifteen hundred", "one and a half")}


def ask_about_point(typed: str) -> str:
    """What to ask of a number such as 1.500, which is a thousand for many and a fraction here; empty for any other."""
    text = typed.strip().lstrip("+-−~ ")
    if not _THOUSANDS.fullmatch(text):
        return ""
    number = float(text)
    short = f"{number:.2f}".rstrip("0").rstrip(".")
    about = "" if float(short) == number else "about "
    is_here, large, small = _IN_WORDS.get(text, (about + short, text.replace(".", ","), "the small number"))
    return f"{text} is {is_here} here. Write {text.replace('.', '')} for {large}, {short} for {small}."


def ask_about_comma(whole: str, rest: list[str], how: str) -> str:
    """What to say of a number that a comma has cut in two: decimals, or thousands set apart."""
    if len(rest) == 1 and len(rest[0]) < 3:
        return f"A decimal is written with a point: {whole}.{rest[0]}"
    digits = "".join([whole, *(part.zfill(3) for part in rest)])
    grouped = ",".join([whole, *(part.zfill(3) for part in rest)])
    return f"Python reads a comma as the end of a number. Write {digits} for {grouped}, as in: {how}"
