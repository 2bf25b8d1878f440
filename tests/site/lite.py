"""The page to try as a learner has it: a site on loopback, a browser that finds nothing else, and its cells."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, Page, Playwright, expect

from firstquery.core import course
from firstquery.grading.answers import Answer, read
from tests.browser.jupyterlab import IN_FRONT, LAPTOP, PATIENCE, QUIET, index_of
from tests.conftest import needs

#: A browser that finds no other machine.
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
WEEKS = [week for week in course.weeks() if week.number <= 4]
LAB = "try/lab/index.html"
#: Give cells their texts and run them, one after the other; what each has shown comes back.
_RUN = """async (cells) => {
  const { content: notebook, sessionContext: session } = jupyterapp.shell.currentWidget;
  const kernel = session.session.kernel;
  const all = notebook.widgets;
  const shown = [];
  for (const [at, text] of cells) {
    const cell = all[at];
    if (text !== null) cell.model.sharedModel.setSource(text);
    notebook.activeCellIndex = at;
    notebook.deselectAll();
    await jupyterapp.commands.execute("notebook:run-cell");
    shown.push(cell.model.outputs ? cell.model.outputs.toJSON() : []);
  }
  return shown;
}"""


class Handler(http.server.SimpleHTTPRequestHandler):
    """Gives out the files of a folder, and writes no log."""

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a web server with the files of a folder, until the block ends."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=str(needs("chromium")), args=[*QUIET, CUT_OFF])


def tab(browser: Browser, **how: Any) -> Page:
    page = browser.new_context(viewport=LAPTOP, **how).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def begin(page: Page, address: str, path: str = "") -> None:
    """Come from the front page to the first lesson, or to ``path`` of her folder; its first cell can run then."""
    page.goto(address)
    page.get_by_role("link", name="Try the first query").click()
    if path:
        page.goto(f"{page.url}?path={path}")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(re.escape(LAB)))
    ready(page)


def ready(page: Page) -> None:
    """Wait until the kernel of the page in front has answered."""
    page.wait_for_function("() => window.jupyterapp && jupyterapp.shell && jupyterapp.shell.currentWidget")
    page.evaluate(
        """async () => {
            const page = jupyterapp.shell.currentWidget;
            await page.context.ready;
            while (!page.sessionContext.session || !page.sessionContext.session.kernel)
                await new Promise((next) => setTimeout(next, 50));
            await page.sessionContext.session.kernel.requestExecute({ code: "", silent: true }).done;
        }"""
    )


def open_page(page: Page, path: str) -> None:
    """Open a file of her folder, as the list of the course does."""
    page.evaluate("path => jupyterapp.commands.execute('docmanager:open', { path })", path)
    expect(page.locator(f"{IN_FRONT} h1").first).to_be_visible()
    ready(page)


def practice_path(week: course.Week) -> str:
    return f"practice/{week.stem}/{week.stem}.ipynb"


def run_cells(page: Page, notebook: Path, cells: list[tuple[str, str | None]]) -> list[str]:
    """Run cells of the notebook in front, by id or grade_id, with another text where one is given; what each said."""
    asked = [[index_of(notebook, which), text] for which, text in cells]
    return [" ".join(map(_text, outputs)) for outputs in page.evaluate(_RUN, asked)]


def _text(output: dict[str, Any]) -> str:
    found = output.get("text") or output.get("traceback") or output.get("data", {}).get("text/plain", "")
    return " ".join("".join(found if isinstance(found, str) else "\n".join(found)).split())


def solutions(week: course.Week) -> dict[str, str]:
    """The course's own answer to each exercise, as source/ has it."""
    cells = nbformat.read(week.practice, as_version=4).cells
    named = {cell.metadata.get("nbgrader", {}).get("grade_id", ""): cell.source for cell in cells}
    return {
        name.removesuffix("-answer"): "\n".join(one for one in text.splitlines() if "SOLUTION" not in one)
        for name, text in named.items()
        if name.endswith("-answer")
    }


def wrong_answers(week: course.Week, count: int) -> list[Answer]:
    """Some listed wrong answers of one cell that takes no pandas: the first of each exercise, then the next of each."""
    listed = [
        [one for one in each.by_role("wrong") if len(one.cells) == 1 and _needs_no_pandas(one.cells[0])]
        for each in read(week.answers).values()
    ]
    rounds = [one[at] for at in range(max(map(len, listed))) for one in listed if at < len(one)]
    return rounds[:count]


def _needs_no_pandas(cell: str) -> bool:
    return cell.startswith("%%") or re.fullmatch(r'\w+ = sql\("[^"]*"\)', cell) is not None
