"""Every benchmark runs, once and small: it ends well and prints its ratio. What it measures then says nothing."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from firstquery.core.course import settings
from tests.conftest import ROOT, needs
from tests.shared import held_out

#: Each with what it needs, and where its ratio stands in what it prints; of attacks, what stock does.
BENCHMARKS = {
    "attacks": ("bubblewrap", r"(?m)^Replaces `check` .*: held$"),
    "check": ("", r"check/pandas\n.*\d\.\d\d\n"),
    "churn": ("", r"(?m)^ +max( +-?\d\.\d+){13}$"),
    "cluster": ("bubblewrap", r"(?m)^ratio \d+\.\d\d \(at least"),
    "completion": ("", r"ratio\n.* \d\.\d\d\n"),
    "facilitator": ("", r"(?m)^ratio \d+\.\d$"),
    "query": ("", r"ratio\n.* \d+\.\d+\n"),
    "kernels": ("bubblewrap", r"forked .*\(\d+\.\dx\)"),
    "mine": ("bubblewrap", r"\d\.\d times ours\n"),
    "grading": ("bubblewrap", r"(?m)^ratio \d+\.\d$"),
    "hour": ("", r"(?m)^the measure: on the other half mean +\d+\.\d %"),
    "site": ("jupyterlite", r"(?m)^ratio of second visit \d+\.\d\d$"),
    "opening": ("chromium", r"ratio \d\.\d\d \(at most"),
}
ON_HELD_OUT_DATA = ("cluster", "mine", "grading")


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_runs_and_prints_its_ratio(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    program, ratio = BENCHMARKS[name]
    if program:
        needs(program)
    command = [sys.executable, "-m", f"benchmarks.{name}", "check-replaced" if name == "attacks" else "--small"]
    if name in ON_HELD_OUT_DATA:
        command += ["--held-out", str(held_out(tmp_path_factory, settings().seeds.learners[0])[1])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(ratio, done.stdout), done.stdout


def test_every_benchmark_is_here() -> None:
    found = {path.stem for path in (ROOT / "benchmarks").glob("*.py")}
    # The first runs one attack for `attacks`; the others are root's (tests/cohort/hub).
    assert found - {"__init__", "attacks_machine", "hub", "intrusion", "stock_hub", "visitor"} == BENCHMARKS.keys()
