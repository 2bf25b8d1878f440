"""A pull request as its author has it: pull-requests/NNNN, from which make.py makes what ships.

request.toml        what is shown, and below it [[commits]]: subject, body, date, and the paths that each takes
change.patch        the change as it would be right
faults/NAME.patch   one planted fault each, on top of it; any of them, in any order
truth.toml          what is true of it (`truth`)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.review import program
from firstquery.review.pulls import Request, read_toml

_COMMITS = re.compile(r"^\[\[commits\]\]", re.MULTILINE)
_NUMBERS = "[0-9][0-9][0-9][0-9]"


class Commit(BaseModel):
    """One commit of a pull request. Without paths it takes everything that no other commit takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    body: str = ""
    date: dt.datetime
    paths: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return f"{self.subject}\n\n{self.body.strip()}\n" if self.body.strip() else f"{self.subject}\n"


class _CommitList(BaseModel):
    commits: tuple[Commit, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Source:
    """One folder of pull-requests. ``shown`` is the text of request.toml as it ships."""

    folder: Path
    request: Request
    commits: tuple[Commit, ...]
    shown: str

    @property
    def number(self) -> str:
        return self.request.number

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """The names of its planted faults."""
        return tuple(sorted(path.stem for path in (self.folder / "faults").glob("*.patch")))

    def patch_of(self, fault: str) -> Path:
        return self.folder / "faults" / f"{fault}.patch"

    def patches(self, faults: Iterable[str]) -> list[Path]:
        """The patches to apply, in order: the change, then these faults."""
        return [self.folder / "change.patch", *map(self.patch_of, faults)]


def folder_of_sources() -> Path:
    return course.course_folder() / "pull-requests"


def numbers(folder: Path | None = None) -> list[str]:
    """The pull requests that have a source, in order."""
    return sorted(path.parent.name for path in (folder or folder_of_sources()).glob(f"{_NUMBERS}/request.toml"))


def load(number: str, folder: Path | None = None) -> Source:
    """The source of that pull request. Raises `UserError`."""
    place = (folder or folder_of_sources()) / number
    path = place / "request.toml"
    request, written = read_toml(path, Request), read_toml(path, _CommitList)
    text = path.read_text(encoding="utf-8")
    cut = _COMMITS.search(text)
    return Source(place, request, written.commits, text[: cut.start()].rstrip() + "\n" if cut else text)


def apply(folder: Path, source: Source, faults: Iterable[str]) -> Path:
    """Makes ``folder``, a tree of the base, the head with these faults. git applies the patches. Raises `UserError`."""
    for patch in source.patches(faults):
        if not patch.is_file():
            raise UserError(f"Pull request {source.number} has no {patch.relative_to(source.folder).as_posix()}.")
        try:
            program.run(folder, "apply", "-", given=patch.read_bytes().replace(b"\r\n", b"\n"))
        except UserError as fault:
            raise UserError(f"{source.number}/{patch.stem} does not fit the service: {fault}") from None
    return folder
