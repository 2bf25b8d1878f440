"""Bank accounts (IBAN) and payment cards: a number that has the right check digits is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.privacy.finding import Span

_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\w.,-])(?:3[47]\d{2}[ -]?\d{6}[ -]?\d{5}|[2456]\d{3}(?:[ -]?\d{4}){3})(?![\w-]|[.,]\d)")


def find(text: str) -> Iterator[Span]:
    """Every IBAN and every card number whose check digits are right."""
    for one in _IBAN.finditer(text):
        if _mod_97(one[0].replace(" ", "")):
            yield Span("bank", *one.span())
    for one in _CARD.finditer(text):
        if _luhn([int(sign) for sign in one[0] if sign.isdigit()]):
            yield Span("bank", *one.span())


def _mod_97(number: str) -> bool:
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1


def _luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0
