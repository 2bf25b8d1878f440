"""Damages of files, folders and names: what other programs, mail, browsers and version control do to a notebook."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.grading.orders import STEM

from .declared import Submission, damage
from .released import EXERCISES

FOUND = "The answers were found in"
ANOTHER = "There is another notebook with answers"
NO_FILE = "is a link, a folder or a device, not a notebook."
DAMAGED = "can't be read as a notebook. It has to be handed in again, saved from JupyterLab."
file = partial(damage, group="Files, folders and names")


def colab(given: Submission) -> None:
    given.notebook |= {"nbformat_minor": 0}
    given.notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for cell in given.cells:
        cell["metadata"] |= {"id": "Xy3_" + cell.pop("id"), "colab": {"base_uri": "https://localhost:8080/"}}


def vs_code(given: Submission) -> None:
    given.notebook |= {"nbformat_minor": 2}
    for cell in given.cells:
        del cell["id"]
        cell["metadata"]["vscode"] = {"languageId": "sql"}


def kernel(given: Submission) -> None:
    given.notebook["metadata"] = {"kernelspec": {"name": "ir", "language": "R"}, "language_info": {"name": "R"}}


def windows(given: Submission) -> None:
    for cell in given.cells:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    given.write(given.text().replace("\n", "\r\n"))


def accents(given: Submission) -> None:
    given.cell("orders")["source"] += " Décision: août."
    given.write(given.text().encode("cp1252"))


def blank(given: Submission, *names: str) -> None:
    """The notebook of the right name without these answers, and a copy beside it that has all."""
    given.write(name=f"{STEM}-Copy1.ipynb")
    for name in names:
        given.cell(f"{name}-answer")["source"] = given.cell(f"{name}-answer")["source"].split("\n")[0]
    given.write()


def old_answer(given: Submission) -> None:
    given.write(name=f"{STEM}-Copy1.ipynb")
    given.cell("w90-q1-answer")["source"] = "%%sql paid_orders\nSELECT 1"
    given.write()


def zipped(given: Submission) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"hand in/{STEM}.ipynb", given.text())
    given.write(data.getvalue(), "hand in.zip")


def without(act: Callable[[Submission], object], given: Submission) -> None:
    """Hands in no notebook but what ``act`` does."""
    act(given)
    given.is_written = True


def link(given: Submission) -> None:
    (given.folder / given.name).symlink_to("/etc/hostname")


def pipes(given: Submission) -> None:
    os.mkfifo(given.folder / given.name)
    os.mkfifo(given.folder / "data.csv")


def another_week(given: Submission) -> None:
    names = {"paid_orders": "lost", "largest": "smallest", "reason": "why", "definition": "words", "90": "91"}
    for cell in given.cells:
        cell["id"] = cell["id"].replace("90", "91")
        cell["source"] = cell["source"].replace("rebuild", "rebuild ")
        for name, other in names.items():
            cell["source"] = cell["source"].replace(name, other)
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = cell["id"]


def large(given: Submission) -> None:
    shown = {"output_type": "stream", "name": "stdout", "text": ["x" * 999 + "\n"] * 50_000}
    given.cell("w90-q1-answer")["outputs"] = [shown]


def wrong_types(given: Submission) -> None:
    given.cell("w90-q1-answer")["outputs"] = {"text": 7}
    given.cell("w90-q2-answer")["outputs"] = [3, None, {"output_type": "stream"}, {"output_type": 9, "data": [1]}]
    given.cell("w90-q3")["metadata"]["nbgrader"]["points"] = {"many": 1}
    given.cell("w90-q4")["execution_count"] = "<script>alert(1)</script>"
    given.cells[2:2] = [None, 5, "cell", {"cell_type": "code"}, {"source": 3}, {"cell_type": 3, "source": ["a", 1]}]  # type: ignore[list-item]


def half_an_emoji(given: Submission) -> None:
    given.cell("w90-q1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "done \ud83d\n"}]
    given.cells.append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": "done \ud83d"})
    given.write(json.dumps(given.notebook))


def deep(given: Submission) -> None:
    here = Path.cwd()
    try:
        for name, count in (("d" * 200, (3900 - len(str(given.folder))) // 201), ("d", 300)):
            os.chdir(given.folder)
            for _ in range(count):
                Path(name).mkdir()
                os.chdir(name)
            Path("file").write_text("x", encoding="utf-8")
    finally:
        os.chdir(here)


def own_files(given: Submission) -> None:
    given.write("HELD = 'SELECT COUNT(*) FROM orders WHERE paid = 1'\n", "helpers.py")
    given.write("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3", "queries/query.txt")
    given.cell("w90-q1-answer")["source"] = "from helpers import HELD\npaid_orders = sql(HELD)"
    given.cell("w90-q2-answer")["source"] = "largest = sql(open('queries/query.txt').read())"
    given.write()


def beside(given: Submission) -> None:
    given.write()
    (given.folder / given.name).rename(given.folder.parent / f"Copy of {given.name}")


def other_folder(given: Submission) -> None:
    given.write()
    given.folder.rename(given.folder.parent / "week-89-before")


file("Saved by Colab: format 4.0, ids in metadata", "", colab)
file("Saved by VS Code: a language for each cell, format 4.2", "", vs_code)
file("The notebook asks for a kernel of another language", "", kernel)
file("Windows line ends, in the file and in the cells", "", windows)
file("The file ends in the middle of an answer", DAMAGED, lambda given: given.write(given.text()[:2000]), *EXERCISES)
file("The notebook has another name", FOUND, lambda given: given.write(name="My answers (1).ipynb"))
file("The notebook of the right name is empty, a copy beside it has the answers", FOUND,
     lambda given: blank(given, *EXERCISES))  # fmt: skip
file("The notebook of the right name has one answer, a copy beside it has all", ANOTHER,
     lambda given: blank(given, *EXERCISES[1:]), *EXERCISES[1:])  # fmt: skip
file("The notebook of the right name has a wrong answer, a copy beside it the right one", ANOTHER, old_answer, "w90-q1")
file("Saved with a byte-order mark", "", lambda given: given.write(given.text().encode("utf-8-sig")))
file("Saved as UTF-16", "", lambda given: given.write(given.text().encode("utf-16")))
file("Saved in the coding of an old Windows editor, with accents", DAMAGED, accents, *EXERCISES)
file(
    "A zip with the notebook in it",
    "There is hand in.zip, which can't be opened here.",
    zipped,
    *EXERCISES,
    name="zipped",
)
file("A web page under the name of the notebook", DAMAGED,
     lambda given: given.write("<!DOCTYPE html>\n<html><body>%%sql paid_orders</body></html>"), *EXERCISES)  # fmt: skip
file("A symbolic link", NO_FILE, partial(without, link), *EXERCISES)
file("An empty file", "is empty.", lambda given: given.write(b""), *EXERCISES)
file("Everything but the notebook", "No notebook was handed in", partial(without, lambda given: None), *EXERCISES)
file("A pipe that never ends under the name of the notebook, and another beside it", NO_FILE,
     partial(without, pipes), *EXERCISES, name="a-pipe")  # fmt: skip
file("The practice of another week under this name", "This seems to be another notebook", another_week, *EXERCISES)
file("A cell shows 50 MB", "What cells had shown was too large. It is left out of the feedback", large)
file("Outputs, counts and cells are of types that they should not be", "", wrong_types)
file("An emoji is cut in two, in an output and in a cell of the learner's own", "", half_an_emoji)
file("A folder in a folder in a folder, whose path is as long as a path can be, and one that is very deep", "", deep,
     name="a-path-without-an-end")  # fmt: skip
file("The answers use files of her own: a module, a query in a folder", "",
     own_files, name="files-of-her-own")  # fmt: skip
file('A drive has named the notebook "Copy of", and it lies straight in the learner\'s folder', FOUND, beside)
file("The notebook lies in the folder of another week", f"{FOUND} week-89-before/{STEM}.ipynb", other_folder)
