"""Her folder as JupyterLab sees it: no keys in the list, every save whole, and *start here* as it stands today."""

from __future__ import annotations

import contextlib
import copy
import importlib
import io
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from anyio.to_thread import run_sync
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from firstquery.core import files as whole
from firstquery.lab.ports import FIRST

# Beside each practice; the check reads it, and nobody else needs to.
NOT_HERS = frozenset({"key.json"})
# What the lessons lead to and show: the data dictionary, and the drawings, by the names that theirs have.
REFERENCE = {"data": "README.md", "drawings": "week-*.svg"}


class LearnersContents(AsyncLargeFileManager):
    """JupyterLab's own way to files, on the learner's folder. Raises as that does (tornado's HTTPError)."""

    def should_list(self, name: str) -> bool:
        return name not in NOT_HERS and bool(super().should_list(name))  # type: ignore[no-untyped-call]

    async def _dir_model(self, path: str, content: bool = True) -> dict[str, Any]:
        model: dict[str, Any] = await super()._dir_model(path, content)  # type: ignore[no-untyped-call]
        if content and not path.strip("/"):
            model["content"] = [one for one in model["content"] if not self._only_reference(one["name"])]
        return model

    def _only_reference(self, name: str) -> bool:
        """Return a folder of ours, as long as she has put nothing into it."""
        if name not in REFERENCE:
            return False
        try:
            held = {one.name for one in (Path(self.root_dir) / name).iterdir() if not one.name.startswith(".")}
        except OSError:
            return False
        return all(fnmatchcase(one, REFERENCE[name]) for one in held)

    async def _notebook_model(self, path: str, content: bool = True, require_hash: bool = False) -> dict[str, Any]:
        read = super()._notebook_model
        model: dict[str, Any] = await read(path, content, require_hash)  # type: ignore[no-untyped-call]
        if content and path.strip("/") == FIRST:
            model["content"] = await run_sync(_refresh, model["content"])
        return model

    async def _save_notebook(self, os_path: str, nb: Any, capture_validation_error: Any = None) -> None:
        text = io.StringIO()
        write: Callable[[], None] = partial(
            nbformat.write,
            nb,
            text,
            version=nbformat.NO_CONVERT,
            capture_validation_error=capture_validation_error,
        )
        await run_sync(write)
        await self._whole(os_path, text.getvalue().encode())

    async def _save_file(self, os_path: str, content: str, format: str | None) -> None:
        if format != "text":
            await super()._save_file(os_path, content, format)  # type: ignore[no-untyped-call]
        else:
            await self._whole(os_path, content.encode())

    async def _whole(self, os_path: str, content: bytes) -> None:
        with self.perm_to_403(os_path):
            await run_sync(whole.write, Path(os_path), content)


def _refresh(notebook: Any) -> Any:
    """*Start here* with where she stands. Where that is not to be had, the page as it is."""
    with contextlib.suppress(Exception):
        standing = importlib.import_module("firstquery.learner.progress")
        fresh = standing.refresh_start_here(copy.deepcopy(notebook))
        return nbformat.from_dict(fresh)  # type: ignore[no-untyped-call]
    return notebook
