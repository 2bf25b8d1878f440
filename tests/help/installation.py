"""A small installation to examine: the course, a learner's folder and a home, all in a folder of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from firstquery.doctor.finding import Where
from firstquery.learner.workspace import fill
from tests.conftest import ROOT

FILES = ("grader_config.py", "pyproject.toml", "requirements.lock", "start.py")
#: Variables of whoever runs the tests, which are none of this installation's.
NOT_OURS = ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "PYTHONPATH")
NOT_OURS += ("JUPYTER_PATH", "JUPYTER_PREFER_ENV_PATH", "JUPYTER_RUNTIME_DIR", "TMPDIR", "LC_ALL", "PYTHONUTF8")


def make(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Where:
    """A healthy one, known to this process by its environment. The program in it is the one under test."""
    course, home = folder / "course", folder / "home"
    course.mkdir(parents=True)
    home.mkdir()
    for name in FILES:
        shutil.copyfile(ROOT / name, course / name)
    for name in ("notebooks", "release", "data"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    for name in ("firstquery", "source"):
        (course / name).symlink_to(ROOT / name)
    for name in NOT_OURS:
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("FIRSTQUERY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(home / ".jupyter"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(home / "jupyter"))
    monkeypatch.setenv("BROWSER", "true")
    where = Where(course, home / "first-query", home)
    monkeypatch.setenv("FIRSTQUERY_WORK", str(where.work))
    fill()
    return where


def environment_of(where: Where) -> Path:
    """A Python environment in the course's folder, as start.py would leave it. Returns its Python.

    Its libraries are those of this test's Python, without what that one adds by itself (its own First Query).
    """
    venv = where.course / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True, timeout=60)
    (site,) = venv.glob("lib/python*/site-packages")
    libraries = [Path(one) for one in (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))]
    (site / "libraries.pth").write_text("\n".join(dict.fromkeys(map(str, libraries))) + "\n")
    (site / "course.pth").write_text(f"{where.course}\n")
    startup = venv / "etc" / "ipython" / "startup"
    startup.mkdir(parents=True)
    shutil.copyfile(ROOT / "firstquery" / "kernel" / "startup_file.py", startup / "50-first-query.py")
    # The whole program, not a link: what is broken in it is broken here alone.
    (where.course / "firstquery").unlink()
    shutil.copytree(ROOT / "firstquery", where.course / "firstquery", ignore=shutil.ignore_patterns("__pycache__"))
    return venv / "bin" / "python"
