"""What a process of the grader's is told of the course and the data, in its environment."""

from __future__ import annotations

import os
from pathlib import Path

from firstquery.pulls.held_out import beside


def environment(warehouse: str | Path, work: Path, course: Path) -> dict[str, str]:
    """The environment of a process that answers for the grader: nothing of the caller's course, only these places."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FIRSTQUERY_")}
    service = beside(course, Path(warehouse)) if Path(warehouse).is_file() else None
    return {
        **kept,
        "FIRSTQUERY_COURSE": str(course),
        "FIRSTQUERY_GRADER": "1",
        **({"FIRSTQUERY_SERVICE": str(service)} if service else {}),
        "FIRSTQUERY_WAREHOUSE": str(warehouse),
        "FIRSTQUERY_WORK": str(work),
    }
