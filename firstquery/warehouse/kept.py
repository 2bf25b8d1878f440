"""Whether a name that no database knows is an answer that this notebook has kept."""

from __future__ import annotations

from IPython.core.getipython import get_ipython


def kept(name: str) -> bool:
    """True for a table under this name in the notebook; false outside of one."""
    import pandas as pd

    shell = get_ipython()
    names = shell.user_ns if shell is not None else {}
    found = [value for known, value in names.items() if known.lower() == name.lower()]
    return any(isinstance(value, pd.DataFrame) for value in found)
