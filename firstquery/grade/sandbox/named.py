"""Words that notebooks name: what a server imports, and what a kernel has at hand, is chosen by them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

MOST_NOTEBOOKS, MOST_BYTES = 20, 4_000_000  # that are looked at
_LARGE = (b"matplotlib", b"sklearn", b"pull_request(")
_SERVICE = (b"desk",)


def names_large(*folders: Path) -> bool:
    """Whether a notebook in one of ``folders`` names a library that takes long to import, or a change that may."""
    return _names(_LARGE, folders)


def names_service(folder: Path) -> bool:
    """Whether a notebook in ``folder`` may try a version of the service: it names desk."""
    return _names(_SERVICE, [folder])


def _names(words: Iterable[bytes], folders: Iterable[Path]) -> bool:
    notebooks = [path for folder in folders for path in sorted(folder.glob("*.ipynb"))[:MOST_NOTEBOOKS]]
    return any(_has(path, words) for path in notebooks)


def _has(notebook: Path, words: Iterable[bytes]) -> bool:
    try:
        with notebook.open("rb") as file:
            text = file.read(MOST_BYTES)
    except OSError:
        return False
    return any(word in text for word in words)
