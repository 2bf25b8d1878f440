"""The course speaks to an intelligent adult who has never programmed, in short plain sentences."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tests.content import notebooks as nb
from tests.content import prose

PAGES = [*nb.LESSONS, *nb.PRACTICES]
each_page = pytest.mark.parametrize("page", PAGES, ids=nb.name)


@each_page
def test_no_page_belittles_shouts_or_winds_on(page: Path) -> None:
    found = [f"{cell.id}: {fault}" for cell in nb.markdown(page) for fault in prose.faults(cell.source)]
    assert not found, f"{nb.name(page)}\n" + "\n".join(found)
    if long := [f"{cell.id}: {one}" for cell in nb.markdown(page) for one in prose.long_sentences(cell.source)]:
        warnings.warn(f"{nb.name(page)} has long sentences\n" + "\n".join(long), stacklevel=1)


@each_page
def test_the_sentences_of_a_page_are_short_on_the_whole(page: Path) -> None:
    lengths = sorted(prose.words(one) for cell in nb.markdown(page) for one in prose.sentences(cell.source))
    median = lengths[len(lengths) // 2]
    assert median <= 18, f"{nb.name(page)}: half of its sentences have more than {median - 1} words"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("You simply count.", "belittles"),
        ("It is just a query.", "belittles"),
        ("> Of course, it is **easy**.", "belittles"),
        ("Well done!", "exclamation"),
        ("The color of it.", "American"),
        ("We organize it.", "American"),
        (" ".join(["word"] * 41) + ".", "41 words"),
    ],
)
def test_the_language_rules_find_what_they_are_for(text: str, says: str) -> None:
    assert any(says in fault for fault in prose.faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "A fair and justified price: adjust it.",
        "`SELECT just, color FROM easy` runs.",
        "```sql\nSELECT 'simply!'\n```",
        "![A chart](chart.png)",
        "Is `a != b`? They differ.",
        "- " + "\n- ".join([" ".join(["word"] * 20)] * 3),
    ],
)
def test_the_language_rules_let_good_text_pass(text: str) -> None:
    assert prose.faults(text) == []
