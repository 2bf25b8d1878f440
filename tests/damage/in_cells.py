"""Damages of cells: what an editor or a wrong key does to a notebook that can be opened."""

from __future__ import annotations

from typing import Any

from .declared import Submission, damage

DELETED = "The check had been deleted. It was put back."
MARKS = "Cells had lost the marks by which they are recognised. They got them back."
MISSING = "The answer cell is not in what was handed in."
MOVED = "Cells stood in another order than in the release."
PIECES = "The answer was in pieces. They were put together again."
TWICE = "The answer cell was there twice, with the same answer."
TWO = "There are two different answers to"


@damage(DELETED)
def deleted_check(given: Submission) -> None:
    """A check is deleted"""
    given.cells.pop(given.at("w90-q1"))


@damage("A cell of the release had been deleted. It was put back.")
def deleted_first_cell(given: Submission) -> None:
    """The first cell, which prepares the notebook, is deleted"""
    given.cells.pop(given.at("orders-code"))


@damage("The first cell had been changed. The original was run before it.")
def emptied_first_cell(given: Submission) -> None:
    """The first cell is emptied"""
    given.cell("orders-code")["source"] = ""


@damage(MISSING, ungraded=("w90-q2",))
def deleted_answer(given: Submission) -> None:
    """An answer cell is deleted"""
    given.cells.pop(given.at("w90-q2-answer"))


@damage(TWICE)
def copied_answer(given: Submission) -> None:
    """An answer cell is there twice, with the same answer"""
    given.cells.insert(given.at("w90-q1-answer"), given.copy("w90-q1-answer"))


@damage("An empty copy of the answer cell was left out.")
def copied_blank(given: Submission) -> None:
    """The answer cell is there a second time, without an answer"""
    blank = given.copy("w90-q1-answer", source="%%sql paid_orders\n-- Your query goes here, in place of this line.")
    given.cells.insert(given.at("w90-q1"), blank)


@damage(TWO, ungraded=("w90-q1",))
def two_different_answers(given: Submission) -> None:
    """Two answer cells of one exercise hold different answers"""
    other = given.copy("w90-q1-answer", source="%%sql paid_orders\nSELECT COUNT(*) FROM orders")
    given.cells.insert(given.at("w90-q1"), other)


@damage("was there twice")
def copied_notebook_into_itself(given: Submission) -> None:
    """All cells are there twice"""
    given.cells.extend([given.copy(cell["id"]) for cell in given.cells])


@damage(PIECES)
def split_answer(given: Submission) -> None:
    """A query is split into two cells"""
    whole = given.cell("w90-q1-answer")
    first, rest = whole["source"].split("\nFROM", 1)
    given.cells.insert(given.at("w90-q1"), given.copy("w90-q1-answer", source=f"FROM{rest}"))
    whole["source"] = first


@damage("Below the answer stands a cell that may be a piece of it.", ungraded=("w90-q2",))
def split_without_marks(given: Submission) -> None:
    """A query is split into two cells by a tool that gives the second no metadata"""
    whole = given.cell("w90-q2-answer")
    first, rest = whole["source"].split("\nORDER", 1)
    given.cells.insert(given.at("w90-q2"), given.copy("w90-q2-answer", source=f"ORDER{rest}", metadata={}))
    whole["source"] = first


@damage("Cells that had been merged into one were taken apart again.")
def merged_answer_and_check(given: Submission) -> None:
    """An answer cell and its check are merged"""
    check = given.cells.pop(given.at("w90-q1"))
    given.cell("w90-q1-answer")["source"] += f"\n\n{check['source']}"


@damage("Cells that had been merged into one were taken apart again.")
def merged_into_the_check(given: Submission) -> None:
    """An answer cell is merged into the check above it"""
    answer = given.cells.pop(given.at("w90-q2-answer"))
    given.cell("w90-q1")["source"] += f"\n\n{answer['source']}"


@damage("Cells that had been merged into one were taken apart again.")
def merged_everything(given: Submission) -> None:
    """All code cells are merged into one"""
    source = "\n\n".join(cell["source"] for cell in given.cells if cell["cell_type"] == "code")
    given.notebook["cells"] = [given.cells[0], {**given.cells[1], "source": source}]


@damage(MOVED)
def check_above_its_answer(given: Submission) -> None:
    """An answer is moved below its check"""
    answer = given.cells.pop(given.at("w90-q1-answer"))
    given.cells.insert(given.at("w90-q1") + 1, answer)


@damage(MOVED)
def upside_down(given: Submission) -> None:
    """All cells stand in reverse order"""
    given.cells.reverse()


@damage("The check had been changed. The original was used.")
def unlocked_and_changed_check(given: Submission) -> None:
    """A check is unlocked and changed"""
    check = given.cell("w90-q1")
    check["source"] = 'check("w90-q1", 3)  # this is right'
    check["metadata"]["nbgrader"]["locked"] = False


@damage("")
def check_declared_a_solution(given: Submission) -> None:
    """The metadata of a check say that it is an answer, worth other points"""
    given.cell("w90-q1")["metadata"]["nbgrader"] |= {"solution": True, "locked": False, "points": 100}


@damage("A cell had been made a markdown cell. It was made a code cell again.")
def answer_made_markdown(given: Submission) -> None:
    """An answer cell is made a Markdown cell"""
    cell = given.cell("w90-q1-answer")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


@damage(MARKS)
def without_metadata_and_ids(given: Submission) -> None:
    """All metadata and all ids are lost"""
    for number, cell in enumerate(given.cells):
        cell["id"], cell["metadata"] = f"{number:08x}", {}
    given.notebook["metadata"] = {}


@damage(MARKS)
def without_marks_upside_down(given: Submission) -> None:
    """All metadata and ids are lost, and the order is reversed"""
    without_metadata_and_ids(given)
    given.cells.reverse()


@damage(MARKS)
def one_grade_id_for_all(given: Submission) -> None:
    """All answer cells have the grade id of one"""
    for number in (2, 3, 4):
        given.cell(f"w90-q{number}-answer")["metadata"]["nbgrader"]["grade_id"] = "w90-q1-answer"


@damage("")
def schema_too_old(given: Submission) -> None:
    """nbgrader's metadata are of an old version"""
    for cell in given.cells:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] = {"schema_version": 1, "grade_id": cell["id"], "grade": True}


@damage("")
def graded_cell_of_her_own(given: Submission) -> None:
    """A cell of the learner's own says that it is graded"""
    own = given.copy("w90-q1", source="1 + 1")
    own["metadata"]["nbgrader"] |= {"grade_id": "w99-q1", "points": 50}
    given.cells.append(own)


@damage("")
def same_cell_ids(given: Submission) -> None:
    """All cells have the same id"""
    for cell in given.cells:
        cell["id"] = "same"


def _below(given: Submission, name: str, source: str, kind: str) -> None:
    cell: dict[str, Any] = {"cell_type": kind, "id": f"below-{name}", "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    given.cells.insert(given.at(name) + 1, cell)


@damage("")
def notes_below_the_answers(given: Submission) -> None:
    """Notes stand right below the answers, in text and in code, and begin as lines of SQL do"""
    _below(given, "w90-q1-answer", "From this we see that it's three orders.", "code")
    _below(given, "w90-q2-answer", "* From this I learn who pays most.", "markdown")


@damage("")
def tries_in_copies(given: Submission) -> None:
    """Copies of an answer cell hold a query under another name, and Python"""
    copies = ["%%sql try_it\nSELECT * FROM orders", "print(paid_orders)"]
    for number, source in enumerate(copies):
        given.cells.insert(given.at("w90-q1"), given.copy("w90-q1-answer", source=source) | {"id": f"try-{number}"})


@damage("An empty copy of the answer cell was left out.")
def answered_in_python_below(given: Submission) -> None:
    """The answer cell has its first line alone, and the cell below answers in Python"""
    given.cell("w90-q1-answer")["source"] = "%%sql paid_orders"
    source = 'paid_orders = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")'
    given.cells.insert(given.at("w90-q1"), given.copy("w90-q1-answer", source=source))


@damage("")
def a_quoted_query(given: Submission) -> None:
    """A written answer quotes a query"""
    given.cell("w90-q4-answer")["source"] += "\nMy query:\n%%sql paid_orders\nSELECT 1"


@damage("The check had been changed: it looked at paid, and not at paid_orders.", ungraded=("w90-q1",))
def renamed_answer(given: Submission) -> None:
    """An answer and its check are given another name"""
    for name in ("w90-q1-answer", "w90-q1"):
        given.cell(name)["source"] = given.cell(name)["source"].replace("paid_orders", "paid")
