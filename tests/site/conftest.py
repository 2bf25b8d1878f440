"""The site of the course, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.core.course import COURSE
from firstquery.site.build import build, plan_of
from tests.shared import once


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `firstquery site` fills."""
    return once(tmp_path_factory, "site", lambda folder: build(plan_of(COURSE), folder) and None)
