"""What grading one submission gives, and what its mark remembers: the hashes of submission, key and environment.

Two tables of ours stand in nbgrader's gradebook, so that a mark and what it remembers are written in one transaction.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, delete, insert, inspect, select
from sqlalchemy.engine import Connection

import firstquery
from firstquery.grading import files
from firstquery.grading.submissions import Submission, find_submission, walk

STAMP = "firstquery_stamp"  # in the autograded notebook's metadata
tables = MetaData()
MARKS = Table(
    "firstquery_marks",
    tables,
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("submission", String(64), nullable=False),
    Column("key", String(64), nullable=False),
    Column("environment", String(64), nullable=False),
    Column("graded_at", DateTime, nullable=False),  # UTC
    Column("state", String(32), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("verdicts", Text, nullable=False),  # JSON
)
ENVIRONMENTS = Table(
    "firstquery_environments",
    tables,
    Column("hash", String(64), primary_key=True),
    Column("described", Text, nullable=False),  # JSON
)


@dataclass(frozen=True)
class Judgement:
    """One exercise of a submission. ``key`` is the hash of its entry in the key, ``says`` what the learner is told."""

    key: str
    outcome: str  # as firstquery.checks.verdict has it, or "ungraded"
    says: str


@dataclass(frozen=True)
class Mark:
    """What a submission's marks were given on, and how its run ended (``state``, and why in ``sentence``)."""

    assignment: str
    student: str
    submission: str
    key: str
    environment: str
    graded_at: datetime
    state: str = "graded"
    sentence: str = ""
    verdicts: dict[str, Judgement] = field(default_factory=dict)

    @property
    def stamp(self) -> str:
        """The same for the same submission, key and environment. The autograded notebook carries it as well."""
        return json_hash([self.submission, self.key, self.environment])


@dataclass(frozen=True)
class Score:
    """One graded cell: ``auto`` is None where a person has to look at it (``by_hand``); ``total`` its points.

    ``is_text`` where that is always so, since a person reads what was written.
    """

    auto: float | None
    by_hand: bool
    total: float
    is_text: bool = False


@dataclass(frozen=True)
class Notebook:
    """What Autograde said of one notebook, by the names of its cells."""

    scores: Mapping[str, Score]
    comments: Mapping[str, str | None]
    late_penalty: float | None
    holder: str = ""  # the id of the notebook in the gradebook that has its cells


@dataclass(frozen=True)
class Result:
    """One submission, graded or not: ``mark`` is None where grading itself failed, and ``log`` says why.

    ``tree`` holds the autograded files, not yet in their place; ``seconds`` are the worker's.
    """

    student: str
    mark: Mark | None
    described: dict[str, Any] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    timestamp: datetime | None = None
    tree: Path | None = None
    seconds: float = 0.0
    log: tuple[str, ...] = ()
    full_disk: bool = False

    @property
    def state(self) -> str:
        """How its run ended: graded, ungraded, time-out, out of memory, kernel died, damaged; failed without a mark."""
        return self.mark.state if self.mark else "failed"

    @property
    def sentence(self) -> str:
        if self.mark is None:
            return self.log[-1] if self.log else "Grading stopped, and it is not known why."
        return self.mark.sentence

    def scores(self) -> dict[str, Score]:
        return {name: one for notebook in self.notebooks.values() for name, one in notebook.scores.items()}

    @property
    def earned(self) -> float:
        return sum(one.auto or 0.0 for one in self.scores().values())

    @property
    def total(self) -> float:
        return sum(one.total for one in self.scores().values())

    @property
    def ungraded(self) -> list[str]:
        """Exercises without a verdict."""
        return sorted(name for name, one in self.scores().items() if one.auto is None and not one.is_text)

    def as_json(self) -> dict[str, Any]:
        """For machines: plain values, in order."""
        mark = self.mark
        verdicts = mark.verdicts if mark else {}
        return {
            "student": self.student,
            "state": self.state,
            "sentence": self.sentence,
            "earned": self.earned,
            "total": self.total,
            "exercises": {
                name: {
                    "score": one.auto,
                    "total": one.total,
                    "by_hand": one.by_hand,
                    "outcome": verdicts[name].outcome if name in verdicts else "",
                    "says": verdicts[name].says if name in verdicts else "",
                }
                for name, one in sorted(self.scores().items())
            },
            "hashes": {"submission": mark.submission, "key": mark.key, "environment": mark.environment} if mark else {},
            "seconds": round(self.seconds, 2),
            "log": list(self.log),
        }


def json_hash(value: Any) -> str:
    """SHA-256 of JSON."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def submission_hash(folder: Path) -> str:
    """Of all that was handed in: names and contents, with files of that name beside the folder, such as a zip.

    A link counts as its name; what it leads to is not part of it.
    """
    home = folder.parent
    try:
        found = find_submission(home, folder.name) or Submission(home.name, folder)
    except OSError as fault:
        return json_hash([folder.name, fault.errno])
    beside = {str(path.relative_to(home)): files.file_hash(path) for path in found.loose}
    elsewhere = [] if found.folder == folder else [found.folder.name]
    folder = found.folder
    if folder.is_symlink() or not folder.is_dir():
        return json_hash([folder.name, folder.is_symlink(), beside])
    links = sorted(str(path.relative_to(folder)) for path in walk(folder) if path.is_symlink())
    return json_hash([files.manifest(folder), links, beside, *elsewhere])


def key_hashes(key: Mapping[str, Any]) -> dict[str, str]:
    """A hash for each exercise of a key, and under "" one for the whole key with the data that it was made on."""
    found = {name: json_hash(entry) for name, entry in key["exercises"].items()}
    return {**found, "": json_hash([key.get("hash"), found])}


@cache
def installed_packages() -> tuple[dict[str, str], str]:
    """(versions of all packages by name, a hash of our own code)."""
    found = (one.metadata for one in distributions())  # read once each: its parser takes a second for all
    packages = {str(one["Name"]).lower().replace("_", "-"): str(one["Version"]) for one in found}
    root = Path(firstquery.__file__).parent
    code = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(root.rglob("*.py")))).hexdigest()
    return dict(sorted(packages.items())), code


def environment(policies: Mapping[str, Any], data: str) -> dict[str, Any]:
    """Return what a mark can depend on besides submission and key. ``policies`` are those of grader_config.py."""
    packages, code = installed_packages()
    return {
        "python": platform.python_version(),
        "packages": {name: version for name, version in packages.items() if name != "firstquery"},
        "firstquery": code,
        "data": data,
        "policies": json.loads(json.dumps(policies, default=str, sort_keys=True)),
    }


def write_mark(connection: Connection, mark: Mark, described: Mapping[str, Any]) -> None:
    """Write ``mark`` in place of the one before it. ``described`` is its environment."""
    tables.create_all(connection)
    row = {**asdict(mark), "verdicts": json.dumps({name: asdict(one) for name, one in mark.verdicts.items()})}
    same = (MARKS.c.assignment == mark.assignment) & (MARKS.c.student == mark.student)
    connection.execute(delete(MARKS).where(same))
    connection.execute(insert(MARKS).values(**row))
    if not connection.execute(select(ENVIRONMENTS.c.hash).where(ENVIRONMENTS.c.hash == mark.environment)).first():
        connection.execute(insert(ENVIRONMENTS).values(hash=mark.environment, described=json.dumps(described)))


def read_marks(connection: Connection, assignment: str) -> dict[str, Mark]:
    """Return the marks of an assignment by student; none in a gradebook that has no such table yet."""
    if not inspect(connection).has_table(MARKS.name):
        return {}
    found = {}
    for row in connection.execute(select(MARKS).where(MARKS.c.assignment == assignment)).mappings():
        verdicts = {name: Judgement(**one) for name, one in json.loads(row["verdicts"]).items()}
        found[str(row["student"])] = Mark(**{**row, "verdicts": verdicts})
    return found


def read_environment(connection: Connection, environment: str) -> dict[str, Any]:
    """Return the environment of that hash; empty when it is not known."""
    if not inspect(connection).has_table(ENVIRONMENTS.name):
        return {}
    row = connection.execute(select(ENVIRONMENTS.c.described).where(ENVIRONMENTS.c.hash == environment)).first()
    found: dict[str, Any] = json.loads(row[0]) if row else {}
    return found


def now() -> datetime:
    """UTC, as nbgrader keeps its times: without a zone."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
