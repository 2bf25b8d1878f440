"""What stands beside an answer, or is quoted in it, is no piece of it, and nothing is doubted."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from firstquery.grade.repair.cells import parse
from firstquery.grade.repair.notebook import ANOTHER, repair_submission, restore
from firstquery.grade.repair.read import read_notebook
from firstquery.grade.repair.release import Release

from . import tiny
from .released import ANSWERS, Cells, release, whole

NOTES = [
    "As expected, three orders are paid.",
    "On Monday there were more.",
    "From this we see who pays.",
    "* a list",
    "> a quotation",
    "**Three** orders",
    "<b>three</b>",
    "and more",
]


def _cell(source: str, kind: str = "code", grade_id: str | None = None) -> dict[str, Any]:
    said = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    cell = {"cell_type": kind, "metadata": said, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _below(answer: str, *added: dict[str, Any]) -> Cells:
    cells: Cells = release(is_answered=True)["cells"]
    place = next(place for place, cell in enumerate(cells) if cell["id"] == f"{answer}-answer")
    cells[place + 1 : place + 1] = added
    return cells


def _is_silent(cells: Cells, wanted: Release) -> bool:
    right = tiny.run(restore(read_notebook(whole(release(is_answered=True)["cells"])), wanted)[0])
    notebook, findings = restore(read_notebook(whole(cells)), wanted)
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in cells]
    assert (findings.notes, findings.doubts, findings.withheld) == ([], {}, {})
    return tiny.run(notebook) == right


@pytest.mark.parametrize("answer", ["w90-q1", "w90-q4", "w90-q5"])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_below_an_answer_is_no_piece_of_it(wanted: Release, note: str, answer: str) -> None:
    assert _is_silent(_below(answer, _cell(note, "markdown")), wanted)


@pytest.mark.parametrize("note", [note for note in NOTES if note != "and more"])
def test_a_note_in_a_code_cell_is_not_joined_to_a_query(wanted: Release, note: str) -> None:
    notebook, _ = restore(read_notebook(whole(_below("w90-q1", _cell(note)))), wanted)
    assert ANSWERS["w90-q1"][1] in [cell.source for cell in notebook.cells]


@pytest.mark.parametrize("source", ["%%sql try_it\nSELECT * FROM orders", "print(paid)", "paid", "paid + paid"])
def test_a_copy_of_an_answer_cell_may_be_a_try_of_hers(wanted: Release, source: str) -> None:
    assert _is_silent(_below("w90-q1", _cell(source, grade_id="w90-q1-answer")), wanted)


@pytest.mark.parametrize("grade_id", [None, "w90-q1-answer"])
def test_an_answer_in_python_below_its_first_line_alone_is_the_answer(wanted: Release, grade_id: str | None) -> None:
    python = 'paid = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")'
    cells = _below("w90-q1", _cell(python, grade_id=grade_id))
    next(cell for cell in cells if cell["id"] == "w90-q1-answer")["source"] = "%%sql paid"
    notebook, findings = restore(read_notebook(whole(cells)), wanted)
    assert tiny.run(notebook)["w90-q1"] == ("sql", "SELECT COUNT(*) FROM orders WHERE paid = 1")
    assert "pieces" not in " ".join([*findings.doubts.values(), *(sentence for _, sentence in findings.notes)])


@pytest.mark.parametrize(
    "source",
    ['{}\ncheck("w90-q1", paid)', "%%sql paid\n{}", "{}\n%%sql look\nSELECT 3", "{}\n\n## Exercise 2\n\nWhat is it?"],
)
def test_an_answer_with_a_line_of_another_cell_is_doubted(wanted: Release, source: str) -> None:
    cells: Cells = release(is_answered=True)["cells"]
    cell = next(cell for cell in cells if cell["id"] == "w90-q1-answer")
    cell["source"] = source.format(cell["source"])
    _, findings = restore(read_notebook(whole(cells)), wanted)
    assert "w90-q1" in findings.doubts
    assert not findings.withheld


@pytest.mark.parametrize("rest", ["WHERE paid = 1\nORDER BY 1", "ORDER BY 1", "LIMIT 3", "a few words"])
def test_what_may_be_a_piece_of_an_answer_makes_it_doubted(wanted: Release, rest: str) -> None:
    notebook, findings = restore(read_notebook(whole(_below("w90-q1", _cell(rest)))), wanted)
    assert rest in [cell.source for cell in notebook.cells]
    assert set(findings.doubts) == {"w90-q1", "w90-q3"}  # the third answer uses the first


QUOTES = {
    "w90-q5": '%%text words\nMy query:\n%%sql paid\nSELECT 1\ncheck("w90-q1", paid)\nThat is every order.',
    "w90-q1": 'note = """\n%%sql paid\nSELECT 1\n"""\npaid = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")',
    "w90-q2": 'note = """\n%%sql paid\nSELECT 1\n"""\nlargest = sql("SELECT 2")',
}


@pytest.mark.parametrize("exercise", QUOTES)
def test_an_answer_that_quotes_another_cell_stays_whole(wanted: Release, exercise: str) -> None:
    cells: Cells = release(is_answered=True)["cells"]
    next(cell for cell in cells if cell["id"] == f"{exercise}-answer")["source"] = QUOTES[exercise]
    notebook, findings = restore(read_notebook(whole(cells)), wanted)
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in cells]
    assert not findings.notes and not findings.withheld and set(findings.doubts) <= {"w90-q5"}


@pytest.mark.parametrize(
    ("source", "is_python"),
    [
        ("%time x = 1\n!ls\nx?\nfiles = !ls", True),
        ("text = '''\n%%sql a\n'''", True),
        ("%%time\nx = 1", True),
        ("SELECT 1 FROM orders", False),
        ("%time 1\n" * 2_000, True),
        ("(" * 10_000, False),
    ],
)
def test_python_is_what_a_kernel_can_read(source: str, is_python: bool) -> None:
    assert (parse(source) is not None) == is_python


def test_another_notebook_is_called_so_first_and_alone(wanted: Release, tmp_path: Path) -> None:
    cells = [_cell("# The lesson", "markdown"), _cell("from firstquery import *"), _cell("%%sql look\nSELECT 1")]
    (tmp_path / "w.ipynb").write_bytes(whole(cells))
    _, findings = repair_submission(tmp_path, "w", wanted, [])
    assert findings.notes == [(None, ANOTHER)]
    assert findings.withheld == dict.fromkeys(ANSWERS, ANOTHER) and not findings.doubts


@pytest.mark.parametrize(
    "name", ["week (1).ipynb", "week.ipynb.download", "week.ipynb%3Fdl=1", "._mine/week-Copy1.ipynb"]
)
def test_a_notebook_is_found_by_the_names_that_browsers_give_it(wanted: Release, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(whole(release(is_answered=True)["cells"]))
    (tmp_path / f"._{Path(name).name}").write_bytes(b"\0\5\x16\7")  # what a Mac notes about the file
    notebook, findings = repair_submission(tmp_path, "week", wanted, [])
    assert findings.notes == [(None, f"The answers were found in {name}, not in week.ipynb. That file was graded.")]
    assert tiny.run(notebook) == tiny.run(restore(read_notebook(whole(release(is_answered=True)["cells"])), wanted)[0])


def test_folders_without_an_end_beside_a_right_notebook_cost_nothing(wanted: Release, tmp_path: Path) -> None:
    """Python's own way through folders goes no deeper than its calls do."""
    (tmp_path / "week.ipynb").write_bytes(whole(release(is_answered=True)["cells"]))
    subprocess.run(["mkdir", "-p", str(tmp_path / "/".join("d" * 1_200))], check=True)
    try:
        _, findings = repair_submission(tmp_path, "week", wanted, [])
        assert (findings.notes, findings.doubts, findings.withheld) == ([], {}, {})
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)
