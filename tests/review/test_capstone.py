"""The last review is of a pull request of her own: the same one on her computer and at the grader, and of no other."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery import capstone, finding, git, try_promises
from firstquery.checks.kind import kind
from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.grading.judge import Judge
from firstquery.learner import workspace
from firstquery.review import capstone as drawing
from firstquery.review import pulls, truth, variants
from firstquery.review.review import review
from tests.checks.judged import said_of
from tests.conftest import ROOT

Capture = pytest.CaptureFixture[str]
NUMBERS = [one for one in pulls.numbers(ROOT / "data" / "service" / "pulls") if variants.is_variant(one)]
KEY = ROOT / "release" / "week-26-ship-it-or-not" / "key.json"
EXPECTED = {"pull": NUMBERS, "sealed": {}, "mistakes": []}
ENTRY = {"kind": "review", "name": "my_review", "points": 8, "expected": EXPECTED}


@pytest.fixture(autouse=True)
def nobody(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*drawing.NAMED_BY, "FIRSTQUERY_GRADER"):
        monkeypatch.delenv(name, raising=False)


def resources(student: str) -> Any:
    return {"nbgrader": {"student": student}}


def test_the_practice_draws_among_all_that_ship() -> None:
    (entry,) = [one for one in json.loads(KEY.read_text("utf-8"))["exercises"].values() if one["kind"] == "review"]
    assert entry["expected"]["pull"] == NUMBERS == drawing.list_variants()


def test_the_name_decides_and_neighbours_differ(capsys: Capture) -> None:
    shown = capstone("ann")
    number = drawing.draw("ann", NUMBERS)
    assert capsys.readouterr().out == f"Your pull request is {number}, chosen by chance for ann.\n"
    assert shown is not None and f"Pull request {number}" in repr(shown)
    found = Counter(drawing.draw(f"learner-{one}", NUMBERS) for one in range(400))
    assert set(found) == set(NUMBERS)
    assert max(found.values()) < 400 / len(NUMBERS) * 1.6


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_capitals_and_spaces_around_a_name_make_no_difference(name: str) -> None:
    assert drawing.draw(f"  {name}\t", NUMBERS) == drawing.draw(name.strip(), NUMBERS)
    assert drawing.draw("Ann Lee", NUMBERS) == drawing.draw(" ann lee ", NUMBERS)


def test_on_a_hub_her_name_is_known_and_what_she_says_counts_more(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "bea")
    capstone()
    assert f"{drawing.draw('bea', NUMBERS)}, chosen by chance for bea." in capsys.readouterr().out
    capstone("cas")
    assert f"{drawing.draw('cas', NUMBERS)}, chosen by chance for cas." in capsys.readouterr().out
    monkeypatch.delenv("JUPYTERHUB_USER")
    capstone()
    assert "chosen by chance for cas." in capsys.readouterr().out, "what she said is remembered"


def test_whoever_learns_alone_needs_no_name_and_keeps_hers(capsys: Capture) -> None:
    capstone()
    first = capsys.readouterr().out
    assert "chosen by chance for this computer." in first and 'capstone("the name under which you hand in")' in first
    capstone()
    assert capsys.readouterr().out == first


def test_a_name_that_is_none_is_asked_for_in_a_sentence() -> None:
    with pytest.raises(UserError, match="The name is a text in quotes, and this is 3"):
        capstone(3)


@pytest.mark.parametrize("name", ["0207", "pull/0207", "PR 0207"])
def test_the_number_of_a_pull_request_is_no_name_and_changes_nothing(name: str, capsys: Capture) -> None:
    capstone("ann")
    kept = records.read("capstone")
    with pytest.raises(UserError, match=r"0207 is the number of a pull request.*the name under which you hand in"):
        capstone(name)
    assert records.read("capstone") == kept
    capstone("4207")  # a name may be a number all the same
    assert "chosen by chance for 4207." in capsys.readouterr().out


@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_name_goes_back_to_the_one_under_which_she_hands_in(
    nothing: object, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    capstone()
    alone = capsys.readouterr().out
    capstone("somebody else")
    capsys.readouterr()
    capstone(nothing)
    assert capsys.readouterr().out == alone
    monkeypatch.setenv("FIRSTQUERY_LEARNER", "bea")
    capstone("somebody else")
    capsys.readouterr()
    capstone(nothing)
    assert f"{drawing.draw('bea', NUMBERS)}, chosen by chance for bea." in capsys.readouterr().out


def test_at_the_grader_it_is_silent_and_keeps_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert capstone("ann") is None
    assert capsys.readouterr().out == "" and records.read("capstone") is None


def test_on_her_computer_the_check_takes_hers_alone() -> None:
    assert drawing.held_to(EXPECTED) is EXPECTED, "she has not asked yet"
    capstone("ann")
    hers = drawing.draw("ann", NUMBERS)
    assert drawing.held_to(EXPECTED)["pull"] == [hers]
    one = {"pull": ["0138"]}
    assert drawing.held_to(one) is one
    records.update("capstone", lambda kept: {**kept, "number": "0299"})
    assert drawing.held_to(EXPECTED) is EXPECTED, "a number that the key does not have"


def test_the_grader_takes_no_review_of_a_colleagues_pull_request() -> None:
    judge = Judge()
    hers = drawing.draw("ann", NUMBERS)
    assert judge._select_variant(ENTRY, resources("ann"))["expected"]["pull"] == [hers]
    other = next(one for one in NUMBERS if one != hers)
    made = kind("review").payload(review(other, "approve", "I read it."), None)
    said = said_of(judge._select_variant(ENTRY, resources("ann")), made)
    assert (said.outcome, said.points) == ("not-yet", 0)
    assert f"That is a review of {other}, another pull request; a review of pull request {hers}" in said.message
    assert 'capstone("ann") shows it.' in said.message


def test_a_facilitator_can_say_under_which_name_hers_was_drawn_or_let_all_pass() -> None:
    judge = Judge()
    judge.drawn_for = {"a.lee": "ann"}
    assert judge._select_variant(ENTRY, resources("a.lee"))["expected"]["pull"] == [drawing.draw("ann", NUMBERS)]
    judge.hold_to_variant = False
    assert judge._select_variant(ENTRY, resources("a.lee")) is ENTRY


@pytest.mark.needs("git")
def test_git_does_not_lay_the_versions_of_colleagues_beside_hers() -> None:
    capstone("ann")
    hers = drawing.draw("ann", NUMBERS)
    other = next(one for one in NUMBERS if one != hers)
    for command in (f"diff pull/{hers} pull/{other}", f"show pull/{other}:desk/nightly.py", f"log pull/{int(other)}"):
        with pytest.raises(UserError, match="is somebody else's pull request"):
            git(command)
    assert "desk/nightly.py" in git(f"diff --stat main...pull/{hers}")
    assert "desk/nightly.py" in git("diff --stat main...pull/0148")


def reviews_of(key: Path) -> list[dict[str, Any]]:
    exercises = json.loads(key.read_text(encoding="utf-8"))["exercises"].values()
    return [one for one in exercises if one["kind"] == "review"]


RELEASED = [one for key in sorted(ROOT.glob("release/*/key.json")) for one in reviews_of(key)]
SEALED = {number: text for one in RELEASED for number, text in one["expected"]["sealed"].items()}


def test_the_key_in_her_folder_holds_the_truth_of_her_own_variant_alone(work: Path) -> None:
    workspace.fill()
    here = work / "practice" / KEY.parent.name / "key.json"
    assert [list(one["expected"]["sealed"]) for one in reviews_of(here)] == [[]]
    for name in ("ann", "bea"):
        capstone(name)
        (kept,) = reviews_of(here)
        assert list(kept["expected"]["sealed"]) == [drawing.draw(name, NUMBERS)]
        assert kept["expected"]["pull"] == NUMBERS, "among which it is drawn"
        again = workspace.fill()
        assert (again.updated, again.copies, again.kept) == ([], [], []) and reviews_of(here) == [kept]
    assert len(reviews_of(KEY)[0]["expected"]["sealed"]) == len(NUMBERS), "the course's own file is as it was"


def test_before_hers_is_drawn_the_check_says_how(work: Path) -> None:
    workspace.fill()
    (kept,) = reviews_of(work / "practice" / KEY.parent.name / "key.json")
    said = said_of(kept, kind("review").payload(review(NUMBERS[0], "approve", "I read it."), None))
    assert "Run the cell with capstone() first" in said.message


@pytest.mark.parametrize("number", sorted(SEALED))
def test_a_key_that_ships_holds_no_reasons_and_no_evidence(number: str) -> None:
    held = truth.unseal(SEALED[number]).truth
    whole = truth.unseal(variants.seal_of(ROOT / "pull-requests", number)).truth
    assert [(one.why, one.met_by, one.evidence) for one in held.fault] == [("", "", ())] * len(whole.fault)
    assert all(one.why and one.evidence for one in whole.fault)
    assert all(": " not in step or step.endswith("?") for step in held.reading)
    pull = pulls.load(number, ROOT / "data" / "service" / "pulls")
    assert [truth.tests_of(one, pull) for one in held.fault] == [truth.tests_of(one, pull) for one in whole.fault]


@pytest.mark.needs("git")
def test_a_script_that_copies_the_key_is_no_pass_and_a_pass_shows_what_the_key_does_not_hold() -> None:
    (entry,) = [one for one in RELEASED if one["expected"]["pull"] == ["0151"]]
    pull, held = pulls.load("0151"), truth.unseal(SEALED["0151"]).truth
    whole = truth.unseal(variants.seal_of(ROOT / "pull-requests", "0151")).truth
    copied, shown = [], []
    for one, known in zip(held.fault, whole.fault, strict=True):
        path, lines = next(iter(truth.lines_of(one.places, pull).items()))
        line = min(line for line in lines if (changed := pull.file(path)) and changed.can_stand_on(line, "RIGHT"))
        words = one.why or "Something is not right on this line."
        copied.append(finding(path, line, one.severity, words, evidence=one.evidence[:2], kind=one.kind))
        shown.append(finding(path, line, one.severity, words, evidence=known.evidence[:1], kind=one.kind))
    by_script = said_of(entry, kind("review").payload(review("0151", held.verdict, "", copied), None))
    assert not by_script.right and by_script.points <= entry["points"] * 0.6
    said = said_of(entry, kind("review").payload(review("0151", held.verdict, "", shown), None))
    reason = "`status` is how an account stands today"
    assert any(reason in line for line in said.words.report)
    not_yet = said_of(entry, kind("review").payload(review("0151", held.verdict, "", copied[:1]), None))
    assert not not_yet.right and reason not in not_yet.verdict.model_dump_json()


def test_a_copy_without_the_practice_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "course", SimpleNamespace(weeks=list, work_folder=lambda: ROOT))
    with pytest.raises(UserError, match="This copy of the course has no capstone"):
        capstone("ann")


PROMISES = {"a price": "late_fee('x')", "the days": "len(days_without(open_store(old_store(tmp)), '2025-12'))"}


@pytest.mark.needs("git")
def test_calls_are_tried_on_her_own_version_and_what_they_give_stands_beside_them(capsys: Capture) -> None:
    with pytest.raises(UserError, match=r"Run the cell with capstone\(\) first"):
        try_promises(PROMISES)
    capstone("ann")
    shown = try_promises({**PROMISES, "nothing": "desk/nightly.py"})
    assert shown is not None
    text, html = shown._repr_mimebundle_().values()
    for form in (text, html):
        assert f"pull request {drawing.draw('ann', NUMBERS)}" in form
        assert "a price" in form and "an error: " in form and "the days" in form
    assert re.search(r"\n +(30|31)\n", text)


#: The functions to break in the last calls of the practice's second list, by number.
BREAKS = {14: "night", 15: "night", 16: "examples_of"}
#: The faults that a call of that list shows, by number.
SHOWN_BY = {
    9: "urgent-while-open",
    10: "writers-again",
    11: "marks-to-come",
    12: "month-without-end",
    13: "one-day-short",
    14: "another-month",
    15: "calls-at-most",
    16: "same-as-itself",
}


@pytest.mark.needs("git")
@pytest.mark.parametrize("number", NUMBERS[::4])
def test_what_the_practice_promises_comes_out_wherever_the_fault_is_not_planted(number: str) -> None:
    practice = json.loads(next(ROOT.glob("source/week-26-*/week-26-*.ipynb")).read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in practice["cells"] if cell["cell_type"] == "code"]
    listed = [one for one in sources if one.startswith("try_promises(")]
    calls = {name: call for one in listed for name, call in ast.literal_eval(one[len("try_promises(") : -1]).items()}
    assert [int(name.partition(".")[0]) for name in calls] == list(range(1, 17))
    for row, function in BREAKS.items():
        (name,) = (one for one in calls if one.startswith(f"{row}."))
        assert drawing.run_call(number, calls[name]) == drawing.NOT_WRITTEN
        calls[name] = calls[name].replace("…", function)
    comes_out = {name: name.rpartition("Promised: ")[2].partition(", since")[0] for name in calls}
    planted = variants.find_variant(number).faults
    for name, call in calls.items():
        fault = SHOWN_BY.get(int(name.partition(".")[0]))
        if fault:
            assert (drawing.run_call(number, call) == comes_out[name]) == (fault not in planted), name


@pytest.mark.parametrize("calls", [{}, ["vendor_token()"], "vendor_token()", {"a": 3}])
def test_what_is_no_list_of_calls_is_told_so(calls: object) -> None:
    capstone("ann")
    with pytest.raises(UserError, match="Calls are texts between quotation marks"):
        try_promises(calls)


def test_calls_are_not_tried_at_the_grader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert try_promises(PROMISES) is None
