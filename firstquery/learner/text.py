"""Times, dates and short lists in plain English, the same on every computer whatever language it is set to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def count(number: int, one: str, more: str = "") -> str:
    """``1 week``, ``2 weeks``."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def join_words(words: Sequence[object]) -> str:
    """``3``, ``3 and 5``, ``3, 5 and 6``."""
    texts = [str(word) for word in words]
    return " and ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def duration(time: dt.timedelta, *, short: bool = False) -> str:
    """To the minute: ``1 hour 5 minutes``, or ``1 h 5 min`` for a column. Empty for no time at all."""
    if time <= dt.timedelta():
        return ""
    minutes = max(1, round(time.total_seconds() / 60))
    hours, minutes = divmod(minutes, 60)
    words = ("{} h", "{} min") if short else (count(hours, "hour"), count(minutes, "minute"))
    parts = [word.format(number) for number, word in zip((hours, minutes), words, strict=True) if number]
    return " ".join(parts)


def day_of(day: dt.date) -> str:
    """``13 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def date(moment: dt.date, now: dt.date | None = None) -> str:
    """``Tuesday 3 November``, with the year where it is not that of ``now``."""
    day = f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"
    return day if now is not None and moment.year == now.year else f"{day} {moment.year}"


def ago(time: dt.timedelta) -> str:
    """``12 days ago``, from three weeks on in weeks, from three months on in months, from two years on in years."""
    days = time.days
    if days < 21:
        return f"{count(days, 'day')} ago"
    if days < 90:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"
