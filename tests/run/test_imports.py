"""What the fork server has imported before the first kernel is chosen by what learners handed in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from firstquery.cli import grading
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
