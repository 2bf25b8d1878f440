"""Ctrl-C and *Interrupt* on Windows, where a wait for a process or a pipe hears neither: each wait is a short one.

`interrupt_main` does here what both do there: it is heard by Python's next step, and wakes no call of the system.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from firstquery.core import course
from firstquery.core.course import settings
from tests.conftest import ROOT
from tests.selfgrade import hers
from tests.shared import held_out

LAB = """
import _thread, os, sys, threading, time
from firstquery.cli.entry import main
from firstquery.lab import server

waiting = server.wait
def wait(process):
    threading.Timer(1, _thread.interrupt_main).start()
    print("process", process.pid, flush=True)
    return waiting(process)
server.wait = wait
sys.argv[:] = ["firstquery", "lab", "--no-browser", *sys.argv[1:]]
main()
"""
GRADE = """
import _thread, threading, sys, time
from firstquery.core.errors import UserError
from firstquery.selfgrade import cell
import psutil

def stop():
    while cell._process is None or not psutil.Process(cell._process.pid).children():
        time.sleep(0.1)  # until the kernel of her notebook is there
    print(cell._process.pid, *(one.pid for one in psutil.Process(cell._process.pid).children(True)))
    print(time.monotonic(), flush=True)
    _thread.interrupt_main()

threading.Thread(target=stop, daemon=True).start()
try:
    for line in cell.ask(sys.argv[1], []):
        pass
except KeyboardInterrupt:
    print(time.monotonic(), flush=True)
"""


def environment(work: Path) -> dict[str, str]:
    return {**os.environ, "FIRSTQUERY_WORK": str(work), "FIRSTQUERY_COURSE": str(ROOT)}


def is_there(process: int) -> bool:
    return psutil.pid_exists(process) and psutil.Process(process).status() != psutil.STATUS_ZOMBIE


def test_ctrl_c_ends_jupyterlab_although_it_hears_nothing_itself(windows: Path, place: Path) -> None:
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [str(windows), "-c", LAB, *as_root]
    done = subprocess.run(
        command, env=environment(place / "lab"), capture_output=True, timeout=300, check=False, cwd=place
    )
    said = done.stdout.decode("cp1252", "replace")
    assert done.returncode == 0, done.stderr
    assert "First Query has stopped. Your work is in" in said
    number = next(int(line.split()[1]) for line in said.splitlines() if line.startswith("process "))
    assert not is_there(number)


def test_an_interrupt_of_grade_mine_is_heard_at_once_and_leaves_no_program(
    windows: Path, place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work, week = place / "graded", course.week(1)
    path = hers.save(work, week, "right")
    endless = nbformat.read(path, as_version=4)
    hers.cell(endless, "w01-q1-answer").source = "import time\nwhile True: time.sleep(1)"
    nbformat.write(endless, path)
    mine = work / ".records" / "mine"
    mine.mkdir(parents=True)
    seed = settings().seeds.learners[0]
    shutil.copy(held_out(tmp_path_factory, seed)[1], mine)
    drawn = "from firstquery.selfgrade.data import generator; print(generator())"
    generator = subprocess.check_output([sys.executable, "-c", drawn], env=environment(work), text=True).strip()
    made = {"version": 1, "seed": seed, "drawn_by": generator}
    (mine / "made.json").write_text(json.dumps(made), encoding="utf-8")
    command = [str(windows), "-c", GRADE, week.stem]
    done = subprocess.run(command, env=environment(work), capture_output=True, timeout=500, check=False, cwd=place)
    processes, begun, ended = done.stdout.decode().splitlines()
    assert float(ended) - float(begun) < 30, done.stderr
    until = time.monotonic() + 30
    while any(is_there(int(one)) for one in processes.split()) and time.monotonic() < until:
        time.sleep(0.1)
    assert [one for one in processes.split() if is_there(int(one))] == []
    assert len(processes.split()) > 1, "a notebook ran"
