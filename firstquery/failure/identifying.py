"""What in a failure note may tell who is meant: a person, a company, an amount of money. Nobody can be sure by a form
of words alone, so these are questions, asked before a note leaves her computer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.failure.people import FIRST_NAMES, NOT_A_NAME
from firstquery.privacy.common import FIRST_NAMES_TOO, common

_LEGAL = r"(?:Corp(?:oration)?|AG|Ltd|Limited|Inc|GmbH|LLC|LLP|PLC|plc|SARL|S\.A|B\.?V|SE|KG|Oyj?|AB|SpA|Pty)"
_COMPANY = re.compile(rf"\b((?:[A-Z][\w&’'-]*,?\s+){{1,3}}){_LEGAL}\b")
_PAIR = re.compile(r"\b([A-ZÀ-Þ][a-zà-ÿ]+)[ \t]+([A-ZÀ-Þ][a-zà-ÿ]+(?:[-’'][A-ZÀ-Þ]?[a-zà-ÿ]+)?)\b(?!['’]t)")
_FIRST = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+\b")
_SIZE = r"(?:k|m|mn|bn|thousand|million|billion)"
_NUMBER = r"\d(?:[\d.,’' ]*\d)?"
_SIGN = r"(?:EUR|GBP|CHF|euros?|pounds?|francs?|€|£)"
_DOLLARS = r"(?:(?:US|CA)?\$|USD|CAD|(?:US\s|Canadian\s)?dollars?)"
# Kestrel's money is in dollars: of those, the large amounts that are written short are asked about alone.
_MONEY = re.compile(
    rf"(?<![\w.])(?:{_SIGN}\s?{_NUMBER}(?:\s?{_SIZE})?|{_DOLLARS}\s?{_NUMBER}\s?{_SIZE}"
    rf"|{_NUMBER}\s?(?:{_SIZE}\s?)?{_SIGN}|{_NUMBER}\s?{_SIZE}\s?{_DOLLARS})(?!\w)",
    re.IGNORECASE,
)
_SQL = """
select from where and or not in as on join left right inner outer full group order by having limit with union all
count sum avg min max case when then else end null distinct between like values insert update delete
"""
# Parts of names of things and places that a leader writes with capitals.
_THINGS = """
new york san los angeles united states kingdom north south east west northeast northwest southeast southwest city
annual quarterly monthly weekly board pack committee team head office chief executive officer vice president
managing director power query sheets google microsoft first start here data week sql excel failure note question
customer customers revenue finance sales marketing product support engineering operations legal total net gross
solo crew fleet basic pro kestrel python
"""
_NO_NAME = frozenset(word.lower() for word in NOT_A_NAME) | frozenset((_THINGS + _SQL).split())


def questions(text: str) -> list[str]:
    """A question for each thing in ``text`` that may tell who is meant; each is asked once."""
    return list(dict.fromkeys(_asked(text[:20_000])))


def _asked(text: str) -> Iterator[str]:
    told: list[tuple[int, int]] = []
    for one in _COMPANY.finditer(text):
        words = one[1].replace(",", " ").split()
        while words and words[0].lower() in _NO_NAME - {"new", "north", "south", "east", "west", "first"}:
            words = words[1:]
        if words:
            told.append(one.span())
            start = one[0].index(words[0])
            yield f"“{' '.join(one[0][start:].split())}” may be a company. If so, write: a company, a customer."
    for pair in _PAIR.finditer(text):
        if _is_person(pair, text) and not _inside(pair.start(), told):
            told.append(pair.span())
            yield f"“{' '.join(pair[0].split())}” may be a person. If so, write: a colleague, a customer."
    for word in _FIRST.finditer(text):
        low = word[0].lower()
        if low in FIRST_NAMES and low not in FIRST_NAMES_TOO | _NO_NAME | common() and not _inside(word.start(), told):
            yield f"“{word[0]}” may be a person. If so, write: a colleague, a customer."
    for money in _MONEY.finditer(text):
        yield f"“{money[0].strip()}” is an amount of money. May the others know it?"


def _inside(at: int, places: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in places)


def _is_person(pair: re.Match[str], text: str) -> bool:
    """Two words with capitals: a known first name before any, or within a sentence two that are no words of one."""
    first, last = pair[1].lower(), pair[2].lower()
    if last in _NO_NAME or first in _NO_NAME:
        return False
    if first in FIRST_NAMES:
        return True
    begins = re.search(r"(?:^|[.!?:\n])[\s\"'“‘(*-]*$", text[: pair.start()]) is not None
    usual = first in common() or last in common() or re.search(r"(?:ing|tion|ment|ity|ly)$", first + " " + last)
    return not begins and not usual
