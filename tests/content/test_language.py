"""The course speaks to an intelligent adult who has never programmed, in short plain sentences."""

from __future__ import annotations

import pytest

from firstquery.authoring.lint import prose
from firstquery.authoring.lint.style import style_of
from tests.content.notebooks import ROOT

STYLE = style_of(ROOT)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("You simply count.", "belittles"),
        ("It is just a query.", "belittles"),
        ("> Of course, it is **easy**.", "belittles"),
        ("Well done!", "exclamation mark"),
        ("The color of it.", "not the spelling of the house"),
        ("We organize it.", "not the spelling of the house"),
        (" ".join(["word"] * 41) + ".", "41 words"),
    ],
)
def test_the_language_rules_find_what_they_are_for(text: str, says: str) -> None:
    assert any(says in fault for fault in prose.faults(text, STYLE, STYLE.longest_sentence))


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
    assert prose.faults(text, STYLE, STYLE.longest_sentence) == []
