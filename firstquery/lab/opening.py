"""What `firstquery lab` does, in order: her folder, a server that is open already or a new one, the page."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from firstquery.core import course, host
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.lab import ports, server
from firstquery.learner.workspace import fill

THEMES = Path("settings", "@jupyterlab", "apputils-extension", "themes.jupyterlab-settings")
WORKSPACE = Path("workspaces", "default-37a8.jupyterlab-workspace")  # JupyterLab's own name for its first workspace
LAYOUT = "layout-restorer:data"
# of pages/first-query/static/course.js: its panel, and where she was in each week
COURSE, PLACES = "first-query-course", "first-query:places"


def lab(arguments: Sequence[str] = ()) -> int:
    """Fill the learner's folder and run JupyterLab there until Ctrl-C. Returns the exit code.

    ``arguments``: ``--no-browser`` prints the address and opens nothing, as happens without a display; ``--port N``
    takes that port or none (left out, the first free one from 8888 on); ``--restore`` brings back notebooks that the
    learner removed; anything else goes to JupyterLab. Raises UserError where the folder cannot be written or is the
    course's own, the port is taken, or JupyterLab does not start.
    """
    options, further = _parser().parse_known_args(list(arguments))
    work = course.work_folder()
    course.refuse_folder(work, course.COURSE)
    browser = not (options.no_browser or _no_display())
    try:
        with server.signals_stop_us():
            with _one_at_a_time(work):
                for line in fill(restore=options.restore).lines(work):
                    print(line, flush=True)
                if running := ports.running(work):
                    print(f"First Query is open already, at {running}", flush=True)
                    if browser:
                        import webbrowser

                        webbrowser.open(running)
                    return 0
                lend(work)
                opened = server.start(work, options.port, browser, further)
            return _until_it_ends(opened)
    except KeyboardInterrupt:
        print("First Query has stopped. Your work is in " + str(work), flush=True)
        return 0


def _until_it_ends(opened: server.Server) -> int:
    try:
        print(f"First Query is at {opened.address}  (Ctrl-C stops it)", flush=True)
        _prepare()
        code = server.wait(opened.process)
    except BaseException:
        server.stop(opened.process)
        raise
    if code:
        raise UserError(f"JupyterLab ended by itself (exit code {code}): what it said is in {opened.log}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="firstquery lab", add_help=False, allow_abbrev=False)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--port", type=int)
    parser.add_argument("--restore", action="store_true")
    return parser


@contextlib.contextmanager
def _one_at_a_time(work: Path) -> Iterator[None]:
    """Started twice at the same moment, the second waits and then finds the first one's server."""

    def waiting() -> None:
        print("First Query is being opened in another window. One moment.", flush=True)

    with contextlib.ExitStack() as stack:
        try:
            lock = work / ".records" / "lab" / ".lock"
            stack.enter_context(whole.hold_lock(lock, patience=server.PATIENCE, waiting=waiting))
        except whole.LockTimeout:
            raise UserError(
                "Another window has been opening First Query for two minutes. Close that window, and start again."
            ) from None
        except OSError:
            pass  # a folder that can't be written: filling it says so, in its own sentence
        yield


def _prepare() -> None:
    """What takes long and will be wanted later (her held-out data) is made while she reads."""
    with contextlib.suppress(Exception):
        import importlib

        importlib.import_module("firstquery.selfgrade.data").prepare_in_background()


def _no_display() -> bool:
    if os.environ.get("BROWSER") or host.is_windows() or host.is_mac():
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("WSL_DISTRO_NAME"))


def lend(work: Path) -> None:
    """Put into her folder what a calm page needs. Nothing that cannot be written keeps it from opening."""
    lab = work / ".records" / "lab"
    with contextlib.suppress(OSError):
        if not (lab / THEMES).exists():  # from then on they are hers: she may want larger letters still
            whole.write(lab / THEMES, (server.SETTINGS / THEMES.name).read_bytes())
        workspace = _workspace(_read(server.SETTINGS / "workspace.json"), _read(lab / WORKSPACE))
        whole.write(lab / WORKSPACE, json.dumps(workspace, indent=1).encode())


def _workspace(ours: dict[str, Any], last: dict[str, Any]) -> dict[str, Any]:
    """Return one document: what was open last time is not opened again, each with a kernel.

    Her side bar stays as it was, unless it knew no panel of the course yet, and so do the places that she has come to.
    """
    data = last.get("data")
    data = data if isinstance(data, dict) else {}
    layout = data.get(LAYOUT)
    bar = layout.get("left") if isinstance(layout, dict) else None
    if isinstance(layout, dict) and isinstance(bar, dict) and COURSE in (bar.get("widgets") or ()):
        ours["data"][LAYOUT] |= {part: layout[part] for part in ("left", "relativeSizes") if part in layout}
    if PLACES in data:
        ours["data"][PLACES] = data[PLACES]
    return ours


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
