"""Whether evidence names what there is in a pull request: read off its files, before anything is run."""

from __future__ import annotations

import ast
import difflib
from functools import lru_cache

from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.pulls import expression, trees

#: What evidence may name besides the service's own: see `names`.
_GIVEN = {
    *("len", "sum", "list", "dict", "tuple", "set", "sorted", "round", "str", "int", "float", "bool"),
    *("abs", "min", "max", "any", "all", "zip", "enumerate", "date", "datetime", "timedelta", "Decimal"),
    *("tests", "found", "db", "small", "tmp", "desk"),
}


def unknown(text: str, number: str) -> tuple[str, str] | None:
    """The first name that neither evidence nor desk with the change has, and the one that may be meant, or ""."""
    if records.at_the_grader():  # it runs there in any case, and apart
        return None
    own = _own(number)
    if not own:
        return None
    used = [node.id for node in ast.walk(expression.parse(text)) if isinstance(node, ast.Name)]
    for name in used:
        if name not in own and name not in _GIVEN:
            return name, next(iter(difflib.get_close_matches(name, sorted(own), 1, cutoff=0.75)), "")
    return None


@lru_cache(maxsize=32)
def _own(number: str) -> frozenset[str]:
    """All names that modules of desk define or import; none where the files are not at hand."""
    try:
        folder = trees.tree(trees.base_and_head(number)[1])
        return frozenset(name for file in folder.glob("desk/*.py") for name in _names(file.read_text("utf-8")))
    except (UserError, OSError, SyntaxError):
        return frozenset()


def _names(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found
