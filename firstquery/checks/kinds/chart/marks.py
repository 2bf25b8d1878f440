"""The marks of matplotlib's Axes as plain JSON: bars, lines, points, slices and heat maps, with their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from firstquery.checks.cells import cell, is_a

MOST_POINTS = 20_000
MOST_TEXTS = 100
MOST_TEXT = 300
MOST_COLOURS = 50
#: A month or a day as this course writes it.
_ISO_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")
#: Formatters whose labels are names that somebody wrote, over those of the categories, too.
_WRITTEN = ("FixedFormatter", "FuncFormatter")
#: Formatters whose labels are names; the others write the number that stands there.
_NAMING = (*_WRITTEN, "StrCategoryFormatter")


class TooMuch(Exception):
    """The figure shows more than is looked at."""


def read_marks(axes: Any) -> list[dict[str, Any]]:
    """The marks of one Axes, in the form that `firstquery.checks.kinds.chart.axes` describes."""
    found = [*_bars(axes), *_lines(axes), *_collections(axes), *_pies(axes), *_images(axes)]
    return [_named(mark, axes) for mark in found]


def read_guides(axes: Any) -> dict[str, list[float]]:
    """Where straight lines run across one Axes, upwards at some ``x`` or level at some ``y``, drawn in any way."""
    from matplotlib.collections import LineCollection

    lines = [line.get_xydata() for line in axes.lines if _is_line_seen(line, axes)]
    for one in axes.collections:
        if is_a(one, LineCollection) and one.get_visible():
            lines += one.get_segments()[:MOST_TEXTS]
    found: dict[str, list[float]] = {"x": [], "y": []}
    for line in lines:
        ends = np.asarray(line, dtype=float)
        for number, along in enumerate(found):
            at = number_of(ends[0, number]) if len(ends) > 1 and np.ptp(ends[:, number]) == 0 else None
            if at is not None and np.ptp(ends[:, 1 - number]) > 0:
                found[along].append(at)
    return {along: sorted(set(at))[:MOST_TEXTS] for along, at in found.items()}


def _formatter(axis: Any) -> str:
    return type(axis.get_major_formatter()).__name__


def _named(mark: dict[str, Any], axes: Any) -> dict[str, Any]:
    """The mark with what is written at each of its points: a date, a category, a label of a tick."""
    if mark["kind"] in ("pie", "heatmap"):
        return mark
    axis = axes.yaxis if mark["horizontal"] else axes.xaxis
    places = [point[0] for point in mark["points"]]
    dates = iso_dates(axes, axis)
    if dates:
        meant = iter(dates([place for place in places if place is not None]))
        names = [None if place is None else next(meant) for place in places]
        if _formatter(axis) in _WRITTEN:  # a reader believes the dates that somebody wrote below it
            written = {place: text for place, text in ticks_of(axis) if _ISO_DAY.fullmatch(text)}
            names = [written.get(place, name) for place, name in zip(places, names, strict=True)]
    else:
        group = axes.get_shared_y_axes() if mark["horizontal"] else axes.get_shared_x_axes()
        at = _names(axis)
        for other in group.get_siblings(axes) if not at else ():  # panels may share the names of one
            at = at or _names(other.yaxis if mark["horizontal"] else other.xaxis)
        names = _nearest(at, places)
    for point, name in zip(mark["points"], names, strict=True):
        point.insert(2, name)
    return mark


def _nearest(names: dict[float, str], places: Sequence[float | None]) -> list[str | None]:
    """For each place the name that stands nearest, where one stands near."""
    if not names:
        return [None] * len(places)
    known = np.array(sorted(names))
    reach = 0.5 * float(np.diff(known).min()) if len(known) > 1 else 0.5
    steps = np.diff(np.unique([place for place in places if place is not None]))
    if len(steps) and np.allclose(steps, steps[0]):  # every third month may be named: its neighbours are not
        reach = min(reach, 0.5 * float(steps[0]))
    reach += 1e-9
    found: list[str | None] = []
    for place in places:
        nearest = None if place is None else float(known[int(np.argmin(np.abs(known - place)))])
        found.append(names[nearest] if nearest is not None and abs(nearest - (place or 0.0)) <= reach else None)
    return found


def _names(axis: Any) -> dict[float, str]:
    """The names along an axis by their places; none where it is an axis of numbers."""
    mapping = getattr(axis.units, "_mapping", None)
    if mapping is not None and is_a(mapping, dict):  # of a category axis
        names = {float(place): text_of(str(name)) for name, place in mapping.items()}
        if _formatter(axis) not in _WRITTEN:
            return names
        return names | {place: text for place, text in ticks_of(axis) if text and place is not None}
    if _formatter(axis) not in _NAMING:
        return {}
    return {place: text for place, text in ticks_of(axis) if text and place is not None}


def _mark(kind: str, artist: Any, colours: Any, points: list[list[Any]], **more: Any) -> dict[str, Any]:
    label = text_of(artist.get_label())
    plain = {"kind": kind, "horizontal": False, "label": "" if label.startswith("_") else label, "style": ""}
    return {**plain, "colours": rgb_of(colours), **more, "points": points}


def _is_seen(patch: Any, axes: Any) -> bool:
    """Return whether anything of a bar is seen: it is drawn, and its inside or its frame is no part of the ground."""
    edge = patch.get_edgecolor() if patch.get_linewidth() else "none"
    return patch.axes is not None and patch.get_visible() and _is_ink([patch.get_facecolor(), edge], axes)


def _is_line_seen(line: Any, axes: Any) -> bool:
    """Return whether a line or its markers are seen."""
    stroke = [line.get_color()] if line.get_linewidth() else []
    has_markers = str(line.get_marker()) not in ("None", " ", "")
    markers = [line.get_markerfacecolor(), line.get_markeredgecolor()] if has_markers else []
    return bool(line.get_visible()) and line.get_alpha() != 0 and _is_ink([*stroke, *markers], axes)


def _is_ink(colours: Sequence[Any], axes: Any) -> bool:
    """Return whether one of the colours is neither transparent nor that of the axes' ground."""
    from matplotlib.colors import to_rgba

    grounds = (to_rgba(one.get_facecolor()) for one in (axes, axes.get_figure(root=True)))
    ground = next((one[:3] for one in grounds if one[3] > 0), (1.0, 1.0, 1.0))  # a page is white
    return any(one[3] > 0 and one[:3] != ground for one in map(to_rgba, colours))


def _bars(axes: Any) -> Iterable[dict[str, Any]]:
    from matplotlib.container import BarContainer

    for bars in axes.containers:
        patches = [patch for patch in bars.patches if _is_seen(patch, axes)] if is_a(bars, BarContainer) else []
        if not patches:
            continue
        lying = bars.orientation == "horizontal"
        points = []
        for patch in patches[: MOST_POINTS + 1]:
            middle = (patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2)
            size, base = (patch.get_width(), patch.get_x()) if lying else (patch.get_height(), patch.get_y())
            points.append([number_of(middle[lying]), number_of(size), number_of(base)])
        hatch = "".join(sorted({str(patch.get_hatch() or "") for patch in patches}))
        yield _mark("bar", bars, [patch.get_facecolor() for patch in patches], points, horizontal=lying, style=hatch)


def _lines(axes: Any) -> Iterable[dict[str, Any]]:
    apart = {id(line) for one in axes.containers for line in _decoration(one)}
    for line in axes.lines:
        along = line.get_transform() == axes.transData  # a line over the whole width (axhline) is no data
        if not along or not _is_line_seen(line, axes) or id(line) in apart or type(line).__name__ == "AxLine":
            continue
        places, values = line.get_xdata(orig=False), line.get_ydata(orig=False)
        lying = _names_stand_on_y(axes, places, values)
        if lying:
            places, values = values, places
        points = _pairs(places, values)
        stroke, style = stroke_of(line), style_of(line)
        if points and style:
            kind = "line" if stroke else "scatter"
            yield _mark(kind, line, [line.get_color()], points, horizontal=lying, style=style)


def stroke_of(line: Any) -> str:
    """Return the stroke of a line: ``--``; empty where there is none."""
    return "" if str(line.get_linestyle()) in ("None", " ") else str(line.get_linestyle())


def style_of(line: Any) -> str:
    """Return the stroke and the marker of a line: ``--o``."""
    return stroke_of(line) + ("" if str(line.get_marker()) in ("None", " ") else str(line.get_marker()))


def _names_stand_on_y(axes: Any, places: Any, values: Any) -> bool:
    """Whether a line's values run along the x axis: names are on the other one, in steps of one."""
    if getattr(axes.yaxis.units, "_mapping", None) is not None:
        return getattr(axes.xaxis.units, "_mapping", None) is None
    steps = _formatter(axes.yaxis) == "FixedFormatter" and np.array_equal(values, np.arange(len(values)))
    return steps and not np.array_equal(places, np.arange(len(places)))


def _decoration(container: Any) -> list[Any]:
    """Caps of error bars and the base of a stem plot: lines that show no data of their own."""
    kind = type(container).__name__
    if kind == "ErrorbarContainer":
        return list(container[1])
    return [container.baseline] if kind == "StemContainer" else []


def _collections(axes: Any) -> Iterable[dict[str, Any]]:
    from matplotlib.collections import PathCollection, QuadMesh

    for one in axes.collections:
        if not one.get_visible() or one.get_alpha() == 0:
            continue
        if is_a(one, PathCollection):
            if points := _pairs(*np.ma.asarray(one.get_offsets()).T):
                yield _mark("scatter", one, one.get_facecolor() if len(one.get_facecolor()) else "none", points)
        elif is_a(one, QuadMesh):
            corners = np.asarray(one.get_coordinates())
            centres = (corners[:-1, :-1] + corners[1:, 1:]) / 2
            yield from _rows(axes, one.get_array().reshape(centres.shape[:2]), centres[0, :, 0], centres[:, 0, 1])


def _pies(axes: Any) -> Iterable[dict[str, Any]]:
    from matplotlib.patches import Wedge

    wedges = [patch for patch in axes.patches if is_a(patch, Wedge) and patch.get_visible()]
    points: list[list[Any]] = []
    for place, wedge in enumerate(wedges):
        label = text_of(wedge.get_label())
        name = None if label.startswith("_") else label or None
        points.append([place, number_of(abs(wedge.theta2 - wedge.theta1) / 360), name, 0.0])
    if wedges:
        yield {**_mark("pie", wedges[0], [wedge.get_facecolor() for wedge in wedges], points), "label": ""}


def _images(axes: Any) -> Iterable[dict[str, Any]]:
    for image in axes.images:
        array = np.ma.asarray(image.get_array())
        if array.ndim == 2 and image.get_visible() and image.get_alpha() != 0:
            yield from _rows(axes, array, np.arange(array.shape[1]), np.arange(array.shape[0]))


def _rows(axes: Any, values: Any, columns: Any, rows: Any) -> Iterable[dict[str, Any]]:
    """A heat map: each of its rows is a mark."""
    if values.size > MOST_POINTS:
        raise TooMuch
    across, down = (
        {round(place, 3): name for place, name in _names(axis).items()} for axis in (axes.xaxis, axes.yaxis)
    )
    for row, line in zip(rows, values, strict=True):
        points = [
            [number_of(place), number_of(value), across.get(round(float(place), 3)), 0.0]
            for place, value in zip(columns, line, strict=True)
        ]
        label = down.get(round(float(row), 3), "")
        yield {"kind": "heatmap", "horizontal": False, "label": label, "colours": [], "style": "", "points": points}


def _pairs(places: Any, values: Any) -> list[list[Any]]:
    places, values = np.ma.atleast_1d(places), np.ma.atleast_1d(values)
    if len(places) > MOST_POINTS:
        raise TooMuch
    return [[number_of(place), number_of(value)] for place, value in zip(places, values, strict=True)]


def rgb_of(colours: Any) -> list[str]:
    """Each colour once, as it shows on white: ``#1f77b4``."""
    from matplotlib.colors import to_hex, to_rgba_array

    rgba = to_rgba_array(colours)
    on_white = rgba[:, :3] * rgba[:, 3:] + (1 - rgba[:, 3:])
    return list(dict.fromkeys(to_hex(one) for one in on_white[:MOST_POINTS]))[:MOST_COLOURS]


def number_of(value: Any) -> float | None:
    plain = cell(value)
    return float(plain) if isinstance(plain, bool | int | float) and abs(plain) < 1e300 else None


def texts_of(texts: Iterable[Any]) -> list[str]:
    shown = (text_of(text) for text in texts)
    return [text for text in shown if text][:MOST_TEXTS]


def text_of(text: Any) -> str:
    plain = str(text).replace("\\mathdefault", "")
    if plain.startswith("$") and plain.endswith("$") and len(plain) > 2:  # what matplotlib writes for a power of ten
        plain = plain[1:-1].replace("{", "").replace("}", "")
    return " ".join(plain.replace("\\$", "$").split())[:MOST_TEXT]


def ticks_of(axis: Any) -> list[tuple[float | None, str]]:
    labels = axis.get_ticklabels()  # asks the locator and the formatter; nothing is drawn
    places = axis.get_majorticklocs()
    if len(places) > 10 * MOST_TEXTS:
        return []
    return [
        (number_of(place), text_of(label.get_text()))
        for place, label in zip(places, labels, strict=False)
        if label.get_visible()
    ]


def iso_dates(axes: Any, axis: Any) -> Callable[[Sequence[float]], list[str]] | None:
    """What turns places on the axis into dates as ISO text; None where it shows no dates."""
    converter = type(axis.get_converter()).__name__
    freq = getattr(axis.get_major_formatter(), "freq", None) or getattr(axes, "freq", None)
    if freq is not None and ("Period" in converter or "TimeSeries" in _formatter(axis)):
        periods: Any = pd.PeriodIndex
        return lambda places: _iso(periods.from_ordinals(np.rint(places).astype(int), freq=freq).start_time)
    if "Date" in converter or "DateFormatter" in _formatter(axis):
        from matplotlib.dates import get_epoch

        epoch: Any = get_epoch
        return lambda places: _iso(pd.to_datetime(np.asarray(places) * 86_400, unit="s", origin=epoch()).round("s"))
    return None


def _iso(moments: pd.DatetimeIndex) -> list[str]:
    return [str(moment).replace("T", " ") for moment in moments.to_numpy().astype("datetime64[s]")]
