"""How a written answer is judged: the rubric that a week's practice has folded in above its answer cell."""

from __future__ import annotations

import json
import re
from functools import lru_cache

from firstquery.core import course
from firstquery.core.errors import UserError

_DETAILS = re.compile(r"<details>\s*<summary>([^<]*point[^<]*)</summary>(.*?)</details>", re.DOTALL)


@lru_cache(maxsize=64)
def read_rubric(assignment: str, cell: str) -> tuple[str, str]:
    """The rubric that the week's own practice has above an answer cell: its heading and its Markdown; empty if none."""
    try:
        week = course.week(assignment)
    except UserError:
        return "", ""
    try:
        cells = json.loads(week.release.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return "", ""
    found = None
    for one in cells:
        if one["cell_type"] == "markdown":
            found = _DETAILS.search("".join(one["source"])) or found
        elif one["metadata"].get("nbgrader", {}).get("grade_id") == cell:
            return (found[1].strip(), found[2].strip()) if found else ("", "")
    return "", ""
