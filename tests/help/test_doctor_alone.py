"""The doctor where much is broken: it runs by itself, and on disks that are full or cannot be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firstquery.doctor.finding import Where
from firstquery.doctor.run import CHECKS
from tests.help import installation

# Loading the libraries takes seconds, and no other check needs it.
QUICK = """
import json, sys
from firstquery.doctor.run import CHECKS, examine, here
found = examine(here(), {name: check for name, check in CHECKS.items() if name != "loading of the libraries"})
listed = [{"check": name, "level": one.level, "what": one.what} for name, one in found]
ok = all(one["level"] != "fault" for one in listed)
print(json.dumps({"ok": ok, "findings": listed}))
sys.exit(0 if ok else 1)
"""
EXAMINE = ("-P", "-c", QUICK)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A whole installation with an environment of its own, and its Python."""
    with pytest.MonkeyPatch.context() as patch:
        where = installation.make(tmp_path_factory.mktemp("installed"), patch)
        python = installation.environment_of(where)
        stamp = json.dumps({"scheme": 2, "lock": lock_of(where), "folder": str(where.course), "python": "3.11"})
        (where.course / ".venv" / "first-query.json").write_text(stamp)
        yield where, python, dict(os.environ)


def lock_of(where: Where) -> str:
    import hashlib

    return hashlib.sha256((where.course / "requirements.lock").read_bytes()).hexdigest()


def run(
    installed: Any, *command: str, before: tuple[str, ...] = (), **changes: str
) -> subprocess.CompletedProcess[str]:
    where, python, environment = installed
    return subprocess.run(
        [*before, str(python), *command],
        capture_output=True,
        text=True,
        timeout=120,
        env={**environment, **changes},
        cwd=where.home,
    )


def found(ran: subprocess.CompletedProcess[str]) -> list[tuple[str, str, str]]:
    said = json.loads(ran.stdout)
    assert ran.returncode == (0 if said["ok"] else 1), ran.stderr
    return [(one["check"], one["level"], one["what"]) for one in said["findings"]]


def test_a_healthy_installation_is_told_healthy_by_start_py(installed: Any) -> None:
    where, _, environment = installed
    ran = subprocess.run(
        [sys.executable, str(where.course / "start.py"), "doctor"],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment,
        cwd=where.home,
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == (
        f"All is well: {len(CHECKS)} things were looked at. Your folder is {where.work}\n",
        "",
        0,
    )


def test_with_broken_libraries_it_still_says_which(installed: Any) -> None:
    """The command itself needs typer. A file that is in the way of a library is in nobody's way here."""
    where = installed[0]
    (site,) = (where.course / ".venv").glob("lib/python*/site-packages")
    broken, in_the_way = site / "typer.py", where.home / "tomllib.py"
    broken.write_text("raise ImportError('cannot load this')\n")
    in_the_way.write_text("raise SystemExit('taken for the library')\n")
    code = "from firstquery.cli.entry import main; main()"
    try:
        (one,) = found(run(installed, "-m", "firstquery.doctor", "--json"))
        weeks = run(installed, "-P", "-c", code, "weeks")
        asked = run(installed, "-P", "-c", code, "doctor", "--help")
    finally:
        broken.unlink()
        in_the_way.unlink()
    assert one[:2] == ("loading of the libraries", "fault")
    assert one[2] == "The library typer does not load (ImportError: cannot load this)."
    assert weeks.returncode == 1 and "Traceback" not in weeks.stderr
    assert "`python3 start.py doctor`" in weeks.stderr
    assert asked.returncode == 0 and "It changes nothing." in asked.stdout


def test_an_environment_of_another_version_is_found(installed: Any) -> None:
    where = installed[0]
    stamp = where.course / ".venv" / "first-query.json"
    whole = stamp.read_text()
    stamp.write_text(whole.replace(lock_of(where), "0" * 64))
    try:
        said = found(run(installed, *EXAMINE))
    finally:
        stamp.write_text(whole)
    assert said == [("the environment", "warning", "The environment was made for another version of the course.")]


def test_a_system_that_does_not_write_utf_8_is_found(installed: Any) -> None:
    ran = run(installed, *EXAMINE, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    ((check, level, what),) = found(ran)
    assert (check, level) == ("letters", "warning")
    assert what.startswith("This system writes text as ") and "not as UTF-8" in what


def test_a_course_that_is_not_there_is_found(installed: Any) -> None:
    said = found(run(installed, *EXAMINE, FIRSTQUERY_COURSE="/nowhere"))
    sentence = "FIRSTQUERY_COURSE names /nowhere, which is not the folder of the course."
    assert ("variables of First Query", "fault", sentence) in said


def test_an_older_startup_file_and_a_missing_library_are_found(installed: Any) -> None:
    where = installed[0]
    startup = where.course / ".venv" / "etc" / "ipython" / "startup" / "50-first-query.py"
    content = startup.read_text()
    startup.write_text("pass\n")
    pyproject = where.course / "pyproject.toml"
    asked = pyproject.read_text()
    lock = where.course / "requirements.lock"
    pins = lock.read_text()
    pyproject.write_text(asked.replace("dependencies = [", 'dependencies = [\n    "notinstalled>=1",', 1))
    try:
        lock.write_text(pins.replace("pandas==", "pandas==9.", 1) + "notinstalled==1.0\n")
        said = found(run(installed, *EXAMINE))
    finally:
        startup.write_text(content)
        pyproject.write_text(asked)
        lock.write_text(pins)
    assert [name for name, _, _ in said] == [
        "versions of the libraries",
        "the environment",
        "versions of the libraries",
        "the kernel's start",
    ]
    assert "lacks what First Query needs: notinstalled is not installed." in said[0][2]
    assert "other versions than these: pandas 3" in said[2][2]


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("trouble", ["read-only", "full"])
def test_a_folder_that_cannot_be_written_or_is_full_is_found(
    installed: Any, trouble: str, needs: Callable[[str], Path]
) -> None:
    where = installed[0]
    work = str(where.work)
    bound = ("--ro-bind", work, work) if trouble == "read-only" else ("--size", "1000000", "--tmpfs", work)
    box = (str(needs("bubblewrap")), "--dev-bind", "/", "/", *bound)
    ((check, level, what),) = found(run(installed, *EXAMINE, before=box))
    assert level == "fault"
    if trouble == "read-only":
        assert (check, what) == ("your folder", f"{work} cannot be written to, so nothing would be kept.")
    else:
        assert (check, what.split(",")[0]) == ("room on the disk", "The disk with your folder")
