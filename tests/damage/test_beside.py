"""What stands beside an answer, or is quoted in it, is no piece of it, and nothing is doubted; what may be one is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from firstquery.grading.repair.cells import parse
from firstquery.grading.repair.notebook import repair_submission
from firstquery.grading.repair.release import Release

from .released import IN_PYTHON, RIGHT, Cells, cell_of, cells, repair, run, whole

NOTES = ["As expected, three orders are paid.", "From this we see who pays.", "* a list"]
QUERY = "SELECT COUNT(*) FROM orders WHERE paid = 1"


def _cell(source: str, kind: str = "code", grade_id: str | None = None) -> dict[str, Any]:
    said = {"nbgrader": {"grade_id": grade_id}} if grade_id else {}
    cell = {"cell_type": kind, "metadata": said, "source": source}
    return cell | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def _below(answer: str, added: dict[str, Any]) -> Cells:
    among = cells(IN_PYTHON)
    among.insert(among.index(cell_of(among, f"{answer}-answer")) + 1, added)
    return among


def _is_silent(among: Cells, wanted: Release) -> bool:
    notebook, findings = repair(among, wanted)
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in among]
    assert (findings.notes, findings.doubts, findings.withheld) == ([], {}, {})
    return run(notebook) == run(repair(cells(IN_PYTHON), wanted)[0])


@pytest.mark.parametrize("note", NOTES)
def test_a_note_below_an_answer_is_no_piece_of_it(wanted: Release, note: str) -> None:
    assert _is_silent(_below("w90-q1", _cell(note, "markdown")), wanted)
    notebook, _ = repair(_below("w90-q1", _cell(note)), wanted)
    assert RIGHT["w90-q1"] in [cell.source for cell in notebook.cells]


@pytest.mark.parametrize("source", ["%%sql try_it\nSELECT 1", "print(paid_orders)", "paid_orders", "paid_orders + 1"])
def test_a_copy_of_an_answer_cell_may_be_a_try_of_hers(wanted: Release, source: str) -> None:
    assert _is_silent(_below("w90-q1", _cell(source, grade_id="w90-q1-answer")), wanted)


@pytest.mark.parametrize("grade_id", [None, "w90-q1-answer"])
def test_an_answer_in_python_below_its_first_line_alone_is_the_answer(wanted: Release, grade_id: str | None) -> None:
    among = _below("w90-q1", _cell(f'paid_orders = sql("{QUERY}")', grade_id=grade_id))
    cell_of(among, "w90-q1-answer")["source"] = "%%sql paid_orders"
    assert run(repair(among, wanted)[0])["w90-q1"] == ("sql", QUERY)


@pytest.mark.parametrize("source", ['{}\ncheck("w90-q1", paid_orders)', "%%sql paid_orders\n{}", "{}\n%%sql look\n1"])
def test_an_answer_with_a_line_of_another_cell_is_doubted(wanted: Release, source: str) -> None:
    among = cells(IN_PYTHON)
    cell_of(among, "w90-q1-answer")["source"] = source.format(RIGHT["w90-q1"])
    _, findings = repair(among, wanted)
    assert "w90-q1" in findings.doubts and not findings.withheld


@pytest.mark.parametrize("rest", ["WHERE paid = 1\nORDER BY 1", "LIMIT 3", "a few words"])
def test_what_may_be_a_piece_of_an_answer_makes_it_doubted(wanted: Release, rest: str) -> None:
    notebook, findings = repair(_below("w90-q1", _cell(rest)), wanted)
    assert rest in [cell.source for cell in notebook.cells]
    assert set(findings.doubts) == {"w90-q1", "w90-q3"}  # the third answer uses the first


QUOTES = {
    "w90-q4": '%%text definition\nMy query:\n%%sql paid_orders\nSELECT 1\ncheck("w90-q1", paid_orders)\nThat is all.',
    "w90-q1": f'note = """\n%%sql paid_orders\nSELECT 1\n"""\npaid_orders = sql("{QUERY}")',
    "w90-q2": 'note = """\n%%sql paid_orders\nSELECT 1\n"""\nlargest = sql("SELECT 2")',
}


@pytest.mark.parametrize("exercise", QUOTES)
def test_an_answer_that_quotes_another_cell_stays_whole(wanted: Release, exercise: str) -> None:
    among = cells(IN_PYTHON | {exercise: QUOTES[exercise]})
    notebook, findings = repair(among, wanted)
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in among]
    assert not findings.notes and not findings.withheld and set(findings.doubts) <= {"w90-q4"}


@pytest.mark.parametrize(
    ("source", "is_python"),
    [
        ("%time x = 1\n!ls\nx?\nfiles = !ls", True),
        ("%%time\nx = 1", True),
        ("text = '''\n%%sql a\n'''", True),
        ("SELECT 1 FROM orders", False),
        ("%time 1\n" * 2_000, True),
        ("(" * 10_000, False),
    ],
)
def test_python_is_what_a_kernel_can_read(source: str, is_python: bool) -> None:
    assert (parse(source) is not None) == is_python


@pytest.mark.parametrize("name", ["w (1).ipynb", "w.ipynb.download", "w.ipynb%3Fdl=1", "mine/w-Copy1.ipynb"])
def test_a_notebook_is_found_by_the_names_that_browsers_give_it(wanted: Release, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(whole(cells(RIGHT)))
    (tmp_path / f"._{Path(name).name}").write_bytes(b"\0\5\x16\7")  # what a Mac notes about the file
    notebook, findings = repair_submission(tmp_path, "w", wanted, [])
    assert findings.notes == [(None, f"The answers were found in {name}, not in w.ipynb. That file was graded.")]
    assert run(notebook) == run(repair(cells(RIGHT), wanted)[0])
