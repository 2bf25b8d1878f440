"""Damages of folders and names: where browsers, drives and other systems put a notebook, and what lies beside it."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path

from tests.grading.orders import STEM

from .declared import Submission, damage

FOUND = "The answers were found in"


def _moved(given: Submission, *to: str) -> None:
    """The whole folder of the submission under another name, from the learner's folder."""
    given.write(given.text())
    given.folder.rename(given.folder.parent.joinpath(*to))


def _written(folder: Path, name: bytes, data: bytes) -> None:
    with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123 (names of bytes)
        file.write(data)


@damage("")
def half_an_emoji(given: Submission) -> None:
    """An emoji is cut in two, in an output and in a cell of the learner's own"""
    given.cell("w90-q1-answer")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "done \ud83d\n"}]
    given.cells.append({"cell_type": "markdown", "id": "own", "metadata": {}, "source": "done \ud83d"})
    given.write(json.dumps(given.notebook))


@damage("")
def a_file_name_in_an_old_coding(given: Submission) -> None:
    """A file beside the notebook has a name in the coding of an old Windows"""
    _written(given.folder, b"gr\xf6\xdfe.csv", b"a\n1\n")


@damage(FOUND)
def a_notebook_name_in_an_old_coding(given: Submission) -> None:
    """The notebook's own name is in the coding of an old Windows"""
    _written(given.folder, b"\xdcbung 90.ipynb", given.text().encode())
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
def a_key_that_is_a_folder(given: Submission) -> None:
    """key.json is a folder"""
    (given.folder / "key.json").unlink()
    (given.folder / "key.json").mkdir()
    (given.folder / "key.json" / "key.json").write_text("{}", encoding="utf-8")


@damage(FOUND)
def a_copy_beside_the_folder(given: Submission) -> None:
    """A drive has named the notebook "Copy of", and it lies straight in the learner's folder"""
    given.write(given.text())
    (given.folder / given.name).rename(given.folder.parent / f"Copy of {given.name}")
    (given.folder / "key.json").unlink()
    given.folder.rmdir()


@damage("")
def a_folder_downloaded_twice(given: Submission) -> None:
    """A browser has added (1) to the folder's name"""
    _moved(given, f"{STEM} (1)")


@damage("")
def a_folder_in_capitals(given: Submission) -> None:
    """The folder's name is written in capitals"""
    _moved(given, STEM.title())


@damage(f"{FOUND} week-89-before/{STEM}.ipynb, not in {STEM}.ipynb.")
def in_the_folder_of_another_week(given: Submission) -> None:
    """The notebook lies in the folder of another week"""
    _moved(given, "week-89-before")


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


@damage("")
def a_file_name_from_a_mac(given: Submission) -> None:
    """A Mac has written the accents of a file's name as characters of their own"""
    query = "SELECT COUNT(*) FROM orders WHERE paid = 1"
    given.write(query, unicodedata.normalize("NFD", "größe.sql"))
    name = unicodedata.normalize("NFC", "größe.sql")
    given.cell("w90-q1-answer")["source"] = f"paid_orders = sql(open('{name}').read())"
    given.write(given.text())
