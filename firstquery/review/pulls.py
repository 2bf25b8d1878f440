"""Pull requests as they lie in data/service/pulls/NNNN: request.toml, head.patch and ci.log."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from firstquery.core import course
from firstquery.core.errors import UserError, quote_value
from firstquery.review.changes import ChangedFile, changed_files

_NUMBER = re.compile(r"\d{1,4}")
_COMMIT = re.compile(r"^From ([0-9a-f]{40}) ", re.MULTILINE)
_WRITTEN = re.compile(r"^Date: (.*)\nSubject: (?:\[PATCH[^]]*\] )?(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_COUNTED = r"\d+ (?:passed|failed|errors?|skipped|deselected|xfailed|xpassed|warnings?)"
_RESULT = re.compile(rf"^=*\s*({_COUNTED}(?:, {_COUNTED})*(?: in [\d.]+ ?s(?:econds)?.*?)?)\s*=*$", re.MULTILINE)


ModelT = TypeVar("ModelT", bound=BaseModel)


class Comment(BaseModel):
    """One contribution to the discussion. ``path`` and ``match``: it stands at the line that the pattern finds."""

    model_config = ConfigDict(extra="forbid")

    author: str
    said: str
    path: str = ""
    match: str = ""

    def line(self, changed: ChangedFile) -> int | None:
        """Return the number of its line after the change; None where it stands at none of this file."""
        if not self.match or self.path != changed.path:
            return None
        return next((number for number, text in changed.head.items() if re.search(self.match, text)), None)


class Request(BaseModel):
    """request.toml. ``base`` is the branch, or the commit, that the change is to be merged into."""

    model_config = ConfigDict(extra="ignore")

    number: str
    title: str
    author: str
    branch: str
    description: str
    discussion: list[Comment] = []
    base: str = "main"

    @field_validator("number", mode="before")
    @classmethod
    def _with_its_zeros(cls, number: object) -> str:
        return f"{int(str(number)):04d}"


@dataclass(frozen=True)
class PullRequest:
    """A pull request. ``patch`` is head.patch as it is; ``log`` what its continuous integration (CI) printed."""

    request: Request
    folder: Path
    patch: str
    log: str

    @property
    def number(self) -> str:
        return self.request.number

    @cached_property
    def files(self) -> tuple[ChangedFile, ...]:
        """What it changes as a whole: each file is in one of its commits, as `make` commits them."""
        return changed_files(self.patch)

    @property
    def head_commit(self) -> str:
        """The hash of its last commit."""
        return str(_COMMIT.findall(self.patch)[-1])

    @property
    def commits(self) -> list[tuple[str, str]]:
        """Of each commit, in order, when it was written (UTC) and the first line of its message."""
        found = [(parsedate_to_datetime(day).astimezone(UTC), told) for day, told in _WRITTEN.findall(self.patch)]
        return [(f"{day.day} {day:%B %Y, %H:%M} UTC", " ".join(told.split())) for day, told in found]

    @property
    def ci(self) -> str:
        """The result of CI in one line: ``42 passed in 3.10s``."""
        found = _RESULT.findall(self.log)
        return found[-1].strip() if found else "no result"

    @property
    def is_green(self) -> bool:
        return "passed" in self.ci and not re.search(r"\d+ (failed|error)", self.ci)

    def file(self, path: str) -> ChangedFile | None:
        return next((one for one in self.files if one.path == path), None)


def folder_of_pulls() -> Path:
    return course.course_folder() / "data" / "service" / "pulls"


def numbers(folder: Path | None = None) -> list[str]:
    """Return the pull requests that there are, in order."""
    home = folder or folder_of_pulls()
    return sorted(one.parent.name for one in home.glob("[0-9][0-9][0-9][0-9]/request.toml"))


def read_toml(path: Path, model: type[ModelT]) -> ModelT:
    """Return a file of the instructor's or of the course. Raises `UserError` with its first fault."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"])) or "its start"
        raise UserError(f"{name} is damaged at {where}: {first['msg']}.") from None
    except (OSError, ValueError) as fault:
        raise UserError(f"{name} can't be read: {fault}.") from None


def number_of(given: object) -> str:
    """Return ``"0142"`` from 142, "142", "#0142" or "PR 142". Raises `UserError` for anything else."""
    if isinstance(given, int) and not isinstance(given, bool) and 0 < given < 10_000:
        return f"{given:04d}"
    if isinstance(given, str):
        plain = re.sub(r"^\s*(?:pull request|pull|pr|mr)?\s*[#!]?\s*", "", given.strip(), flags=re.IGNORECASE)
        if _NUMBER.fullmatch(plain):
            return f"{int(plain):04d}"
    raise UserError(
        f'{quote_value(given)} is not the number of a pull request. A number is written in quotes, like this: "0146".'
    )


def load(given: object, folder: Path | None = None) -> PullRequest:
    """Return the pull request of that number. Raises `UserError`."""
    number = number_of(given)
    home = folder or folder_of_pulls()
    place = home / number
    if not (place / "request.toml").is_file():
        there = numbers(home)
        which = f"There are: {', '.join(there)}." if there else f"There is none in {home}."
        raise UserError(f"There is no pull request {number}. {which}")
    return _read(place, tuple(path.stat().st_mtime_ns for path in sorted(place.iterdir())))


@lru_cache(maxsize=64)
def _read(place: Path, _stamps: tuple[int, ...]) -> PullRequest:
    request = read_toml(place / "request.toml", Request)
    try:
        patch = (place / "head.patch").read_bytes().decode("utf-8")
        log = (place / "ci.log").read_text(encoding="utf-8") if (place / "ci.log").is_file() else ""
    except (OSError, ValueError) as fault:
        raise UserError(
            f"The pull request {place.name} can't be read ({type(fault).__name__}). Fetch the course again: delete "
            f"{place} and open the course with `{course.opening()}`."
        ) from None
    return PullRequest(request, place, patch, log)
