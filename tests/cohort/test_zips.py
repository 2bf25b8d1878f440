"""`nbgrader zip_collect` on zips as Canvas and Moodle make them, with names as people have them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.grading.orders import STEM, Course

from .exchange import FILE, Cohort

CANVAS = {
    f"doejane_2983_191824_{FILE}": ["doejane"],
    f"müllerjörg_LATE_3011_191999_{STEM}-1.ipynb": ["müllerjörg", f"{STEM}-1.ipynb"],
    "leekim_4100_192100_hand-in.zip": ["leekim"],
    "leekim_4100_192101_notes.docx": [],
}
MOODLE = {
    f"Jane Doe_12345_assignsubmission_file_/{FILE}": ["Jane Doe"],
    f"Zoë O'Brien_12346_assignsubmission_file/{FILE}": ["Zoë O'Brien"],
    f"Kim Lee_12347_assignsubmission_file_{FILE}": ["Kim Lee"],
    "Max Roe_12348_assignsubmission_onlinetext_/onlinetext.html": [],
}


def zipped(path: Path, names: dict[str, list[str]], notebook: bytes) -> None:
    """A download of the LMS; a zip in it holds a folder of a Mac's, with all that stands in one."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        for name in (f"{STEM}/{FILE}", f"{STEM}/key.json"):
            file.writestr(name, notebook)
        file.writestr(f"__MACOSX/{STEM}/._{FILE}", b"\0")
        file.writestr(f"{STEM}/.ipynb_checkpoints/{STEM}-checkpoint.ipynb", notebook)
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, inner.getvalue() if name.endswith(".zip") else notebook)


@pytest.mark.parametrize("names", [CANVAS, MOODLE], ids=["Canvas", "Moodle"])
def test_each_notebook_comes_to_its_learner(cohort: Cohort, names: dict[str, list[str]]) -> None:
    archive = cohort.root / "downloaded" / STEM / "archive"
    archive.mkdir(parents=True)
    notebook = (cohort.root / "release" / STEM / FILE).read_bytes()
    zipped(archive / "submissions.zip", names, notebook)
    Course(cohort.root).run("nbgrader", "zip_collect", STEM, "--force")
    wanted = {f"{told[0]}/{STEM}/{(told[1:] or [FILE])[0]}": notebook for told in names.values() if told}
    submitted = cohort.root / "submitted"
    found = {path.relative_to(submitted).as_posix(): path.read_bytes() for path in submitted.rglob("*.ipynb")}
    assert found == wanted
    Course(cohort.root).run("nbgrader", "zip_collect", STEM, "--force")
    assert sorted(path.name for path in submitted.iterdir()) == sorted(name.split("/")[0] for name in wanted)
