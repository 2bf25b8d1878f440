"""What is there before the first submission: libraries of what was handed in, and what the release compiles."""

from __future__ import annotations

import io
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from firstquery.checks import kinds
from firstquery.cli import grading
from firstquery.grading import sanitize
from firstquery.grading.libraries import libraries
from firstquery.grading.run import gradebook, pool, worker
from firstquery.grading.run.plan import Options, Task, plan
from firstquery.sandbox import forks

from .bench import STEM, Run


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

    monkeypatch.setattr(forks, "shared_zygote", shared)
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


def test_a_kernel_has_every_kind_before_it_is_forked(tmp_path: Path) -> None:
    names = {path.stem for path in Path(kinds.__file__).parent.glob("[a-z]*.py")}
    assert {f"{kinds.__name__}.{name}" for name in names} <= {*libraries(tmp_path)}


def test_what_was_released_is_graded_before_the_first_and_nothing_of_it_stays(run: Run, tmp_path: Path) -> None:
    """What it compiled is there for each process that is forked: the metadata of its cells were held to the schema."""
    place = tmp_path / "run"
    place.mkdir()
    gradebook.copy_gradebook(f"sqlite:///{run.root / 'gradebook.db'}", STEM, place / "gradebook.db")
    before = _contents(tmp_path)
    tasks = plan(run.root, STEM, Options()).tasks(["nobody"], place, None)
    ((_, (checked, pages, said, left)),) = pool.in_processes(_warmed, tasks, 1)
    assert not said
    assert (checked, pages, left) == (1, 1, [])
    assert _contents(tmp_path) == before


def _warmed(task: Task) -> tuple[int, int, str, list[str]]:
    """In a process of its own: cells' metadata that were checked, pages that were made, what was said, what is left."""
    pages: list[None] = []
    start = worker.GenerateFeedback.start
    worker.GenerateFeedback.start = lambda self: pages.append(start(self))
    said, logger = io.StringIO(), logging.getLogger("firstquery.grading")
    logger.addHandler(logging.StreamHandler(said))
    logger.setLevel(logging.DEBUG)
    worker.warm_up(task, True)
    left = [str(path) for path in Path(tempfile.gettempdir()).iterdir()]
    return len(sanitize._valid), len(pages), said.getvalue(), left


def _contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
