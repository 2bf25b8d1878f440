"""Numbers that are written in English words: eighty-six, eleven and a half, two thirds, a dozen, minus three.

No library reads these five: text2num, number-parser and word2number know neither halves nor dozens, and ovos-number-
parser makes 3.4 of three point four million. text2num 3 is compiled, too, so that a browser's kernel cannot have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_UNITS = {word: number for number, word in enumerate(f"{_SMALL} seventeen eighteen nineteen".split())}
_UNITS |= {"nought": 0, "nil": 0}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_LARGE = {"hundred": 100, "dozen": 12, **_SCALES}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PARTS |= {f"{word}s": number for word, number in _PARTS.items()} | {"halves": 2}
_MINUS = {"minus", "negative"}
#: Before or behind these, "one" counts nothing: no one, this one, one should.
_BEFORE_PRONOUN = re.compile("no|this|that|the|each|every|any|some|which|another|other|more|next|last|first|only")
_BEHIND_PRONOUN = re.compile("another|should|can|could|may|must|might|would|who|which|that")
_NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,15}(?:\.\d{1,9})?")
_TOKEN = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)")
_APART = re.compile(r"[ \t\n\u00a0\u202f]+|[ \u00a0]?[-\u2010-\u2013\u2212][ \u00a0]?|,[ \u00a0\n]+")


@dataclass(frozen=True)
class SpokenNumber:
    """A number in words: as it is written, what it means, and half a unit of its last place.

    ``is_part`` is that of a fraction alone, such as two thirds: it may be said of a percentage as well.
    """

    text: str
    value: float
    half: float
    is_part: bool = False


def spoken_numbers(text: str) -> Iterator[SpokenNumber]:
    """Each number of the text that is written in words, in part at least: "3 dozen" is, "3 million" is not."""
    tokens = list(_TOKEN.finditer(text))
    ends = [len(tokens)] * len(tokens)  # for each token the end of what stands together with it
    for at in range(len(tokens) - 2, -1, -1):
        ends[at] = ends[at + 1] if _are_joined(text, tokens[at], tokens[at + 1]) else at + 1
    at = 0
    while at < len(tokens):
        found = _Reader(text, tokens, at, ends[at]).number()
        if found is not None:
            yield found[0]
        at = found[1] if found else at + 1


def spoken_number(text: str) -> float | None:
    """The number that the whole text is, in words; None where it is none."""
    found = list(spoken_numbers(text))
    whole = " ".join(text.split()).strip(" .")
    return found[0].value if len(found) == 1 and " ".join(found[0].text.split()) == whole else None


def _are_joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether a number may go on from one token to the next: no full stop is between them, a comma behind thousand."""
    between = text[left.end() : right.start()]
    return bool(_APART.fullmatch(between)) and ("," not in between or left[0].casefold() in _SCALES)


class _Reader:
    """Reads one number from the token ``start`` on, before ``most``. ``end`` is the token behind what was read."""

    def __init__(self, text: str, tokens: list[re.Match[str]], start: int, most: int) -> None:
        self.text, self.tokens, self.start, self.end, self.most = text, tokens, start, start, most
        self.is_spoken = False

    def word(self, ahead: int = 0) -> str:
        """The word there, in lower case; empty where nothing goes on with what was read."""
        at = self.end + ahead
        return self.tokens[at][0].casefold() if at < self.most else ""

    def number(self) -> tuple[SpokenNumber, int] | None:
        sign = 1
        if self.word() in _MINUS:
            sign, self.end = -1, self.end + 1
        found = self._amount()
        if found is None or not self.is_spoken or self._is_pronoun():
            return None
        value, half, is_part = found
        first, last = self.tokens[self.start], self.tokens[self.end - 1]
        return SpokenNumber(self.text[first.start() : last.end()], sign * value, half, is_part), self.end

    def _amount(self) -> tuple[float, float, bool] | None:
        """A number with its fraction and its scale: (what it means, half a unit of its last place, is it a part)."""
        part = self._part()
        if part is not None:
            scale = self._scale_of_part()
            return part * scale, 0.05 * scale if scale >= 1_000 else 0.5, scale == 1
        whole = self._whole()
        if whole is None:
            return None
        value, unit = whole
        half = 0.5 * unit
        if self.word() == "point" and self.word(1) in _UNITS:
            self.end += 1
            digits = ""
            while (word := self.word()) in _UNITS and _UNITS[word] < 10:
                digits, self.end = digits + str(_UNITS[word]), self.end + 1
            value, half = value + float(f"0.{digits or 0}"), 0.5 * 10.0 ** -len(digits)
        elif self.word() == "and":
            self.end += 1
            part = self._part()
            if part is None:
                self.end -= 1
            else:
                value, half = value + part, 0.05
        if self.word() in {*_SCALES, "dozen"}:
            scale = _LARGE[self.word()]
            self.is_spoken |= self.word() == "dozen"
            value, half, self.end = value * scale, 0.5 if scale == 12 else half * scale, self.end + 1
        return value, half, False

    def _part(self) -> float | None:
        """A fraction: half, a quarter, two thirds, 3 quarters. A third by itself is an ordinal."""
        if self.word() == "half":
            self.end, self.is_spoken = self.end + 1, True
            return 0.5
        above = 1 if self.word() in ("a", "an") else _UNITS.get(self.word()) or self._numeral()
        if not above or self.word(1) not in _PARTS:
            return None
        value = above / _PARTS[self.word(1)]
        self.end, self.is_spoken = self.end + 2, True
        return value

    def _scale_of_part(self) -> int:
        """The scale of half a million, half a dozen and a quarter of a million; 1 where none follows."""
        ahead = 1 if self.word() == "of" else 0
        if self.word(ahead) in ("a", "an") and self.word(ahead + 1) in _LARGE:
            scale = _LARGE[self.word(ahead + 1)]
            self.end += ahead + 2
            return scale
        return 1

    def _whole(self) -> tuple[float, float] | None:
        """A number such as one thousand seven hundred and six, and its last unit: a thousand in eighty thousand."""
        total, last, unit = 0.0, float("inf"), 1.0
        while True:
            before = self.end
            if total and self.word() == "and":
                self.end += 1
            value = self._below_thousand()
            scale = _SCALES.get(self.word(), 1)
            if value is None or scale >= last or (total and value >= last):
                self.end = before
                return (total, unit) if before > self.start and last < float("inf") else None
            total, last, unit = total + value * scale, scale, float(scale)
            self.end += scale > 1
            if scale == 1:
                return total, unit

    def _below_thousand(self) -> float | None:
        """86, or with a hundred 186 and 1,700; a scale may follow."""
        if self.word() in ("a", "an") and self.word(1) in _LARGE:
            self.end, value = self.end + 1, 1.0
            self.is_spoken = True
        elif (small := self._below_hundred()) is not None:
            value = small
        elif (numeral := self._numeral()) is not None:
            self.end += 1
            return numeral
        else:
            return None
        if self.word() != "hundred":
            return value
        self.end += 1
        joined = self.word() == "and"
        self.end += joined
        rest = self._below_hundred()
        self.end -= joined and rest is None
        return value * 100 + (rest or 0)

    def _below_hundred(self) -> float | None:
        word = self.word()
        if word not in _UNITS and word not in _TENS:
            return None
        self.end, self.is_spoken = self.end + 1, True
        if word in _UNITS:
            return float(_UNITS[word])
        unit = _UNITS.get(self.word(), 0)
        if not 0 < unit < 10 or self.word(1) in _PARTS:
            return float(_TENS[word])
        self.end += 1
        return float(_TENS[word] + unit)

    def _numeral(self) -> float | None:
        word = self.word()
        return float(word.replace(",", "")) if _NUMERAL.fullmatch(word) else None

    def _is_pronoun(self) -> bool:
        if self.end != self.start + 1 or self.tokens[self.start][0].casefold() != "one":
            return False
        before = self.tokens[self.start - 1][0].casefold() if self.start else ""
        return bool(_BEFORE_PRONOUN.fullmatch(before) or _BEHIND_PRONOUN.fullmatch(self.word()))
