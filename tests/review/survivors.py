"""Runs the tests of a tree of the service for each of many mutants, each in a fork of a process that is warm.

python survivors.py < {"tree": folder, "mutants": [{"path", "text", "tests": [...]}]} > [true where none noticed]
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PATIENCE = 60  # seconds for the tests of one mutant; whoever takes longer is noticed


def survivors(tree: Path, mutants: Iterable[tuple[str, str, list[str]]]) -> list[bool]:
    """Of mutants (path, text, tests to run), each in its order: whether the tests were green all the same."""
    asked = {"tree": str(tree), "mutants": [{"path": p, "text": text, "tests": tests} for p, text, tests in mutants]}
    told = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"}
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    ran = subprocess.run(
        [sys.executable, __file__], input=json.dumps(asked), env={**kept, **told}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    found: list[bool] = json.loads(ran.stdout)
    return found


def _green(tree: Path, tests: list[str]) -> bool:
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_RDWR)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(tree)
        sys.path[0] = str(tree)
        import pytest

        os._exit(int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests])))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return False


def _main() -> None:
    import httpx  # noqa: F401
    import pytest  # noqa: F401
    import sklearn.linear_model  # noqa: F401

    gc.freeze()  # else every fork's pytest, as it ends, looks through all that is imported here, and copies it
    given = json.load(sys.stdin)
    tree = Path(given["tree"])
    green = []
    for one in given["mutants"]:
        file = tree / one["path"]
        right = file.read_text(encoding="utf-8")
        file.write_text(one["text"], encoding="utf-8")
        green.append(_green(tree, one["tests"]))
        file.write_text(right, encoding="utf-8")
    print(json.dumps(green))


if __name__ == "__main__":
    _main()
