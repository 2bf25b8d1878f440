"""The marks that she gets alone are those that a facilitator's grader gives: same notebook, same data."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from firstquery.core import course
from firstquery.core import files as whole
from firstquery.core.errors import UserError
from firstquery.grading import keys, prove
from firstquery.grading.held_out import find_differing
from firstquery.grading.keys import Source
from firstquery.learner.exercises import exercises_of
from firstquery.learner.progress import progress
from firstquery.selfgrade import cell, data, result, submission
from firstquery.selfgrade import grade as grading
from firstquery.selfgrade.result import GENERAL, ExerciseResult, PracticeResult, read, typed_in_sentences
from tests.commands import Command
from tests.conftest import ROOT, needs
from tests.selfgrade import hers

SEED = 4711


@dataclass
class Hers:
    """Her folder, with her held-out data, and the environment that leads there."""

    work: Path
    env: dict[str, str]
    taken: float  # seconds until the process in the background was started


@pytest.fixture(scope="module")
def her(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hers]:
    """A folder with two practices, for which what is needed first has been made in the background."""
    needs("bubblewrap")
    home = tmp_path_factory.mktemp("hers")
    work = home / "first-query"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRSTQUERY_WORK", str(work))
        patch.setenv("HOME", str(home))
        for week in map(course.week, hers.WEEKS):
            hers.save(work, week, "right")
        data.place().mkdir(parents=True)
        (data.place() / "made.json").write_text(json.dumps({"seed": SEED}), encoding="utf-8")
        begun = time.monotonic()
        process = data.prepare_in_background(0, nice=0)
        taken = time.monotonic() - begun
        assert process is not None and process.wait(300) == 0
        yield Hers(work, {**os.environ}, taken)


@pytest.fixture(scope="module")
def hers_graded(her: Hers) -> dict[tuple[int, str], PracticeResult]:
    """All of her notebooks, graded one after the other in her folder, which is as it was afterwards."""
    found = {}
    for week in map(course.week, hers.WEEKS):
        for how in hers.HOW[week.number]:
            hers.save(her.work, week, how)
            before = files(her.work / "practice")
            found[week.number, how] = grading.grade(week)
            assert files(her.work / "practice") == before, "something of hers was changed"
    return found


@pytest.fixture(scope="module")
def graders(her: Hers, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, str], dict[str, Any]]:
    """The same notebooks as submissions, by `firstquery grade`, in a facilitator's course whose data are hers."""
    root = tmp_path_factory.mktemp("facilitator")
    for name in ("course.toml", "grader_config.py", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "data", root / "data")
    (root / "held-out").mkdir()
    shutil.copy(data.snapshot(), root / "held-out")
    found = {}
    env = {**her.env, "FIRSTQUERY_COURSE": str(root)}
    for week in map(course.week, hers.WEEKS):
        shutil.copytree(week.source, root / "source" / week.stem)
        snapshots = {"learning": root / "data" / "kestrel.sqlite", "held-out": root / "held-out" / "kestrel.sqlite"}
        origin = keys._origin(Source(root / "source" / week.stem, root), snapshots)
        keys.write(
            root / "held-out" / "keys" / f"{week.stem}.json", keys.text_of({**data.key(week), "made_from": origin})
        )
        for how in hers.HOW[week.number]:
            folder = root / "submitted" / how / week.stem
            folder.mkdir(parents=True)
            nbformat.write(hers.notebook(week, how), folder / f"{week.stem}.ipynb")
        out = root / f"{week.stem}.json"
        done = Command("firstquery.cli.main", ["grade", week.stem, "--no-feedback", "--json", str(out)], root, env)
        _, said = done.communicate(600)
        assert done.returncode == 0, said
        for one in json.loads(out.read_text(encoding="utf-8"))["graded"]:
            found[week.number, one["student"]] = one
    return found


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(("number", "how"), [(number, how) for number in hers.WEEKS for how in hers.HOW[number]])
def test_her_marks_are_those_of_the_grader(
    number: int,
    how: str,
    hers_graded: dict[tuple[int, str], PracticeResult],
    graders: dict[tuple[int, str], dict[str, Any]],
) -> None:
    mine, theirs = hers_graded[number, how], graders[number, how]["exercises"]
    alone = {one.exercise: (one.points, one.most, one.outcome, one.said) for one in mine.marks}
    given = {
        name: (one["score"], one["total"], one["outcome"], one["says"]) for name, one in theirs.items() if name in alone
    }
    assert alone == given
    more = {name: one for name, one in theirs.items() if name not in alone}
    assert mine.by_hand == sum(one["total"] for one in more.values()) > 0  # a person gives them, there as well
    assert not any(one["score"] for one in more.values())
    assert mine.earned == graders[number, how]["earned"]
    assert mine.in_sandbox


@pytest.mark.parametrize("number", hers.WEEKS)
def test_a_typed_in_number_earns_nothing_and_is_told_what_it_hid(
    number: int, hers_graded: dict[tuple[int, str], PracticeResult]
) -> None:
    graded = hers_graded[number, "typed"]
    exercise, _, value = hers.TYPED[number]
    assert {one.exercise for one in graded.marks if one.is_typed} == {exercise}
    assert typed_in_sentences(graded) == [
        f"{exercise}: on the data you have, {value:,} is right. On data that you have not seen, the same typed number "
        "is wrong: the query has to find it."
    ]


def test_a_query_that_found_the_number_is_told_what_typing_it_would_have_hidden(
    hers_graded: dict[tuple[int, str], PracticeResult],
) -> None:
    (said,) = typed_in_sentences(hers_graded[1, "right"])
    assert "On the data you have, 1,716 is right for w01-q4." in said and "typed in is wrong" in said
    assert hers_graded[1, "right"].earned == hers_graded[1, "right"].most == 13


def test_whoever_has_not_found_the_number_is_not_told_it(hers_graded: dict[tuple[int, str], PracticeResult]) -> None:
    wrong = hers_graded[1, "wrong"]
    assert wrong.earned == 0
    assert typed_in_sentences(wrong) == [GENERAL]
    assert not any("1,716" in line for line in [*wrong.remarks, *(one.here + one.said for one in wrong.marks)])


def test_what_was_repaired_is_told(hers_graded: dict[tuple[int, str], PracticeResult]) -> None:
    said = hers_graded[1, "damaged"].remarks
    assert any("w01-q1" in line for line in said), said


def test_the_feedback_page_holds_the_marks_as_a_table_and_runs_nothing(
    her: Hers, hers_graded: dict[tuple[int, str], PracticeResult]
) -> None:
    graded = hers_graded[4, "right"]
    text = Path(graded.page).read_text(encoding="utf-8")
    assert Path(graded.page).parent == her.work / "kept" / "feedback"
    assert text.count("<h1>") == text.count("<table>") == text.count("</caption>") == 1
    assert "<script" not in text
    assert set(re.findall(r"""(?:src|href)=["']?([^"' >]*)""", text.partition("<body>")[2])) == {
        "#content",
        f"../../practice/{graded.stem}/{graded.file}",
    }
    for mark in hers_graded[4, "typed"].marks:
        assert f">{mark.exercise}, " in text
    assert "&lt;" in result.html(PracticeResult(1, "s", "t", "f", "", [_mark("<script>alert(1)</script>")]))


def _mark(answer: str) -> Any:
    return ExerciseResult("w01-q1", "t", 0, 1, "not-yet", "Not yet.", answer)


def test_what_is_told_comes_back_from_json_as_it_was(hers_graded: dict[tuple[int, str], PracticeResult]) -> None:
    for graded in hers_graded.values():
        assert read(json.loads(json.dumps(graded.as_json()))) == graded


#: Windows has neither of these modules, and nothing outside of Linux has bubblewrap.
ELSEWHERE = """
import sys, psutil  # which has another part for each system: that of Linux wants `resource`
for name in ("fcntl", "resource"):
    sys.modules[name] = None
from firstquery.cli.main import main
main()
"""


def test_without_a_sandbox_it_says_so_and_the_marks_are_the_same(
    her: Hers, hers_graded: dict[tuple[int, str], PracticeResult], tmp_path: Path
) -> None:
    hers.save(her.work, course.week(1), "typed")
    out = tmp_path / "marks.json"
    command = [sys.executable, "-c", ELSEWHERE, "grade-mine", "1", "--json", str(out)]
    env = {**her.env, "PATH": str(Path(sys.executable).parent)}
    done = subprocess.run(command, env=env, cwd=her.work, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, ""), done.stderr
    alone = read(json.loads(out.read_text(encoding="utf-8")))
    assert not alone.in_sandbox
    assert alone.marks == hers_graded[1, "typed"].marks
    assert "This computer has no sandbox" in " ".join(done.stdout.split())
    assert "Feedback page: " + alone.page in done.stdout


def test_what_she_ran_last_and_has_not_saved_is_told(her: Hers, tmp_path: Path) -> None:
    week = course.week(1)
    path = hers.save(her.work, week, "right")
    made = nbformat.read(path, as_version=4)

    def save(answer: str) -> None:
        hers.cell(made, "w01-q4-answer").source = answer
        nbformat.write(made, path)

    def unsaved(ran: str, name: str, patience: float = 2) -> list[str]:
        cells = ["%%sql paying_customers\nSELECT 2", ran, "grade_mine()"]
        return submission.stage(week, path.parent, tmp_path / name, cells, patience=patience).unsaved

    two, three = "%%sql paying_customers\nSELECT 2", "%%SQL  paying_customers\nSELECT 3"
    save(two)
    begun = time.monotonic()
    assert unsaved(two, "saved", patience=30) == []
    assert time.monotonic() - begun < 15, "what is saved is not waited for"
    assert unsaved(three, "unsaved") == ["paying_customers"]
    told = PracticeResult(1, week.stem, week.title, path.name, "", [], unsaved=["paying_customers"])
    assert "The file does not hold what you ran last for `paying_customers`." in told.remarks[0]
    saving = threading.Timer(0.4, save, [three])
    saving.start()
    assert unsaved(three, "saved-meanwhile") == []
    saving.join()


def test_two_at_once_wait_for_each_other(her: Hers, monkeypatch: pytest.MonkeyPatch) -> None:
    hers.save(her.work, course.week(1), "right")
    monkeypatch.setattr(grading, "PATIENCE", 0.2)
    said: list[str] = []
    with (
        whole.hold_lock(data.place() / "grading"),
        pytest.raises(UserError, match="Another grading of your folder has run"),
    ):
        grading.grade(course.week(1), say=said.append)
    assert said == ["Another grading of your folder runs. This one waits for it."]


def test_a_cell_that_is_interrupted_ends_its_process(her: Hers) -> None:
    hers.save(her.work, course.week(1), "right")
    with whole.hold_lock(data.place() / "grading"):
        lines = cell.ask(course.week(1).stem, [])
        assert next(lines) == {"say": "Another grading of your folder runs. This one waits for it."}
        process = cell._process
        assert process is not None
        lines.close()
    assert process.poll() is not None
    assert cell._process is None


def test_ctrl_c_ends_it_and_all_that_it_started(her: Hers) -> None:
    path = hers.save(her.work, course.week(1), "right")
    made = nbformat.read(path, as_version=4)
    hers.cell(made, "w01-q1-answer").source = "import time\ntime.sleep(25)"
    nbformat.write(made, path)
    before = files(her.work / "practice")
    command = [sys.executable, "-m", "firstquery.cli.main", "grade-mine", "1"]
    process = subprocess.Popen(command, env=her.env, stderr=subprocess.PIPE, text=True, start_new_session=True)
    end = time.monotonic() + 60
    while time.monotonic() < end and len(_members(process.pid)) < 4:  # itself, the fork server, and the sandbox's
        time.sleep(0.05)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert (process.returncode, said.strip().splitlines()[-1]) == (
        130,
        "Grading was stopped. Nothing of yours was changed.",
    )
    end = time.monotonic() + 5
    while time.monotonic() < end and _members(process.pid):
        time.sleep(0.1)
    assert _members(process.pid) == []
    assert files(her.work / "practice") == before


def _members(group: int) -> list[str]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


def test_below_the_cell_stand_a_table_and_a_link_to_the_page_and_the_second_time_is_quick(her: Hers) -> None:
    path = hers.save(her.work, course.week(1), "right")
    process = "from firstquery.selfgrade import cell\nprint(cell._process.pid)"
    cells = ['from firstquery import *\nrebuild("week-01-first-query")', "grade_mine()", process]
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in [*cells, *cells[1:]]])
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(made, timeout=120, kernel_name="python3", resources=where).execute(env=her.env)
    kept = json.loads((her.work / ".records" / "grade-mine-week-01.json").read_text(encoding="utf-8"))
    assert (kept["earned"], kept["most"], kept["points"]["w01-q4"]) == (13, 13, 3)  # which `finish` goes by
    first, second = (made.cells[at].outputs[0]["text"] for at in (2, 4))
    assert first == second, "another process, which had everything to import again"
    assert made.cells[3].outputs[0]["data"]["text/html"] == made.cells[1].outputs[0]["data"]["text/html"]
    end = time.monotonic() + 10
    while Path(f"/proc/{int(first)}").exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not Path(f"/proc/{int(first)}").exists(), "it has outlived its kernel"
    (shown,) = made.cells[1].outputs
    html = shown["data"]["text/html"]
    assert '<div role="status"><p><strong>Week 1, First query: 13 of 13 points on data that nobody has seen.' in html
    assert html.count("</caption>") == 1 and html.count("scope='row'") == 8
    link = re.search(r'href="([^"]+)"', html)
    assert link and (path.parent / link[1]).resolve() == result.page_path("week-01-first-query").resolve()
    assert "w01-q4" in shown["data"]["text/plain"]


def test_what_is_needed_is_made_ahead_in_the_background(her: Hers) -> None:
    assert her.taken < 5  # to make them takes longer
    assert data.is_made()
    week = course.week(hers.WEEKS[0])
    made = data.key_path(week.stem).stat().st_mtime_ns
    assert list(data.key(week)["exercises"]) == [one.id for one in exercises_of(week)]
    assert data.key_path(week.stem).stat().st_mtime_ns == made


def test_ahead_are_the_week_that_she_is_at_and_the_next(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [week.number for week in data._ahead()] == [1, 2]
    weeks = progress().weeks
    for current, expected in ((weeks[13], [14, 15]), (weeks[25], [26]), (None, [])):
        monkeypatch.setattr(data, "progress", lambda one=current: SimpleNamespace(current=one))
        assert [week.number for week in data._ahead()] == expected


def test_her_data_are_admitted_and_none_that_anybody_else_has(her: Hers) -> None:
    assert json.loads((data.place() / "made.json").read_text(encoding="utf-8"))["seed"] == SEED
    assert data.snapshot().read_bytes() != (ROOT / "data" / "kestrel.sqlite").read_bytes()
    sources = [Source(week.source, ROOT) for week in map(course.week, hers.WEEKS)]
    assert find_differing(prove.prove(sources, held_out=data.snapshot())) == []
