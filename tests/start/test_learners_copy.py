"""Updating the course never touches the learner's work."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.learner.workspace import fill
from tests.conftest import ROOT

STEM = "week-01-first-query"
PRACTICE = f"practice/{STEM}/{STEM}.ipynb"
KEY = f"practice/{STEM}/key.json"


def notebook(text: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> Path:
    """A course of one week; the learner's folder is `work`."""
    root = tmp_path / "course"
    (root / "notebooks").mkdir(parents=True)
    (root / "release" / STEM).mkdir(parents=True)
    (root / "notebooks" / "start-here.ipynb").write_text(notebook(f"[Week 1]({STEM}.ipynb)"))
    (root / "notebooks" / f"{STEM}.ipynb").write_text(notebook(f"[practice](../release/{STEM}/{STEM}.ipynb)"))
    (root / "release" / STEM / f"{STEM}.ipynb").write_text(notebook(f"[lesson](../../notebooks/{STEM}.ipynb)"))
    (root / "release" / STEM / "key.json").write_text('{"version": 1}')
    monkeypatch.setattr(course, "COURSE", root)
    return root


def test_the_folder_is_filled_and_its_links_lead_somewhere(small: Path, work: Path) -> None:
    assert len(fill().added) == 4
    assert f"](practice/{STEM}/{STEM}.ipynb)" in (work / f"{STEM}.ipynb").read_text()
    assert f"](../../{STEM}.ipynb)" in (work / PRACTICE).read_text()


def test_filling_again_changes_nothing(small: Path, work: Path) -> None:
    fill()
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    again = fill()
    assert not (again.added or again.updated or again.kept or again.missing)
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*")} == before


def test_what_she_wrote_is_kept_and_what_she_left_alone_is_updated(small: Path, work: Path) -> None:
    fill()
    (work / PRACTICE).write_text(notebook("my answer"))
    for path in small.rglob("*.ipynb"):
        path.write_text(path.read_text().replace('"[', '"Newer: ['))
    (small / "release" / STEM / "key.json").write_text('{"version": 2}')
    copied = fill()
    assert copied.kept == [PRACTICE]
    assert "my answer" in (work / PRACTICE).read_text()
    assert sorted(copied.updated) == [KEY, "start-here.ipynb", f"{STEM}.ipynb"]
    assert "Newer" in (work / f"{STEM}.ipynb").read_text()
    assert (work / KEY).read_text() == '{"version": 2}'
    # she is told once, and it is hers on every later day as well
    assert fill().kept == []
    assert "my answer" in (work / PRACTICE).read_text()


def test_a_file_in_the_place_of_her_folder_is_named(small: Path, work: Path) -> None:
    work.rmdir()
    work.write_text("")
    with pytest.raises(UserError, match="is a file, and First Query needs a folder there"):
        fill()


def test_every_link_of_the_real_course_leads_somewhere_in_her_folder(work: Path) -> None:
    fill()
    dead = []
    for path in work.rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for link in re.findall(r"\]\(([^)#\s]+)", "".join(cell["source"])):
                    if "://" not in link and ":" not in link and not (path.parent / link).exists():
                        dead.append(f"{path.relative_to(work)}: {link}")
    assert not dead
    assert (work / "start-here.ipynb").exists() == (ROOT / "notebooks" / "start-here.ipynb").exists()
