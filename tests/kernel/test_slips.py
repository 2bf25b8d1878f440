"""Forty slips of Python, in a real kernel: the first thing shown is one plain sentence, and the rest is folded."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from firstquery.kernel.tutor.page import Folded
from tests.conftest import ROOT
from tests.kernel.kernel import Kernel, kernel
from tests.kernel.slips_of_python import FORTY, OF_READERS, SETUP, TWENTY, Case

STEM = "week-14-a-first-model"
OF_ERRORS = "week-08-read-an-error-share-a-failure"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A page of Python, with small tables and a model."""
    with kernel(ROOT / "release" / STEM, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as made:
        assert made.run(f'from firstquery import *\nrebuild("{STEM}")').error == ""
        assert made.run(SETUP).error == ""
        yield made


def first(error: str) -> str:
    return " ".join(error.partition("\n\n")[0].split())


@pytest.mark.parametrize("case", FORTY, ids=lambda case: case.slip)
def test_the_cause_of_a_slip_is_told_in_one_sentence(lab: Kernel, case: Case) -> None:
    shown = lab.run(case.cell)
    assert first(shown.error) == case.now
    assert shown.name.removeprefix("_") in (case.before.partition(",")[0], "IncompleteInputError")
    assert "site-packages" not in shown.text and "File " not in shown.error, "nothing of a library is open"
    assert re.search(r"What Python itself shows: \d+ lines?, folded\.", shown.text)
    assert len(shown.error.split("\n")) < 16


@pytest.mark.parametrize(("cell", "told"), OF_READERS)
def test_what_readers_have_slipped_on_is_told(lab: Kernel, cell: str, told: str) -> None:
    assert first(lab.run(cell).error) == told
    lab.run(SETUP)


@pytest.mark.parametrize("cell", TWENTY)
def test_a_slip_that_is_not_known_is_given_no_cause(lab: Kernel, cell: str) -> None:
    shown = lab.run(cell)
    assert first(shown.error).startswith("Line 1: Python stopped at `")
    assert "says that " in first(shown.error) and "site-packages" not in shown.error


def test_her_own_lines_are_open_and_lead_to_the_fault(lab: Kernel) -> None:
    shown = lab.run('def trade(name):\n    return name.lower()\n\ncustomers["late_days"].map(trade)')
    assert "----> 4 customers" in shown.error and "----> 2     return name.lower()" in shown.error
    assert first(shown.error).startswith("Line 2, in `trade`: `name` is a number, and that has no `lower`.")


def test_a_cell_that_was_stopped_says_where(lab: Kernel) -> None:
    shown = lab.run("total = 1\nraise KeyboardInterrupt")
    assert shown.name == "KeyboardInterrupt" and first(shown.error).startswith("Line 2: you stopped this cell here")


def test_what_python_shows_is_one_press_away_and_its_signs_are_safe() -> None:
    shown = Folded(["\x1b[31mKeyError\x1b[39m", "File /home/her/site-packages/x.py, in <module>"])
    made = shown._repr_mimebundle_()
    assert made["text/plain"] == "What Python itself shows: 2 lines, folded."
    assert made["text/html"].startswith("<details><summary>What Python itself shows (2 lines)</summary><pre>KeyError\n")
    assert (
        html.escape("File …/site-packages/x.py, in <module>") in made["text/html"] and "\x1b" not in made["text/html"]
    )


def test_the_check_below_repeats_the_sentence_and_not_pythons_words(lab: Kernel) -> None:
    lab.run('rule_auc = roc_auc_score(chance, customers["gone"])', "w14-q2-answer")
    said = " ".join(lab.run('check("w14-q2", rule_auc)').error.split())
    assert "the two are in the other order" in said and "continuous format" not in said


def test_where_errors_are_taught_the_original_is_open_and_the_cause_is_hers_to_find(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = ROOT / "release" / OF_ERRORS
    with kernel(folder, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as here:
        here.run(f'from firstquery import *\nrebuild("{OF_ERRORS}")')
        here.run("import pandas as pd")
        shown = here.run('pd.DataFrame({"seats": [1]})["seat"]')
        assert first(shown.error).startswith("Line 1: Python stopped at") and "seats`" not in first(shown.error)
        assert "it is folded" in first(shown.error) and "site-packages" in shown.error and "folded." not in shown.text
        unread = here.run("x = (1")
        assert first(unread.error).startswith("Python cannot read line 1 of this cell") and "^" in unread.error


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('customers["seats"].sum()', "80"),
        ('customers["seats"].sum', "`sum` is a function that was not called. Round brackets after it call it."),
        ('(1, customers["seats"].mean())', "(1, 20.0)"),
        ('customers["seats"].max() > 3', "True"),
        ("plt.close('all')\nfig, ax = plt.subplots()\nplt.close(fig)\nax.set_title('Seats')", ""),
        ("ax.plot([1, 2], [3, 4])", ""),
        ("ax.bar([1, 2], [3, 4])", ""),
        ("ax.hist([1, 2, 2])", ""),
        ("[ax, 3]", "[<Axes: title={'center': 'Seats'}>, 3]"),
        ("fig", "<Figure size 640x480 with 1 Axes>"),
    ],
)
def test_a_result_shows_plain_numbers_and_no_parts_of_a_chart(lab: Kernel, cell: str, shown: str) -> None:
    assert lab.run(cell).text == shown


@pytest.mark.parametrize(
    ("stem", "exercise", "cell", "says"),
    [
        (
            "week-11-call-an-api",
            "w11-q1",
            "%%script newest\nimport os\naddress = os.environ['SERVICE']",
            "Line 2 of the program: the environment has no variable called `SERVICE`.",
        ),
        (
            "week-10-automate-a-report",
            "w10-q1",
            "%%script any_monday\nimport sys\nmonday = sys.argv(1)",
            "Line 2 of the program: `sys.argv` is a list, and no function. What is in it is asked for in square"
            " brackets: `sys.argv[1]`.",
        ),
        (
            "week-10-automate-a-report",
            "w10-q1",
            '%%script any_monday\nimport sys\nmonday = sys.argv[1]\nopen("monday-" & monday & ".html", "w")',
            'Line 3 of the program: `&` is for conditions. Texts are joined with `+`: `"monday-" + monday`.',
        ),
        (
            "week-11-call-an-api",
            "w11-q1",
            "%%script newest\nimport os\nfor x in [1]\n    print(x)",
            "Line 2 of the program: a colon is missing at the end: `for x in [1]:`.",
        ),
        (
            "week-09-functions-and-tests",
            "w09-q2",
            "%%tests day_tests\nfrom billing import months_charged\n\ndef test_a()\n    assert months_charged(0) == 0",
            "Line 3 of the program: a colon is missing at the end: `def test_a():`.",
        ),
    ],
)
def test_an_error_in_a_program_and_in_tests_is_told_as_well(
    stem: str, exercise: str, cell: str, says: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with kernel(ROOT / "release" / stem, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as here:
        here.run(f'from firstquery import *\nrebuild("{stem}")')
        here.run(cell, f"{exercise}-answer")
        name = cell.split()[1]
        said = " ".join(here.run(f'check("{exercise}", {name})').error.split())
    assert says in said
