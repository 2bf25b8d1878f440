"""Her folder as JupyterLab sees it: the course, and no more."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

from firstquery.lab.contents import LearnersContents
from firstquery.lab.ports import FIRST
from firstquery.learner.workspace import fill


@pytest.fixture
def contents(work: Path) -> LearnersContents:
    fill()
    return LearnersContents(root_dir=str(work))


def listed(contents: LearnersContents, path: str = "") -> set[str]:
    return {one["name"] for one in asyncio.run(contents.get(path))["content"]}


def opened(contents: LearnersContents, path: str) -> Any:
    return asyncio.run(contents.get(path, type="notebook"))["content"]


def saved(contents: LearnersContents, path: str, notebook: Any) -> None:
    asyncio.run(contents.save({"type": "notebook", "format": "json", "content": notebook}, path))


def test_the_list_shows_the_course_and_nothing_of_its_machinery(contents: LearnersContents, work: Path) -> None:
    notebooks = {path.name for path in work.glob("*.ipynb")}
    assert len(notebooks) >= 5
    assert listed(contents) == notebooks | {"practice"}
    weeks = sorted(path.name for path in (work / "practice").iterdir())
    assert (work / "practice" / weeks[0] / "key.json").exists()
    assert listed(contents, f"practice/{weeks[0]}") == {f"{weeks[0]}.ipynb"}


def test_what_she_adds_is_shown_and_what_the_lessons_lead_to_opens(contents: LearnersContents, work: Path) -> None:
    assert "Kestrel" in asyncio.run(contents.get("data/README.md"))["content"]
    (work / "data" / "mine.csv").write_text("a,b\n")
    (work / "report.txt").write_text("mine")
    assert {"data", "report.txt"} <= listed(contents)


def test_the_drawings_of_the_lessons_open_and_are_no_folder_of_hers(contents: LearnersContents, work: Path) -> None:
    drawings = {path.name for path in (work / "drawings").iterdir()}
    assert drawings and "drawings" not in listed(contents)
    assert listed(contents, "drawings") == drawings
    (work / "drawings" / "mine.svg").write_text("<svg/>")
    assert "drawings" in listed(contents)


def test_a_save_is_whole_and_says_what_was_saved(contents: LearnersContents, work: Path) -> None:
    week = next(path.name for path in sorted(work.glob("week-*.ipynb")))
    notebook = opened(contents, week)
    notebook.cells[3].source = "# é 数 mine"
    saved(contents, week, notebook)
    assert nbformat.read(work / week, as_version=4).cells[3].source == "# é 数 mine"
    assert not [path for path in work.rglob("*") if ".writing-" in path.name or ".~" in path.name]
    asyncio.run(contents.save({"type": "file", "format": "text", "content": "né"}, "note.txt"))
    assert (work / "note.txt").read_text(encoding="utf-8") == "né"
    # a disk that refuses: the old file stands, and she is told
    (work / "elsewhere").write_text("a file where a folder would be")
    with pytest.raises(Exception, match=r"40\d|500"):
        saved(contents, "elsewhere/new.ipynb", notebook)
    assert nbformat.read(work / week, as_version=4).cells[3].source == "# é 数 mine"


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """In place of what knows where she stands."""
    module = ModuleType("firstquery.learner.progress")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_start_here_is_shown_as_it_stands_and_the_file_is_left_alone(
    contents: LearnersContents, work: Path, standing: ModuleType
) -> None:
    def refreshed(notebook: dict[str, Any]) -> dict[str, Any]:
        notebook["cells"][0]["source"] += "\n\n3 of 26 hours done."
        return notebook

    standing.refresh_start_here = refreshed  # type: ignore[attr-defined]
    before = (work / FIRST).read_bytes()
    assert "3 of 26 hours done." in opened(contents, FIRST).cells[0].source
    assert (work / FIRST).read_bytes() == before
    week = next(path.name for path in sorted(work.glob("week-*.ipynb")))
    assert "26 hours done" not in opened(contents, week).cells[0].source


def test_start_here_opens_whatever_the_part_that_refreshes_it_does(
    contents: LearnersContents, work: Path, standing: ModuleType
) -> None:
    first = nbformat.read(work / FIRST, as_version=4).cells[0].source

    def refreshed(notebook: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError("a fault of ours")

    assert opened(contents, FIRST).cells[0].source == first  # it has no `refreshed` at all
    standing.refresh_start_here = refreshed  # type: ignore[attr-defined]
    assert opened(contents, FIRST).cells[0].source == first
