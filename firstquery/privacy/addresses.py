"""E-mail addresses, also those that are written out, and home folders, whose names are a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.privacy.finding import Span

_EMAIL = re.compile(
    r"(?<![\w.+%/@-])[\w+%][\w.+%'-]{0,63}(?<![.'])@(?:[\w](?:[\w-]{0,61}\w)?\.){1,6}(?P<top>[^\W\d_]{2,24}|xn--[\w-]+)(?![\w@(])"
)
_MAILTO = re.compile(r"(?<=mailto:)[\w.+%'-]{1,64}@[\w.-]{1,200}\w")
_TOP = "com|org|net|edu|gov|io|ai|co|uk|eu|de|fr|es|it|nl|ch|at|be|ca|us|mx|br|in|au|nz|za|ie|info|app|dev"
_SPELT = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} {0,2}(?:\(at\)|\[at\]|\{at\}|\bat\b) {0,2}[\w-]{1,63}"
    rf"(?: {{0,2}}(?:\(dot\)|\[dot\]|\{{dot\}}|\bdot\b) {{0,2}}[\w-]{{2,24}}){{0,3}}"
    rf" {{0,2}}(?:\(dot\)|\[dot\]|\{{dot\}}|\bdot\b) {{0,2}}(?:{_TOP})\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[(\[{]at[)\]}] ?[\w-]{1,63}(?:\.[\w-]{2,24}){1,4}\b", re.IGNORECASE
)
# Attributes after a product of two tables, as in a@b.values; and git's own user.
_NO_TOP = {"values", "iloc", "loc", "shape", "dot", "sum", "mean"}
_NO_ADDRESS = ("git@",)
_URL = re.compile(r"://[^\s/@]*$")  # what stands before @ there is a user, of a database or a page

# A folder of a person's: as Linux, macOS and Windows have it, the last also as Python writes it, with \\\\.
_NAME = r"([^\s/\\:\"'<>|()`,;]+)"
_HOME = re.compile(r"(?<![\w./\\:-])(?:/home/|/Users/)" + _NAME)
_WINDOWS = re.compile(r"(?<!\w)[a-z]:[\\/]{1,2}users[\\/]{1,2}" + _NAME, re.IGNORECASE)
_FILE = re.compile(r"(?<=file://)(?:/home/|/Users/|/[A-Za-z]:/Users/)" + _NAME)
_NOBODY = {"shared", "public", "default", "you", "user", "username", "runner", "jovyan", "name", "yourname", "..."}


def find(text: str) -> Iterator[Span]:
    """Every e-mail address, and every home folder up to the name."""
    if "@" in text:
        for one in _EMAIL.finditer(text):
            of_a_server = _URL.search(text[max(0, one.start() - 150) : one.start()])
            if one["top"] not in _NO_TOP and not one[0].startswith(_NO_ADDRESS) and not of_a_server:
                yield Span("email", *one.span())
        for one in _MAILTO.finditer(text):
            yield Span("email", *one.span())
    for one in (*_SPELT.finditer(text), *_BRACKETED.finditer(text)):
        yield Span("email", *one.span())
    for one in (*_HOME.finditer(text), *_WINDOWS.finditer(text), *_FILE.finditer(text)):
        if one[1].lower() not in _NOBODY and not one[1].startswith(("{", "$", "<")):
            yield Span("path", *one.span())
