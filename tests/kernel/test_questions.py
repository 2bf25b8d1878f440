"""A question of a lesson is answered at once with its reason and kept without points; her copy has no answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from firstquery.core import course, records
from firstquery.core.errors import UserError
from firstquery.core.questions import Option, read
from firstquery.kernel import first_line
from firstquery.kernel import questions as magic
from firstquery.kernel.startup import prepare
from firstquery.learner import exercises, questions
from firstquery.learner.progress.history import history_of, read_records
from firstquery.learner.progress.state import plans, progress_of
from firstquery.learner.workspace import shipped_version

ASKED = "w03-r1"
TEXT = """**Which of them?**

- **A.** all accounts
- **B.** accounts
  with an invoice

<details><summary>The answers</summary>

- **A.** A trial is an account as well.
- **B. Right.** Who pays
  gets an invoice.

</details>
"""
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shell(work: Path) -> Iterator[InteractiveShell]:
    """A shell in which the first cell of the notebook has not run: a question needs none."""
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}), colors="nocolor")
    prepare(made)
    yield made
    InteractiveShell.clear_instance()


def answer(shell: InteractiveShell, letter: str) -> dict[str, Any]:
    """What a front end gets when a letter is run."""
    with capture_output() as captured:
        shell.run_cell(f"%%ask {ASKED}\n{letter}")
    (shown,) = captured.outputs
    return dict(shown.data)


def test_a_question_is_read_with_its_options_and_what_is_said_of_each() -> None:
    found = read("w01-r1", TEXT)
    assert [(one.letter, one.text) for one in found.options] == [
        ("A", "all accounts"),
        ("B", "accounts with an invoice"),
    ]
    assert found.answers["A"] == Option("A", "A trial is an account as well.")
    assert found.answers["B"] == Option("B", "Who pays gets an invoice.", is_right=True)


def test_her_copy_has_the_question_and_not_its_answers() -> None:
    week = course.week(3)
    shipped = shipped_version(f"{week.stem}.ipynb")
    assert shipped is not None
    hers = nbformat.reads(shipped.decode(), as_version=4).cells
    at = next(at for at, one in enumerate(hers) if one.id == ASKED)
    assert "What do these 182 count?" in hers[at - 1].source and "- **C.** " in hers[at - 1].source
    assert hers[at].outputs == []
    text = shipped.decode()
    for said in questions.find(ASKED).answers.values():
        assert said.text.rpartition("`")[2] not in text
    assert "<details" not in hers[at - 1].source and "Right." not in hers[at - 1].source


@pytest.mark.parametrize(("letter", "is_right"), [("A", False), ("b", False), ("C", True), (" c. \n", True)])
def test_an_answer_says_right_or_not_and_why(work: Path, shell: InteractiveShell, letter: str, is_right: bool) -> None:
    bundle = answer(shell, letter)
    said = questions.find(ASKED).answers[letter.strip(" .\n").upper()]
    assert said.text in bundle["text/plain"] and said.is_right is is_right
    assert bundle["text/plain"].startswith(f"{said.letter} is right." if is_right else f"{said.letter} is not right.")
    assert bundle[magic.MIME] == {"question": ASKED, "letter": said.letter, "right": is_right}
    (kept,) = (records.read(ASKED) or {})["tries"]
    assert (kept["answer"], kept["right"]) == (said.letter, is_right)


def test_she_may_choose_again_and_each_answer_is_kept(work: Path, shell: InteractiveShell) -> None:
    for letter in "ABCC":
        answer(shell, letter)
    assert [one["answer"] for one in (records.read(ASKED) or {})["tries"]] == list("ABCC")


def test_it_counts_as_something_done_in_the_week_and_as_nothing_else(work: Path, shell: InteractiveShell) -> None:
    answer(shell, "C")
    now = dt.datetime.now().astimezone()
    history = history_of(read_records(), now)
    stands = progress_of(plans(), history, now)
    assert [(one.week, one.exercise, one.right) for one in history.moments] == [(3, "", False)]
    assert (stands.marks, stands.done) == (None, 0)
    week = stands.week(3)
    assert week is not None and week.time and not week.tried


@pytest.mark.parametrize(
    ("line", "cell", "says"),
    [
        (ASKED, "D", "one letter: A, B or C"),
        (ASKED, "A, B", "one letter: A, B or C"),
        (ASKED, "I think it is C", "one letter: A, B or C"),
        ("w03-r99", "A", "no question w03-r99"),
        ("w77-r1", "A", "no question w77-r1"),
        ("", "A", "names no question"),
        ("w03-q1", "A", "w03-q1 names no question"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(work: Path, line: str, cell: str, says: str) -> None:
    with pytest.raises(UserError) as told:
        magic.answer(line, cell)
    assert says in told.value.sentence
    assert records.read(ASKED) is None


@pytest.mark.parametrize("cell", ["?", "", "\n", " ? \n"])
def test_an_empty_one_says_where_to_write(work: Path, shell: InteractiveShell, capsys: Capture, cell: str) -> None:
    shell.run_cell(f"%%ask {ASKED}\n{cell}")
    assert capsys.readouterr().out.strip() == magic.EMPTY


def test_the_line_is_understood_and_asked_for(work: Path, shell: InteractiveShell) -> None:
    with capture_output() as captured:
        shell.run_cell(f"%% Ask  {ASKED}\nC")
    assert captured.outputs[0].data["text/plain"].startswith("C is right.")


def test_a_letter_without_its_first_line_is_asked_for_it(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    week = course.week(3)
    monkeypatch.setattr(exercises, "current_week", lambda: week)
    asks = next(one for one in exercises.cells_of() if one.id == ASKED)
    monkeypatch.setattr(first_line, "running_cell", lambda shell: asks)
    with pytest.raises(UserError, match=f"The first line of this cell has to be %%ask {ASKED}"):
        first_line.understand(["B"])


def test_at_the_grader_it_is_silent(work: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    magic.answer("anything", "at all")
    assert capsys.readouterr().out == "" and records.read(ASKED) is None
