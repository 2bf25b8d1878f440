"""Named tests of the version that this process tries, run apart from it: its modules are imported anew for them.

A fork that has the libraries is there five times sooner than another Python. Where this process has threads, which a
fork would not have, or the system has no fork, it is another Python.

As a plugin of pytest it has a function of desk (env DESK_BROKEN) return nothing: a test that still passes cannot fail.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from firstquery.core import host

OPTIONS = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")
BROKEN = ("-p", "firstquery.review.named_tests")


def pytest_configure(config: Any) -> None:
    """Before anything imports it: whoever does gets another function in its place."""
    module, _, name = os.environ["DESK_BROKEN"].partition(":")
    setattr(importlib.import_module(module), name, lambda *_, **__: None)


def code(tree: Path, test: str, broken: str = "") -> int:
    """Return the exit code of pytest for ``test``; with ``broken`` ("module:function"), that function does nothing."""
    arguments = [*OPTIONS, *(BROKEN if broken else ()), test]
    environment = {**os.environ, "DESK_BROKEN": broken}
    if not host.is_linux() or threading.active_count() > 1:
        return _run_python(tree, arguments, environment)
    import pytest  # noqa: F401 (the fork has it, and so has the next one)

    from firstquery.sandbox.program import python

    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    ended = 3  # pytest's own for what went wrong within it
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        # of this process's own they are read from, or stand in for what is shown
        streams = (open(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))  # noqa: PTH123, SIM115
        sys.stdin, sys.stdout, sys.stderr = streams
        os.chdir(tree)
        os.environ.update(environment)
        ended = python(arguments)
    finally:
        os._exit(ended)


def _run_python(tree: Path, arguments: list[str], environment: dict[str, str]) -> int:
    null = subprocess.DEVNULL
    return subprocess.run(
        [sys.executable, *arguments], cwd=tree, env=environment, stdin=null, stdout=null, stderr=null, check=False
    ).returncode
