"""What a cell's last line shows: plain numbers, and no list of what a chart is made of."""

from __future__ import annotations

import sys
import types
from typing import Any

_NUMBERS = ["float64", "float32", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8"]


def install(ip: Any) -> None:
    """Let the shell show a number of numpy as Python shows its own, and nothing for a part of a chart."""
    formatter = ip.display_formatter
    if getattr(formatter.format, "is_quiet", False):
        return
    plain = formatter.formatters["text/plain"]
    for name, show in {**dict.fromkeys(_NUMBERS, _show_number), "bool": _show_plain, "str_": _show_plain}.items():
        plain.for_type_by_name("numpy", name, show)
        if numpy := sys.modules.get("numpy"):  # IPython has a form of its own where numpy is loaded before it
            plain.for_type(getattr(numpy, name), show)
    plain.for_type(types.MethodType, _show_uncalled)
    theirs = formatter.format

    def quiet(shown: Any, include: Any = None, exclude: Any = None) -> Any:
        return ({}, {}) if is_drawn(shown) else theirs(shown, include=include, exclude=exclude)

    quiet.is_quiet = True  # type: ignore[attr-defined]
    formatter.format = quiet


def _show_number(value: Any, printer: Any, cycle: bool) -> None:
    printer.text(str(value))


def _show_uncalled(value: Any, printer: Any, cycle: bool) -> None:
    printer.text(f"`{value.__name__}` is a function that was not called. Round brackets after it call it.")


def _show_plain(value: Any, printer: Any, cycle: bool) -> None:
    printer.text(repr(value.item()))


def is_drawn(value: Any) -> bool:
    """Return whether it is a part of a chart, or a list of such parts. A whole figure is none: it is shown."""
    artist, container = sys.modules.get("matplotlib.artist"), sys.modules.get("matplotlib.container")
    figure = sys.modules.get("matplotlib.figure")
    if artist is None or container is None or figure is None:
        return False
    if isinstance(value, artist.Artist | container.Container):
        return not isinstance(value, figure.FigureBase)
    if isinstance(value, list | tuple):
        # of a histogram: numbers, edges and bars
        return bool(value) and (all(map(is_drawn, value)) or (isinstance(value, tuple) and is_drawn(value[-1])))
    if type(value).__name__ == "ndarray" and value.dtype == object:
        return bool(value.size) and all(map(is_drawn, value.flat))
    return isinstance(value, dict) and bool(value) and all(map(is_drawn, value.values()))
