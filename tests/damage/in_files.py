"""Damages of files: what other programs, mail, disks and version control do to a notebook."""

from __future__ import annotations

import io
import json
import os
import quopri
import zipfile
from pathlib import Path

from tests.grading.orders import STEM

from .declared import EXERCISES, Submission, damage

FOUND = "The answers were found in"
DAMAGED = "can't be read as a notebook. Ask for it again, saved from JupyterLab."


@damage("")
def saved_by_colab(given: Submission) -> None:
    """Saved by Colab: format 4.0, ids in metadata"""
    given.notebook |= {"nbformat_minor": 0}
    given.notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    for cell in given.cells:
        cell["metadata"] |= {"id": "Xy3_" + cell.pop("id"), "colab": {"base_uri": "https://localhost:8080/"}}


@damage("")
def saved_by_vs_code(given: Submission) -> None:
    """Saved by VS Code: a language for each cell, format 4.2"""
    given.notebook |= {"nbformat_minor": 2}
    for cell in given.cells:
        del cell["id"]
        cell["metadata"]["vscode"] = {"languageId": "sql"}


@damage("")
def lines_without_ends(given: Submission) -> None:
    """Sources are lists of lines without their line ends"""
    for cell in given.cells:
        cell["source"] = cell["source"].split("\n")


@damage("")
def another_kernel(given: Submission) -> None:
    """The notebook asks for a kernel of another language"""
    given.notebook["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    given.notebook["metadata"]["language_info"] = {"name": "R"}


@damage("")
def windows_line_ends(given: Submission) -> None:
    """Windows line ends, in the file and in the cells"""
    for cell in given.cells:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    given.write(given.text().replace("\n", "\r\n"))


@damage("The file began with a mark of its coding. It was left out.")
def byte_order_mark(given: Submission) -> None:
    """Saved with a byte-order mark"""
    given.write(given.text().encode("utf-8-sig"))


@damage("The file was saved in an unusual text coding (UTF-16). It was read as such.")
def utf_16(given: Submission) -> None:
    """Saved as UTF-16"""
    given.write(given.text().encode("utf-16"))


@damage("The file was saved in the coding of an old editor.")
def an_old_coding(given: Submission) -> None:
    """Saved in the coding of an old Windows editor, with accents"""
    given.cell("w90-q4-answer")["source"] += " Décision: août."
    given.write(given.text().encode("cp1252"))


@damage(DAMAGED, ungraded=EXERCISES)
def truncated(given: Submission) -> None:
    """The file ends in the middle of an answer"""
    text = given.text()
    given.write(text[: text.index("%%choice") + 12])


@damage(DAMAGED, ungraded=EXERCISES)
def merge_marks(given: Submission) -> None:
    """Marks of a merge that was not finished, around a count"""
    text = given.text()
    line = next(line for line in text.splitlines() if '"execution_count"' in line)
    given.write(text.replace(line, f'<<<<<<< HEAD\n{line}\n=======\n   "execution_count": 99,\n>>>>>>> other', 1))


@damage(FOUND)
def renamed(given: Submission) -> None:
    """The notebook has another name"""
    given.write(given.text(), "My answers (1).ipynb")


@damage(FOUND)
def blank_and_a_copy(given: Submission) -> None:
    """The notebook of the right name is empty, a copy beside it has the answers"""
    given.write(given.text(), f"{STEM}-Copy1.ipynb")
    for cell in given.cells:
        if cell["id"].endswith("-answer"):
            cell["source"] = cell["source"].split("\n")[0]
    given.write(given.text())


@damage(FOUND)
def zipped(given: Submission) -> None:
    """A zip with the notebook"""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"hand in/{STEM}.ipynb", given.text())
        archive.writestr(f"__MACOSX/hand in/._{STEM}.ipynb", b"\x00\x05\x16\x07")
    given.write(packed.getvalue(), "hand in.zip")


@damage("is a web page (HTML), not a notebook.", ungraded=EXERCISES)
def web_page(given: Submission) -> None:
    """A web page under the name of the notebook"""
    given.write("<!DOCTYPE html>\n<html><body>%%sql paid_orders</body></html>")


@damage("is empty.", ungraded=EXERCISES)
def empty_file(given: Submission) -> None:
    """An empty file"""
    given.write(b"")


@damage("No notebook was handed in", ungraded=EXERCISES)
def nothing_but_a_key(given: Submission) -> None:
    """Everything but the notebook"""
    given.write_nothing()


@damage("is a link to another file, not a notebook.", ungraded=EXERCISES)
def a_link(given: Submission) -> None:
    """A symbolic link to another learner's notebook"""
    (given.folder / given.name).symlink_to(given.folder.parents[1] / "good-first" / STEM / given.name)
    given.write_nothing()


@damage("is not an ordinary file.", ungraded=EXERCISES)
def a_pipe(given: Submission) -> None:
    """A pipe that never ends under the name of the notebook, and another beside it"""
    os.mkfifo(given.folder / given.name)
    os.mkfifo(given.folder / "data.csv")
    given.write_nothing()


@damage("This seems to be another notebook", ungraded=EXERCISES)
def another_week(given: Submission) -> None:
    """The practice of another week under this name"""
    for cell in given.cells:
        cell["source"] = cell["source"].replace("90", "91").replace("%%", "%% ").replace("rebuild", "rebuild ")
        cell["id"] = cell["id"].replace("90", "91")
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = cell["id"]
    names = {"paid_orders": "lost", "largest": "smallest", "reason": "why", "definition": "words"}
    for cell in given.cells:
        for name, other in names.items():
            cell["source"] = cell["source"].replace(name, other)


@damage("What cells had shown was too large. It is left out of the feedback", ungraded=())
def fifty_megabytes(given: Submission) -> None:
    """A cell shows 50 MB"""
    lines = ["x" * 999 + "\n"] * 50_000
    given.cell("w90-q1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": lines}]


@damage("")
def cells_of_wrong_types(given: Submission) -> None:
    """Among the cells stand things that are no cells"""
    given.cells[2:2] = [None, 5, "cell", {"cell_type": "code"}, {"source": 3}, {"cell_type": 3, "source": ["a", 1]}]


@damage("There is another notebook with answers", ungraded=("w90-q2", "w90-q3", "w90-q4"))
def answers_in_two_notebooks(given: Submission) -> None:
    """The notebook of the right name has one answer, a copy beside it has all"""
    given.write(given.text(), f"{STEM} (1).ipynb")
    for name in ("w90-q2-answer", "w90-q3-answer", "w90-q4-answer"):
        given.cell(name)["source"] = given.cell(name)["source"].split("\n")[0]
    given.write(given.text())


@damage(f"There is another notebook with answers: {STEM}-Copy1.ipynb.", ungraded=("w90-q1",))
def an_old_notebook(given: Submission) -> None:
    """The notebook of the right name has a wrong answer, a copy beside it the right one"""
    given.write(given.text(), f"{STEM}-Copy1.ipynb")
    given.cell("w90-q1-answer")["source"] = "%%sql paid_orders\nSELECT 1"
    given.write(given.text())


@damage("is a zip archive, and there is no notebook in it.", ungraded=EXERCISES)
def a_zip_in_a_zip(given: Submission) -> None:
    """A zip in a zip"""
    outer, inner = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"{STEM}.ipynb", given.text())
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    given.write(outer.getvalue(), "all.zip")


@damage("which can't be opened here.", ungraded=EXERCISES)
def another_kind_of_archive(given: Submission) -> None:
    """An archive that can't be opened, and no notebook"""
    given.write(b"Rar!\x1a\x07\x00", f"{STEM}.rar")


@damage(DAMAGED, ungraded=EXERCISES)
def coded_by_mail(given: Submission) -> None:
    """Mail has put the notebook into its own coding"""
    given.write(quopri.encodestring(given.text().encode()))


@damage("")
def half_an_emoji(given: Submission) -> None:
    """An emoji is cut in two, in an output and in a cell of the learner's own"""
    given.cell("w90-q1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "done \ud83d\n"}]
    given.cells.append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": "done \ud83d"})
    given.write(json.dumps(given.notebook))


@damage(FOUND)
def a_notebook_name_in_an_old_coding(given: Submission) -> None:
    """The notebook's own name is in the coding of an old Windows"""
    Path(given.folder, os.fsdecode(b"\xdcbung 90.ipynb")).write_text(given.text(), encoding="utf-8")
    given.write_nothing()


@damage("")
def a_path_without_an_end(given: Submission) -> None:
    """A folder in a folder in a folder, whose path is as long as a path can be, and one that is very deep"""
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


@damage("")
def files_of_her_own(given: Submission) -> None:
    """The answers use files of her own with names of the course: answers.py, feedback, a second notebook"""
    given.write("HELD = 'SELECT COUNT(*) FROM orders WHERE paid = 1'\n", "answers.py")
    given.write("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3", "feedback/query.txt")
    helper = {"cell_type": "code", "id": "a", "metadata": {}, "source": "from answers import HELD", "outputs": []}
    whole = {"cells": [{**helper, "execution_count": None}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    given.write(json.dumps(whole), "helpers.ipynb")
    given.cell("w90-q1-answer")["source"] = "%run helpers.ipynb\npaid_orders = sql(HELD)"
    given.cell("w90-q2-answer")["source"] = "largest = sql(open('feedback/query.txt').read())"
    given.write(given.text())


@damage(FOUND)
def a_copy_beside_the_folder(given: Submission) -> None:
    """A drive has named the notebook "Copy of", and it lies straight in the learner's folder"""
    given.write(given.text())
    (given.folder / given.name).rename(given.folder.parent / f"Copy of {given.name}")
    (given.folder / "key.json").unlink()
    given.folder.rmdir()


@damage(f"{FOUND} week-89-before/{STEM}.ipynb, not in {STEM}.ipynb.")
def in_the_folder_of_another_week(given: Submission) -> None:
    """The notebook lies in the folder of another week"""
    given.write(given.text())
    given.folder.rename(given.folder.parent / "week-89-before")
