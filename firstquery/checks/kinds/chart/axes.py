"""A matplotlib figure as plain JSON: what its axes say and which data they show; never pixels.

``{"type": "chart", "titles": […], "legend": […], "panels": [panel]}``. A panel (one Axes) has ``titles``, ``texts``,
``legend`` (null: none), ``legend_colours`` and ``legend_styles``, ``x`` and ``y`` (`read_axis`), ``twin`` (the panel
that it lies upon, by its number, or null), ``other_unit`` (the labels of secondary axes and colour bars), ``guides``
(where lines run across: the places by axis) and ``marks``. A mark is ``{"kind":
bar|line|scatter|pie|heatmap, "horizontal", "label", "colours", "style", "points": [[place, value, name, base]]}``:
where it stands, how much, what is written there (a date as ISO text), and where a bar begins.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from firstquery.checks.cells import is_a
from firstquery.checks.kinds.chart.marks import (
    MOST_POINTS,
    MOST_TEXTS,
    TooMuch,
    number_of,
    read_guides,
    read_marks,
    rgb_of,
    style_of,
    text_of,
    texts_of,
    ticks_of,
)

MOST_PANELS = 20
MOST_MARKS = 200


def find_figure(answer: Any) -> Any:
    """The Figure that an answer is or belongs to: an Axes, several, an artist, what a method of an Axes returned."""
    if "matplotlib" not in sys.modules:
        return None
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure, FigureBase

    for one in _within(answer):
        if is_a(one, Artist):
            of = one if is_a(one, FigureBase) else one.get_figure(root=True)
            while of is not None and not is_a(of, Figure):
                of = of.get_figure(root=True)
            if of is not None:
                return of
    return None


def _within(answer: Any, depth: int = 4) -> Iterable[Any]:
    """The objects in whatever a plotting function returns: arrays of Axes, lists of lines, containers, pairs."""
    if is_a(answer, np.ndarray) and answer.dtype == object:
        answer = list(answer.flat[:MOST_MARKS])
    elif is_a(answer, pd.Series) and answer.dtype == object:
        answer = list(answer.iloc[:MOST_MARKS])
    elif is_a(answer, dict):
        answer = list(answer.values())[:MOST_MARKS]
    parts = getattr(answer, "wedges", None) if type(answer).__name__ == "PieContainer" else None
    if parts is None and is_a(answer, list, tuple):
        parts = list(answer)[:MOST_MARKS]
    if parts is not None and depth:
        for part in parts:
            yield from _within(part, depth - 1)
    else:
        yield answer


def read(figure: Any) -> dict[str, Any]:
    """The figure as JSON (see the module). Raises `TooMuch`, and whatever a broken artist raises."""
    all_axes = [axes for axes in figure.axes if axes.get_visible() and not hasattr(axes, "_colorbar")]
    if len(all_axes) > MOST_PANELS:
        raise TooMuch
    titles = [figure.get_suptitle(), *(text.get_text() for text in figure.texts)]
    legend = [text for one in figure.legends for text in _legend(one)]
    panels = [_panel(axes, number, all_axes) for number, axes in enumerate(all_axes)]
    for bar in (axes for axes in figure.axes if hasattr(axes, "_colorbar")):  # a legend of its own, beside its panel
        of = getattr(bar._colorbar.mappable, "axes", None)
        if of in all_axes:
            panels[all_axes.index(of)]["other_unit"] += texts_of([bar.get_xlabel(), bar.get_ylabel(), bar.get_title()])
    if sum(len(mark["points"]) for panel in panels for mark in panel["marks"]) > MOST_POINTS:
        raise TooMuch
    return {"type": "chart", "titles": texts_of(titles), "legend": legend, "panels": panels}


def _panel(axes: Any, number: int, all_axes: list[Any]) -> dict[str, Any]:
    x, y = read_axis(axes, axes.xaxis), read_axis(axes, axes.yaxis)
    marks = read_marks(axes)
    if len(marks) > MOST_MARKS:
        raise TooMuch
    shared = (axes.get_shared_x_axes(), axes.get_shared_y_axes())
    twin = None
    for other in all_axes[:number]:
        upon = np.allclose(other.get_position().bounds, axes.get_position().bounds)
        if upon and any(group.joined(other, axes) for group in shared):
            twin = all_axes.index(other)
            break
    legend = axes.get_legend()
    return {
        "titles": texts_of(axes.get_title(loc=place) for place in ("center", "left", "right")),
        "texts": texts_of(text.get_text() for text in axes.texts),
        "legend": None if legend is None else _legend(legend),
        "legend_colours": [] if legend is None else [_colour(one) for one in legend.legend_handles[:MOST_TEXTS]],
        "legend_styles": [] if legend is None else [_style(one) for one in legend.legend_handles[:MOST_TEXTS]],
        "x": x,
        "y": y,
        "twin": twin,
        "other_unit": texts_of(
            text
            for child in axes.child_axes
            for text in (child.get_xlabel(), child.get_ylabel())
            if child.get_visible()
        ),
        "guides": read_guides(axes),
        "marks": marks,
    }


def read_axis(axes: Any, axis: Any) -> dict[str, Any]:
    """One axis: its label, scale, limits (the first is where it begins) and tick labels."""
    is_x = axis is axes.xaxis
    low, high = axes.get_xlim() if is_x else axes.get_ylim()
    ticks = ticks_of(axis)
    shown = axes.axison and axis.get_visible()
    return {
        "label": text_of(axis.get_label_text()) if shown else "",
        "scale": str(axis.get_scale())[:20],
        "low": number_of(low),
        "high": number_of(high),
        "ticks": [[place, text] for place, text in ticks if text][:MOST_TEXTS] if shown else [],
        "offset": text_of(axis.get_major_formatter().get_offset()) if shown else "",
    }


def _legend(legend: Any) -> list[str]:
    return texts_of(text.get_text() for text in legend.get_texts())


def _style(handle: Any) -> str:
    """The stroke and marker that a legend shows beside a text; empty where it shows no line."""
    return style_of(handle) if hasattr(handle, "get_linestyle") and hasattr(handle, "get_marker") else ""


def _colour(handle: Any) -> str:
    """The colour that a legend shows beside a text; empty where it is none."""
    for name in ("get_color", "get_facecolor"):
        found = rgb_of(getattr(handle, name)()) if hasattr(handle, name) else []
        if len(found) == 1:
            return found[0]
    return ""
