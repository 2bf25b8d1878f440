"""Damages of files, folders and names: what other programs, mail, browsers and version control do to a notebook."""

from __future__ import annotations

import io
import json
import os
import quopri
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.grading.orders import STEM

from .declared import Submission, damage
from .released import EXERCISES

FOUND = "The answers were found in"
ANOTHER = "There is another notebook with answers"
DAMAGED = "can't be read as a notebook. Ask for it again, saved from JupyterLab."
file = partial(damage, group="Files, folders and names")


def colab(her: Submission) -> None:
    her.notebook |= {"nbformat_minor": 0}
    her.notebook["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    for cell in her.cells:
        cell["metadata"] |= {"id": "Xy3_" + cell.pop("id"), "colab": {"base_uri": "https://localhost:8080/"}}


def vs_code(her: Submission) -> None:
    her.notebook |= {"nbformat_minor": 2}
    for cell in her.cells:
        del cell["id"]
        cell["metadata"]["vscode"] = {"languageId": "sql"}


def lines(her: Submission) -> None:
    for cell in her.cells:
        cell["source"] = cell["source"].split("\n")


def kernel(her: Submission) -> None:
    her.notebook["metadata"] = {"kernelspec": {"name": "ir", "language": "R"}, "language_info": {"name": "R"}}


def windows(her: Submission) -> None:
    for cell in her.cells:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    her.write(her.text().replace("\n", "\r\n"))


def accents(her: Submission) -> None:
    her.cell("orders")["source"] += " Décision: août."
    her.write(her.text().encode("cp1252"))


def merge_marks(her: Submission) -> None:
    line = next(line for line in her.text().splitlines() if '"execution_count"' in line)
    her.write(her.text().replace(line, f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> other", 1))


def blank(her: Submission, *names: str) -> None:
    """The notebook of the right name without these answers, and a copy beside it that has all."""
    her.write(name=f"{STEM}-Copy1.ipynb")
    for name in names:
        her.cell(f"{name}-answer")["source"] = her.cell(f"{name}-answer")["source"].split("\n")[0]
    her.write()


def old_answer(her: Submission) -> None:
    her.write(name=f"{STEM}-Copy1.ipynb")
    her.cell("w90-q1-answer")["source"] = "%%sql paid_orders\nSELECT 1"
    her.write()


def packed(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def zipped(her: Submission) -> None:
    mac = f"__MACOSX/hand in/._{STEM}.ipynb"
    her.write(packed({f"hand in/{STEM}.ipynb": her.text(), mac: b"\x00\x05\x16\x07"}), "hand in.zip")


def without(act: Callable[[Submission], object], her: Submission) -> None:
    """Hands in no notebook but what ``act`` does."""
    act(her)
    her.is_written = True


def link(her: Submission) -> None:
    (her.folder / her.name).symlink_to("/etc/hostname")


def pipes(her: Submission) -> None:
    os.mkfifo(her.folder / her.name)
    os.mkfifo(her.folder / "data.csv")


def another_week(her: Submission) -> None:
    names = {"paid_orders": "lost", "largest": "smallest", "reason": "why", "definition": "words", "90": "91"}
    for cell in her.cells:
        cell["id"] = cell["id"].replace("90", "91")
        cell["source"] = cell["source"].replace("rebuild", "rebuild ")
        for name, other in names.items():
            cell["source"] = cell["source"].replace(name, other)
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = cell["id"]


def large(her: Submission) -> None:
    shown = {"output_type": "stream", "name": "stdout", "text": ["x" * 999 + "\n"] * 50_000}
    her.cell("w90-q1-answer")["outputs"] = [shown]


def wrong_types(her: Submission) -> None:
    her.cell("w90-q1-answer")["outputs"] = {"text": 7}
    her.cell("w90-q2-answer")["outputs"] = [3, None, {"output_type": "stream"}, {"output_type": 9, "data": [1]}]
    her.cell("w90-q3")["metadata"]["nbgrader"]["points"] = {"many": 1}
    her.cell("w90-q4")["execution_count"] = "<script>alert(1)</script>"
    her.cells[2:2] = [None, 5, "cell", {"cell_type": "code"}, {"source": 3}, {"cell_type": 3, "source": ["a", 1]}]  # type: ignore[list-item]


def half_an_emoji(her: Submission) -> None:
    her.cell("w90-q1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "done \ud83d\n"}]
    her.cells.append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": "done \ud83d"})
    her.write(json.dumps(her.notebook))


def deep(her: Submission) -> None:
    here = Path.cwd()
    try:
        for name, count in (("d" * 200, (3900 - len(str(her.folder))) // 201), ("d", 300)):
            os.chdir(her.folder)
            for _ in range(count):
                Path(name).mkdir()
                os.chdir(name)
            Path("file").write_text("x", encoding="utf-8")
    finally:
        os.chdir(here)


def own_files(her: Submission) -> None:
    her.write("HELD = 'SELECT COUNT(*) FROM orders WHERE paid = 1'\n", "answers.py")
    her.write("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3", "feedback/query.txt")
    helper = her.copy("orders-code", "from answers import HELD")
    her.write(json.dumps({**her.notebook, "cells": [helper]}), "helpers.ipynb")
    her.cell("w90-q1-answer")["source"] = "%run helpers.ipynb\npaid_orders = sql(HELD)"
    her.cell("w90-q2-answer")["source"] = "largest = sql(open('feedback/query.txt').read())"
    her.write()


def beside(her: Submission) -> None:
    her.write()
    (her.folder / her.name).rename(her.folder.parent / f"Copy of {her.name}")


def other_folder(her: Submission) -> None:
    her.write()
    her.folder.rename(her.folder.parent / "week-89-before")


file("Saved by Colab: format 4.0, ids in metadata", "", colab)
file("Saved by VS Code: a language for each cell, format 4.2", "", vs_code)
file("Sources are lists of lines without their line ends", "", lines)
file("The notebook asks for a kernel of another language", "", kernel)
file("Windows line ends, in the file and in the cells", "", windows)
file("Saved with a byte-order mark", "The file began with a mark of its coding.",
     lambda her: her.write(her.text().encode("utf-8-sig")))  # fmt: skip
file("Saved as UTF-16", "The file was saved in an unusual text coding (UTF-16). It was read as such.",
     lambda her: her.write(her.text().encode("utf-16")))  # fmt: skip
file("Saved in the coding of an old Windows editor, with accents", "in the coding of an old editor.", accents)
file("The file ends in the middle of an answer", DAMAGED, lambda her: her.write(her.text()[:2000]), *EXERCISES)
file("Marks of a merge that was not finished", DAMAGED, merge_marks, *EXERCISES)
file("Mail has put the notebook into its own coding", DAMAGED,
     lambda her: her.write(quopri.encodestring(her.text().encode())), *EXERCISES)  # fmt: skip
file("The notebook has another name", FOUND, lambda her: her.write(name="My answers (1).ipynb"))
file("The notebook's own name is in the coding of an old Windows", FOUND,
     lambda her: her.write(name=os.fsdecode(b"\xdcbung 90.ipynb")))  # fmt: skip
file("The notebook of the right name is empty, a copy beside it has the answers", FOUND,
     lambda her: blank(her, *EXERCISES))  # fmt: skip
file("The notebook of the right name has one answer, a copy beside it has all", ANOTHER,
     lambda her: blank(her, *EXERCISES[1:]), *EXERCISES[1:])  # fmt: skip
file("The notebook of the right name has a wrong answer, a copy beside it the right one", ANOTHER, old_answer, "w90-q1")
file("A zip with the notebook", FOUND, zipped, name="zipped")
file("A zip in a zip", "is a zip archive, and there is no notebook in it.",
     lambda her: her.write(packed({"inner.zip": packed({her.name: her.text()})}), "all.zip"), *EXERCISES)  # fmt: skip
file("An archive that can't be opened, and no notebook", "which can't be opened here.",
     lambda her: her.write(b"Rar!\x1a\x07\x00", f"{STEM}.rar"), *EXERCISES)  # fmt: skip
file("A web page under the name of the notebook", "is a web page (HTML), not a notebook.",
     lambda her: her.write("<!DOCTYPE html>\n<html><body>%%sql paid_orders</body></html>"), *EXERCISES)  # fmt: skip
file("An empty file", "is empty.", lambda her: her.write(b""), *EXERCISES)
file("Everything but the notebook", "No notebook was handed in", partial(without, lambda her: None), *EXERCISES)
file("A symbolic link", "is a link to another file, not a notebook.", partial(without, link), *EXERCISES)
file("A pipe that never ends under the name of the notebook, and another beside it", "is not an ordinary file.",
     partial(without, pipes), *EXERCISES, name="a-pipe")  # fmt: skip
file("The practice of another week under this name", "This seems to be another notebook", another_week, *EXERCISES)
file("A cell shows 50 MB", "What cells had shown was too large. It is left out of the feedback", large)
file("Outputs, counts and cells are of types that they should not be", "", wrong_types)
file("An emoji is cut in two, in an output and in a cell of the learner's own", "", half_an_emoji)
file("A folder in a folder in a folder, whose path is as long as a path can be, and one that is very deep", "", deep,
     name="a-path-without-an-end")  # fmt: skip
file("The answers use files of her own with names of the course: answers.py, feedback, a second notebook", "",
     own_files, name="files-of-her-own")  # fmt: skip
file('A drive has named the notebook "Copy of", and it lies straight in the learner\'s folder', FOUND, beside)
file("The notebook lies in the folder of another week", f"{FOUND} week-89-before/{STEM}.ipynb", other_folder)
