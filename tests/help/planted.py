"""Faults to plant in a small installation: each with the check that finds it, and words of what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from firstquery.doctor.finding import Where

Patch = pytest.MonkeyPatch


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def practice(where: Where) -> Path:
    return where.work / "practice" / "week-01-first-query"


def damage(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def attempt_of(days: int) -> Callable[[Where, Patch], None]:
    def plant(where: Where, patch: Patch) -> None:
        at = (dt.datetime.now().astimezone() + dt.timedelta(days=days)).isoformat(timespec="seconds")
        write(where.work / ".records" / "w01-q1.json", json.dumps({"attempts": [{"at": at, "outcome": "right"}]}))

    return plant


def variable(name: str, value: str) -> Callable[[Where, Patch], None]:
    return lambda where, patch: patch.setenv(name, value)


def git_of(says: str) -> Callable[[Where, Patch], None]:
    def plant(where: Where, patch: Patch) -> None:
        program = where.work.parents[1] / "bin" / "git"
        write(program, f"#!/bin/sh\necho {says}\n")
        program.chmod(0o755)
        patch.setenv("PATH", str(program.parent), prepend=os.pathsep)

    return plant


def kernel_of(program: str) -> Callable[[Where, Patch], None]:
    def plant(where: Where, patch: Patch) -> None:
        folder = where.home / "jupyter" / "kernels" / "python3"  # type: ignore[operator]
        write(folder / "kernel.json", json.dumps({"argv": [program, "-m", "ipykernel_launcher"], "language": "python"}))
        patch.setenv("JUPYTER_PREFER_ENV_PATH", "0")

    return plant


def server_of(where: Where, patch: Patch) -> None:
    note = {"pid": 2**22 + 1, "port": 8888, "root_dir": str(where.work), "token": "x"}
    write(where.home / "jupyter" / "runtime" / "jpserver-1.json", json.dumps(note))  # type: ignore[operator]


def moved_environment(where: Where, patch: Patch) -> None:
    lock = hashlib.sha256((where.course / "requirements.lock").read_bytes()).hexdigest()
    stamp = {"scheme": 2, "lock": lock, "folder": "/somewhere/else", "python": "3.11"}
    write(where.course / ".venv" / "first-query.json", json.dumps(stamp))


#: What is planted: the check that finds it, its level, words of its sentence, words of how to mend it, and how.
PLANTED: dict[str, tuple[str, str, str, str, Callable[[Where, Patch], object]]] = {
    "a file pandas.py beside the notebooks": (
        *("files in the way of libraries", "fault", "has the name of the library pandas", "my_pandas.py"),
        lambda where, patch: write(where.work / "pandas.py", "x = 1\n"),
    ),
    "a file random.py beside a practice": (
        *("files in the way of libraries", "fault", "has the name of Python's own random", "my_random.py"),
        lambda where, patch: write(practice(where) / "random.py", ""),
    ),
    "a folder sqlite3 beside the notebooks": (
        *("files in the way of libraries", "fault", "has the name of Python's own sqlite3", "my_sqlite3"),
        lambda where, patch: write(where.work / "sqlite3" / "__init__.py", ""),
    ),
    "data missing": (
        *("Kestrel's data", "fault", "Kestrel's data is missing", "firstquery warehouse build"),
        lambda where, patch: (where.course / "data" / "kestrel.sqlite").unlink(),
    ),
    "data damaged": (
        *("Kestrel's data", "fault", "is damaged or of another version", "firstquery warehouse build"),
        lambda where, patch: damage(where.course / "data" / "kestrel.sqlite"),
    ),
    "a key missing": (
        *("keys", "fault", "The key beside your practice", "it puts the key back"),
        lambda where, patch: (practice(where) / "key.json").unlink(),
    ),
    "a key damaged": (
        *("keys", "fault", "The key of week 2", "Get the course again"),
        lambda where, patch: damage(where.course / "release" / "week-02-count-honestly" / "key.json"),
    ),
    "a lesson missing": (
        *("the course's files", "fault", "are missing: notebooks/week-03-group-and-compare.ipynb.", "again"),
        lambda where, patch: (where.course / "notebooks" / "week-03-group-and-compare.ipynb").unlink(),
    ),
    "a practice of the course damaged": (
        *("the course's files", "fault", "are damaged: release/week-04-join", "again"),
        lambda where, patch: damage(next((where.course / "release").glob("week-04*/*.ipynb"))),
    ),
    "a notebook of hers damaged": (
        *("your notebooks", "fault", "practice/week-01-first-query/week-01-first-query.ipynb", "fresh copy"),
        lambda where, patch: damage(practice(where) / "week-01-first-query.ipynb"),
    ),
    "a record damaged": (
        *("your records", "fault", "cannot be read: w01-q3.json.", "sets such a file aside"),
        lambda where, patch: write(where.work / ".records" / "w01-q3.json", '{"attempts": ['),
    ),
    "a clock behind": ("the clock", "fault", "Your last attempt was kept on", "Set the date", attempt_of(400)),
    "HOME not set": (
        *("the home folder", "fault", "HOME is not set", "export HOME"),
        lambda where, patch: patch.delenv("HOME"),
    ),
    "a proxy for everything": (
        *("proxies", "warning", "http_proxy sends programs to a proxy", "no_proxy=localhost,127.0.0.1"),
        variable("http_proxy", "http://proxy.example.com:3128"),
    ),
    "a variable of the grader": (
        *("variables of First Query", "fault", "FIRSTQUERY_GRADER is set", "Unset"),
        variable("FIRSTQUERY_GRADER", "1"),
    ),
    "a variable mistyped": (
        *("variables of First Query", "warning", "knows no variable FIRSTQUERY_WORKS", "mistyped"),
        variable("FIRSTQUERY_WORKS", "/tmp"),
    ),
    "a database that is not there": (
        *("variables of First Query", "fault", "FIRSTQUERY_WAREHOUSE names /nowhere/a.sqlite", "unset it"),
        variable("FIRSTQUERY_WAREHOUSE", "sqlite:////nowhere/a.sqlite?mode=ro"),
    ),
    "no git": (
        *(
            "git",
            "warning",
            "has no git, the program that keeps the history of a project. It is needed in: week 23, 24, 25, 26",
            "sudo apt install git",
        ),
        variable("PATH", "/nowhere"),
    ),
    "an old git": (
        *("git", "warning", "has version 2.25, and the course needs 2.30 or newer. It is needed", "git-scm.com"),
        git_of("git version 2.25.1"),
    ),
    "a kernel of a Python that is gone": (
        *("the kernel", "fault", "runs /nowhere/python, which is not there", "Delete the folder"),
        kernel_of("/nowhere/python"),
    ),
    "a kernel of another Python": (
        *("the kernel", "fault", "runs another Python, /bin/sh, which has no First Query", "Delete the folder"),
        kernel_of("/bin/sh"),
    ),
    "settings of another Jupyter": (
        *("settings of Jupyter", "fault", "sets base_url for every JupyterLab", "Take that line out"),
        lambda where, patch: write(
            where.home / ".jupyter" / "jupyter_server_config.py",  # type: ignore[operator]
            "c = get_config()\n# c.ServerApp.port = 1\nc.ServerApp.base_url = '/hers/'\n",
        ),
    ),
    "a password of another Jupyter": (
        *("settings of Jupyter", "warning", "sets hashed_password", "Nothing has to be done"),
        lambda where, patch: write(
            where.home / ".jupyter" / "jupyter_server_config.json",  # type: ignore[operator]
            '{"IdentityProvider": {"hashed_password": "argon2:abc"}}',
        ),
    ),
    "an environment that was moved": (
        *("the environment", "fault", "was made in /somewhere/else", "makes the environment again"),
        moved_environment,
    ),
    "a server ended by force": (
        *("servers left behind", "warning", "has left its note in", "may be deleted"),
        server_of,
    ),
}
