"""From the command to the marks and the feedback page of one practice: `firstquery grade-mine`, and stock nbgrader.

``python benchmarks/mine.py [--turns 5] [--week 4] [--small] [--held-out FILE] [--json]``. Stock is `nbgrader autograde`
and then `nbgrader generate_feedback` on the same notebook, in a course of its own that knows the assignment; it has no
sandbox, no data that the learner has not seen, and no repair. Ours is timed whole as well, turn by turn with it, once
her held-out data and the key are made; what making them takes is told apart. In a notebook the process that grades
stays for some minutes, so the second `grade_mine()` of an hour is timed as well. Processor seconds are those of the
command and all that it has waited for, so they say what a machine that is busy would have taken if it were not.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat

from firstquery.core import course
from firstquery.core.course import settings
from firstquery.grading.answers import read
from firstquery.selfgrade import data

ROOT = Path(__file__).resolve().parent.parent
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "stock"\nc.ClearSolutions.enforce_metadata = True\n'

#: What `grade_mine()` waits for, again and again from one kernel: the seconds of each, a line each.
NOTEBOOK = """
import sys, time
from firstquery.selfgrade import cell
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    assert "graded" in list(cell.ask(sys.argv[1], []))[-1]
    print(time.perf_counter() - begun)
cell.stop()
"""


@dataclass
class Turn:
    """Seconds by the clock, and of the processor."""

    seconds: float
    processor: float


def answered(week: course.Week) -> nbformat.NotebookNode:
    """The practice with a right answer to each exercise."""
    notebook = nbformat.read(week.release, as_version=4)
    for exercise in read(week.answers).values():
        answer = next(one for one in exercise.by_role("right") if len(one.cells) == 1)
        found = f"{exercise.id}-answer"
        cell = next(one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == found)
        cell.source = answer.cells[0]
    return notebook


def stock_course(place: Path, week: course.Week) -> Path:
    """A course of stock nbgrader with this week released and the practice handed in."""
    shutil.copytree(week.source, place / "source" / week.stem)
    (place / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    run(place, _env(place, place), "nbgrader", "generate_assignment", week.stem)
    folder = place / "submitted" / "she" / week.stem
    folder.mkdir(parents=True)
    nbformat.write(answered(week), folder / f"{week.stem}.ipynb")
    shutil.copy(week.key, folder)
    return place


def her_folder(work: Path, week: course.Week) -> Path:
    """Her folder with the practice answered."""
    folder = work / "practice" / week.stem
    folder.mkdir(parents=True)
    nbformat.write(answered(week), folder / f"{week.stem}.ipynb")
    shutil.copy(week.key, folder)
    return work


def lend(work: Path, held_out: Path) -> None:
    """Puts data of the first seed where `firstquery grade-mine` would have built them."""
    place = work / ".records" / "mine"
    place.mkdir(parents=True)
    shutil.copy(held_out, place / "kestrel.sqlite")
    made = {"version": 1, "seed": settings().seeds.learners[0], "drawn_by": data.generator()}
    (place / "made.json").write_text(json.dumps(made), encoding="utf-8")


def _env(place: Path, work: Path) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    told = {"FIRSTQUERY_COURSE": str(place), "FIRSTQUERY_WAREHOUSE": str(ROOT / "data" / "kestrel.sqlite")}
    return {**os.environ, **told, "PATH": path, "FIRSTQUERY_WORK": str(work)}


def run(place: Path, env: dict[str, str], *commands: str) -> Turn:
    """Runs one command and times it. Exits where it does not work."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(commands, cwd=place, env=env, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(commands)} did not work:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Turn(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def in_a_notebook(env: dict[str, str], week: course.Week, turns: int) -> tuple[float, float]:
    """Seconds of the first `grade_mine()` in a kernel, and of those after it (the median)."""
    command = [sys.executable, "-c", NOTEBOOK, week.stem, str(turns + 1)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    first, *again = map(float, done.stdout.split())
    return first, statistics.median(again)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--week", default="4")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--small", action="store_true", help="once, to see that it runs: no figure of it counts")
    parser.add_argument("--held-out", type=Path, help="data of the first seed, built already")
    options = parser.parse_args()
    if options.small:
        options.turns, options.week = 1, "1"
    week = course.week(options.week)
    with tempfile.TemporaryDirectory(prefix="first-query-benchmark-") as folder:
        stock, work = stock_course(Path(folder) / "stock", week), her_folder(Path(folder) / "hers", week)
        theirs, hers = _env(stock, stock / "work"), _env(ROOT, work)
        if options.held_out:
            lend(work, options.held_out)
        first = run(work, hers, "firstquery", "grade-mine", options.week)
        taken: dict[str, list[Turn]] = {"ours": [], "autograde": [], "feedback": []}
        for _ in range(options.turns):
            once = first if options.small else run(work, hers, "firstquery", "grade-mine", options.week)
            taken["ours"].append(once)
            for name, command in (("autograde", "autograde"), ("feedback", "generate_feedback")):
                taken[name].append(run(stock, theirs, "nbgrader", command, week.stem, "--force"))
        cell = (0.0, 0.0) if options.small else in_a_notebook(hers, week, options.turns)
    medians = {
        name: {what: statistics.median(getattr(one, what) for one in turns) for what in ("seconds", "processor")}
        for name, turns in taken.items()
    }
    stock_seconds = medians["autograde"]["seconds"] + medians["feedback"]["seconds"]
    ratio = stock_seconds / medians["ours"]["seconds"]
    if options.json:
        turns = {name: [asdict(one) for one in made] for name, made in taken.items()}
        told = {"week": week.stem, "first": asdict(first), "median": medians, "ratio": ratio, "turns": turns}
        print(json.dumps({**told, "in a notebook": {"first": cell[0], "again": cell[1]}}))
        return
    print(
        f"week {week.number}, one practice, {len(os.sched_getaffinity(0))} processors, {options.turns} turns; medians"
    )
    for name, what in (
        ("ours", "firstquery grade-mine"),
        ("autograde", "nbgrader autograde"),
        ("feedback", "nbgrader generate_feedback"),
    ):
        print(f"{what:28}{medians[name]['seconds']:6.2f} s   processor {medians[name]['processor']:5.2f} s")
    print(f"stock, both: {stock_seconds:.2f} s, {ratio:.1f} times ours")
    print(f"in a notebook: {cell[0]:.2f} s, and again within ten minutes {cell[1]:.2f} s")
    print(f"the first time, with her held-out data and the key to be made: {first.seconds:.1f} s")


if __name__ == "__main__":
    main()
