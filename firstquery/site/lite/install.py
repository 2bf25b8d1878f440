"""What a JupyterLite is made from: an environment of its own, Pyodide, and the libraries that a browser loads.

All stand in ``.site`` beside the program, checked by the hashes of requirements-site.lock, requirements-browser.lock
and `PYODIDE_HASH`. A stamp that is written last says that they are whole.
"""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

from firstquery.core import files, host
from firstquery.core.course import PACKAGE
from firstquery.core.errors import UserError

#: Pyodide as npm has it, and its hash. It is the version that JupyterLite's own setting names, and so a CDN's too.
PYODIDE = "pyodide@314.0.6"
PYODIDE_HASH = "sha512-BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ=="
#: Raise it when this module installs otherwise: what is there is then made again.
SCHEME = 2
#: The Python and the platform that Pyodide's wheels are for.
PYTHON, PLATFORM = "3.14", "pyemscripten_2026_0_wasm32"
#: The files of Pyodide that a page loads.
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
HOW = "firstquery site --install"
_ROOT = PACKAGE.parent
_SITE, _BROWSER = _ROOT / "requirements-site.lock", _ROOT / "requirements-browser.lock"


def folder() -> Path:
    """Return the folder of all that is installed; it is not made."""
    return _ROOT / ".site"


def python() -> Path:
    """Return the Python of the environment in which JupyterLite is."""
    inside = ("Scripts", "python.exe") if host.is_windows() else ("bin", "python")
    return folder().joinpath("environment", *inside)


def libraries() -> Path:
    """Return the folder of the environment's libraries. Raise `UserError` where it is gone."""
    for found in sorted((folder() / "environment").rglob("site-packages")):
        return found
    raise UserError(f"The environment of JupyterLite is gone from {folder()}: {HOW} makes it again.")


def kernel() -> Path:
    """Return the folder of JupyterLite's Pyodide kernel, an extension of JupyterLab."""
    return folder() / "environment" / "share" / "jupyter" / "labextensions" / KERNEL


def pyodide() -> Path:
    """Return the folder of Pyodide's own files."""
    return folder() / "pyodide"


def wheels() -> list[Path]:
    """Return the files of the libraries that a browser loads."""
    return sorted((folder() / "wheels").glob("*.whl"))


def sources() -> list[Path]:
    """Return the same as they come from their authors, before they were compiled."""
    return sorted((folder() / "sources").glob("*.whl"))


def is_here() -> bool:
    """Return whether all is installed, as the locks of this version ask for it."""
    try:
        return bool((folder() / "stamp").read_text(encoding="utf-8") == _stamp())
    except OSError:
        return False


def install() -> None:
    """Install all anew. Raise `UserError` where a program or a lock is missing, or something could not be had."""
    for lock in (_SITE, _BROWSER):
        if not lock.is_file():
            raise UserError(f"{lock} is missing: get the whole course again.")
    npm = shutil.which("npm")
    if npm is None:
        raise UserError(
            "npm is missing, and Pyodide, the Python of browsers, comes from it. Install Node.js (nodejs.org, or your "
            "system's packages npm and nodejs), then run this again."
        )
    shutil.rmtree(folder(), ignore_errors=True)
    folder().mkdir()
    _make_environment()
    _run([str(python()), *_PIP, "download", *_CHECKED, "-r", str(_BROWSER), "-d", str(folder() / "sources"), *_THERE])
    _take_pyodide(npm)
    shutil.copytree(folder() / "sources", folder() / "wheels")
    compile_wheels(folder() / "wheels")
    files.write(folder() / "stamp", _stamp().encode())


_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")
_CHECKED = ("--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:")
_THERE = ("--python-version", PYTHON, "--platform", PLATFORM, "--implementation", "cp", "--abi", "cp314")


def compile_wheels(place: Path) -> None:
    """Put bytecode into the wheels in a folder, in place of their sources: a browser compiles nothing while one waits.

    Raise `UserError` where it can't be done. It takes Node, which npm came with, and Pyodide's own compiler.
    """
    node = shutil.which("node")
    if node is None:
        raise UserError("node is missing, and it comes with npm. Install Node.js anew, then run this again.")
    _run([node, str(Path(__file__).parent / "static" / "compile.mjs"), str(pyodide()), str(place)])


def _stamp() -> str:
    locks = [files.digest(lock.read_bytes().replace(b"\r\n", b"\n")) for lock in (_SITE, _BROWSER)]
    return json.dumps([*locks, PYODIDE, SCHEME, str(folder())])


def _make_environment() -> None:
    """Make the environment by uv where it is here, else by Python's own pip; it has a pip of its own by its lock."""
    place, uv = folder() / "environment", shutil.which("uv")
    if uv:
        _run([uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(place)])
        install = [uv, "pip", "install", "--python", str(python())]
    else:
        _run([sys.executable, "-m", "venv", "--without-pip", str(place)])
        install = [sys.executable, *_PIP, "--python", str(python()), "install"]
    _run([*install, *_CHECKED, "-r", str(_SITE)])


def _take_pyodide(npm: str) -> None:
    _run([npm, "pack", "--silent", PYODIDE, "--pack-destination", str(folder())])
    archive = next(folder().glob("pyodide-*.tgz"))
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{found}" != PYODIDE_HASH:
        raise UserError(f"npm gave another {PYODIDE} than this course names, and it was not kept. Tell its authors.")
    with tarfile.open(archive) as packed:
        packed.extractall(folder(), filter="data")
    (folder() / "package").rename(pyodide())
    archive.unlink()


def _run(command: Sequence[str]) -> None:
    """Run a step. Its output goes to the terminal. Raise `UserError` where it fails."""
    if subprocess.run(command, cwd=folder(), stdin=subprocess.DEVNULL).returncode:
        raise UserError(
            f"{Path(command[0]).name} could not do its part; the lines above say why. Is this machine on the network? "
            f"Nothing is half done: run {HOW} again."
        )
