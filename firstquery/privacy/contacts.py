"""E-mail addresses, phone numbers, bank accounts and cards, and home folders, whose names are a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.privacy.detection import Span

_EMAIL = re.compile(
    r"(?<![\w.+%/@-])[\w+%][\w.+%&'-]{0,63}(?<![.'])@(?:[\w](?:[\w-]{0,61}\w)?\.){1,6}(?P<top>[^\W\d_]{2,24})(?![\w@(])"
)
_AT, _DOT = r" {0,2}(?:[(\[{]at[)\]}]|\bat\b) {0,2}", r" {0,2}(?:[(\[{]dot[)\]}]|\bdot\b|\.) {0,2}"
_TOP = "com|org|net|edu|gov|io|ai|co|uk|eu|de|fr|es|it|nl|ch|at|be|ca|us|mx|br|in|au|nz|za|ie|info|app|dev"
_SPELT = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,24}}){{0,3}}{_DOT}(?:{_TOP})\b", re.IGNORECASE
)
# Attributes after a product of two tables, as in a@b.values; and git's own user.
_NO_TOP = {"values", "iloc", "loc", "shape", "dot", "sum", "mean"}
_URL = re.compile(r"://[^\s/@]*$")  # what stands before @ there is a user, of a database or a page

# A folder of a person's: as Linux, macOS and Windows have it, the last also as Python writes it, with \\\\.
_NAME = r"(?P<name>[^\s/\\:\"'<>|()`,;]+)"
_HOME = re.compile(r"(?:(?<![\w./\\:-])|(?<=file://))(?:/home|/Users)/" + _NAME)
_WINDOWS = re.compile(r"(?<!\w)[a-z]:[\\/]{1,2}users[\\/]{1,2}" + _NAME, re.IGNORECASE)
_NOBODY = {"shared", "public", "default", "you", "user", "username", "runner", "jovyan", "name", "yourname", "..."}

# Where a number without a country's code is looked for; those with one are found all the same.
_COUNTRIES = ("US", "GB", "FR", "DE")
_MOST = 2000  # numbers that are none; a table of numbers is looked at no further
_PLAIN = re.compile(r"\d+(?:\.\d+)?")  # any number
_SURELY = re.compile(
    r"\b(?:phone|telephone|tel|mobile|whatsapp|call me (?:at|on)|number is)[.: ]{1,3}(?P<number>\d[\d .-]{5,15}\d)",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w.,-])(?:3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|[2456]\d{3}(?:[ -]?\d{4}){3})(?![\w-]|[.,]\d)")


def find(text: str) -> Iterator[Span]:
    """Every address, number and home folder (up to the name)."""
    yield from _addresses(text)
    yield from _phones(text)
    for one in _IBAN.finditer(text):
        if _mod_97(one[0].replace(" ", "")):
            yield Span("bank", *one.span())
    for one in _CARD.finditer(text):
        if _luhn([int(sign) for sign in one[0] if sign.isdigit()]):
            yield Span("bank", *one.span())
    for one in (*_HOME.finditer(text), *_WINDOWS.finditer(text)):
        if one["name"].lower() not in _NOBODY and not one["name"].startswith(("{", "$", "<")):
            yield Span("path", *one.span())


def _addresses(text: str) -> Iterator[Span]:
    for one in _EMAIL.finditer(text):
        is_of_a_server = _URL.search(text[max(0, one.start() - 150) : one.start()])
        if one["top"] not in _NO_TOP and not one[0].startswith("git@") and not is_of_a_server:
            yield Span("email", *one.span())
    for one in _SPELT.finditer(text):
        yield Span("email", *one.span())


def _phones(text: str) -> Iterator[Span]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    for country in _COUNTRIES:
        for match in PhoneNumberMatcher(text, country, leniency=Leniency.STRICT_GROUPING, max_tries=_MOST):
            if not _PLAIN.fullmatch(match.raw_string):
                yield Span("phone", match.start, match.end)
    for one in _SURELY.finditer(text):
        yield Span("phone", *one.span("number"))


def _mod_97(number: str) -> bool:
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def _luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0
