"""`firstquery regrade`: what would change, from what to what and why, before anything is written; then exactly that."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .bench import NAMES, STEM, Run

FEW = NAMES[:4]  # every second one has the first answer right


CHANGE = {"student", "exercise", "was", "becomes", "why"}


@pytest.fixture
def few(undisturbed: Run, tmp_path: Path) -> Run:
    return undisturbed.copy(tmp_path / "few", FEW)


def regraded(run: Run, *options: str) -> tuple[dict[str, Any], str]:
    """What `firstquery regrade --json FILE` writes, and what the command says."""
    file = run.root / "changes.json"
    ended = run.firstquery("regrade", STEM, "--jobs", "2", "--json", str(file), *options)
    assert ended.code == 0, ended.said
    read = json.loads(file.read_text(encoding="utf-8"))
    assert read.keys() == {"week", "applied", "changes"}
    assert all(one.keys() == CHANGE for one in read["changes"])
    return read, ended.said


def test_a_preview_of_a_changed_key_writes_nothing_and_apply_writes_exactly_what_it_showed(few: Run) -> None:
    answers = few.root / "source" / STEM / "answers.py"
    told = answers.read_text(encoding="utf-8")
    assert "w90-q1 exercise: value |" in told
    notebook = few.root / "source" / STEM / f"{STEM}.ipynb"
    practice = notebook.read_text(encoding="utf-8")
    changed = practice.replace("WHERE paid = 1", "WHERE paid < 2", 1)
    assert changed != practice
    notebook.write_text(changed, encoding="utf-8")
    few.enter("grade", FEW[0], "w90-q1", manual_score=1.5)
    before, hashes = few.rows(), few.hashes()
    preview, said = regraded(few)
    assert few.hashes() == hashes
    assert few.rows() == before
    assert few.litter() == []
    assert not preview["applied"]
    found = [tuple(one[name] for name in ("student", "exercise", "was", "becomes")) for one in preview["changes"]]
    assert found == [
        (FEW[0], "w90-q1", 0, 2),
        (FEW[1], "w90-q1", 2, 0),
        (FEW[2], "w90-q1", 0, 2),
        (FEW[3], "w90-q1", 2, 0),
    ]
    assert all("The key of w90-q1 changed." in one["why"] for one in preview["changes"])
    assert not any("environment" in one["why"] for one in preview["changes"])
    assert "The 1.5 points that you entered by hand stand all the same." in preview["changes"][0]["why"]
    assert "would change, of 4 looked at. Nothing is written: `--apply` does that." in said

    applied, said = regraded(few, "--apply")
    assert applied["applied"]
    assert applied["changes"] == preview["changes"]
    assert "4 marks of 4 learners changed, of 4 looked at." in said
    was, now = ({row[:2]: row[2:] for row in rows["grade"]} for rows in (before, few.rows()))
    differing = {cell: (was[cell][0], now[cell][0]) for cell in was if was[cell][0] != now[cell][0]}
    assert differing == {(s, e): (repr(float(a or 0)), repr(float(b or 0))) for s, e, a, b in found}
    assert now[FEW[0], "w90-q1"][1] == "1.5"
    again, said = regraded(few)
    assert again["changes"] == []
    assert "No mark changes: 4 looked at." in said


def test_a_changed_environment_is_named(few: Run) -> None:
    few.configure("c.Judge.largest_payload = 10")
    with closing(sqlite3.connect(few.root / "gradebook.db")) as database, database:
        ((name, text),) = database.execute("SELECT hash, described FROM firstquery_environments").fetchall()
        described = json.loads(text)
        described["packages"]["pandas"] = "0.1"
        database.execute("UPDATE firstquery_environments SET described = ?", [json.dumps(described)])
    assert len(name) == 64
    preview, said = regraded(few, "--student", FEW[3])
    assert {one["becomes"] for one in preview["changes"]} == {None}
    why = preview["changes"][0]["why"]
    assert "The environment changed: Judge.largest_payload none → 10, pandas 0.1 → " in why
    assert "key of" not in why
    assert "would be ungraded" in said or "ungraded" in said


TEXT = "w90-q4-answer"


def test_a_text_that_stayed_as_it_was_is_not_to_be_read_again(few: Run) -> None:
    few.enter("grade", FEW[3], TEXT, manual_score=3, needs_manual_grade=0)
    few.enter("comment", FEW[3], TEXT, manual_comment="Well reasoned.")
    before = few.rows()
    regraded(few, "--apply")
    assert few.rows() == before


def test_points_and_praise_of_a_text_go_with_that_text_and_are_told(few: Run) -> None:
    few.enter("grade", FEW[3], TEXT, manual_score=3, extra_credit=1, needs_manual_grade=0)
    few.enter("comment", FEW[3], TEXT, manual_comment="Well reasoned.")
    few.hand_in(FEW[3], q4="%%text definition\nWhat was ordered, with or without money.")
    said = few.grade().said
    assert f"{FEW[3]} has changed {TEXT} since you read it. It is to be read again" in said
    assert "without the 3 points and your comment: Well reasoned." in said
    rows = few.rows(FEW)
    assert {row[:2]: row[3:] for row in rows["grade"]}[FEW[3], TEXT] == ("None", "None", "1.0")
    assert {row[:2]: row[3] for row in rows["comment"]}[FEW[3], TEXT] == "None"


def test_without_a_mark_there_is_nothing_to_regrade(prepared: Run, tmp_path: Path) -> None:
    run = prepared.copy(tmp_path / "course", FEW)
    ended = run.firstquery("regrade", STEM)
    assert ended.code == 1
    assert f"No mark of {STEM} was given yet: `firstquery grade {STEM}` does that." in ended.said
