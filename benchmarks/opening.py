"""How long a learner waits: for the page after `firstquery lab`, and for the message after a click on *check*.

``python benchmarks/opening.py [--repeats 5] [--checks 10] [--validations 3] [--small] [--json]`` prints seconds
(medians) and two ratios, each against a stock peer in the same run, taken in turns, in a real Chromium:

- **page**: from the command to a page that can be used (the first heading of *start here* is shown, and its kernel
  waits), beside a plain `jupyter lab` of the same environment on the same folder. The first visit begins with an
  empty home folder, and for First Query includes filling hers; on the later visit the browser has its cache.
- **message**: from the click that runs a check to its message on the page, beside `nbgrader validate` of the same
  practice with the right answers written in, but for its cell that grades on other data: stock has none.

The page may take 1.2 times as long as plain JupyterLab's, and the message has to be at least 50 times faster. The exit
code is 1 where it is not so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from firstquery.core import course

STEM = "week-01-first-query"
EXERCISE = "w01-q1"
TOKEN = "of-the-benchmark"
SLOWEST_PAGE, LEAST_TIMES_FASTER = 1.2, 50.0
IN_FRONT = ".jp-NotebookPanel:not(.lm-mod-hidden)"
IDLE = f'{IN_FRONT} .jp-Notebook-ExecutionIndicator[data-status="idle"]'
VISITS = ("first visit", "later visit")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def environment(home: Path) -> dict[str, str]:
    """Everything of a user's, in an empty home folder."""
    jupyter = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTER_TOKEN")
    env = {name: value for name, value in os.environ.items() if name not in jupyter}
    return env | {"HOME": str(home), "USERPROFILE": str(home), "FIRSTQUERY_WORK": str(home / "first-query")}


def free_port() -> int:
    """One below those that outgoing connections take, which could have it before the server does."""
    while True:
        port = random.randrange(20_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def end(process: subprocess.Popen[Any]) -> None:
    """Ends a server. Its end is not what is measured: one that takes long about it on a busy machine is killed."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def first_query(home: Path, port: int) -> Iterator[str]:
    """`firstquery lab`; the address that it prints."""
    command = [sys.executable, "-m", "firstquery.cli.main", "lab", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(home), cwd=home, stdout=subprocess.PIPE, text=True)
    try:
        for line in process.stdout or ():
            if "First Query is at " in line:
                yield line.split("First Query is at ")[1].split()[0]
                return
        raise SystemExit("firstquery lab said no address")
    finally:
        end(process)


@contextmanager
def plain_lab(home: Path, port: int) -> Iterator[str]:
    """`jupyter lab` on the same folder, as it is without First Query's settings."""
    folder = home / "first-query"
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.port={port}"),
        *(f"--ServerApp.root_dir={folder}", f"--IdentityProvider.token={TOKEN}", "--ServerApp.allow_root=True"),
    ]
    log = (home / "plain.log").open("wb")
    process = subprocess.Popen(command, env=environment(home), cwd=folder, stdout=log, stderr=log)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=2):
                    break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit("jupyter lab did not start") from None
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/lab/tree/start-here.ipynb?token={TOKEN}"
    finally:
        end(process)


def usable(page: Page) -> None:
    page.wait_for_selector(f"{IN_FRONT} .jp-RenderedMarkdown h1", timeout=120_000)
    page.wait_for_selector(IDLE, timeout=120_000)


def visit(kind: str, home: Path, port: int, context: BrowserContext) -> float:
    """Seconds from the command to the usable page."""
    page = context.new_page()
    began = time.perf_counter()
    with (first_query if kind == "First Query" else plain_lab)(home, port) as address:
        page.goto(address)
        usable(page)
        seconds = time.perf_counter() - began
        page.close()
    return seconds


def pages(browser: Browser, repeats: int, folder: Path, visits: Sequence[str]) -> dict[str, dict[str, float]]:
    """Median seconds, by visit and by what was opened; in turns, and each first in its turn as often.

    The home that First Query fills in the first turn is ``folder / "filled"``.
    """
    filled = folder / "filled"
    taken: dict[str, dict[str, list[float]]] = {when: {} for when in visits}
    for turn in range(repeats):
        kinds = ["First Query", "JupyterLab"]
        for kind in reversed(kinds) if turn % 2 else kinds:
            home = folder / f"{turn}-{kind.replace(' ', '')}" if turn or kind == "JupyterLab" else filled
            home.mkdir()
            if kind == "JupyterLab":
                shutil.copytree(filled / "first-query", home / "first-query", ignore=shutil.ignore_patterns(".*"))
            context, port = browser.new_context(), free_port()
            for times in taken.values():
                times.setdefault(kind, []).append(visit(kind, home, port, context))
            context.close()
    return {when: {kind: statistics.median(some) for kind, some in times.items()} for when, times in taken.items()}


def answered(target: Path) -> None:
    """Her practice with the course's own answers written in, at `target`, without the cell that grades it."""
    source = nbformat.read(course.COURSE / "source" / STEM / f"{STEM}.ipynb", as_version=4)
    answers = {
        cell.metadata.nbgrader.grade_id: "\n".join(line for line in cell.source.splitlines() if "SOLUTION" not in line)
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    practice = nbformat.read(target, as_version=4)
    practice.cells = [cell for cell in practice.cells if cell.source.strip() != "grade_mine()"]
    for cell in practice.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers and cell.cell_type == "code":
            cell.source = answers[name]
    nbformat.write(practice, target)


def validate(notebook: Path, home: Path, repeats: int) -> float:
    """Median seconds of `nbgrader validate`."""
    taken = []
    for _ in range(repeats):
        began = time.perf_counter()
        command = [sys.executable, "-m", "nbgrader", "validate", "--Execute.timeout=300", notebook.name]
        done = subprocess.run(command, env=environment(home), cwd=notebook.parent, capture_output=True, text=True)
        taken.append(time.perf_counter() - began)
        if "Success" not in done.stdout:
            raise SystemExit(f"nbgrader validate: {done.stdout}{done.stderr}")
    return statistics.median(taken)


def message(browser: Browser, home: Path, repeats: int) -> float:
    """Median seconds from the click that runs the check to its message on the page."""
    practice = nbformat.read(home / "first-query" / "practice" / STEM / f"{STEM}.ipynb", as_version=4)
    places = {
        name: at
        for at, cell in enumerate(practice.cells)
        for name in (cell.id, cell.metadata.get("nbgrader", {}).get("grade_id"))
    }
    taken = []
    with first_query(home, free_port()) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address.replace("start-here.ipynb", f"practice/{STEM}/{STEM}.ipynb"))
        usable(page)
        run_button = page.locator(
            f'{IN_FRONT} .jp-Toolbar [data-jp-item-name="run"] button, {IN_FRONT} .jp-Toolbar '
            '[data-jp-item-name="run"] jp-button'
        ).first
        for name in ("rebuild", f"{EXERCISE}-answer"):
            cell = page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{places[name]}"]')
            cell.locator(".cm-content").click()
            run_button.click()
            page.wait_for_function(
                "cell => /\\d/.test(cell.querySelector('.jp-InputPrompt').innerText)",
                arg=cell.element_handle(),
                timeout=60_000,
            )
        check = page.locator(f'{IN_FRONT} .jp-Cell[data-windowed-list-index="{places[EXERCISE]}"]')
        for _ in range(repeats):
            check.locator(".cm-content").click()
            # the message of the last run goes first, so that it is not taken for this one's
            page.evaluate(
                """cell => { window.shown = new Promise(done => new MutationObserver(() => {
                    const said = cell.querySelector('.jp-OutputArea-output');
                    if (said && !said.dataset.old && /Right/.test(said.innerText)) done(performance.now());
                }).observe(cell, {subtree: true, childList: true, characterData: true}));
                cell.querySelectorAll('.jp-OutputArea-output').forEach(old => { old.dataset.old = 'yes' });
                window.addEventListener('mousedown', () => { window.clicked = performance.now() },
                    {once: true, capture: true}); }""",
                check.element_handle(),
            )
            run_button.click()
            taken.append(page.evaluate("window.shown.then(at => at - window.clicked)") / 1000)
        page.close()
    return statistics.median(taken)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--checks", type=int, default=10)
    parser.add_argument("--validations", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    options = parser.parse_args()
    if options.small:
        options.repeats = options.checks = options.validations = 1
    chromium = next(path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory(prefix="opening-") as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        opened = pages(browser, options.repeats, folder, ("first visit",) if options.small else VISITS)
        home = folder / "filled"
        notebook = home / "first-query" / "practice" / STEM / f"{STEM}.ipynb"
        answered(notebook)
        validated = validate(notebook, home, options.validations)
        said = message(browser, home, options.checks)
        browser.close()
    ratios = {when: times["First Query"] / times["JupyterLab"] for when, times in opened.items()}
    faster = validated / said
    holds = max(ratios.values()) <= SLOWEST_PAGE and faster >= LEAST_TIMES_FASTER
    if options.json:
        print(
            json.dumps(
                {
                    "page": opened,
                    "page_ratio": ratios,
                    "validate": validated,
                    "message": said,
                    "times_faster": faster,
                    "holds": holds,
                },
                indent=1,
            )
        )
    else:
        for when, times in opened.items():
            print(
                f"page, {when:<12} First Query {times['First Query']:6.2f} s   jupyter lab {times['JupyterLab']:6.2f} s"
                f"   ratio {ratios[when]:.2f} (at most {SLOWEST_PAGE})"
            )
        print(
            f"message             check {said * 1000:9.0f} ms  nbgrader validate {validated:6.2f} s"
            f"   {faster:.0f} times faster (at least {LEAST_TIMES_FASTER:.0f})"
        )
    return 0 if holds or options.small else 1


if __name__ == "__main__":
    sys.exit(main())
