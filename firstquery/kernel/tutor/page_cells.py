"""The cells of the page at hand, as the course ships them: which of them makes a name."""

from __future__ import annotations

import ast

from firstquery.core.course import cells_in
from firstquery.learner.exercises import cells_of, practice_of
from firstquery.learner.session import current_week


def missing_cell(name: str) -> str:
    """Return which cell of the course makes ``name``, in a sentence; empty where none does."""
    made = {one.name: one.first_line for one in cells_of() if one.magic}
    if name not in made:
        return ""
    return f"`{name}` is not there yet: run the cell above whose first line is {made[name]}, then this one."


def line_that_makes(name: str) -> str:
    """Return the first line of the page's cell that binds the name; empty where none does."""
    week = current_week()
    if week is None:
        return ""
    for notebook in (practice_of(week), week.lesson):
        for cell in cells_in(notebook):
            if cell.kind == "code" and name in cell.source and name in _bound(cell.source):
                return cell.source.strip().split("\n")[0][:60]
    return ""


def _bound(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
