"""The sentence for an error in a program or a test of hers, which ran as a process of its own."""

from __future__ import annotations

import ast
import builtins
from typing import Any

from firstquery.kernel.tutor.general import MEANINGS, meaning
from firstquery.kernel.tutor.syntax import unread_cell


def program_error(text: str, reason: str) -> str:
    """Return the sentence for a program that Python cannot read, else what the kind of its error says; or nothing."""
    try:
        compile(text, "<program>", "exec", flags=ast.PyCF_ONLY_AST)
    except SyntaxError as fault:
        said, line = unread_cell(text, fault)
        return f"Line {line} of the program: {said}" if said else ""
    except (ValueError, RecursionError, MemoryError):
        return ""
    name = reason.partition(":")[0].strip().rpartition(".")[2]
    kind: Any = getattr(builtins, name, None)
    is_kind = isinstance(kind, type) and issubclass(kind, BaseException)
    said = meaning(kind) if is_kind else MEANINGS.get(name, "")
    return f"`{name}` says that {said}." if said else ""
