"""One prepared course for all tests, and one undisturbed run of it: each test works on a copy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import needs
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
    return prepare(tmp_path_factory.mktemp("prepared") / "course")


@pytest.fixture(scope="session")
def undisturbed(prepared: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All twenty graded by two workers, and their feedback made."""
    run = prepared.copy(tmp_path_factory.mktemp("undisturbed") / "course")
    ended = run.firstquery("grade", "week-90-orders", "--jobs", "2")
    assert ended.code == 0, ended.said
    assert run.processes() == []
    assert run.litter() == []
    return run


@pytest.fixture
def run(prepared: Run, tmp_path: Path) -> Iterator[Run]:
    """A copy for one test, after which no process of it and no litter may be left."""
    made = prepared.copy(tmp_path / "course")
    yield made
    assert [one.cmdline() for one in made.processes()] == []
