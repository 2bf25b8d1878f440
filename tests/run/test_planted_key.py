"""A key that a learner printed, or typed in, stays in what she handed in: nothing that grading writes has it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.grading.orders import cell_of

from .bench import NAMES, STEM, Run

KEY = "sk-planted-7f3a9c51d2e84b60"
OTHER = "planted key of no known form: 0451"  # only the environment of whoever grades says that it is one
PRINTS = "import os\nprint(os.environ.get('AI_API_KEY', 'no key'))\nclient_key = {key!r}\n"


@pytest.fixture
def handed_in(prepared: Run, tmp_path: Path) -> Run:
    run = Run(prepared.copy(tmp_path / "course", []).root, {**prepared.more, "AI_API_KEY": OTHER})
    for student, key in zip(NAMES[:2], (KEY, OTHER), strict=True):
        run.hand_in(
            student, q1=PRINTS.format(key=key) + "paid_orders = len(sql('SELECT id FROM orders WHERE paid = 1'))"
        )
        path = run.root / "submitted" / student / STEM / f"{STEM}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        shown = [
            nbformat.v4.new_output("stream", name="stdout", text=f"{key}\n"),
            nbformat.v4.new_output("error", ename="ValueError", evalue=key, traceback=[f"ValueError: {key}"]),
            nbformat.v4.new_output("execute_result", data={"text/plain": key, "text/html": f"<b>{key}</b>"}),
        ]
        cell_of(notebook, "w90-q1-answer").outputs = shown
        nbformat.write(notebook, path)
    return run


def test_a_key_that_a_submission_shows_is_in_nothing_that_grading_writes(handed_in: Run) -> None:
    ended = handed_in.firstquery("grade", STEM, "--json", str(handed_in.root / "results.json"))
    assert ended.code == 0, ended.said
    for student in NAMES[:2]:
        text = handed_in.notebook(student).read_text(encoding="utf-8")
        assert text.count("[a password or key]") == 6, text
        pages = list((handed_in.root / "feedback" / student).rglob("*.html"))
        assert pages and all("[a password or key]" in page.read_text(encoding="utf-8") for page in pages)
    theirs = handed_in.root / "submitted"
    written = {path: path.read_bytes() for path in handed_in.root.rglob("*") if path.is_file()}
    found = {path for path, data in written.items() if KEY.encode() in data or OTHER.encode() in data}
    assert {path for path in found if theirs not in path.parents} == set()
    assert len(found) == 2, "her own file is as she left it"
    assert not any(key in ended.out + ended.err for key in (KEY, OTHER))
