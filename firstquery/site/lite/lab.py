"""JupyterLite's own build, with the course's settings, extension and files: the folder that a web server gives out."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.lab.server import PAGES, SETTINGS
from firstquery.site.lite import install, packages, wheel

PACKAGES, PYODIDE = "static/packages", "static/pyodide"
#: The name under which a browser keeps her work: never another one, or a new version of the site would not find it.
STORAGE = "First Query"
#: What the Python of a browser is told: where the course is, where her own folder is, and that it has no modules, since
#: each import would look there, and each look is a request to the page.
ENVIRONMENT = {
    "FIRSTQUERY_COURSE": f"/{wheel.COURSE}",
    "FIRSTQUERY_WORK": "/drive",
    "HOME": "/home/pyodide",
    "PYTHONSAFEPATH": "1",
}
#: The page is dark where the reader's system is.
_COLOURS = {
    "adaptive-theme": True,
    "preferred-dark-theme": "JupyterLab Dark",
    "preferred-light-theme": "JupyterLab Light",
}
#: JupyterLite stands in an environment of its own, and finds this one's Jupyter server, which lists her files for it.
_PROGRAM = "import sys; sys.path.append(sys.argv.pop(1)); from jupyterlite_core.app import main; sys.exit(main())"
#: Parts of JupyterLite that a learner has no use for, beside those that page_config.json leaves out.
_LEFT_OUT = (
    "@jupyterlite/application-extension:about",
    "@jupyterlite/application-extension:download",
    "@jupyterlite/application-extension:logo",
    "@jupyterlite/application-extension:session-commands",
    "@jupyterlite/application-extension:share-file",
    "@jupyterlite/help-extension:about",
)


def build(output: Path, files: Mapping[str, bytes], wheels: Mapping[str, bytes], pyodide: Path | None) -> None:
    """Make the JupyterLite of ``files``, her folder, at ``output``; it must not be there.

    ``pyodide`` is the folder of Pyodide's files, which go along; None: the page asks the address that JupyterLite's own
    setting names. Raise `UserError` where JupyterLite can't be built.
    """
    with tempfile.TemporaryDirectory() as made:
        lite = Path(made) / "lite"
        _write(lite / "files", files)
        _write(lite, _settings(wheels, pyodide))
        workspace = (SETTINGS / "workspace.json").read_bytes()
        _write(lite / "workspaces", {"default.jupyterlab-workspace": workspace})
        run(lite, output)
    _write(output / PACKAGES, wheels)
    core = install.pyodide() if pyodide is None else pyodide
    _write(output / PACKAGES, {packages.LOCK: packages.lock(wheels, core).encode()})
    if pyodide is not None:
        _write(output / PYODIDE, {name: (pyodide / name).read_bytes() for name in install.CORE})


def run(lite: Path, output: Path) -> None:
    """Have JupyterLite build what the folder ``lite`` says, with the files in ``lite/files``, at ``output``.

    Raise `UserError` where it can't.
    """
    command = [sys.executable, "-c", _PROGRAM, str(install.libraries())]
    command += ["build", "--no-sourcemaps", "--apps", "lab", "--lite-dir", str(lite)]
    command += ["--output-dir", str(output), "--contents", str(lite / "files")]
    done = subprocess.run(command, cwd=lite, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines() or ["it said nothing"]
        raise UserError(f"JupyterLite could not be built ({said[-1].strip()}). Install it anew: {install.HOW}")


def _settings(wheels: Mapping[str, bytes], pyodide: Path | None) -> dict[str, bytes]:
    page = json.loads((SETTINGS / "page_config.json").read_text(encoding="utf-8"))
    options = {"lockFileURL": f"./{PACKAGES}/{packages.LOCK}", "packages": packages.names(wheels), "env": ENVIRONMENT}
    kernel: dict[str, Any] = {"disablePyPIFallback": True, "loadPyodideOptions": options}
    if pyodide is not None:
        kernel["pyodideUrl"] = f"./{PYODIDE}/pyodide.mjs"
    data = {
        "appName": course.settings().title,
        "contentsStorageName": STORAGE,
        "settingsStorageName": f"{STORAGE}: settings",
        "workspacesStorageName": f"{STORAGE}: workspaces",
        "disabledExtensions": [*page["disabledExtensions"], *_LEFT_OUT],
        "exposeAppInBrowser": True,
        "firstQuerySite": True,  # the page offers her work as a file (firstquery/lab/pages)
        "litePluginSettings": {f"{install.KERNEL}:kernel": kernel},
    }
    overrides = json.loads((SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    themes = json.loads((SETTINGS / "themes.jupyterlab-settings").read_text(encoding="utf-8"))
    name = "@jupyterlab/apputils-extension:themes"
    overrides[name] = overrides.get(name, {}) | themes | _COLOURS
    tour = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / "jupyterlab-tour"
    extensions = [str(one) for one in (PAGES / "first-query", install.kernel(), tour) if one.is_dir()]
    building = {"federated_extensions": extensions, "ignore_sys_prefix": ["federated_extensions"]}
    return {
        "jupyter-lite.json": _config(data),
        "overrides.json": _json(overrides),
        "lab/jupyter-lite.json": _config({"mode": "single-document"}),  # one page, no tabs, as in her JupyterLab
        "jupyter_lite_config.json": _json({"LiteBuildConfig": building}),
    }


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _config(data: dict[str, Any]) -> bytes:
    return _json({"jupyter-lite-schema-version": 0, "jupyter-config-data": data})


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1).encode()
