"""Phone numbers as people write them, told apart from dates, amounts, numbers of invoices and numbers in SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.privacy.finding import Span

# A run of digits as a phone number is written; the library says whether there is one in it.
_RUN = re.compile(r"(?<![\w.,#$€£=+-])(?:\+|\()?\d(?:[ \u00a0().\-–/]{0,3}\d){6,14}(?![\w%]|[.,]\d)")
_NORTH_AMERICA = re.compile(r"(?:1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])\d{3}[-. ]\d{4}")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?: \d{1,2})?")
_WORD = re.compile(
    r"\b(?:phone|telephone|tel|telefon|téléphone|teléfono|call|ring|text|cell|mobile|handy|whatsapp|fax|sms"
    r"|reach (?:me|us|her|him)|(?:my|her|his|our) number)\b"
    r"[^\d+\n]{0,25}$",
    re.IGNORECASE,
)
# Where a number without a country begins with 0, and where it does not.
_WITH_NOUGHT = ("GB", "FR", "DE", "AU", "CH", "AT", "NL", "BE", "IT", "SE", "IE", "ZA", "IN", "NG", "KE", "NZ", "JP")
_WITHOUT = ("US", "ES", "PT", "PL", "IN", "SG", "DK", "NO", "BR", "MX", "AE", "HK")
# Right before a number these tell it, even where no country has such a one, as 555-0128.
_SURELY = re.compile(
    r"\b(?:phone|telephone|tel|call|mobile)(?: (?:number|no|is|at|me at|us at))?[.: ]{1,3}$", re.IGNORECASE
)
_MOST = 2000  # runs; a table of numbers is looked at no further


def find(text: str) -> Iterator[Span]:
    """Every phone number that is written as one: with +, with an area code, or after a word such as *call*."""
    for count, run in enumerate(_RUN.finditer(text)):
        if count >= _MOST:
            return
        yield from _in_run(text, run)


def _in_run(text: str, run: re.Match[str]) -> Iterator[Span]:
    said = run[0]
    regions = _regions(text, run)
    if not regions or _DATE.fullmatch(said) or _counted(said):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for region in regions:
        for match in PhoneNumberMatcher(said, region, leniency=Leniency.VALID):
            yield Span("phone", run.start() + match.start, run.start() + match.end)
            return
    if _SURELY.search(text[max(0, run.start() - 45) : run.start()]):
        yield Span("phone", *run.span())


def _regions(text: str, run: re.Match[str]) -> tuple[str | None, ...]:
    """The countries whose numbers may be written like this; none where it is no way to write a phone number."""
    said = run[0]
    if said.startswith(("+", "(+")):
        return (None,)
    if said.startswith("00"):
        return ("GB",)
    if _NORTH_AMERICA.fullmatch(said):
        return ("US",)
    if _WORD.search(text[max(0, run.start() - 45) : run.start()]):
        return (*_WITH_NOUGHT, *_WITHOUT)
    return _WITH_NOUGHT if said.lstrip("(").startswith("0") else ()


def _counted(said: str) -> bool:
    """Whether it is a list of figures, such as 0 1 2 3 4 5 6, or a number such as 0.123456."""
    return re.match(r"0\.\d{3}", said) is not None or sum(len(part) == 1 for part in re.split(r"\D+", said)) >= 4
