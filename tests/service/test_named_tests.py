"""Named tests of a version run on its own modules, as they are on disk, whatever has been imported or left running."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
from desk.sums import total
def test_total(): assert total([1, 2]) == 3
def test_wrong(): assert total([1, 2]) == 4
"""
ASKS = """
import sys, threading, time
forks = sys.platform == "linux"
sys.path.insert(0, ".")
if sys.argv[1] == "threads":
    threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    forks = False
import desk.sums
desk.sums.total = None  # what the process has made of it is nothing to the tests
from pathlib import Path
from firstquery.review import named_tests
if forks:
    named_tests._run_python = None  # no other Python is started
asked = [("::test_total", ""), ("::test_wrong", ""), ("::test_none", ""), ("::test_total", "desk.sums:total")]
print(*(named_tests.code(Path.cwd(), "tests/test_sums.py" + name, broken) for name, broken in asked))
print("said by", desk.sums.total)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in {
        "desk/__init__.py": "",
        "desk/sums.py": "def total(numbers):\n    print('counted')\n    return sum(numbers)\n",
        "tests/test_sums.py": TESTS,
        "asks.py": ASKS,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("where", ["fork", "threads"])
def test_a_test_passes_fails_is_not_there_or_sees_a_function_do_nothing(tree: Path, where: str) -> None:
    """In a fork, and where threads forbid one, in another Python: with the same result, and nothing said."""
    ran = subprocess.run(
        [sys.executable, "asks.py", where], cwd=tree, capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout == "0 1 4 1\nsaid by None\n" and ran.stderr == ""
