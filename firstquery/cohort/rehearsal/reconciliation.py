"""Every receipt against its mark: what a learner was promised when she handed in, and what the gradebook has of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from firstquery.cohort import overview
from firstquery.cohort.rehearsal.cast import Learner, versions
from firstquery.core import files
from firstquery.core.course import Week
from firstquery.grading.run.grades import MARKS
from firstquery.grading.run.standings import connect


@dataclass(frozen=True)
class Row:
    """One learner's week. ``faults``: where receipt, submission, mark and feedback do not go together; empty is well.

    ``receipts``: how many she has. ``sha256``: of the newest one. ``right``: how many ``exercises`` are right.
    """

    learner: str
    manner: str
    week: str
    receipts: int
    sha256: str
    state: str
    is_late: bool
    right: int
    exercises: int
    faults: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def reconcile(
    root: Path,
    db_url: str,
    learners: Sequence[Learner],
    weeks: Sequence[Week],
    receipts: Mapping[str, Sequence[Mapping[str, Any]]],
    pages: Mapping[str, Sequence[str]],
) -> list[Row]:
    """Return a row for each learner and week, from the facilitator's course in ``root``, and what the learners have."""
    stems = [week.stem for week in weeks]
    entries = {(one.member.name, one.week): one for one in overview.build(root, db_url, stems).entries}
    outcomes = _outcomes(db_url)
    rows = []
    for learner in learners:
        for week in weeks:
            hers = [one for one in receipts.get(learner.name, ()) if one["week"] == week.stem]
            entry, said = entries.get((learner.name, week.stem)), outcomes.get((learner.name, week.stem), {})
            row = Row(
                learner=learner.name,
                manner=learner.manner,
                week=week.stem,
                receipts=len(hers),
                sha256=str(hers[-1]["sha256"]) if hers else "",
                state=entry.state if entry else "unknown",
                is_late=bool(entry and entry.is_late),
                right=sum(one == "right" for one in said.values()),
                exercises=len(said),
            )
            there = root / "submitted" / learner.name / week.stem / f"{week.stem}.ipynb"
            own = [one for one in pages.get(learner.name, ()) if one.startswith(week.stem)]
            faults = _faults(row, len(versions(learner, week)), there, len(own))
            rows.append(Row(**{**asdict(row), "faults": tuple(faults)}))
    return rows


def _outcomes(db_url: str) -> dict[tuple[str, str], dict[str, str]]:
    """Return the outcome of each exercise, by learner and week."""
    with connect(db_url) as connection:
        if connection is None:
            return {}
        query = select(MARKS.c.student, MARKS.c.assignment, MARKS.c.verdicts)
        return {
            (student, week): {name: one["outcome"] for name, one in json.loads(verdicts).items()}
            for student, week, verdicts in connection.execute(query)
        }


def _faults(row: Row, wanted: int, there: Path, pages: int) -> Iterator[str]:
    if row.receipts != wanted:
        yield f"{row.receipts} receipts, and she handed in {wanted} times"
    if not wanted:
        if there.exists() or row.state not in ("missing", "open"):
            yield f"she handed in nothing, and is {row.state}"
        return
    if not there.is_file():
        yield "a receipt without a submission"
        return
    if files.digest(there.read_bytes()) != row.sha256:
        yield "what was graded is not what her newest receipt says"
    if row.manner == "damaged":
        if row.state != "unreadable":
            yield f"a damaged file, and she is {row.state}"
    elif row.state != "graded":
        yield f"a receipt without a mark: {row.state}"
    if row.is_late != (row.manner == "late"):
        yield "late" if row.is_late else "handed in late, and in time by the mark"
    if row.manner in ("right", "late", "again") and row.right < row.exercises:
        yield f"{row.exercises - row.right} right answers without their points"
    if row.manner == "mistaken" and row.right == row.exercises:
        yield "mistakes, and full marks"
    if row.manner == "hostile" and row.right:
        yield f"{row.right} marks that she has given herself"
    if not pages:
        yield "no feedback has arrived"
