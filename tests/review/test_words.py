"""Free wording: what is about a family is known as such, what is not is not, and firm words are no unkind ones."""

from __future__ import annotations

import pytest

from firstquery.review import families
from firstquery.review.tone import belittling
from firstquery.sentence import Sentence
from tests.review.corpus import ABOUT_NONE, BELITTLES, FIRM, SAID


@pytest.mark.parametrize(("family", "text"), [(family, text) for family, texts in SAID.items() for text in texts])
def test_a_family_is_known_from_many_ways_to_say_it(family: str, text: str) -> None:
    assert family in families.recognised(text)


@pytest.mark.parametrize("text", ABOUT_NONE)
def test_what_is_about_no_family_is_taken_for_none(text: str) -> None:
    assert families.recognised(text) == frozenset()


def test_few_texts_are_taken_for_more_than_two_families() -> None:
    many = [text for texts in SAID.values() for text in texts if len(families.recognised(text)) > 2]
    assert many == []


def test_a_text_that_speaks_of_everything_says_nothing() -> None:
    assert families.recognised(". ".join(texts[0] for texts in SAID.values())) == frozenset()


def test_there_are_twelve_families_each_with_a_place_to_look() -> None:
    known = families.all_of_them()
    assert len(known) == 12 and set(known) == set(SAID)
    assert all(one.look and len(one.also) >= 4 for one in known.values())


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Fan out", "fan-out join"),
        ("SQL-injection", "SQL glued from strings"),
        ("Off by one", "off-by-one at a month's end"),
        ("off-by-one at a month’s end", "off-by-one at a month's end"),
        ("timeout", "missing time-out"),
        ("PII", "personal data to the vendor"),
        ("no ceiling", "cost without a ceiling"),
        ("migraton that looses rows", "migration that loses rows"),
        ("the test never fails", "test that cannot fail"),
    ],
)
def test_a_family_may_be_named_in_any_usual_spelling(given: str, name: str) -> None:
    assert families.named(given) == name


@pytest.mark.parametrize("given", ["bug", "style", "", 3, None])
def test_another_name_is_told_with_the_twelve(given: object) -> None:
    with pytest.raises(Sentence, match="They are: silent change of a metric, fan-out join"):
        families.named(given)


@pytest.mark.parametrize("text", BELITTLES)
def test_what_belittles_is_found_with_the_reason(text: str) -> None:
    assert [one.why for one in belittling(text)]


@pytest.mark.parametrize("text", [*FIRM, *ABOUT_NONE, *(text for texts in SAID.values() for text in texts)])
def test_firm_and_factual_words_are_no_unkind_ones(text: str) -> None:
    assert belittling(text) == []
