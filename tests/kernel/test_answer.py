"""An answer under another name: said at once, and the check never judges the one that was there before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.kernel.kernel import FIRST_CELL, WEEK_1, Kernel, kernel

RIGHT = "SELECT account_id, name, region, plan\nFROM accounts\nORDER BY account_id\nLIMIT 10"
Q1, CHECK_1 = "w01-q1-answer", 'check("w01-q1", first_ten)'


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel for this file, its first cell run: starting one is what takes time."""
    with kernel(WEEK_1, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as made:
        made.run(FIRST_CELL, "rebuild")
        yield made


@pytest.fixture
def lab(opened: Kernel) -> Kernel:
    """The kernel, with a right answer under the right name."""
    assert opened.run(f"%%sql first_ten\n{RIGHT}", Q1).error == ""
    assert opened.run(CHECK_1, "w01-q1").text.startswith("Right.")
    return opened


@pytest.mark.parametrize(
    ("first_line", "kept"),
    [
        ("%%sql mine", "under `mine`"),
        ("%%sql", "under no name"),
        ("%%text answer", "under `answer`"),
    ],
)
def test_a_renamed_answer_is_told_by_the_cell_and_by_the_check(lab: Kernel, first_line: str, kept: str) -> None:
    said = f"This answer is kept {kept}, and the check looks for `first_ten`."
    shown = lab.run(f"{first_line}\n{RIGHT}", Q1)
    assert shown.error == ""
    assert shown.text.count(said) == 1
    assert "Make the first line of the cell %%sql first_ten, run the cell, then the check." in shown.text
    assert said in " ".join(lab.run(CHECK_1, "w01-q1").error.split())


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (f"%%sql first ten\n{RIGHT}", '"first ten" cannot be a name.'),
        (RIGHT, "The first line of this cell has to be %%sql first_ten."),
        ("SELET name", "The first line of this cell has to be %%sql first_ten."),
        ("%%sql first_ten\nSELECT nme FROM accounts", 'Line 2, at "nme": Did you mean name?'),
        ("first_ten = 1 +", "Python cannot read line 1 of this cell"),
        ("other = 1", "kept under no name"),
        ("# " + RIGHT.replace("\n", "\n# "), "kept under no name"),
    ],
)
def test_a_cell_that_kept_nothing_leaves_no_older_answer(lab: Kernel, cell: str, reason: str) -> None:
    lab.run(cell, Q1)
    said = " ".join(lab.run(CHECK_1, "w01-q1").error.split())
    stopped = "Could not run. The answer cell stopped with an error"
    assert said.startswith("Could not check. This" if "kept under" in reason else stopped)
    assert reason in said


def test_an_emptied_cell_is_not_attempted(lab: Kernel) -> None:
    assert "looks for `first_ten`" in lab.run("", Q1).text
    assert lab.run(CHECK_1, "w01-q1").error.startswith("Not attempted yet.")


def test_an_answer_made_in_python_is_one(lab: Kernel) -> None:
    assert "looks for" not in lab.run(f"first_ten = sql('''{RIGHT}''')", Q1).text
    assert lab.run(CHECK_1, "w01-q1").text.startswith("Right.")


def test_a_choice_and_a_text_are_told_the_same_way(lab: Kernel) -> None:
    assert "looks for" not in lab.run("%%choice top_five\nc", "w01-q5-answer").text
    assert "looks for" not in lab.run("%%choice top_five\nc", "w01-q5-answer").text, "the same letter again"
    said = lab.run("%%choice best\nc", "w01-q5-answer").text
    assert "Make the first line of the cell %%choice top_five" in said
    assert "looks for `top_five`" in " ".join(lab.run('check("w01-q5", top_five)').error.split())
    assert "%%text footnote" in lab.run("%%text note\nAn account that pays.", "w01-q7-answer").text


def test_cells_of_the_lesson_and_of_her_own_keep_what_they_like(lab: Kernel) -> None:
    for cell, place in [
        ("%%sql other\nSELECT 1 AS one", "calendar-look"),
        ("%%sql firstten\nSELECT 1 AS one", "of-her-own"),
        ("%%sql\nSELECT 1 AS one", "of-her-own"),
        ("%%sql all_accounts\nSELECT 1 AS one", None),
        ("%%sql mine\nSELECT 1 AS one", None),
        ("%%sql west\nSELECT 1 AS one", "west"),
    ]:
        assert "looks for" not in lab.run(cell, place).text, cell
    assert lab.run(CHECK_1, "w01-q1").text.startswith("Right.")


def test_without_the_cells_id_a_name_much_like_the_right_one_is_told(lab: Kernel) -> None:
    assert "looks for" not in lab.run(f"%%sql first_ten\n{RIGHT}").text
    assert "kept under `firstten`, and the check looks for `first_ten`" in lab.run(f"%%sql firstten\n{RIGHT}").text
    assert "kept under `firstten`" in lab.run(CHECK_1).error
    # and in a new cell of hers, as long as there is no answer
    assert "looks for `first_ten`" in lab.run(f"%%sql firsten\n{RIGHT}", "of-her-own").text


def test_a_name_of_the_lesson_is_no_mistyped_answer(tmp_path: Path) -> None:
    """Week 4 shows a table called ``repaired``, and has an exercise called ``repair``."""
    folder = ROOT / "release" / "week-04-join-without-counting-twice"
    with kernel(folder, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        lab.run('from firstquery import *\nrebuild("week-04-join-without-counting-twice")')
        assert "looks for" not in lab.run("%%sql repaired\nSELECT 1 AS one").text
        assert "looks for" not in lab.run("%%choice repaired\nd").text
        assert "looks for `repair`" in lab.run("%%choice repairs\nd").text


def test_a_cell_below_an_answer_that_is_not_there_says_so(tmp_path: Path) -> None:
    """Week 21 looks into `memo` below the exercise that makes it."""
    stem = "week-21-evaluate-before-you-buy"
    with kernel(ROOT / "release" / stem, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        lab.run(f'from firstquery import *\nrebuild("{stem}")')
        said = " ".join(lab.run("memo['reverse_below'].iloc[0]").error.split())
        assert said.startswith("An exercise above is not answered yet"), said


def test_nothing_of_it_happens_at_the_grader(tmp_path: Path) -> None:
    with kernel(WEEK_1, FIRSTQUERY_WORK=str(tmp_path), FIRSTQUERY_GRADER="1") as grader:
        grader.run(FIRST_CELL)
        for place in (Q1, None):
            grader.run("%%sql first_ten\nSELECT 1 AS one", place)
            assert "looks for" not in grader.run("%%sql firstten\nSELECT 2 AS two", place).text
            assert grader.run("first_ten['one'].tolist()").text == "[1]"
            assert grader.run("first_ten = 3\nprint(frist)", place).error
            assert grader.run("first_ten").text == "3"


def test_an_answer_in_python_that_did_not_run_is_not_judged_by_the_one_before(tmp_path: Path) -> None:
    week_23 = ROOT / "release" / "week-23-git-without-fear"
    with kernel(week_23, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        lab.run('from firstquery import *\nrebuild("week-23-git-without-fear")', "rebuild")
        for broken in (
            'by_mara = len(git("log --oneline" week-23").lines)',
            "by_mara = len(git('log --nothing').lines)",
            "by_mara = 15\nprint(by_marra)",
        ):
            lab.run("by_mara = 14 + 1", "w23-q1-answer")
            assert lab.run('check("w23-q1", by_mara)', "w23-q1").text.startswith("Right here.")
            assert lab.run(broken, "w23-q1-answer").error
            said = lab.run('check("w23-q1", by_mara)', "w23-q1").error
            assert said.startswith("Could not run."), said


@pytest.mark.parametrize("place", ["w09-q1-answer", None])
def test_a_function_whose_cell_stopped_is_not_judged_by_the_one_before(tmp_path: Path, place: str | None) -> None:
    week_9 = ROOT / "release" / "week-09-functions-and-tests"
    right = "def in_dollars(amount, currency):\n    return amount * 0.73 if currency == 'CAD' else amount"
    with kernel(week_9, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        lab.run('from firstquery import *\nrebuild("week-09-functions-and-tests")', "rebuild")
        for broken in (
            right.replace("==", "="),
            f"{right}\nin_dolars(1, 'CAD')",
            "in_dollars = round(0.73)(2)",
        ):
            lab.run(right, place)
            assert lab.run('check("w09-q1", in_dollars)', "w09-q1").text.startswith("Right.")
            assert lab.run(broken, place).error
            said = lab.run('check("w09-q1", in_dollars)', "w09-q1").error
            assert said.startswith("Could not run. The answer cell stopped with an error"), said


def test_without_the_cells_id_an_error_in_a_cell_that_only_uses_an_answer_costs_nothing(tmp_path: Path) -> None:
    week_9 = ROOT / "release" / "week-09-functions-and-tests"
    right = "def in_dollars(amount, currency):\n    return amount * 0.73 if currency == 'CAD' else amount"
    with kernel(week_9, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        lab.run('from firstquery import *\nrebuild("week-09-functions-and-tests")')
        lab.run(right)
        for broken in ("in_dollars(1, currency=2, rate=3)", "x = in_dollars(1)", "print(in_dollars == 1, end=y)"):
            assert lab.run(broken).error
            assert lab.run('check("w09-q1", in_dollars)').text.startswith("Right."), broken


@pytest.mark.parametrize("place", ["w08-q2-answer", None])
def test_a_table_of_a_cell_that_stopped_can_be_looked_at_and_is_not_judged(tmp_path: Path, place: str | None) -> None:
    week_8 = ROOT / "release" / "week-08-read-an-error-share-a-failure"
    query = """plans = sql("SELECT plan, COUNT(*) AS customers FROM accounts GROUP BY plan")\n"""
    with kernel(week_8, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        lab.run('from firstquery import *\nrebuild("week-08-read-an-error-share-a-failure")', "rebuild")
        assert lab.run(f"{query}shares = []\n1 / 0", place).error
        assert lab.run("len(plans), len(shares)").text == "(5, 0)"
        assert lab.run("print(list(plans.head(1).columns))").text.strip() == "['plan', 'customers']"
        said = lab.run('check("w08-q2", plans)', "w08-q2").error
        assert said.startswith("Could not run. The answer cell stopped with an error"), said
        assert "ZeroDivisionError" in said
        lab.run(query, place)
        assert lab.run('check("w08-q2", plans)', "w08-q2").error.startswith("Not yet")
        assert lab.run("plans = plans.head(", place).error
        assert lab.run('check("w08-q2", plans)', "w08-q2").error.startswith("Could not run."), "an older table"
