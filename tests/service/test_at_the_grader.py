"""At the grader a notebook reads the held-out history, in the grader's own sandbox, and all else is as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstquery.grading import places
from firstquery.review import held_out, repository
from firstquery.sandbox import forks
from tests.grading.orders import DATA, STEM, write_settings
from tests.sandbox.bench import Bench

from .history import git

pytestmark = [pytest.mark.needs("git"), pytest.mark.needs("bubblewrap")]


@pytest.fixture
def bench(service: Path, tmp_path: Path) -> Bench:
    """A course that has a service, and a held-out snapshot of two columns."""
    bench = Bench.make(tmp_path / "graded")
    (bench.root / "data").mkdir()
    write_settings(bench.root, STEM, '[grader]\nshows = ["data/service"]\n')
    shutil.copytree(service, bench.root / "data" / "service")
    return bench


def test_a_cell_with_git_reads_the_held_out_history_in_the_graders_sandbox(bench: Bench, tmp_path: Path) -> None:
    warehouse = bench.root / "held-out" / DATA.name
    ran = bench.run(
        "from firstquery import *\ngit('log --oneline -3')",
        "git('commit --allow-empty -m Mine')\nprint(git('log -1 --format=%an'))",
        "git('bisect start week-23 main~8')\n"
        "code = \"import sys; from desk.periods import last_day; sys.exit(last_day('') != 31)\"\n"
        "print('Simplify the bounds' in git(f'bisect run python -c \"{code}\"'))",
        "print(try_on_data('0142', 'late_fee(100, 3)').after.text)",
        "import pathlib\nprint(sorted(path.name for path in pathlib.Path('/course/data/service/pulls').iterdir()))",
        "pathlib.Path('/warehouse/desk.git/HEAD').write_text('x')",
    )
    repo = bench.root / "held-out" / "desk.git"
    assert ran.fault is None
    assert ran.shown[0] == git(repo, "log", "--oneline", "--abbrev=7", "-3", "main").strip()
    assert ran.shown[1:5] == ["A learner\n", "True\n", "1.5\n", "['0142', '0143']\n"]
    assert "Read-only file system" in ran.shown[5]
    # Another history than the one that ships, and the same wherever these data are.
    built = repository.build(tmp_path / "learning.git", service=bench.root / "data" / "service")
    assert not {git(one, "rev-parse", "main") for one in (built,)} & {git(repo, "rev-parse", "main")}
    shutil.copy(warehouse, tmp_path / "held-out-5.sqlite")
    there = held_out.held_out_repository(bench.root, tmp_path / "held-out-5.sqlite")
    assert there == tmp_path / "held-out-5.desk.git"
    assert git(there, "rev-parse", "main") == git(repo, "rev-parse", "main")
    forks.stop()


def test_a_plain_process_of_the_graders_knows_it_as_well(bench: Bench, tmp_path: Path) -> None:
    told = places.environment(bench.root / "held-out" / DATA.name, tmp_path, bench.root)
    assert told["FIRSTQUERY_SERVICE"] == str(bench.root / "held-out" / "desk.git")


def test_the_learning_snapshot_has_the_history_that_ships(bench: Bench) -> None:
    learning = bench.root / "data" / DATA.name
    learning.touch()
    assert held_out.held_out_repository(bench.root, learning) is None


def test_without_git_the_weeks_before_it_are_graded_all_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert held_out.held_out_repository(bench.root, bench.root / "held-out" / DATA.name) is None
    assert "Weeks that read the history of the service cannot be graded here: This machine has no git" in caplog.text
