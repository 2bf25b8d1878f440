"""The first line of a cell: mistyped it is understood, missing it is asked for; nobody else's cell is touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from firstquery.core.blank import Blank
from firstquery.core.first_line import name_in
from firstquery.kernel import magics
from tests.conftest import ROOT
from tests.kernel.kernel import FIRST_CELL, WEEK_1, kernel
from tests.sql.conftest import kestrel, kestrel_file

WEEK_10 = ROOT / "release" / "week-10-automate-a-report"

__all__ = ["kestrel", "kestrel_file"]


@pytest.fixture
def shell(kestrel: Path) -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}), colors="nocolor")
    magics.register(made)
    yield made
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, cell: str) -> tuple[bool, str]:
    """Whether the cell succeeded, and what it printed."""
    with capture_output() as captured:
        result = shell.run_cell(cell)
    return bool(result.success), captured.stdout + captured.stderr


@pytest.mark.parametrize(
    "line",
    [
        "%%sql west",
        "%% sql west",
        "%%SQL west",
        "%sql west",
        "% %sql west",
        "\t%%sql west",
        "\n\n%%sql west",
        "-- the West\n%%sql west",
        "# the West\n\n  %%sql west",
        "\u00a0%%sql west",
        "\ufeff%%sql\u200b west",
    ],
)
def test_a_mistyped_first_line_is_understood_quietly(shell: InteractiveShell, line: str) -> None:
    success, said = run(shell, f"{line}\nSELECT 7 AS seven")
    assert success, said
    assert said == ""
    assert shell.user_ns["west"]["seven"].tolist() == [7]


@pytest.mark.parametrize("line", ["%% text note", "%%TEXT note", "\n%text note", "\u00a0%%Text\u00a0note"])
def test_so_is_that_of_a_text(shell: InteractiveShell, line: str) -> None:
    assert run(shell, f"{line}\nWe count it once.") == (True, "Kept in `note`: 4 words.\n")
    assert shell.user_ns["note"] == "We count it once."


@pytest.mark.parametrize("line", ["%% choice reason", "%%Choice reason", "# mine\n%choice reason"])
def test_and_that_of_a_choice(shell: InteractiveShell, line: str) -> None:
    assert run(shell, f"{line}\nb") == (True, "Kept in `reason`: B.\n")


@pytest.mark.parametrize(
    "line",
    [
        "%%Script loud",
        "%% script loud",
        "%script loud",
        "  %%script loud",
        "\u00a0%%script\u00a0loud",
        "\ufeff%%SCRIPT loud \u200b",
        "\u2060% %script loud",
        "# mine\n%%script loud",
    ],
)
def test_and_that_of_a_program(shell: InteractiveShell, line: str) -> None:
    magics.register(shell, ["program", "tests"])
    for cell in (line, line.replace("script", "tests").replace("Script", "Tests").replace("SCRIPT", "TESTS")):
        assert run(shell, f"{cell}\nprint(1)") == (True, "Kept in `loud`: 1 line.\n")
        assert shell.user_ns["loud"] == "print(1)\n"


def test_ipython_s_own_script_is_started_by_nobody_who_did_not_write_it(shell: InteractiveShell) -> None:
    assert run(shell, "%%script cat\nwhole")[1] == "whole\n"
    for line in ("%script cat", "%% Script cat"):
        assert "whole" not in run(shell, f"{line}\nwhole")[1].splitlines()


def test_a_program_that_goes_on_in_the_cell_of_a_query_is_told(shell: InteractiveShell) -> None:
    success, said = run(shell, "%%sql west\nSELECT 1\n\n\u00a0%%script loud\nprint(1)")
    assert not success
    assert "%%script loud has to be the first line of a cell of its own" in " ".join(said.split())


@pytest.mark.parametrize("option", ["--own", "—own", "– own", "--OWN"])
def test_the_option_is_understood_with_the_dashes_a_tablet_makes_of_it(shell: InteractiveShell, option: str) -> None:
    shell.run_cell("import os; os.environ.pop('FIRSTQUERY_WAREHOUSE')")
    success, said = run(shell, f"%%sql mine {option}\nSELECT 1 AS one")
    assert success
    assert "Optional" in said


@pytest.mark.parametrize("cell", ["%% sql west", "\n%%SQL west\n\n", "%text west", "%%choice west\n"])
def test_a_mistyped_first_line_above_nothing_is_an_unanswered_cell(shell: InteractiveShell, cell: str) -> None:
    success, said = run(shell, cell)
    assert success
    assert "in this cell yet" in said
    assert shell.user_ns["west"] == Blank()


def test_a_line_of_the_query_keeps_its_number(shell: InteractiveShell) -> None:
    _, said = run(shell, "\n# mine\n%% sql west\nSELECT 1\nFROM nowhere")
    assert 'Line 3, at "nowhere":' in said, "counted from the first line of the cell, whatever stands above it"


@pytest.mark.parametrize(
    "cell",
    [
        "SELECT name FROM accounts",
        "-- the names\n\nSELECT name FROM accounts",
        "/* the names */ SELECT name FROM accounts",
        "WITH paying AS (SELECT 1) SELECT * FROM paying",
        "first_ten\nSELECT name FROM accounts",
        "sql first_ten\nSELECT name FROM accounts",
        "%%first_ten\nSELECT name FROM accounts",
        "%%\nSELECT name FROM accounts",
    ],
)
def test_a_query_without_its_first_line_asks_for_it(shell: InteractiveShell, cell: str) -> None:
    success, said = run(shell, cell)
    assert not success
    first = "This is a query, and the first line of its cell is missing: %%sql and a name of one word"
    assert " ".join(said.split()).startswith(first)
    assert "Traceback" not in said and "SyntaxError" not in said


@pytest.mark.parametrize(
    "cell",
    [
        "The first ten, by number\n%%sql west\nSELECT 1",
        "SELECT 1\n%%sql west\nSELECT 1",
        "from firstquery import *\n%%sql west\nSELECT 1",
    ],
)
def test_what_stands_above_the_first_line_is_told(shell: InteractiveShell, cell: str) -> None:
    success, said = run(shell, cell)
    assert not success
    assert said.startswith("%%sql west has to be the first line of its cell.")
    assert "west" not in shell.user_ns


@pytest.mark.parametrize(
    ("above", "line"),
    [("B", "%%choice reason"), ("b.\n", "%%choice reason"), ("My answer", "%%text reason"), ("B", "%%text reason")],
)
def test_so_is_a_letter_or_a_word_above_a_choice_or_a_text(shell: InteractiveShell, above: str, line: str) -> None:
    success, said = run(shell, f"{above}\n{line}\nx")
    assert not success
    assert said.startswith(f"{line} has to be the first line of its cell.")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "line", ["%%sql west SELECT 371", "%% SQL west select name from accounts", "%%sql west WITH a AS (SELECT 1)"]
)
def test_a_query_beside_its_name_is_told_to_go_below(shell: InteractiveShell, line: str) -> None:
    success, said = run(shell, line)
    assert not success
    assert said.startswith("The query goes on the lines below. On the first line stands %%sql west alone.")


def test_two_cells_in_one_are_told(shell: InteractiveShell) -> None:
    success, said = run(shell, "%%sql west\nSELECT 1\n\n%%sql east\nSELECT 2")
    assert not success
    assert "%%sql east has to be the first line of a cell of its own" in said


def test_a_magic_that_does_not_exist_and_looks_like_one_of_ours_is_asked_about(shell: InteractiveShell) -> None:
    assert run(shell, "%%slq west\nSELECT 1")[1].startswith("There is no %%slq. Do you mean %%sql?")
    assert "%%nothing" in run(shell, "%%nothing\nx")[1]


@pytest.mark.parametrize(
    "cell",
    [
        "import os\nwith open(os.devnull) as f:\n    pass\nmade = 1",
        "with open(__import__('os').devnull) as f: made = 1",
        "select = 1\nmade = select",
        "doc = '''\n%%sql west\nSELECT 1\n'''\nmade = 1",
        "x = %who_ls\nmade = 1",
        "%%capture\nmade = 1",
        "%%timeit -n1 -r1\n1 + 1",
        "%%time\n%%sql made\nSELECT 1 AS one",
    ],
)
def test_cells_of_others_run_as_they_did(shell: InteractiveShell, cell: str) -> None:
    success, said = run(shell, cell)
    assert success, said
    assert "made" in shell.user_ns or "timeit" in cell


@pytest.mark.parametrize(
    "cell", ["with open('x') as f", "with open('x') as (f", "select = 5 +", "x = = 3", "selected rows", "return 5 5"]
)
def test_the_syntax_errors_of_her_own_python_stay_pythons(shell: InteractiveShell, cell: str) -> None:
    # as 3.13 calls the error of a bracket that is left open
    assert re.search(r"^(SyntaxError|_IncompleteInputError): ", run(shell, cell)[1], re.MULTILINE)


@pytest.mark.parametrize(
    ("cell", "is_named"),
    [
        ("%%sql west\nSELECT 1", ("sql", "west")),
        ("\n# x\n%% SQL west --own\nSELECT 1", ("sql", "west")),
        ("%%sql", ("sql", "")),
        ("%%sql two words", ("sql", "")),
        ("%%text note", ("text", "note")),
        ("%%Script loud\nprint(1)", ("script", "loud")),
        ("\u00a0%tests fees", ("tests", "fees")),
        ("\ufeff\n%%sql west", ("sql", "west")),
        ("%%other name", ("other", "name")),
        ("%other name", ("", "")),
        ("%%script cat -n", ("", "")),
        ("west = 1", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_name_that_a_cell_keeps_something_under_is_read(cell: str, is_named: tuple[str, str]) -> None:
    assert name_in(cell) == is_named


def test_in_jupyterlab_the_sentence_names_the_line_that_the_cell_had(work: Path) -> None:
    with kernel(WEEK_1) as lab:
        lab.run(FIRST_CELL, "rebuild")
        for cell, place, line in [
            ("SELECT name FROM accounts", "w01-q1-answer", "%%sql first_ten"),
            ("SELET name FORM accounts", "w01-q1-answer", "%%sql first_ten"),
            ("SELECT title FROM calendar", "calendar-look", "%%sql some_entries"),
            ("An account that pays.", "w01-q7-answer", "%%text footnote"),
            ("C", "w01-q5-answer", "%%choice top_five"),
            ("B", "w01-q5-answer", "%%choice top_five"),
        ]:
            shown = lab.run(cell, place)
            assert shown.error.startswith(f"The first line of this cell has to be {line}."), cell
            assert shown.name == "UserError"
        assert lab.run("x = = 3", "w01-q1-answer").name == "SyntaxError"
        assert lab.run("x = 1", "w01-q1-answer").error == ""
        assert lab.run("SELECT 1", "of-her-own").error.startswith("This is a query")
        assert lab.run("%% sql mine\nSELECT 1 AS one", "of-her-own").text.splitlines()[0].strip() == "one"


def test_a_program_without_its_first_line_is_not_run_here(work: Path) -> None:
    with kernel(WEEK_10) as lab:
        lab.run(FIRST_CELL.replace("week-01-first-query", WEEK_10.name), "rebuild")
        shown = lab.run('import os\nprint("ran")\nos.environ["FIRSTQUERY_WAREHOUSE"]', "w10-q2-answer")
        assert (
            shown.error.startswith("The first line of this cell has to be %%script loud.") and "ran" not in shown.text
        )
        assert "%%script loud" in lab.run('check("w10-q2", loud)', "w10-q2").error
        assert lab.run("loud = 'import os'", "w10-q2-answer").error == ""
        assert lab.run("# nothing yet", "w10-q2-answer").error == ""
        assert lab.run("import os", "of-her-own").error == ""
