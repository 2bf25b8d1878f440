"""A course with everything that has to stay hidden, a cohort that attacks it, and what is there after grading.

The course is that of tests/grading. ann hands in first and zoe last, both rightly, and honest but odd submissions stand
between the hostile ones: whatever an attack takes from others, it takes from them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from tests.attacks.attack import POINTS, SECRETS, Attack, attacks
from tests.attacks.honest import HONEST, Honest
from tests.grading.conftest import RIGHT
from tests.grading.orders import HELD_OUT, STEM, Course, cell_of

Marks = dict[str, float | None]  # by question; None is ungraded
#: Low limits, under which a bomb costs seconds. Honest work stays far below them. A gigabyte is written within the
#: time of a cell on a machine under load, too: that limit comes last.
LIMITS = f"""
c.ExecuteOnHeldOut.notebook_timeout = 30
c.ExecuteOnHeldOut.memory_bytes = {600 * 2**20}
c.ExecuteOnHeldOut.disk_bytes = 50_000_000
c.Execute.timeout = 15
c.Execute.iopub_timeout = 2
"""


@dataclass
class Arena:
    """What is there after the cohort was graded and its feedback made; ``reached`` is for who came to its sockets."""

    root: Path
    students: dict[str, str] = field(default_factory=dict)  # by the name of an attack or an honest submission
    marks: dict[str, Marks] = field(default_factory=dict)
    log: str = ""
    alive: list[str] = field(default_factory=list)  # processes that outlived the command
    temporary: list[str] = field(default_factory=list)  # files in the folder for temporary ones
    changed: list[str] = field(default_factory=list)  # in source/ and release/
    reached: list[str] = field(default_factory=list)
    book: dict[str, object] = field(default_factory=dict)
    peak: int = 0  # bytes of memory of the grading process

    def marks_of(self, name: str) -> Marks:
        return self.marks.get(self.students[name], {})

    def seen_by(self, name: str) -> str:
        """All text that goes back to a student, and that stands beside it: names of files and what is in them."""
        texts = []
        for folder in ("autograded", "feedback"):
            for path in sorted((self.root / folder / self.students[name]).rglob("*")):
                texts.append(path.name)
                if path.is_file() and not path.is_symlink():
                    texts.append(path.read_bytes().decode("utf-8", "replace"))
        return "\n".join(texts)

    def said_of(self, name: str) -> str:
        """What whoever grades is told of a submission, behind whatever another process wrote on that line."""
        return "\n".join(line for line in self.log.splitlines() if f"{self.students[name]}: " in line)


def secrets_in(text: str) -> list[str]:
    """Names of the secrets in ``text``; "held-out rows" for totals and customers outside of base64 and style sheets."""
    found = [name for name, secret in SECRETS.items() if secret in text]
    text = re.sub(r"<style.*?</style>|[A-Za-z0-9+/=]{200,}", "", text, flags=re.DOTALL)
    numbers = [number for _, total, _ in HELD_OUT for number in (total, total - 60_000)]
    words = "|".join([*(customer for customer, _, _ in HELD_OUT), *(f"{number}|{number:,}" for number in numbers)])
    rows = re.search(rf"(?<![0-9A-Za-z])(?:{words})(?![0-9A-Za-z])", text)
    return [*found, "held-out rows"] if rows else found


def prepare(course: Course) -> dict[str, str]:
    """Hides the secrets in a released course, and hands everything in. Returns students by what they hand in."""
    root = course.root
    with (root / "source" / STEM / "answers.py").open("a", encoding="utf-8") as answers:
        answers.write(f"\n# {SECRETS['source']}\n")
    with (root / "grader_config.py").open("a", encoding="utf-8") as policies:
        policies.write(LIMITS)
    (root / "held-out" / "seed").write_text(SECRETS["key"], encoding="utf-8")
    (root / "home").mkdir()
    (root / "home" / ".pgpass").write_text(SECRETS["home"], encoding="utf-8")
    hand_in_neighbours(course, RIGHT)
    students = {}
    for number, one in enumerate(attacks()):
        students[one.name] = f"m{number:03}-{one.name}"
        hand_in(course, students[one.name], one, RIGHT)
    apart = len(students) // len(HONEST)
    for number, odd in enumerate(HONEST):
        students[odd.name] = f"m{number * apart:03}-z-{odd.name}"
        hand_in_honestly(course, students[odd.name], odd, RIGHT)
    return students


def hand_in_neighbours(course: Course, right: Mapping[str, str]) -> None:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        for student in ("ann", "zoe"):
            book.update_or_create_student(student, last_name=SECRETS["gradebook"])
            notebook = _answered(course, right)
            notebook.cells.append(new_markdown_cell(SECRETS["another submission"]))
            _submit(course, student, notebook)


def hand_in_honestly(course: Course, student: str, odd: Honest, right: Mapping[str, str]) -> None:
    _submit(course, student, _answered(course, {**right, "q1": odd.code}), odd.files)


def hand_in(course: Course, student: str, attack: Attack, right: Mapping[str, str]) -> None:
    """Puts a hostile submission where `nbgrader collect` would."""
    notebook = _answered(course, attack.cells(right))
    if attack.edit:
        attack.edit(notebook)
    folder = _submit(course, student, notebook, attack.files)
    if attack.place:
        attack.place(folder)


def _answered(course: Course, cells: Mapping[str, str]) -> NotebookNode:
    notebook = course.released()
    for question, source in cells.items():
        cell_of(notebook, f"w90-{question}-answer").source = source
    return notebook


def _submit(course: Course, student: str, notebook: NotebookNode, files: Mapping[str, str] | None = None) -> Path:
    folder = course.root / "submitted" / student / STEM
    shutil.copytree(course.root / "release" / STEM, folder)
    # As it is sent: nbformat would refuse to write some of these.
    text = json.dumps(nbformat.v4.rwbase.split_lines(nbformat.from_dict(notebook)))  # type: ignore[attr-defined]
    (folder / f"{STEM}.ipynb").write_text(text, encoding="utf-8")
    for name, content in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def grade(course: Course) -> Arena:
    """Grades them all in one run, and looks at what is left."""
    root = course.root
    arena = Arena(root, prepare(course))
    before = _digests(root)
    temporary = Path(tempfile.mkdtemp(prefix="hostile-tmp-"))
    try:
        _run(["grade", STEM, "--jobs", "4"], temporary, arena)
        arena.temporary = [path.name for path in temporary.iterdir()]
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    after = _digests(root)
    arena.changed = [name for name in before | after if before.get(name) != after.get(name)]
    _read_gradebook(arena)
    return arena


def _run(command: list[str], temporary: Path, arena: Arena) -> None:
    """Runs `firstquery`; every process that it ever had is looked for when it has ended."""
    root, log = arena.root, arena.root / "output.txt"
    secret = {"GRADEBOOK_TOKEN": SECRETS["environment"], "HOME": str(root / "home"), "TMPDIR": str(temporary)}
    places = {"FIRSTQUERY_COURSE": str(root), "FIRSTQUERY_WORK": str(root / "work")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.cli.main", *command],
            cwd=root,
            env={**os.environ, **places, **secret},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    seen: dict[int, psutil.Process] = {}
    ended = threading.Event()
    watching = threading.Thread(target=_watch, args=(process.pid, seen, ended, arena))
    watching.start()
    try:
        process.wait(1200)
    finally:
        ended.set()
        watching.join()
        process.kill()
        process.wait()
    arena.log = log.read_text(encoding="utf-8", errors="replace")
    _, alive = psutil.wait_procs(list(seen.values()), timeout=5)
    arena.alive = [repr(one) for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def _watch(top: int, seen: dict[int, psutil.Process], ended: threading.Event, arena: Arena) -> None:
    while not ended.wait(0.5):  # each look goes through all processes of the machine
        try:
            process = psutil.Process(top)
            arena.peak = max(arena.peak, process.memory_info().rss)
            for child in process.children(recursive=True):
                seen.setdefault(child.pid, child)
        except psutil.Error:
            continue


def _digests(root: Path) -> dict[str, str]:
    """The SHA-256 of everything that grading must not change, by its path."""
    kept = [path for folder in ("source", "release", "data") for path in (root / folder).rglob("*") if path.is_file()]
    kept += [root / "grader_config.py", root / "nbgrader_config.py", root / "held-out" / "orders.sqlite"]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def _read_gradebook(arena: Arena) -> None:
    """Marks by student and question, and what else of the gradebook an attack might have changed."""
    extra, manual = {0.0}, {0.0}
    with Gradebook(f"sqlite:///{arena.root / 'gradebook.db'}") as book:
        assignment = book.find_assignment(STEM)
        arena.book["points"] = {cell.name: cell.max_score for cell in assignment.notebooks[0].grade_cells}
        arena.book["names"] = {one.id for one in book.students if one.last_name}
        for submission in book.assignment_submissions(STEM):
            for one in [grade for notebook in submission.notebooks for grade in notebook.grades]:
                extra.add(one.extra_credit or 0)
                manual.add(one.manual_score or 0)
                question = one.name.removeprefix("w90-")
                if question in POINTS:
                    score = one.auto_score if one.manual_score is None else one.manual_score
                    arena.marks.setdefault(submission.student.id, {})[question] = score
    arena.book |= {"extra credit": max(extra), "manual": max(manual)}
