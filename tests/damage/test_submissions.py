"""Where things are handed in, what may be read of them, and how much of it is taken."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from firstquery.grading import files
from firstquery.grading.log import LogCapture, log_printable
from firstquery.grading.repair.release import Release
from firstquery.grading.repair.stage import _copy as stage_one
from firstquery.grading.run import grades
from firstquery.grading.sanitize import REPAIR
from firstquery.grading.submissions import find_submissions, printable

from .released import RIGHT, cells, whole

WEEK, WEEKS = "week-90-orders", ["week-89-before", "week-90-orders"]
log = logging.getLogger("tests.submitted")


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for submissions that every user of this machine may see."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "submitted"


def put(path: Path, content: bytes = b"{}") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@contextmanager
def closed(path: Path) -> Iterator[None]:
    """``path`` may not be read, by somebody without root's rights."""
    path.chmod(0)
    another = os.geteuid() == 0
    if another:
        os.seteuid(4242)
    try:
        yield
    finally:
        if another:
            os.seteuid(0)
        path.chmod(0o700)


@pytest.mark.parametrize(
    "place",
    [
        f"Copy of {WEEK}.ipynb",
        f"{WEEK}.zip",
        f"{WEEK} (1)/{WEEK}.ipynb",
        f"{WEEK.title()}/any.ipynb",
        f"{WEEK}/any.ipynb",
        f"week-89-before/{WEEK}.ipynb",
        f"homework/for you/{WEEK.upper()}.IPYNB",
    ],
)
def test_what_has_the_name_of_the_week_is_the_weeks(home: Path, place: str) -> None:
    put(home / "anna" / place)
    found = find_submissions(home, WEEK, WEEKS)
    assert [one.student for one in found.submissions] == ["anna"]
    assert found.strays == [] and found.refused == {}


@pytest.mark.parametrize("place", ["Week 90", "week-90", f"{WEEK} (1)", f"{WEEK.upper()} (1)", "."])
def test_wherever_a_submission_lies_a_wrong_answer_is_a_nought(wanted: Release, home: Path, place: str) -> None:
    put(home / "anna" / place / f"{WEEK}.ipynb", whole(cells({**RIGHT, "w90-q1": "%%sql paid_orders\nSELECT 99"})))
    (one,) = find_submissions(home, WEEK, WEEKS).submissions
    target = home / "staged"
    target.mkdir()
    stage_one(one, target, {WEEK: [wanted]}, log)
    repaired = json.loads((target / f"{WEEK}.ipynb").read_text(encoding="utf-8"))["metadata"][REPAIR]
    assert (repaired["doubts"], repaired["withheld"]) == ({}, {})


def test_what_belongs_nowhere_is_told_and_another_weeks_is_not(home: Path) -> None:
    put(home / "anna" / "homework" / "mine.ipynb")
    put(home / "anna" / "week-89-before" / "any.ipynb")
    put(home / "anna" / "notes" / "shopping.txt")
    put(home / "anna" / "practice.ipynb")
    put(home / f"{WEEK}.ipynb")
    found = find_submissions(home, WEEK, WEEKS)
    assert found.submissions == []
    assert found.strays == [
        "submitted/anna/homework belongs to no week and was not looked at.",
        "submitted/anna/practice.ipynb belongs to no week and was not looked at.",
        f"submitted/{WEEK}.ipynb belongs to no learner and was not looked at. Put it into submitted/NAME/{WEEK}.",
    ]


@pytest.mark.parametrize("name", ["anna [late]", " anna b ", "an*", "w?o", ".anna", "an\nna", "an\udcffna"])
def test_a_name_that_nbgrader_takes_for_a_pattern_is_refused_in_a_sentence(home: Path, name: str) -> None:
    put(home / name / WEEK / f"{WEEK}.ipynb")
    found = find_submissions(home, WEEK, WEEKS)
    assert found.submissions == []
    assert printable(f"The folder submitted/{name} can't be graded under that name") in found.refused[name]


@pytest.mark.parametrize("name", ["o'neil", "a+b@example.org", "Müller, Anna", "a%20b", "-anna", "x{0}", "a.b(c)|d^$"])
def test_other_names_are_taken(home: Path, name: str) -> None:
    put(home / name / WEEK / f"{WEEK}.ipynb")
    assert [one.student for one in find_submissions(home, WEEK, WEEKS).submissions] == [name]


@pytest.mark.parametrize("inside", ["", WEEK])
def test_a_folder_that_may_not_be_read_is_refused_and_the_others_are_found(home: Path, inside: str) -> None:
    put(home / "anna" / WEEK / f"{WEEK}.ipynb")
    put(home / "berta" / WEEK / f"{WEEK}.ipynb")
    with closed(home / "anna" / inside):
        found = find_submissions(home, WEEK, WEEKS)
        grades.submission_hash(home / "anna" / WEEK)
    assert [one.student for one in found.submissions] == ["berta"]
    assert "The folder submitted/anna can't be read (Permission denied)." in found.refused["anna"]
    assert "chmod -R u+rX submitted/anna" in found.refused["anna"]


def test_a_file_that_may_not_be_read_is_left_out_and_told(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = home / "anna" / WEEK
    path = put(folder / "data.csv")
    put(folder / unicodedata.normalize("NFD", "größe.csv"))  # as a Mac writes it
    target = home.parent / "copy"
    target.mkdir()
    target.chmod(0o777)
    with closed(path):
        assert files.copy_files(folder, target, log) == ["data.csv"]
        assert files.manifest(folder)["data.csv"].startswith("can't be read")
        grades.submission_hash(folder)
    assert [path.name for path in target.iterdir()] == [unicodedata.normalize("NFC", "größe.csv")]
    assert "data.csv can't be copied (Permission denied). It is left out." in caplog.text


def test_of_too_much_the_smallest_files_are_taken_and_none_that_lies_too_deep(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1_500_000)
    folder, target = home / "anna" / WEEK, home.parent / "copy"
    target.mkdir()
    for name, size in (("a.csv", 1_400_000), ("b.csv", 600_000), ("c.csv", 10)):
        put(folder / name, b"x" * size)
    put(folder.joinpath(*["d"] * 60, "far.csv"))
    assert files.copy_files(folder, target, log) == ["/".join("d" * 42), "a.csv"]
    assert sorted(path.name for path in target.iterdir()) == ["b.csv", "c.csv"]
    assert "a.csv is too large" in caplog.text


def test_names_are_logged_without_commands_for_a_terminal(caplog: pytest.LogCaptureFixture) -> None:
    log_printable(log)
    log.warning("%s", "link\x1b]0;hostile\x07\udcff.txt")
    assert "link?]0;hostile??.txt" in caplog.text


def test_no_name_of_a_file_begins_a_line_about_somebody_else(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    forged = "a\nzoe: failed. It was copied"
    put(home / "anna" / f"{forged}.ipynb")
    said = [*find_submissions(home, WEEK, WEEKS).strays]
    log_printable(log)
    heard = LogCapture()
    for handler in (heard, caplog.handler):
        log.addHandler(handler)
    log.warning("%s is a link. It is left out.", forged)
    log.removeHandler(heard)
    said += [*heard.lines, *(record.getMessage() for record in caplog.records)]
    assert len(said) >= 3
    assert [line for one in said for line in one.splitlines() if line.startswith("zoe")] == []


def test_a_weeks_folder_that_is_a_link_is_refused_whatever_it_leads_to(home: Path) -> None:
    put(home / "berta" / WEEK / f"{WEEK}.ipynb")
    (home / "anna").mkdir()
    (home / "anna" / WEEK).symlink_to(Path("..") / "berta" / WEEK)
    found = find_submissions(home, WEEK, WEEKS)
    assert [one.student for one in found.submissions] == ["berta"]
    assert f"submitted/anna/{WEEK} is a link" in found.refused["anna"]


def test_the_hash_knows_where_a_submission_lies_and_no_pipe_is_waited_for(home: Path) -> None:
    right = put(home / "anna" / WEEK / f"{WEEK}.ipynb")
    os.mkfifo(right.parent / "pipe")
    os.mkfifo(home / "anna" / f"{WEEK}.pipe")
    first = grades.submission_hash(right.parent)
    shutil.move(right.parent, right.parent.with_name(f"{WEEK} (1)"))
    assert grades.submission_hash(right.parent) != first
