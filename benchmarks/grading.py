"""How many submissions a minute: stock `nbgrader autograde`, and `firstquery grade` with isolation on, turn by turn.

``python -m benchmarks.grading [--week 4] [--submissions 30] [--turns 1] [--small] [--held-out FILE] [--json]``. The
submissions are of one week, made from its own list of answers: a third right, a third half right, a third wrong; each
imports pandas, matplotlib and scikit-learn. Stock has its own course without any of this: no sandbox, no judge, its
kernels started plainly, the key of the learning data beside each submission, so that its checks say right or wrong.
Both commands are timed whole, from an empty gradebook that knows the assignment; ours without the feedback, which is
a command of its own in stock. Printed: submissions a minute and their ratio, memory at its peak (each shared page
counted once), time to the first mark in the gradebook, and where the time of one submission goes. What no change to
the grader can save is told apart: the start of the fork server, and the processor time of the kernels, in which the
learners' own cells run.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat
import psutil

from firstquery.core.course import week
from firstquery.grading.answers import Exercise, read
from firstquery.grading.held_out import held_out
from firstquery.grading.libraries import libraries
from firstquery.grading.run import grading, worker
from firstquery.grading.run.plan import Options, Task, plan
from firstquery.sandbox import forks
from firstquery.sandbox.provisioner import SandboxProvisioner

ROOT = Path(__file__).resolve().parent.parent
WEEK = "week-04-join-without-counting-twice"  # until another one is asked for
IMPORTS = """
import pandas as pd
import matplotlib.pyplot as plt
import sklearn.ensemble, sklearn.linear_model
"""
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\nc.ClearSolutions.enforce_metadata = True\n'
#: Where the time of one submission goes: (what, file and function whose whole time it is).
PARTS = (
    ("start a sandboxed kernel", "client.py", "setup_kernel"),
    ("run its cells", "execute.py", "preprocess_cell"),
    ("judge", "judge.py", "preprocess"),
    ("save marks", "saveautogrades.py", "preprocess"),
    ("restore the checks", "overwritecells.py", "preprocess"),
    ("validate metadata", "checkcellmetadata.py", "preprocess"),
    ("enter the submission", "autograde.py", "init_assignment"),
    ("save the hashes", "save.py", "preprocess"),
    ("read the marks back", "worker.py", "_read"),
)


LOOK = 2.0  # seconds from one look at the memory to the next: the system counts each page, of which ours has more


@dataclass
class Turn:
    """One command: seconds in all and to the first mark, bytes at the peak, and the marks it gave."""

    seconds: float
    first: float
    peak: int
    marks: dict[str, float]


def submissions(count: int) -> list[nbformat.NotebookNode]:
    """Right, half right and wrong in turn, each with answers of other styles."""
    exercises = read(ROOT / "source" / WEEK / "answers.py")
    made = []
    for number in range(count):
        notebook = nbformat.read(ROOT / "release" / WEEK / f"{WEEK}.ipynb", as_version=4)
        for place, exercise in enumerate(exercises.values()):
            is_right = number % 3 == 0 or (number % 3 == 1 and place % 2 == 0)
            _answer(notebook, exercise, "right" if is_right else "wrong", number)
        notebook.cells.insert(2, nbformat.v4.new_code_cell(IMPORTS.strip(), id="imports"))
        made.append(notebook)
    return made


def _answer(notebook: nbformat.NotebookNode, exercise: Exercise, role: str, number: int) -> None:
    answers = [answer for answer in exercise.by_role(role) if len(answer.cells) == 1]
    cell = next(
        cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{exercise.id}-answer"
    )
    cell.source = answers[number % len(answers)].cells[0]


def course(place: Path, is_stock: bool, notebooks: list[nbformat.NotebookNode], data: Path | None = None) -> Path:
    """A course folder with the week released in its gradebook and every submission handed in."""
    (place / "source").mkdir(parents=True)
    shutil.copytree(ROOT / "source" / WEEK, place / "source" / WEEK)
    shutil.copytree(ROOT / "data", place / "data")
    shutil.copy(ROOT / "course.toml", place)
    if is_stock:
        (place / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    else:
        for name in ("grader_config.py", "nbgrader_config.py"):
            shutil.copy(ROOT / name, place)
        (place / "held-out").mkdir()
        shutil.copy(data or held_out(ROOT, WEEK), place / "held-out" / "kestrel.sqlite")
    (place / "release").mkdir()
    _run(place, "nbgrader", "generate_assignment", WEEK)
    for number, notebook in enumerate(notebooks, 1):
        folder = place / "submitted" / f"learner-{number:02}" / WEEK
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{WEEK}.ipynb")
        shutil.copy(ROOT / "release" / WEEK / "key.json", folder)
    return place


def _environment(place: Path) -> dict[str, str]:
    beside = str(Path(sys.executable).parent)
    data = {"FIRSTQUERY_COURSE": str(place), "FIRSTQUERY_WAREHOUSE": str(ROOT / "data" / "kestrel.sqlite")}
    path = os.pathsep.join([beside, os.environ["PATH"]])
    return {**os.environ, **data, "PATH": path, "FIRSTQUERY_WORK": str(place / "work")}


def _run(place: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=place, env=_environment(place), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} did not work:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def turn(place: Path, command: list[str]) -> Turn:
    """Runs ``command`` in a course on a fresh copy of its gradebook, and watches it."""
    gradebook, kept = place / "gradebook.db", place / "gradebook.kept"
    if not kept.exists():
        shutil.copy(gradebook, kept)
    shutil.copy(kept, gradebook)
    shutil.rmtree(place / "autograded", ignore_errors=True)
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=place, env=_environment(place), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watched = _Watch(process.pid, gradebook, begun)
    watched.start()
    output, _ = process.communicate()
    seconds = time.monotonic() - begun
    watched.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} did not work:\n{output[-3000:]}")
    return Turn(seconds, watched.first, watched.peak, marks(gradebook))


class _Watch(threading.Thread):
    def __init__(self, process: int, gradebook: Path, begun: float) -> None:
        super().__init__(daemon=True)
        self.first, self.peak = 0.0, 0
        self._process, self._gradebook, self._begun = process, gradebook, begun

    def run(self) -> None:
        looking = time.monotonic()
        while _runs(self._process):
            if not self.first and _has_mark(self._gradebook):
                self.first = time.monotonic() - self._begun
            if time.monotonic() >= looking:
                self.peak, looking = max(self.peak, _memory(self._process)), time.monotonic() + LOOK
            time.sleep(0.25)


def _runs(process: int) -> bool:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    return False


def _memory(process: int) -> int:
    """Bytes of a process and all below it, every shared page once (``Pss``)."""
    total = 0
    with suppress(psutil.Error):
        top = psutil.Process(process)
        for one in [top, *top.children(recursive=True)]:
            with suppress(OSError, ValueError):
                lines = Path(f"/proc/{one.pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
                total += 1024 * int(next(line.split()[1] for line in lines if line.startswith("Pss:")))
    return total


def _has_mark(gradebook: Path) -> bool:
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)) as database:
        return bool(database.execute("SELECT 1 FROM grade WHERE auto_score IS NOT NULL LIMIT 1").fetchone())
    return False


def marks(gradebook: Path) -> dict[str, float]:
    """Points by learner."""
    query = """SELECT s.student_id, SUM(g.auto_score) FROM grade g JOIN submitted_notebook n ON n.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = n.assignment_id GROUP BY s.student_id ORDER BY 1"""
    with closing(sqlite3.connect(gradebook)) as database:
        return dict(database.execute(query).fetchall())


@dataclass
class Floor:
    """Seconds: of the processor for one submission, in its kernel and in the worker, and until the server is ready."""

    kernel: float
    worker: float
    server: float

    def least(self, submissions: int) -> float:
        """How long a run would take whose own work cost nothing."""
        return self.server + submissions * self.kernel / len(os.sched_getaffinity(0))


def floor(tasks: list[Task]) -> Floor:
    """Grades ``tasks`` one after the other, and reads each kernel's processor time before its sandbox ends."""
    kernels: list[float] = []
    kill = SandboxProvisioner.kill

    async def read_and_kill(self: SandboxProvisioner, restart: bool = False) -> None:
        if self._boxed is not None and (spent := sum(map(_processor, self._boxed.roots))):
            kernels.append(spent)
        await kill(self, restart)

    SandboxProvisioner.kill = read_and_kill  # type: ignore[method-assign]
    try:
        begun = time.process_time()
        for task in tasks:
            if worker.grade(task).mark is None:
                raise SystemExit(f"{task.student} could not be graded.")
        each = (time.process_time() - begun) / len(tasks)
    finally:
        SandboxProvisioner.kill = kill  # type: ignore[method-assign]
    begun = time.monotonic()
    server = forks.Server(libraries())
    forks.Zygote(server.address).close()
    ready = time.monotonic() - begun
    server.end()
    return Floor(statistics.mean(kernels), each, ready)


def _processor(process: int) -> float:
    """Seconds of the processor that a process and all below it have spent."""
    spent = 0.0
    with suppress(psutil.Error):
        top = psutil.Process(process)
        for one in [top, *top.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                spent += times.user + times.system
    return spent


def split(place: Path) -> tuple[dict[str, float], Floor]:
    """Shares of one worker's time by part, under the profiler, over all submissions of a course; and the floor."""
    os.environ["FIRSTQUERY_COURSE"] = str(place)
    planned = plan(place, WEEK, Options(jobs=1))
    with grading.prepare(planned, print) as ready:
        tasks = planned.tasks(planned.students(), ready.run, ready.server)
        worker.grade(tasks[0])
        least = floor(tasks[1:])
        profile = cProfile.Profile()
        profile.enable()
        for task in tasks[1:]:
            if worker.grade(task).mark is None:
                raise SystemExit(f"{task.student} could not be graded.")
        profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    spent = {what: _spent(stats, file, function) for what, file, function in PARTS}
    total = _spent(stats, "worker.py", "grade")
    spent["all else of nbgrader and nbconvert"] = total - sum(spent.values())
    return {what: seconds / total for what, seconds in spent.items()}, least


def _spent(stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]], file: str, function: str) -> float:
    return max(
        (row[3] for (path, _, name), row in stats.items() if path.endswith(f"/{file}") and name == function), default=0
    )


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--week", type=int, default=4, help="which week the submissions are of")
    parser.add_argument("--submissions", type=int, default=30)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    parser.add_argument("--held-out", type=Path, help="held-out data that are built already")
    options = parser.parse_args()
    global WEEK
    if options.small:
        options.submissions, options.week = 1, 1
    WEEK = week(options.week).stem
    stock_command = ["nbgrader", "autograde", WEEK]
    our_command = ["firstquery", "grade", WEEK, "--no-feedback"]
    with tempfile.TemporaryDirectory(prefix="first-query-benchmark-") as folder:
        notebooks = submissions(options.submissions)
        stock = course(Path(folder) / "stock", True, notebooks)
        ours = course(Path(folder) / "ours", False, notebooks, options.held_out)
        if not options.small:
            turn(ours, our_command)  # makes the held-out key, and fills the machine's caches
        taken: dict[str, list[Turn]] = {"stock": [], "ours": []}
        for _ in range(options.turns):
            taken["ours"].append(turn(ours, our_command))
            taken["stock"].append(turn(stock, stock_command))
        if options.small:
            shares, least = {}, Floor(0, 0, 0)
        else:
            shares, least = split(ours)
    if options.json:
        turns_of = {name: [asdict(one) for one in turns] for name, turns in taken.items()}
        print(json.dumps({**turns_of, "split": shares, "floor": asdict(least)}))
        return
    minute = {
        name: 60 * len(notebooks) / statistics.median(one.seconds for one in turns) for name, turns in taken.items()
    }
    processors = len(os.sched_getaffinity(0))
    print(f"{len(notebooks)} submissions of week {options.week}, {processors} processors, {options.turns} turn(s)")
    for name, turns in taken.items():
        first, peak = (statistics.median(getattr(one, what) for one in turns) for what in ("first", "peak"))
        print(f"{name:6}{minute[name]:8.1f} a minute   first mark after {first:5.1f} s   peak {peak / 2**20:6.0f} MB")
    print(f"ratio {minute['ours'] / minute['stock']:.1f}")
    if options.small:
        return
    differing = [name for name, one in taken["ours"][0].marks.items() if one != taken["stock"][0].marks.get(name)]
    print(
        f"marks that differ from stock's: {len(differing)} of {len(notebooks)} ({', '.join(differing[:8]) or 'none'})"
    )
    print(
        f"processor: {least.kernel:.2f} s a submission in its kernel, {least.worker:.2f} s in the worker; "
        f"the fork server is ready after {least.server:.1f} s"
    )
    seconds = least.least(len(notebooks))
    print(
        f"a grader whose own work cost nothing would take {seconds:.1f} s: "
        f"{60 * len(notebooks) / seconds / minute['stock']:.1f} times stock"
    )
    print("one submission, in a worker:")
    for what, share in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"  {100 * share:5.1f} %  {what}")


if __name__ == "__main__":
    main()
