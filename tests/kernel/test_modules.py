"""A kernel holds what its week uses, and the learner's half of the package needs no process, thread or socket."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from firstquery.core import course
from tests.conftest import ROOT

PACKAGE = ROOT / "firstquery"
HALF = ("core", "sql", "checks", "kernel", "learner")
APART = {"review", "showcase", "selfgrade", "sandbox", "ai_vendor", "cohort", "grading"}
MOST = {1: 80}
MOST_OF_OTHERS = 90
#: Cells that ask for more than the hour itself: marks on unseen data, and what is made of them.
MORE = ("grade_mine(", "finish(", "portfolio(", "submit(")
RUN = """
import json, os, sys
from IPython.core.interactiveshell import InteractiveShell
from firstquery.kernel.startup import prepare
shell = InteractiveShell.instance()
prepare(shell)
failed = [cell for cell in json.load(sys.stdin) if not shell.run_cell(cell, silent=True).success]
sys.stdout.write("\\n" + json.dumps([failed, sorted(name for name in sys.modules if name.startswith("firstquery."))]))
"""
IMPORT = """
import importlib, json, os, socket, subprocess, sys, threading
def refuse(*args, **named):
    raise AssertionError("something is started at import")
for one in json.load(sys.stdin)[0]:
    importlib.import_module(one)  # the libraries' own imports aside
threading.Thread.start = socket.socket.__init__ = subprocess.Popen.__init__ = os.fork = refuse
for one in json.load(open(sys.argv[1])):
    importlib.import_module(one)
"""


def modules() -> list[Path]:
    return [path for room in HALF for path in sorted((PACKAGE / room).rglob("*.py"))]


@pytest.mark.parametrize("week", course.weeks()[:8], ids=lambda week: week.stem)
def test_a_kernel_holds_what_its_week_uses_and_no_room_that_others_need(week: course.Week, tmp_path: Path) -> None:
    notebook = nbformat.read(week.practice, as_version=4)
    cells = [one.source for one in notebook.cells if one.cell_type == "code" and not any(x in one.source for x in MORE)]
    env = {**os.environ, "FIRSTQUERY_WORK": str(tmp_path), "IPYTHONDIR": str(tmp_path / "ipython")}
    asked = [sys.executable, "-c", RUN]
    done = subprocess.run(
        asked, input=json.dumps(cells), cwd=week.release.parent, env=env, capture_output=True, text=True, check=True
    )
    _, loaded = json.loads(done.stdout.splitlines()[-1])
    assert "firstquery.checks.judging" in loaded  # a check has run
    assert not {name for name in loaded if name.split(".")[1] in APART}
    assert len(loaded) + 1 <= MOST.get(week.number, MOST_OF_OTHERS)


def test_no_module_of_the_learners_half_imports_what_looks_at_processes_or_starts_them() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & {"psutil", "subprocess", "multiprocessing"}, path


def test_no_module_of_the_learners_half_starts_anything_at_import(tmp_path: Path) -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules()]
    names = [name.removesuffix(".__init__") for name in names]
    listed = tmp_path / "modules.json"
    listed.write_text(json.dumps([name for name in names if not name.endswith("startup_file")]), encoding="utf-8")
    libraries = ["pandas", "matplotlib.pyplot", "sklearn", "sqlalchemy", "sqlglot", "IPython", "nbformat", "jinja2"]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, str(listed)],
        input=json.dumps([libraries]),
        env={**os.environ, "FIRSTQUERY_WORK": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
