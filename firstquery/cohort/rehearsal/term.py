"""A term, played: weeks are released, worked on, handed in, collected, graded and given back on a running hub.

What was done is asked of the hub itself (receipts, gradebook, cohort.toml), never of a list of ours: so a rehearsal
that was killed goes on where it was, and nothing is done twice.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from firstquery.cohort.hub.accounts import read_accounts
from firstquery.cohort.hub.site import Site
from firstquery.cohort.hub.visitor import Visitor
from firstquery.cohort.rehearsal.cast import Learner, versions
from firstquery.core import files
from firstquery.core.course import Week
from firstquery.core.due import FILE
from firstquery.core.errors import UserError
from firstquery.learner.workspace import FEEDBACK

RECEIPTS = """
import json
from firstquery.learner.receipts import list_receipts
print(json.dumps([one.as_json() for one in list_receipts()]))
"""
START = "start-here.ipynb"
#: What is heard of one step: its name, and how many of how many are done.
Heard = Callable[[str, int, int], None]


@dataclass
class Term:
    """A rehearsal on the hub of ``site``: ``learners`` take ``weeks``, ``at_once`` of them at a time."""

    site: Site
    learners: Sequence[Learner]
    weeks: Sequence[Week]
    at_once: int
    heard: Heard
    visits: dict[str, Visitor] = field(default_factory=dict)
    receipts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def play(self) -> None:
        """Plays all weeks. Raises `UserError` where the hub refuses a step."""
        self._run_for_each("log in", self.learners, self._log_in)
        for week in self.weeks:
            self._step(f"release {week.number}", lambda week=week: self._release(week))  # type: ignore[misc]
            late = [one for one in self.learners if one.manner == "late"]
            self._run_for_each(
                f"week {week.number}", [one for one in self.learners if one not in late], self._work(week)
            )
            self._due(week)
            self._run_for_each(f"week {week.number}, late", late, self._work(week))
            self._step(f"collect {week.number}", lambda week=week: self._report("collect", week))  # type: ignore[misc]
            self._step(f"grade {week.number}", lambda week=week: self._report("grade", week, "--no-feedback"))  # type: ignore[misc]
            self._step(f"feedback {week.number}", lambda week=week: self._give_back(week))  # type: ignore[misc]
        self._run_for_each("fetch feedback", self.learners, self._fetch)

    def _run_for_each(self, what: str, whom: Sequence[Learner], does: Callable[[Learner], None]) -> None:
        begun = time.monotonic()
        self.heard(what, 0, len(whom))
        with ThreadPoolExecutor(self.at_once) as pool:
            for done, _ in enumerate(pool.map(does, whom), 1):
                self.heard(what, done, len(whom))
        self.seconds[what] = time.monotonic() - begun

    def _step(self, what: str, does: Callable[[], object]) -> None:
        self.heard(what, 0, 1)
        begun = time.monotonic()
        does()
        self.seconds[what] = time.monotonic() - begun
        self.heard(what, 1, 1)

    def _log_in(self, learner: Learner) -> None:
        visitor = self.visits[learner.name] = Visitor(self.site.address(), learner.name)
        visitor.log_in(read_accounts(self.site)[learner.name].password)
        visitor.open()
        self.receipts[learner.name] = self._receipts(learner)

    def _receipts(self, learner: Learner) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._run(learner, START, RECEIPTS)[0].strip().splitlines()[-1])
        return found

    def _run(self, learner: Learner, path: str, *cells: str) -> list[str]:
        """What cells say in a kernel that is started for them on the notebook ``path``, and ended."""
        visitor = self.visits[learner.name]
        kernel = visitor.start_kernel(path)
        try:
            return visitor.run(kernel, *cells)
        finally:
            visitor.ask("DELETE", f"api/kernels/{kernel}")

    def _work(self, week: Week) -> Callable[[Learner], None]:
        def work(learner: Learner) -> None:
            wanted = versions(learner, week)
            there = [one for one in self.receipts[learner.name] if one["week"] == week.stem]
            for version in wanted[len(there) :]:
                self._hand_in(learner, week, version)
            if len(there) < len(wanted):
                self.receipts[learner.name] = self._receipts(learner)

        return work

    def _hand_in(self, learner: Learner, week: Week, notebook: bytes) -> None:
        """As JupyterLab saves it; and what no JupyterLab would save, as a disk that failed leaves it."""
        path = f"practice/{week.stem}/{week.stem}.ipynb"
        if learner.manner == "damaged":
            place = f"pathlib.Path(os.environ['FIRSTQUERY_WORK'], {path!r})"
            self._run(learner, START, f"import os, pathlib; {place}.write_bytes({notebook!r})")
        else:
            content = {"type": "notebook", "format": "json", "content": json.loads(notebook)}
            answer = self.visits[learner.name].ask("PUT", f"api/contents/{path}", json=content)
            if answer.status_code not in (200, 201):
                raise UserError(f"{learner.name} could not save {path}: {answer.status_code}, {answer.text[:300]}.")
        said = self._run(learner, START, "from firstquery import *", f"submit({week.number})")[-1]
        if "SHA-256" not in said:
            raise UserError(f"{learner.name} could not hand in week {week.number}: {said.strip()[:600]}")

    def _release(self, week: Week) -> None:
        self.facilitator("release", str(week.number))
        if not (self.site.inbox / "outbound" / week.stem).is_dir():
            self._run_as_facilitator("-m", "nbgrader", "release_assignment", week.stem)

    def _due(self, week: Week) -> None:
        """The week is due now, unless it is already: what has come is in time, and what comes later is late."""
        path = self.site.facilitator_course / FILE
        text = path.read_text(encoding="utf-8") if path.exists() else "[due]\n"
        if not any(line.startswith(f"{week.number} =") for line in text.splitlines()):
            now = datetime.now()
            due = now.replace(microsecond=0) + timedelta(seconds=1)  # a due date has no fractions of a second
            text += f"{week.number} = {due.isoformat()}\n"
            files.write(path, text.encode())
            shutil.chown(path, self.site.facilitator, self.site.facilitator)
            time.sleep((due - now).total_seconds() + 0.1)

    def _give_back(self, week: Week) -> None:
        self._run_as_facilitator("-m", "nbgrader", "generate_feedback", week.stem, "--force")
        self._run_as_facilitator("-m", "nbgrader", "release_feedback", week.stem)

    def _fetch(self, learner: Learner) -> None:
        numbers = [week.number for week in self.weeks]
        code = f"from firstquery import *\nfor number in {numbers}:\n    feedback(number)"
        self._run(learner, START, code)
        listed = self.visits[learner.name].ask("GET", f"api/contents/{FEEDBACK}")
        content = listed.json()["content"] if listed.status_code == 200 else []
        self.pages[learner.name] = sorted(one["name"] for one in content)

    def _report(self, command: str, week: Week, *words: str) -> None:
        """Gives a command that ends with 1 where something was left or ungraded, which here belongs to the play."""
        said = self.site.facilitator_course / f".{command}.json"
        said.unlink(missing_ok=True)
        self.facilitator(command, str(week.number), "--json", str(said), *words, done=said)

    def facilitator(self, *words: str, done: Path | None = None) -> str:
        """What a `firstquery` command of the facilitator's says. Raises `UserError` where it fails, and did not write
        ``done``."""
        return self._run_as_facilitator("-m", "firstquery.cli.main", *words, wrote=done)

    def _run_as_facilitator(self, *words: str, wrote: Path | None = None) -> str:
        hers = self.site.facilitator
        account = pwd.getpwnam(hers)
        done = subprocess.run(
            [str(self.site.python), *words],
            cwd=self.site.facilitator_course,
            env=self._environment(),
            capture_output=True,
            text=True,
            user=hers,
            group=account.pw_gid,
            extra_groups=os.getgrouplist(hers, account.pw_gid),
            umask=0o077,
        )
        if done.returncode and not (wrote and wrote.exists()):
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-6:]
            raise UserError(f"The facilitator's `{' '.join(words[1:])}` did not work: {' '.join(said)}")
        return done.stdout

    def _environment(self) -> dict[str, str]:
        home = self.site.facilitator_course.parent
        path = f"{Path(self.site.python).parent}:/usr/local/bin:/usr/bin:/bin"
        return {
            "HOME": str(home),
            "USER": self.site.facilitator,
            "PATH": path,
            "LANG": "C.UTF-8",
            "TZ": os.environ.get("TZ", ""),
        }

    def close(self) -> None:
        """Ends the visits; servers go on, as after a closed browser."""
        for visitor in self.visits.values():
            visitor.browser.close()
