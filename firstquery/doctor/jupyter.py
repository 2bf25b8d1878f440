"""Jupyter: the kernel that a notebook starts, what a kernel runs first, and settings of hers that stand in the way."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstquery.doctor.finding import Finding, Where, few, start, warning

CONFIGURED = ("jupyter_config", "jupyter_server_config", "jupyter_lab_config", "jupyter_notebook_config")
# Settings that First Query gives itself are harmless; these change an address or a part that it counts on.
IN_THE_WAY = (
    *("base_url", "certfile", "keyfile", "sock", "allow_origin", "websocket_url", "identity_provider_class"),
    *("contents_manager_class", "kernel_manager_class", "kernel_spec_manager_class"),
)
OVERRULED = ("password", "hashed_password", "token", "root_dir", "notebook_dir", "ip", "port", "open_browser")
_SETTING = re.compile(r"^[ \t]*c\.(\w+)\.(\w+)[ \t]*=", re.MULTILINE)


def kernel(where: Where) -> Iterator[Finding]:
    """The kernel `python3` runs the Python in which First Query is installed."""
    for folder in _kernel_folders(where):
        spec = folder / "python3" / "kernel.json"
        if not spec.is_file():
            continue
        remove = f"Delete the folder {spec.parent}: First Query brings a kernel of its own."
        try:
            program = str(json.loads(spec.read_text(encoding="utf-8"))["argv"][0])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            yield Finding(
                f"The description of the kernel in {spec} cannot be read, so no notebook would start.", remove
            )
            return
        if not Path(program).is_absolute():  # `python`: Jupyter takes its own
            return
        if not Path(program).exists():
            yield Finding(f"The kernel in {spec} runs {program}, which is not there: no notebook would start.", remove)
        elif Path(program).parent.resolve() != Path(sys.executable).parent.resolve():
            yield Finding(f"The kernel in {spec} runs another Python, {program}, which has no First Query.", remove)
        return


def startup(where: Where) -> Iterator[Finding]:
    """What every kernel runs first, so that a cell that is run too early gets a sentence."""
    name = "50-first-query.py"
    own = Path(__file__).resolve().parents[1] / "kernel" / "startup_file.py"
    there = Path(sys.prefix) / "etc" / "ipython" / "startup" / name
    try:
        same = there.read_bytes().split() == own.read_bytes().split()
    except OSError:
        same = False
    if not same:
        yield warning(
            f"{there} is missing or changed: a cell that is run before the first one gets an error of Python's.",
            f"Run {start()} again, or copy {own} there under that name.",
        )


def settings(where: Where) -> Iterator[Finding]:
    """Settings of another Jupyter of hers that reach into this one."""
    folder = _config_folder(where)
    if folder is None or not folder.is_dir():
        return
    for name in CONFIGURED:
        for path in (folder / f"{name}.json", folder / f"{name}.py"):
            try:
                found = _named_in(path)
            except FileNotFoundError:
                continue
            except (OSError, ValueError):
                yield Finding(
                    f"Jupyter's settings in {path} cannot be read.", f"Give that file another name, then run {start()}."
                )
                continue
            if bad := [one for one in IN_THE_WAY if one in found]:
                yield Finding(
                    f"{path} sets {few(bad)} for every JupyterLab, and First Query would not be found at its address.",
                    "Take that line out, or give the file another name while you use First Query.",
                )
            elif other := [one for one in OVERRULED if one in found]:
                yield warning(
                    f"{path} sets {few(other)} for every JupyterLab; First Query uses its own in place of it.",
                    "Nothing has to be done; if JupyterLab asks for a password, give that file another name.",
                )


def servers(where: Where) -> Iterator[Finding]:
    """What a JupyterLab that was ended by force has left behind."""
    for path in sorted(_runtime_folder(where).glob("jpserver-*.json")):
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            number, folder = int(said["pid"]), Path(str(said["root_dir"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if folder.resolve() == where.work.resolve() and not _runs(number):
            yield warning(
                f"A JupyterLab that was ended by force has left its note in {path}.", "That file may be deleted."
            )


def _named_in(path: Path) -> set[str]:
    """The names of the settings in a file. Raises OSError and ValueError."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        compile(text, str(path), "exec")
        return {name for _, name in _SETTING.findall(text)}
    said: Any = json.loads(text)
    sections = [one for one in said.values() if isinstance(one, dict)] if isinstance(said, dict) else []
    return {name for section in sections for name in section}


def _kernel_folders(where: Where) -> Iterator[Path]:
    """Where Jupyter looks for kernels, in its order: an environment's own come before hers."""
    yield from (Path(place) / "kernels" for place in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if place)
    env = Path(sys.prefix) / "share" / "jupyter" / "kernels"
    user = _data_folder(where) / "kernels"
    prefers_env = os.environ.get("JUPYTER_PREFER_ENV_PATH", "").lower()
    first_env = prefers_env not in ("0", "no", "n", "false", "off") if prefers_env else sys.prefix != sys.base_prefix
    yield from (env, user) if first_env or os.environ.get("CONDA_PREFIX") == sys.prefix else (user, env)


def _config_folder(where: Where) -> Path | None:
    if told := os.environ.get("JUPYTER_CONFIG_DIR"):
        return Path(told)
    return where.home / ".jupyter" if where.home else None


def _data_folder(where: Where) -> Path:
    if told := os.environ.get("JUPYTER_DATA_DIR"):
        return Path(told)
    home = where.home or Path("/")
    if sys.platform == "darwin":
        return home / "Library" / "Jupyter"
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming") / "jupyter"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "jupyter"


def _runtime_folder(where: Where) -> Path:
    return Path(os.environ.get("JUPYTER_RUNTIME_DIR") or _data_folder(where) / "runtime")


def _runs(number: int) -> bool:
    """Whether a process of that number is there. On Windows, where asking would end it, yes."""
    if os.name == "nt":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
