"""Whether a notebook of hers is open in a JupyterLab on this machine, and what she then has to do there."""

from __future__ import annotations

import contextlib
import json
import os
import urllib.parse
import urllib.request
from pathlib import Path

from jupyter_core.paths import jupyter_runtime_dir

#: What JupyterLab 4 calls it, in English. The button that JupyterLab offers first would undo what was put back.
RELOAD = (
    "It is open in JupyterLab. If JupyterLab asks there, because the file has changed on disk, choose Revert, not "
    "Overwrite: Overwrite would write the old text over it. If you still see the old text, choose File, then Reload "
    "Notebook from Disk."
)
PATIENCE = 2.0  # seconds; a server that does not answer has no notebook open


def is_open(notebook: Path) -> bool:
    """Whether a server that Jupyter knows of on this machine has a kernel for ``notebook``."""
    for path in sorted(Path(jupyter_runtime_dir()).glob("jpserver-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            server = json.loads(path.read_text(encoding="utf-8"))
            if _has(str(server["root_dir"]), str(server["url"]), str(server["token"]), notebook):
                return True
    return False


def _has(root: str, url: str, token: str, notebook: Path) -> bool:
    folder, here = os.path.realpath(root), os.path.realpath(notebook)
    if not Path(here).is_relative_to(folder):
        return False
    where = urllib.parse.urljoin(url, "api/sessions")
    request = urllib.request.Request(where, headers={"Authorization": f"token {token}"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a company's proxy is not for this
    with opener.open(request, timeout=PATIENCE) as answer:
        sessions = json.load(answer)
    return any(os.path.realpath(Path(folder) / str(one.get("path", ""))) == here for one in sessions)
