"""What the zygote imports before it forks a kernel, or the process of listed answers."""

from __future__ import annotations

import pkgutil
import stat
from contextlib import suppress
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
    *("firstquery.sql.frame", "firstquery.sql.lint", "firstquery.sql.query"),
    *("firstquery.sql.engines", "firstquery.sandbox.kernel", "firstquery.kernel.runner"),
    *(f"firstquery.checks.kinds.{one.name}" for one in pkgutil.iter_modules(kinds.__path__)),
    *("firstquery.review.evaluate", "firstquery.review.child", "firstquery.review.names"),
    "firstquery.review.values",
)
#: What takes longer to import than all else.
_LARGE = (
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg", "sklearn.ensemble", "sklearn.linear_model"),
    *("sklearn.metrics", "sklearn.model_selection", "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree"),
)
_DATABASE = ("sqlalchemy", "sqlalchemy.dialects.sqlite")
#: What a kernel has besides, by what its notebooks name.
_NAMED = {**dict.fromkeys((b"matplotlib", b"sklearn", b"pull_request("), _LARGE), b"sqlalchemy": _DATABASE}
MOST_NOTEBOOKS, MOST_BYTES = 20, 4_000_000  # that are looked at


def libraries(*folders: Path) -> tuple[str, ...]:
    """The modules for notebooks in ``folders``; with none named, for any notebook of the course."""
    known = (*_KERNEL, *firstquery.homes())
    notebooks = [path for folder in folders for path in sorted(folder.glob("*.ipynb"))[:MOST_NOTEBOOKS]]
    texts = [_text(path) for path in notebooks]
    named = [names for word, names in _NAMED.items() if not folders or any(word in text for text in texts)]
    return (*known, *dict.fromkeys(name for names in named for name in names))


def _text(notebook: Path) -> bytes:
    """Return what a notebook holds, or its beginning; nothing where it is no file.

    A pipe would be waited for without an end, and this process is that of all.
    """
    with suppress(OSError):
        if stat.S_ISREG(notebook.lstat().st_mode):
            with notebook.open("rb") as file:
                return file.read(MOST_BYTES)
    return b""
