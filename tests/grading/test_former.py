"""A practice of which an exercise was changed: whoever has the former one is graded by it, out of its own total."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from firstquery.cohort import overview, report
from firstquery.cohort.export import System, as_csv
from firstquery.core import course as courses
from firstquery.grading.former import released_cells
from firstquery.grading.keys import Source
from firstquery.grading.repair.notebook import repair_by_release
from firstquery.grading.repair.release import load_release
from tests.run.bench import TEMPORARY, Run
from tests.sql.servers import postgres

from ..conftest import ROOT, needs
from ..shared import once, released
from .conftest import RIGHT
from .former import NEW, change, change_again, commit, key, retire, upgrade
from .orders import STEM, Course, answer, cell_of

ALL = {"w90-q1": 2.0, "w90-q2": 3.0, "w90-q3": 1.0, "w90-q4-answer": None, "w90-q4": 1.0}
ALL_NEW = {"w90-q1": 2.0, "w90-q5": 5.0, "w90-q3": 1.0, "w90-q4-answer": None, "w90-q4": 1.0}


@pytest.fixture(scope="module", autouse=True)
def _temporary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TEMPORARY, str(tmp_path_factory.mktemp("t")))
        yield


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course whose practice was retired, changed and released anew."""

    def make(root: Path) -> None:
        retire(released(tmp_path_factory, root))

    return Course(once(tmp_path_factory, "changed", make))


@pytest.fixture
def course(changed: Course, tmp_path: Path) -> Course:
    shutil.copytree(changed.root, tmp_path / "course")
    return Course(tmp_path / "course")


def former(course: Course):  # type: ignore[no-untyped-def]
    return nbformat.read(course.root / "source" / STEM / "former" / "1" / "release.ipynb", as_version=4)


def hand_in(course: Course) -> None:
    """One learner with the practice as it was, one with the present one, and one with a damaged copy of the first."""
    course.submit("before", answer(former(course), **RIGHT))
    course.submit("now", answer(course.released(), **NEW))
    damaged = answer(former(course), **RIGHT)
    damaged.cells.remove(cell_of(damaged, "w90-q2"))
    for cell in damaged.cells:
        cell.metadata.pop("nbgrader", None)
    course.submit("damaged", damaged)


def marks(course: Course, url: str = "") -> dict[str, dict[str, float | None]]:
    with Gradebook(url or f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return {
            one.student.id: {grade.name: grade.auto_score for grade in one.notebooks[0].grades}
            for one in gradebook.assignment_submissions(STEM)
        }


def totals(course: Course, most: float = 13) -> dict[str, tuple[float, float]]:
    """What the formgrader shows of each submission: its points, and out of how many."""
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        assert gradebook.find_assignment(STEM).max_score == most
        of_notebook = gradebook.notebook_submission_dicts(STEM, STEM)
        found = {one["student"]: (one["score"], one["max_score"]) for one in gradebook.submission_dicts(STEM)}
        assert found == {one["student"]: (one["score"], one["max_score"]) for one in of_notebook}
    return found


def check_marks(course: Course) -> None:
    assert marks(course) == {"before": ALL, "now": ALL_NEW, "damaged": ALL}
    assert totals(course) == {"before": (7, 11), "now": (9, 13), "damaged": (7, 11)}


def test_the_key_that_ships_has_the_exercises_of_both_practices(changed: Course) -> None:
    made = key(changed.root)
    assert list(made["exercises"]) == ["w90-q1", "w90-q5", "w90-q3", "w90-q4", "w90-q2"]  # type: ignore[call-overload]
    assert made["practices"] == [
        ["w90-q1", "w90-q5", "w90-q3", "w90-q4"],
        ["w90-q1", "w90-q2", "w90-q3", "w90-q4"],
    ]


def test_stock_autograde_grades_each_by_its_own_practice_and_twice_the_same(course: Course) -> None:
    hand_in(course)
    course.run("nbgrader", "autograde", STEM)
    check_marks(course)
    course.run("nbgrader", "autograde", STEM, "--force")
    check_marks(course)
    course.run("nbgrader", "generate_feedback", STEM)
    said = {name: (course.root / "feedback" / name / STEM / f"{STEM}.html").read_text() for name in ("before", "now")}
    assert "of 11" in said["before"] and "of 13" not in said["before"]
    assert "of 13" in said["now"] and "of 11" not in said["now"]


def test_firstquery_grade_gives_the_same_and_regrade_says_why_a_mark_changes(course: Course) -> None:
    hand_in(course)
    run = Run(course.root)
    run.grade()
    check_marks(course)
    run.grade("--force")
    check_marks(course)
    practice = course.root / "source" / STEM / "former" / "1" / f"{STEM}.ipynb"
    text = practice.read_text(encoding="utf-8")
    practice.write_text(text.replace("ORDER BY total DESC LIMIT 3", "ORDER BY total DESC LIMIT 2"), encoding="utf-8")
    answers = practice.with_name("answers.py")
    answers.write_text(answers.read_text(encoding="utf-8").replace("DESC LIMIT 3", "DESC LIMIT 2"), encoding="utf-8")
    ended = run.firstquery("regrade", STEM, "--json", str(course.root / "changes.json"))
    assert ended.code == 0, ended.said
    found = json.loads((course.root / "changes.json").read_text())["changes"]
    assert {(one["student"], one["exercise"], one["was"], one["becomes"]) for one in found} == {
        ("before", "w90-q2", 3, 0),
        ("damaged", "w90-q2", 3, 0),
    }
    assert all("The key of w90-q2 changed." in one["why"] for one in found)


@pytest.mark.parametrize("is_stock", [False, True])
def test_a_cohort_that_is_upgraded_keeps_its_marks_and_takes_both_practices(
    changed: Course, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, is_stock: bool
) -> None:
    course = released(tmp_path_factory, tmp_path / "course")
    run = Run(course.root)

    def grade() -> None:
        if is_stock:
            course.run("nbgrader", "autograde", STEM)
        else:
            run.grade()

    course.submit("early", answer(course.released(), **RIGHT))
    grade()
    run.enter("grade", "early", "w90-q4-answer", manual_score=4)
    before = marks(course)["early"]
    upgrade(course, changed.root)
    course.submit("before", answer(former(course), **RIGHT))
    course.submit("now", answer(course.released(), **NEW))
    grade()
    assert marks(course) == {"early": before, "before": ALL, "now": ALL_NEW}
    assert totals(course) == {"early": (11, 11), "before": (7, 11), "now": (9, 13)}
    seen = overview.build(course.root, run.db_url)
    assert {one.member.name: (one.points, one.most) for one in seen.entries} == {
        "early": (11, 11),
        "before": (7, 11),
        "now": (9, 13),
    }
    assert {one.member.name: (one.unread, one.by_hand) for one in seen.entries} == {
        "early": (1, 1),  # a point was entered, and it is still marked as to be read
        "before": (1, 0),
        "now": (1, 0),
    }
    titles = {one.id: one.title for one in report.count_verdicts(course.root, run.db_url, seen)}
    assert (titles["w90-q2"], titles["w90-q5"]) == ("The largest three", "The smallest three")
    rows = [line.split(",") for line in as_csv(seen, System.canvas).splitlines()]
    assert {row[0]: float(row[-1]) for row in rows[1:]} == {
        "    Points Possible": 13,
        "before": 8.27,
        "early": 13,
        "now": 9,
    }
    shutil.rmtree(course.root / "submitted" / "early")
    course.submit("early", answer(course.released(), **NEW))
    grade()
    assert marks(course)["early"] == ALL_NEW
    assert totals(course)["early"] == (13, 13)  # the text was read, and is the same


def test_a_cohort_on_postgresql_is_upgraded_as_well(
    changed: Course, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    course = released(tmp_path_factory, tmp_path / "course")
    with postgres(needs("postgresql")) as address:
        url = address.replace("postgresql:", "postgresql+psycopg:")
        run = Run(course.root, {"GRADEBOOK": url})
        run.configure(f"c.CourseDirectory.db_url = {url!r}")
        course.submit("early", answer(course.released(), **RIGHT))
        run.grade()
        upgrade(course, changed.root)
        course.submit("before", answer(former(course), **RIGHT))
        course.submit("now", answer(course.released(), **NEW))
        run.grade()
        assert marks(course, url) == {"early": ALL, "before": ALL, "now": ALL_NEW}
        with Gradebook(url) as gradebook:
            found = {one["student"]: (one["score"], one["max_score"]) for one in gradebook.submission_dicts(STEM)}
        assert found == {"early": (7, 11), "before": (7, 11), "now": (9, 13)}


def test_a_live_cohort_can_be_released_to_anew(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    course = released(tmp_path_factory, tmp_path / "course")
    course.submit("early", answer(course.released(), **RIGHT))
    course.run("nbgrader", "autograde", STEM)
    retire(course)
    course.submit("now", answer(course.released(), **NEW))
    course.run("nbgrader", "autograde", STEM)
    assert marks(course) == {"early": ALL, "now": ALL_NEW}
    assert totals(course) == {"early": (7, 11), "now": (9, 13)}


def test_a_week_may_have_several_former_practices(course: Course) -> None:
    course.submit("first", answer(former(course), **RIGHT))
    course.submit("second", answer(course.released(), **NEW))
    course.run("nbgrader", "autograde", STEM)
    commit(course.root)
    course.run("firstquery.cli.main", "retire", "90")
    change_again(course.root)
    course.run("firstquery.cli.main", "release", "90")
    third = {**NEW, "q6": NEW["q5"].replace("LIMIT 3", "LIMIT 2")}
    course.submit("third", answer(course.released(), **{name: third[name] for name in ("q1", "q6", "q3", "q4")}))
    before = course.root / "autograded"
    shutil.rmtree(before)  # all are graded anew
    course.run("nbgrader", "autograde", STEM)
    assert marks(course) == {
        "first": ALL,
        "second": ALL_NEW,
        "third": {"w90-q6": 4.0, **{name: points for name, points in ALL.items() if name != "w90-q2"}},
    }
    assert totals(course, 12) == {"first": (7, 11), "second": (9, 13), "third": (8, 12)}
    assert key(course.root)["practices"] == [
        ["w90-q1", "w90-q6", "w90-q3", "w90-q4"],
        ["w90-q1", "w90-q5", "w90-q3", "w90-q4"],
        ["w90-q1", "w90-q2", "w90-q3", "w90-q4"],
    ]


def test_a_mixed_notebook_is_graded_by_the_practice_of_which_more_is_answered(course: Course) -> None:
    """Of as many answers to both it is the present one. What is answered beyond it is told."""
    for name, sources in {"both": NEW, "pasted": {"q5": "%%sql smallest"}}.items():
        mixed, now = answer(former(course), **{**RIGHT, "q4": ""}), answer(course.released(), **sources)
        mixed.cells[-1:-1] = [cell_of(now, name) for name in ("w90-q5-answer", "w90-q5")]
        course.submit(name, mixed)
    course.run("nbgrader", "autograde", STEM)
    assert totals(course) == {"both": (8, 13), "pasted": (6, 11)}
    graded = [(course.root / "autograded" / one / STEM / f"{STEM}.ipynb").read_text() for one in ("both", "pasted")]
    assert ["not graded: w90-q2." in one for one in graded] == [True, False]


@pytest.mark.parametrize("week", [one for one in courses.weeks(ROOT) if one.former], ids=lambda week: week.stem)
def test_each_practice_of_a_week_is_known_as_itself_whole_and_half_done(week: courses.Week, tmp_path: Path) -> None:
    """An exercise that changed has its answer under the name that it had: that is one answer, and not two."""
    pages = [week.release, *week.former]
    releases = [load_release(path, released_cells(path)) for path in pages]
    sources = [Source(week.source, week.course), *Source(week.source, week.course).former()]
    for place, source in enumerate(sources):
        for kept in (1.0, 0.5):
            solved = nbformat.read(source.practice, as_version=4)
            page = nbformat.read(pages[place], as_version=4)
            answers = {one.id: one.source for one in solved.cells if one.id.endswith("-answer")}
            for cell in page.cells[: round(kept * len(page.cells))]:
                cell.source = answers.get(cell.id, cell.source)
            for has_marks in (True, False):  # some tools take them out
                for cell in page.cells if not has_marks else ():
                    cell.metadata.pop("nbgrader", None)
                nbformat.write(page, tmp_path / f"{week.stem}.ipynb")
                found, _, findings = repair_by_release(tmp_path, week.stem, releases, [])
                assert found is releases[place], (place, kept, has_marks)
                assert not [said for _, said in findings.notes if "two releases" in said], (place, kept, has_marks)


def test_a_week_without_a_former_practice_is_released_to_the_byte_as_before(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    course = released(tmp_path_factory, tmp_path / "course")
    text = (course.root / "release" / STEM / "key.json").read_text(encoding="utf-8")
    assert "practices" not in text
    assert not (course.root / "release" / STEM / ".former").exists()
    change(course.root)
    course.run("firstquery.cli.main", "release", "90")
    assert "practices" not in key(course.root)


@pytest.fixture
def graded(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Course:
    """A course that was committed and graded, and in which an exercise was then changed and not retired."""
    course = released(tmp_path_factory, tmp_path / "course")
    commit(course.root)
    course.submit("before", answer(course.released(), **RIGHT))
    Run(course.root).grade()
    change(course.root)
    refused = Run(course.root).firstquery("release", "90")
    said = " ".join(refused.out.split() + refused.err.split())
    assert refused.code == 1
    for way in ("remove gradebook.db, submitted/, autograded/ and feedback/", f"`firstquery retire {STEM}`"):
        assert way in said
    assert "Cannot add or remove cells" not in said
    return course


def test_exercises_that_changed_after_a_trial_are_released_once_the_trial_is_removed(graded: Course) -> None:
    (graded.root / "gradebook.db").unlink()
    for name in ("submitted", "autograded"):  # the grade was given without feedback
        shutil.rmtree(graded.root / name)
    graded.run("firstquery.cli.main", "release", "90")
    graded.submit("now", answer(graded.released(), **NEW))
    Run(graded.root).grade()
    assert marks(graded) == {"now": ALL_NEW}


def test_exercises_that_changed_after_a_cohort_was_graded_are_released_once_the_week_is_retired(graded: Course) -> None:
    graded.run("firstquery.cli.main", "retire", "90")
    graded.run("firstquery.cli.main", "release", "90")
    graded.submit("now", answer(graded.released(), **NEW))
    Run(graded.root).grade()
    assert marks(graded) == {"before": ALL, "now": ALL_NEW}
