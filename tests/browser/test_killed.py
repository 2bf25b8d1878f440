"""Server and kernels killed while she writes: the notebook opens again, and whatever was saved before is in it.

FIRSTQUERY_KILLS=100 kills a hundred times.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page

from firstquery.learner.workspace import fill
from tests.browser.jupyterlab import LAPTOP, PATIENCE, PRACTICE_PATH, Home, cell, opened, run

KILLS = int(os.environ.get("FIRSTQUERY_KILLS", "2"))
ANSWERS = [f"w01-q{number}-answer" for number in (1, 2, 3, 4, 6)]


def write_until_killed(page: Page, home: Home, rng: random.Random, number: int) -> dict[str, str]:
    """Writes and runs some answers, and is killed in the midst of another. Returns what the others held."""
    notebook = home.work / PRACTICE_PATH
    run(page, cell(page, notebook, "rebuild"))
    *finished, last = rng.sample(ANSWERS, rng.randint(2, 4))
    texts = {which: f"%%sql {which[4:6]}\nSELECT {number} AS written_by_her" for which in (*finished, last)}
    for which in finished:
        run(page, cell(page, notebook, which), texts[which])
    while not {texts[which] for which in finished} <= texts_in(notebook):
        page.wait_for_timeout(100)  # it is saved by itself
    cell(page, notebook, last).locator(".cm-content").click()
    keyboard = page.keyboard
    steps = [
        lambda: keyboard.press("ControlOrMeta+a"),
        lambda: keyboard.insert_text(texts[last]),
        lambda: keyboard.press("Shift+Enter"),
    ]
    for step in steps[: rng.randint(1, 3)]:
        step()
    page.wait_for_timeout(rng.uniform(0, 1000))  # whatever is going on by then, in whichever process
    home.kill()
    return {which: texts[which] for which in finished}


def texts_in(path: Path) -> set[str]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return {one.source for one in notebook.cells}


def test_what_was_saved_is_there_after_a_kill_and_the_notebook_opens(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(9)
    page = browser.new_page(viewport=LAPTOP)  # her tab stays open; each time she loads First Query in it again
    page.set_default_timeout(PATIENCE)
    with Home(tmp_path) as home:
        monkeypatch.setenv("FIRSTQUERY_WORK", str(home.work))
        for number in range(KILLS):
            home.open()
            page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
            opened(page, PRACTICE_PATH, "Practice")  # the notebook opens, whatever was killed before
            saved = write_until_killed(page, home, rng, number)
            page.goto("about:blank")

            fill()  # as the next start of First Query does
            assert set(saved.values()) <= texts_in(home.work / PRACTICE_PATH)
            for path in (home.work / ".records").glob("*.json"):
                json.loads(path.read_bytes())
            assert not list((home.work / ".records").glob("*.damaged-*"))
