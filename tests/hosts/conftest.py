"""Pythons of other systems, each made once, in a folder whose name has an accent and a space."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.grading.orders import Course
from tests.hosts import disguise
from tests.kinds.conftest import course, listed
from tests.kinds.course import STEM

__all__ = ["course", "listed"]


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hosts") / "Jana Müller (Büro)"
    made.mkdir()
    return made


@pytest.fixture(scope="session")
def windows(place: Path) -> Path:
    """The Python of a Windows."""
    return disguise.python(place / "windows", "windows")


@pytest.fixture(scope="session")
def mac(place: Path) -> Path:
    """The Python of a Mac."""
    return disguise.python(place / "mac", "mac")


@pytest.fixture(scope="session")
def hers(place: Path, course: Course) -> Course:
    """The course of every kind in that folder, with its practice in her own, ``first-query`` beside it."""
    shutil.copytree(course.root, place / "course")
    shutil.copytree(course.root / "release" / STEM, place / "first-query" / "practice" / STEM)
    return Course(place / "course")
