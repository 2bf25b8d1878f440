"""The data that a chart shows, as series of named points, and where two charts' data differ."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from firstquery.checks.equality import MOMENT, MONTH, NUMERAL, moment
from firstquery.checks.verdict import Finding

Key = tuple[str, Any]  # ("date", "2025-01"), ("number", 3.0) or ("text", "canada"): two of other sorts are not compared
Near = Callable[[float, float], bool]
_DAY_FORMATS = ("%d.%m.%Y", "%Y/%m/%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y")
_MONTH_FORMATS = ("%b %Y", "%B %Y", "%b %y", "%b-%y", "%b-%Y", "%m/%Y", "%Y/%m", "%b '%y", "%Y %b")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_SCATTERED = 2_000
MOST_GROUPS = 50
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
CENT = 0.005 + 1e-9  # by which a place may differ that is written with two decimals


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


def series_of(chart: Mapping[str, Any]) -> list[Series]:
    """The series of a chart's payload; what only decorates one, or lies over a part of another, is no series."""
    found: list[Series] = []
    many = len(chart["panels"]) > 1
    for number, panel in enumerate(chart["panels"]):
        marks = [mark for mark in panel["marks"] if any(point[1] is not None for point in mark["points"])]
        legend = panel["legend"] or chart["legend"]
        title = next(iter(panel["titles"]), "") or panel["y"]["label"] if many and len(marks) == 1 else ""
        for place, mark in enumerate(marks):
            label = _in_legend(mark, panel) or mark["label"] or (legend[place] if len(legend) == len(marks) else title)
            points = tuple(_point(point, mark["kind"]) for point in mark["points"] if point[0] is not None)
            if mark["kind"] == "pie" and len(legend) == len(points) and not any(point.name for point in points):
                points = tuple(replace(p, name=n, key=key_of(n)) for p, n in zip(points, legend, strict=True))
            found.append(Series(mark["kind"], label, number, points, mark["horizontal"]))
    found = _gathered(found)
    return _joined([one for one in found if not _decorates(one, found)])


def _in_legend(mark: Mapping[str, Any], panel: Mapping[str, Any]) -> str:
    """What the legend says of the mark's colour, where it has that colour once, or once with the mark's stroke."""
    entries = zip(panel["legend"] or [], panel["legend_colours"], panel.get("legend_styles", ()), strict=False)
    named = [(text, style) for text, colour, style in entries if [colour] == mark["colours"]]
    if len(named) > 1:
        named = [(text, style) for text, style in named if style == mark["style"]]
    return named[0][0] if len(named) == 1 else ""


def _point(point: Sequence[Any], kind: str) -> Point:
    place, value, name = point[0], point[1], point[2]
    unwritten = None if kind == "pie" else ("number", round(place, 6))
    return Point(place, unwritten if name is None else key_of(name), value, name or "")


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


def _gathered(found: list[Series]) -> list[Series]:
    """Dots of a panel that were drawn one at a time, without a name of their own, as one cloud."""
    single = [one for one in found if one.kind == "scatter" and len(one.points) == 1 and not one.label]
    clouds: dict[int, Series] = {}
    for one in single:
        before = clouds.get(one.panel)
        clouds[one.panel] = replace(one, points=before.points + one.points) if before else one
    return [one for one in found if not any(one is other for other in single)] + list(clouds.values())


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


def difference(given: Sequence[Series], wanted: Sequence[Series], near: Near, extra: bool) -> Finding | None:
    """How the given series differ from the wanted; None where they show the same. ``extra``: more series are fine."""
    if not given:
        return _found("series_missing", number=len(wanted))
    found = _assigned(given, wanted, near, extra)
    turned = _turned(given) if found else []
    return None if turned and _assigned(turned, wanted, near, extra) is None else found


def _found(code: str, names: Iterable[str] = (), number: int = 0) -> Finding:
    """A finding on the data; ``names`` are those that the chart itself shows at what is concerned."""
    shown = [f"“{name[:40]}”" for name in names if name]
    where = f" ({', '.join(shown[:3])}{' and others' if len(shown) > 3 else ''})" if shown else ""
    return Finding(code=code, data={"where": where, "number": number})


def _assigned(given: Sequence[Series], wanted: Sequence[Series], near: Near, extra: bool) -> Finding | None:
    left = list(given)
    unmatched: list[Series] = []
    for one in wanted:
        same = [other for other in left if compare_points(other, one, near) is None]
        if not same:
            unmatched.append(one)
            continue
        chosen = next((other for other in same if _folded(other) == _folded(one)), same[0])
        left.remove(chosen)
        if one.label and _names_another(chosen, one, [other for other in wanted if other is not one]):
            return _found("wrong_names", [chosen.label])
    if not unmatched:
        return _found("series_extra", [one.label for one in left], len(left)) if left and not extra else None
    if not left:
        return _found("series_missing", number=len(unmatched))
    first = unmatched[0]
    other = next((one for one in left if one.label and _folded(one) == _folded(first)), left[0])
    return compare_points(other, first, near)


def _names_another(given: Series, meant: Series, others: Sequence[Series]) -> bool:
    """Whether a series has the name of another than it shows, or the number that stands in that name alone."""
    if _folded(given) in {_folded(other) for other in others} - {"", _folded(meant)}:
        return True
    mine, theirs = set(_NUMBER.findall(given.label)), set(_NUMBER.findall(meant.label))
    return bool(theirs) and not mine & theirs and any(mine & set(_NUMBER.findall(other.label)) for other in others)


def _folded(series: Series) -> str:
    return " ".join(series.label.casefold().split())


def _turned(given: Sequence[Series]) -> list[Series]:
    """Groups for categories and categories for groups: the same numbers, the other way round."""
    keys = list(dict.fromkeys(point.key for one in given for point in one.points))
    if len(given) < 2 or not all(one.label for one in given) or None in keys or len(keys) > MOST_GROUPS:
        return []
    names = {point.key: point.name or f"{point.place:g}" for one in given for point in one.points}
    return [
        Series(
            given[0].kind,
            names[key],
            0,
            tuple(
                Point(float(place), key_of(one.label), point.value, one.label)
                for place, one in enumerate(given)
                for point in one.points
                if point.key == key
            ),
        )
        for key in keys
    ]


def compare_points(given: Series, wanted: Series, near: Near) -> Finding | None:
    """How the points of one series differ from another's; None where they are the same."""
    if "pie" in (given.kind, wanted.kind):  # a pie shows shares alone
        given, wanted, near = _shares(given), _shares(wanted), _near_shares
    few = len(given.points) - len(wanted.points)
    counted = _found("points_missing" if few < 0 else "points_extra", number=abs(few)) if few else None
    if wanted.kind == "scatter" and (given.kind == "scatter" or not any(point.name for point in wanted.points)):
        return None if _scattered(given, wanted, near) else counted or _found("wrong_data")
    mine = {point.key: point for point in wanted.points if point.key is not None}
    theirs = {point.key: point for point in given.points if point.key is not None}
    sorts = {key[0] for key in mine}
    in_words = _numbered(theirs) if sorts == {"number"} else {}
    if in_words.keys() == mine.keys() and len(in_words) == len(given.points) == len(wanted.points):
        return _by_name(in_words, mine, near)
    if sorts == {key[0] for key in theirs} and len(mine) == len(wanted.points) and len(theirs) == len(given.points):
        return _by_name(_likened(theirs, mine), mine, near)
    if counted:
        return counted
    pairs = list(zip(_along(given), _along(wanted), strict=True))
    if not all(near(one.value or 0.0, other.value or 0.0) for one, other in pairs):
        return _found("wrong_data")
    numbered = [point.place for point in given.points] == [float(n) for n in range(len(given.points))]
    unnamed = not any(point.name for point in given.points) and (given.kind == "pie" or numbered)
    contrary = any(one.name and one.key and other.key and _contradicts(one.key, other.key) for one, other in pairs)
    return _found("no_names") if contrary or (unnamed and "number" not in sorts) else None


def _numbered(points: Mapping[Key, Point]) -> dict[Key, Point]:
    """The points under the one number that each of their names has, as ``after 3 months``; none where one has not."""
    numbers = {point: _NUMBER.findall(point.name) for point in points.values()}
    if any(key[0] != "text" or len(numbers[point]) != 1 for key, point in points.items()):
        return {}
    return {key_of(numbers[point][0]): point for point in points.values()}


def _by_name(theirs: Mapping[Key, Point], mine: Mapping[Key, Point], near: Near) -> Finding | None:
    """How points differ that are all named in the same way; what is zero may be missing."""
    missing = [point for key, point in mine.items() if key not in theirs and point.value]
    extra = [point for key, point in theirs.items() if key not in mine and point.value]
    wrong = [
        theirs[key]
        for key, point in mine.items()
        if key in theirs and not near(theirs[key].value or 0.0, point.value or 0.0)
    ]
    if not (missing or extra or wrong):
        return None
    sizes = [sorted(point.value or 0.0 for point in points.values()) for points in (theirs, mine)]
    if len(missing) == len(extra) and len(mine) > 2 and len(sizes[0]) == len(sizes[1]) and all(map(near, *sizes)):
        return _found("wrong_names", [point.name for point in extra or wrong])
    if missing or extra:
        less = len(missing) >= len(extra)
        names = [] if less else [point.name for point in extra]
        return _found("points_missing" if less else "points_extra", names, max(len(missing), len(extra)))
    return _found("wrong_data", [point.name for point in wrong])


def _shares(series: Series) -> Series:
    total = sum(point.value or 0.0 for point in series.points) or 1.0
    points = tuple(replace(point, value=(point.value or 0.0) / total) for point in series.points)
    return replace(series, points=points)


def _near_shares(given: float, wanted: float) -> bool:
    return abs(given - wanted) <= 1e-4


def _likened(theirs: dict[Key, Point], mine: Mapping[Key, Point]) -> dict[Key, Point]:
    """Names that say the same and more (``Canada (3)``), and places rounded to cents, under the key's names."""
    taken = dict(theirs)
    for key in [key for key in mine if key[0] == "number" and key not in theirs]:
        close = [k for k in taken if k not in mine and k[0] == "number" and abs(k[1] - key[1]) <= CENT]
        if len(close) == 1:
            taken[key] = taken.pop(close[0])
    for key in [key for key in mine if key[0] == "text" and key not in theirs and key[1]]:
        alike = [k for k in taken if k not in mine and k[1] and (key[1] in k[1] or k[1] in key[1])]
        if len(alike) == 1:
            taken[key] = taken.pop(alike[0])
    return taken


def _along(series: Series) -> list[Point]:
    return sorted(series.points, key=lambda point: point.place)


def _contradicts(one: Key, other: Key) -> bool:
    if (one[0], other[0]) == ("text", "date"):  # Mar at 2025-03
        return one[1].rstrip(".")[:3] in _MONTH_NAMES and _MONTH_NAMES.index(one[1][:3]) + 1 != int(other[1][5:7])
    return one[0] == other[0] and one != other


def _scattered(given: Series, wanted: Series, near: Near) -> bool:
    """Whether two clouds hold the same pairs, as they are or with the axes the other way round."""
    if len(given.points) != len(wanted.points):
        return False
    mine, theirs = (
        sorted((point.place, point.value or 0.0) for point in one.points[:MOST_SCATTERED]) for one in (wanted, given)
    )
    return any(
        all(near(a[0], b[0]) and near(a[1], b[1]) for a, b in zip(pairs, mine, strict=True))
        for pairs in (theirs, sorted((b, a) for a, b in theirs))
    )
