"""What stands beside an answer, or is quoted in it, is no piece of it, and nothing is doubted."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from firstquery.grade.repair.expected import Expected
from firstquery.grade.repair.find import ANOTHER, practice
from firstquery.grade.repair.mend import mend
from firstquery.grade.repair.pieces import is_query, parsed
from firstquery.grade.repair.read import read

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


def _is_silent(cells: Cells, wanted: Expected) -> bool:
    right = tiny.run(mend(read(whole(release(is_answered=True)["cells"])), wanted)[0])
    notebook, findings = mend(read(whole(cells)), wanted)
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in cells]
    assert (findings.notes, findings.doubts, findings.withheld) == ([], {}, {})
    return tiny.run(notebook) == right


@pytest.mark.parametrize("answer", ["w90-q1", "w90-q4", "w90-q5"])
@pytest.mark.parametrize("note", NOTES)
def test_a_note_below_an_answer_is_no_piece_of_it(wanted: Expected, note: str, answer: str) -> None:
    assert _is_silent(_below(answer, _cell(note, "markdown")), wanted)


@pytest.mark.parametrize("note", [note for note in NOTES if note != "and more"])
def test_a_note_in_a_code_cell_is_not_joined_to_a_query(wanted: Expected, note: str) -> None:
    notebook, _ = mend(read(whole(_below("w90-q1", _cell(note)))), wanted)
    assert ANSWERS["w90-q1"][1] in [cell.source for cell in notebook.cells]


@pytest.mark.parametrize("rest", ["WHERE paid = 1\nORDER BY 1", "ORDER BY 1", "LIMIT 3", "JOIN customers USING (id)"])
def test_a_clause_in_a_cell_below_a_query_is_joined_to_it(wanted: Expected, rest: str) -> None:
    cells = _below("w90-q1", _cell(rest))
    place = next(place for place, cell in enumerate(cells) if cell["id"] == "w90-q1-answer")
    cells[place]["source"] = "%%sql paid\nSELECT COUNT(*)\nFROM orders"
    notebook, findings = mend(read(whole(cells)), wanted)
    assert f"%%sql paid\nSELECT COUNT(*)\nFROM orders\n{rest}" in [cell.source for cell in notebook.cells]
    assert "w90-q1" in findings.doubts


@pytest.mark.parametrize("source", ["%%sql try_it\nSELECT * FROM orders", "print(paid)", "paid", "paid + paid"])
def test_a_copy_of_an_answer_cell_may_be_a_try_of_hers(wanted: Expected, source: str) -> None:
    assert _is_silent(_below("w90-q1", _cell(source, grade_id="w90-q1-answer")), wanted)


@pytest.mark.parametrize("grade_id", [None, "w90-q1-answer"])
def test_an_answer_in_python_below_its_first_line_alone_is_the_answer(wanted: Expected, grade_id: str | None) -> None:
    python = 'paid = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")'
    cells = _below("w90-q1", _cell(python, grade_id=grade_id))
    next(cell for cell in cells if cell["id"] == "w90-q1-answer")["source"] = "%%sql paid"
    notebook, findings = mend(read(whole(cells)), wanted)
    assert tiny.run(notebook)["w90-q1"] == ("sql", "SELECT COUNT(*) FROM orders WHERE paid = 1")
    assert "pieces" not in " ".join([*findings.doubts.values(), *(sentence for _, sentence in findings.notes)])


QUOTES = {
    "w90-q5": '%%text words\nMy query:\n%%sql paid\nSELECT 1\ncheck("w90-q1", paid)\nThat is every order.',
    "w90-q2": 'note = """\n%%sql paid\nSELECT 1\n"""\nlargest = sql("SELECT 2")',
}


@pytest.mark.parametrize("exercise", QUOTES)
def test_an_answer_that_quotes_another_cell_stays_whole(wanted: Expected, exercise: str) -> None:
    cells: Cells = release(is_answered=True)["cells"]
    next(cell for cell in cells if cell["id"] == f"{exercise}-answer")["source"] = QUOTES[exercise]
    notebook, findings = mend(read(whole(cells)), wanted)
    assert [cell.source for cell in notebook.cells] == [cell["source"] for cell in cells]
    assert not findings.notes and not findings.withheld and set(findings.doubts) <= {"w90-q5"}


MERGED = "Cells that had been merged into one were taken apart again."


@pytest.mark.parametrize(
    ("source", "is_merged"),
    [
        ("%%time\n{}", False),
        ('{}\ncheck("w90-q1", paid)', False),
        ("%%sql paid\n{}", False),
        ("{}\n%%sql look\nSELECT 3", False),
    ],
)
def test_cells_are_called_merged_where_they_were(wanted: Expected, source: str, is_merged: bool) -> None:
    cells: Cells = release(is_answered=True)["cells"]
    cell = next(cell for cell in cells if cell["id"] == "w90-q1-answer")
    cell["source"] = source.format(cell["source"])
    notebook, findings = mend(read(whole(cells)), wanted)
    assert tiny.run(notebook)["w90-q1"] == ("sql", "SELECT COUNT(*) FROM orders WHERE paid = 1")
    assert ((None, MERGED) in findings.notes) == is_merged
    assert not findings.withheld


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("SELECT 1 FROM anywhere WHERE a = 1", True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", True),
        ("SELECT 1 FROM", False),
        ("SELECT 1 From this we see it", False),
        ("SELECT 1; SELECT 2", False),
        ("DROP TABLE orders", False),
        ("(" * 100_000, False),
    ],
)
def test_a_query_is_what_sqlite_can_read(text: str, is_one: bool) -> None:
    assert is_query(text) == is_one


@pytest.mark.parametrize(
    ("source", "is_python"),
    [
        ("%time x = 1\n!ls\nx?\nfiles = !ls", True),
        ("In [1]: x = 1", True),
        ("text = '''\n%%sql a\n'''", True),
        ("SELECT 1 FROM orders", False),
        ("%time 1\n" * 2_000, True),
        ("(" * 10_000, False),
    ],
)
def test_python_is_what_a_kernel_can_read(source: str, is_python: bool) -> None:
    assert (parsed(source) is not None) == is_python


def test_another_notebook_is_called_so_first_and_alone(wanted: Expected, tmp_path: Path) -> None:
    cells = [_cell("# The lesson", "markdown"), _cell("from firstquery import *"), _cell("%%sql look\nSELECT 1")]
    (tmp_path / "w.ipynb").write_bytes(whole(cells))
    _, findings = practice(tmp_path, "w", wanted, [])
    assert findings.notes == [(None, ANOTHER)]
    assert findings.withheld == dict.fromkeys(ANSWERS, ANOTHER) and not findings.doubts


@pytest.mark.parametrize("is_in_the_question", [True, False])
def test_an_answer_in_a_text_is_told_from_a_blank_one(wanted: Expected, is_in_the_question: bool) -> None:
    cells: Cells = release(is_answered=False)["cells"]
    if is_in_the_question:
        next(cell for cell in cells if cell["id"] == "w90-q1-text")["source"] += "\n```sql\n%%sql paid\nSELECT 1\n```"
    _, findings = mend(read(whole(cells)), wanted)
    said = {"w90-q1": "The answer seems to stand in the text above the answer cell. Nothing is run there."}
    assert findings.doubts.get("w90-q1") == (said if is_in_the_question else {}).get("w90-q1")


def test_a_text_of_python_is_never_cut(wanted: Expected) -> None:
    source = 'note = """\n%%sql paid\nSELECT 1\n"""\npaid = sql("SELECT 2")'
    cells: Cells = release(is_answered=True)["cells"]
    next(cell for cell in cells if cell["id"] == "w90-q1-answer")["source"] = source
    notebook, findings = mend(read(whole(cells)), wanted)
    assert source in [cell.source for cell in notebook.cells]
    assert not findings.notes and not findings.doubts and not findings.withheld


@pytest.mark.parametrize("mark", ["#", "--"])
def test_an_answer_in_comments_is_doubted_and_a_blank_one_is_not(wanted: Expected, mark: str) -> None:
    cells: Cells = release(is_answered=False)["cells"]
    cell = next(cell for cell in cells if cell["id"] == "w90-q1-answer")
    cell["source"] = f"%%sql paid\n{mark} SELECT 1\n{mark} FROM orders"
    assert "w90-q1" in mend(read(whole(cells)), wanted)[1].doubts
    cell["source"] = f"%%sql paid\n{mark} I do not know."
    assert "w90-q1" not in mend(read(whole(cells)), wanted)[1].doubts


@pytest.mark.parametrize(
    "name", ["week (1).ipynb", "week.ipynb.download", "week.ipynb%3Fdl=1", "._mine/week-Copy1.ipynb"]
)
def test_a_notebook_is_found_by_the_names_that_browsers_give_it(wanted: Expected, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(whole(release(is_answered=True)["cells"]))
    (tmp_path / f"._{Path(name).name}").write_bytes(b"\0\5\x16\7")  # what a Mac notes about the file
    notebook, findings = practice(tmp_path, "week", wanted, [])
    assert findings.notes == [(None, f"The answers were found in {name}, not in week.ipynb. That file was graded.")]
    assert tiny.run(notebook) == tiny.run(mend(read(whole(release(is_answered=True)["cells"])), wanted)[0])


def test_folders_without_an_end_beside_a_right_notebook_cost_nothing(wanted: Expected, tmp_path: Path) -> None:
    """Python's own way through folders goes no deeper than its calls do."""
    (tmp_path / "week.ipynb").write_bytes(whole(release(is_answered=True)["cells"]))
    subprocess.run(["mkdir", "-p", str(tmp_path / "/".join("d" * 1_200))], check=True)
    try:
        _, findings = practice(tmp_path, "week", wanted, [])
        assert (findings.notes, findings.doubts, findings.withheld) == ([], {}, {})
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)
