"""Texts of five countries in which somebody has marked what is personal: a filter is measured by them.

All people are invented, and all phone numbers are of the ranges that each country keeps free for fiction. Planted: the
American form ``602-555-0142``, the only one in Kestrel's own tickets, is one of several even in the United States, and
there is no trace of it in Britain, France and Germany. With a country's code in front, a number is recognised anywhere;
without, only by whoever is told the country. And not all that looks like a number belongs to a person: parts have the
American form, purchase orders are taken for American numbers, some order numbers for those of their country.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

TEXTS = 40  # of each country
PHONE, TWO_PHONES, EMAIL, NAME, OTHER = 0.75, 0.2, 0.45, 0.8, 0.7


class Country(NamedTuple):
    """``forms``: a phone number as it is written there (# is a digit), and how often. ``order`` looks like one."""

    languages: tuple[str, ...]
    firsts: str
    surnames: str
    forms: dict[str, float]
    order: str


COUNTRIES = {
    "US": Country(
        ("en",),
        "Marta Dwayne Kim Hector Linda Curtis",
        "Vance Okafor Brandt Ortega Sawyer Lindqvist",
        {"602-555-01##": 0.45, "(719) 555-01##": 0.2, "505.555.01##": 0.15, "+1 802 555 01##": 0.2},
        "2025-10-3###",
    ),
    "CA": Country(
        ("en", "fr"),
        "Lucie Étienne Nadia Marc Sheila Gordon",
        "Gagnon Desjardins Bouchard McKay Tremblay Singh",
        {"514 555-01##": 0.45, "416-555-01##": 0.2, "(418) 555-01##": 0.15, "+1 514 555-01##": 0.2},
        "2025-12-4###",
    ),
    "GB": Country(
        ("en",),
        "Nigel Priya Fiona Owen Harriet Callum",
        "Whitcombe Patel Macrae Llewellyn Ashworth Doyle",
        {"020 7946 0###": 0.4, "0161 496 0###": 0.25, "+44 20 7946 0###": 0.25, "+44 (0)113 496 0###": 0.1},
        "0121 25## 1##",
    ),
    "FR": Country(
        ("fr",),
        "Hélène Jean-Pierre Agnès Thibault Camille Anne-Laure",
        "Lefèvre Moreau Garnier Chevalier Besson Roux",
        {"01 99 00 ## ##": 0.45, "02.61.91.##.##": 0.2, "+33 1 99 00 ## ##": 0.35},
        "02 41 ## 25 ##",
    ),
    "DE": Country(
        ("de",),
        "Jürgen Anke Birgit Sören Monika Uwe",
        "Weiß Schäfer Krüger Brandstätter Vogel Möller",
        {"030 23125 ###": 0.35, "040/66969-###": 0.25, "0171 39200##": 0.1, "+49 30 23125 ###": 0.3},
        "0351 25## 1##",
    ),
}
PART = "1##-2##-####"  # has the American form, and is no number that a phone could have
OTHERS = {PART: 0.42, "9400 1118 99## ####": 0.18, "4####": 0.22, "order": 0.18}

WORDS = {
    "en": {
        "opens": (
            "The board is slow again since this morning.|I was charged twice and need that back.|"
            "The app does not open on my helper's phone.|We cannot get our price list in.|"
            "Half of next week is gone from the schedule."
        ),
        "phone": "Call me back at {}, please.|My number is {}.|You can reach me on {} until six.",
        "second": "If nobody answers, try {}.",
        "email": "Or write to {}.|My address is {}.",
        "name": "{}, owner|Thanks, {}|{} here, by the way.",
        "other": "It is about part {}.|Our reference is {}.|The number on the label is {}.",
    },
    "fr": {
        "opens": (
            "Le tableau est lent depuis ce matin.|On nous a facturé deux fois le mois dernier.|"
            "L'application ne s'ouvre plus sur le téléphone de mon aide.|Nous n'arrivons pas à charger nos prix.|"
            "La moitié de la semaine prochaine a disparu."
        ),
        "phone": (
            "Rappelez-moi au {}, s'il vous plaît.|Mon numéro : {}.|On peut me joindre au {} jusqu'à dix-huit heures."
        ),
        "second": "Si personne ne répond, essayez le {}.",
        "email": "Ou écrivez à {}.|Mon adresse : {}.",
        "name": "{}, gérant|Merci, {}|Ici {}, au fait.",
        "other": "Il s'agit de la pièce {}.|Notre référence est {}.|Le numéro sur l'étiquette est {}.",
    },
    "de": {
        "opens": (
            "Die Tafel ist seit heute früh wieder langsam.|Wir haben zweimal bezahlt und brauchen das zurück.|"
            "Die App geht auf dem Telefon des Gesellen nicht auf.|Wir bekommen unsere Preisliste nicht hinein.|"
            "Die halbe nächste Woche fehlt im Plan."
        ),
        "phone": "Bitte rufen Sie zurück unter {}.|Meine Nummer ist {}.|Sie erreichen mich bis sechs unter {}.",
        "second": "Wenn niemand abnimmt, versuchen Sie {}.",
        "email": "Oder schreiben Sie an {}.|Meine Adresse ist {}.",
        "name": "{}, Inhaber|Danke, {}|Hier ist übrigens {}.",
        "other": "Es geht um das Teil {}.|Unser Zeichen ist {}.|Die Nummer auf dem Etikett ist {}.",
    },
}


def draw_labelled_texts(rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row a text, and one row a piece of a text: what is personal, and what only looks so."""
    drawn = [_text(country, place, rng) for country in COUNTRIES for place in range(TEXTS)]
    order = rng.permutation(len(drawn))
    texts, pieces = [], []
    for number, at in enumerate(order, 1):
        country, language, text, marked = drawn[at]
        texts.append((number, country, language, text))
        pieces += [(number, kind, piece, int(kind != "other")) for kind, piece in marked]
    frame = pd.DataFrame(pieces, columns=["text_id", "kind", "piece", "is_personal"])
    frame.insert(0, "piece_id", range(1, len(frame) + 1))
    return pd.DataFrame(texts, columns=["text_id", "country", "language", "text"]), frame


def _text(code: str, place: int, rng: np.random.Generator) -> tuple[str, str, str, list[tuple[str, str]]]:
    """A text with its country, its language and its pieces. The first of a country have each form once."""
    country = COUNTRIES[code]
    language = _one(country.languages, rng)
    words = {name: said.split("|") for name, said in WORDS[language].items()}
    first, surname = _one(country.firsts.split(), rng), _one(country.surnames.split(), rng)
    forms, chance = list(country.forms), rng.random(5)
    said, marked = [_one(words["opens"], rng)], []

    def add(kind: str, sentence: str, piece: str) -> None:
        said.append(_one(words[sentence], rng).format(piece))
        marked.append((kind, piece))

    if chance[0] < OTHER or place < 4:
        form = PART if place < 3 else "order" if place == 3 else _weighted(OTHERS, rng)
        add("other", "other", _digits(country.order if form == "order" else form, rng))
    if chance[1] < PHONE or place < len(forms):
        form = forms[place] if place < len(forms) else _weighted(country.forms, rng)
        add("phone", "phone", _digits(form, rng))
        if chance[2] < TWO_PHONES:
            add("phone", "second", _digits(_weighted(country.forms, rng), rng))
    if chance[3] < EMAIL:
        add("email", "email", f"{_plain(first)}.{_plain(surname)}@example.{_one(('com', 'org', 'net'), rng)}")
    if chance[4] < NAME:
        add("name", "name", f"{first} {surname}")
    return code, language, " ".join(said), marked


def _one(options: Sequence[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]


def _weighted(shares: dict[str, float], rng: np.random.Generator) -> str:
    return list(shares)[int(np.searchsorted(np.cumsum(list(shares.values())), rng.random() * sum(shares.values())))]


def _digits(form: str, rng: np.random.Generator) -> str:
    return "".join(str(int(rng.integers(10))) if sign == "#" else sign for sign in form)


def _plain(name: str) -> str:
    """As it stands in an address: small letters without accents."""
    return unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
