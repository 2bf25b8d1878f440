"""What Pyodide loads when a kernel starts: each wheel with its hash, in a lock file as Pyodide's own is.

Pyodide fetches them side by side and checks each; nothing is looked up, and no index is asked.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firstquery.site.lite import content, install, wheel

#: JupyterLite's own for the kernel, in its extension.
KERNEL = ("ipykernel", "piplite", "pyodide_kernel")
#: What the kernel asks for, and this course does without: completion of Python goes by what the kernel holds.
LEFT_OUT = ("jedi",)
LOCK = "pyodide-lock.json"


def collect(root: Path) -> dict[str, bytes]:
    """Return all wheels by name, with those of the course at ``root``."""
    own = [path for name in KERNEL for path in sorted(install.kernel().rglob(f"{name}-*.whl"))]
    found = {path.name: path.read_bytes() for path in (*install.wheels(), *own)}
    ours = [_compiled(*wheel.of_first_query()), wheel.of_the_course(content.of_the_course(root))]
    return found | dict([*ours, *map(wheel.of_nothing, LEFT_OUT)])


def _compiled(name: str, made: bytes) -> tuple[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(made)
        install.compile_wheels(path.parent)
        return name, path.read_bytes()


def lock(wheels: Mapping[str, bytes], pyodide: Path) -> str:
    """Return the lock file of these wheels, for the Pyodide in that folder."""
    theirs = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))
    packages = {wheel.name_of(name)[0]: _entry(name, content) for name, content in sorted(wheels.items())}
    return json.dumps({"info": theirs["info"], "packages": packages}, indent=1) + "\n"


def names(wheels: Mapping[str, bytes]) -> list[str]:
    """Return the names of the libraries in these wheels, as Pyodide is told to load them."""
    return sorted(wheel.name_of(name)[0] for name in wheels)


def _entry(file: str, content: bytes) -> dict[str, Any]:
    name, version = wheel.name_of(file)
    return {
        "name": name,
        "version": version,
        "file_name": file,
        "install_dir": "site",
        "sha256": hashlib.sha256(content).hexdigest(),
        "package_type": "package",
        "imports": [],
        "depends": [],
        "unvendored_tests": False,
    }
