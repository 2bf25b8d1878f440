"""What may be wrong with a chart, by code: faults of its data, and those that mislead whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from firstquery.checks.kinds.chart.charts import (
    FACTORS,
    SAYS_NOTHING,
    Chart,
    compare_data,
    nearness,
    repeated_words,
    stands,
    tokens,
)
from firstquery.checks.kinds.chart.colours import alike
from firstquery.checks.kinds.chart.series import CENT, Series, compare_points, difference
from firstquery.checks.verdict import Finding

KINDS = {
    "bar": "a bar chart",
    "line": "a line chart",
    "scatter": "a scatter plot",
    "pie": "a pie chart",
    "heatmap": "a heat map",
    "column": "a bar chart with upright bars",
    "barh": "a bar chart with horizontal bars",
}
FLAT = 0.02  # of a frame's height: a line that differs by less looks level
_ONLY_ASKS = re.compile(r"[^.:;!?–—]+\?")  # one question, and no sentence beside it
_WRITTEN = re.compile(r"[-−]?\d+(?:[,'’\s]\d{3}(?!\d))*(?:[.,]\d+)?")  # at a tick: 1,500 or 1 500 or 0.5
_SEEN = {
    "seen": "to anybody",
    "protanopia": "to people who see red poorly (protanopia)",
    "deuteranopia": "to people who see green poorly (deuteranopia)",
    "tritanopia": "to people who see blue poorly (tritanopia)",
    "grey": "when the page is printed in grey",
}
OF_DATA = frozenset(
    {"wrong_data", "wrong_names", "no_names", "points_missing", "points_extra"}
    | {"series_missing", "series_extra", "wrong_scale"}
)


def find_faults(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> list[Finding]:
    """All that is wrong with a chart, the gravest first."""
    found: list[Finding] = []
    for look in _LOOKS:
        found += (one for one in look(chart, reference, rules) if one.code not in rules["allow"])
    if found and found[0].code in OF_DATA and all(chart.values_axis(panel)["label"] for panel in chart.panels):
        return [one for one in found if one.code != "missing_unit"]  # other values may well be in another unit
    return found


def _of_kind(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    fine = tuple(rules["kinds"]) or tuple(dict.fromkeys(one.kind for one in reference.series))
    for one in chart.series:
        names = (one.kind, "barh" if one.horizontal else "column") if one.kind == "bar" else (one.kind,)
        if not set(names) & set(fine):
            yield Finding(code="wrong_kind", data={"given": KINDS[one.kind]})
            return
    upright = not {"bar", "barh"} & set(fine) and not any(one.horizontal for one in reference.series)
    if upright and any(one.horizontal for one in chart.series):
        yield Finding(code="turned")


def _of_data(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    found = compare_data(chart, reference, rules)
    if found:
        yield found


def _of_scales(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    axes = [(panel, chart.values_axis(panel)) for panel in chart.panels]
    for panel, axis in axes:
        bars = [mark for mark in panel["marks"] if mark["kind"] == "bar"]
        grounded = any(abs(point[3] or 0.0) < 1e-12 for mark in bars for point in mark["points"])
        low, high = sorted((axis["low"] or 0.0, axis["high"] or 0.0))
        if bars and grounded and (low > 1e-9 * high or high < 1e-9 * low):  # a logarithmic axis has no zero
            yield Finding(code="truncated_axis")
            break
    where = next(filter(None, (_hidden(chart, panel, rules.get("slack", 0.0)) for panel in chart.panels)), "")
    if where:
        yield Finding(code="hidden", data={"where": where})
    numbers = [axis for panel in chart.panels for axis in _axes_of_numbers(chart, panel)]
    if any((axis["low"] or 0.0) > (axis["high"] or 0.0) for axis in numbers):
        yield Finding(code="backwards")
    if any(_are_false(axis["ticks"]) for axis in numbers):
        yield Finding(code="false_ticks")
    if any(_turns_back(one) for one in chart.series) and not any(_turns_back(one) for one in reference.series):
        yield Finding(code="zigzag")
    for panel, axis in axes:
        under = chart.payload["panels"][panel["twin"]] if panel["twin"] is not None else None
        if under and under["marks"] and not _one_scale(panel, axis, under, chart.values_axis(under)):
            yield Finding(code="two_scales")
            break
    if _wanders(chart) and not _wanders(reference):
        yield Finding(code="out_of_time")
    if any(_is_flat(chart, panel) for panel in chart.panels) and not any(
        _is_flat(reference, one) for one in reference.panels
    ):
        yield Finding(code="flat")
    most = max((len(one.points) for one in chart.series if one.kind == "pie"), default=0)
    if most > rules["slices"]:
        yield Finding(code="too_many_slices", data={"number": most})


def _are_false(ticks: Sequence[tuple[float | None, str]]) -> bool:
    """Whether the numbers that somebody wrote at the ticks do not grow with the places that they stand at."""
    written = [(place, _WRITTEN.findall(text)) for place, text in ticks if place is not None]
    numbers = [_number(found[0]) for _, found in sorted(written) if len(found) == 1]
    return any(one >= two for one, two in pairwise(numbers))


def _number(text: str) -> float:
    """A number as people write it: with a comma, or a space, before each thousand, or a comma for a point."""
    return float(re.sub(r"[,'’\s](?=\d{3}(?!\d))", "", text).replace(",", ".").replace("−", "-"))


def _turns_back(series: Series) -> bool:
    """Whether a line goes to the right and to the left."""
    steps = [two.place - one.place for one, two in pairwise(series.points)]
    return series.kind == "line" and any(step > 0 for step in steps) and any(step < 0 for step in steps)


def _wanders(chart: Chart) -> bool:
    """Whether days or months stand along an axis in no order of time."""
    for one in chart.series:
        keys = [point.key for point in sorted(one.points, key=lambda point: point.place)]
        days = [key[1] for key in keys if key and key[0] == "date"]
        if len(days) == len(one.points) and days not in (sorted(days), sorted(days, reverse=True)):
            return True
    return False


def _is_flat(chart: Chart, panel: Mapping[str, Any]) -> bool:
    """Whether values that differ look alike, since the frame is so much higher than they are."""
    number, axis = chart.payload["panels"].index(panel), chart.values_axis(panel)
    values = [
        point.value
        for one in chart.series
        if one.panel == number and one.kind in ("line", "scatter")
        for point in one.points
        if point.value is not None
    ]
    height = abs((axis["high"] or 0.0) - (axis["low"] or 0.0))
    return len(set(values)) > 1 and axis["scale"] == "linear" and max(values) - min(values) < FLAT * height


def _axes_of_numbers(chart: Chart, panel: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The axes that have numbers along them: that of the values, and for unnamed points the other one."""
    marks = [mark for mark in panel["marks"] if mark["kind"] not in ("pie", "heatmap")]
    if not marks:
        return []
    pairs = marks[0]["kind"] == "scatter" and any(point[2] is None for point in marks[0]["points"])
    return [chart.values_axis(panel), *([chart.names_axis(panel)] if pairs else [])]


def _hidden(chart: Chart, panel: Mapping[str, Any], slack: float) -> str:
    """At which end a panel's frame cuts off values that no other panel shows; empty where it does not."""
    ends = {spot: _beyond(chart, panel, *spot, slack) for spot in _spots(chart, panel)}
    for other in chart.panels:
        if other is not panel and any(ends.values()):
            seen = {spot for spot in _spots(chart, other) if not _beyond(chart, other, *spot, slack)}
            ends = {spot: end for spot, end in ends.items() if spot not in seen}
    return next(filter(None, ends.values()), "")


def _spots(chart: Chart, panel: Mapping[str, Any]) -> set[tuple[float, float]]:
    """Where a panel's points stand and its bars end: places and values."""
    number = chart.payload["panels"].index(panel)
    plain = [one for one in chart.series if one.panel == number and one.kind in ("line", "scatter")]
    spots = {(point.place, point.value) for one in plain for point in one.points if point.value is not None}
    bars = [point for mark in panel["marks"] if mark["kind"] == "bar" for point in mark["points"]]
    return spots | {(p[0], p[1] + (p[3] or 0.0)) for p in bars if None not in p[:2]}


def _beyond(chart: Chart, panel: Mapping[str, Any], place: float, value: float, slack: float) -> str:
    """The end of the frame that a point lies beyond, by more than a part of its size; empty where it lies within."""
    along = chart.values_axis(panel)
    least, most = ("above", "below") if along is panel["y"] else ("after", "before")
    for axis, at, before, after in (
        (along, value, f"{least} your lowest value", f"{most} your highest value"),
        (chart.names_axis(panel), place, "after your first value", "before your last value"),
    ):
        low, high = sorted((axis["low"] or 0.0, axis["high"] or 0.0))
        far = (slack + 1e-6) * (high - low)
        if not low - far <= at <= high + far:
            return before if at < low else after
    return ""


def _one_scale(
    panel: Mapping[str, Any], axis: Mapping[str, Any], under: Mapping[str, Any], other: Mapping[str, Any]
) -> bool:
    """Whether two axes over each other are one: the same limits, or the same marks in another unit."""
    ends = [((axis[end] or 0.0), (other[end] or 0.0)) for end in ("low", "high")]
    if all(abs(mine - theirs) <= 1e-3 * (1 + abs(theirs)) for mine, theirs in ends):
        return True

    def heights(of: Mapping[str, Any], by: Mapping[str, Any]) -> list[list[float]]:
        low, high = by["low"] or 0.0, by["high"] or 0.0
        return [[((point[1] or 0.0) - low) / ((high - low) or 1.0) for point in mark["points"]] for mark in of["marks"]]

    below = heights(under, other)
    return all(
        any(len(one) == len(two) and all(abs(a - b) < 5e-3 for a, b in zip(one, two, strict=True)) for two in below)
        for one in heights(panel, axis)
    )


def _of_guide(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    asked = rules.get("guide")
    if asked is None:
        return
    along = [("x" if chart.values_axis(panel) is panel["x"] else "y", panel) for panel in chart.panels]
    given = [place for side, panel in along for place in panel["guides"][side]]
    in_its_unit = difference(chart.series, reference.series, nearness(reference, rules), rules["extra"]) is None
    wanted = [asked / factor for factor in ((1.0,) if in_its_unit else FACTORS)]
    if not any(abs(one - place) <= 1e-6 * abs(place) for one in given for place in wanted):
        yield Finding(code="no_guide", data={"guide": f"{asked:g}"})


def _of_order(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    bars = [one for one in chart.series if one.kind == "bar"]
    if rules["order"] == "any" or not bars or len({one.panel for one in bars}) > 1:
        return
    totals: dict[float, float] = {}
    for one in bars:
        for point in one.points:
            place = round(point.place) if len(bars) > 1 else point.place
            totals[place] = totals.get(place, 0.0) + (point.value or 0.0)
    sizes = [totals[place] for place in sorted(totals)]
    if sizes not in (sorted(sizes), sorted(sizes, reverse=True)):
        yield Finding(code="unsorted_categories")


def _of_colours(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    for panel in chart.panels:
        legend = panel["legend"] or chart.payload["legend"]
        marks = [mark for mark in panel["marks"] if mark["kind"] != "heatmap" and mark["colours"]]
        named = [mark for mark in marks if mark["label"]] or marks
        several = len(named) > 1 and len(legend) > 1
        if not several and len(legend) > 1 and named and len(named[0]["colours"]) > 1:  # slices, or dots by group
            groups = [[(colour, "") for colour in named[0]["colours"]]]
        elif several:
            styles = dict.fromkeys(mark["style"] for mark in named)
            groups = [[(m["colours"][0], m["label"]) for m in named if m["style"] == style] for style in styles]
        else:
            groups = []
        for group in groups:
            found = alike([colour for colour, _ in group], rules["colours"])
            if found:
                names = [f"“{group[number][1]}”" for number in found[1:] if group[number][1]]
                where = f" ({' and '.join(names)})" if len(names) == 2 else ""
                yield Finding(code="colours_alike", data={"where": where, "seen": _SEEN[found[0]]})
                return


def _of_legend(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    for number, panel in enumerate(chart.payload["panels"]):
        series = [one for one in chart.series if one.panel == number and one.kind not in ("heatmap", "pie")]
        legend = panel["legend"] or chart.payload["legend"]
        written = sum(any(map(str.isalpha, text)) for text in panel["texts"])
        if len(series) > 1 and len(legend) < 2 and written < len(series):
            yield Finding(code="no_legend")
            return


def _of_words(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> Iterator[Finding]:
    if rules["units"] and not any(_is_read(unit, chart) for unit in rules["units"]):
        yield Finding(code="missing_unit")
    elif rules.get("on_axis") and not any(_stands_at_values(unit, chart) for unit in rules["units"]):
        yield Finding(code="unit_elsewhere")
    elif _are_swapped(chart, reference, rules):
        yield Finding(code="swapped_labels")
    elif any(_are_exchanged(chart, panel, reference) for panel in chart.panels):
        yield Finding(code="swapped_axes")
    elif not all(_is_labelled(chart, panel, reference) for panel in chart.panels):
        yield Finding(code="missing_axis_label")
    if not chart.titles:
        yield Finding(code="missing_title")
    elif all(_ONLY_ASKS.fullmatch(title.strip()) for title in chart.titles):
        yield Finding(code="title_asks")
    elif rules.get("leader") and _names_another(chart, reference):
        yield Finding(code="other_leader")
    elif rules["title"]:
        if not any(stands(word, title) for word in rules["title"] for title in chart.titles):
            yield Finding(code="title_says_nothing")
    elif all(set(tokens(title)) <= repeated_words(chart) | repeated_words(reference) for title in chart.titles):
        yield Finding(code="title_says_nothing")


def _is_read(unit: str, chart: Chart) -> bool:
    """Whether a unit is read somewhere; ``1 & 5``: both, in one text, and that is no label of a tick."""
    parts = unit.split("&")
    if len(parts) == 1:
        return stands(unit, chart.words)
    return any(all(stands(part, text) for part in parts) for text in chart.texts)


def _stands_at_values(unit: str, chart: Chart) -> bool:
    """Whether a unit stands at an axis of values, or beside a value."""
    texts = [text for panel in chart.panels for text in panel["texts"] if any(map(str.isdigit, text))]
    for axis in (chart.values_axis(panel) for panel in chart.panels):
        texts += [axis["label"], axis["offset"], *(text for _, text in axis["ticks"])]
    texts += [text for panel in chart.panels for text in panel["other_unit"]]
    return any(all(stands(part, text) for part in unit.split("&")) for text in texts)


def _names_another(chart: Chart, reference: Chart) -> bool:
    """Whether titles have the name of a value, and that of none of the largest."""
    points = [point for one in reference.series for point in one.points if point.value is not None and point.name]
    largest = max((point.value or 0.0 for point in points), default=0.0)
    named = [one for one in points if any(stands(one.name, title) for title in chart.titles)]
    return bool(named) and all(point.value != largest for point in named)


def _is_labelled(chart: Chart, panel: Mapping[str, Any], reference: Chart) -> bool:
    """Whether each axis of numbers says what it counts: in a label, in its ticks, in a title that names it."""
    beside = len(chart.panels) > 1 and all(one["titles"] for one in chart.panels)
    sheet = [] if len(chart.panels) > 1 and not beside else chart.titles  # of several panels, a title has to be its own
    titles = set(tokens("\n".join(panel["titles"] if beside else sheet)))
    for axis in _axes_of_numbers(chart, panel):
        along = axis is chart.values_axis(panel)
        asked = (reference.values_axis if along else reference.names_axis)(reference.panels[0])
        written = [text for _, text in axis["ticks"]] + [text for text in panel["texts"] if any(map(str.isdigit, text))]
        in_ticks = any(not re.fullmatch(r"[\d\s.,+eE−-]*", text) for text in written)
        in_title = bool(titles & (set(tokens(asked["label"])) - SAYS_NOTHING))
        if not (axis["label"] or in_ticks or in_title or beside):
            return False
    return True


def _are_swapped(chart: Chart, reference: Chart, rules: Mapping[str, Any]) -> bool:
    """Whether two panels have each other's labels: each a word of the other's in the reference, and none of its own."""
    if len(chart.panels) < 2 or len(reference.panels) < 2 or compare_data(chart, reference, rules):
        return False
    asked, given, near = _label_words(reference), _label_words(chart), nearness(reference, rules)
    pairs = [
        (given[one.panel], asked[other.panel])
        for one in chart.series
        for other in reference.series
        if compare_points(one, other, near) is None
    ]
    return any(
        mine & other_asked and not mine & own_asked and other & own_asked and not other & other_asked
        for mine, own_asked in pairs
        for other, other_asked in pairs
        if own_asked is not other_asked
    )


def _are_exchanged(chart: Chart, panel: Mapping[str, Any], reference: Chart) -> bool:
    """Whether each axis has words that the reference writes along the other one, and none of its own."""
    if len(chart.panels) > 1 or len(reference.panels) > 1 or not _lies_alike(chart, reference):
        return False
    asked = [set(tokens(axis(reference.panels[0])["label"])) for axis in (reference.values_axis, reference.names_axis)]
    values, names = (words - SAYS_NOTHING - (asked[0] & asked[1]) for words in asked)
    up, along = (set(tokens(axis(panel)["label"])) for axis in (chart.values_axis, chart.names_axis))
    return bool(up & names and along & values and not up & values and not along & names)


def _lies_alike(chart: Chart, reference: Chart) -> bool:
    """Whether the points stand at the places of the reference's: pairs may be drawn the other way round."""
    mine, theirs = (sorted({point.place for one in of.series for point in one.points}) for of in (chart, reference))
    near = (abs(a - b) <= CENT + 0.01 * abs(b) for a, b in zip(mine, theirs, strict=False))
    return len(mine) == len(theirs) and all(near)


def _label_words(chart: Chart) -> dict[int, set[str]]:
    """The words of each panel's axis of values that no other panel's has, by the panel's number."""
    words = {
        number: set(tokens(chart.values_axis(panel)["label"])) - SAYS_NOTHING
        for number, panel in enumerate(chart.payload["panels"])
        if panel["marks"]
    }
    common = set.intersection(*words.values()) if len(words) > 1 else set()
    return {number: found - common for number, found in words.items()}


Look = Callable[[Chart, Chart, Mapping[str, Any]], Iterator[Finding]]
_LOOKS: Sequence[Look] = (_of_kind, _of_data, _of_guide, _of_scales, _of_order, _of_colours, _of_legend, _of_words)
