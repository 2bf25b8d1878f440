"""What a ticket says: subjects and bodies from the sentences in phrases.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kestrel.companies import SURNAMES, TOWNS, words

if TYPE_CHECKING:
    import numpy as np

MONTH_NAMES = words("January February March April May June July August September October November December")
MOIS = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
AREA_CODES = words("204 313 416 505 602 719 802 919")
PERSONAL_SHARE = 0.11


@lru_cache(maxsize=1)
def phrases() -> dict[str, Any]:
    """The sentences, by team."""
    with (Path(__file__).parent / "phrases.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=1)
def _town_names() -> dict[str, list[str]]:
    return {region: [town for town, _ in towns] for region, towns in TOWNS.items()}


@lru_cache(maxsize=1_000)
def _plain(surname: str) -> str:
    """As it stands in an address: small letters without accents."""
    return unicodedata.normalize("NFKD", surname).encode("ascii", "ignore").decode().lower()


class Writer:
    """Writes tickets, each from one account's point of view."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.seen: set[str] = set()

    def pick(self, options: list[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def write(self, team: str, day: dt.date, who: dict[str, str], topic: str, temper: str) -> tuple[str, str]:
        """Subject and body. ``who`` has region, industry, company, french; ``topic`` is '', 'price' or 'incident'."""
        for _ in range(30):
            subject, body = self._draft(team, day, who, topic, temper)
            if body not in self.seen:
                break
        self.seen.add(body)
        return subject, body

    def _draft(self, team: str, day: dt.date, who: dict[str, str], topic: str, temper: str) -> tuple[str, str]:
        book = phrases()
        chance = self.rng.random(10)
        shared = book["shared"]
        if who["french"] == "1" and chance[0] < 0.75:
            parts = [self.pick(book["french"][team])]
            parts += [self.pick(book["french"]["ends"])] if chance[1] < 0.8 else []
            subject = self.pick(book["french"]["subjects"])
        else:
            words = book[team]
            subjects, opening = self.pick(words["opens" + ("_" + topic if topic else "")]).split(" | ")
            subject = self.pick(subjects.split(" / ")) if chance[7] < 0.86 else self.pick(shared["generic"])
            parts = [self.pick(shared["greetings"])] if chance[1] < 0.34 and temper != "hurry" else []
            parts.append(opening)
            parts += [self.pick(words["mores"])] if chance[2] < 0.80 else []
            parts += [self.pick(words["mores"])] if chance[2] < 0.24 and temper != "hurry" else []
            parts += [self.pick(shared["contexts"])] if chance[8] < 0.42 and temper != "hurry" else []
            parts += [self.pick(shared[temper])] if temper and chance[3] < 0.8 else []
            about = "customers" if chance[9] < 0.4 and team in ("Scheduling", "Mobile app") else "contacts"
            parts += [self.pick(shared[about])] if chance[4] < PERSONAL_SHARE else []
            parts += [self.pick(shared["signs"])] if chance[5] < 0.45 else []
        slots = self._slots(day, who)
        body = " ".join(dict.fromkeys(parts)).format_map(slots)
        subject = subject.format_map(slots)
        return subject[:1].upper() + subject[1:] if chance[6] < 0.7 else subject, self._typed(body, temper)

    def _slots(self, day: dt.date, who: dict[str, str]) -> dict[str, str]:
        rng, book = self.rng, phrases()["slots"]
        near = day + dt.timedelta(days=int(rng.integers(-12, 9)))
        then = day - dt.timedelta(days=int(rng.integers(5, 120)))
        first, surname = self.pick(book["first"]), self.pick(SURNAMES)
        me = self.pick(book["first"])
        few = int(rng.integers(1, 5))
        return {
            "invoice": str(40_000 + int(rng.integers(60_000))),
            "n": str(few + int(rng.integers(1, 9))),
            "m": str(few),
            "big": str(int(rng.integers(8, 90)) * 10),
            "percent": str(int(rng.integers(9, 98))) if rng.random() < 0.8 else "12",
            "money": str(int(rng.integers(25, 900))),
            "day": self.pick(book["day"]),
            "jour": self.pick(book["jour"]),
            "date": f"{MONTH_NAMES[near.month - 1]} {near.day}" if rng.random() < 0.6 else f"{near.month}/{near.day}",
            "month": MONTH_NAMES[then.month - 1],
            "mois": MOIS[then.month - 1],
            "device": self.pick(book["device"]),
            "town": self.pick(_town_names()[who["region"]]),
            "job": self.pick(book["jobs"][who["industry"]]),
            "name": self.pick(book["first"]),
            "me": me,
            "company": who["company"],
            "person": f"{first} {surname}",
            "phone": f"{self.pick(AREA_CODES)}-555-01{int(rng.integers(100)):02d}",
            "email": f"{first.lower()}.{_plain(surname)}@example.{'com' if rng.random() < 0.7 else 'org'}",
            "street": f"{int(rng.integers(2, 980))} {self.pick(book['street'])}",
        }

    def _typed(self, body: str, temper: str) -> str:
        """As it was typed: some without capitals, some shouting, some with two letters swapped."""
        kind = self.rng.random()
        if temper == "angry" and kind < 0.08:
            return body.upper()
        if temper == "hurry" and kind < 0.35:
            return body.lower().rstrip(".")
        if kind > 0.9:
            words = body.split(" ")
            at = int(self.rng.integers(len(words)))
            word = words[at]
            if len(word) > 5 and word.isalpha():
                cut = int(self.rng.integers(1, len(word) - 2))
                words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
            return " ".join(words)
        return body
