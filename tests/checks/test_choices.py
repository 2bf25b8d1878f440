"""A choice is one letter in whatever form it is written, and never a letter among others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.checks.kinds.choice import KIND, ChoiceOptions
from firstquery.checks.payload import payload
from firstquery.core.blank import Blank
from firstquery.kernel.magics import read_choice
from tests.checks.judged import Said, entry, said_of

OPTIONS = ["A", "B", "C", "D"]


def said(cell: str, right: str | list[str] = "C", **spec: Any) -> Said:
    """The verdict on what stands in a `%%choice` cell."""
    kept = read_choice(cell)[0]
    return said_of(entry("choice", right, options=OPTIONS, **spec), payload(Blank() if kept == Blank() else kept))


@pytest.mark.parametrize(
    "cell",
    [
        "c.",
        "(C)",
        "**C**",
        "Answer: C",
        "option c",
        "**C.** Five active accounts that the database came across first",
        "C) Use a LEFT JOIN in place of a JOIN: then nobody is dropped.",
        "Answer: C, since LIMIT only cuts",
        "C. No row is left",
        "C (0136)",
        "C 0136",
        "I think it's C",
        "I think that it is C, since LIMIT only cuts",
        "I'd say C",
        "I’d choose option C because nothing sorts",
    ],
)
def test_the_letter_may_stand_before_its_text_or_after_a_word(cell: str) -> None:
    assert said(cell).right, said(cell).lines()


@pytest.mark.parametrize(
    "cell",
    [
        "C/D",
        "not A, C",
        "C, not sure",
        "C or maybe D. Count first",
        "C is wrong",
        "C: is wrong",
        "CD",
        "C?D",
        "C, but D may be right too",
        "C, perhaps D",
        "C and not only D",
        "C\nA is also possible",
        "C, not sure, D would do",
        "not sure, C or D",
        "D, not C",
        "A, because C is wrong",
        "I think it's not C",
        "I think it's C or D",
        "I think",
        "C (or D)",
    ],
)
def test_a_letter_among_others_or_denied_is_not_that_letter(cell: str) -> None:
    assert said(cell).outcome == "not-yet", said(cell).lines()


@pytest.mark.parametrize(
    "cell",
    ["C -- because", "C\n\nThe order is by date", "C\n(ascending)", "C; ascending order", "C, the oldest first"],
)
def test_a_letter_with_its_reason_is_that_letter(cell: str) -> None:
    for option in OPTIONS:
        assert said(cell, option).right is (option == "C"), cell


def test_two_letters_are_told_to_be_two() -> None:
    for cell in ("A or C", "A, C", "C. or D.", "C.\nD. Count its tickets first"):
        assert said(cell).message == "That is more than one answer: give one letter (A, B, C or D)."
    assert (
        said("not A").message
        == "That is not among the options: write one letter (A, B, C or D) first. Nothing else is needed."
    )


def test_of_several_letters_or_is_no_and() -> None:
    assert said("A and C", ["A", "C"], many=True).right
    assert said("A. C.", ["A", "C"], many=True).right
    assert not said("A or C", ["A", "C"], many=True).right


LOWER = st.text(alphabet="efghijklmnopqrstuvwxyz ,", min_size=1, max_size=40).map(lambda text: f"x{text}")
BEFORE = st.sampled_from(
    ["", "**", "(", "Answer: ", "answer is ", "Option ", "- ", "  ", "The answer is **", "My answer: "]
)
AFTER = st.sampled_from([". ", ") ", ": ", " - ", " – ", ".** ", "** - ", " because ", ", because ", ", since ", ".\n"])


@given(letter=st.sampled_from(OPTIONS), before=BEFORE, after=AFTER, text=LOWER, small=st.booleans())
def test_a_leading_letter_counts_whatever_text_follows(
    letter: str, before: str, after: str, text: str, small: bool
) -> None:
    cell = f"{before}{letter.lower() if small else letter}{after}{text}"
    for option in OPTIONS:
        assert said(cell, option).right is (option == letter), cell


@given(
    letters=st.lists(st.sampled_from(OPTIONS), min_size=2, max_size=4, unique=True),
    between=st.sampled_from([" or ", ", ", " and ", " / ", " ", ". or ", ") and ", " - ", ": ", ". ", "\n", "&"]),
    before=BEFORE,
    after=st.sampled_from(["", ".", ")", ". five accounts", " because of the limit"]),
)
def test_several_letters_are_never_one(letters: list[str], between: str, before: str, after: str) -> None:
    cell = before + between.join(letters) + after
    for option in OPTIONS:
        assert not said(cell, option).right, cell


@given(letter=st.sampled_from(OPTIONS), no=st.sampled_from(["not ", "Not ", "no ", "never ", "all but ", "neither "]))
def test_a_denied_letter_is_no_answer(letter: str, no: str) -> None:
    for cell in (f"{no}{letter}", f"{no}{letter}. five accounts", f"{letter} - {no}", f"Answer: {no}{letter}"):
        assert not said(cell, letter).right, cell


@given(cell=st.text(alphabet="ABCDabcdnot .,:)(*-\n'orand", max_size=25))
def test_at_most_one_letter_is_ever_right(cell: str) -> None:
    assert sum(said(cell, option).right for option in OPTIONS) <= 1


TEXTS = {
    "A": "`0131`, the table for Monday.",
    "B": "Blocker, minor, major",
    "C": "`0136`, the confidences.",
    "D": "A revert takes back all that a change did.",
}


@pytest.mark.parametrize(
    ("cell", "right"),
    [
        ("`0136`, the confidences.", "C"),
        ("0136", "C"),
        ("the confidences", "C"),
        ("Blocker, minor, major", "B"),
        ("- **D.** A revert takes back", "D"),
    ],
)
def test_an_option_in_full_is_its_letter(cell: str, right: str) -> None:
    for option in OPTIONS:
        assert said(cell, option, texts=TEXTS).right is (option == right)


@pytest.mark.parametrize("cell", ["not 0136", "013", "the", "a change", "0136 or 0131", "Monday, confidences"])
def test_a_part_of_an_option_is_no_letter(cell: str) -> None:
    assert "not among the options" in " ".join(said(cell, texts=TEXTS).lines())


def test_the_page_is_told_where_several_options_may_be_chosen() -> None:
    assert KIND.page(ChoiceOptions(options=("A", "B", "C"), right=("A", "C"), many=True)) == {"many": True}
    assert KIND.page(ChoiceOptions(options=("A", "B", "C"), right=("B",))) == {}
