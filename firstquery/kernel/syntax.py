"""Whether a cell is Python."""

from __future__ import annotations

import ast
import warnings
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager


def compiles(text: str) -> bool:
    """Whether Python reads the text without a syntax error; ``await`` may stand at the top, as in a notebook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "<cell>", "exec", flags=ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except (SyntaxError, ValueError, OverflowError, MemoryError, RecursionError):
            return False
    return True


def is_cell(text: str) -> bool:
    """Whether IPython by itself reads the text: Python, with what IPython adds to it (``%magic``, ``!command``)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            manager: Any = TransformerManager()  # type: ignore[no-untyped-call]
            return compiles(manager.transform_cell(text))
    except (SyntaxError, RuntimeError, ValueError, RecursionError):
        return False
