"""Due dates of cohort.toml in the gradebook: what comes late is late there, also what was placed by hand."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import nbformat

from tests.grading.conftest import RIGHT
from tests.grading.orders import STEM, Course, answer

from .exchange import FILE, WEEK, Cohort, Learner

DUE = datetime(2026, 1, 19, 8, tzinfo=UTC)


def by_hand(cohort: Cohort, name: str, moment: datetime) -> None:
    """Placed in submitted/ by hand, last changed at a moment."""
    place = cohort.submitted(name)
    place.mkdir(parents=True)
    nbformat.write(answer(Course(cohort.root).released(), **RIGHT), place / FILE)
    os.utime(place / FILE, (moment.timestamp(), moment.timestamp()))


def test_lateness_is_reckoned_from_the_cohorts_file_and_costs_what_the_course_says(
    cohort: Cohort, ann: Learner
) -> None:
    (cohort.root / "cohort.toml").write_text("[due]\n90 = 2026-01-19T09:00:00+01:00\n")
    by_hand(cohort, "early", datetime(2026, 1, 19, 7, 59, tzinfo=UTC))
    by_hand(cohort, "late", datetime(2026, 1, 19, 8, 1, tzinfo=UTC))
    ann.write()
    receipt = ann.submit()
    (row,) = cohort.collect()["collected"]
    assert row["seconds_late"] == (receipt.moment - DUE).total_seconds()
    cohort.firstquery("grade", WEEK, "--no-feedback")
    assert _rows(cohort) == {"ann": "None", "early": "None", "late": "None"}
    cohort.run.configure("c.LateSubmissionPlugin.penalty_method = 'zero'")
    cohort.firstquery("grade", WEEK, "--no-feedback", "--force")
    assert _rows(cohort) == {"ann": "7.0", "early": "None", "late": "7.0"}
    times = {row[0]: row[3] for row in cohort.run.rows(["ann", "early", "late"])["submitted_notebook"]}
    assert times["late"].startswith("2026-01-19 08:01:00")
    assert times["ann"] == f"{receipt.moment:%Y-%m-%d %H:%M:%S.%f}"
    assert not (cohort.submitted("late") / "timestamp.txt").exists()
    (cohort.root / "cohort.toml").unlink()  # the date in the gradebook stands
    Course(cohort.root).run("nbgrader", "autograde", STEM, "--force")
    assert _rows(cohort) == {"ann": "7.0", "early": "None", "late": "7.0"}


def _rows(cohort: Cohort) -> dict[str, str]:
    return {row[0]: row[2] for row in cohort.run.rows(["ann", "early", "late"])["submitted_notebook"]}
