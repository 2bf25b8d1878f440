"""How JupyterLab looks on the learner's folder: the course's settings, and what is hers of them.

``settings/`` is what JupyterLab reads as its application settings: `overrides.json` (defaults of the course) and
`page_config.json` (parts that are left out). Two more files JupyterLab knows only as a user's: they are lent to her.
``pages/`` is a small extension, in the browser's own language and not built: an open page shows what there is now.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from firstquery.core import files as whole

SETTINGS = Path(__file__).parent / "settings"
PAGES = Path(__file__).parent / "pages"
THEMES = Path("settings", "@jupyterlab", "apputils-extension", "themes.jupyterlab-settings")
WORKSPACE = Path("workspaces", "default-37a8.jupyterlab-workspace")  # JupyterLab's own name for its first workspace
LAYOUT = "layout-restorer:data"


def lend(work: Path) -> None:
    """Puts into her folder what a calm page needs. Nothing that cannot be written keeps it from opening."""
    lab = work / ".records" / "lab"
    with contextlib.suppress(OSError):
        if not (lab / THEMES).exists():  # from then on they are hers: she may want larger letters still
            whole.write(lab / THEMES, (SETTINGS / THEMES.name).read_bytes())
        workspace = _workspace(_read(SETTINGS / "workspace.json"), _read(lab / WORKSPACE))
        whole.write(lab / WORKSPACE, json.dumps(workspace, indent=1).encode())


def _workspace(ours: dict[str, Any], last: dict[str, Any]) -> dict[str, Any]:
    """One document: what was open last time is not opened again, each with a kernel. Her side bar stays as it was."""
    data = last.get("data")
    layout = data.get(LAYOUT) if isinstance(data, dict) else None
    if isinstance(layout, dict):
        ours["data"][LAYOUT] |= {part: layout[part] for part in ("left", "relativeSizes") if part in layout}
    return ours


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
