"""The rooms of the package: no import goes up, those inside functions included, and no two parts import each other."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_every_import_goes_down_the_rooms() -> None:
    """The contracts stand in pyproject.toml; a new room has to be named there."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kept, 0 broken" in done.stdout
