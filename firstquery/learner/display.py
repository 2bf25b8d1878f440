"""Values shown to a person: rendered in a notebook, printed elsewhere."""

from __future__ import annotations

from typing import Any


def shell() -> Any:
    """The IPython shell that runs this code; None outside one."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def show(value: object) -> None:
    """Displays ``value`` in a notebook, prints it elsewhere."""
    if shell() is None:
        print(value)
        return
    from IPython.display import display

    display(value)  # type: ignore[no-untyped-call]
