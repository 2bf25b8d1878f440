"""The contrast of every pair of colours in our style sheets, by WCAG's own formula: what axe cannot see, it has too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from firstquery.html import style

CODE = (Path(__file__).parents[2] / "firstquery" / "html" / "code.css").read_text(encoding="utf-8")
GROUNDS = ("paper", "faint")
DECORATION = ("line",)
THEMES = ("light", "dark", "print")
_BLOCK = re.compile(r"(@media[^{]*\{\s*)?:root\s*\{([^}]*)\}")
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", re.IGNORECASE)


def palette(theme: str) -> dict[str, tuple[float, float, float]]:
    """Each colour of a theme by its name, as shares of red, green and blue; print and dark change the light ones."""
    found: dict[str, tuple[float, float, float]] = {}
    for query, block in _BLOCK.findall(style() + CODE):
        if not query or theme in query:
            found |= {name: _shares(value) for name, value in _COLOUR.findall(block)}
    return found


def _shares(colour: str) -> tuple[float, float, float]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, float, float]) -> float:
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_formula_is_that_of_the_standard() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(_shares("#777777"), (1, 1, 1)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_a_contrast_of_seven_to_one_and_what_decorates_three_to_one(theme: str) -> None:
    colours = palette(theme)
    assert {*GROUNDS, *DECORATION, "ink", "quiet", "link", "good", "open", "word", "remark"} <= set(colours)
    low = [
        f"{name} on {ground}: {ratio:.2f}"
        for name in colours.keys() - GROUNDS
        for ground in GROUNDS
        if (ratio := contrast(colours[name], colours[ground])) < (3 if name in DECORATION else 7)
    ]
    assert low == []


def test_no_colour_stands_anywhere_but_in_the_palette() -> None:
    beside = _BLOCK.sub("", style() + CODE)
    assert re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", beside, re.IGNORECASE) == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_that_is_used_is_defined(theme: str) -> None:
    assert set(re.findall(r"var\(--([\w-]+)\)", style() + CODE)) <= set(palette(theme))
