"""`firstquery` on other systems: every command does its work or says in a sentence where it can be done."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.grading.orders import STEM
from tests.shared import released

CODE = "import sys; sys.argv[0] = 'firstquery'; from firstquery.cli.entry import main; sys.exit(main())"
ELSEWHERE = "needs a part of Python that Windows does not have"


def environment(place: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FIRSTQUERY_", "PYTHON"))}
    return kept | {"FIRSTQUERY_WORK": str(place / "commands"), "FIRSTQUERY_COURSE": str(ROOT), **more}


def run(python: Path, *arguments: str, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(python), "-c", CODE, *arguments]
    env = environment(python.parents[2], **more)
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, timeout=300, check=False)


@pytest.mark.parametrize("command", ["grade 1", "regrade 1", "report", "hub check"])
def test_what_windows_can_not_do_is_said_in_one_sentence(command: str, windows: Path) -> None:
    done = run(windows, *command.split())
    said = " ".join(done.stderr.decode("cp1252").split())
    assert done.returncode == 1
    assert f"`firstquery {command.split()[0]}` {ELSEWHERE}" in said
    assert "docs/before-the-first-session.md" in said
    assert "Traceback" not in said


def test_a_mac_grades_what_is_trusted_and_refuses_the_rest(mac: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    course = released(tmp_path_factory, tmp_path_factory.mktemp("mac") / "course")
    practice = course.root / "release" / STEM
    shutil.copytree(practice, course.root / "submitted" / "ann" / STEM)
    refused = run(mac, "grade", STEM, cwd=course.root, FIRSTQUERY_COURSE=str(course.root))
    said = " ".join((refused.stdout + refused.stderr).decode().split())
    assert refused.returncode == 1 and "they are run in a sandbox alone" in said and "Traceback" not in said, said
    done = run(mac, "grade", STEM, "--unsafe", cwd=course.root, FIRSTQUERY_COURSE=str(course.root))
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("system", ["windows", "mac"])
@pytest.mark.parametrize("command", ["doctor", "weeks", "calendar", "submit 1"])
def test_what_a_learner_calls_ends_without_a_traceback(
    command: str, system: str, request: pytest.FixtureRequest
) -> None:
    done = run(request.getfixturevalue(system), *command.split())
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr + done.stdout, done.stderr


def test_a_folder_with_letters_that_a_console_has_not_is_told_all_the_same(windows: Path, place: Path) -> None:
    """A console of cp1252 has no Greek."""
    done = run(windows, "doctor", FIRSTQUERY_WORK=str(place / "Ιωάννα"))
    assert done.returncode in (0, 1), done.stderr
    assert b"?????" in done.stdout + done.stderr
