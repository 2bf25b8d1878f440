"""The data of a course: where a snapshot stands, who draws another one, and which file a week asks.

course.toml names a module in data/ that knows the warehouse. Everything but ``build`` may be missing there:

- ``build(snapshot, *, seed, path, url, progress) -> BuildReport`` draws a snapshot ("learning" or "held-out");
- ``dictionary() -> Dictionary``: what the tables and columns mean; ``document() -> Path`` writes that as a page;
- ``is_complete(path) -> bool``: whether the file of a snapshot has all that is drawn today;
- ``names() -> Names``: whom the data name, for the scan of what a learner gives away.

A module of other data has ``file_beside(warehouse, course, told) -> Path``, ``is_file_of(path) -> bool`` and
``dictionary() -> Dictionary``.
"""

from __future__ import annotations

import hashlib
import importlib
import secrets
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from firstquery.core import course as courses
from firstquery.core.errors import UserError
from firstquery.core.files import hold_lock
from firstquery.core.settings import DataTable, WarehouseTable

Snapshot = Literal["learning", "held-out"]
#: Called with what is done now and the share done (0 to 1).
Progress = Callable[[str, float], None]
PATIENCE = 300.0  # seconds, for another process that draws the same
SUFFIXES = (".py", ".toml", ".json")  # of what a module draws from


class BuildFailed(UserError):
    """The warehouse could not be built; the message says why, in a sentence."""


@dataclass(frozen=True)
class BuildReport:
    """What was built: where, from which seed, how many rows a table, the content hash and the seconds it took."""

    snapshot: Snapshot
    seed: int
    url: str
    rows: dict[str, int] = field(default_factory=dict)
    hash: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Dictionary:
    """What a course says of its own data: the meaning of tables and of their columns, and the last day that they know.

    ``marks`` are tables that no other database has all of.
    """

    tables: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    last_day: date
    marks: frozenset[str]


@dataclass(frozen=True)
class Names:
    """Whom the data name: a query for the customers' names, and the people in texts by first name and surname."""

    query: str
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


def learning(course: Path) -> Path:
    """Return the file of the learning snapshot, which ships with the course."""
    return course / courses.settings(course).warehouse.file


def file_name(course: Path) -> str:
    """Return the name that the file of any snapshot has."""
    return Path(courses.settings(course).warehouse.file).name


def cohort(course: Path) -> Path:
    """Return the file of the cohort's held-out snapshot."""
    return course / "held-out" / file_name(course)


def of_week(course: Path, stem: str) -> Path:
    """Return the file of the held-out snapshot that week ``stem`` alone is graded on, should the cohort's not fit."""
    return course / "held-out" / stem / file_name(course)


def unseen(warehouse: Path, course: Path) -> Path:
    """Return the file of a draw of which no kernel that asks the snapshot ``warehouse`` has a row.

    It stands beside it, and is drawn where it is missing, in some seconds. The same snapshot has the same one again;
    from what a kernel sees nobody can guess a cohort's. A course that draws no data has no other: ``warehouse``
    itself. Raise `UserError` where it can't be drawn.
    """
    if builder(course) is None:
        return warehouse
    path = _unseen_path(warehouse)
    with hold_lock(path.with_name(f".{path.name}.lock"), patience=PATIENCE):
        if not path.is_file():
            seed = int.from_bytes(hashlib.sha256(_origin_of(warehouse, course)).digest()[:6], "big")
            with tempfile.TemporaryDirectory(dir=path.parent) as folder:  # beside it stands the seed of another file
                build("held-out", course, seed=seed, path=Path(folder) / path.name)
                (Path(folder) / path.name).replace(path)
    return path


def _origin_of(warehouse: Path, course: Path) -> bytes:
    """Return what the seed of the other draw is made from: the seed beside a snapshot, which no kernel sees."""
    seed = warehouse.with_name("seed")
    if seed.is_file():
        return seed.read_bytes()
    if warehouse.resolve().is_relative_to((course / "held-out").resolve()):
        return secrets.token_bytes(32)
    return warehouse.read_bytes()


def _unseen_path(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.stem}.unseen{warehouse.suffix}")


def is_learning(course: Path, path: Path) -> bool:
    """Return whether ``path`` is the learning snapshot."""
    ours = learning(course)
    return ours.exists() and ours.samefile(path)


def module(name: str, course: Path) -> Any:
    """Return a module of the course's data/. Raise `UserError` where there is none."""
    add_to_path(course)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as fault:
        if fault.name != name:
            raise UserError(_fault_of_data(fault, course)) from fault
        raise UserError(
            f"course.toml names the module {name!r}, and {course / 'data'} has none of that name."
        ) from None
    except Exception as fault:
        raise UserError(_fault_of_data(fault, course)) from fault


def _fault_of_data(fault: Exception, course: Path) -> str:
    """Return the sentence of an error in a module of data/: what went wrong, and in which of its lines."""
    frames = [(one.filename, one.lineno) for one in traceback.extract_tb(fault.__traceback__)]
    if isinstance(fault, SyntaxError) and fault.filename:
        frames.append((fault.filename, fault.lineno))
    own = [(Path(file), line) for file, line in frames if Path(file).is_relative_to(course / "data")]
    where = f"{own[-1][0].relative_to(course)}, line {own[-1][1]}" if own else f"{course / 'data'}"
    what = fault.msg if isinstance(fault, SyntaxError) else str(fault)
    return f"{where}: {type(fault).__name__}: {what}. The data can't be drawn before that is corrected."


def add_to_path(course: Path) -> None:
    """Let the modules of the course's data/ be imported from now on."""
    folder = str(course / "data")
    if folder not in sys.path:
        sys.path.append(folder)


def builder(course: Path) -> Any:
    """Return the module that knows the warehouse; None where course.toml names none."""
    name = courses.settings(course).warehouse.module
    return module(name, course) if name else None


def build(
    snapshot: Snapshot,
    course: Path,
    *,
    seed: int | None = None,
    path: Path | None = None,
    url: str | None = None,
    progress: Progress = lambda what, share: None,
) -> BuildReport:
    """Draw a snapshot and put it in place whole: at ``path``, at ``url``, or where the course has its own.

    Raise `BuildFailed` where it can't be drawn, and `UserError` where the course says nothing of how.
    """
    if url is None and path is None:
        path = learning(course) if snapshot == "learning" else cohort(course)
    if path is not None:
        _unseen_path(path).unlink(missing_ok=True)  # it goes with what stood there before
    made = builder(course)
    if made is not None:
        try:
            report: BuildReport = made.build(snapshot, seed=seed, path=path, url=url, progress=progress)
        except UserError:
            raise
        except Exception as fault:  # the course's own code: its author reads where it stopped
            raise UserError(_fault_of_data(fault, course)) from fault
        return report
    extract = courses.settings(course).warehouse.held_out
    if snapshot == "learning" or not extract or path is None:
        raise UserError(
            "course.toml says nothing of how such data are made: under [warehouse], name a module that draws them, or "
            'the file of an extract to grade on: held_out = "data/held-out.sqlite".'
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(course / extract, path)
    progress("done", 1.0)
    return BuildReport(snapshot, seed or 0, f"sqlite:///{path}")


def is_complete(path: Path, course: Path) -> bool:
    """Return whether a snapshot has all that the course draws today."""
    ask = getattr(builder(course), "is_complete", None)
    return ask is None or bool(ask(path))


def generator_files(course: Path) -> list[Path]:
    """Return the files that draw a snapshot: what they say decides what is drawn for a seed."""
    made = builder(course)
    if made is None:
        extract = courses.settings(course).warehouse.held_out
        return [course / extract] if extract else []
    file = Path(made.__file__)
    return sorted(one for one in file.parent.rglob("*") if one.suffix in SUFFIXES) if made.__package__ else [file]


def generator_hash(course: Path) -> str:
    """Return a hash of all that a snapshot is drawn from: a course that draws otherwise has other data for one seed."""
    total = hashlib.sha256()
    own = learning(course)  # it may draw from the learning data themselves
    for one in (*generator_files(course), *([own] if own.is_file() else [])):
        with one.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def warehouse_of(stem: str, course: Path, warehouse: Path, told: Callable[[], None] = lambda: None) -> Path:
    """Return the file that week ``stem`` asks where others ask ``warehouse``: that file, or other data that go with it.

    Data that are not there yet are written, in some seconds, after ``told`` was called. Raise `UserError`.
    """
    other = other_data(stem, course)
    if other is None or is_other(course, warehouse):
        return warehouse
    path: Path = other.file_beside(warehouse, course, told)
    return path


def other_data(stem: str, course: Path) -> Any:
    """Return the module of what week ``stem`` asks in place of the warehouse; None for most."""
    name = courses.data_of(stem, course)
    known = courses.settings(course).data
    if not name:
        return None
    if name not in known:
        raise UserError(f"{stem} asks data called {name!r}, which course.toml does not have under [data].")
    return module(known[name].module, course)


def words_of(stem: str, course: Path) -> WarehouseTable | DataTable:
    """Return the table of course.toml with the sentences about the data that week ``stem`` asks."""
    said = courses.settings(course)
    return said.data.get(courses.data_of(stem, course), said.warehouse)


def is_other(course: Path, path: Path) -> bool:
    """Return whether ``path`` is a file of other data than the warehouse."""
    said = courses.settings(course).data.values()
    return any(module(one.module, course).is_file_of(path) for one in said)


def dictionaries(course: Path) -> list[Callable[[], Dictionary]]:
    """Return what the course says of its data, one function a database, each called when it is needed."""
    said = courses.settings(course)
    names = [said.warehouse.module, *(one.module for one in said.data.values())]

    def loader(name: str) -> Callable[[], Dictionary]:
        def dictionary() -> Dictionary:
            describe = getattr(module(name, course), "dictionary", None)
            return describe() if describe else Dictionary({}, {}, date.min, frozenset())

        return dictionary

    return [loader(name) for name in names if name]


def names(course: Path) -> Names | None:
    """Return whom the warehouse names; None where the course does not say."""
    ask = getattr(builder(course), "names", None)
    return ask() if ask else None
