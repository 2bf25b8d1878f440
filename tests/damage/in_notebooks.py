"""Damages of what is handed in: the wrong files, several notebooks, packed ones, and what mail makes of them."""

from __future__ import annotations

import copy
import io
import quopri
import zipfile

from tests.grading.orders import STEM

from .declared import EXERCISES, Submission, damage

FOUND = "The answers were found in"


def _blank(given: Submission, *names: str) -> None:
    for name in names:
        given.cell(name)["source"] = given.cell(name)["source"].split("\n")[0]


@damage("The answer was found in")
def answers_in_two_notebooks(given: Submission) -> None:
    """The notebook of the right name has one answer, a copy beside it has all"""
    given.write(given.text(), f"{STEM} (1).ipynb")
    _blank(given, "w90-q2-answer", "w90-q3-answer", "w90-q4-answer")
    given.write(given.text())


@damage(f"There is another notebook with answers: {STEM}-Copy1.ipynb.", ungraded=("w90-q1",))
def an_old_notebook(given: Submission) -> None:
    """The notebook of the right name has a wrong answer, a copy beside it the right one"""
    given.write(given.text(), f"{STEM}-Copy1.ipynb")
    given.cell("w90-q1-answer")["source"] = "%%sql paid_orders\nSELECT 1"
    given.write(given.text())


@damage(FOUND)
def named_by_a_browser(given: Submission) -> None:
    """A browser has put a number behind the name, and much else stands beside it"""
    given.write(given.text(), f"{STEM}.ipynb (1)")
    for number in range(50):
        given.write("{}", f"a note {number:02}.txt")


@damage(FOUND)
def a_checkpoint_alone(given: Submission) -> None:
    """Only what JupyterLab keeps as it was saved last is there"""
    given.write(given.text(), f".ipynb_checkpoints/{STEM}-checkpoint.ipynb")


@damage(FOUND)
def a_zip_in_a_zip(given: Submission) -> None:
    """A zip in a zip, with the notebook as .ipynb.txt"""
    given.write(_zip({"inner.zip": _zip({f"{STEM}.ipynb.txt": given.text()})}), "all.zip")


@damage(FOUND)
def a_broken_zip_beside(given: Submission) -> None:
    """A zip whose names are in no coding stands beside the renamed notebook"""
    packed = _zip({"ü.ipynb": "{}"}).replace("ü".encode(), b"\xff\xfe")
    given.write(packed, "a.zip")
    given.write(given.text(), "mine.ipynb")


@damage("which can't be opened here.", ungraded=EXERCISES)
def another_kind_of_archive(given: Submission) -> None:
    """An archive that can't be opened, and no notebook"""
    given.write(b"Rar!\x1a\x07\x00", f"{STEM}.rar")


@damage("The file was in the coding of mail. It was read as such.")
def coded_by_mail(given: Submission) -> None:
    """Mail has put the notebook into its own coding"""
    given.write(quopri.encodestring(given.text().encode()))


@damage("Characters stand in the file where none can be", ungraded=("w90-q1",))
def broken_by_mail(given: Submission) -> None:
    """Mail has put a line end into a word"""
    given.write(given.text().replace("FROM orders\\nWHERE", "FROM ord\ners\\nWHERE"))


@damage("There are two different answers to", ungraded=("w90-q1",))
def two_sources(given: Submission) -> None:
    """A cell has two sources"""
    other = '"source": "%%sql paid_orders\\nSELECT 1",\n   "source": "%%sql paid_orders'
    given.write(given.text().replace('"source": "%%sql paid_orders', other))


@damage("Behind the end of the notebook stood other text.")
def several_notebooks_in_a_file(given: Submission) -> None:
    """An empty notebook, the text of a mail and the answered notebook stand in one file"""
    answered = copy.deepcopy(given.notebook)
    _blank(given, *(f"{name}-answer" for name in EXERCISES))
    blank = given.text()
    given.notebook = answered
    given.write(f"{blank}\n\nDear {{name}},\n{{here it is}}\n\n{given.text()}")


def _zip(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()
