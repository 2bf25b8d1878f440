"""Slips with charts: lists of different length, a colour or an option that is not known."""

from __future__ import annotations

import ast
import re

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, many, near

DRAWS = ("plot", "bar", "barh", "scatter", "fill_between", "step", "errorbar", "pie", "stem")
OPTIONS = [
    "color",
    "linewidth",
    "linestyle",
    "marker",
    "markersize",
    "label",
    "alpha",
    "width",
    "height",
    "bottom",
    "left",
    "align",
    "figsize",
    "zorder",
    "edgecolor",
    "facecolor",
    "fontsize",
    "bins",
    "rotation",
    "ha",
    "va",
    "loc",
    "title",
]


@slip("ValueError", "TypeError")
def names_of_frames(fault: Fault) -> str:
    """``fig, left, right = plt.subplots(1, 2)``."""
    made = fault.place.statement
    target = made.targets[0] if isinstance(made, ast.Assign) else None
    if (
        fault.below
        or not isinstance(target, ast.Tuple)
        or len(target.elts) < 3
        or not re.search(r"subplots\(\d", ast.unparse(made))
    ):
        return ""
    first, *frames = (ast.unparse(one) for one in target.elts)
    return f"`subplots` gives two things: the figure, and its frames. Write `{first}, ({', '.join(frames)}) = …`."


@slip("ValueError")
def unequal_axes(fault: Fault) -> str:
    """As many places along the axis as values above it."""
    if (
        fault.method not in DRAWS
        or not fault.is_in("matplotlib", "numpy")
        or fault.call is None
        or len(fault.call.args) < 2
    ):
        return ""
    first, second = fault.call.args[:2]
    one, other = fault.value(first), fault.value(second)
    sizes = [len(value) if hasattr(value, "__len__") and not isinstance(value, str) else None for value in (one, other)]
    if None in sizes or one is UNKNOWN or other is UNKNOWN or sizes[0] == sizes[1]:
        return ""
    return (
        f"{fault.quote(first)} has {many(sizes[0] or 0, 'value')}, and {fault.quote(second)} has {sizes[1]:,}. A chart"
        " needs a pair for each point: take both from the same table."
    )


@slip("ValueError")
def ticks(fault: Fault) -> str:
    """As many labels as places."""
    if fault.method not in ("set_xticks", "set_yticks", "xticks", "yticks", "set_xticklabels", "set_yticklabels"):
        return ""
    places, labels = fault.value(fault.argument(0, "ticks")), fault.value(fault.argument(1, "labels"))
    if UNKNOWN in (places if places is UNKNOWN else None, labels if labels is UNKNOWN else None) or len(places) == len(
        labels
    ):
        return ""
    return (
        f"there are {many(len(places), 'place')} on the axis and {many(len(labels), 'label')} for them: there must be"
        " as many."
    )


@slip("ValueError")
def colour(fault: Fault) -> str:
    """A colour that matplotlib does not know."""
    if not fault.is_in("matplotlib") or fault.call is None:
        return ""
    from matplotlib.colors import CSS4_COLORS, is_color_like

    for keyword in fault.call.keywords:
        value = fault.value(keyword.value)
        if (
            keyword.arg in ("color", "c", "facecolor", "edgecolor", "colors")
            and isinstance(value, str)
            and not is_color_like(value)
        ):
            meant = near(value, CSS4_COLORS)
            return (
                f'"{value}" is no colour that matplotlib knows.'
                f" {f'Do you mean `{meant}`?' if meant else 'Such as: `grey`, `black`, `tomato`.'}"
            )
    return ""


@slip("AttributeError", "TypeError")
def option(fault: Fault) -> str:
    """``colour=``: an option of a chart that is not known."""
    if fault.call is None or not fault.is_in("matplotlib") or fault.node is not fault.call:
        return ""
    for keyword in fault.call.keywords:
        name = keyword.arg or ""
        meant = near(name, OPTIONS, 0.75)
        # It was refused by name: a library says no other word of hers in it.
        if name and meant and name not in OPTIONS and name in str(fault.error):
            return f"`{fault.method}` takes nothing called `{name}`. Do you mean `{meant}`?"
    return ""


@slip("TypeError")
def frame_for_function(fault: Fault) -> str:
    """``ax.set_title = "…"`` has taken the function's place, so that it cannot be called any more."""
    call = fault.node
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or fault.below:
        return ""
    base, held = fault.value(call.func.value), fault.value(call.func)
    if is_a(base, "Axes", "Figure", "module") and isinstance(held, str):
        return (
            f"{fault.quote(call.func)} was given a text with `=`, in a line that ran before. It is a function, and"
            " takes its text in round brackets. Make the chart anew, then call it."
        )
    return ""
