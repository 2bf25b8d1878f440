"""The Python of a browser, as near as a process comes to it: no threads, no compiled library, no clock of a thread.

As a program, ``browser.py FILE``: it runs what the file says, a JSON list of pages, each a list of cells ``{"id",
"source"}`` with the folder that they stand in, and prints what each cell showed and which libraries were loaded.
"""

from __future__ import annotations

import importlib.machinery
import json
import os
import subprocess
import sys
import sysconfig
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

#: What a browser does not have when a notebook of the weeks of SQL begins: compiled, or large, or for processes.
ABSENT = frozenset(
    {
        *("pandas", "numpy", "matplotlib", "scipy", "sklearn", "psutil", "nbformat", "jsonschema", "markupsafe"),
        *("jinja2", "markdown_it", "sqlalchemy", "psycopg", "nbgrader", "nbclient", "jupyter_client", "ipykernel"),
        *("jupyter_core", "zmq", "tornado", "httpx", "typer", "filelock", "duckdb"),
    }
)
#: Modules of Python's own that it does not have.
MISSING = ("resource", "pwd", "grp", "_multiprocessing", "readline")


class Finder(importlib.machinery.PathFinder):
    """Finds all but what a browser does not have."""

    @classmethod
    def find_spec(cls, fullname: str, path: Any = None, target: Any = None) -> Any:
        return None if fullname.partition(".")[0] in ABSENT else super().find_spec(fullname, path, target)


def become_browser() -> None:
    """Make this process one. It does not go back."""
    sysconfig.get_config_vars()  # read by the name of the system, once
    sys.meta_path[:] = [Finder if one is importlib.machinery.PathFinder else one for one in sys.meta_path]
    sys.modules.update(dict.fromkeys(MISSING))  # type: ignore[arg-type]
    sys.platform = "emscripten"
    threading.Thread.start = no_thread  # type: ignore[method-assign]
    time.pthread_getcpuclockid = no_clock
    del time.thread_time
    if hasattr(os, "fork"):
        del os.fork


def no_thread(*_: object) -> NoReturn:
    raise RuntimeError("can't start new thread")


def no_clock(*_: object) -> NoReturn:
    raise FileNotFoundError(44, "No such file or directory")


def run(pages: list[dict[str, Any]], folder: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Return what the cells of ``pages`` show in a browser: ``{"pages": [[cell]], "libraries": [name]}``."""
    asked = folder / "pages.json"
    asked.write_text(json.dumps(pages), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, __file__, str(asked)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor"
    return InteractiveShell.instance(config=config)


class Request:
    """Stands for ipykernel: a front end sends the id of a cell with it."""

    cell = ""

    def get_parent(self, *_: object) -> dict[str, Any]:
        return {"metadata": {"cellId": self.cell}}


def show(shell: Any, cell: dict[str, str]) -> dict[str, Any]:
    """Run a cell and return what it showed: printed text, displays by MIME type, and an error in its own words."""
    from IPython.utils.capture import capture_output

    shell.kernel.cell = cell["id"]
    with capture_output() as captured:
        ran = shell.run_cell(cell["source"])
    fault = ran.error_before_exec or ran.error_in_exec
    displays = [one.data for one in captured.outputs]
    printed = captured.stdout
    if ran.result is not None:  # IPython has printed it, for want of a front end
        printed = printed[: printed.find("Out[")]
        displays.append(shell.display_formatter.format(ran.result)[0])
    error = "" if fault is None else " ".join(getattr(fault, "_render_traceback_", lambda: [repr(fault)])())
    return {"id": cell["id"], "printed": "" if error else printed, "displays": displays, "error": error}


def main() -> None:
    """Run the pages that are asked for, each in a notebook of its own."""
    become_browser()
    shell = _shell()
    shell.kernel = Request()
    from firstquery.kernel.startup import prepare

    pages = []
    for page in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        os.chdir(page["folder"])
        shell.reset()
        prepare(shell)
        pages.append([show(shell, cell) for cell in page["cells"]])
    libraries = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    files = [(name, getattr(module, "__file__", None) or "") for name, module in sys.modules.items()]
    loaded = sorted({name.partition(".")[0] for name, file in files if file.startswith(libraries)})
    print(json.dumps({"pages": pages, "libraries": loaded}))


if __name__ == "__main__":
    main()
