"""Server and kernels killed while she writes: the notebook opens again, and whatever was saved before is in it.

FIRSTQUERY_KILLS=100 kills a hundred times.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import threading
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from playwright.sync_api import Browser, Error, Page, expect

from firstquery.learners_copy import fill
from tests.browser.jupyterlab import LAPTOP, PRACTICE_PATH, Home, cell, has_run, opened

KILLS = int(os.environ.get("FIRSTQUERY_KILLS", "4"))
ANSWERS = [f"w01-q{number}-answer" for number in (1, 2, 3, 4, 6)]
pytestmark = pytest.mark.xdist_group("browser")


def kill(home: Home) -> None:
    """As when the power goes: the command, JupyterLab and its kernels at once."""
    assert home.process is not None
    top = psutil.Process(home.process.pid)
    for process in [top, *top.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    home.process.wait(30)


def write_until_killed(page: Page, home: Home, rng: random.Random, number: int) -> dict[str, str]:
    """Writes and runs one answer after the other. Returns what each saved cell held, but the one being typed."""
    killed = threading.Event()

    def now() -> None:
        kill(home)
        killed.set()

    ran: dict[str, str] = {}
    saved: dict[str, str] = {}
    notebook = home.work / PRACTICE_PATH
    run = cell(page, notebook, "rebuild")
    run.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    has_run(run)
    threading.Timer(rng.uniform(1.0, 4.0), now).start()
    page.set_default_timeout(3_000)
    for turn in range(1000):
        if killed.is_set():
            return saved
        which = rng.choice(ANSWERS)
        text = f"%%sql answer_{turn}\nSELECT {number * 1000 + turn} AS written_by_her"
        try:
            one = cell(page, notebook, which)
            before = one.locator(".jp-InputPrompt").inner_text()
            one.locator(".cm-content").click()
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.insert_text(text)
            page.keyboard.press("Shift+Enter")
            prompt = one.locator(".jp-InputPrompt")
            expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=3_000)
            expect(prompt).not_to_have_text(before, timeout=3_000)
        except (Error, AssertionError):
            assert killed.wait(5), f"{text} did not run, and nothing was killed"
            return {name: held for name, held in saved.items() if name != which}
        ran[which] = text
        time.sleep(rng.uniform(0, 0.5))  # she reads
        on_disk = texts_in(notebook)
        saved = {name: held for name, held in ran.items() if held in on_disk}
    raise AssertionError("never killed")


def texts_in(path: Path) -> set[str]:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return {one.source for one in notebook.cells}


def test_what_was_saved_is_there_after_a_kill_and_the_notebook_opens(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    monkeypatch.setenv("FIRSTQUERY_WORK", str(home.work))
    rng = random.Random(9)
    written = 0
    page = browser.new_page(viewport=LAPTOP)  # her tab stays open; each time she loads First Query in it again
    for number in range(5 * KILLS):
        if number >= KILLS and written >= KILLS:
            break  # on a busy machine a kill may come before she has finished anything: then there are more of them
        home.open()
        page.set_default_timeout(30_000)
        page.goto(home.address.replace("start-here.ipynb", PRACTICE_PATH))
        opened(page, PRACTICE_PATH, "Practice")  # the notebook opens, whatever was killed before
        saved = write_until_killed(page, home, rng, number)
        page.goto("about:blank")

        fill()  # as the next start of First Query does
        assert set(saved.values()) <= texts_in(home.work / PRACTICE_PATH)
        written += len(saved)
        for path in (home.work / ".records").glob("*.json"):
            json.loads(path.read_bytes())
        assert not list((home.work / ".records").glob("*.damaged-*"))
    assert written >= KILLS  # the kills fell between cells that were saved
