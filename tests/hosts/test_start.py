"""`py start.py` on Windows, with a real environment from a real lock of one package (see tests/start/machine.py)."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.start.machine import Machine

CLI = "import os, sys\ndef main():\n    print('firstquery', sys.argv[1:], os.environ.get('PYTHONUTF8'), flush=True)\n"


class OnWindows(Machine):
    python = Path(sys.executable)

    def command(self, *args: str) -> list[str]:
        return [str(self.python), *super().command(*args)[1:]]


@pytest.fixture(scope="module")
def machine(windows: Path, place: Path) -> Machine:
    """A machine on which the first start has run."""
    (place / "start").mkdir()
    made = OnWindows(place / "start")
    made.python = windows
    (made.course / "firstquery" / "cli" / "entry.py").write_text(CLI, encoding="utf-8")
    first = made.run("weeks")
    assert first.returncode == 0, first.stdout
    assert "firstquery ['weeks'] 1" in first.stdout, "text is UTF-8 in all that it starts"
    return made


def test_the_environment_has_its_programs_where_windows_has_them(machine: Machine) -> None:
    assert (machine.course / ".venv" / "Scripts" / "python.exe").exists()
    before = machine.stamp.stat().st_mtime_ns
    assert machine.run("weeks").returncode == 0
    assert machine.stamp.stat().st_mtime_ns == before


def test_a_folder_in_capitals_is_the_same_folder(machine: Machine) -> None:
    """A terminal may say c: where another says C:."""
    capitals = machine.folder / machine.course.name.upper()
    capitals.symlink_to(machine.course)
    command = [*machine.command()[:1], str(capitals / "start.py"), "weeks"]
    again = subprocess.run(command, env=machine.env, capture_output=True, encoding="utf-8", check=False)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Making the environment again" not in again.stdout


def test_an_environment_that_is_in_use_stays_whole(machine: Machine) -> None:
    """JupyterLab is open while the course is updated: nothing is taken away from under it."""
    lock = machine.course / "requirements.lock"
    before = lock.read_text()
    stamp = json.loads(machine.stamp.read_text())
    lock.write_text(before + "# another version\n")
    program = machine.course / ".venv" / "Scripts" / "python.exe"
    wait = "import sys; sys.stdin.read()"
    with subprocess.Popen([str(program), "-c", wait], stdin=subprocess.PIPE, cwd=machine.course / ".venv") as used:
        refused = machine.run("weeks")
        assert refused.returncode == 1, refused.stdout
        assert "close JupyterLab" in refused.stdout.splitlines()[-1]
        assert json.loads(machine.stamp.read_text()) == stamp and program.exists()
        used.communicate()
    again = machine.run("weeks")
    assert again.returncode == 0 and "Making the environment again" in again.stdout
    lock.write_text(before)
    assert not (machine.course / ".venv.old").exists()


@pytest.fixture(scope="module")
def start() -> Any:
    spec = importlib.util.spec_from_file_location("start_of_the_course", ROOT / "start.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 2] No such file HINT: ... not have Windows Long Path support enabled.", "shorter place"),
        ("error: failed to copy: Der Dateiname ist zu lang. (os error 206)", "shorter place"),
        ("OSError: [WinError 5] Zugriff verweigert: 'C:\\\\kurs'", "a folder of your own"),
        ("OSError: [WinError 112] Es steht nicht genug Speicherplatz zur Verfügung", "The disk is full"),
        ("PermissionError: [WinError 32] Der Prozess kann nicht auf die Datei zugreifen", "close JupyterLab"),
    ],
)
def test_what_an_installer_says_on_windows_is_understood_in_any_language(said: str, told: str, start: Any) -> None:
    assert told in (start.meaning(said) or "")
