"""A chart's payload, read: its panels, its series, its words; and whether it shows the same data as another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from firstquery.checks.kinds.chart.series import Near, Series, difference, series_of
from firstquery.checks.verdict import Finding

#: Numbers may be shown in thousands or millions, and shares as percentages.
FACTORS = (1.0, 1e3, 1e6, 1e-3, 1e-6, 100.0, 0.01)
_LARGE = {
    1e3: ("k", "t", "thousand", "thousands", "000", "000s", "1e3"),
    1e6: ("m", "mn", "mio", "million", "millions", "1e6"),
}
#: Words of a title that say nothing of the data.
_SAYS_NOTHING = (
    "a an and as at by for from in of on or over per the to vs with bar bars chart data figure graph line pie plot "
    "scatter title untitled versus"
)
SAYS_NOTHING = frozenset(_SAYS_NOTHING.split())


class Chart:
    """A chart's payload, read."""

    def __init__(self, payload: Mapping[str, Any]) -> None:
        self.payload = payload
        self.panels: list[Mapping[str, Any]] = [panel for panel in payload["panels"] if panel["marks"]]

    @cached_property
    def series(self) -> list[Series]:
        return series_of(self.payload)

    @cached_property
    def titles(self) -> list[str]:
        own = [title for panel in self.payload["panels"] for title in panel["titles"]]
        return list(dict.fromkeys([*self.payload["titles"], *own]))

    @cached_property
    def texts(self) -> list[str]:
        """Each text on the chart, but those at the ticks."""
        texts = [*self.titles, *self.payload["legend"]]
        for panel in self.payload["panels"]:
            texts += [*panel["texts"], *(panel["legend"] or []), *panel["other_unit"]]
            texts += [text for axis in (panel["x"], panel["y"]) for text in (axis["label"], axis["offset"])]
        return texts

    @cached_property
    def words(self) -> str:
        """Everything that is written on the chart, what stands at the ticks of its axes as well."""
        axes = [panel[side] for panel in self.payload["panels"] for side in ("x", "y")]
        return "\n".join([*self.texts, *(text for axis in axes for _, text in axis["ticks"])])

    def values_axis(self, panel: Mapping[str, Any]) -> Mapping[str, Any]:
        lying = any(mark["horizontal"] for mark in panel["marks"])
        return panel["x" if lying else "y"]  # type: ignore[no-any-return]

    def names_axis(self, panel: Mapping[str, Any]) -> Mapping[str, Any]:
        return panel["y" if self.values_axis(panel) is panel["x"] else "x"]  # type: ignore[no-any-return]


def compare_data(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Finding | None:
    """How its data differ from the reference's; None: they are the same, in one unit or another that it names."""
    first = difference(chart.series, reference.series, nearness(reference, rules), rules["extra"])
    if first is None:
        misread = _shows_shares(chart) and _written_as_percent(chart) == 1 != _written_as_percent(reference)
        return Finding(code="wrong_scale") if misread else None
    for factor in FACTORS[1:]:
        near = nearness(reference, rules, factor)
        if difference(chart.series, reference.series, near, rules["extra"]) is None:
            return None if _factor_is_named(chart, factor) else Finding(code="wrong_scale")
    return first


def nearness(reference: Chart, rules: Mapping[str, Any], factor: float = 1.0) -> Near:
    """What counts as the same value where the chart's numbers are the reference's divided by the factor."""
    largest = max((abs(point.value or 0.0) for one in reference.series for point in one.points), default=0.0)
    digit = 0.5 * 10.0 ** -int(rules["decimals"]) * (1 + 1e-6)
    far = digit * factor if factor <= 1 else min(0.05 * factor, 0.005 * largest)
    far = max(far, float(rules["tolerance"]) * largest)
    return lambda given, wanted: abs(given * factor - wanted) <= far + 1e-9 * abs(wanted)


def _factor_is_named(chart: Chart, factor: float) -> bool:
    """Whether the chart says that its numbers are thousands, or percent; shares need no word."""
    if factor in _LARGE:
        return any(word in tokens(chart.words) for word in _LARGE[factor])
    written = _written_as_percent(chart)
    if factor == 0.01:
        return _says_percent(chart.words) and written != 100
    return factor == 100.0 and _shows_shares(chart) and (written == 100 or not _says_percent(chart.words))


def _says_percent(text: str) -> bool:
    return "%" in text or bool({"percent", "percentage", "pct"} & set(tokens(text)))


def _shows_shares(chart: Chart) -> bool:
    values = [abs(point.value or 0.0) for one in chart.series for point in one.points if one.kind != "pie"]
    return bool(values) and max(values) <= 1.0 + 1e-9


def _written_as_percent(chart: Chart) -> int:
    """By how much the axis multiplies before it writes %: 100 for shares (0.4 is 40 %), 1, or 0: it writes none."""
    for panel in chart.panels:
        for place, text in chart.values_axis(panel)["ticks"]:
            number = re.match(r"-?\d+(?:\.\d+)?", text)
            if place and number and "%" in text:
                return 100 if abs(float(number[0]) / place / 100 - 1) < 0.2 else 1
    return 0


def repeated_words(chart: Chart) -> set[str]:
    """The words that axes and series bring along, and those that say nothing."""
    texts = [axis["label"] for panel in chart.payload["panels"] for axis in (panel["x"], panel["y"])]
    texts += [mark["label"] for panel in chart.payload["panels"] for mark in panel["marks"]]
    return set(tokens("\n".join(texts))) | SAYS_NOTHING


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def stands(word: str, text: str) -> bool:
    """Whether a word stands in the text as a whole, or a sign anywhere."""
    folded = word.casefold().strip()
    if any(map(str.isalnum, folded)):
        return f" {' '.join(tokens(folded))} " in f" {' '.join(tokens(text))} "
    return bool(folded) and folded in text.casefold()
