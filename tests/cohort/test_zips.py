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


def archive(cohort: Cohort, files: dict[str, bytes], name: str = "submissions.zip") -> Path:
    folder = cohort.root / "downloaded" / STEM / "archive"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in files.items():
            file.writestr(path, content)
    return folder


def inner(**files: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for path, content in files.items():
            file.writestr(path.replace("__", "/"), content)
    return whole.getvalue()


def collected(cohort: Cohort) -> tuple[dict[str, bytes], str]:
    """What stands in submitted/ afterwards, by learner and name, and what the command said."""
    said = Course(cohort.root).run("nbgrader", "zip_collect", STEM, "--force")
    submitted = cohort.root / "submitted"
    found = {path.relative_to(submitted).as_posix(): path.read_bytes() for path in submitted.rglob("*.ipynb")}
    return {path.replace(f"/{STEM}/", "/"): content for path, content in found.items()}, " ".join(said.split())


def test_a_file_in_a_zip_of_hers_is_no_other_learners_submission(cohort: Cohort) -> None:
    """Whatever it is called, and wherever it wants to be written."""
    hers = {f"doejane_2983_191824_{FILE}": b"hers", f"{STEM}__roemax_12_13_{FILE}": b"hers", f"..__..__{FILE}": b"hers"}
    archive(cohort, {"leekim_4100_192100_hand-in.zip": inner(**hers), f"doejane_2983_191824_{FILE}": b"own"})
    found, _ = collected(cohort)
    assert found.pop(f"doejane/{FILE}") == b"own"
    assert {path.split("/")[0] for path in found} == {"leekim"}
    assert not list(cohort.root.parent.glob("*.ipynb")) and not list((cohort.root / "downloaded").glob("*.ipynb"))


@pytest.mark.parametrize(
    "files, why",
    [
        ({"leekim_4_1_a.zip": b"PK\3\4 no zip"}, "Left out: leekim, her file leekim_4_1_a.zip can't be unpacked."),
        ({"leekim_4_1_a.zip": inner(**{FILE: bytes(80_000_000)})}, "Left out: leekim, more than 64 MB or 2,000 files"),
        (
            {"leekim_4_1_a.zip": inner(**{f"n{n}.ipynb": bytes(7_000_000) for n in range(10)})},
            "Left out: leekim, more than 64 MB or 2,000 files",
        ),
        (
            {"leekim_4_1_a.zip": inner(**{f"f{n}__{FILE}": bytes(7_000_000) for n in range(10)})},
            "Left out: leekim, more than 64 MB or 2,000 files",
        ),
        ({"leekim_4_1_a.zip": inner(**{f"a__{FILE}": b"1", f"b__{FILE}": b"2"})}, f"{FILE} is there twice"),
        (
            {f"leekim_4_1_{FILE}": b"1", f"leekim_5_2_{FILE}": b"2"},
            "Left out: leekim, there are two of that name (4 and 5). Rename one of them in the zip.",
        ),
        ({f"lee\u202ekim_4_1_{FILE}": b"1"}, "the name has letters that can't be seen"),
    ],
)
def test_one_learner_is_left_out_with_a_sentence_and_the_others_are_collected(
    cohort: Cohort, files: dict[str, bytes], why: str
) -> None:
    archive(cohort, {**files, f"doejane_2983_191824_{FILE}": b"own"})
    found, said = collected(cohort)
    assert found == {f"doejane/{FILE}": b"own"}
    assert why in said and "The others are collected." in said


def test_a_zip_of_the_platforms_that_is_broken_is_told_and_the_others_are_read(cohort: Cohort) -> None:
    folder = archive(cohort, {f"doejane_2983_191824_{FILE}": b"own"})
    (folder / "second.zip").write_bytes((folder / "submissions.zip").read_bytes()[:60])
    found, said = collected(cohort)
    assert found == {f"doejane/{FILE}": b"own"} and "second.zip can't be read" in said


def test_the_same_notebook_twice_is_one(cohort: Cohort) -> None:
    archive(cohort, {"leekim_4_1_a.zip": inner(**{f"a__{FILE}": b"1", f"b__{FILE}": b"1"})})
    assert collected(cohort)[0] == {f"leekim/{FILE}": b"1"}


def test_a_platforms_zip_that_is_called_like_a_learners_file_is_not_taken_for_hers(cohort: Cohort) -> None:
    archive(cohort, {f"doejane_2983_191824_{FILE}": b"own"}, "SQL_2026_01_all.zip")
    archive(cohort, {f"leekim_4_1_{FILE}": b"1"})
    found, said = collected(cohort)
    assert found == {f"leekim/{FILE}": b"1"}
    assert "SQL_2026_01_all.zip is called like one learner's and holds files of learners." in said
    assert "If the platform made it, call it submissions.zip; if she handed it in, ask for the notebook alone." in said
