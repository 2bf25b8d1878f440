"""Where an error in a payload comes from: what the answer itself does, or a fault of the check.

An answer may raise whatever it likes when it is looked at, and then it is no value, table or chart. Whatever else goes
wrong while it is read is no finding on it.
"""

from __future__ import annotations

import os
import sysconfig
from functools import cache
from pathlib import Path

_MARK = "_firstquery_of_answer"
#: What Python, or a library, calls code that it makes itself.
_GENERATED = ("<frozen", "<string>", "<__array_function__", "<attrs")


def claim(error: BaseException) -> None:
    """Mark an error as one of the answer's, where that is known and its traceback may not show it."""
    object.__setattr__(error, _MARK, True)


def raised_by_answer(error: BaseException) -> bool:
    """Return whether the answer's own code raised it: claimed, or a frame that is neither ours nor a library's."""
    if object.__getattribute__(error, "__dict__").get(_MARK) is True:
        return True
    trace, steps = error.__traceback__, 0
    while trace is not None and steps < 5_000:
        if not _is_known(trace.tb_frame.f_code.co_filename):
            return True
        trace, steps = trace.tb_next, steps + 1
    return False


@cache
def _is_known(file: str) -> bool:
    return file.startswith((*_trees(), *_GENERATED))


@cache
def _trees() -> tuple[str, ...]:
    """The folders of the engine, of Python and of the libraries."""
    places = sysconfig.get_paths()
    here = Path(__file__).parents[1]
    known = {str(here), str(here.resolve()), *(places[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))}
    known.add(str(Path(os.__file__).parent))  # Python's own library may be one archive, and stand in none of these
    # In a browser they begin with two slashes, and the names of files with one.
    return tuple(sorted(f"/{one.lstrip('/')}" if one.startswith("//") else one for one in known))
