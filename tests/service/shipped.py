"""The service as it ships, for the tests of its history."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

SERVICE = ROOT / "data" / "service"
GUILTY = "Simplify the bounds of a month (#41)"


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-B", *arguments], cwd=folder, env=clean, capture_output=True, text=True, check=False
    )
