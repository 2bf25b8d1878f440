"""A course with everything that has to stay hidden, a cohort that attacks it, and what is there after grading.

The course is that of tests/grading. In each cohort ann hands in first and zoe last, both rightly, and honest but odd
submissions stand between the hostile ones: whatever an attack takes from others, it takes from them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from firstquery.grading.held_out import held_out_key
from tests.attacks.attack import POINTS, SECRETS, Attack, Listed
from tests.attacks.honest import Honest
from tests.grading.conftest import RIGHT
from tests.grading.orders import HELD_OUT, STEM, Course, cell_of

Marks = dict[str, float | None]  # by question; None is ungraded
#: Low limits, under which a bomb costs seconds. Honest work stays far below them.
LOW = (
    *("--ExecuteOnHeldOut.notebook_timeout=8", "--Execute.timeout=2", "--Execute.iopub_timeout=2"),
    *("--ExecuteOnHeldOut.memory_bytes=500000000", "--ExecuteOnHeldOut.disk_bytes=50000000"),
)
USUAL = ("--Execute.timeout=5",)


@dataclass
class Left:
    """What is there after a cohort was graded and its feedback made."""

    root: Path
    marks: dict[str, Marks] = field(default_factory=dict)
    log: str = ""
    seconds: float = 0
    alive: list[str] = field(default_factory=list)  # processes that outlived the commands
    temporary: list[str] = field(default_factory=list)  # files in the folder for temporary ones
    changed: list[str] = field(default_factory=list)  # in source/ and release/
    book: dict[str, object] = field(default_factory=dict)
    peak: int = 0  # bytes of memory of the grading process

    def seen_by(self, student: str) -> str:
        """All text that goes back to a student, and that stands beside it: names of files and what is in them."""
        texts = []
        for folder in ("autograded", "feedback"):
            for path in sorted((self.root / folder / student).rglob("*")):
                texts.append(path.name)
                if path.is_file() and not path.is_symlink():
                    texts.append(path.read_bytes().decode("utf-8", "replace"))
        return "\n".join(texts)

    def secrets_of(self, student: str) -> list[str]:
        """Names of the secrets that stand in what goes back to ``student``; "held-out rows" for those."""
        text = self.seen_by(student)
        found = [name for name, secret in SECRETS.items() if secret in text]
        return found + (["held-out rows"] if holds_rows(text) else [])


def holds_rows(text: str) -> bool:
    """Whether a held-out total or customer stands in ``text``; long runs of base64 and style sheets are no text."""
    text = re.sub(r"<style.*?</style>|[A-Za-z0-9+/=]{200,}", "", text, flags=re.DOTALL)
    numbers = [number for _, total, _ in HELD_OUT for number in (total, total - 60_000)]
    words = "|".join([*(customer for customer, _, _ in HELD_OUT), *(f"{number}|{number:,}" for number in numbers)])
    return re.search(rf"(?<![0-9A-Za-z])(?:{words})(?![0-9A-Za-z])", text) is not None


def student_of(number: int, name: str) -> str:
    return f"m{number:03}-{name}"


def hand_in(course: Course, student: str, attack: Attack, right: Mapping[str, str], stock: bool = False) -> None:
    """Puts a hostile submission where `nbgrader collect` would."""
    notebook = course.released()
    for question, source in attack.cells(right, stock).items():
        cell_of(notebook, f"w90-{question}-answer").source = source
    if attack.edit:
        attack.edit(notebook)
    folder = submit(course, student, notebook, attack.files)
    if attack.place:
        attack.place(folder)


def _json(notebook: NotebookNode) -> str:
    """As it is sent: nbformat would refuse to write some of these."""
    import json

    return json.dumps(nbformat.v4.rwbase.split_lines(nbformat.from_dict(notebook)))  # type: ignore[attr-defined]


def submit(course: Course, student: str, notebook: NotebookNode, files: Mapping[str, str | bytes]) -> Path:
    """Puts a notebook, what was released with it and ``files`` where `nbgrader collect` would; returns the folder."""
    folder = course.root / "submitted" / student / STEM
    folder.mkdir(parents=True)
    (folder / f"{STEM}.ipynb").write_text(_json(notebook), encoding="utf-8")
    for path in (course.root / "release" / STEM).iterdir():
        if path.suffix != ".ipynb":
            shutil.copy(path, folder)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def hand_in_honestly(course: Course, student: str, odd: Honest, right: Mapping[str, str]) -> None:
    notebook = course.released()
    for question, source in right.items():
        cell_of(notebook, f"w90-{question}-answer").source = odd.code if question == "q1" else source
    submit(course, student, notebook, odd.files)


def neighbour(course: Course, student: str, right: Mapping[str, str]) -> None:
    notebook = course.released()
    for question, source in right.items():
        cell_of(notebook, f"w90-{question}-answer").source = source
    notebook.cells.append(new_markdown_cell(SECRETS["another submission"]))
    submit(course, student, notebook, {})


def prepare(course: Course) -> Course:
    """A released course, its key made, ann and zoe handed in, with all secrets but the environment's."""
    root = course.root
    with (root / "source" / STEM / "answers.py").open("a", encoding="utf-8") as answers:
        answers.write(f"\n# {SECRETS['source']}\n")
    (root / "held-out" / "seed").write_text(SECRETS["key"], encoding="utf-8")
    home = root / "home"
    home.mkdir()
    (home / ".pgpass").write_text(SECRETS["home"], encoding="utf-8")
    name_neighbours(course)
    for student in ("ann", "zoe"):
        neighbour(course, student, RIGHT)
    held_out_key(root, STEM)
    return course


def name_neighbours(course: Course) -> None:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        for student in ("ann", "zoe"):
            book.update_or_create_student(student, last_name=SECRETS["gradebook"])


def grade(made: Course, root: Path, listed: Sequence[Listed], honest: Sequence[Honest], limits: Sequence[str]) -> Left:
    """Grades one cohort with the stock commands, in ``root``, a copy of ``made``, and looks at what is left."""
    shutil.copytree(made.root, root)
    course = Course(root)
    for number, one in enumerate(listed):
        hand_in(course, student_of(number, one.name), one.attack, RIGHT)
    for number, odd in enumerate(honest):
        place = number * max(1, len(listed)) // max(1, len(honest))
        hand_in_honestly(course, student_of(place, f"z-{odd.name}"), odd, RIGHT)
    left = Left(root)
    before = digests(root)
    begun = time.monotonic()
    temporary = Path(tempfile.mkdtemp(prefix="hostile-tmp-"))
    try:
        # What the feedback of a forgery shows is no matter: its marks are.
        unread = [student_of(n, one.name) for n, one in enumerate(listed) if one.attack.aim == "forge"]
        exclude = f"--CourseDirectory.student_id_exclude={','.join(unread)}"
        for command in (["autograde", STEM, *limits], ["generate_feedback", STEM, exclude]):
            _run(course, command, temporary, left)
        left.temporary = [path.name for path in temporary.iterdir()]
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    left.seconds = time.monotonic() - begun
    left.changed = [name for name, digest in digests(root).items() if before.get(name) != digest]
    left.changed += [name for name in before if not (root / name).exists()]
    left.marks, left.book = marks(root)
    return left


def _run(course: Course, command: Sequence[str], temporary: Path, left: Left) -> None:
    """Runs a command of nbgrader; every process that it ever had is looked for when it has ended."""
    root = course.root
    secret = {"GRADEBOOK_TOKEN": SECRETS["environment"], "HOME": str(root / "home"), "TMPDIR": str(temporary)}
    places = {"FIRSTQUERY_COURSE": str(root), "FIRSTQUERY_WORK": str(root / "work")}
    with (root / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "nbgrader", *command],
            cwd=root,
            env={**os.environ, **places, **secret},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        seen: dict[int, psutil.Process] = {}
        ended = threading.Event()
        watching = threading.Thread(target=_watch, args=(process.pid, seen, ended, left))
        watching.start()
        try:
            process.wait(400)
        finally:
            ended.set()
            watching.join()
            process.kill()
            process.wait()
    left.log = (root / "output.txt").read_text(encoding="utf-8", errors="replace")
    _, alive = psutil.wait_procs(list(seen.values()), timeout=5)
    left.alive += [repr(one) for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def _watch(top: int, seen: dict[int, psutil.Process], ended: threading.Event, left: Left) -> None:
    while not ended.wait(0.5):  # each look goes through all processes of the machine
        try:
            process = psutil.Process(top)
            left.peak = max(left.peak, process.memory_info().rss)
            for child in process.children(recursive=True):
                seen.setdefault(child.pid, child)
        except psutil.Error:
            continue


def digests(root: Path) -> dict[str, str]:
    """The SHA-256 of everything that grading must not change, by its path."""
    kept = [path for folder in ("source", "release", "data") for path in (root / folder).rglob("*") if path.is_file()]
    kept += [root / "grader_config.py", root / "nbgrader_config.py", root / "held-out" / "kestrel.sqlite"]
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept if path.exists()
    }


def marks(root: Path) -> tuple[dict[str, Marks], dict[str, object]]:
    """Marks by student and question, and what else of the gradebook an attack might have changed."""
    found: dict[str, Marks] = {}
    other: dict[str, object] = {"extra credit": 0.0, "manual": 0.0}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        assignment = book.find_assignment(STEM)
        other["points"] = {cell.name: cell.max_score for cell in assignment.notebooks[0].grade_cells}
        other["names"] = {one.id: one.last_name for one in book.students if one.last_name}
        for submission in book.assignment_submissions(STEM):
            for notebook in submission.notebooks:
                for one in notebook.grades:
                    question = one.name.removeprefix("w90-")
                    other["extra credit"] = max(other["extra credit"], one.extra_credit or 0)  # type: ignore[type-var]
                    other["manual"] = max(other["manual"], one.manual_score or 0)  # type: ignore[type-var]
                    if question in POINTS:
                        score = one.auto_score if one.manual_score is None else one.manual_score
                        found.setdefault(submission.student.id, {})[question] = score
    return found, other
