"""Each week of the course is whole: its three places, its metadata, the order of its parts, and its hour."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from firstquery.core import course
from firstquery.grading import answers
from tests.content import notebooks as nb
from tests.content.prose import outside_details, prose, words

PER_MINUTE = 200
MINUTES_A_CODE_CELL = 0.3
SAID_BY_BOTH = ("week", "competency", "minutes", "needs", "artefact", "title", "question")
COMPETENCIES = ("query", "automate", "judge", "trade")

# The parts of a lesson, in this order; a part may have further headings below or after it.
LESSON_PARTS = (
    r"Week {number} · {title}",
    r"After this hour you can",
    r"Predict first",
    r"Worked example",
    r"Try",
    r"What to remember",
    r"(?:At work|Where it goes wrong at work)",
    r"Words of this hour",
    r"For your own data",
)
STOP = re.compile(r"^> \*\*Stop here", re.MULTILINE)
EXERCISE = re.compile(r"Exercise (\d+) · \S.*")
HINT = re.compile(r"<details>\s*<summary>Hint (\d)</summary>\s*\S.*?</details>", re.DOTALL)

each_week = pytest.mark.parametrize("week", nb.WEEKS, ids=lambda week: week.stem)


def test_each_week_is_one_of_the_curriculum_and_has_its_number_alone() -> None:
    """Weeks may be made in any order: the first month, then the last, then what lies between."""
    numbers = [week.number for week in nb.WEEKS]
    assert numbers == sorted(set(numbers)), "two weeks have one number, or they are out of order"
    assert set(numbers) <= set(range(1, 27))
    assert nb.WEEKS, "the course has no week"


@each_week
def test_a_week_stands_in_its_three_places_under_one_stem(week: course.Week) -> None:
    missing = [
        nb.name(path)
        for path in (week.lesson, week.practice, week.answers, week.facilitator, week.release, week.key)
        if not path.is_file()
    ]
    assert not missing, f"missing: {', '.join(missing)}"


@each_week
def test_lesson_and_practice_say_the_same_about_their_week(week: course.Week) -> None:
    lesson, practice = course.metadata_of(week.lesson), course.metadata_of(week.practice)
    for name in SAID_BY_BOTH:
        assert name in lesson, f"{nb.name(week.lesson)} does not say its {name} (notebook metadata, firstquery.{name})"
        assert practice.get(name) == lesson[name], f"{name}: lesson {lesson[name]!r}, practice {practice.get(name)!r}"
    assert (lesson.get("part"), practice.get("part")) == ("lesson", "practice")
    assert lesson["week"] == week.number
    assert lesson["competency"] in COMPETENCIES
    assert isinstance(lesson["minutes"], int) and 0 < lesson["minutes"] <= 60
    assert all(isinstance(need, int) and 0 < need < week.number for need in lesson["needs"]), "needs: earlier weeks"
    assert all(isinstance(lesson[name], str) and lesson[name].strip() for name in ("artefact", "title", "question"))


@each_week
def test_a_lesson_has_its_parts_in_order(week: course.Week) -> None:
    texts = [text for _, text in nb.headings(week.lesson)]
    at = -1
    for part in LESSON_PARTS:
        pattern = part.format(number=week.number, title=re.escape(week.title))
        found = next((place for place, text in enumerate(texts) if place > at and re.match(pattern, text)), None)
        after = texts[at] if at >= 0 else "the beginning"
        assert found is not None, f"{nb.name(week.lesson)}: no heading “{pattern}” after “{after}”. It has: {texts}"
        at = found


@each_week
def test_the_banner_asks_the_weeks_question(week: course.Week) -> None:
    for notebook in (week.lesson, week.practice):
        banner = nb.cells(notebook)[0].source
        assert f"> **{week.question}**" in banner, f"{nb.name(notebook)}: the banner quotes {week.question!r} in bold"


@each_week
def test_a_week_says_once_where_to_stop_at_thirty_minutes(week: course.Week) -> None:
    stops = [
        f"{notebook.parent.name}/{notebook.name}#{cell.id}"
        for notebook in (week.lesson, week.practice)
        for cell in nb.markdown(notebook)
        for _ in STOP.finditer(cell.source)
    ]
    assert len(stops) == 1, f"one “> **Stop here…” in lesson or practice, not {len(stops)}: {stops}"


@each_week
def test_a_notebook_begins_by_rebuilding_and_a_practice_ends_with_finish(week: course.Week) -> None:
    for notebook in (week.lesson, week.practice):
        first = next(cell.source for cell in nb.cells(notebook) if cell.type == "code")
        assert first == f'from firstquery import *\nrebuild("{week.stem}")', f"{nb.name(notebook)}: {first!r}"
    assert nb.cells(week.practice)[-1].source == "finish()"


@each_week
def test_a_practice_has_five_to_seven_exercises_numbered_in_order(week: course.Week) -> None:
    numbers = [int(match.group(1)) for _, text in nb.headings(week.practice) if (match := EXERCISE.fullmatch(text))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 5 <= len(numbers) <= 7, f"{len(numbers)} exercises"
    checks = [cell for cell in nb.cells(week.practice) if cell.is_check]
    assert [cell.graded["grade_id"] for cell in checks] == [f"w{week.number:02}-q{number}" for number in numbers]


@each_week
def test_each_exercise_has_an_answer_cell_a_check_and_a_time(week: course.Week) -> None:
    cells = nb.cells(week.practice)
    for number, part in enumerate(_exercises(week), 1):
        name = f"w{week.number:02}-q{number}"
        minutes = sum(cell.said.get("minutes", 0) for cell in part)
        assert minutes > 0, f"{name}: no minutes (cell metadata firstquery.minutes of {part[0].id})"
        check = next((cell for cell in part if cell.is_check), None)
        assert check is not None, f"{name}: no check cell"
        assert re.fullmatch(rf'check\("{name}", \w+\)', check.source), f"{name}: {check.source!r}"
        before = cells[cells.index(check) - 1]
        assert before.graded.get("solution"), f"{name}: the cell before its check is not its answer cell"
        assert before.graded["grade_id"] == f"{name}-answer"
        assert check.graded.get("points", 0) > 0, f"{name}: no points"


@each_week
def test_an_exercise_has_one_title_in_the_practice_and_in_the_list_of_answers(week: course.Week) -> None:
    found = [EXERCISE.fullmatch(text) for _, text in nb.headings(week.practice)]
    headed = {f"w{week.number:02}-q{one[1]}": one[0].partition(" · ")[2] for one in found if one}
    assert headed == {name: one.title for name, one in answers.read(week.answers).items()}


@each_week
def test_each_exercise_has_two_hints_the_first_of_which_asks(week: course.Week) -> None:
    for number, part in enumerate(_exercises(week), 1):
        text = "\n".join(cell.source for cell in part if cell.type == "markdown")
        hints = list(HINT.finditer(text))
        assert [hint.group(1) for hint in hints] == ["1", "2"], (
            f"exercise {number}: hints {[h.group(1) for h in hints]}"
        )
        assert "?" in hints[0].group(), f"exercise {number}: the first hint asks no question"


@each_week
def test_a_week_has_a_written_answer_with_a_rubric(week: course.Week) -> None:
    written = [cell for cell in nb.cells(week.practice) if cell.graded.get("grade") and cell.graded.get("solution")]
    assert written, "no manually graded answer (a %%text cell with grade and solution)"
    rubric = [cell for cell in nb.markdown(week.practice) if "<summary>How it is judged" in cell.source]
    assert len(rubric) >= len(written), "no <details> “How it is judged” beside the written answer"


@each_week
def test_a_practice_leaves_three_questions_to_ask(week: course.Week) -> None:
    cell = next(
        (one for one in nb.markdown(week.practice) if re.search(r"^## Three questions", one.source, re.M)), None
    )
    assert cell is not None, "no heading “Three questions to ask your team this week”"
    listed = re.findall(r"^\d\. .*\?", cell.source, re.MULTILINE)
    assert len(listed) == 3, f"{len(listed)} questions in a numbered list"


@each_week
def test_the_words_of_the_hour_are_defined_and_used(week: course.Week) -> None:
    cell = next(one for one in nb.markdown(week.lesson) if "## Words of this hour" in one.source)
    entries = [line for line in cell.source.splitlines() if line.startswith(("-", "*"))]
    assert entries, "no words listed"
    for entry in entries:
        match = re.fullmatch(r"- \*\*(?P<term>[^*]+)\*\*: (?P<meaning>.+[.?])", entry)
        assert match, f"a word is listed as “- **term**: what it means.”, not as {entry!r}"
        pages = (*nb.cells(week.lesson), *nb.cells(week.practice))
        used = any(match["term"].lower() in one.source.lower() for one in pages if one != cell)
        assert used, f"{match['term']!r} is defined and never used in this week"


@each_week
def test_an_hour_is_an_hour(week: course.Week) -> None:
    parts = {}
    for label, notebook in (("lesson", week.lesson), ("practice", week.practice)):
        read = sum(words(prose(outside_details(cell.source))) for cell in nb.markdown(notebook))
        code = sum(cell.type == "code" for cell in nb.cells(notebook))
        stated = sum(cell.said.get("minutes", 0) for cell in nb.cells(notebook))
        parts[label] = read / PER_MINUTE + code * MINUTES_A_CODE_CELL + stated
        parts[f"{label} (words, code cells, stated minutes)"] = (read, code, stated)
    total = parts["lesson"] + parts["practice"]
    assert total <= week.minutes, f"{total:.1f} minutes of {week.minutes}: {parts}"


def _exercises(week: course.Week) -> list[tuple[nb.Cell, ...]]:
    """The cells of each exercise: from its heading to the next heading of that level."""
    cells = nb.cells(week.practice)
    starts = [place for place, cell in enumerate(cells) if cell.type == "markdown" and cell.source.startswith("## ")]
    parts = [cells[start:end] for start, end in pairwise([*starts, len(cells)])]
    return [part for part in parts if EXERCISE.fullmatch(part[0].source.splitlines()[0].removeprefix("## "))]
