"""What was made from an object such as a key, kept as long as it is among the last ones asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 200
_kept: OrderedDict[tuple[str, int], tuple[Any, Any]] = OrderedDict()


def cached(what: str, thing: Any, make: Callable[[], T]) -> T:
    """``make()``, called once for this very object. The object is held, so that its identity stays its own."""
    at = (what, id(thing))
    if at not in _kept:
        _kept[at] = (thing, make())
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return _kept[at][1]  # type: ignore[no-any-return]
