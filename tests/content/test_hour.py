"""The measure of an hour: what it counts, and that it agrees with the clocks of readers that it has not seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_output

from benchmarks import hour as fitting
from firstquery.authoring.lint import hour
from firstquery.authoring.lint.hour import Part
from firstquery.authoring.lint.style import Clock, style_of
from firstquery.authoring.lint.unit import LESSON, PRACTICE, RELEASE, Page, PageCell, Unit, unit_of
from firstquery.core import course
from firstquery.learner.progress.outline import minutes_of
from tests.content.notebooks import ROOT

SQL = """# %% w03-q1 exercise: table | Rows
# %% w03-q1 right: in steps
rows = sql("SELECT 1 AS a")
rows = rows[["a"]]
# %% w03-q1 right: at once
rows = sql("SELECT 1 AS a")
# %% w03-q2 exercise: table | More rows
# %% w03-q2 right: as in the frame
rows = sql("SELECT 1 AS a")
more = rows[rows["a"] > 0]
print(more)
# %% w03-q4 exercise: table | Fewest
# %% w03-q4 right: in other words
fewest = sql("SELECT MIN(a)")
fewest = fewest.dropna()
# %% w03-q3 exercise: text least=40 | In words
# %% w03-q3 right: forty
%%text said
word
"""
FRAME = """## Exercise 2 · More rows

Copy this:

```python
more = rows[…]
```

<details><summary>Hint 1</summary>

A hint of eight words that nobody reads.

</details>
"""


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, Part]:
    """A week of one of each, measured."""
    week = replace(course.week(3), course=tmp_path)
    week.answers.parent.mkdir(parents=True)
    week.answers.write_text(SQL, encoding="utf-8")
    (tmp_path / "lint.toml").write_text('further = ["For your own data"]\n', encoding="utf-8")

    def page(role: str, *cells: PageCell) -> Page:
        return Page(tmp_path / role, role, "", cells)

    def code(name: str, source: str, **more: Any) -> PageCell:
        return PageCell(name, "code", source, **more)

    def text(source: str) -> PageCell:
        return PageCell(source, "markdown", source)

    def check(name: str) -> PageCell:
        return code(name, f'check("{name}", rows)', graded={"grade": True})

    def answer(name: str, source: str) -> PageCell:
        return code(f"{name}-answer", source, graded={"solution": True})

    table = new_output("execute_result", {"text/plain": "   a\n0  1", "text/html": "<table>"})
    picture = new_output("display_data", {"image/png": "aGk=", "text/plain": "<Figure>"})
    asked = text("## Exercise 1 · Rows\n\nThree words more.")
    lesson = page(
        LESSON,
        text("# One two three"),
        code("guess", 'predict("w03-p1", ..., confidence=...)', outputs=(picture, table)),
        text("## Words of this hour\n\n- **row**: one line."),
        text("## For your own data\n\nNone of this."),
        code("own", "own_database(...)"),
    )
    words = text("## Exercise 3 · In words")
    frame = (text(FRAME), answer("w03-q2", ""), check("w03-q2"))
    written = (
        words,
        answer("w03-q3", "%%text said\nwrite here"),
        check("w03-q3"),
        text("After"),
        code("end", "finish()"),
    )
    own = "# BEGIN SOLUTION\nfewest = rows.min()\n# END SOLUTION"
    framed = (text("## Exercise 4 · Fewest"), answer("w03-q4", own), check("w03-q4"))
    practice = page(
        PRACTICE, code("given", "print(more)"), asked, answer("w03-q1", ""), check("w03-q1"), *frame, *written, *framed
    )
    release = page(RELEASE, answer("w03-q1", "# Your code goes here"), answer("w03-q2", "# Your code goes here"))
    release = replace(release, cells=(*release.cells, answer("w03-q4", "fewest = …")))
    unit = Unit(week.stem, tmp_path, (lesson, practice, release), week)
    return {part.name: part for part in hour.parts_of(unit, week)}


def test_what_is_folded_or_further_is_not_of_the_hour(parts: dict[str, Part]) -> None:
    assert parts["lesson"] == Part("lesson", words=10, cells=1, rows=2, questions=1, gaps=2, terms=1)
    assert parts["w03-q2"].words == 6


def test_a_line_is_typed_where_no_frame_gives_it_and_nothing_above_has_it(parts: dict[str, Part]) -> None:
    assert (parts["w03-q1"].lines, parts["w03-q1"].gaps) == (1, 0), "the shortest right answer has one line"
    assert (parts["w03-q2"].lines, parts["w03-q2"].gaps) == (0, 1), "one fills the frame, two stand above"
    assert (parts["w03-q4"].lines, parts["w03-q4"].gaps) == (0, 1), "the practice's own answer fills its frame"


def test_a_text_is_written_and_what_follows_a_check_is_of_the_practice(parts: dict[str, Part]) -> None:
    assert (parts["w03-q3"].written, parts["w03-q3"].lines, parts["w03-q3"].gaps) == (40, 0, 0)
    assert (parts["practice"].words, parts["practice"].cells, parts["practice"].exercises) == (1, 2, 0)


def test_minutes_are_those_of_each_unit() -> None:
    clock = Clock(cells=6, lines=120)
    assert Part("x", words=400, cells=10, lines=2).minutes(clock) == 2 + 1 + 4


def test_the_measure_is_within_a_quarter_of_readings_that_it_has_not_seen() -> None:
    readings = fitting.readings()
    assert len(readings) == len(style_of(ROOT).readings) >= 13
    unseen = fitting.on_half(readings)
    assert max(map(abs, unseen)) <= 0.26 and sum(map(abs, unseen)) / len(unseen) <= 0.12, dict(
        zip([one.stem for one in readings[1::2]], unseen, strict=True)
    )


def test_the_weights_and_the_error_that_are_told_are_those_of_the_readings() -> None:
    """A new reading moves them: ``python -m benchmarks.hour`` says where to."""
    readings, clock = fitting.readings(), Clock()
    fitted, misses = fitting.fit(readings), [100 * abs(share) for share in fitting.left_out(readings)]
    assert (fitted.lines, fitted.exercises) == pytest.approx((clock.lines, clock.exercises), abs=1)
    assert (sum(misses) / len(misses), max(misses)) == pytest.approx(clock.error, abs=0.6)


@pytest.mark.parametrize("week", course.weeks(), ids=lambda week: week.stem)
def test_no_week_becomes_longer(week: course.Week) -> None:
    """What it may have stands in lint.toml while it is longer than its hour."""
    unit = unit_of(week)
    assert hour.total(hour.parts_of(unit, week), unit.style.clock) <= unit.style.most.get(week.stem, week.minutes)


def test_the_minutes_beside_a_page_are_those_of_the_measure() -> None:
    for week in course.weeks():
        measured = {part.name: part.minutes(Clock()) for part in hour.parts_of(unit_of(week), week)}
        for name, said in minutes_of(week.release).items():
            assert abs(said - measured[name]) <= 1.5, f"{name}: {said} beside the page, {measured[name]:.1f} measured"
