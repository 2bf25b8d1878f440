"""The cells of the page at hand, as the course ships them: which of them makes a name."""

from __future__ import annotations

import ast

from firstquery.core.course import cells_in
from firstquery.kernel.tutor.place import Place
from firstquery.learner.exercises import cells_of, practice_of
from firstquery.learner.session import current_week

LONGEST = 60  # letters of a line that is quoted


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
                first = cell.source.strip().split("\n")[0]
                return first if len(first) <= LONGEST else f"{first[:LONGEST].rpartition(' ')[0]} …"
    return ""


def is_given(place: Place) -> bool:
    """Return whether the frame is of a function that a cell of the page came with, and not of her own text."""
    week = current_week()
    if week is None or place.frame.f_code.co_name == "<module>":
        return False
    text = place.source.strip()
    return any(
        cell.kind == "code" and cell.source.strip() == text
        for notebook in (practice_of(week), week.lesson)
        for cell in cells_in(notebook)
    )


def _bound(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return names | {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
