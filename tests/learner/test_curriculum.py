"""The curriculum names the twenty-six weeks, and those that are written say the same of themselves."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from pathlib import Path

from firstquery.core import course


def test_twenty_six_weeks_stand_in_six_months() -> None:
    planned = course.curriculum()
    assert [one.number for one in planned] == list(range(1, 27))
    months = {month: list(those) for month, those in groupby(planned, key=lambda one: one.month)}
    assert list(months) == [1, 2, 3, 4, 5, 6]
    for those in months.values():
        assert len({one.month_title for one in those}) == 1


def test_each_week_is_named_once_and_asks_a_question() -> None:
    planned = course.curriculum()
    for one in planned:
        assert one.question.endswith("?")
        assert course.STEM.fullmatch(one.stem) and one.stem.startswith(f"week-{one.number:02}-")
    assert not [title for title, times in Counter(one.title for one in planned).items() if times > 1]


def test_a_week_that_is_written_agrees_with_the_curriculum() -> None:
    planned = {one.number: one for one in course.curriculum()}
    written = course.weeks()
    assert written
    for week in written:
        plan = planned[week.number]
        assert (week.title, week.question, week.stem, week.month) == (plan.title, plan.question, plan.stem, plan.month)
        assert week.measures == frozenset(plan.measures.split())


def test_week_0_is_a_practice_and_none_of_the_weeks(tmp_path: Path) -> None:
    for stem, said in (("week-00-where-to-start", {"graded": False}), ("week-01-first-query", {})):
        (tmp_path / "source" / stem).mkdir(parents=True)
        notebook = {"cells": [], "metadata": {"firstquery": said}}
        (tmp_path / "source" / stem / f"{stem}.ipynb").write_text(json.dumps(notebook))
    assert [week.number for week in course.weeks(tmp_path)] == [1]
    assert [week.number for week in course.practices(tmp_path)] == [0, 1]
    assert course.week(0, tmp_path).stem == course.week("w00-q3", tmp_path).stem == "week-00-where-to-start"
