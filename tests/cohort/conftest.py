"""A cohort whose week is released, copied for each test, and its learners."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..run.bench import TEMPORARY
from ..shared import released
from .exchange import Cohort, Learner


@pytest.fixture(scope="session", autouse=True)
def _temporary() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="fq-", dir="/tmp") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv(TEMPORARY, folder)
        yield


@pytest.fixture
def cohort(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    return Cohort.make(released(tmp_path_factory, tmp_path / "course", cell_seconds=5), tmp_path / "exchange")


@pytest.fixture
def ann(cohort: Cohort) -> Learner:
    return cohort.learner("ann")


@pytest.fixture
def ben(cohort: Cohort) -> Learner:
    return cohort.learner("ben")
