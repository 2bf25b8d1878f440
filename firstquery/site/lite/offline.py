"""What a browser keeps of the site: the list of its files with their hashes, in the service worker and for the page."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from firstquery.core.errors import UserError
from firstquery.site.lite import install, lab

_STATIC = Path(__file__).parent / "static"
#: What JupyterLite brings along and no page asks for, and the fonts of browsers that are ten years old.
_UNUSED = ("doc", "lab/workspaces", "rspack.config*", "jupyterlite.schema.*", "package.json")
_OLD_FONTS = (".eot", ".svg", ".ttf", ".woff")
_WORKER, _PAGE = "service-worker.js", "lab/index.html"


@dataclass(frozen=True)
class Part:
    """What is loaded for one purpose: the words for it, the bytes of its files by name, and whose server gives them."""

    title: str
    files: dict[str, int] = field(default_factory=dict)
    server: str = "this site"

    @property
    def size(self) -> int:
        return sum(self.files.values())


def parts(site: Path, elsewhere: str) -> list[Part]:
    """Return the parts of the JupyterLite at ``site``: the page first, then what its Python loads, in that order.

    ``elsewhere``: the address from which Pyodide comes where the site has none of its own.
    """
    packages = {name: size for name, size in _files(site).items() if name.startswith(lab.PACKAGES)}
    course = {name: size for name, size in packages.items() if "/first_query_course-" in name}
    core = {f"{lab.PYODIDE}/{name}": (install.pyodide() / name).stat().st_size for name in install.CORE}
    server = "this site"
    if elsewhere:
        core = {elsewhere + name.removeprefix(f"{lab.PYODIDE}/"): size for name, size in core.items()}
        server = elsewhere.split("/")[2]
    return [
        Part("the page, which is JupyterLab", _page_files(site)),
        Part("Pyodide, the Python of browsers", core, server),
        Part("libraries", {name: size for name, size in packages.items() if name not in course}),
        Part("the course and its data", course),
    ]


def finish(site: Path, found: list[Part]) -> None:
    """Put the list of files into the service worker, and what says how loading goes into the page of JupyterLab."""
    hashes = {name: _hash(site / name) for name in _files(site) if name != _WORKER}
    hashes |= {name: "1" for part in found for name in part.files if "//" in name}  # the address has its version
    (site / "static" / "begin.js").write_bytes((_STATIC / "begin.js").read_bytes())
    hashes["static/begin.js"] = _hash(site / "static" / "begin.js")
    page = {"parts": [{"title": one.title, "files": one.files} for one in found[1:]], "later": list(found[0].files)}
    html = (site / _PAGE).read_text(encoding="utf-8")
    if "<head>" not in html:
        raise UserError(f"JupyterLite's page has another form than this version knows. Install it anew: {install.HOW}")
    style = (_STATIC / "begin.css").read_text(encoding="utf-8")
    ours = f'<script id="first-query-parts" type="application/json">{json.dumps(page)}</script>\n'
    ours += f'<style>{style}</style>\n<script src="../static/begin.js"></script>\n'
    (site / _PAGE).write_text(html.replace("<head>", f"<head>\n{ours}", 1), encoding="utf-8")
    hashes[_PAGE] = _hash(site / _PAGE)
    theirs = (site / _WORKER).read_text(encoding="utf-8")
    first = f"const FIRST_QUERY = {json.dumps(hashes)};\n" + (_STATIC / "worker.js").read_text(encoding="utf-8")
    (site / _WORKER).write_text(f"{first}\n{{\n{theirs}\n}}\n", encoding="utf-8")


def version_of(site: Path) -> str:
    """Return JupyterLite's version, by which its page knows whether a service worker is its own."""
    said = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    return str(said["jupyter-config-data"]["appVersion"])


def pyodide_address() -> str:
    """Return where JupyterLite's own setting finds Pyodide. Raise `UserError` where it names none."""
    schema = install.kernel() / "static" / "schema" / "kernel.v0.schema.json"
    address = str(json.loads(schema.read_text(encoding="utf-8"))["properties"]["pyodideUrl"]["default"])
    version = install.PYODIDE.partition("@")[2]
    if not re.search(rf"/v{re.escape(version)}/.*/pyodide\.mjs$", address):
        raise UserError(f"JupyterLite loads Pyodide from {address}, and this course is made for {version}.")
    return address.removesuffix("pyodide.mjs")


def remove_unused(site: Path) -> None:
    """Remove what no page of the JupyterLite at ``site`` asks for."""
    import shutil

    for pattern in _UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (site / "build").rglob("*"):
        if path.suffix in _OLD_FONTS and path.is_file():
            path.unlink()


def _page_files(site: Path) -> dict[str, int]:
    return {name: size for name, size in _files(site).items() if not name.startswith("static/") and name != _WORKER}


def _files(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_size for path in sorted(site.rglob("*")) if path.is_file()
    }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
