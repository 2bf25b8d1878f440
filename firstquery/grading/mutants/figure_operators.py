"""Changes of a figure that is drawn, one at a time: what it says, and what of it is seen.

They run beside the answer, behind its cells: `change` is called there on what its name is bound to. A figure that has
no such thing gives no mutant: its name is taken away, and `ABSENT` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

import numpy as np

from firstquery.grading.mutants.sql_operators import Change

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ABSENT = "The figure has nothing of the kind."


def mutate(name: str) -> Iterator[Change]:
    """Yield the changes of the figure that ``name`` is bound to: each is a cell to run behind the answer's own."""
    for operator, (_, is_bound) in OPERATORS.items():
        call = f"change({operator!r}, {name!r}, globals())"
        yield Change(operator, f"from firstquery.grading.mutants.figure_operators import change\n{call}", is_bound)


def change(operator: str, name: str, names: MutableMapping[str, Any]) -> None:
    """Change the figure that ``name`` is bound to. Raise `ValueError`, and unbind the name, where it can't be done."""
    from firstquery.checks.kinds.chart import axes

    figure = axes.find_figure(names[name])
    make, _ = OPERATORS[operator]
    if figure is None or not [True for one in figure.axes if make(one)]:
        del names[name]
        raise ValueError(ABSENT)


def _values(axis: Axes, move: Callable[[list[float]], list[float] | None]) -> bool:
    """Give the bars, or the first line, or the points other values; return whether there were any."""
    if bars := _bars(axis):
        flat = _are_flat(axis)
        sizes = [float(one.get_width() if flat else one.get_height()) for one in bars]
        made = move(sizes)
        if made is None or made == sizes:
            return False
        for one, size in zip(bars, made, strict=False):
            (one.set_width if flat else one.set_height)(size)
        for one in bars[len(made) :]:
            one.set_visible(False)
        return True
    for line in axis.lines[:1]:
        there: list[float] = np.asarray(line.get_ydata(), dtype=float).tolist()
        made = move(there)
        if made is None or made == there:
            return False
        line.set_data(np.asarray(line.get_xdata())[: len(made)], made)
        return True
    return False


def _bars(axis: Axes) -> list[Any]:
    return [one for box in axis.containers if hasattr(box, "patches") for one in box.patches]


def _are_flat(axis: Axes) -> bool:
    """Return whether the bars lie: of columns, the bottoms are at one height."""
    boxes = [box for box in axis.containers if hasattr(box, "patches")]
    return getattr(boxes[0], "orientation", "vertical") == "horizontal"


def _double_first(values: list[float]) -> list[float] | None:
    return [values[0] * 2 + 1, *values[1:]] if values else None


def _swap_ends(values: list[float]) -> list[float] | None:
    return [values[-1], *values[1:-1], values[0]] if len(values) > 1 else None


def _drop_last(values: list[float]) -> list[float] | None:
    return values[:-1] if len(values) > 1 else None


def _scale(values: list[float]) -> list[float] | None:
    return [value * 1000 for value in values]


def _turn_names(axis: Axes) -> bool:
    """Write the names of an axis in the other order; numbers and an axis without as many names as places have none."""
    for direction in (axis.xaxis, axis.yaxis):
        names, places = [one.get_text() for one in direction.get_ticklabels()], direction.get_ticklocs()
        if len(names) == len(places) > 1 and not all(map(_is_number, filter(None, names))) and names != names[::-1]:
            direction.set_ticks(places, names[::-1])
            return True
    return False


def _is_number(text: str) -> bool:
    return text.replace("−", "-").lstrip("-").replace(".", "").isdigit()


def _hide(axis: Axes) -> bool:
    ink = [*_bars(axis), *axis.lines, *axis.collections, *axis.images]
    for one in ink:
        one.set_alpha(0)
    return bool(ink)


def _whiten(axis: Axes) -> bool:
    ink = [*_bars(axis), *axis.lines]
    for one in ink:
        one.set_color("white")
    return bool(ink)


def _thin(axis: Axes) -> bool:
    for line in axis.lines:
        line.set_linewidth(0)
        line.set_marker("")
    return bool(axis.lines)


def _cut_axis(axis: Axes) -> bool:
    bars = _bars(axis)
    if not bars:
        return False
    flat = _are_flat(axis)
    least = min(float(one.get_width() if flat else one.get_height()) for one in bars)
    (axis.set_xlim if flat else axis.set_ylim)(least * 0.9, None)
    return least > 0


def _drop_line(axis: Axes) -> bool:
    if len(axis.lines) < 2:
        return False
    axis.lines[-1].remove()
    return True


def _swap_axes(axis: Axes) -> bool:
    """Let the first line run along the other axis, where both are of plain numbers."""
    if not axis.lines or axis.xaxis.get_converter() is not None or axis.yaxis.get_converter() is not None:
        return False
    line = axis.lines[0]
    line.set_data(line.get_ydata(), line.get_xdata())
    axis.relim()
    axis.autoscale()
    return True


def _turn_legend(axis: Axes) -> bool:
    legend = axis.get_legend()
    names = [one.get_text() for one in legend.get_texts()] if legend else []
    for one, name in zip(legend.get_texts() if legend else [], names[::-1], strict=True):
        one.set_text(name)
    return len(names) > 1


def _turn_line_names(axis: Axes) -> bool:
    named = [one for one in axis.lines if not str(one.get_label()).startswith("_")]
    names = [str(one.get_label()) for one in named]
    for one, name in zip(named, names[::-1], strict=True):
        one.set_label(name)
    if axis.get_legend():
        axis.legend()
    return len(names) > 1


def _drop_legend(axis: Axes) -> bool:
    legend = axis.get_legend()
    if legend is None:
        return False
    legend.remove()
    return True


def _drop_title(axis: Axes) -> bool:
    had = bool(axis.get_title() or axis.get_title(loc="left") or axis.get_title(loc="right"))
    for place in ("left", "center", "right"):
        axis.set_title("", loc=place)
    return had


def _drop_axis_label(axis: Axes) -> bool:
    had = bool(axis.get_xlabel() or axis.get_ylabel())
    axis.set(xlabel="", ylabel="")
    return had


def _logarithmic(axis: Axes) -> bool:
    (axis.set_xscale if _bars(axis) and _are_flat(axis) else axis.set_yscale)("log")
    return bool(_bars(axis) or axis.lines)


def _upside_down(axis: Axes) -> bool:
    (axis.invert_xaxis if _bars(axis) and _are_flat(axis) else axis.invert_yaxis)()
    return bool(_bars(axis) or axis.lines)


#: Each operator, and whether it changes what the figure says: another truth, and no other taste.
OPERATORS: dict[str, tuple[Callable[[Any], bool], bool]] = {
    "the first value became twice as large": (lambda axis: _values(axis, _double_first), True),
    "the first and the last value changed places": (lambda axis: _values(axis, _swap_ends), True),
    "the last value dropped": (lambda axis: _values(axis, _drop_last), True),
    "all values became a thousand times larger": (lambda axis: _values(axis, _scale), True),
    "the names stand in the other order": (_turn_names, True),
    "the names in the legend stand in the other order": (_turn_legend, True),
    "the names of the lines stand in the other order": (_turn_line_names, True),
    "the axes changed places": (_swap_axes, True),
    "a line dropped": (_drop_line, True),
    "the ink is transparent": (_hide, True),
    "the ink is white": (_whiten, True),
    "the lines have no width": (_thin, True),
    "the bars do not begin at zero": (_cut_axis, True),
    "the scale is logarithmic": (_logarithmic, False),
    "the scale runs backwards": (_upside_down, True),
    "the legend dropped": (_drop_legend, False),
    "the title dropped": (_drop_title, True),
    "the names of the axes dropped": (_drop_axis_label, False),
}
