"""A command works on the course in whose folder it is given, and what it writes there is not published."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from firstquery.learner.failure_note import Note
from tests.conftest import ROOT

WEEK = "week-01-first-query"


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """A folder of the course that is a copy, without an environment of its own, in which one note is handed in."""
    folder = tmp_path / "cohort"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "held-out", "submitted", "gradebook.db"))
    notes = folder / "submitted" / "ann" / WEEK / "shared-failures"
    notes.mkdir(parents=True)
    note = Note("a" * 12, 1, "I counted rows of tests twice.", "One row each.", "I read the dictionary.", shared=True)
    (notes / "n.md").write_text(note.markdown(), encoding="utf-8")
    return folder


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in ``folder`` with this First Query installed, and told nothing of a course."""
    told = {name: value for name, value in os.environ.items() if name != "FIRSTQUERY_COURSE"}
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=folder,
        env={**told, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def firstquery(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return python(folder, "-m", "firstquery.cli.main", *arguments)


def test_a_command_works_on_the_course_that_one_stands_in_and_says_which(cohort: Path) -> None:
    done = firstquery(cohort / "source", "wall", "1")
    assert (done.returncode, done.stderr) == (0, f"Course: {cohort}\n")
    assert "1 note of 1 learner" in done.stdout
    assert "I counted rows of tests twice." in (cohort / "source" / "failure-wall.html").read_text(encoding="utf-8")
    places = "from firstquery.core.warehouse import cohort, learning; "
    places += "from firstquery.core.course import course_folder as here; print(learning(here()), cohort(here()))"
    assert python(cohort, "-c", places).stdout == f"{cohort}/data/kestrel.sqlite {cohort}/held-out/kestrel.sqlite\n"


def test_elsewhere_it_works_on_the_course_that_is_installed_and_says_which(tmp_path: Path) -> None:
    done = firstquery(tmp_path, "wall", "1")
    assert (done.returncode, done.stderr) == (0, f"Course: {ROOT}\n")


def test_a_folder_of_another_version_is_refused_with_the_way_out(cohort: Path) -> None:
    with (cohort / "firstquery" / "core" / "course.py").open("a", encoding="utf-8") as file:
        file.write("# newer\n")
    done = firstquery(cohort, "wall", "1")
    assert done.returncode == 1 and done.stdout == ""
    assert f"{cohort}/firstquery is another version than {ROOT}/firstquery" in done.stderr
    assert "`python3 start.py wall 1`" in done.stderr
    assert not (cohort / "failure-wall.html").exists()


@pytest.mark.needs("git")
@pytest.mark.parametrize("name", ["grades.csv", "marks.json", "failure-wall.html"])
def test_what_commands_for_facilitators_write_is_ignored_by_git(name: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    ignored = subprocess.run(["git", "-C", str(tmp_path), "check-ignore", name], capture_output=True, check=False)
    assert ignored.returncode == 0
