"""Damages of files: what other programs, mail, disks and version control do to a notebook."""

from __future__ import annotations

import io
import json
import os
import zipfile

import nbformat

from tests.grading.orders import STEM

from .declared import EXERCISES, Submission, damage
from .in_cells import TWO

DAMAGED = "The file is damaged. What could still be read of it was taken, cell by cell."


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
def saved_as_format_3(given: Submission) -> None:
    """Saved by a very old Jupyter: format 3, with worksheets"""
    old = nbformat.convert(nbformat.from_dict(given.notebook), 3)
    given.notebook = json.loads(json.dumps(old))
    given.write(given.text())


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


@damage(DAMAGED, ungraded=("w90-q3", "w90-q4"))
def truncated(given: Submission) -> None:
    """The file ends in the middle of an answer"""
    text = given.text()
    given.write(text[: text.index("%%choice") + 12])


@damage(DAMAGED, ungraded=("w90-q2",))
def a_hole_in_the_middle(given: Submission) -> None:
    """A few bytes in the middle of an answer are gone"""
    text = given.text()
    place = text.index("%%sql largest") - 4
    given.write(text[:place] + text[place + 40 :])


@damage("Behind the end of the notebook stood other text. It was left out.")
def text_behind_the_end(given: Submission) -> None:
    """Other text stands behind the notebook"""
    given.write(given.text() + "\n-- \nSent from my phone\n")


@damage("The file held the marks of a merge that was not finished")
def merge_marks(given: Submission) -> None:
    """Marks of a merge that was not finished, around a count"""
    text = given.text()
    line = next(line for line in text.splitlines() if '"execution_count"' in line)
    given.write(text.replace(line, f'<<<<<<< HEAD\n{line}\n=======\n   "execution_count": 99,\n>>>>>>> other', 1))


@damage(TWO, ungraded=("w90-q3",))
def merge_marks_around_an_answer(given: Submission) -> None:
    """Marks of a merge that was not finished, around two answers"""
    text = given.text()
    line = next(line for line in text.splitlines() if "%%choice" in line)
    other = line.replace("nB", "nC")
    given.write(text.replace(line, f"<<<<<<< HEAD\n{line}\n=======\n{other}\n>>>>>>> other"))


@damage("The answers were found in")
def renamed(given: Submission) -> None:
    """The notebook has another name"""
    given.write(given.text(), "My answers (1).ipynb")


@damage("The answers were found in")
def text_file(given: Submission) -> None:
    """A browser has saved the notebook as .ipynb.txt"""
    given.write(given.text(), f"{STEM}.ipynb.txt")


@damage("The answers were found in")
def blank_and_a_copy(given: Submission) -> None:
    """The notebook of the right name is empty, a copy beside it has the answers"""
    given.write(given.text(), f"{STEM}-Copy1.ipynb")
    for cell in given.cells:
        if cell["id"].endswith("-answer"):
            cell["source"] = cell["source"].split("\n")[0]
    given.write(given.text())


@damage("The answers were found in")
def zipped(given: Submission) -> None:
    """A zip with the notebook"""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"hand in/{STEM}.ipynb", given.text())
        archive.writestr(f"__MACOSX/hand in/._{STEM}.ipynb", b"\x00\x05\x16\x07")
    given.write(packed.getvalue(), "hand in.zip")


@damage("is a zip archive, and there is no notebook in it.", ungraded=EXERCISES)
def zip_as_a_notebook(given: Submission) -> None:
    """A zip without a notebook, under the name of the notebook"""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("notes.txt", "none")
    given.write(packed.getvalue())


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


@damage("is a folder, not a notebook.", ungraded=EXERCISES)
def a_folder(given: Submission) -> None:
    """A folder under the name of the notebook"""
    (given.folder / given.name).mkdir()
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


@damage("")
def dangling_links(given: Submission) -> None:
    """Links that lead nowhere and in a circle beside the notebook"""
    (given.folder / "data.csv").symlink_to("/nowhere/at/all")
    (given.folder / "circle").symlink_to(given.folder)
    (given.folder / "timestamp.txt").write_bytes(b"yesterday \xff, I think")


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
def script_in_an_execution_count(given: Submission) -> None:
    """A script stands in place of an execution count"""
    given.cell("w90-q1-answer")["execution_count"] = "<script>alert(1)</script>"


@damage("")
def outputs_of_wrong_types(given: Submission) -> None:
    """Outputs are of types that they should not be"""
    given.cell("w90-q1-answer")["outputs"] = {"text": 7}
    given.cell("w90-q2-answer")["outputs"] = [3, None, {"output_type": "stream"}, {"output_type": 9, "data": [1]}]
    given.cell("w90-q3-answer")["outputs"] = [{"output_type": "display_data", "data": {"text/plain": {"a": []}}}]
    given.cell("w90-q4-answer")["outputs"] = "none"
    given.cell("w90-q4")["execution_count"] = [1, 2]


@damage("")
def cells_of_wrong_types(given: Submission) -> None:
    """Among the cells stand things that are no cells"""
    given.cells[2:2] = [None, 5, "cell", {"cell_type": "code"}, {"source": 3}, {"cell_type": 3, "source": ["a", 1]}]
