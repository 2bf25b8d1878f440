"""Named tests of the version that this process tries, run apart from it: its modules are imported anew for them.

A fork that has the libraries is there five times sooner than another Python. Where this process has threads, which a
fork would not have, or the system has no fork, it is another Python.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from firstquery.review.evaluate import PACKAGE

OPTIONS = ("-q", "-x", "-p", "no:cacheprovider")
BROKEN = ("-p", "firstquery.service.broken")


def code(tree: Path, test: str, broken: str = "") -> int:
    """The exit code of pytest for ``test``; with ``broken`` ("module:function"), that function does nothing."""
    arguments = [*OPTIONS, *(BROKEN if broken else ()), test]
    if sys.platform != "linux" or threading.active_count() > 1:
        return _another(tree, arguments, broken)
    import pytest  # noqa: F401 (the fork has it, and so has the next one)

    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    ended = 3  # pytest's own for what went wrong within it
    try:
        ended = _here(tree, arguments, broken)
    finally:
        os._exit(ended)


def _here(tree: Path, arguments: list[str], broken: str) -> int:
    import pytest

    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    for name in [name for name in sys.modules if name.partition(".")[0] in (PACKAGE, "tests", "conftest")]:
        del sys.modules[name]
    os.chdir(tree)
    os.environ["DESK_BROKEN"] = broken
    return int(pytest.main(arguments))


def _another(tree: Path, arguments: list[str], broken: str) -> int:
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=tree,
        env={**os.environ, "DESK_BROKEN": broken},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode
