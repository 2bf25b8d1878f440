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
PUT_BACK = "The check had been deleted. It was put back."
Q1 = "w90-q1-answer"


def emptied(her: Submission) -> None:
    her.cell("orders-code")["source"] = ""


def split(her: Submission, name: str, at: str, **changes: object) -> None:
    whole = her.cell(f"{name}-answer")
    first, rest = whole["source"].split(f"\n{at}", 1)
    her.insert(name, her.copy(f"{name}-answer", f"{at}{rest}", **changes))
    whole["source"] = first


def merge(her: Submission, name: str, below: str) -> None:
    source = her.delete(below)["source"]
    her.cell(name)["source"] += f"\n\n{source}"


def merge_all(her: Submission) -> None:
    source = "\n\n".join(cell["source"] for cell in her.cells if cell["cell_type"] == "code")
    her.notebook["cells"] = [her.cells[0], {**her.cells[1], "source": source}]


def retype(her: Submission) -> None:
    cell = her.cell(Q1)
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def heading(her: Submission) -> None:
    retype(her)
    her.cell(Q1)["source"] = f"# {her.cell(Q1)['source']}"


def lose_marks(her: Submission) -> None:
    for number, cell in enumerate(her.cells):
        cell["id"], cell["metadata"] = f"{number:08x}", {}
    her.notebook["metadata"] = {}


def one_grade_id(her: Submission) -> None:
    for number in (2, 3, 4):
        her.cell(f"w90-q{number}-answer")["metadata"]["nbgrader"]["grade_id"] = Q1


def unlock(her: Submission) -> None:
    check = her.cell("w90-q1")
    check["source"] = 'check("w90-q1", 3)  # this is right'
    check["metadata"]["nbgrader"]["locked"] = False


def old_schema(her: Submission) -> None:
    for cell in her.cells:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] = {"schema_version": 1, "grade_id": cell["id"], "grade": True}


def graded_cell(her: Submission) -> None:
    own = her.copy("w90-q1", "1 + 1")
    own["metadata"]["nbgrader"] |= {"grade_id": "w99-q1", "points": 50}
    her.cells.append(own)


def notes(her: Submission) -> None:
    her.insert("w90-q1", her.copy(Q1, "From this we see that it's three orders.", metadata={}))
    her.insert("w90-q2", {"cell_type": "markdown", "id": "note", "metadata": {}, "source": "* From this I learn."})


def tries(her: Submission) -> None:
    her.insert("w90-q1", her.copy(Q1, "%%sql try_it\nSELECT * FROM orders"))
    her.insert("w90-q1", her.copy(Q1, "print(paid_orders)", id="another"))


def python_below(her: Submission) -> None:
    her.cell(Q1)["source"] = "%%sql paid_orders"
    her.insert("w90-q1", her.copy(Q1, 'paid_orders = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")'))


def rename(her: Submission) -> None:
    for name in (Q1, "w90-q1"):
        her.cell(name)["source"] = her.cell(name)["source"].replace("paid_orders", "paid")


damage("A check is deleted", PUT_BACK, lambda her: her.delete("w90-q1"))
damage("The first cell is deleted", "A cell of the release had been deleted.", lambda her: her.delete("orders-code"))
damage("The first cell is emptied", "The first cell had been changed. The original was run before it.", emptied)
damage("An answer cell is deleted", MISSING, lambda her: her.delete("w90-q2-answer"), "w90-q2")
damage("An answer cell is there twice, with the same answer", "The answer cell was there twice, with the same answer.",
       lambda her: her.insert(Q1, her.copy(Q1)), name="copied-answer")  # fmt: skip
damage("The answer cell is there a second time, without an answer", "An empty copy of the answer cell was left out.",
       lambda her: her.insert("w90-q1", her.copy(Q1, f"%%sql paid_orders\n{BLANKS['sql']}")))  # fmt: skip
damage("Two answer cells of one exercise hold different answers", "There are two different answers to",
       lambda her: her.insert("w90-q1", her.copy(Q1, "%%sql paid_orders\nSELECT COUNT(*) FROM orders")), "w90-q1",
       name="two-different-answers")  # fmt: skip
damage("All cells are there twice", "was there twice",
       lambda her: her.cells.extend([her.copy(cell["id"]) for cell in her.cells]))  # fmt: skip
damage("A query is split into two cells", PIECES, lambda her: split(her, "w90-q1", "FROM"), name="split-answer")
damage("A choice is split below its first line", PIECES, lambda her: split(her, "w90-q3", "B"))
damage("A query is split into two cells by a tool that gives the second no metadata",
       "Below the answer stands a cell that may be a piece of it.",
       lambda her: split(her, "w90-q2", "ORDER", metadata={}), "w90-q2")  # fmt: skip
damage("An answer cell and its check are merged", MERGED, lambda her: merge(her, Q1, "w90-q1"))
damage("An answer cell is merged into the check above it", MERGED, lambda her: merge(her, "w90-q1", "w90-q2-answer"))
damage("All code cells are merged into one", MERGED, merge_all, name="merged-everything")
damage("An answer is moved below its check", MOVED, lambda her: her.insert("w90-q2-answer", her.delete(Q1)))
damage("All cells stand in reverse order", MOVED, lambda her: her.cells.reverse())
damage("A check is unlocked and changed", "The check had been changed. The original was used.", unlock)
damage("The metadata of a check say that it is an answer, worth other points", "",
       lambda her: her.cell("w90-q1")["metadata"]["nbgrader"].update(solution=True, points=100))  # fmt: skip
damage("An answer cell is made a Markdown cell", RETYPED, retype)
damage("An answer cell is made a heading", RETYPED, heading)
damage("All metadata and all ids are lost", MARKS, lose_marks)
damage("All metadata and ids are lost, and the order is reversed", MARKS,
       lambda her: (lose_marks(her), her.cells.reverse()))  # fmt: skip
damage("All answer cells have the grade id of one", MARKS, one_grade_id)
damage("nbgrader's metadata are of an old version", "", old_schema)
damage("A cell of the learner's own says that it is graded", "", graded_cell)
damage("All cells have the same id", "", lambda her: [cell.update(id="same") for cell in her.cells])
damage("Notes stand right below the answers, in text and in code, and begin as lines of SQL do", "", notes)
damage("Copies of an answer cell hold a query under another name, and Python", "", tries)
damage("The answer cell has its first line alone, and the cell below answers in Python",
       "An empty copy of the answer cell was left out.", python_below)  # fmt: skip
damage("An answer and its check are given another name",
       "The check had been changed: it looked at paid, and not at paid_orders.", rename, "w90-q1")  # fmt: skip
