"""A Python here that has what another system's has, in this process and in all that it starts.

Code of the course, and a learner's own, is shown other faces of a few modules of Python: names are gone from them, and
some do what they do there. Libraries stay as they are here: which system they are on is theirs to know.
"""

from __future__ import annotations

import builtins
import sys
import sysconfig
import types
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Face(types.ModuleType):
    """A module without the names ``absent``, and with ``own`` ones."""

    def __init__(self, real: types.ModuleType, absent: frozenset[str] = frozenset(), **own: Any) -> None:
        super().__init__(real.__name__)
        self.__dict__.update(own, _real=real, _absent=absent)

    def __getattr__(self, name: str) -> Any:
        if name in self.__dict__["_absent"]:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(self.__dict__["_real"], name)


def show(faces: Mapping[str, Face], missing: frozenset[str]) -> None:
    """From here on code of the course imports ``faces`` in place of modules, and none of ``missing``."""
    real: Callable[..., Any] = builtins.__import__

    def imported(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> types.ModuleType:
        if level == 0 and globals is not None and is_ours(globals):
            top = name.partition(".")[0]
            if top in missing:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)
            if name in faces or (top in faces and not fromlist):
                return faces[top]
        found: types.ModuleType = real(name, globals, locals, fromlist, level)
        return found

    builtins.__import__ = imported


def is_ours(namespace: Mapping[str, Any]) -> bool:
    """Return whether code of these globals is the course's, its data's or a learner's."""
    name, file = str(namespace.get("__name__", "")), str(namespace.get("__file__") or "")
    if name.startswith("firstquery") or name == "__main__":
        return True
    return file.startswith(f"{ROOT}/data/")


def python(place: Path, disguise: str) -> Path:
    """Return the Python of an environment at ``place`` with the packages of this one, in a ``disguise``.

    That is the name of a module here whose ``become()`` is called as a process starts.
    """
    venv.EnvBuilder(symlinks=True).create(place)
    (library,) = place.glob("lib/python*/site-packages")
    lines = [
        f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})",
        f"import sys; sys.path.append({str(ROOT)!r}); from tests.hosts.{disguise} import become; become()",
    ]
    (library / "zz-disguise.pth").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for shared in ("share", "etc"):
        if (Path(sys.prefix) / shared).is_dir():
            (place / shared).symlink_to(Path(sys.prefix) / shared)
    return place / "bin" / "python"
