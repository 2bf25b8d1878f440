"""course.toml: what the engine has to know of a course, read in one place by the standard library alone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from firstquery.core.errors import UserError

FILE = "course.toml"
T = TypeVar("T")


@dataclass(frozen=True)
class PlannedWeek:
    """One week as course.toml names it, written or not. ``measures``: what is measured in it and again later."""

    number: int
    month: int
    month_title: str
    title: str
    question: str
    stem: str
    measures: str = ""


@dataclass(frozen=True)
class WarehouseTable:
    """The data that every learner has: ``file``, below the course's folder.

    ``module``: a module in data/ which draws another snapshot and describes the columns (`firstquery.core.warehouse`).
    ``held_out``: where there is none, the file of an extract to grade on. ``company``: whom the figures are about,
    where it is invented. ``opened`` is the sentence that says that they are open.
    """

    file: str
    title: str = "The course's data"
    opened: str = "The course's data is open, for reading only."
    company: str = ""
    module: str = ""
    held_out: str = ""


@dataclass(frozen=True)
class DataTable:
    """Other data, which a week may ask in place of the warehouse: a module in data/ that knows their files.

    ``writing`` is the sentence that says that such a file is written, once.
    """

    module: str
    title: str
    opened: str
    writing: str


@dataclass(frozen=True)
class SeedsTable:
    """Seeds of held-out data: that of a proof, and those that a learner's own are drawn with."""

    proof: int = 1
    learners: tuple[int, ...] = (1,)


@dataclass(frozen=True)
class GraderTable:
    """``shows``: the folders and files of the course that an answer may read at the grader, beside notebooks/."""

    shows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """All that course.toml says.

    ``work_folder``: the name of a learner's own folder, in her home directory. ``predictions``: a CSV of some, for
    whoever has made few; none where it is empty. ``site``: a text (.md) with the words of the site's first page.
    """

    title: str
    warehouse: WarehouseTable
    weeks: tuple[PlannedWeek, ...]
    predictions: str = ""
    data: Mapping[str, DataTable] = field(default_factory=dict)
    seeds: SeedsTable = SeedsTable()
    grader: GraderTable = GraderTable()
    work_folder: str = "first-query"
    site: str = ""


def read(path: Path) -> Settings:
    """Return what the file says. Raise `UserError` where it is missing, is no TOML, or says what it may not."""
    try:
        stat = path.stat()
        return _read(path.absolute(), stat.st_mtime_ns, stat.st_size)
    except OSError as fault:
        raise UserError(
            f"{path} cannot be read ({fault.strerror or fault}). It says what the course is: get the whole course anew."
        ) from None
    except ValueError as fault:
        raise UserError(f"{path} is amiss: {fault}. Mend that line.") from None


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> Settings:
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    weeks = [_table(PlannedWeek, one, f"week {place}") for place, one in enumerate(said.get("weeks", []), 1)]
    if not weeks:
        raise ValueError("it names no week; a week begins with the line [[weeks]]")
    tables = {
        "warehouse": _table(WarehouseTable, said.get("warehouse", {}), "[warehouse]"),
        "data": {name: _table(DataTable, one, f"[data.{name}]") for name, one in said.get("data", {}).items()},
        "seeds": _table(SeedsTable, said.get("seeds", {}), "[seeds]"),
        "grader": _table(GraderTable, said.get("grader", {}), "[grader]"),
        "weeks": tuple(weeks),
    }
    return _table(Settings, {**said, **tables}, "the file")


def _table(kind: type[T], said: Mapping[str, Any], where: str) -> T:
    """Return a table as its class. Raise `ValueError` where a name is missing, unknown, or of another type."""
    known = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
    for name in said.keys() - known.keys():
        raise ValueError(f"{where} has {name!r}, which means nothing here; it may have {', '.join(known)}")
    for name, one in known.items():
        if name not in said and one.default is MISSING and one.default_factory is MISSING:
            raise ValueError(f"{where} lacks {name!r}")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    for name, kinds in (("int", int), ("str", str)):
        for key in (key for key, value in values.items() if known[key].type == name and type(value) is not kinds):
            raise ValueError(
                f"{key} of {where} is {values[key]!r}; {'a number' if name == 'int' else 'a text'} belongs there"
            )
    return kind(**values)
