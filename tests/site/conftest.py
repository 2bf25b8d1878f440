"""The site of the course, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.core.course import COURSE
from firstquery.site.build import build, plan_of
from firstquery.site.lite.build import python_of
from tests.conftest import needs
from tests.shared import once


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `firstquery site` fills."""
    return once(tmp_path_factory, "site", lambda folder: build(plan_of(COURSE), folder) and None)


@pytest.fixture(scope="session")
def lite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the page to try, from what `firstquery site --install` has installed."""
    needs("jupyterlite")
    python = python_of(COURSE, None, cdn=False)
    assert python, "what the locks ask for is not what is installed: python3 start.py site --install"
    return once(tmp_path_factory, "lite", lambda folder: build(plan_of(COURSE, python), folder) and None)
