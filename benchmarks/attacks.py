"""What stock nbgrader does under each attack: ``python -m benchmarks.attacks [NAME...]`` measures, on Linux alone.

It says the words for the table of docs/attacks.md. What First Query does is what tests/attacks holds.

A fair and ordinary course on the same data: the questions of tests/grading as stock exercises, answered in Python, with
hidden tests, graded by nbgrader's default configuration. As far as stock can, it grades on data that nobody has seen:
after the release its instructor swaps the data file in source/, which `nbgrader autograde` copies over the learner's.
Each attack has a machine of its own (bubblewrap): own processes, network, memory of files, and a user without rights.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import sync_playwright

from tests.attacks import cohort
from tests.attacks.attack import POINTS, SECRETS, Attack, attacks
from tests.attacks.honest import HONEST, Honest
from tests.conftest import find
from tests.grading.orders import HELD_OUT, LEARNING, STEM, Course, warehouse

QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_numbers = itertools.count(os.getpid())
MACHINE = Path(__file__).parent / "attacks_machine.py"
STUDENT = "mallory"
RIGHT = {
    "q1": 'paid_orders = int(sql("SELECT COUNT(*) AS n FROM orders WHERE paid = 1")["n"].iloc[0])',
    "q2": 'largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")',
    "q3": 'reason = "B"',
    "q4": 'definition = "Every order that has been paid, counted once."',
}
#: Cells of attacks where stock and ours have nothing in common.
STOCK = {
    "answer-of-a-colleague": {"q1": "paid_orders = 3"},
    "check-by-another-name": {"q1": "paid_orders = print", "q2": "import sys\nlargest = sys"},
    "check-replaced": {"q1": "def check(*answer): return True\nassert_equal = check\npaid_orders = 0"},
    "payload-of-a-hundred-megabytes": {"q2": "largest = 'x' * 100_000_000\nprint(largest)\nlargest"},
    "payload-of-odd-numbers": {"q3": "reason = float('nan')"},
    "rows-in-a-failed-answer": {"q2": "raise ValueError(str(sql('SELECT * FROM orders').values.tolist()))"},
    "rows-in-every-field-of-a-payload": {"q2": "print(sql('SELECT customer, total FROM orders').values.tolist())"},
}
_SETUP = """import sqlite3
import pandas as pd

def sql(query):
    return pd.read_sql_query(query, sqlite3.connect("orders.sqlite"))"""
_PAID = sum(paid for _, _, paid in HELD_OUT)
_LARGEST = sorted(((total, customer) for customer, total, _ in HELD_OUT), reverse=True)[:3]
_TESTS = {
    "q1": ("assert paid_orders is not None", f"assert paid_orders == {_PAID}"),
    "q2": (
        'assert list(largest.columns) == ["customer", "total"]',
        f"assert list(largest.total) == {[total for total, _ in _LARGEST]}\n"
        f"assert list(largest.customer) == {[customer for _, customer in _LARGEST]}",
    ),
    "q3": ('assert reason in ("A", "B", "C")', 'assert reason == "B"'),
    "q4": ("assert isinstance(definition, str)", "assert 5 <= len(definition.split()) <= 60"),
}


def template(root: Path) -> Course:
    """The released course in ``root``, with ann graded already."""
    source = root / "source" / STEM
    warehouse(source / "orders.sqlite", LEARNING)
    cells = [new_code_cell(_SETUP)]
    for question, solution in RIGHT.items():
        said = {"schema_version": 3, "task": False}
        answer = {**said, "grade": False, "grade_id": f"w90-{question}-answer", "locked": False, "solution": True}
        points = POINTS[question]
        check = {**said, "grade": True, "grade_id": f"w90-{question}", "locked": True, "solution": False}
        begin, end = "### BEGIN SOLUTION", "### END SOLUTION"
        shown, hidden = _TESTS[question]
        cells.append(new_code_cell(f"{begin}\n# {SECRETS['source']}\n{solution}\n{end}", metadata={"nbgrader": answer}))
        tests = f"{shown}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        cells.append(new_code_cell(tests, metadata={"nbgrader": {**check, "points": points}}))
    nbformat.write(new_notebook(cells=cells), source / f"{STEM}.ipynb")
    (root / "held-out").mkdir()
    (root / "held-out" / "seed").write_text(SECRETS["key"], encoding="utf-8")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'orders'\n")
    course = Course(root)
    course.run("nbgrader", "generate_assignment", STEM)
    warehouse_file = source / "orders.sqlite"
    warehouse_file.unlink()
    warehouse(warehouse_file, HELD_OUT)
    cohort.hand_in_neighbours(course, RIGHT)
    course.run("nbgrader", "autograde", STEM, "--student", "ann")
    return course


def measure(made: Course, one: Attack | Honest) -> dict[str, Any]:
    """Grades one submission, and zoe's after it, with stock nbgrader in a machine of its own."""
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        root = Path(folder) / "course"
        shutil.copytree(made.root, root, symlinks=True)
        course = Course(root)
        deserved, in_page, done = float(sum(POINTS.values())), False, ""
        if isinstance(one, Attack):
            cohort.hand_in(course, STUDENT, replace(one, **STOCK.get(one.name, {})), RIGHT)
            deserved, in_page, done = sum(one.keeps.values()), one.in_page, one.done
        else:
            cohort.hand_in_honestly(course, STUDENT, one, RIGHT)
        told = {"stem": STEM, "student": STUDENT, "secrets": SECRETS, "rows": HELD_OUT, "in_page": in_page}
        ran = subprocess.run(
            [*_machine(root), sys.executable, "/machine.py", str(next(_numbers) % 30_000)],
            input=json.dumps(told),
            capture_output=True,
            text=True,
            timeout=500,
            check=False,
        )
    try:
        found: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        found = {"ended": f"the machine did not report: {ran.stderr[-300:]}", "neighbour": False}
    if in_page:
        found["ran"] = _runs(found.pop("page", ""))
    if done:
        found["done"] = bool(found.get("marks", {}).pop("q3", 0))
        found["earned"] = sum(found.get("marks", {}).values())
    return {"deserved": deserved, **found}


def _runs(html: str) -> bool:
    """Whether a script of the submission runs when its page is opened in a browser."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=str(find("chromium")), args=QUIET)
        opened = browser.new_page()
        opened.route("http**", lambda route: route.abort())
        opened.goto(page.as_uri(), wait_until="load")
        opened.wait_for_timeout(300)
        ran = opened.evaluate("window.ran") is not None
        browser.close()
    return ran


def _machine(root: Path) -> list[str]:
    """bubblewrap's command line: the system and this Python read-only, all else in memory and bounded."""
    system = [Path(path) for path in ("/usr", "/etc", "/bin", "/sbin", "/lib", "/lib32", "/lib64")]
    pythons = sorted({Path(path).resolve() for path in (sys.prefix, sys.base_prefix)})
    args = ["bwrap", "--die-with-parent", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    args += ["--cap-add", "ALL"] if os.geteuid() == 0 else ["--unshare-user"]
    args += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", "500000000", "--tmpfs", "/tmp"]
    args += ["--size", "700000000", "--tmpfs", "/home", "--perms", "1777", "--size", "500000000", "--tmpfs", "/dev/shm"]
    for path in system:
        if path.is_symlink():
            args += ["--symlink", str(path.readlink()), str(path)]
        elif path.exists():
            args += ["--ro-bind", str(path), str(path)]
    for python in pythons:
        if not python.is_relative_to("/usr"):
            for above in [*reversed(python.parents)][1:]:
                args += ["--perms", "0755", "--dir", str(above)]
            args += ["--ro-bind", str(python), str(python)]
    return [
        *args,
        "--ro-bind",
        str(root),
        "/template",
        "--ro-bind",
        str(MACHINE),
        "/machine.py",
        "--chdir",
        "/",
        "--",
    ]


def words(found: dict[str, Any]) -> str:
    """What stock nbgrader did, in words for the table."""
    said = []
    ended, earned, deserved = found["ended"], found.get("earned"), found["deserved"]
    if ended.startswith("not"):
        said.append(f"**the run did not end {ended.removeprefix('not ')}**")
    if found.get("done"):
        said.append("**it went through**")
    if earned is not None and earned > deserved:
        said.append(f"**{earned:g} points earned, {deserved:g} deserved**")
    elif earned is not None and earned < deserved:
        said.append(f"{earned:g} of the {deserved:g} points deserved")
    if found.get("secrets"):
        said.append(f"**came out: {', '.join(found['secrets'])}**")
    if "ann" not in found.get("neighbours", []):
        said.append("**marks of one graded before changed**")
    if "zoe" not in found.get("neighbours", []):
        said.append("**the next was not graded**")
    if found.get("changed"):
        said.append("**files of the course changed**")
    if found.get("left"):
        said.append("**files left behind**")
    if found.get("processes"):
        said.append("**processes left behind**")
    if found.get("reached"):
        said.append(f"**reached: {', '.join(found['reached'])}**")
    if found.get("ran"):
        said.append("**its script runs in the browser**")
    if found.get("peak_mb", 0) > 1500:
        said.append(f"**{found['peak_mb'] / 1000:.1f} GB of memory taken**")
    if found.get("log_mb", 0) >= 10:
        said.append(f"**a log of {found['log_mb']} MB**")
    if found.get("feedback"):
        said.append(f"**no feedback: {found['feedback']}**")
    if not said:
        said.append("held" if ended == "well" else "held; it alone was not graded")
    return "; ".join(said)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", help="attacks to measure; all when none is named")
    names = asked.parse_args().names
    listed: list[Attack | Honest] = [one for one in (*attacks(), *HONEST) if not names or one.name in names]
    print(f"nbgrader {version('nbgrader')}")
    with tempfile.TemporaryDirectory(prefix="stock-template-") as folder:
        made = template(Path(folder) / "course")
        with ThreadPoolExecutor(2) as pool:
            for one, found in zip(listed, pool.map(partial(measure, made), listed), strict=True):
                print(f"{one.title}: {words(found)}", flush=True)


if __name__ == "__main__":
    main()
