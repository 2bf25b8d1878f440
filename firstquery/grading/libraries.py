"""What the zygote imports before it forks a kernel, or the process of listed answers."""

from __future__ import annotations

import pkgutil
import stat
from collections.abc import Iterable
from pathlib import Path

import firstquery
from firstquery.checks import kinds

#: What a kernel of the course uses; what is not installed is left out. matplotlib_inline is not here: it looks for its
#: kernel when it is imported. Nor is httpx, for which a trial alone asks: each kernel would have four megabytes less.
#: Besides these there is all that `from firstquery import *` asks for, the first line of every practice.
_KERNEL = (
    *("ipykernel.debugger", "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect"),
    *("IPython.core.logger", "IPython.extensions.storemagic", "tornado.platform.asyncio"),
    *("numpy", "pandas", "sqlite3", "sqlglot", "sqlglot.dialects.sqlite"),
    *("firstquery.kernel.check", "firstquery.kernel.magics", "firstquery.learner.finish"),
    "firstquery.learner.predict",
    *("firstquery.learner.calendar_share", "firstquery.kernel.rebuild", "firstquery.kernel.startup"),
    *("firstquery.sql.lint", "firstquery.sql.query"),
    *("firstquery.sql.sqlite", "firstquery.sandbox.kernel", "firstquery.kernel.runner"),
    *(f"firstquery.checks.kinds.{one.name}" for one in pkgutil.iter_modules(kinds.__path__)),
    *("firstquery.pulls.evaluate", "firstquery.pulls.child", "firstquery.pulls.names"),
    "firstquery.pulls.values",
)
#: What takes longer to import than all else, for kernels whose notebooks name it.
_LARGE = (
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg", "sklearn.ensemble", "sklearn.linear_model"),
    *("sklearn.metrics", "sklearn.model_selection", "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree"),
)
_WORDS = (b"matplotlib", b"sklearn", b"pull_request(")
MOST_NOTEBOOKS, MOST_BYTES = 20, 4_000_000  # that are looked at


def libraries(*folders: Path) -> tuple[str, ...]:
    """The modules for notebooks in ``folders``; with none named, for any notebook of the course."""
    known = (*_KERNEL, *firstquery.homes())
    notebooks = (path for folder in folders for path in sorted(folder.glob("*.ipynb"))[:MOST_NOTEBOOKS])
    return (*known, *_LARGE) if not folders or _name_large(notebooks) else known


def _name_large(notebooks: Iterable[Path]) -> bool:
    for path in notebooks:
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                continue  # a pipe would be waited for without an end, and this process is that of all
            with path.open("rb") as file:
                text = file.read(MOST_BYTES)
        except OSError:
            continue
        if any(word in text for word in _WORDS):
            return True
    return False
