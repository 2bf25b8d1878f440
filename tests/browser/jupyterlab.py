"""JupyterLab with the course in it, as a learner has it: a home folder, a page, the cells of a notebook."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Locator, Page, expect

from tests.conftest import ROOT

STEM = "week-01-first-query"
START = ROOT / "notebooks" / "start-here.ipynb"
LESSON = ROOT / "notebooks" / f"{STEM}.ipynb"
PRACTICE = ROOT / "release" / STEM / f"{STEM}.ipynb"
SOURCE = ROOT / "source" / STEM / f"{STEM}.ipynb"
LESSON_PATH, PRACTICE_PATH = f"{STEM}.ipynb", f"practice/{STEM}/{STEM}.ipynb"
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
IN_FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 820, "height": 1180}
#: Milliseconds after which something that is waited for has not come about: never a pace that a machine has to keep.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)


@dataclass
class Home:
    """A learner's home folder, and `firstquery lab --no-browser` in it: the address that it printed."""

    folder: Path
    address: str = ""
    process: subprocess.Popen[str] | None = None
    command: Sequence[str] = (sys.executable, "-m", "firstquery.cli.main", "lab", "--no-browser")

    @property
    def work(self) -> Path:
        return self.folder / "first-query"

    @property
    def env(self) -> dict[str, str]:
        theirs = ("FIRSTQUERY_WORK", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        env = {name: value for name, value in os.environ.items() if name not in theirs}
        return env | {"HOME": str(self.folder), "USERPROFILE": str(self.folder)}

    def __enter__(self) -> Home:
        return self

    def __exit__(self, *fault: object) -> None:
        self.kill()

    def open(self) -> None:
        self.process = subprocess.Popen(self.command, env=self.env, cwd=self.folder, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout or ():
            if found := re.search(r"First Query is at (http://127\.0\.0\.1:\d+/\S+)", line):
                self.address = found[1]
                self._end_what_waits()
                return
        pytest.fail("firstquery lab has ended without an address")

    def _end_what_waits(self) -> None:
        """Held-out data are not made in the background: tests/selfgrade looks at that, and each home here would."""
        assert self.process is not None
        command = psutil.Process(self.process.pid)
        for _ in range(PATIENCE // 50):
            for one in command.children():
                with contextlib.suppress(psutil.Error):
                    if "firstquery.selfgrade.data" in one.cmdline():
                        one.kill()
                        return
            time.sleep(0.05)
        pytest.fail("nothing waits in the background to make her held-out data")

    def close(self) -> int:
        """Ends it as a closed terminal does. Returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE / 1000)

    def kill(self) -> None:
        """Ends the command, JupyterLab and its kernels at once, as when the power goes; what has ended is left."""
        if self.process is None or self.process.poll() is not None:
            return
        top = psutil.Process(self.process.pid)
        for one in [top, *top.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()


def index_of(notebook: Path, which: str) -> int:
    """The place of a cell in a notebook, by its id or its grade_id."""
    cells: list[Any] = nbformat.read(notebook, as_version=4).cells
    return next(
        at for at, cell in enumerate(cells) if which in (cell.id, cell.metadata.get("nbgrader", {}).get("grade_id"))
    )


def opened(page: Page, path: str, heading: str) -> Locator:
    """The notebook in front, once it is the one at `path` and its kernel waits."""
    expect(page).to_have_url(re.compile(rf"/tree/{re.escape(path)}$"))
    expect(page.locator(f"{IN_FRONT} h1").first).to_contain_text(heading)
    idle = f'{IN_FRONT} .jp-Notebook-ExecutionIndicator[data-status="idle"]'
    expect(page.locator(idle).first).to_be_visible()
    return page.locator(f"{IN_FRONT} .jp-Notebook")


def show_lesson(page: Page) -> None:
    """Say *Show me*: what a lesson has folded below its prediction opens."""
    button = page.locator(IN_FRONT).get_by_role("button", name="Show me", exact=True)
    button.click()
    expect(button).to_be_hidden()


def show_files(page: Page) -> None:
    """Bring the list of files to the front of the side bar, where the course stands at first."""
    tab = page.locator('.jp-SideBar [data-id="filebrowser"]')
    if "lm-mod-current" not in (tab.get_attribute("class") or ""):
        tab.click()
    expect(page.locator(".jp-DirListing")).to_be_visible()


def _unfold(page: Page, index: int) -> None:
    """Open the heading below which a cell is folded, as an exercise that is *if you like* comes."""
    if page.locator(f'{IN_FRONT} .jp-Cell.lm-mod-hidden[data-windowed-list-index="{index}"]').count():
        folds = page.locator(f"{IN_FRONT} .jp-Cell:has(.jp-showHiddenCellsButton)")
        above = [one for one in folds.all() if int(one.get_attribute("data-windowed-list-index") or 0) < index]
        above[-1].locator(".jp-showHiddenCellsButton").click(timeout=PATIENCE // 3)


def cell(page: Page, notebook: Path, which: str) -> Locator:
    """A cell of the notebook in front, scrolled into view."""
    index = index_of(notebook, which)
    found = page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{index}"]')
    for more in (True, True, False):
        try:
            _unfold(page, index)
            found.scroll_into_view_if_needed(timeout=PATIENCE // 3)
            break
        except Error as fault:
            if not more:
                raise
            if "not attached" not in str(fault):  # else on its way it was drawn anew, as cells are that come into view
                page.locator(f"{IN_FRONT} .jp-WindowedPanel-outer").evaluate(
                    "(one, part) => { one.scrollTop = part * one.scrollHeight; }",
                    index / len(nbformat.read(notebook, as_version=4).cells),
                )
    return found


def has_run(one: Locator) -> None:
    """Waits until a cell has run; `[*]` says that it is at work."""
    expect(one.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))


def run(page: Page, one: Locator, text: str | None = None) -> None:
    """Run a cell as a learner does, with Shift and Enter, after writing `text` into it."""
    content, is_active = one.locator(".cm-content"), re.compile(r"\bjp-mod-active\b")
    folded = one.locator(".jp-InputPlaceholder")  # what stands in place of code that nobody has to read
    expect(one.locator(".cm-content:visible, .jp-InputPlaceholder:visible").first).to_be_visible()
    if folded.is_visible():
        folded.click()
    for more in (True, True, False):
        try:
            content.click(timeout=PATIENCE // 6)
            expect(content).to_be_focused(timeout=PATIENCE // 6)
            expect(one).to_have_class(is_active, timeout=PATIENCE // 6)
            break
        except (AssertionError, Error):  # what was at work took the mark, or moved the page: one clicks once more
            if not more:
                raise
            one.evaluate("cell => { document.activeElement?.blur(); cell.scrollIntoView({block: 'center'}); }")
            if folded.is_visible():
                folded.click()
    if text is not None:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(text)
    # the number of an earlier run would say nothing about this one
    one.locator(".jp-InputPrompt").evaluate("prompt => { prompt.textContent = ''; }")
    for more in (True, True, False):
        page.keyboard.press("Shift+Enter")
        try:
            expect(one).not_to_have_class(is_active, timeout=PATIENCE // 3)  # the next one is
            break
        except AssertionError:  # a key that the page has not taken: whoever sits there presses it once more
            if not more:
                raise
            content.click()
    has_run(one)


def solution(exercise: str) -> str:
    """The course's own answer to an exercise, as source/ has it."""
    cells = nbformat.read(SOURCE, as_version=4).cells
    return "\n".join(
        line for line in cells[index_of(SOURCE, f"{exercise}-answer")].source.splitlines() if "SOLUTION" not in line
    )


def said(one: Locator) -> Locator:
    return one.locator(".jp-OutputArea")


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits until something holds on the disk. Where it is slow, JupyterLab saves less often."""
    for _ in range(PATIENCE // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("it has not come about")


def on_disk(home: Home, path: str) -> str:
    return "\n".join(one.source for one in nbformat.read(home.work / path, as_version=4).cells)


def cell_on_disk(home: Home, path: str, index: int) -> str:
    return str(nbformat.read(home.work / path, as_version=4).cells[index].source)


def shown_on_disk(home: Home, which: str) -> bool:
    """Whether the practice's cell is saved with its output: a save may come between her answer and its verdict."""
    cells = nbformat.read(home.work / PRACTICE_PATH, as_version=4).cells
    return bool(cells[index_of(PRACTICE, which)].get("outputs"))


def count_on_disk(home: Home, which: str) -> int | None:
    """The number of a cell's last run, as it is saved."""
    cells = nbformat.read(home.work / PRACTICE_PATH, as_version=4).cells
    count: int | None = cells[index_of(PRACTICE, which)].execution_count
    return count


def code(page: Page, which: str) -> Locator:
    """The text of a practice's cell, wherever the page stands."""
    return page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{index_of(PRACTICE, which)}"] .cm-content')


def in_what_is_shown(page: Page) -> list[str]:
    """What axe-core says, with all its rules, of the texts and outputs of the notebook in front."""
    page.evaluate(Axe().axe_script)
    shown = [f"{IN_FRONT} .jp-RenderedMarkdown", f"{IN_FRONT} .jp-OutputArea-output"]
    expect(page.locator(", ".join(shown)).nth(4)).to_be_attached()  # five at least
    script = "shown => axe.run({include: shown.map(one => [one])}, {resultTypes: ['violations']})"
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in page.evaluate(script, shown)["violations"]
    ]
