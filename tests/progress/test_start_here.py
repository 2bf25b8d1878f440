"""The page that opens: it says how she stands as of now, whatever has become of it, and reads in three minutes."""

from __future__ import annotations

import copy
import json
import re
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest

import firstquery
from firstquery.cli import main as cli
from firstquery.core import records
from firstquery.learner import session
from firstquery.learner import workspace as learners_copy
from firstquery.learner.progress import CELL, refresh_start_here
from tests.conftest import ROOT

START = ROOT / "notebooks" / "start-here.ipynb"


@pytest.fixture
def hers(work: Path) -> dict[str, Any]:
    """The page as it lies in an empty learner's folder, which is filled from this course."""
    learners_copy.fill()
    found: dict[str, Any] = json.loads((work / "start-here.ipynb").read_text(encoding="utf-8"))
    return found


def cell_of(notebook: dict[str, Any]) -> dict[str, Any]:
    (cell,) = [one for one in notebook["cells"] if "where_am_i()" in "".join(one["source"]) and "outputs" in one]
    return dict(cell)


def html_of(notebook: dict[str, Any]) -> str:
    (output,) = cell_of(notebook)["outputs"]
    return "".join(output["data"]["text/html"])


def test_the_stored_page_has_the_state_of_an_empty_folder(hers: dict[str, Any]) -> None:
    assert html_of(hers) == html_of(refresh_start_here(hers))
    assert "You begin with week 1" in html_of(hers)


def test_an_opened_page_says_how_she_stands_now(hers: dict[str, Any]) -> None:
    before = copy.deepcopy(hers)
    records.attempt("w01-q1", "right", 2, 2)
    page = refresh_start_here(hers)
    assert "1 of 7 exercises done" in html_of(page)
    assert hers == before, "what was given is left as it is"
    assert [one for one in page["cells"] if one["id"] != CELL] == [one for one in hers["cells"] if one["id"] != CELL]
    again = refresh_start_here(page)
    assert again == page
    node = nbformat.from_dict(hers)
    assert nbformat.writes(refresh_start_here(node)) == nbformat.writes(nbformat.from_dict(page))


def test_every_link_of_the_opened_page_leads_somewhere(hers: dict[str, Any], work: Path) -> None:
    texts = [html_of(refresh_start_here(hers)), *("".join(one["source"]) for one in hers["cells"])]
    links = [link for text in texts for link in re.findall(r'href="([^"]+)"|\]\(([^)]+)\)', text)]
    assert len(links) >= 6
    for link in links:
        assert (work / "".join(link).partition("#")[0]).is_file(), link


def test_a_cell_that_she_removed_comes_back_and_what_she_wrote_stays(hers: dict[str, Any]) -> None:
    note = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "Ask Maria."}
    cells = [one for one in hers["cells"] if one["id"] != CELL] + [note]
    page = refresh_start_here({**hers, "cells": cells})
    assert page["cells"][1]["id"] == CELL and page["cells"][-1] == note
    assert "You begin with week 1" in html_of(page)
    nbformat.validate(nbformat.from_dict(page))


@pytest.mark.parametrize(
    "notebook",
    [{}, {"cells": None}, {"cells": 3}, {"cells": [3]}, {"cells": [{"cell_type": "code"}]}, {"cells": []}, None, []],
    ids=repr,
)
def test_what_is_no_page_stops_nobody(work: Path, notebook: Any) -> None:
    before = copy.deepcopy(notebook)
    refresh_start_here(notebook)
    assert notebook == before


def test_damaged_records_stop_nobody(hers: dict[str, Any], work: Path) -> None:
    (work / ".records" / "w01-q1.json").write_bytes(b"\xff{")
    (work / ".records" / "activity.json").write_text("[]")
    (work / ".records" / "w01-q2.json").mkdir()
    assert "You begin with week 1" in html_of(refresh_start_here(hers))


def test_a_page_of_a_full_course_takes_less_than_fifty_milliseconds_of_work(hers: dict[str, Any], work: Path) -> None:
    for week in range(1, 27):
        for exercise in range(1, 8):
            one = {"at": "2026-01-05T09:00:00+01:00", "outcome": "not-yet", "points": 0, "max_points": 2}
            record = {"best": one, "count": 9, "attempts": [one] * 9}
            (work / ".records" / f"w{week:02}-q{exercise}.json").write_text(json.dumps(record))
    refresh_start_here(hers)
    took = []
    for _ in range(3):
        begin = time.process_time()
        refresh_start_here(hers)
        took.append(time.process_time() - begin)
    assert min(took) < 0.05, took


def test_the_page_reads_in_three_minutes() -> None:
    cells = json.loads(START.read_text(encoding="utf-8"))["cells"]
    text = " ".join("".join(one["source"]) for one in cells if one["cell_type"] == "markdown")
    shown = re.sub(r"<details>.*?</details>", " ", html_of({"cells": cells}), flags=re.DOTALL)
    words = re.findall(r"[\w’'-]*\w[\w’'-]*", re.sub(r"<[^>]+>|\]\([^)]*\)", " ", text + shown))
    assert len(words) <= 3 * 200, len(words)


def test_the_page_names_only_what_the_course_has() -> None:
    cells = json.loads(START.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(one["source"]) for one in cells)
    commands = {
        one.name or one.callback.__name__.replace("_", "-") for one in cli.app.registered_commands if one.callback
    }
    assert set(re.findall(r"`(\w+)\(", text)) - set(firstquery.__all__) == set()
    assert set(re.findall(r"`firstquery ([a-z-]+)", text)) - commands == set()


def test_a_cell_that_runs_leaves_a_moment_once_a_minute(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 59.0, 60.0, 61.0, 90.0, 500.0])
    monkeypatch.setattr(session, "_last", None)
    monkeypatch.setattr("firstquery.learner.session.monotonic", lambda: next(ticks))
    assert [session.touch(1) for _ in range(3)] == [True, False, True]
    assert [session.touch(2) for _ in range(2)] == [True, False]  # another week is not the same moment
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert session.touch(1) is False
    kept = records.read("touched")
    assert kept is not None and {week: len(moments) for week, moments in kept["weeks"].items()} == {"1": 2, "2": 1}


def test_a_cell_of_a_notebook_counts_as_time(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    monkeypatch.setattr(session, "_last", None)
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    session.watch(shell, 3)
    session.watch(shell, 3)
    monkeypatch.setattr(session, "_last", None)
    shell.run_cell("1 + 1")
    kept = records.read("touched")
    assert kept is not None and len(kept["weeks"]["3"]) == 2
