"""Each cell's text is on the disk before it runs; what no notebook holds after a kill is given back, once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from firstquery.learner.recovered import read, recover
from firstquery.notebook import ran
from tests.conftest import ROOT
from tests.notebook.kernel import Kernel, kernel
from tests.start.small_course import cell, notebook

LAST = "import os, signal\nprint('an output')\nos.kill(os.getpid(), signal.SIGKILL)"
INSTALL = "from firstquery.notebook import ran\nran.install(get_ipython())"


def saved(work: Path, **texts: str) -> Path:
    """A notebook of hers with these cells, id to text, last saved long ago."""
    path = work / "week-01.ipynb"
    path.write_bytes(notebook([cell(name.replace("_", "-"), "code", text) for name, text in texts.items()]))
    os.utime(path, (1, 1))
    return path


def journals(work: Path) -> list[Path]:
    return sorted(ran.folder_in(work).glob("*.jsonl"))


def send(one: Kernel, code: str, cell_id: str) -> None:
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
    session = one.client.session
    one.client.shell_channel.send(session.msg("execute_request", content, metadata={"cellId": cell_id}))


def test_a_killed_kernel_has_left_all_that_it_ran_and_the_next_start_gives_it_back(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(work, w01_q1_answer="%%sql first_ten\nSELECT 1", w01_q2_answer="%%sql canada_fleet\n-- here")
    with kernel(work, FIRSTQUERY_WORK=str(work), JPY_SESSION_NAME=str(path)) as one:
        one.run(INSTALL)
        one.run("%%sql first_ten\nSELECT 1", "w01-q1-answer")
        one.run("%%sql canada_fleet\nSELECT 2", "w01-q2-answer")
        one.run("%%sql canada_fleet\nSELECT 3", "w01-q2-answer")
        one.run("1 / 0", "her-own")
        (journal,) = journals(work)
        with monkeypatch.context() as at_once:
            at_once.setattr("firstquery.learner.recovered.DYING", 0)
            assert recover(work) == []  # of a kernel that lives, nothing is taken away
        send(one, LAST, "last")
        for _ in range(200):
            if b"SIGKILL" in journal.read_bytes():
                break
            time.sleep(0.05)
    of, runs = read(journal)
    assert of == str(path)
    texts = [run.text for run in runs if run.text != INSTALL]
    assert texts == ["%%sql first_ten\nSELECT 1", *("%%sql canada_fleet\nSELECT " + n for n in "23"), "1 / 0", LAST]
    assert b"an output\\n" not in journal.read_bytes()
    if os.name == "posix":
        assert journal.stat().st_mode & 0o077 == 0
        assert journal.parent.stat().st_mode & 0o077 == 0
    was = path.read_bytes()
    (said,) = recover(work)
    (copy,) = (work / "kept").iterdir()
    assert "not yet saved in week-01.ipynb" in said and f"kept/{copy.name}" in said
    lost = [one["source"] for one in json.loads(copy.read_bytes())["cells"][1:]]
    assert [one for one in lost if one != INSTALL] == ["%%sql canada_fleet\nSELECT 3", "1 / 0", LAST]
    assert path.read_bytes() == was
    assert recover(work) == [] and not list(ran.folder_in(work).iterdir())


@pytest.fixture
def journal(work: Path, monkeypatch: pytest.MonkeyPatch) -> ran.Journal:
    monkeypatch.setenv("JPY_SESSION_NAME", str(work / "week-01.ipynb"))
    return ran.Journal(work)


def test_what_she_saved_after_she_ran_it_is_not_brought_up_again(work: Path, journal: ran.Journal) -> None:
    journal.note("answer", "SELECT 1")
    journal.holding.close()
    path = saved(work, answer="SELECT 2")
    later = time.time() + 60
    os.utime(path, (later, later))
    assert recover(work) == []
    assert not (work / "kept").exists() and not journals(work)


def test_a_notebook_that_she_moved_is_found_by_its_cells_and_one_that_she_removed_stays_removed(
    work: Path, journal: ran.Journal
) -> None:
    journal.note("answer", "SELECT 1")
    journal.holding.close()
    path = saved(work, answer="-- here")
    (work / "done").mkdir()
    path.rename(work / "done" / "mine.ipynb")
    again = journal.path.read_bytes()
    assert "done/mine.ipynb" in recover(work)[0]
    (work / "done" / "mine.ipynb").unlink()
    journal.path.write_bytes(again)
    assert recover(work) == []


def test_a_line_cut_short_costs_that_line_alone(work: Path, journal: ran.Journal) -> None:
    saved(work, answer="-- here")
    journal.note("answer", "SELECT 1")
    journal.holding.close()
    with journal.path.open("ab") as file:
        file.write(b'{"at": 17, "cell": "answer", "te')
    assert len(recover(work)) == 1


def test_where_it_cannot_be_given_back_it_stays_for_another_time(work: Path, journal: ran.Journal) -> None:
    saved(work, answer="-- here")
    journal.note("answer", "SELECT 1")
    journal.holding.close()
    (work / "kept").write_text("a file in the place of the folder")
    assert recover(work) == []
    (work / "kept").unlink()
    assert len(recover(work)) == 1


def test_a_journal_is_bounded_and_keeps_the_last_text_of_each_cell(work: Path, journal: ran.Journal) -> None:
    text = "x" * 30_000
    for number in range(100):
        journal.note("loop", f"{number} {text}")
        journal.note("same", "SELECT 1")
        assert journal.path.stat().st_size <= ran.LARGEST
    journal.note("data", "y" * 10_000_000)
    _, runs = read(journal.path)
    last = {run.cell: run.text for run in runs}
    assert last["loop"] == f"99 {text}" and last["same"] == "SELECT 1"
    assert len(last["data"]) == ran.LONGEST
    assert sum(run.cell == "same" for run in runs) <= 4  # once, and once each time that it was shortened


def test_nothing_is_noted_at_the_grader_nor_of_notebooks_elsewhere(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "practice").mkdir()
    for folder, grader, noted in ((work, "1", 0), (tmp_path, "0", 0), (work / "practice", "0", 1)):
        monkeypatch.chdir(folder)
        monkeypatch.setenv("FIRSTQUERY_GRADER", grader)
        shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
        ran.install(shell)
        ran.install(shell)  # once is enough
        shell.run_cell("1 + 1")
        assert len(shell.events.callbacks["pre_run_cell"]) == len(journals(work)) == noted


def test_where_it_cannot_be_noted_the_cell_runs_all_the_same(work: Path, journal: ran.Journal) -> None:
    (work / ".records").write_text("a file in the place of the folder")

    class Info:
        cell_id, raw_cell = "answer", "SELECT 1"

    journal.before(Info)
    assert (work / ".records").read_text() == "a file in the place of the folder"


def test_a_kernel_that_outlives_its_server_for_a_moment_is_waited_for(work: Path, journal: ran.Journal) -> None:
    saved(work, answer="-- here")
    journal.note("answer", "SELECT 1")
    journal.holding.close()
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom firstquery import whole\n"
        "with whole.held(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(1)"
    )
    command = [sys.executable, "-S", "-c", hold, str(ran.lock_of(journal.path))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)}) as kernel_of_old:
        assert kernel_of_old.stdout is not None and kernel_of_old.stdout.readline() == "held\n"
        assert len(recover(work)) == 1
