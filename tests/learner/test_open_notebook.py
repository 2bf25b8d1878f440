"""`reset()` in a notebook: it asks, and nothing changes without a yes. In JupyterLab: tests/browser/test_ways.py."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest

from firstquery import reset
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.core.files import OLD_COPIES
from firstquery.learner import open_notebook, session
from firstquery.learner.workspace import shipped_version
from tests.learner.test_reset import ONE, PRACTICE, cells
from tests.start.small_course import Course


@pytest.fixture
def answer(small: Course, work: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """In the folder of the practice, as its notebook is; what is typed there is set by `types`."""
    monkeypatch.chdir(work / "practice" / ONE)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    return monkeypatch


def types(patch: pytest.MonkeyPatch, text: str) -> None:
    patch.setattr("sys.stdin", io.StringIO(text))


@pytest.mark.parametrize("typed", ["no\n", "\n", "y\n", "reset(2)\n"])
def test_without_a_yes_nothing_is_changed(
    answer: pytest.MonkeyPatch, work: Path, hers: bytes, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    types(answer, typed)
    reset(2)
    said = " ".join(capsys.readouterr().out.split())
    assert "Exercise 2 of week 1 goes back to how it came." in said and said.endswith("Nothing was changed.")
    assert (work / PRACTICE).read_bytes() == hers
    assert not (work / OLD_COPIES).exists()


def test_where_nobody_can_be_asked_nothing_is_changed(answer: pytest.MonkeyPatch, work: Path, hers: bytes) -> None:
    types(answer, "")
    with pytest.raises(UserError, match="Nobody is here to say yes, so nothing was changed"):
        reset()
    assert (work / PRACTICE).read_bytes() == hers


def test_with_a_yes_it_is_as_it_came_the_old_text_is_kept_and_comes_back(
    answer: pytest.MonkeyPatch, work: Path, hers: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    types(answer, " Yes\n")
    reset(2)
    said = " ".join(capsys.readouterr().out.split())
    assert "What stood there is kept: kept/" in said and "`reset(undo=True)` in a cell" in said
    now = cells((work / PRACTICE).read_bytes())
    assert "Your query goes here" in now["w01-q2-answer"] and now["w01-q1-answer"] == cells(hers)["w01-q1-answer"]
    reset(undo=True)
    assert (work / PRACTICE).read_bytes() == hers
    types(answer, "'yes'\n")
    reset()
    assert (work / PRACTICE).read_bytes() == shipped_version(PRACTICE)


def test_in_a_lesson_it_is_the_lesson_and_a_wrong_exercise_is_a_sentence(
    answer: pytest.MonkeyPatch, work: Path, small: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="Week 1 has no exercise '9'"):
        reset(9)
    with pytest.raises(UserError, match=r"reset is written like this: reset\(2\)"):
        reset(1, 2)  # type: ignore[misc]
    monkeypatch.chdir(work)
    monkeypatch.setattr(session, "_current", course.week("1"))
    (work / f"{ONE}.ipynb").write_text("{}")
    types(answer, "yes\n")
    reset()
    assert (work / f"{ONE}.ipynb").read_bytes() == shipped_version(f"{ONE}.ipynb")


def test_at_the_grader_it_is_silent(answer: pytest.MonkeyPatch, work: Path, hers: bytes) -> None:
    answer.setenv("FIRSTQUERY_GRADER", "1")
    reset()
    assert (work / PRACTICE).read_bytes() == hers


def test_an_open_notebook_is_saved_by_the_clock_of_its_disk(
    answer: pytest.MonkeyPatch, work: Path, hers: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file server's clock may be behind that of the kernel."""
    path = work / PRACTICE
    answer.setenv(open_notebook.PAGE, "1")
    answer.setenv("JPY_SESSION_NAME", str(path))
    answer.setattr(open_notebook, "PATIENCE", 5.0)
    types(answer, "yes\n")
    hour_ago = path.stat().st_mtime - 3600
    saving = threading.Timer(0.3, os.utime, [path, (hour_ago, hour_ago)])
    saving.start()
    reset(2)
    saving.join()
    assert "What stood there is kept: kept/" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("command", "instead"),
    [
        (("1", None, False, False), r"Write reset\(\) in it"),
        (("1", "2", False, False), r"Write reset\(2\) in it"),
        (("w01-q2", None, False, False), r"Write reset\(2\) in it"),
        (("", None, False, True), r"Write reset\(undo=True\) in it"),
    ],
)
def test_the_command_in_a_cell_of_the_open_notebook_is_refused_and_says_the_call(
    answer: pytest.MonkeyPatch, work: Path, command: tuple[str, str | None, bool, bool], instead: str
) -> None:
    answer.setenv(open_notebook.PAGE, "1")
    answer.setenv("JPY_SESSION_NAME", str(work / PRACTICE))
    with pytest.raises(UserError, match=instead):
        open_notebook.refuse_in_its_own_cell(*command)


def test_the_command_puts_back_what_another_page_has_open(answer: pytest.MonkeyPatch, work: Path) -> None:
    answer.setenv(open_notebook.PAGE, "1")
    answer.setenv("JPY_SESSION_NAME", str(work / f"{ONE}.ipynb"))
    open_notebook.refuse_in_its_own_cell("1", None, False, False)
    with pytest.raises(UserError, match=r"Write reset\(\) in it"):
        open_notebook.refuse_in_its_own_cell("1", None, True, False)
    answer.delenv("JPY_SESSION_NAME")  # as in a terminal
    open_notebook.refuse_in_its_own_cell("1", None, True, True)
