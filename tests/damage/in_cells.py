"""Damages of cells: what an editor or a wrong key does to a notebook that can be opened."""

from __future__ import annotations

from .declared import Submission, damage
from .released import BLANKS

MARKS = "Cells had lost the marks by which they are recognised. They got them back."
MERGED = "Cells that had been merged into one were taken apart again."
MISSING = "The answer cell is not in what was handed in."
MOVED = "Cells stood in another order than in the release."
PIECES = "The answer was in pieces. They were put together again."
RETYPED = "A cell had been made a markdown cell. It was made a code cell again."
PUT_BACK = "The check was not there. It was put back."
Q1 = "w90-q1-answer"


def emptied(given: Submission) -> None:
    given.cell("orders-code")["source"] = ""


def split(given: Submission, name: str, at: str, **changes: object) -> None:
    whole = given.cell(f"{name}-answer")
    first, rest = whole["source"].split(f"\n{at}", 1)
    given.insert(name, given.copy(f"{name}-answer", f"{at}{rest}", **changes))
    whole["source"] = first


def merge(given: Submission, name: str, below: str) -> None:
    source = given.delete(below)["source"]
    given.cell(name)["source"] += f"\n\n{source}"


def merge_all(given: Submission) -> None:
    source = "\n\n".join(cell["source"] for cell in given.cells if cell["cell_type"] == "code")
    given.notebook["cells"] = [given.cells[0], {**given.cells[1], "source": source}]


def retype(given: Submission) -> None:
    cell = given.cell(Q1)
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def heading(given: Submission) -> None:
    retype(given)
    given.cell(Q1)["source"] = f"# {given.cell(Q1)['source']}"


def lose_marks(given: Submission) -> None:
    for number, cell in enumerate(given.cells):
        cell["id"], cell["metadata"] = f"{number:08x}", {}
    given.notebook["metadata"] = {}


def one_grade_id(given: Submission) -> None:
    for number in (2, 3, 4):
        given.cell(f"w90-q{number}-answer")["metadata"]["nbgrader"]["grade_id"] = Q1


def unlock(given: Submission) -> None:
    check = given.cell("w90-q1")
    check["source"] = 'check("w90-q1", 3)  # this is right'
    check["metadata"]["nbgrader"]["locked"] = False


def old_schema(given: Submission) -> None:
    for cell in given.cells:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] = {"schema_version": 1, "grade_id": cell["id"], "grade": True}


def graded_cell(given: Submission) -> None:
    own = given.copy("w90-q1", "1 + 1")
    own["metadata"]["nbgrader"] |= {"grade_id": "w99-q1", "points": 50}
    given.cells.append(own)


def python_below(given: Submission) -> None:
    given.cell(Q1)["source"] = "%%sql paid_orders"
    given.insert("w90-q1", given.copy(Q1, 'paid_orders = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")'))


def rename(given: Submission) -> None:
    for name in (Q1, "w90-q1"):
        given.cell(name)["source"] = given.cell(name)["source"].replace("paid_orders", "paid")


damage("A check is deleted", PUT_BACK, lambda given: given.delete("w90-q1"))
damage("The first cell is emptied", "The first cell had been changed. The original was run before it.", emptied)
damage("An answer cell is deleted", MISSING, lambda given: given.delete("w90-q2-answer"), "w90-q2")
damage("An answer cell is there twice, with the same answer", "The answer cell was there twice, with the same answer.",
       lambda given: given.insert(Q1, given.copy(Q1)), name="copied-answer")  # fmt: skip
damage("The answer cell is there a second time, without an answer", "An empty copy of the answer cell was left out.",
       lambda given: given.insert("w90-q1", given.copy(Q1, f"%%sql paid_orders\n{BLANKS['sql']}")))  # fmt: skip
damage("Two answer cells of one exercise hold different answers", "There are two different answers to",
       lambda given: given.insert("w90-q1", given.copy(Q1, "%%sql paid_orders\nSELECT COUNT(*) FROM orders")), "w90-q1",
       name="two-different-answers")  # fmt: skip
damage("All cells are there twice", "was there twice",
       lambda given: given.cells.extend([given.copy(cell["id"]) for cell in given.cells]))  # fmt: skip
damage("A query is split into two cells", PIECES, lambda given: split(given, "w90-q1", "FROM"), name="split-answer")
damage("The end of a query, from FROM on, is cut out and put into a new cell below", PIECES,
       lambda given: split(given, "w90-q1", "FROM", metadata={}))  # fmt: skip
damage("A query is split into two cells by a tool that gives the second no metadata",
       "Below the answer stands a cell that may be a piece of it.",
       lambda given: split(given, "w90-q2", "ORDER", metadata={}), "w90-q2")  # fmt: skip
damage("An answer cell and its check are merged", MERGED, lambda given: merge(given, Q1, "w90-q1"))
damage(
    "An answer cell is merged into the check above it", MERGED, lambda given: merge(given, "w90-q1", "w90-q2-answer")
)
damage("All code cells are merged into one", MERGED, merge_all, name="merged-everything")
damage("An answer is moved below its check", MOVED, lambda given: given.insert("w90-q2-answer", given.delete(Q1)))
damage("All cells stand in reverse order", MOVED, lambda given: given.cells.reverse())
damage("A check is unlocked and changed", "The check had been changed. The original was used.", unlock)
damage("The metadata of a check say that it is an answer, worth other points", "",
       lambda given: given.cell("w90-q1")["metadata"]["nbgrader"].update(solution=True, points=100))  # fmt: skip
damage("An answer cell is made a Markdown cell", RETYPED, retype)
damage("An answer cell is made a heading", RETYPED, heading)
damage("All metadata and all ids are lost", MARKS, lose_marks)
damage("All answer cells have the grade id of one", MARKS, one_grade_id)
damage("nbgrader's metadata are of an old version", "", old_schema)
damage("A cell of the learner's own says that it is graded", "", graded_cell)
damage("All cells have the same id", "", lambda given: [cell.update(id="same") for cell in given.cells])
damage("The answer cell has its first line alone, and the cell below answers in Python",
       "An empty copy of the answer cell was left out.", python_below)  # fmt: skip
damage("An answer and its check are given another name",
       "The check had been changed: it looked at paid, and not at paid_orders.", rename, "w90-q1")  # fmt: skip
