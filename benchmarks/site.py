"""How long whoever tries the course in a browser waits, and for what.

``python -m benchmarks.site [--repeats 3] [--megabits 50] [--small]`` writes the site, gives it out at that speed, and
opens it in a real Chromium: at the first visit with nothing kept, at the second with all that the first has kept. It
prints the megabytes of each part, and seconds (medians) until:

- **page**: the first heading of the practice is shown;
- **Python**: the kernel has answered a request that runs nothing; Pyodide, the libraries and the course are loaded;
- **cell**: the first cell has run;
- **query**: the first query has its table.

Beside it in the same run: a JupyterLite of the same version with the same Pyodide and the same libraries as they come
from their authors, without the course, until a cell with ``1 + 1`` has run. The ratio is that of *cell*.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from firstquery.core.course import COURSE
from firstquery.site.build import build, plan_of
from firstquery.site.lite import build as lite
from firstquery.site.lite import install, lab, offline, packages, weeks

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
STAGES = ("page", "Python", "cell", "query")
PATIENCE = 240_000
PIECE = 65_536
QUERY = "%%sql anything\nSELECT name FROM accounts LIMIT 10"
_RUN = """async (code) => {
    const { session } = jupyterapp.shell.currentWidget.sessionContext;
    const { content } = await session.kernel.requestExecute({ code }).done;
    if (content.status !== "ok") throw new Error(content.evalue);
}"""
_KERNEL = """() => {
    const page = window.jupyterapp && jupyterapp.shell && jupyterapp.shell.currentWidget;
    return page && page.sessionContext && page.sessionContext.session && page.sessionContext.session.kernel;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Gives out files at a speed that all requests share."""

    bytes_a_second = 0.0
    _line = threading.Lock()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        while piece := source.read(PIECE):
            with self._line:
                time.sleep(len(piece) / self.bytes_a_second)
            outputfile.write(piece)

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a web server with the files of a folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def stock(folder: Path) -> None:
    """Build a JupyterLite without the course, with the libraries as they come."""
    cell = {"cell_type": "markdown", "id": "one", "metadata": {}, "source": "# One"}
    kernelspec = {"display_name": "Python 3", "language": "python", "name": "python"}
    page = {"cells": [cell], "metadata": {"kernelspec": kernelspec}, "nbformat": 4, "nbformat_minor": 5}
    own = [path for name in packages.KERNEL for path in sorted(install.kernel().rglob(f"{name}-*.whl"))]
    with tempfile.TemporaryDirectory() as made:
        there = Path(made)
        wheels = {path.name: path.read_bytes() for path in (*install.sources(), *own)}
        wheels |= dict(lab.wheel.of_nothing(name) for name in packages.LEFT_OUT)
        options = {"lockFileURL": f"./{lab.PACKAGES}/{packages.LOCK}", "packages": packages.names(wheels)}
        kernel = {"pyodideUrl": f"./{lab.PYODIDE}/pyodide.mjs", "loadPyodideOptions": options}
        data = {"exposeAppInBrowser": True, "litePluginSettings": {f"{install.KERNEL}:kernel": kernel}}
        building = {"federated_extensions": [str(install.kernel())], "ignore_sys_prefix": ["federated_extensions"]}
        (there / "files").mkdir()
        (there / "files" / "one.ipynb").write_text(json.dumps(page), encoding="utf-8")
        said = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
        (there / "jupyter-lite.json").write_text(json.dumps(said), encoding="utf-8")
        (there / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": building}), encoding="utf-8")
        lab.run(there, folder)
    (folder / lab.PACKAGES).mkdir(parents=True)
    for name, content in wheels.items():
        (folder / lab.PACKAGES / name).write_bytes(content)
    (folder / lab.PACKAGES / packages.LOCK).write_text(packages.lock(wheels, install.pyodide()), encoding="utf-8")
    (folder / lab.PYODIDE).mkdir(parents=True)
    for name in install.CORE:
        shutil.copy(install.pyodide() / name, folder / lab.PYODIDE / name)


def visit(page: Page, cells: list[str]) -> list[float]:
    """Seconds until the heading, the kernel, and each cell; the page is on its way."""
    began, found = time.perf_counter(), []
    page.wait_for_selector(".jp-NotebookPanel .jp-RenderedMarkdown h1", timeout=PATIENCE)
    found.append(time.perf_counter() - began)
    page.wait_for_function(_KERNEL, timeout=PATIENCE)
    for code in ("", *cells):
        page.evaluate(_RUN, code)
        found.append(time.perf_counter() - began)
    return found


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--megabits", type=float, default=50)
    parser.add_argument("--small", action="store_true")
    asked = parser.parse_args()
    Handler.bytes_a_second = asked.megabits * 1e6 / 8
    first = next(week for week in weeks.that_run(COURSE) if week.graded)
    cells = [f'from firstquery import *\nrebuild("{first.stem}")', QUERY]
    taken: dict[str, list[list[float]]] = {"first visit": [], "second visit": [], "stock": [], "stock, again": []}
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        site, plain = Path(made) / "site", Path(made) / "stock"
        build(plan_of(COURSE, lite.python_of(COURSE, None, cdn=False)), site)
        stock(plain)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for _ in range(1 if asked.small else asked.repeats):
            with served(site) as address:
                context = browser.new_context()
                page = context.new_page()
                page.goto(f"{address}try.html")
                page.get_by_role("button", name="Begin").click()
                taken["first visit"].append(visit(page, cells))
                page.wait_for_timeout(0 if asked.small else 5_000)  # what is fetched for the time without a network
                page.goto(page.url, wait_until="commit")
                taken["second visit"].append(visit(page, cells))
                context.close()
            with served(plain) as address:
                context = browser.new_context()
                page = context.new_page()
                for name in ("stock", "stock, again"):
                    page.goto(f"{address}lab/index.html?path=one.ipynb", wait_until="commit")
                    taken[name].append(visit(page, ["1 + 1"]))
                context.close()
        browser.close()
        parts = offline.parts(site / "try", "")
    print("MB: " + ", ".join(f"{one.title} {one.size / 1e6:.1f}" for one in parts))
    print(f"{'seconds':<14}" + "".join(f"{stage:>9}" for stage in STAGES))
    middle = {name: [statistics.median(each) for each in zip(*times, strict=True)] for name, times in taken.items()}
    for name, seconds in middle.items():
        print(f"{name:<14}" + "".join(f"{one:>9.1f}" for one in seconds))
    for ours, theirs in (("first visit", "stock"), ("second visit", "stock, again")):
        print(f"ratio of {ours} {middle[ours][2] / middle[theirs][2]:.2f}")


if __name__ == "__main__":
    main()
