"""What the fork server has imported before the first kernel is chosen by what learners handed in."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from firstquery.cli import grading
from firstquery.grading.libraries import libraries
from firstquery.sandbox import forks


@pytest.mark.parametrize("source", ["import sklearn.tree", "import json"])
def test_the_server_imports_what_was_handed_in_and_not_what_was_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    for folder in ("release/week-90-orders", "source/week-90-orders", "submitted/ann/week-90-orders"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "submitted/ann/week-90-orders/week-90-orders.ipynb").write_text(source, encoding="utf-8")
    (tmp_path / "release/week-90-orders/week-90-orders.ipynb").write_text("import matplotlib", encoding="utf-8")
    asked: list[str] = []

    @contextmanager
    def shared(imports: Sequence[str]) -> Iterator[str]:
        asked.extend(imports)
        yield "address"

    monkeypatch.setattr(forks, "shared", shared)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    with grading._fork_server(True, tmp_path, "week-90-orders"):
        assert ("sklearn.tree" in asked) == ("sklearn" in source)


def test_no_pipe_and_no_link_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "handed-in").mkdir()
    os.mkfifo(tmp_path / "handed-in" / "a.ipynb")
    (tmp_path / "handed-in" / "b.ipynb").symlink_to(tmp_path / "pipe")
    found: list[str] = []
    looking = threading.Thread(target=lambda: found.extend(libraries(tmp_path / "handed-in")), daemon=True)
    looking.start()
    looking.join(5)
    assert not looking.is_alive()
    assert "sklearn.tree" not in found
