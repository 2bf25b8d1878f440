"""`check`, `%%text` and `%%choice` as a learner meets them: in a real kernel, with a real key beside the notebook."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from traitlets.config import Config

from firstquery.checks.judging import MIME_TYPE
from firstquery.checks.keys import KeyProblem, find_exercise, load, questions_half
from firstquery.checks.kinds.choice import letters_hash
from firstquery.checks.payload import payload
from firstquery.core import records
from firstquery.core.blank import Blank
from firstquery.kernel.check import NotYet, check, payload_of
from firstquery.kernel.magics import read_choice, read_text, register
from tests.checks.judged import entry
from tests.conftest import ROOT

TOLD = {"name": "test accounts", "message": "That counts test accounts.", "payload": payload(1810)}
FIRST = {"name": "first", "message": "A is the order of names.", "hash": letters_hash("s", "A")}
TICKS = ["It names the status.", "It says as of when."]
KEY: dict[str, Any] = {
    "version": 2,
    "week": "week-01-first-query",
    "snapshot": "learning",
    "exercises": {
        "w01-q1": {**entry("value", payload(1800), [TOLD], 2), "name": "paying"},
        "w01-q2": {**entry("choice", "B", [FIRST], options=["A", "B", "C"]), "name": "reason"},
        "w01-q3": {**entry("text", least=3, ticks=TICKS), "name": "definition", "questions": {"ticks": TICKS}},
    },
}


@pytest.fixture
def practice(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice folder with its key, which the test works in."""
    folder = work / "practice" / "week-01-first-query"
    folder.mkdir(parents=True)
    (folder / "key.json").write_text(json.dumps(KEY), encoding="utf-8")
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(tmp_path / "course"))
    monkeypatch.chdir(folder)
    return folder


def new_shell() -> InteractiveShell:
    """An IPython shell of this test's own, without a history file."""
    InteractiveShell.clear_instance()
    config = Config()
    config.HistoryManager.enabled = False
    return InteractiveShell.instance(config=config, colors="nocolor")


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    made = new_shell()
    register(made)
    made.user_ns["check"] = check
    yield made
    InteractiveShell.clear_instance()


CELLS = [
    "from firstquery import check\nfrom firstquery.kernel.magics import register\nregister(get_ipython())",
    'check("w01-q1", 1800)',
    'check("w01-q1", 1810)',
    'check("w01-q1", paying)',
    "paying",
    "%%choice reason\na",
    'check("w01-q2", reason)',
    "%%text definition\nWrite here, in place of this line.",
    'check("w01-q3", definition)',
]


def test_the_ticks_of_a_text_come_with_it_and_stay_in_her_records(
    practice: Path, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell(
        "%%text definition\nEvery account that pays.\n\n- [x] It names the status.\n- [ ] It says as of when."
    )
    assert "4 words" in capsys.readouterr().out
    shell.run_cell('check("w01-q3", definition)')
    assert "You have ticked 1 of the 2 points of its list." in capsys.readouterr().out
    (kept,) = (records.read("w01-q3") or {})["attempts"]
    assert kept["findings"][1] == {"code": "ticked", "data": {"number": 1, "of": 2, "ticks": TICKS[:1]}}


def test_a_text_takes_along_what_the_notebook_has_beside_it(practice: Path, shell: InteractiveShell) -> None:
    asked = {"kind": "text", "questions": {"beside": "held"}}
    assert payload_of("Mine.", asked) == {"type": "text", "value": "Mine.", "beside": {"type": "missing"}}
    shell.run_cell("held = {'review': 1}")
    assert payload_of("Mine.", asked)["beside"] == payload({"review": 1})
    assert "beside" not in payload_of("Mine.", {"kind": "text", "questions": None})


def test_the_questions_half_holds_nothing_that_is_expected() -> None:
    half = questions_half(KEY)
    assert half["exercises"]["w01-q3"] == {"kind": "text", "name": "definition", "questions": {"ticks": TICKS}}
    assert all(set(one) == {"kind", "name", "questions"} for one in half["exercises"].values())
    assert "1800" not in json.dumps(half) and "salt" not in json.dumps(half)


def run(folder: Path, grader: bool = False) -> list[list[Any]]:
    """The outputs of CELLS, each run in one real kernel."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **({"FIRSTQUERY_GRADER": "1"} if grader else {})}
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(folder)}}
    )
    client.execute(env=environment)
    return [cell["outputs"] for cell in notebook.cells]


def test_every_outcome_reads_well_in_a_kernel_and_none_is_a_traceback(practice: Path) -> None:
    outputs = run(practice)
    right = outputs[1][0]["data"]
    assert right["text/plain"] == "Right. 2 of 2 points."
    assert 'role="status"' in right["text/html"]
    errors = {number: outputs[number][-1] for number in (2, 3, 6, 8)}
    assert {error["ename"] for error in errors.values()} == {"NotYet"}
    said = {number: " ".join(error["traceback"]) for number, error in errors.items()}
    assert said[2] == "Not yet. That counts test accounts."
    assert said[3].startswith("Not attempted yet. There is no answer called `paying` yet.")
    assert said[6] == "Not yet. A is the order of names."
    assert said[8].startswith("Not attempted yet.")
    assert [len(outputs[number]) for number in errors] == [1, 1, 1, 1]
    assert outputs[4][0]["ename"] == "NameError"
    assert "NameError: name" in " ".join(outputs[4][0]["traceback"])
    assert outputs[5][0]["text"] == "Kept in `reason`: A.\n"


def test_at_the_grader_every_check_emits_its_payload_and_only_the_missing_name_is_an_error(practice: Path) -> None:
    (practice / "key.json").unlink()
    outputs = run(practice, grader=True)
    sent = {number: outputs[number][0]["data"][MIME_TYPE] for number in (1, 2, 3, 6, 8)}
    assert sent[1] == {
        "version": 1,
        "exercise": "w01-q1",
        "state": "answered",
        "kind": "scalar",
        "payload": {"type": "scalar", "value": 1800},
    }
    assert [sent[number]["state"] for number in (2, 3, 6, 8)] == ["answered", "missing", "answered", "blank"]
    assert [len(outputs[number]) for number in (1, 2, 6, 8)] == [1, 1, 1, 1]


def test_only_a_check_of_a_missing_name_is_told_in_a_sentence(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    for cell, told in [
        ("check('w01-q1', nothing_yet)", True),
        ("x = 1\ncheck(\n  'w01-q1',\n  nothing_yet)", True),
        ("check('w01-q1', len(nothing_yet))", True),
        ("print(nothing_yet)\ncheck('w01-q1', 5)", False),
        ("def check_it():\n    return nothing_yet\ncheck('w01-q1', check_it())", False),
    ]:
        shell.run_cell(cell)
        assert ("NameError" not in capsys.readouterr().out) is told, cell


@pytest.mark.parametrize("cell", ["word['said']", "score.set_index('option')", "print(word.iloc[0])"])
def test_a_cell_that_needs_an_answer_that_is_not_there_says_so(
    cell: str, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.user_ns.update(word=Blank(), score=Blank())
    shell.run_cell(cell)
    said = " ".join(capsys.readouterr().out.split())
    assert said == "An exercise above is not answered yet, and this cell needs its answer. Do that one first."
    assert not hasattr(Blank(), "columns")
    assert copy.deepcopy(Blank()) == Blank()


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Write here, in place of this line.\n", Blank()),
        ("?", Blank()),
        ("Write here, in place of this line.\n\nAn account that pays.\n", "An account that pays."),
        ("Is it 5?", "Is it 5?"),
    ],
)
def test_a_text_cell_keeps_what_was_written_and_not_the_invitation(cell: str, kept: object) -> None:
    assert read_text(cell)[0] == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("?", Blank()), ("", Blank()), ("b.", "B"), ("(c)", "C"), ("a, c", "A, C"), ("? b", "B"), ("AC", "AC")],
)
def test_a_choice_cell_keeps_its_letters(cell: str, kept: object) -> None:
    assert read_choice(cell)[0] == kept


@pytest.mark.parametrize("line", ["", "two words", "1st", "print", "for", "check"])
@pytest.mark.parametrize("magic", ["text", "choice"])
def test_a_name_that_cannot_be_one_is_told_in_a_sentence(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], magic: str, line: str
) -> None:
    before = dict(shell.user_ns)
    result = shell.run_cell(f"%%{magic} {line}\nB")
    said = capsys.readouterr().out
    assert not result.success
    assert f"%%{magic}" in said
    assert "Traceback" not in said
    assert shell.user_ns.get(line) == before.get(line)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cannot be read"),
        (b"[]", "damaged"),
        (b'{"version": 2, "exercises": {"w01-q1": {"kind": "value"}}}', "damaged"),
        (b'{"version": 1, "exercises": {}}', "another version"),
        (b"[" * 100_000, "cannot be read"),
    ],
)
def test_a_damaged_key_is_told_with_a_way_out(practice: Path, content: bytes, says: str) -> None:
    (practice / "key.json").write_bytes(content)
    with pytest.raises(NotYet, match=says) as raised:
        check("w01-q1", 1800)
    assert raised.value.verdict.outcome == "could-not-run"


def test_a_damaged_key_is_no_matter_where_the_course_has_a_whole_one(practice: Path, tmp_path: Path) -> None:
    whole = tmp_path / "course" / "release" / practice.name / "key.json"
    whole.parent.mkdir(parents=True)
    (practice / "key.json").rename(whole)
    (practice / "key.json").write_text("{", encoding="utf-8")
    check("w01-q1", 1800)


def test_a_key_is_read_again_when_it_has_changed_and_only_then(practice: Path) -> None:
    path = practice / "key.json"
    assert load(path) is load(path)
    changed = json.loads(path.read_text(encoding="utf-8"))
    changed["exercises"]["w01-q1"]["expected"]["answer"] = payload(17000)
    path.write_text(json.dumps(changed), encoding="utf-8")
    check("w01-q1", 17000)


def test_a_key_is_found_from_another_folder(practice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_exercise("w01-q1").name == "paying"
    with pytest.raises(KeyProblem, match="It has: w01-q1, w01-q2, w01-q3"):
        find_exercise("w01-q77")
    with pytest.raises(KeyProblem, match="week 99 was not found"):
        find_exercise("w99-q1")


def test_a_check_says_its_verdict_where_no_record_can_be_kept(
    practice: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (practice.parent.parent / ".records").write_text("a file stands where the folder should be", encoding="utf-8")
    check("w01-q1", 1800)
    check("w01-q1", 1800)
    said = capsys.readouterr().out
    assert said.count("Right. 2 of 2 points.") == 2
    assert "Traceback" not in said
