"""The change with every function broken that it touches: what comes out alike there, no line of the change decides."""

from __future__ import annotations

import ast
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from firstquery.review import trees
from firstquery.review.changes import ChangedFile, changed_files

PACKAGE = "desk"
_RAISE = ast.parse("raise RuntimeError('broken, to see who needs it')").body


@lru_cache(maxsize=16)
def broken_tree(head: Path, patch: str) -> Path:
    """Return a folder with the files of ``head`` in which each function of desk that ``patch`` touches fails.

    A file of desk that is no Python, such as a migration, fails as a whole. Tests stay as they are.
    """
    target = Path(tempfile.mkdtemp(dir=trees.root())) / PACKAGE
    shutil.copytree(head, target)
    for changed in changed_files(patch):
        file = target / changed.path
        if not changed.path.startswith(f"{PACKAGE}/") or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8")
        file.write_text(break_functions(text, _touched(changed)) if file.suffix == ".py" else "broken", "utf-8")
    return target


def break_functions(source: str, lines: set[int]) -> str:
    """Return a module in which each function and method fails in which one of ``lines`` stands."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            if lines & {*range(first, (node.end_lineno or first) + 1)}:
                node.body = list(_RAISE)
    return ast.unparse(ast.fix_missing_locations(tree))


def _touched(changed: ChangedFile) -> set[int]:
    """Return the lines of the head that are new, and those that stand where one was removed."""
    added = {row.new for row in changed.rows if row.kind == "+" and row.new is not None}
    gone = {changed.in_head(number, "LEFT") for number in changed.base}
    return {*added, *(line for line in gone if line is not None)}
