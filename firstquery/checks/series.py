"""The data that a chart shows, as series of named points, and where two charts' data differ."""

from __future__ import annotations

import datetime as dt
import itertools
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from firstquery.checks.equality import MOMENT, MONTH, NUMERAL, moment

Key = tuple[str, Any]  # ("date", "2025-01"), ("number", 3.0) or ("text", "canada"): two of other sorts are not compared
Near = Callable[[float, float], bool]
_DAY_FORMATS = ("%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y")
_MONTH_FORMATS = ("%b %Y", "%B %Y", "%b %y", "%b-%y", "%b-%Y", "%m/%Y", "%Y/%m", "%b '%y", "%Y %b")
MOST_SCATTERED = 2_000


@dataclass(frozen=True)
class Point:
    """Where a point stands, what is written there (None: nothing that could be read), and how much it is."""

    place: float
    key: Key | None
    value: float | None
    name: str


@dataclass(frozen=True)
class Series:
    """The points of one colour: a line, the bars of one group, a pie. ``panel`` is the number of its Axes."""

    kind: str
    label: str
    panel: int
    points: tuple[Point, ...]
    horizontal: bool = False


@dataclass(frozen=True)
class Difference:
    """How the data differ: a finding's code, names that the chart itself shows and that are concerned, and how many."""

    code: str
    names: tuple[str, ...] = ()
    number: int = 0


def series_of(chart: Mapping[str, Any]) -> list[Series]:
    """The series of a chart's payload; what only decorates one, or lies over a part of another, is no series."""
    found: list[Series] = []
    many = len(chart["panels"]) > 1
    for number, panel in enumerate(chart["panels"]):
        marks = [mark for mark in panel["marks"] if any(point[1] is not None for point in mark["points"])]
        if any(mark["kind"] == "area" for mark in marks):  # its edge is drawn as a line as well
            marks = [mark for mark in marks if mark["kind"] != "line" or not _edges(mark, marks)]
        legend = panel["legend"] or chart["legend"]
        title = next(iter(panel["titles"]), "") or panel["y"]["label"] if many and len(marks) == 1 else ""
        for place, mark in enumerate(marks):
            label = _in_legend(mark, panel) or mark["label"] or (legend[place] if len(legend) == len(marks) else title)
            points = tuple(_point(point, mark["kind"]) for point in mark["points"] if point[0] is not None)
            if mark["kind"] == "pie" and len(legend) == len(points) and not any(point.name for point in points):
                points = tuple(replace(p, name=n, key=key_of(n)) for p, n in zip(points, legend, strict=True))
            found.append(Series(mark["kind"], label, number, points, mark["horizontal"]))
    return _joined([one for one in found if not _decorates(one, found)])


def _in_legend(mark: Mapping[str, Any], panel: Mapping[str, Any]) -> str:
    """What the legend says of the mark's colour, where it has that colour once."""
    entries = zip(panel["legend"] or [], panel["legend_colours"], strict=False)
    named = [text for text, colour in entries if [colour] == mark["colours"]]
    return named[0] if len(named) == 1 else ""


def _edges(line: Mapping[str, Any], marks: Sequence[Mapping[str, Any]]) -> bool:
    areas = [mark for mark in marks if mark["kind"] == "area"]
    heights = [[point[1] or 0.0 for point in mark["points"]] for mark in areas]
    given = [point[1] or 0.0 for point in line["points"]]
    sums = [[sum(column) for column in zip(*heights[: count + 1], strict=False)] for count in range(len(heights))]
    return any(
        len(one) == len(given) and all(abs(a - b) <= 1e-6 * (1 + abs(b)) for a, b in zip(given, one, strict=True))
        for one in heights + sums
    )


def _point(point: Sequence[Any], kind: str) -> Point:
    place, value, name = point[0], point[1], point[2]
    written = name is not None
    return Point(
        place, key_of(name) if written else (None if kind == "pie" else ("number", round(place, 6))), value, name or ""
    )


def _decorates(one: Series, others: Sequence[Series]) -> bool:
    """Whether it repeats points of another series to set them off, or is a level line beside other series."""
    values = {point.value for point in one.points}
    rest = [other for other in others if other is not one and other.kind != "heatmap"]
    if one.kind == "line" and len(one.points) > 1 and len(values) == 1 and rest:
        return any(len({point.value for point in other.points}) > 1 for other in rest)
    mine = _places(one)
    beside = [other for other in rest if other.panel == one.panel]
    over_a_line = one.kind == "scatter" and any(_places(other) == mine for other in beside if other.kind == "line")
    return over_a_line or any(mine < _places(other) for other in beside)


def _places(series: Series) -> set[tuple[float, float | None]]:
    return {(point.place, point.value) for point in series.points}


def _joined(found: list[Series]) -> list[Series]:
    """Bars of one group that were drawn one after the other, each in its colour, as one series."""
    bars = [one for one in found if one.kind == "bar"]
    apart = all(
        not {p.place for p in a.points} & {p.place for p in b.points} and a.panel == b.panel
        for a, b in itertools.combinations(bars, 2)
    )
    names = [point.key for one in bars for point in one.points]
    if len(bars) < 2 or len(bars) < len(found) or not apart or len(set(names)) < len(names):
        return found
    points = sorted((point for one in bars for point in one.points), key=lambda point: point.place)
    return [replace(bars[0], label="", points=tuple(points))]


@lru_cache(maxsize=20_000)
def key_of(name: str) -> Key:
    """What is written at a point, in a form in which it is compared."""
    text = " ".join(unicodedata.normalize("NFC", name).split())
    if MOMENT.fullmatch(text):
        return "date", _month(moment(text))
    if MONTH.fullmatch(text):
        return "date", text
    if NUMERAL.fullmatch(text.replace("−", "-")):
        return "number", round(float(text.replace("−", "-")), 6)
    dated = any(map(str.isdigit, text))
    for formats, form in () if not dated else ((_DAY_FORMATS, "%Y-%m-%d"), (_MONTH_FORMATS, "%Y-%m")):
        for one in formats:
            try:
                return "date", _month(dt.datetime.strptime(text, one).strftime(form))
            except ValueError:
                continue
    return "text", text.casefold()


def _month(date: str) -> str:
    return date[:7] if len(date) == 10 and date.endswith("-01") else date


def difference(given: Sequence[Series], wanted: Sequence[Series], near: Near, extra: bool) -> Difference | None:
    """How the given series differ from the wanted; None where they show the same. ``extra``: more series are fine."""
    if not given:
        return Difference("series_missing", number=len(wanted))
    best: Difference | None = None
    for turned in (given, _turned(given)):
        if turned:
            found = _assigned(turned, wanted, near, extra)
            if found is None:
                return None
            best = best or found
    return best


def _assigned(given: Sequence[Series], wanted: Sequence[Series], near: Near, extra: bool) -> Difference | None:
    left = list(given)
    unmatched: list[Series] = []
    for one in wanted:
        same = [other for other in left if compare_points(other, one, near) is None]
        chosen = next(
            (other for other in same if _folded(other.label) == _folded(one.label)), same[0] if same else None
        )
        if chosen is None:
            unmatched.append(one)
        else:
            left.remove(chosen)
            others = {_folded(other.label) for other in wanted if other is not one} - {"", _folded(one.label)}
            if one.label and _folded(chosen.label) in others:
                return Difference("wrong_names" if one.kind == "heatmap" else "wrong_legend", (chosen.label,))
    if not unmatched:
        return (
            None
            if extra or not left
            else Difference("series_extra", tuple(one.label for one in left if one.label), len(left))
        )
    if not left:
        return Difference("series_missing", (), len(unmatched))
    first = unmatched[0]
    other = next((one for one in left if one.label and _folded(one.label) == _folded(first.label)), left[0])
    return compare_points(other, first, near)


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())


def _turned(given: Sequence[Series]) -> list[Series]:
    """Groups for categories and categories for groups: the same numbers, the other way round."""
    keys = list(dict.fromkeys(point.key for one in given for point in one.points))
    if len(given) < 2 or not all(one.label for one in given) or any(key is None for key in keys) or len(keys) > 50:
        return []
    names = {point.key: point.name or f"{point.place:g}" for one in given for point in one.points}
    turned = []
    for key in keys:
        points = [
            Point(float(place), key_of(one.label), point.value, one.label)
            for place, one in enumerate(given)
            for point in one.points
            if point.key == key
        ]
        turned.append(Series(given[0].kind, names[key], 0, tuple(points)))
    return turned


def compare_points(given: Series, wanted: Series, near: Near) -> Difference | None:
    """How the points of one series differ from another's; None where they are the same."""
    if "pie" in (given.kind, wanted.kind):  # a pie shows shares alone
        given, wanted, near = _shares(given), _shares(wanted), _near_shares
    if wanted.kind == "scatter" and (given.kind == "scatter" or not any(point.name for point in wanted.points)):
        same = _scattered(given, wanted, near) or _scattered(given, wanted, near, swapped=True)
        few = len(given.points) - len(wanted.points)
        return (
            None
            if same
            else Difference("points_missing" if few < 0 else "points_extra" if few else "wrong_data", (), abs(few))
        )
    mine = _by_key(wanted)
    theirs = _by_key(given)
    sorts = {key[0] for key in mine}, {key[0] for key in theirs}
    full = len(mine) == len(wanted.points) and len(theirs) == len(given.points)
    if full and sorts[0] == sorts[1]:
        theirs = _likened(theirs, mine)
        missing = [point for key, point in mine.items() if key not in theirs and point.value]
        extra = [point for key, point in theirs.items() if key not in mine and point.value]
        if not missing and not extra:
            wrong = [
                p for key, p in mine.items() if not _near(theirs[key].value if key in theirs else 0.0, p.value, near)
            ]
            if wrong and _same_values(given, wanted, near) and len(wanted.points) > 2:
                return Difference("wrong_names", tuple(point.name for point in wrong if point.name), len(wrong))
            return (
                Difference("wrong_data", tuple(point.name for point in wrong if point.name), len(wrong))
                if wrong
                else None
            )
        if len(missing) == len(extra) and _in_order(given, wanted, near):
            return Difference("wrong_names", tuple(point.name for point in extra if point.name), len(extra))
        if len(missing) >= len(extra):
            return Difference("points_missing", (), len(missing))
        return Difference("points_extra", tuple(point.name for point in extra if point.name), len(extra))
    few = len(given.points) - len(wanted.points)
    if few:
        return Difference("points_missing" if few < 0 else "points_extra", (), abs(few))
    if not _in_order(given, wanted, near):
        return Difference("wrong_data", (), len(wanted.points))
    unnamed = not any(point.name for point in given.points)
    counted = [point.place for point in given.points] == [float(n) for n in range(len(given.points))]
    nothing_written = unnamed and (given.kind == "pie" or counted) and "number" not in sorts[0]
    return Difference("no_names") if nothing_written or _contrary(given, wanted) else None


def _shares(series: Series) -> Series:
    total = sum(point.value or 0.0 for point in series.points) or 1.0
    points = tuple(replace(point, value=(point.value or 0.0) / total) for point in series.points)
    return replace(series, points=points)


def _near_shares(given: float, wanted: float) -> bool:
    return abs(given - wanted) <= 1e-4


def _by_key(series: Series) -> dict[Key, Point]:
    return {point.key: point for point in series.points if point.key is not None}


def _likened(theirs: dict[Key, Point], mine: Mapping[Key, Point]) -> dict[Key, Point]:
    """Names that say the same and more (``Canada (3)``) under the key's names."""
    taken = dict(theirs)
    for key in [key for key in mine if key[0] == "text" and key not in theirs and key[1]]:
        alike = [k for k in taken if k not in mine and k[1] and (key[1] in k[1] or k[1] in key[1])]
        if len(alike) == 1:
            taken[key] = taken.pop(alike[0])
    return taken


def _near(given: float | None, wanted: float | None, near: Near) -> bool:
    return near(given or 0.0, wanted or 0.0)


def _in_order(given: Series, wanted: Series, near: Near) -> bool:
    """Whether the values are the same one after the other, along the axis."""
    pairs = zip(_along(given), _along(wanted), strict=False)
    return len(given.points) == len(wanted.points) and all(_near(a.value, b.value, near) for a, b in pairs)


def _along(series: Series) -> list[Point]:
    return sorted(series.points, key=lambda point: point.place)


def _same_values(given: Series, wanted: Series, near: Near) -> bool:
    mine, theirs = (sorted(point.value or 0.0 for point in one.points) for one in (wanted, given))
    return len(mine) == len(theirs) and all(near(b, a) for a, b in zip(mine, theirs, strict=True))


def _contrary(given: Series, wanted: Series) -> bool:
    """Whether what is written at some points is written at others of the key's."""
    pairs = [(a.key, b.key) for a, b in zip(_along(given), _along(wanted), strict=True) if a.name and a.key and b.key]
    return any(a[0] == b[0] and a != b for a, b in pairs)


def _scattered(given: Series, wanted: Series, near: Near, swapped: bool = False) -> bool:
    """Whether two clouds hold the same pairs; ``swapped``: with the axes the other way round."""

    def pairs(series: Series, turned: bool) -> list[tuple[float, float]]:
        both = [(point.place, point.value or 0.0) for point in series.points[:MOST_SCATTERED]]
        return [(b, a) for a, b in both] if turned else both

    mine, theirs = pairs(wanted, False), pairs(given, swapped)
    if len(given.points) != len(wanted.points):
        return False
    if Counter(mine) == Counter(theirs):
        return True
    close = zip(sorted(theirs), sorted(mine), strict=True)
    return all(near(a[0], b[0]) and near(a[1], b[1]) for a, b in close)
