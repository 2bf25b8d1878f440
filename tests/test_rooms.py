"""The rooms of the package: no import goes up, those inside functions included, and no two parts import each other."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.conftest import ROOT

#: Ways to ask for the name of the system.
SYSTEM = re.compile(r"\bos\.name\b|\bsys\.platform\b|\bplatform\.(?:system|release|platform)\(")


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


def test_one_module_alone_asks_which_system_this_is() -> None:
    files = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.glob("firstquery/**/*.py")}
    assert [name for name, text in files.items() if SYSTEM.search(text)] == ["firstquery/core/host.py"]
