"""Dates, weekdays and times as people write them. What has two meanings is asked about and never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterator

from firstquery.sentence import Sentence, shown

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name)[1:]
FIRST_YEAR, LAST_YEAR = 2000, 2100
LIKE = 0.75

# English first; then German, French, Spanish, Italian, Portuguese and Dutch, without their accents.
_WORDS = (
    "monday montag lundi lunes lunedi segunda maandag",
    "tuesday dienstag mardi martes martedi terca dinsdag",
    "wednesday mittwoch mercredi miercoles mercoledi quarta woensdag",
    "thursday donnerstag jeudi jueves giovedi quinta donderdag",
    "friday freitag vendredi viernes venerdi sexta vrijdag",
    "saturday samstag sonnabend samedi sabado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?(\d{2})?\s*(am|pm|h|uhr|o'?clock)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\s+([a-z]+)|([a-z]+)\s+(\d{1,2}))\s+(\d{4})")


def date(said: object, what: str, today: dt.date) -> dt.date:
    """The day that ``said`` means; ``what`` names it in a sentence (*start*). Raises Sentence."""
    if isinstance(said, dt.date):
        return said.date() if isinstance(said, dt.datetime) else said
    text = re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,.](?=\s)|\bof\b", "", str(said).strip().lower())
    text = " ".join(text.split())
    if text in ("today", "tomorrow"):
        return today + dt.timedelta(days=text == "tomorrow")
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), what)
    if found := _DAY_FIRST.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        if "." in text or first > 12:
            return _day(year, second, first, what)
        if second > 12 or first == second:
            return _day(year, first, second, what)
        raise Sentence(
            f"{shown(said)} is two days: {first} {MONTHS[second - 1]} or {second} {MONTHS[first - 1]}. Write the year "
            f"first, then month and day: {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}."
        )
    if found := _NAMED.fullmatch(text):
        name = found[2] or found[3]
        months = [number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name) and len(name) > 2]
        if len(months) == 1:
            return _day(int(found[5]), months[0], int(found[1] or found[4]), what)
    raise Sentence(
        f"The {what} is a day, written as year, month, day: {today.isoformat()}. {shown(said)!r} is not one."
    )


def dates(said: object, today: dt.date) -> Iterator[dt.date]:
    """The days of one ``--skip``: a day, or a first and a last one, as in ``2026-12-21..2027-01-02``."""
    first, last = re.split(r"\.\.+|…|\s+to\s+", str(said), maxsplit=1) if _is_a_range(said) else (said, said)
    begin, end = date(first, "day to skip", today), date(last, "day to skip", today)
    if end < begin or (end - begin).days > 366:
        raise Sentence(f"Days to skip go from the first to the last, within a year. {shown(said)!r} does not.")
    return (begin + dt.timedelta(days=day) for day in range((end - begin).days + 1))


def weekday(said: object) -> tuple[int, str]:
    """0 for Monday to 6 for Sunday, and a note where the spelling was another. Raises Sentence."""
    text = _letters(said)
    for number, words in enumerate(_WORDS):
        if text in words.split() or text == words.split()[0] + "s":
            return number, ""
    beginnings = {number for number, words in enumerate(_WORDS) for word in words.split() if word.startswith(text)}
    in_english = {number for number, day in enumerate(DAYS) if day.lower().startswith(text)}
    for found in (in_english, beginnings):
        if len(text) > 1 and len(found) == 1:
            return found.pop(), ""
    if len(text) > 1 and beginnings:
        raise Sentence(f"{shown(said)!r} could be {_or(sorted(beginnings))}. Write the day in full.")
    likeness = [max(difflib.SequenceMatcher(None, word, text).ratio() for word in words.split()) for words in _WORDS]
    best = max(likeness)
    close = [number for number, ratio in enumerate(likeness) if ratio >= max(LIKE, best - 0.08)]
    if len(close) == 1:
        return close[0], f"{shown(said)!r} is taken for {DAYS[close[0]]}."
    if close:
        raise Sentence(f"{shown(said)!r} could be {_or(close)}. Write the day in full.")
    raise Sentence(f"The weekday is one of {', '.join(DAYS)}. {shown(said)!r} is none of them.")


def time(said: object) -> tuple[dt.time, str]:
    """The local time, and a note where it was read with a guess. Raises Sentence."""
    if isinstance(said, dt.time):
        return said.replace(second=0, microsecond=0, tzinfo=None), ""
    text = str(said).strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
    text = {"noon": "12:00", "midday": "12:00", "midnight": "0:00"}.get(text, text)
    found = _TIME.fullmatch(text)
    if not found or (found[2] and found[3]):
        raise Sentence(
            f"The time is written as hours and minutes, 00:00 to 23:59, as in 09:30. {shown(said)!r} is not."
        )
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), found[4] or ""
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise Sentence(f"With {half} the hours go from 1 to 12. Write {hour:02}:{minute:02}, or another hour.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Sentence(f"A day has the times 00:00 to 23:59, and {shown(said)!r} is none of them.")
    morning = not half and hour <= 12 and not found[2] and not found[3] and text[0] != "0"
    note = f"{shown(said)} is taken for {hour:02}:{minute:02}. Another time is written as 21:00 or 9 pm."
    return dt.time(hour, minute), note if morning else ""


def minutes(said: object) -> int:
    """How long an hour is: 15 to 480 minutes."""
    text = str(said).strip().lower().removesuffix("minutes").removesuffix("min").strip()
    if not text.isdecimal() or not 15 <= int(text) <= 480:
        raise Sentence(
            f"An hour of the course takes 15 to 480 minutes, and 60 when nothing is said, not {shown(said)}."
        )
    return int(text)


def _is_a_range(said: object) -> bool:
    return isinstance(said, str) and bool(re.search(r"\.\.|…|\sto\s", said))


def _day(year: int, month: int, day: int, what: str) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Sentence(f"The {what} is in the years {FIRST_YEAR} to {LAST_YEAR}, not in {year}.")
    if not 1 <= month <= 12:
        raise Sentence(f"There is no month {month}. A day is written as year, month, day: {year}-01-31.")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise Sentence(f"There is no {day} {MONTHS[month - 1]} {year}: that month has {length} days.")
    return dt.date(year, month, day)


def _letters(said: object) -> str:
    """Small letters without accents; ``segunda-feira`` is ``segunda``."""
    text = unicodedata.normalize("NFKD", str(said).strip().casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return re.sub(r"[^a-z]", "", re.sub(r"[\s-]+feira$", "", text))


def _or(numbers: list[int]) -> str:
    names = [DAYS[number] for number in numbers]
    return f"{', '.join(names[:-1])} or {names[-1]}"
