"""The service as folders: its base, and the heads of the pull requests with some of their faults."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from firstquery.review import history, patches, sources
from firstquery.review.changes import ChangedFile, changed_files
from firstquery.review.sources import Source
from tests.conftest import ROOT

SERVICE = ROOT / "data" / "service"
DB = ROOT / "data" / "kestrel.sqlite"
NUMBERS = sources.numbers(ROOT / "pull-requests")
SOURCES = {number: sources.load(number, ROOT / "pull-requests") for number in NUMBERS}
FAULTY = [number for number, one in SOURCES.items() if one.faults]
FREE = [number for number, one in SOURCES.items() if not one.faults]


def write(files: Mapping[str, tuple[list[str], str]], folder: Path) -> Path:
    """The files of a service as a folder."""
    for name, (lines, _) in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("".join(lines).encode())
    return folder


def _base_files() -> patches.Files:
    """Every file of the service at the tip of main, with its history applied in memory."""
    files: patches.Files = {}
    for patch in history.read(SERVICE).commits:
        files, _ = patches.apply_patch(files, patch)
    return files


class Trees:
    """Makes folders below ``place``, each a copy of the base with what is asked for."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.base = write(_base_files(), place / "base")
        self._count = 0

    def head(self, source: Source, faults: Iterable[str]) -> Path:
        """The head with these faults, in this order."""
        self._count += 1
        folder = self._place / f"{source.number}-{self._count}"
        shutil.copytree(self.base, folder)
        return sources.apply(folder, source, faults)

    def add_proof(self, source: Source, tree: Path) -> list[str]:
        """Puts proof.py, the tests that are not part of the pull request, among the tests of ``tree``."""
        proof = source.folder / "proof.py"
        if not proof.is_file():
            return []
        shutil.copy(proof, tree / "tests" / "test_proof.py")
        return ["tests/test_proof.py"]

    def with_tests_of(self, tree: Path, tests: Path) -> Path:
        """The code of one tree with the tests of another one."""
        self._count += 1
        folder = self._place / f"mixed-{self._count}"
        shutil.copytree(tree, folder, ignore=lambda at, _: ["tests"] if Path(at) == tree else [])
        shutil.copytree(tests / "tests", folder / "tests")
        return folder


def content(tree: Path) -> dict[str, bytes]:
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file()}


def changed(source: Source) -> tuple[ChangedFile, ...]:
    """What the right change does, by file."""
    return changed_files((source.folder / "change.patch").read_text(encoding="utf-8"))


def changed_tests(source: Source) -> list[str]:
    return [one.path for one in changed(source) if one.path.startswith("tests/test_") and one.how != "removed"]
