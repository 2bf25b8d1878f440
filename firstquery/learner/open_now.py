"""Whether a notebook of hers is open in a JupyterLab on this machine, and what she then has to do there."""

from __future__ import annotations

import contextlib
import json
import os
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

#: What JupyterLab 4 calls it, in English. The button that JupyterLab offers first would undo what was put back.
RELOAD = (
    "It is open in JupyterLab. If JupyterLab asks there, because the file has changed on disk, choose Revert, not "
    "Overwrite: Overwrite would write the old text over it. If you still see the old text, choose File, then Reload "
    "Notebook from Disk."
)


def is_open(notebook: Path, work: Path, *, patience: float = 2.0) -> bool:
    """Whether a server on this machine has a kernel for ``notebook``, which is in her folder ``work``.

    A server that does not answer within ``patience`` seconds has none.
    """
    return any(_has(*server, notebook, patience) for server in _servers(work))


def _servers(work: Path) -> Iterator[tuple[str, str, str]]:
    """Each server's folder, address and token: the one that `firstquery lab` started, then those that Jupyter knows."""
    from jupyter_core.paths import jupyter_runtime_dir

    from firstquery.lab import ports

    if address := ports.running(work):
        root, _, token = address.partition("?token=")
        yield str(work), root.removesuffix(ports.FIRST_PAGE), token
    for path in sorted(Path(jupyter_runtime_dir()).glob("jpserver-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            said = json.loads(path.read_text(encoding="utf-8"))
            yield str(said["root_dir"]), str(said["url"]), str(said["token"])


def _has(root: str, url: str, token: str, notebook: Path, patience: float) -> bool:
    folder, here = os.path.realpath(root), os.path.realpath(notebook)
    if not Path(here).is_relative_to(folder):
        return False
    where = urllib.parse.urljoin(url, "api/sessions")
    request = urllib.request.Request(where, headers={"Authorization": f"token {token}"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a company's proxy is not for this
    try:
        with opener.open(request, timeout=patience) as answer:
            sessions = json.load(answer)
        return any(os.path.realpath(Path(folder) / str(one.get("path", ""))) == here for one in sessions)
    except (OSError, ValueError, TypeError, AttributeError):
        return False
