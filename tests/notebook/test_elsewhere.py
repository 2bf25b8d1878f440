"""A command of the terminal typed in a notebook, and the other way round: a sentence names the right place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from firstquery import check, cli, course
from firstquery.learner import rebuild, records
from firstquery.notebook.verdict_display import NotYet
from tests.notebook.test_calls import run, shell

__all__ = ["shell"]


@pytest.mark.parametrize(
    "cell",
    ["reset(1,4)", "reset 1 4", "reset(1, 4)", 'reset("w01-q4")', "reset", "%reset", "  reset()", "x = 1\nreset(1)"],
)
def test_reset_in_a_cell_is_answered_and_deletes_nothing(
    shell: InteractiveShell, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", asked.append)
    shell.run_cell("hers = 5")
    said = run(shell, cell)
    assert "`reset` is a command for a terminal" in said
    assert "nothing deleted" in " ".join(said.split())
    assert "!firstquery reset" in said
    assert not asked
    assert shell.user_ns["hers"] == 5


@pytest.mark.parametrize(
    ("cell", "instead"),
    [
        ("firstquery progress", "where_am_i()"),
        ("python3 start.py progress", "where_am_i()"),
        ("progress()", "where_am_i()"),
        ("weeks", "where_am_i()"),
        ("calendar()", "make_calendar()"),
        ("firstquery calendar", "make_calendar()"),
        ("firstquery grade-mine 1", "grade_mine()"),
        ("firstquery solution 1 3", 'solution("w01-q3")'),
        ("doctor()", "!firstquery doctor"),
        ("firstquery doctor", "!firstquery doctor"),
        ("page 1", "!firstquery page 1"),
        ("firstquery reset 1 4", "!firstquery reset 1 4"),
    ],
)
def test_a_command_in_a_cell_is_told_what_to_write_there(shell: InteractiveShell, cell: str, instead: str) -> None:
    said = run(shell, cell)
    assert instead in said
    assert "terminal" in said
    assert "SyntaxError" not in said


@pytest.mark.parametrize(
    "cell",
    [
        "reset = 4\nreset",
        "progress = [1]\nprogress[0]",
        "page = 7\nprint(page)",
        "import calendar\ncalendar.month(2026, 1)",
        "import firstquery\nfirstquery.__name__",
        "def reset():\n    return 1\nreset()",
        "weeks = 4\nweeks",
    ],
)
def test_a_name_of_her_own_stays_hers(shell: InteractiveShell, cell: str) -> None:
    assert "terminal" not in run(shell, cell)
    assert shell.run_cell("1").success


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        (["hint", "1", "3"], 'hint("w01-q3")'),
        (["help_me"], "help_me()"),
        (["help-me"], "help_me()"),
        (["where_am_i"], "firstquery progress"),
        (["grade_mine"], "firstquery grade-mine 1"),
        (["make_calendar"], "firstquery calendar"),
        (["check('w01-q1')"], "check("),
    ],
)
def test_a_call_in_a_terminal_is_told_where_it_goes(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: list[str], instead: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["firstquery", *typed])
    with pytest.raises(SystemExit):
        cli.main()
    said = capsys.readouterr().err
    assert instead in said
    assert "No such command" not in said


def test_a_check_of_another_week_is_asked_about_and_moves_her_nowhere(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "_current", course.week(1))
    with pytest.raises(NotYet) as told:
        check("w02-q1", 1716)
    said = str(told.value)
    assert "w02-q1 is an exercise of week 2, and this notebook is week 1's. Is a digit mistyped?" in said
    assert records.read("w02-q1") is None
    with pytest.raises(NotYet):
        check("w01-q4", 5)
    assert records.read("w01-q4") is not None
