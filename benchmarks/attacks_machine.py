"""Runs stock nbgrader inside a machine of its own and reports what happened, as one line of JSON; see attacks.py.

Standard library alone: it stands in the machine as one file. The grader has a user of its own where that can be.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

GRADER = 20_000 + int(sys.argv[1])  # a user a machine: the limit on processes counts a user's in all of them
HOME = Path("/home/grader")
COURSE = HOME / "course"
SECONDS = 150  # for all of `nbgrader autograde`
LOGGED = 20_000_000  # bytes of output after which a run is stopped


def main() -> None:
    told = json.load(sys.stdin)
    HOME.mkdir()
    subprocess.run(["cp", "-a", "/template", str(COURSE)], check=True)
    (HOME / ".pgpass").write_text(told["secrets"]["home"], encoding="utf-8")
    apart = os.geteuid() == 0 and Path("/proc/self/uid_map").read_text(encoding="utf-8").split()[2] != "1"
    if apart:
        subprocess.run(["chown", "-Rh", f"{GRADER}:{GRADER}", str(HOME)], check=True)
    reached = _listen()
    before = _digests()
    begun = time.monotonic()
    ended, peak = _run(["autograde", told["stem"]], apart, told)
    left = [line for line in _processes(apart) if "nbgrader" not in line]
    for process in _pids(apart):
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
    found: dict[str, Any] = {"ended": ended, "seconds": round(time.monotonic() - begun), "peak_mb": peak // 1_000_000}
    fed, _ = _run(["generate_feedback", told["stem"], "--student", told["student"]], apart, told, 60)
    if fed.startswith("not"):
        found["feedback"] = fed
    found |= _marks(told)
    found["secrets"] = _secrets(told)
    found["processes"] = len(left)
    found["changed"] = sorted(name for name, digest in _digests().items() if before.get(name) != digest)
    found["left"] = _left()
    found["reached"] = sorted(set(reached))
    found["log_mb"] = round((HOME / "output.txt").stat().st_size / 1e6)
    if told["in_page"]:
        found["page"] = _page(told)
    print("\n" + json.dumps(found))


def _run(command: list[str], apart: bool, told: dict[str, Any], seconds: int = SECONDS) -> tuple[str, int]:
    """How a command of nbgrader ended, and the most memory that the grader's processes held meanwhile."""
    user = ["setpriv", f"--reuid={GRADER}", f"--regid={GRADER}", "--clear-groups", "--no-new-privs", "--"]

    def bounded() -> None:
        bounds = {resource.RLIMIT_NPROC: 300, resource.RLIMIT_AS: 4_000_000_000, resource.RLIMIT_FSIZE: 400_000_000}
        for which, bound in bounds.items():
            resource.setrlimit(which, (bound, bound))

    home = {"HOME": str(HOME), "GRADEBOOK_TOKEN": told["secrets"]["environment"], "LC_ALL": "C.UTF-8"}
    with (HOME / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            [*(user if apart else []), sys.executable, "-m", "nbgrader", *command],
            cwd=COURSE,
            env={"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", **home},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=bounded,
            start_new_session=True,
        )
        until, peak = time.monotonic() + seconds, 0
        while process.poll() is None:
            peak = max(peak, _memory(apart))
            logged = (HOME / "output.txt").stat().st_size > LOGGED
            if time.monotonic() > until or logged:
                process.kill()
                process.wait()
                return ("not within its log" if logged else f"not within {seconds} seconds"), peak
            time.sleep(0.2)
    if process.returncode < 0:
        return f"not by itself: signal {-process.returncode}", peak
    return ("well" if process.returncode == 0 else "with errors"), peak


def _pids(apart: bool) -> list[int]:
    """Processes of the grader's user; without a user of its own, all but this one and bubblewrap's."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            owner = int(re.findall(r"^Uid:\s+(\d+)", (folder / "status").read_text(), re.MULTILINE)[0])
            number = int(folder.name)
            if (owner == GRADER) if apart else number not in (1, os.getpid(), os.getppid()):
                found.append(number)
    return found


def _processes(apart: bool) -> list[str]:
    lines = []
    for number in _pids(apart):
        with suppress(OSError):
            if "State:\tZ" not in Path(f"/proc/{number}/status").read_text(encoding="utf-8"):
                lines.append(Path(f"/proc/{number}/cmdline").read_bytes().decode("utf-8", "replace"))
    return lines


def _memory(apart: bool) -> int:
    """Bytes of memory of the grader's processes, what they share counted once."""
    total = 0
    for number in _pids(apart):
        with suppress(OSError):
            text = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="utf-8")
            total += sum(1024 * int(kb) for kb in re.findall(r"^Pss_(?:Anon|Shmem):\s+(\d+)", text, re.MULTILINE))
    return total


def _listen() -> list[str]:
    """A server on the loopback and an abstract socket, as a facilitator's machine has them; who comes is noted."""
    reached: list[str] = []

    def note(listening: socket.socket, name: str) -> None:
        while True:
            accepted, _ = listening.accept()
            reached.append(name)
            accepted.close()

    with suppress(OSError):
        tcp = socket.create_server(("127.0.0.1", 47391))
        threading.Thread(target=note, args=(tcp, "a server on the loopback"), daemon=True).start()
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind("\0hostile-test-socket")
    abstract.listen()
    threading.Thread(target=note, args=(abstract, "a socket of the machine"), daemon=True).start()
    return reached


def _marks(told: dict[str, Any]) -> dict[str, Any]:
    """What was earned, and whether the neighbours have their marks: ann, graded before, and zoe, graded after."""
    query = """SELECT student.id, base_cell.name, grade.auto_score, grade.manual_score, grade.extra_credit FROM grade
    JOIN base_cell ON base_cell.id = grade.cell_id JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    JOIN student ON student.id = submitted_assignment.student_id"""
    scores: dict[str, dict[str, float]] = {}
    try:
        with closing(sqlite3.connect(COURSE / "gradebook.db")) as book:
            for student, name, auto, manual, extra in book.execute(query).fetchall():
                score = manual if manual is not None else auto
                scores.setdefault(student, {})[name] = (score or 0) + (extra or 0)
    except sqlite3.Error as fault:
        return {"earned": None, "marks": {}, "neighbours": [], "gradebook": str(fault)}
    own = scores.get(told["student"], {})
    marks = {name.removeprefix("w90-"): score for name, score in own.items()}
    full = {name: sum(scores.get(name, {}).values()) == 7 for name in ("ann", "zoe")}
    return {"earned": sum(own.values()), "marks": marks, "neighbours": [name for name, kept in full.items() if kept]}


def _feedback(told: dict[str, Any]) -> list[Path]:
    folder = COURSE / "feedback" / told["student"]
    return [path for path in folder.rglob("*") if path.is_file() and path.name not in ("orders.sqlite",)]


def _secrets(told: dict[str, Any]) -> list[str]:
    """What of the secrets goes back to the student, in her feedback and in the files beside it."""
    found = set()
    for path in _feedback(told):
        text = path.name + "\n" + path.read_bytes()[:50_000_000].decode("utf-8", "replace")
        # A test that fails shows what it compares with, by stock's design: tracebacks of tests are not counted.
        text = re.sub(
            r'<div class="output_subarea output_text output_error">.*?</div>', _no_test, text, flags=re.DOTALL
        )
        found |= {name for name, secret in told["secrets"].items() if secret in text}
        plain = re.sub(r"<style.*?</style>|[A-Za-z0-9+/=]{200,}|assert[^\n]*", "", text, flags=re.DOTALL)
        if any(re.search(rf"\b({row[0]}|{row[1]})\b", plain) for row in told["rows"]):
            found.add("held-out rows")
    return sorted(found)


def _no_test(shown: re.Match[str]) -> str:
    return "" if "AssertionError" in shown[0] else shown[0]


def _page(told: dict[str, Any]) -> str:
    """The feedback page, for a browser outside."""
    return "".join(path.read_text(errors="replace") for path in _feedback(told) if path.suffix == ".html")


def _digests() -> dict[str, str]:
    found = {}
    for folder in ("source", "release", "submitted/zoe", "nbgrader_config.py"):
        top = COURSE / folder
        for path in [top] if top.is_file() else top.rglob("*"):
            if path.is_file():
                found[str(path.relative_to(COURSE))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _left() -> list[str]:
    """Files with the attackers' mark anywhere that the grader may write, outside of the submission's own folder."""
    found = []
    for top in (Path("/tmp"), Path("/dev/shm"), HOME):
        for folder, folders, files in os.walk(top):
            # not into what is bound there for reading: this Python, where it stands in /tmp
            folders[:] = [name for name in folders if (Path(folder) / name).lstat().st_dev == top.stat().st_dev]
            inside = Path(folder).is_relative_to(COURSE / "autograded") or Path(folder).is_relative_to(
                COURSE / "feedback"
            )
            names = [name for name in files if name.startswith(("hostile-", "pandas.py", "usercustomize"))]
            if not inside or not Path(folder).name.startswith("week-"):
                found += [str(Path(folder) / name) for name in names[:2]]
    return [name for name in found if "/submitted/mallory/" not in name][:6]


main()
