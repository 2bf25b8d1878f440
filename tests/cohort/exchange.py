"""A cohort on an exchange in a folder: its course, its learners, each with a folder, and what the exchange has."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from firstquery.learner.receipts import Receipt, read
from tests.commands import Command
from tests.grading.conftest import RIGHT
from tests.grading.orders import STEM, Course, answer
from tests.run.bench import Ended, Run

FILE = f"{STEM}.ipynb"
WEEK = "90"


@dataclass(frozen=True)
class Learner:
    """Who hands in under ``name``, with all that is hers in ``home``."""

    name: str
    home: Path
    cohort: Cohort

    @property
    def work(self) -> Path:
        return self.home / "first-query"

    @property
    def practice(self) -> Path:
        return self.work / "practice" / STEM

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "FIRSTQUERY_COURSE": str(self.cohort.root),
            "FIRSTQUERY_WORK": str(self.work),
            "JUPYTER_CONFIG_DIR": str(self.home / "jupyter"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "TZ": "Europe/Paris",
        }

    def start(self, *arguments: str) -> Command:
        return Command("firstquery.cli.main", arguments, self.home, self.environment, is_sharing=True)

    def firstquery(self, *arguments: str, code: int = 0) -> str:
        """What a command said, on one line; it has to end with ``code``."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=600)
        assert process.returncode == code, out + err
        ended = Ended(code, out, err)
        assert "Traceback" not in ended.said
        return ended.said

    def write(self, **cells: str) -> str:
        """Answers her practice (what ``cells`` does not say is right) and saves it. Returns the file's hash."""
        made = answer(Course(self.cohort.root).released(), **{**RIGHT, **cells})
        nbformat.write(made, self.practice / FILE)
        return sha256(self.practice / FILE)

    def submit(self) -> Receipt:
        """Hands in, and gives the newest receipt."""
        assert "handed in." in self.firstquery("submit", WEEK)
        return self.receipts()[-1]

    def receipts(self) -> list[Receipt]:
        process = self.start("receipts", "--json")
        out, err = process.communicate(timeout=600)
        assert process.returncode == 0, err
        found = [read(row) for row in json.loads(out)]
        assert None not in found
        return [one for one in found if one]

    def inbound(self) -> list[Path]:
        """Her submissions that a collect sees, the oldest first."""
        return sorted(self.cohort.inbound.glob(f"{self.name}+*"))


@dataclass(frozen=True)
class Cohort:
    """The course at ``root`` and the exchange beside it, in which the week is released."""

    root: Path
    exchange: Path

    @classmethod
    def make(cls, course: Course, exchange: Path, check_owner: bool = False) -> Cohort:
        """Releases the week with nbgrader's own command. Without ``check_owner`` all learners are one user."""
        exchange.mkdir()
        exchange.chmod(0o1777)
        with (course.root / "grader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"c.Exchange.root = {str(exchange)!r}\nc.ExchangeCollect.check_owner = {check_owner}\n")
        course.run("nbgrader", "release_assignment", STEM)
        return cls(course.root, exchange)

    @property
    def inbound(self) -> Path:
        return self.exchange / "first-query" / "inbound"

    @property
    def run(self) -> Run:
        return Run(self.root)

    def learner(self, name: str, home: Path | None = None, named: bool = True) -> Learner:
        """A learner with the practice as it came. ``named``: she hands in under that name, not her system user's."""
        made = Learner(name, home or self.root.parent / name, self)
        for folder in (made.home / "jupyter", made.work / "practice"):
            folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.root / "release" / STEM, made.practice)
        config = [f"c.Exchange.root = {str(self.exchange)!r}"]
        config += [f"c.CourseDirectory.student_id = {name!r}"] if named else []
        (made.home / "jupyter" / "nbgrader_config.py").write_text("\n".join(["c = get_config()", *config, ""]))
        return made

    def submitted(self, name: str) -> Path:
        return self.root / "submitted" / name / STEM

    def firstquery(self, *arguments: str, code: int = 0) -> str:
        ended = self.run.ended(self.run.start(*arguments), seconds=600)
        assert ended.code == code, ended.said
        return ended.said

    def collect(self, code: int = 0) -> dict[str, Any]:
        """`firstquery collect` of the week: what it writes for a program, and what it ``said``."""
        where = self.root / "collected.json"
        said = self.firstquery("collect", WEEK, "--json", str(where), code=code)
        return {**json.loads(where.read_text(encoding="utf-8")), "said": said}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
