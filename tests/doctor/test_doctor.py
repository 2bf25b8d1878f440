"""The doctor: each planted fault is found with its sentence and no other, and it runs where libraries are broken."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstquery.doctor.problem import Folders, Problem
from firstquery.doctor.run import CHECKS, examine
from firstquery.learner.workspace import fill
from firstquery.sandbox import box
from tests.conftest import ROOT

Patch = pytest.MonkeyPatch
FILES = ("course.toml", "grader_config.py", "pyproject.toml", "requirements.lock", "start.py")
# Loading them all takes seconds, and is tried with a broken one at the end.
QUICK = {name: check for name, check in CHECKS.items() if name != "loading of the libraries"}


def make(folder: Path, patch: Patch) -> Folders:
    """A healthy installation, known to this process by its environment. The program in it is the one under test."""
    course, home = folder / "course", folder / "home"
    for one in (course, home):
        one.mkdir()
    for name in FILES:
        shutil.copyfile(ROOT / name, course / name)
    for name in ("notebooks", "release", "data"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name in ("firstquery", "source"):
        (course / name).symlink_to(ROOT / name)
    patch.delenv("FIRSTQUERY_COURSE")
    patch.setenv("HOME", str(home))
    patch.setenv("FIRSTQUERY_WORK", str(home / "first-query"))
    fill()
    return Folders(course, home / "first-query")


@pytest.fixture
def where(tmp_path: Path, monkeypatch: Patch) -> Folders:
    return make(tmp_path, monkeypatch)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def practice(where: Folders) -> Path:
    return where.work / "practice" / "week-01-first-query"


def moved_environment(where: Folders, patch: Patch) -> None:
    write(where.course / ".venv" / "first-query.json", json.dumps({"lock": lock_of(where), "folder": "/elsewhere"}))


def older_environment(where: Folders, patch: Patch) -> None:
    stamp = {"lock": "0" * 64, "folder": str(where.course)}
    write(where.course / ".venv" / "first-query.json", json.dumps(stamp))


def lock_of(where: Folders) -> str:
    return hashlib.sha256((where.course / "requirements.lock").read_bytes()).hexdigest()


def grading_without_bubblewrap(where: Folders, patch: Patch) -> None:
    (where.course / "submitted").mkdir()
    patch.setattr(shutil, "which", lambda name: None if name == "bwrap" else name)
    patch.setattr(box, "refusal", box.refusal.__wrapped__)


def old_git(where: Folders, patch: Patch) -> None:
    program = where.work.parents[1] / "bin" / "git"
    write(program, "#!/bin/sh\necho git version 2.25.1\n")
    program.chmod(0o755)
    patch.setenv("PATH", str(program.parent), prepend=os.pathsep)


#: What is planted: the check that finds it, its level, words of its sentence, words of how to mend it, and how.
PLANTED: dict[str, tuple[str, str, str, str, Callable[[Folders, Patch], object]]] = {
    "an old Python": (
        *("the version of Python", "fault", "and First Query needs 3.11 or newer", "python.org"),
        lambda where, patch: patch.setattr("firstquery.doctor.installation.OLDEST", (9, 0)),
    ),
    "an environment that was moved": (
        *("the environment", "fault", "was made in /elsewhere", "makes the environment again"),
        moved_environment,
    ),
    "an environment of another version": (
        *("the environment", "warning", "was made for another version of the course", "makes the environment again"),
        older_environment,
    ),
    "a file pandas.py beside the notebooks": (
        *("files in the way of libraries", "fault", "has the name of the library pandas", "my_pandas.py"),
        lambda where, patch: write(where.work / "pandas.py", "x = 1\n"),
    ),
    "a file random.py beside a practice": (
        *("files in the way of libraries", "fault", "has the name of Python's own random", "my_random.py"),
        lambda where, patch: write(practice(where) / "random.py", ""),
    ),
    "data missing": (
        *("Kestrel's data", "fault", "Kestrel's data is missing", "firstquery warehouse build"),
        lambda where, patch: (where.course / "data" / "kestrel.sqlite").unlink(),
    ),
    "data damaged": (
        *("Kestrel's data", "fault", "is damaged or of another version", "firstquery warehouse build"),
        lambda where, patch: damage(where.course / "data" / "kestrel.sqlite"),
    ),
    "a key missing": (
        *("keys", "fault", "The key beside your practice", "it puts the key back"),
        lambda where, patch: (practice(where) / "key.json").unlink(),
    ),
    "a key damaged": (
        *("keys", "fault", "The key of week 2", "Get the course again"),
        lambda where, patch: damage(where.course / "release" / "week-02-count-honestly" / "key.json"),
    ),
    "a lesson missing": (
        *("the course's files", "fault", "are missing: notebooks/week-03-group-and-compare.ipynb.", "again"),
        lambda where, patch: (where.course / "notebooks" / "week-03-group-and-compare.ipynb").unlink(),
    ),
    "a practice of the course damaged": (
        *("the course's files", "fault", "are damaged: release/week-04-join", "again"),
        lambda where, patch: damage(next((where.course / "release").glob("week-04*/*.ipynb"))),
    ),
    "a notebook of hers damaged": (
        *("your notebooks", "fault", "practice/week-01-first-query/week-01-first-query.ipynb", "fresh copy"),
        lambda where, patch: damage(practice(where) / "week-01-first-query.ipynb"),
    ),
    "a record damaged": (
        *("your records", "fault", "cannot be read: w01-q3.json.", "sets such a file aside"),
        lambda where, patch: write(where.work / ".records" / "w01-q3.json", '{"attempts": ['),
    ),
    "a database of her own": (
        *("your own database", "warning", "your queries run on that database", "Unset it"),
        lambda where, patch: patch.setenv("FIRSTQUERY_WAREHOUSE", "sqlite:////nowhere/a.sqlite"),
    ),
    "no git": (
        *("git", "warning", "It is needed in: week 23, 24, 25, 26", "sudo apt install git"),
        lambda where, patch: patch.setenv("PATH", "/nowhere"),
    ),
    "an old git": (
        *("git", "warning", "has version 2.25, and the course needs 2.30 or newer. It is needed", "git-scm.com"),
        old_git,
    ),
    "no bubblewrap where work is graded": (
        *("the grader's sandbox", "fault", "Nothing that was handed in can be graded", "sudo apt install bubblewrap"),
        grading_without_bubblewrap,
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_with_its_sentence_and_no_other(name: str, where: Folders, monkeypatch: Patch) -> None:
    assert examine(where, QUICK) == []
    check, level, what, mend, plant = PLANTED[name]
    plant(where, monkeypatch)
    before = tree(where)
    ((by, one),) = examine(where, QUICK)
    assert (by, one.level) == (check, level)
    assert what in one.what and mend in one.mend
    assert all(sentence.endswith((".", "?")) or ": " in sentence for sentence in (one.what, one.mend))
    assert tree(where) == before


def tree(where: Folders) -> dict[str, int]:
    top = where.work.parents[1]
    return {
        str(path.relative_to(top)): path.stat().st_mtime_ns for path in top.rglob("*") if "firstquery" not in path.parts
    }


def test_a_check_that_fails_hides_no_other(where: Folders) -> None:
    def fails(where: Folders) -> Iterator[Problem]:
        raise PermissionError("no")

    write(where.work / "pandas.py", "")
    (_, shadow), (name, told) = examine(where, {**QUICK, "keys": fails})
    assert "pandas" in shadow.what and name == "keys"
    assert told.what == "Whether keys is in order could not be found out (PermissionError: no)."


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("trouble", ["read-only", "full"])
def test_a_folder_that_cannot_be_written_or_is_full_is_found(
    where: Folders, trouble: str, needs: Callable[[str], Path]
) -> None:
    work = str(where.work)
    bound = ("--ro-bind", work, work) if trouble == "read-only" else ("--size", "1000000", "--tmpfs", work)
    code = (
        "import sys; from pathlib import Path; from firstquery.doctor import folder; "
        "from firstquery.doctor.problem import Folders; w = Folders(*map(Path, sys.argv[1:])); "
        "print(*[one.what for check in (folder.writable, folder.room) for one in check(w)])"
    )
    command = [sys.executable, "-c", code, str(where.course), work]
    box = [str(needs("bubblewrap")), "--dev-bind", "/", "/", *bound]
    said = subprocess.run([*box, *command], capture_output=True, text=True, timeout=60, cwd=ROOT, check=True).stdout
    if trouble == "read-only":
        assert said == f"{work} cannot be written to, so nothing would be kept.\n"
    else:
        assert said.startswith(f"The disk with your folder, {work}, is full")


def test_start_py_examines_an_installation_healthy_and_with_a_broken_library(where: Folders) -> None:
    """The command itself needs typer. A file that is in the way of a library is in nobody's way here."""
    python, site = environment_of(where)
    doctor = [sys.executable, str(where.course / "start.py"), "doctor"]
    ran = run(where, *doctor)
    healthy = f"All is well: {len(CHECKS)} things were looked at. Your folder is {where.work}\n"
    assert (ran.stdout, ran.stderr, ran.returncode) == (healthy, "", 0)
    (site / "typer.py").write_text("raise ImportError('cannot load this')\n")
    (where.work.parent / "tomllib.py").write_text("raise SystemExit('taken for the library')\n")
    ran = run(where, *doctor, "--json")
    (found,) = json.loads(ran.stdout)["findings"]
    assert ran.returncode == 1
    assert found["what"] == "The library typer does not load (ImportError: cannot load this)."
    code = "from firstquery.cli.entry import main; main()"
    weeks = run(where, str(python), "-P", "-c", code, "weeks")
    asked = run(where, str(python), "-P", "-c", code, "doctor", "--help")
    assert weeks.returncode == 1 and "Traceback" not in weeks.stderr
    assert "`python3 start.py doctor`" in weeks.stderr
    assert asked.returncode == 0 and "It changes nothing." in asked.stdout


def run(where: Folders, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=where.work.parent, check=False)


def environment_of(where: Folders) -> tuple[Path, Path]:
    """A Python environment in the course's folder, as start.py would leave it: its Python, and where its libraries are.

    Those are the libraries of this test's Python, without what that one adds by itself (its own First Query).
    """
    venv = where.course / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True, timeout=60)
    (site,) = venv.glob("lib/python*/site-packages")
    libraries = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (site / "libraries.pth").write_text("\n".join(dict.fromkeys(libraries)) + "\n")
    (site / "course.pth").write_text(f"{where.course}\n")
    # The whole program, not a link: start.py looks for it there.
    (where.course / "firstquery").unlink()
    shutil.copytree(ROOT / "firstquery", where.course / "firstquery", ignore=shutil.ignore_patterns("__pycache__"))
    stamp = {"scheme": 2, "lock": lock_of(where), "folder": str(where.course), "python": "3.11"}
    write(venv / "first-query.json", json.dumps(stamp))
    return venv / "bin" / "python", site
