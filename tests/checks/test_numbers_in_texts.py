"""Which figure of a text is blamed where the one that is asked for does not stand there: the only one, or none."""

from __future__ import annotations

import pytest

from firstquery.checks.numbers import other_figure

GIVEN = "They carry 2,498.02 of the US dollars and 1,204.96 of the Canadian ones. 40 to 150 words."


@pytest.mark.parametrize(
    ("text", "wanted", "blamed"),
    [
        ("The sum is 3,604.44 US dollars.", 3704.44, "3,604.44"),
        ("2,498.02 of it is more than a year late.", 3704.44, ""),  # the exercise says so itself
        ("Between 34 and 51 hours.", 48.0, ""),  # either could be meant
        ("As of 31 December 2025.", 84.8, ""),
        ("In 2025 it was 12,042.", 497, ""),  # of another size
        ("No figure at all.", 497, ""),
    ],
)
def test_a_figure_is_blamed_only_where_it_alone_can_be_meant(text: str, wanted: float, blamed: str) -> None:
    assert other_figure(text, wanted, GIVEN) == blamed
