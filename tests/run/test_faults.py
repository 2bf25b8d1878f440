"""A fault is a state of the result: what was earned before it stands. Without a sandbox only where that is asked."""

from __future__ import annotations

from pathlib import Path

import nbformat

from tests.grading.orders import STEM, cell_of

from .bench import NAMES, Run

TOO_LONG = "import time\nfor _ in range(200):\n    time.sleep(1)"
TOO_MUCH = """import os, time
for _ in range(8):
    if not os.fork():
        held = bytearray(b'x') * (100 * 2**20)
        time.sleep(60)
time.sleep(60)"""
SEES = """try:
    open({marker!r}, "w").write(open({secret!r}).read())
except OSError:
    pass
paid_orders = len(sql("SELECT id FROM orders WHERE paid = 1"))"""


def test_faults_are_states_and_what_was_earned_before_them_stands(prepared: Run, tmp_path: Path) -> None:
    run = prepared.copy(tmp_path / "course", NAMES[-1:])
    run.hand_in("died", q2="import os\nos._exit(1)")
    run.hand_in("long", q2=TOO_LONG)
    run.hand_in("much", q2=TOO_MUCH)
    run.hand_in("without")
    path = run.root / "submitted" / "without" / STEM / f"{STEM}.ipynb"
    without = nbformat.read(path, as_version=4)
    cell_of(without, "w90-q2").source = "emits = check\ndef check(*answer): pass"
    without.cells.insert(without.cells.index(cell_of(without, "w90-q2")), nbformat.v4.new_code_cell("check = print"))
    nbformat.write(without, path)
    run.configure(
        "c.ExecuteOnHeldOut.notebook_timeout = 10",
        "c.ExecuteOnHeldOut.memory_bytes = 512 * 1024 * 1024",
        "c.Execute.timeout = 30",
    )
    results = run.results("--jobs", "2")
    assert {name: one["state"] for name, one in results.items()} == {
        "died": "kernel died",
        "long": "time-out",
        "much": "out of memory",
        "without": "ungraded",
        NAMES[-1]: "graded",
    }
    assert results["died"]["sentence"] == "The kernel died."
    assert results["long"]["sentence"] == "The notebook ran for more than 10 seconds in all and was stopped."
    assert results["much"]["sentence"] == "It used more than 512 MB of memory and was stopped."
    for name in ("died", "long", "much"):
        scores = [results[name]["exercises"][f"w90-q{n}"]["score"] for n in (1, 2, 3, 4)]
        assert scores == [2, None, None, None], name
        assert results[name]["earned"] == 2
    marks = {row[0]: row[5:7] for row in run.rows([*results])["firstquery_marks"]}
    assert marks == {name: (one["state"], one["sentence"]) for name, one in results.items()}


def test_a_submission_reads_files_of_this_machine_only_where_that_is_asked_for(prepared: Run, tmp_path: Path) -> None:
    run = prepared.copy(tmp_path / "course", [])
    secret, marker = tmp_path / "secret.txt", tmp_path / "marker.txt"
    secret.write_text("of this machine", encoding="utf-8")
    tmp_path.chmod(0o755)
    run.hand_in("curious", q1=SEES.format(marker=str(marker), secret=str(secret)))
    run.grade()
    assert not marker.exists()
    first = run.rows(["curious"])
    run.grade("--unsafe", "--force")
    assert marker.read_text(encoding="utf-8") == "of this machine"
    marks = ("grade", "comment", "submitted_notebook")
    assert {name: first[name] for name in marks} == {name: run.rows(["curious"])[name] for name in marks}
