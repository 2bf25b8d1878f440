"""The calls of the course, mistyped: understood where the meaning is plain, else a sentence; her Python stays hers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

import firstquery
from firstquery.core import course, records
from firstquery.kernel import calls, startup
from firstquery.kernel.check import NotYet, check
from tests.kernel.kernel import FIRST_CELL, WEEK_1, kernel


@pytest.fixture
def shell(work: Path) -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}), colors="nocolor")
    startup.read_cells(made)
    made.run_cell("from firstquery import *")
    yield made
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, cell: str) -> str:
    with capture_output() as captured:
        shell.run_cell(cell)
    return captured.stdout + captured.stderr


@pytest.mark.parametrize(
    "cell",
    [
        'predict("w01-p1", 1500, confidence=60)',
        'predict("w01-p1", 1500, confidence=60%)',
        'predict("w01-p1", 1500..., confidence=60...)',
        'predict("w01-p1", ...1500..., confidence=... 60%)',
        'predict("w01-p1", 1500, confidence=60 per cent)',
        "predict(“w01-p1”, 1500, confidence=60%)",
        "predict(„w01-p1“, 1500, confidence=60)",
        'predict(“w01-p1", 1500, confidence=60)',
        'predict("w01-p1", $1500, confidence=60)',
        'predict("w01-p1", 1 500, confidence=60)',
        'predict("w01-p1",\u00a01500, confidence=60)',
        '# my guess, 60%\npredict("w01-p1",\n  1500,  # “about”\n  confidence=60%)\n',
        'first = 1\npredict("w01-p1", 1500, confidence=60%)',
        'predict("w01-p1", ≈ 1500, confidence=60)',
    ],
)
def test_a_prediction_is_understood_where_its_meaning_is_plain(shell: InteractiveShell, cell: str) -> None:
    assert run(shell, cell) == "Kept on this computer: you expect 1,500, 60% sure.\n"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("1.500", "1.500 is 1.5 here. Write 1500 for 1,500, 1.5 for the small number."),
        ('"1.500"', "1.500 is 1.5 here. Write 1500 for 1,500, 1.5 for the small number."),
        ("1.500.000", "A number is written without commas or points between its digits: 1500000 for 1.500.000."),
        ("~1500", "Python reads ~ as another number. Write 1500 alone."),
        ("12,5", "A decimal is written with a point: 12.5"),
        ("1,500", "Write 1500 for 1,500, as in:"),
        ("1,500,000", "Write 1500000 for 1,500,000, as in:"),
    ],
)
def test_a_number_of_another_countrys_writing_is_asked_about_and_not_kept(
    shell: InteractiveShell, number: str, says: str
) -> None:
    for confidence in (", confidence=60", ", 60"):
        assert says in run(shell, f'predict("w01-p1", {number}{confidence})')
    assert records.read("w01-p1") is None


def test_two_numbers_typed_as_one_are_asked_about_and_two_typed_apart_are_two(shell: InteractiveShell) -> None:
    said = run(shell, 'predict("w02-p1", 12,5)')
    assert said == "A decimal is written with a point: 12.5. If 5 is how sure you are, write confidence=5\n"
    assert "Write 1100 for 1,100" in run(shell, 'predict("w01-p1", 1,100)')
    assert records.read("w01-p1") is None
    assert "you expect 12, 5% sure" in run(shell, 'predict("w02-p1", 12, 5)')
    assert "you expect 12, 50% sure" in run(shell, 'predict("w02-p1",12,50)')
    assert "you expect 0.12" in run(shell, 'predict("w02-p1", 0.125)')
    assert "you expect 12.25" in run(shell, 'predict("w02-p1", 12.25)')


@pytest.mark.parametrize("cell", ["Outcome", "print(Finish)", "PREDICT('w01-p1', 3)"])
def test_a_name_in_capitals_is_told_its_spelling(shell: InteractiveShell, cell: str) -> None:
    said = run(shell, cell)
    name = {"O": "outcome", "p": "finish", "P": "predict"}[cell[0]]
    assert said.startswith("Python tells capitals from small letters:")
    assert f"`{name}`" in said


def test_a_share_is_predicted_with_its_percent_sign(shell: InteractiveShell) -> None:
    assert "you expect 37.5, 80% sure" in run(shell, 'predict("w02-p1", 37.5%, confidence=80%)')


def test_dots_that_a_keyboard_made_one_sign_of_are_still_nothing_filled_in(shell: InteractiveShell) -> None:
    assert "No prediction yet" in run(shell, 'predict("w01-p1", …, confidence=…)')
    assert "Not measured yet" in run(shell, "calendar_share(strategy=…, total=…)")


def test_what_stands_in_a_text_is_left_alone() -> None:
    call = """own_database("sales… 60% ‘x’ 1 500.sqlite" 5%)  # 60%"""
    assert calls.mend("predict", call) == """own_database("sales… 60% ‘x’ 1 500.sqlite" 5)  # 60%"""


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('predict("w02-p1", 1500, confidence=60', "The closing bracket at the end is missing."),
        ('predict("w02-p1", 1500, confidence=60))', "There is a closing bracket too many."),
        ('predict("w02-p1, 1500, confidence=60)', "A quotation mark is missing"),
        ('predict "w02-p1", 1500, confidence=60', "The brackets are missing"),
        ('predict("w02-p1", 1,050, confidence=60)', "A number is written without commas or points between its digits"),
        ('predict("w02-p1" 1500, confidence=60)', "Python cannot read this call"),
        ("pull_request(0146)", 'A number that begins with 0 has a quotation mark before it and one after it: "0146".'),
        ("own_database(postgresql://me:hush@host/db)", "Quotation marks are missing: the address"),
        ("rebuild(week-02-count-honestly)", "Quotation marks are missing"),
        ("tables(", "The closing bracket at the end is missing."),
    ],
)
def test_anything_else_is_a_sentence_that_shows_how_it_is_written(
    shell: InteractiveShell, cell: str, says: str
) -> None:
    said = " ".join(run(shell, cell).split())
    assert said.startswith(says)
    name = cell.split("(")[0].split()[0]
    assert f"{name} is written like this: {name}(" in said
    assert "SyntaxError" not in said and "Traceback" not in said
    assert "hush" not in said


def test_the_example_is_about_what_she_writes() -> None:
    assert calls.usage("predict", "predict('w03-p1' 5)") == 'predict("w03-p1", 1800, confidence=70)'
    assert calls.usage("rebuild", "rebuild(week-02-count-honestly)") == 'rebuild("week-02-count-honestly")'
    assert calls.usage("check", 'check("w02-q1", a b)') == 'check("w02-q1", waiting)'
    assert calls.usage("check") == 'check("w01-q3", newest_five)'


def test_the_example_is_of_the_week_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstquery.learner.session._current", course.week(2))
    assert calls.usage("predict") == 'predict("w02-p1", 1800, confidence=70)'
    assert calls.usage("check") == 'check("w02-q1", waiting)'
    with pytest.raises(NotYet, match=r'check\("w02-q1", waiting\)'):
        check()


@pytest.mark.parametrize("name", firstquery.__all__)
def test_every_function_has_a_usage_that_python_reads(name: str) -> None:
    written = calls.usage(name)
    assert written.startswith(f"{name}(")
    compile(written, "usage", "eval")


@pytest.mark.parametrize(
    "cell",
    [
        "x = = 3",
        'predict("w01-p1", 1500, confidence=60)\nx = = 3',
        'def f():\n    predict("w01-p1", 60%)',
        'if True\n    predict("w01-p1", 60)',
        "print(“hello”)",
    ],
)
def test_every_other_syntax_error_stays_pythons(shell: InteractiveShell, cell: str) -> None:
    assert "SyntaxError" in run(shell, cell)


def test_in_a_kernel_a_missing_name_in_a_call_names_the_cell_that_makes_it(work: Path) -> None:
    with kernel(WEEK_1) as lab:
        lab.run(FIRST_CELL, "rebuild")
        for cell, says in [
            (
                "calendar_share(strategy=14, total=all_meetings)",
                "`all_meetings` is not there yet: run the cell above whose first line is %%sql all_meetings, then this",
            ),
            ("columns(accounts)", "put quotation marks around it. columns is written like this: columns("),
            ("predict(w01-p1, 1500)", 'quotation marks around it. predict is written like this: predict("w01-p1", '),
            ("check(w01-q1, first_ten)", 'check is written like this: check("w01-q1", first_ten)'),
            ("own_database(sales.sqlite)", "put quotation marks around it"),
            ('check("w01-q1", nowhere)', "There is no answer called `nowhere` yet."),
        ]:
            shown = lab.run(cell)
            assert says in shown.error, cell
            assert "Traceback" not in shown.error
        for own in ("nowhere", "print(all_meetings)", "x = all_meetings"):
            assert "NameError" in lab.run(own).error
        lab.run("%%sql all_meetings\nSELECT 31 AS all_meetings")
        assert "45%" in lab.run("calendar_share(strategy=14, total=all_meetings)").text


def test_at_the_grader_a_missing_name_stays_an_error_of_python(work: Path, tmp_path: Path) -> None:
    with kernel(tmp_path, FIRSTQUERY_GRADER="1") as grader:
        register = "from firstquery.kernel.magics import register\nregister(get_ipython())"
        grader.run(f"from firstquery import *\n{register}")
        assert "NameError" in grader.run("calendar_share(strategy=14, total=all_meetings)").error
        assert "There is no answer called `first_ten` yet" in grader.run('check("w01-q1", first_ten)').error
        for cell in ("where am i", "print(foo)", "hint"):
            assert "Python itself" not in grader.run(cell).text and "with its brackets" not in grader.run(cell).text
