"""Every page that the course makes of its notebooks, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.html.pages import write
from tests.shared import once


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `firstquery page --all` fills for a learner who has opened nothing yet."""
    return once(tmp_path_factory, "pages", _write)


def _write(folder: Path) -> None:
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(folder / "first-query"))
        write(None, folder, every=True)
