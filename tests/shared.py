"""What several files of tests start from, made once for all of them and for both workers: each works on a copy."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from firstquery.core.warehouse import BuildReport
from kestrel.build import build
from tests.grading.orders import STEM, Course

_KEY = (
    "import sys; from pathlib import Path; from firstquery.grading.held_out import held_out_key as key; "
    "key(Path(sys.argv[1]), sys.argv[2])"
)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` filled, by whichever worker came first; the other one waits for it."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, begun = root / f"shared-{name}", root / f"begun-{name}"
    with (root / f"lock-{name}").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            shutil.rmtree(begun, ignore_errors=True)  # of a worker that failed
            make(begun)
            begun.rename(folder)
    return folder


def released(factory: pytest.TempPathFactory, target: Path, cell_seconds: int = 30) -> Course:
    """A copy at ``target`` of the course of one tiny week: released by `nbgrader`, its key made, nothing handed in."""
    shutil.copytree(once(factory, "released", _release), target)
    with (target / "grader_config.py").open("a", encoding="utf-8") as policies:
        policies.write(f"\nc.Execute.timeout = {cell_seconds}\n")
    return Course(target)


def held_out(factory: pytest.TempPathFactory, seed: int) -> tuple[BuildReport, Path]:
    """The held-out data of a seed, as the course builds them, and what was said of the building. It is not written to.

    The same seed gives the same data: tests/data holds that.
    """
    folder = once(factory, f"held-out-{seed}", lambda root: _build(root, seed))
    report = BuildReport(**json.loads((folder / "report.json").read_text(encoding="utf-8")))
    return report, folder / "data" / "kestrel.sqlite"


def _build(root: Path, seed: int) -> None:
    (root / "data").mkdir(parents=True)
    report = build("held-out", seed=seed, path=root / "data" / "kestrel.sqlite")
    (root / "report.json").write_text(json.dumps(asdict(report)), encoding="utf-8")


def _release(root: Path) -> None:
    course = Course.make(root)
    key = subprocess.Popen([sys.executable, "-c", _KEY, str(root), STEM])
    course.run("nbgrader", "generate_assignment", STEM)
    assert key.wait(600) == 0
