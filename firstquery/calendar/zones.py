"""A time zone as people name it: its own name, a city, a country. An abbreviation or an offset is asked about."""

from __future__ import annotations

import datetime as dt
import difflib
import importlib.resources
import re
import unicodedata
import zoneinfo
from functools import cache

from firstquery.sentence import Sentence, shown

# What stands in e-mails and meeting requests. Each is one half of a year, or several places.
_SHORT = {
    "et est edt eastern": "America/New_York America/Toronto",
    "ct cst cdt central": "America/Chicago America/Winnipeg",
    "mt mst mdt mountain": "America/Denver America/Phoenix",
    "pt pst pdt pacific": "America/Los_Angeles America/Vancouver",
    "cet cest met mez mesz": "Europe/Paris Europe/Berlin",
    "eet eest": "Europe/Athens Europe/Helsinki",
    "gmt bst wet west": "Europe/London Europe/Lisbon",
    "ist": "Asia/Kolkata Europe/Dublin Asia/Jerusalem",
    "aest aedt aet": "Australia/Sydney Australia/Brisbane",
    "jst": "Asia/Tokyo",
    "sgt": "Asia/Singapore",
    "nzst nzdt": "Pacific/Auckland",
}
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*[+-−]\s*\d{1,2}(?::?\d{2})?", re.IGNORECASE)
_COUNTRIES = {"uk": "gb", "britain": "gb", "greatbritain": "gb", "england": "gb", "usa": "us", "america": "us"}


def zone(said: object) -> tuple[zoneinfo.ZoneInfo, str]:
    """The zone, and a note where it was named by its city or country. Raises Sentence with suggestions."""
    if isinstance(said, zoneinfo.ZoneInfo) and said.key:
        return said, ""
    text = "" if said is None else str(said).strip()
    key = _key(text)
    if not key and not _OFFSET.fullmatch(text):
        raise Sentence("Which time zone? Name a city of it, as in Europe/Paris or America/New_York.")
    if key == "utc":
        return zoneinfo.ZoneInfo("UTC"), ""
    if _OFFSET.fullmatch(text):
        raise Sentence(
            f"{shown(text)!r} says how far the clock is from UTC today, and not when it changes to summer time. Name a "
            "city of the zone, as in Europe/Paris or America/New_York."
        )
    for short, meant in _SHORT.items():
        if key in short.split():
            raise Sentence(
                f"{shown(text)!r} is used in more than one place. Name a city of yours, such as {_or(meant)}."
            )
    names = _names()
    if key in names:
        return zoneinfo.ZoneInfo(names[key]), ""
    places = [name for name in names.values() if _key(name.rpartition("/")[2]) == key] or _of_country(key)
    places = _different(places)
    if len(places) == 1:
        return zoneinfo.ZoneInfo(places[0]), f"{shown(text)!r} is in the time zone {places[0]}."
    close = places or _close(key, names)
    raise Sentence(
        f"{shown(text)!r} is {'more than one time zone' if places else 'no time zone known here'}. "
        + (f"Is it {_or(' '.join(close[:4]))}?" if close else "Name a city of it, as in Europe/Paris.")
    )


@cache
def _names() -> dict[str, str]:
    """The zones that are named after a place, by their name in small letters without signs."""
    return {
        _key(name): name
        for name in sorted(zoneinfo.available_timezones())
        if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    }


def _different(places: list[str]) -> list[str]:
    """The first of those whose clocks agree all year, so that Germany is one zone and Canada is several."""
    moments = [dt.datetime(2026, month, 1, tzinfo=dt.UTC) for month in range(1, 13)]
    kept = {
        tuple(moment.astimezone(zoneinfo.ZoneInfo(name)).utcoffset() for moment in moments): name
        for name in places[::-1]
    }
    return [name for name in places if name in kept.values()]


def _close(key: str, names: dict[str, str]) -> list[str]:
    cities = {_key(name.rpartition("/")[2]): name for name in names.values()}
    whole = difflib.get_close_matches(key, names, n=3, cutoff=0.75)
    city = difflib.get_close_matches(key, cities, n=3, cutoff=0.75)
    return list(dict.fromkeys([*(names[one] for one in whole), *(cities[one] for one in city)]))


def _of_country(key: str) -> list[str]:
    """The zones of a country, by its English name or its two letters."""
    folder = importlib.resources.files("tzdata.zoneinfo")
    key = _COUNTRIES.get(key, key)
    listed = folder.joinpath("iso3166.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in listed if not line.startswith("#")]
    code = next((code for code, name in rows if key in (code.lower(), _key(name))), None)
    if code is None:
        return []
    lines = folder.joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[2] for line in lines if line.startswith(f"{code}\t")]


def _key(name: str) -> str:
    text = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]", "", text)


def _or(names: str) -> str:
    listed = names.split()
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"
