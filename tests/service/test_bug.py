"""The bug of week 23: bisect finds it on the data of a test, and all the while every test of the service is green."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from firstquery.review import history
from firstquery.review.repository import build

from .history import git
from .shipped import GUILTY, SERVICE, python

pytestmark = pytest.mark.needs("git")

#: 31 March 2025 has two invoices in the small warehouse.
MARCH = "from desk.doubles import *; from desk.revenue import *; print(monthly_revenue(small_warehouse(), '2025-03'))"
RIGHT, WRONG = "5249.50", "4304.50"


def test_bisect_finds_the_commit_that_loses_the_last_day_of_a_month(shipped: Path, tmp_path: Path) -> None:
    script = tmp_path / "march.py"
    script.write_text(
        "import sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, '.')\n"
        "from desk.doubles import small_warehouse\nfrom desk.revenue import monthly_revenue\n"
        f"sys.exit(str(monthly_revenue(small_warehouse(), '2025-03')) != '{RIGHT}')\n"
    )
    git(shipped, "bisect", "start", "week-23", "v1.0")
    git(shipped, "bisect", "run", sys.executable, str(script))
    assert git(shipped, "log", "-1", "--format=%s", "refs/bisect/bad").strip() == GUILTY


def test_on_held_out_the_same_commit_loses_it_at_another_place(tmp_path: Path) -> None:
    built = build(tmp_path / "held-out.git", "held-out", 11, service=SERVICE)
    git(tmp_path, "clone", "-q", str(built), "desk")
    subjects = git(tmp_path / "desk", "log", "--format=%s", "--reverse", "main").splitlines()
    assert subjects.index(GUILTY) + 1 != history.read(SERVICE).plan.held_out.guilty
    guilty = git(tmp_path / "desk", "log", "--format=%H", "--fixed-strings", f"--grep={GUILTY}", "main").split()[-1]
    told = []
    for commit in (f"{guilty}~1", guilty):
        git(tmp_path / "desk", "checkout", "-q", commit)
        told.append(python(tmp_path / "desk", "-c", MARCH).stdout.strip())
    assert told == [RIGHT, WRONG]


def test_the_tests_are_green_at_the_tip_and_on_the_way_while_the_number_is_wrong(shipped: Path, tmp_path: Path) -> None:
    def tested(commit: str) -> str:
        ran = python(tmp_path / f"at-{commit}", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider")
        return f"{commit}: exit code {ran.returncode}, {ran.stdout[-2000:] if ran.returncode else ''}"

    commits = ["main", "week-23", "v1.0"]
    for commit in commits:  # one after the other: git locks its list of them
        git(shipped, "worktree", "add", "-q", "--detach", str(tmp_path / f"at-{commit}"), commit)
    with ThreadPoolExecutor(2) as two:
        assert list(two.map(tested, commits)) == [f"{commit}: exit code 0, " for commit in commits]
    assert python(tmp_path / "at-week-23", "-c", MARCH).stdout.strip() == WRONG
    assert python(tmp_path / "at-main", "-c", MARCH).stdout.strip() == RIGHT
