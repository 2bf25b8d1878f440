"""Labelled texts show on every snapshot whom a filter misses; `python -m tests.data.test_labelled_texts` on 20."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest
from phonenumbers import PhoneNumberMatcher

from kestrel.labelled_texts import COUNTRIES, TEXTS, draw_labelled_texts
from kestrel.measures import Tables

ABROAD = ("GB", "FR", "DE")
AMERICAN = re.compile(r"\d{3}-\d{3}-\d{4}")
Redacts = Callable[[str, str], str]


def american(text: str, country: str) -> str:
    return AMERICAN.sub("[number]", text)


def long_numbers(text: str, country: str) -> str:
    return re.sub(r"\+?\(?\d[\d ()./-]{6,}\d", "[number]", text)


def told(*regions: str | None) -> Redacts:
    """The library, told these regions; without one, the text's own."""

    def redact(text: str, country: str) -> str:
        for region in regions or (country,):
            for found in reversed(list(PhoneNumberMatcher(text, region))):
                text = f"{text[: found.start]}[number]{text[found.end :]}"
        return text

    return redact


def gone(piece: str, text: str) -> bool:
    half = len(piece) // 2
    return piece[:half] not in text and piece[-half:] not in text


def scores(rows: pd.DataFrame, redact: Redacts, countries: Sequence[str] = tuple(COUNTRIES)) -> tuple[float, float]:
    """(Recall, precision) of a filter of phone numbers; precision is 0 where it takes nothing."""
    asked = rows[rows["kind"].isin(["phone", "other"]) & rows["country"].isin(countries)]
    columns = (asked["piece"], asked["text"], asked["country"])
    taken = np.array([gone(piece, redact(text, country)) for piece, text, country in zip(*columns, strict=True)])
    real = asked["is_personal"].to_numpy() == 1
    return float(taken[real].mean()), float(real[taken].mean()) if taken.any() else 0.0


def f1(recall: float, precision: float) -> float:
    return 2 * recall * precision / max(recall + precision, 1e-9)


def missing(texts: pd.DataFrame, pieces: pd.DataFrame) -> list[str]:
    """What labelled texts should have and have not."""
    rows = pieces.merge(texts, on="text_id")
    phones = rows[rows["kind"] == "phone"]
    by_country = {country: scores(rows, american, [country]) for country in COUNTRIES}
    elsewhere = [scores(rows, told("US"), [country])[0] for country in ABROAD]
    at_home = [scores(rows, told("US"), [country])[0] for country in ("US", "CA")]
    promises = {
        "as many texts of each country": set(texts["country"].value_counts()) == {TEXTS},
        "each piece stands in its text": all(
            piece in text for piece, text in zip(rows["piece"], rows["text"], strict=True)
        ),
        "what is no number of a person is other": (rows["is_personal"] == (rows["kind"] != "other")).all(),
        "20 or more numbers of each country": phones["country"].value_counts().min() >= 20,
        "many names and addresses": rows["kind"].value_counts()[["name", "email"]].min() >= 50,
        "the American form is one in eight or so": 0.06 < scores(rows, american)[0] < 0.2,
        "and one of several in America": 0.2 < by_country["US"][0] < 0.7,
        "with fewer in Canada": 0.03 < by_country["CA"][0] < by_country["US"][0] - 0.03,
        "none abroad, where parts are taken": all(by_country[one] == (0.0, 0.0) for one in ABROAD),
        "the library that is told of America finds all there": min(at_home) == 1,
        "and abroad those with a code": min(elsewhere) > 0.1 and max(elsewhere) < 0.6,
        "told the country it finds all": scores(rows, told())[0] == 1,
        "and takes little else": f1(*scores(rows, told())) > 0.88,
        "told all five as well": f1(*scores(rows, told(*COUNTRIES))) > 0.88,
        "told of America alone it is too little": f1(*scores(rows, told("US"))) < 0.8,
        "every long number is too much": f1(*scores(rows, long_numbers)) < 0.82,
    }
    return [promise for promise, holds in promises.items() if not holds]


def test_each_filter_finds_and_misses_whom_it_should(tables: Tables) -> None:
    assert not missing(tables["labelled_texts"], tables["labelled_pieces"])


def test_in_kestrels_own_tickets_the_american_form_is_the_only_one(tables: Tables) -> None:
    bodies = tables["tickets"].loc[tables["tickets"]["body"].str.contains("-555-"), "body"]
    assert len(bodies) > 300
    assert not [body for body in bodies if "-555-" in american(body, "US")]
    others = tables["tickets"]["body"].str.contains(r"\(\d{3}\) ?\d{3}-\d{4}|\+\d{2}|\d{3}\.\d{3}\.\d{4}")
    assert not others.any()


@pytest.mark.parametrize("seed", [1, 2])
def test_any_seed_has_it(seed: int) -> None:
    assert not missing(*draw_labelled_texts(np.random.default_rng([seed, 0, 13])))


if __name__ == "__main__":
    for number in range(100, 120):
        print(number, missing(*draw_labelled_texts(np.random.default_rng([number, 0, 13]))) or "all there")
