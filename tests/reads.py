"""What slow tests read of the course, besides what they import and the files of their own folder (tests/inputs.py).

A test of a file that is not named here is quick, and always runs. A new slow one: run its file alone, see which files
of the course are opened meanwhile (inotify, or strace for processes that it starts), and name them.
"""

from __future__ import annotations

#: The week that a test has among its parameters, by its stem; where it has none or several, every week.
WEEK = ("source/{week}/**", "release/{week}/**", "notebooks/{week}.ipynb")
#: What is read of it where no answer is judged, so that no kind of exercise counts.
TEXTS = ("source/{week}/*.ipynb", "source/{week}/*.md", *WEEK[1:])
DATA = ("data/**", "held-out/**")
PULLS = ("pull-requests/**", *DATA)


def of(*weeks: str) -> tuple[str, ...]:
    """What a test reads that opens these weeks for a learner, by the beginnings of their stems."""
    theirs = (glob.format(week=f"{one}-*") for one in weeks for glob in WEEK)
    return (*DATA, "notebooks/start-here.ipynb", "notebooks/drawings/*.svg", *theirs)


#: Files of tests/checks that read no week.
CHECKS = ("aggregates", "causes", "chart", "chart_faults", "choices", "differences", "equality", "function", "messages")
CHECKS += ("model", "results", "texts", "values")
#: What slow tests read of the course, by the beginnings of their names: the longest one counts.
READS: dict[str, tuple[str, ...]] = {
    "tests/ai_vendor/": DATA,
    "tests/attacks/": ("docs/attacks.md",),
    "tests/authoring/test_new_course.py": (),
    "tests/browser/": of("week-01"),
    "tests/browser/test_beside_the_cell.py": of("week-01", "week-06"),
    "tests/browser/test_cell.py": of("week-05"),
    "tests/browser/test_course_bar.py": of("week"),  # its panel shows all
    "tests/browser/test_lesson.py": of("week-02", "week-03", "week-04"),
    "tests/browser/test_review_hours.py": (*of("week-25", "week-26"), *PULLS),
    "tests/browser/test_where_am_i.py": of("week"),  # it counts the exercises of all
    **dict.fromkeys(
        (f"tests/checks/test_{one}.py" for one in ("client", "integration", "program", "tests", "versions")), DATA
    ),
    **dict.fromkeys((f"tests/checks/test_{one}.py" for one in CHECKS), (*DATA, "docs/equality.md")),
    "tests/cohort/test_collect.py": (),
    "tests/cohort/test_due.py": (),
    "tests/cohort/test_feedback.py": (),
    "tests/cohort/test_reading.py": (),
    "tests/cohort/test_reading.py::test_every_written_answer": TEXTS,
    "tests/cohort/test_roster.py": (),
    "tests/cohort/test_sequence.py": (),
    "tests/cohort/test_submission.py": (),
    "tests/cohort/test_zip": (),
    "tests/content/test_room_sheet.py": (*WEEK, *DATA),
    "tests/content/test_running.py": (*WEEK, *DATA),
    "tests/damage/test_runs.py": (),
    "tests/data/test_build.py": DATA,
    "tests/data/test_flights.py": of("week-01", "week-02"),
    "tests/data/test_health.py": DATA,
    "tests/grading/test_admission.py": (*DATA, "*_config.py"),
    "tests/grading/test_pipeline.py": (),
    "tests/grading/test_stock.py": (),
    "tests/help/test_solutions.py": (*TEXTS, *DATA),
    "tests/help/test_solutions.py::test_each_exercise_gives_the_proof": (*WEEK, *DATA),
    "tests/html/test_axe.py": (*TEXTS, "notebooks/*.ipynb", "notebooks/drawings/*.svg"),
    "tests/html/test_axe.py::test_axe_finds_no_barrier": TEXTS,
    "tests/html/test_axe.py::test_a_reader_of_double_size": TEXTS,
    "tests/html/test_feedback.py": (*of("week-01"), "source/week-01-*/**"),
    "tests/kernel/test_answer.py": (*of("week-04", "week-08", "week-09", "week-21", "week-23"), *PULLS),
    "tests/kinds/test_every_kind.py": ("tests/fixture/**",),
    "tests/proof/test_kept.py": ("firstquery/**",),
    "tests/proof/test_mutants.py": (),
    "tests/proof/test_mutants.py::test_every_change_of_a_listed_answer": WEEK,
    "tests/proof/test_mutants.py::test_the_page": (*WEEK, *DATA, "docs/truth.md"),
    "tests/proof/test_proof.py": (),
    "tests/proof/test_proof.py::test_every_right_answer": (*WEEK, *PULLS),
    "tests/proof/test_truth.py": (*WEEK, *DATA, "docs/truth.md"),
    "tests/review/": (*PULLS, "docs/review.md", "docs/evidence.md"),
    "tests/review/test_capstone.py": (*PULLS, *WEEK),
    "tests/run/": (),
    "tests/sandbox/": (),
    "tests/sandbox/test_trial.py": ("firstquery/checks/*.py",),  # what a program that draws has from the start
    "tests/selfgrade/test_in_a_browser.py": (*of("week-01"), "release/*/key.json"),
    "tests/selfgrade/test_marks.py": (*of("week-01", "week-04"), "release/*/key.json"),
    "tests/service/": PULLS,
    "tests/sql/": DATA,
    "tests/sql/test_lint.py": (*TEXTS, *DATA),
    "tests/start/test_start.py": (),
    "tests/start/test_update.py": (),
    "tests/wheel/test_wheel.py": (
        *WEEK,
        *PULLS,
        "notebooks/**",
        "firstquery/**",
        "*_build.py",
        "*_config.py",
        "LICENSE*",
    ),
}
