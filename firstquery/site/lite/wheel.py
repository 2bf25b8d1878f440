"""Wheels that a browser unpacks: First Query's half for learners, the course's files, and one that is empty.

The same content makes the same bytes, so that a browser that has them asks for nothing.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import io
import zipfile
from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path

from firstquery import __version__
from firstquery.core.course import PACKAGE

#: The rooms of the learner's half, which start no process, thread or socket.
ROOMS = ("core", "sql", "checks", "privacy", "learner", "kernel")
#: Where IPython looks for what it runs when a kernel starts, below Python's own folder (as pyproject.toml has it).
STARTUP = ("kernel/startup_file.py", "etc/ipython/startup/50-first-query.py")
#: IPython's settings in a browser: no module is looked for in her folder, where each look is a request to the page.
SETTINGS = ("etc/ipython/ipython_config.py", "c = get_config()  # noqa\nc.InteractiveShellApp.ignore_cwd = True\n")
#: The folder of the course, below Python's own.
COURSE = "share/first-query"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def of_first_query() -> tuple[str, bytes]:
    """Return the wheel of the package: its name, and its content."""
    found = {"firstquery/__init__.py": (PACKAGE / "__init__.py").read_bytes()}
    for room in ROOMS:
        for path in sorted((PACKAGE / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                found[f"firstquery/{path.relative_to(PACKAGE).as_posix()}"] = path.read_bytes()
    source, there = STARTUP
    data = {there: (PACKAGE / source).read_bytes(), SETTINGS[0]: SETTINGS[1].encode()}
    return _wheel("firstquery", __version__, found, data, _entry_points(found))


def of_the_course(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return the wheel that puts the files of a course into `COURSE`: its name, and its content."""
    return _wheel("first_query_course", "1", {}, {f"{COURSE}/{name}": content for name, content in files.items()})


def of_nothing(name: str) -> tuple[str, bytes]:
    """Return an empty wheel of a library that JupyterLite's kernel asks for, and that this course does without."""
    return _wheel(name, "0", {})


def _entry_points(found: Mapping[str, bytes]) -> str:
    """Return the package's entry points: those whose module is in the wheel, and the names that a notebook gets.

    Who calls a function that is not here is told so in a sentence (`firstquery.core.errors.missing_library`).
    """
    said = configparser.ConfigParser(delimiters=("=",))
    for one in distribution("firstquery").entry_points:
        place = one.module.replace(".", "/")
        if one.group == "firstquery.names" or f"{place}.py" in found or f"{place}/__init__.py" in found:
            if not said.has_section(one.group):
                said.add_section(one.group)
            said.set(one.group, one.name, one.value)
    text = io.StringIO()
    said.write(text)
    return text.getvalue()


def _wheel(
    name: str, version: str, files: Mapping[str, bytes], data: Mapping[str, bytes] | None = None, entries: str = ""
) -> tuple[str, bytes]:
    about = f"{name}-{version}.dist-info"
    all_files = dict(files) | {f"{name}-{version}.data/data/{there}": one for there, one in (data or {}).items()}
    metadata = f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n"
    tag = "Wheel-Version: 1.0\nGenerator: firstquery\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    all_files |= {f"{about}/METADATA": metadata.encode(), f"{about}/WHEEL": tag.encode()}
    if entries:
        all_files[f"{about}/entry_points.txt"] = entries.encode()
    lines = [f"{there},{_hash(one)},{len(one)}\n" for there, one in all_files.items()]
    all_files[f"{about}/RECORD"] = "".join([*lines, f"{about}/RECORD,,\n"]).encode()
    return f"{name}-{version}-py3-none-any.whl", archive(all_files)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files whose bytes depend on nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for there, one in files.items():
            made.writestr(zipfile.ZipInfo(there, _EARLIEST), one, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _hash(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def name_of(wheel: str) -> tuple[str, str]:
    """Return the name of the library in a wheel's file name, as package indexes write it, and its version."""
    name, version = Path(wheel).name.split("-")[:2]
    return name.lower().replace("_", "-"), version
