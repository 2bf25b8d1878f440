"""A tiny service, made once; each test that changes it has a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.pulls.repository import build
from tests.shared import once

from . import history
from .shipped import SERVICE


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The folder of a tiny service of the test's own; beside it, in ``origin``, the repository that it was made of."""
    made = once(tmp_path_factory, "service", history.make)
    shutil.copytree(made, tmp_path / "made", symlinks=True)
    return tmp_path / "made" / "service"


@pytest.fixture
def desk(service: Path, tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of that service alone and a learner's folder: where her copy of desk will be."""
    folder = tmp_path / "course"
    (folder / "data").mkdir(parents=True)
    service.rename(folder / "data" / "service")
    shutil.copy(course.COURSE / "course.toml", folder)
    (folder / "data" / "kestrel.sqlite").symlink_to(course.COURSE / "data" / "kestrel.sqlite")
    monkeypatch.setattr(course, "COURSE", folder)
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(folder))
    return work / "desk"


@pytest.fixture
def shipped(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A copy of the service that ships, at the tip of main, with its history."""
    made = once(tmp_path_factory, "desk-shipped", lambda place: build(place / "desk.git", service=SERVICE))
    history.git(tmp_path, "clone", "-q", str(made / "desk.git"), "shipped")
    return tmp_path / "shipped"
