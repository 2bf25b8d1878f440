"""Damages within answers, and notes beside them: what looks like another cell, like a piece, or like nothing."""

from __future__ import annotations

from typing import Any

from .declared import Submission, damage


def _below(given: Submission, name: str, source: str, kind: str = "markdown") -> None:
    cell: dict[str, Any] = {"cell_type": kind, "id": f"below-{name}", "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    given.cells.insert(given.at(name) + 1, cell)


@damage("")
def notes_below_the_answers(given: Submission) -> None:
    """Notes stand right below the answers, and begin as lines of SQL do"""
    _below(given, "w90-q1-answer", "As you see, three orders are paid.")
    _below(given, "w90-q2-answer", "* From this I learn who pays most.")
    _below(given, "w90-q4-answer", "> An order is what a customer orders.")


@damage("")
def a_note_in_a_code_cell(given: Submission) -> None:
    """A note stands in a code cell right below a query"""
    _below(given, "w90-q1-answer", "From this we see that it's three orders.", "code")


@damage("")
def tries_in_copies(given: Submission) -> None:
    """Copies of an answer cell hold a query under another name, and Python"""
    copies = ["%%sql try_it\nSELECT * FROM orders", "print(paid_orders)"]
    for number, source in enumerate(copies):
        given.cells.insert(given.at("w90-q1"), given.copy("w90-q1-answer", source=source) | {"id": f"try-{number}"})


@damage("")
def answered_in_python_below(given: Submission) -> None:
    """The answer cell has its first line alone, and the cell below answers in Python"""
    given.cell("w90-q1-answer")["source"] = "%%sql paid_orders"
    source = 'paid_orders = sql("SELECT COUNT(*) FROM orders WHERE paid = 1")'
    given.cells.insert(given.at("w90-q1"), given.copy("w90-q1-answer", source=source))


@damage("")
def a_quoted_query(given: Submission) -> None:
    """A written answer quotes a query, and a check"""
    quoted = 'My query:\n%%sql paid_orders\nSELECT 1\ncheck("w90-q1", paid_orders)\nThat is: every order that is paid.'
    given.cell("w90-q4-answer")["source"] = f"%%text definition\n{quoted}"


@damage("")
def a_query_in_a_text_of_python(given: Submission) -> None:
    """An answer in Python holds a text in which a query of the course stands"""
    query = "SELECT COUNT(*) FROM orders WHERE paid = 1"
    given.cell("w90-q1-answer")["source"] = (
        f'note = """\n%%sql paid_orders\nSELECT 1\n"""\npaid_orders = sql("{query}")'
    )


@damage("Every line of the answer is a comment, so that nothing of it was run.", ungraded=("w90-q1",))
def commented_out(given: Submission) -> None:
    """Every line of an answer is made a comment"""
    cell = given.cell("w90-q1-answer")
    cell["source"] = "\n".join(f"# {line}" for line in cell["source"].split("\n"))


@damage("The check had been changed: it looked at paid, and not at paid_orders.", ungraded=("w90-q1",))
def renamed_answer(given: Submission) -> None:
    """An answer and its check are given another name"""
    for name in ("w90-q1-answer", "w90-q1"):
        given.cell(name)["source"] = given.cell(name)["source"].replace("paid_orders", "paid")


@damage("There are two different answers to", ungraded=("w90-q1",))
def merge_marks_in_a_cell(given: Submission) -> None:
    """Marks of a merge that was not finished stand in a cell"""
    both = "SELECT COUNT(*) FROM orders WHERE paid = 1\n=======\nSELECT 1\n"
    given.cell("w90-q1-answer")["source"] = f"%%sql paid_orders\n<<<<<<< local\n{both}>>>>>>> remote"


@damage("Some characters of the answer were lost in the file.", ungraded=("w90-q1",))
def zeros_in_an_answer(given: Submission) -> None:
    """Bytes of an answer were overwritten with zeros"""
    cell = given.cell("w90-q1-answer")
    cell["source"] = cell["source"].replace("paid = 1", "\0\0\0\0 = 1")


@damage("The answer seems to stand in the text above the answer cell.", ungraded=("w90-q1",))
def answered_in_the_text(given: Submission) -> None:
    """An answer stands in the text of its question, between the marks of code"""
    cell = given.cell("w90-q1-answer")
    given.cells.insert(given.at("w90-q1-answer"), _text(f"```sql\n{cell['source']}\n```"))
    cell["source"] = cell["source"].split("\n")[0] + "\n-- Your query goes here, in place of this line."


def _text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "in-the-text", "metadata": {}, "source": source}
