"""One prepared course for all tests, and one undisturbed run of it: each test works on a copy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import needs
from ..shared import once, released
from .bench import TEMPORARY, Run, prepare


@pytest.fixture(scope="session", autouse=True)
def _temporary() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="fq-", dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(TEMPORARY, folder)
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Released and handed in, the key made, nothing graded."""
    needs("bubblewrap")
    return Run(
        once(tmp_path_factory, "handed-in", lambda root: prepare(released(tmp_path_factory, root, cell_seconds=5)))
    )


@pytest.fixture(scope="session")
def undisturbed(prepared: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All six graded by two workers, and their feedback made."""
    return Run(once(tmp_path_factory, "undisturbed", lambda root: _grade(prepared.copy(root))))


def _grade(run: Run) -> None:
    ended = run.firstquery("grade", "week-90-orders", "--jobs", "2", is_sharing=False)
    assert ended.code == 0, ended.said
    assert run.processes() == []
    assert run.litter() == []


@pytest.fixture
def run(prepared: Run, tmp_path: Path) -> Iterator[Run]:
    """A copy for one test, after which no process of it and no litter may be left."""
    made = prepared.copy(tmp_path / "course")
    yield made
    assert [one.cmdline() for one in made.processes()] == []
