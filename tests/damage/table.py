"""docs/damage.md, from the declarations of the tests. ``python -m tests.damage.table`` writes it."""

from __future__ import annotations

from tests.conftest import ROOT

from . import in_cells, in_files  # noqa: F401 (they declare the damages)
from .declared import DAMAGES, Damage
from .released import EXERCISES

PAGE = ROOT / "docs" / "damage.md"
HEAD = """# What can happen to a submission, and what comes of it

Each line is a test: a right submission is damaged like that, and put right by the release before it is graded. Where
the answers are still there they get full points. Where one is not, or where nothing says which of two counts, it is
**ungraded**: no points, no nought, and a task for the facilitator. Where cells had to be put right in a way that is not
sure, any answer that is then not right is ungraded as well. What stands in `submitted/` is never changed. Where nothing
is said, there was nothing to tell.

"""


def page() -> str:
    """The page: a table for each group of damages."""
    parts = [HEAD]
    for title in dict.fromkeys(one.group for one in DAMAGES.values()):
        parts.append(
            f"## {title}\n\n| What happened | What comes of it | What the learner is told |\n| --- | --- | --- |\n"
        )
        parts += [_row(one) for one in DAMAGES.values() if one.group == title]
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _row(damage: Damage) -> str:
    result = "ungraded" if damage.ungraded == EXERCISES else "graded in full"
    if damage.ungraded and damage.ungraded != EXERCISES:
        many = "exercise is" if len(damage.ungraded) == 1 else "exercises are"
        result = f"that {many} ungraded, the rest graded in full".replace("that exercises", "those exercises")
    said = damage.says.strip().rstrip(".")
    return f"| {damage.what} | {result} | {'… ' + said if said and said[0].islower() else said} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
