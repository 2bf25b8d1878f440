"""check("w25-q2", my_review): a review is scored on the spot and at the grader, with a part of the points."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell
from nbgrader.utils import determine_grade

from firstquery import finding, review
from firstquery.checks.kind import Material, Mistake, kind
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.core.errors import UserError
from firstquery.grading import answers
from firstquery.grading import judge as grader
from firstquery.grading.judgement import NoVerdict, judge_answer
from firstquery.kernel.check import as_html
from firstquery.review import report
from firstquery.review import score as scoring
from firstquery.review.evidence import Evidence
from firstquery.review.kind import ReviewOptions
from firstquery.review.pulls import load
from firstquery.review.review import Review
from firstquery.review.truth import seal, unseal
from tests.checks import judged
from tests.checks.judged import said_of

pytestmark = pytest.mark.needs("git")
HERE = Path(__file__).parent
PULL = load("9001", HERE / "pulls")
KIND = "silent change of a metric"
WORDS = "Every late payer pays half of the fee now, and the description does not say so."


def payload(answer: Any) -> dict[str, Any]:
    return kind("review").payload(answer, None)


def is_sound(made: dict[str, Any]) -> bool:
    return kind("review").sound(made)


def expected(folder: Path, numbers: tuple[str, ...] = ("0142",), mistakes: Any = (), **material: Any) -> dict[str, Any]:
    place = Material(folder=folder / "source" / "week-25", warehouse=folder / "data" / "kestrel.sqlite")
    listed = [Mistake(**one) for one in mistakes]
    return kind("review").build_key(ReviewOptions(pull=numbers), {}, listed, replace(place, **material))


def entry(folder: Path, mistakes: Any = ()) -> dict[str, Any]:
    return {"kind": "review", "name": "my_review", "points": 4, "expected": expected(folder, mistakes=mistakes)}


def good(**changed: Any) -> dict[str, Any]:
    one = {"path": "desk/fees.py", "line": 5, "severity": "blocker", "problem": WORDS, "kind": KIND}
    one |= {"evidence": "late_fee(100, 3)"}
    return payload(review("0142", "request_changes", "The fee is halved.", [finding(**{**one, **changed})]))


def approving() -> dict[str, Any]:
    return payload(review("0142", "approve", "I read fees.py and test_fees.py, and late_fee is as agreed now."))


def test_a_review_that_finds_and_shows_the_fault_passes_and_is_told_all(reviewed_course: Path) -> None:
    verdict = said_of(entry(reviewed_course), good())
    assert (verdict.outcome, verdict.points, verdict.headline()) == (
        "right",
        4,
        "Passed. It is worth 100 of 100. 4 of 4 points.",
    )
    assert "Every late payer would have paid half." in as_html(verdict.verdict, verdict.words)


def test_evidence_that_says_the_same_without_the_fault_is_none(reviewed_course: Path) -> None:
    verdict = said_of(entry(reviewed_course), good(evidence="late_fee(0, 3)"))
    assert (verdict.right, verdict.points) == (False, 2.0)
    assert any("evidence gives the same once it is mended" in line for line in verdict.words.report)


def test_a_review_that_is_not_yet_good_is_told_where_to_look_and_never_the_answer(reviewed_course: Path) -> None:
    verdict = said_of(entry(reviewed_course), approving())
    assert (verdict.outcome, verdict.points) == ("not-yet", 0.04)
    said = " ".join(verdict.lines())
    assert "This review is worth 1 of 100; 70 are a pass." in said
    assert "There is one fault to be found. Read desk/fees.py again." in said
    assert "half" not in said and "silent change" not in said
    assert any("silent change of a metric" in line for line in verdict.words.report)
    assert not any("paid half" in line for line in verdict.words.report), "her key does not hold why"
    held_out = {**entry(reviewed_course), "expected": expected(reviewed_course, snapshot="held-out")}
    assert any("paid half" in line for line in said_of(held_out, approving()).at_grader.report)


def test_a_false_alarm_is_named_by_its_number(reviewed_course: Path) -> None:
    alarm = finding("desk/fees.py", 5, "blocker", "The query takes what somebody typed.", kind="SQL glued from strings")
    found = finding("desk/fees.py", 5, "blocker", "The definition of the fee changed silently.", kind=KIND)
    both = payload(review("0142", "request changes", "Not so.", [alarm, found]))
    verdict = said_of(entry(reviewed_course), both)
    assert not verdict.right
    assert any(
        line.startswith("Finding 1: the place matters, and the kind is another one.") for line in verdict.details
    )


@given(st.lists(st.booleans(), min_size=1, max_size=19))
def test_which_findings_are_false_alarms_does_not_come_back_from_the_grader(letters: list[bool]) -> None:
    """Letters of held-out data, a bit each: a finding is a false alarm, or is not."""
    held = unseal(seal(HERE / "truths" / "9001")).truth
    words = "Somebody reads what was meant for somebody else."
    alarm = finding("desk/support.py", 21, "minor", words, kind="personal data to the vendor")
    free = finding("desk/support.py", 21, "minor", words, kind="something else")

    def told(bits: list[bool]) -> list[str]:
        findings = tuple(alarm if bit else free for bit in bits)
        made = Review(pull="9001", verdict="request_changes", summary="", findings=findings)
        return report.full(scoring.score(PULL, held, made, lambda *_: False, lambda _: False), held, made)

    assert told(letters) == told(sorted(letters)) == told(sorted(letters, reverse=True))
    assert not [line for line in told(letters) if re.search(r"[Ff]indings? \d", line)]


def test_the_grader_says_nothing_of_a_finding_but_its_severity_and_its_file(reviewed_course: Path) -> None:
    alarms = [
        finding("desk/fees.py", line, severity, "The query takes what somebody typed.", kind="SQL glued from strings")
        for severity in ("blocker", "major")
        for line in (4, 5, 5)
    ]
    good_one = finding("desk/fees.py", 5, "minor", WORDS, kind=KIND, evidence="late_fee(0, 3)")
    verdict = said_of(entry(reviewed_course), payload(review("0142", "request_changes", "No.", [*alarms, good_one])))
    told = " ".join([*verdict.at_grader.lines(), *verdict.at_grader.report])
    assert "another kind: a blocker in desk/fees.py and a major in desk/fees.py." in told
    assert "(a minor in desk/fees.py should be another)" in told
    assert not re.search(r"[Ff]indings? \d", told) and "line 4" not in told
    assert any(line.startswith("Findings 1, 2") for line in verdict.details), "her own machine says which"


@pytest.mark.parametrize("path", ["Oak 70911, Pine 70922", "desk/fees.py (Oak 70911)"])
def test_a_file_that_the_change_does_not_have_comes_back_to_nobody(reviewed_course: Path, path: str) -> None:
    """A payload sent by hand says of a place whatever it likes, such as rows of the held-out data."""
    made = good()
    alarm = {**made["findings"][0], "path": path, "kind": "SQL glued from strings", "evidence": []}
    sent = {"state": "answered", "payload": {**made, "findings": [*made["findings"], alarm]}}
    with pytest.raises(NoVerdict, match="did not come through in a form that can be judged") as raised:
        judge_answer(entry(reviewed_course), sent)
    assert "70911" not in str(raised.value)


def test_a_review_has_twenty_findings_at_most(reviewed_course: Path) -> None:
    one = finding("desk/fees.py", 5, "blocker", WORDS, kind=KIND)
    assert is_sound(payload(review("0142", "request_changes", "", [one] * 20)))
    with pytest.raises(UserError, match=r"That is 21 findings, and a review has 20 at most: which of them matter\?"):
        review("0142", "request_changes", "", [one] * 21)
    made = good()
    assert not is_sound({**made, "findings": made["findings"] * 21})


def test_a_known_mistake_is_told_with_its_own_message_and_the_key_names_no_fault(reviewed_course: Path) -> None:
    made = entry(
        reviewed_course,
        [{"name": "approves", "message": "Who pays less when this is merged?", "payload": approving()}],
    )
    verdict = said_of(made, approving())
    assert (verdict.message, verdict.mistake) == ("Who pays less when this is merged?", "approves")
    assert "half" not in json.dumps(made) and "metric" not in json.dumps(made)
    assert said_of(made, good(severity="minor", evidence="")).mistake is None


def test_what_is_no_review_is_told_so(reviewed_course: Path) -> None:
    made = entry(reviewed_course)
    assert "That is a text; a review of pull request 0142" in said_of(made, payload("It is fine.")).message
    assert said_of(made, payload(...)).outcome == "not-attempted"
    other = {**good(), "pull": "0143"}
    assert "That is a review of 0143, another pull request" in said_of(made, other).message
    value = judged.entry("value", {"type": "scalar", "value": 1})
    given = kind("value").payload(review("0142", "approve", "It is fine."), None)
    assert "That is a review; " in said_of(value, given).message


@pytest.mark.parametrize(
    "change",
    [
        {"pull": "142"},
        {"pull": 142},
        {"verdict": "maybe"},
        {"summary": None},
        {"summary": "x" * 5000},
        {"findings": {}},
        {"findings": [{}]},
        {"findings": [None] * 2},
    ],
)
def test_a_payload_of_another_form_is_not_scored(reviewed_course: Path, change: dict[str, Any]) -> None:
    assert is_sound(good())
    assert not is_sound({**good(), **change})


@pytest.mark.parametrize(
    "change",
    [
        *({"first": 0}, {"first": 7}, {"first": True}, {"side": "UP"}, {"severity": "bad"}, {"evidence": "x"}),
        *({"more": 1}, {"evidence": ["x"] * 7}, {"evidence": ["x" * 501]}, {"problem": "x" * 4001}, {"path": 3}),
    ],
)
def test_a_finding_of_another_form_is_not_scored(reviewed_course: Path, change: dict[str, Any]) -> None:
    made = good()
    assert not is_sound({**made, "findings": [{**made["findings"][0], **change}]})


def test_a_part_of_the_points_is_what_nbgrader_reads(reviewed_course: Path) -> None:
    test = {"nbgrader": {"grade": True, "solution": False, "points": 4, "grade_id": "w25-q2"}}
    said: list[tuple[Any, Verdict]] = []
    for answer in (good(), good(evidence="late_fee(0, 3)"), good(severity="minor", evidence=""), approving()):
        verdict = judge_answer(entry(reviewed_course), {"state": "answered", "payload": answer})
        words = wording(verdict, "review", grader=True)
        cell = new_code_cell("check()", metadata=test, outputs=grader._outputs(verdict, words))
        said.append((determine_grade(cell), verdict))
    assert [points for (points, _), _ in said] == [verdict.points for _, verdict in said] == [4, 2.0, 1.2, 0.04]
    assert all(most == 4 for (_, most), _ in said)


def test_what_the_grader_says_repeats_no_word_of_the_review(reviewed_course: Path) -> None:
    secret = good(
        problem="The fee silently changed for every payer: 4711-SECRET",
        evidence=["late_fee(100, 3)", "late_fee(4711, 3)"],
    )
    verdict = said_of(entry(reviewed_course), secret)
    told = " ".join([*verdict.at_grader.lines(), *verdict.at_grader.report])
    assert verdict.right and "4711" not in told


def test_the_key_of_held_out_data_names_its_place_and_the_one_that_ships_does_not(reviewed_course: Path) -> None:
    held_out = reviewed_course / "held-out" / "kestrel.sqlite"
    inside = expected(reviewed_course, snapshot="held-out", warehouse=held_out)
    assert inside["warehouse"] == "held-out/kestrel.sqlite" and "warehouse" not in expected(reviewed_course)
    with pytest.raises(UserError, match=r"0149/truth\.toml: that pull request can't be scored"):
        expected(reviewed_course, ("0149",))


def test_each_piece_of_evidence_of_a_fault_reproduces(reviewed_course: Path) -> None:
    pull = load("0142")
    patch = (reviewed_course / "pull-requests" / "0142" / "faults" / "half.patch").read_text("utf-8")
    evidence = Evidence(pull, {"half": patch}, reviewed_course / "data" / "kestrel.sqlite")
    texts = [
        "late_fee(100, 3)",
        "late_fee(200, 3) == 6",
        "found('desk/fees.py', '/ 200')",
        "late_fee(0, 3)",
        "import os",
        "late_fee(",
        "nothing(1)",
    ]
    assert evidence.reproduce(texts, "half") == texts[:2]
    assert evidence.states(["1 + 1 == 3", "late_fee(0, 3) == 0"])
    assert not evidence.states(["late_fee(0, 3)", "late_fee(0, 3) == 1", "nothing(1) == 0", "len([]) == 0", "it is 0"])


def test_an_exercise_names_its_pull_requests_in_the_list_of_answers(tmp_path: Path) -> None:
    listed = tmp_path / "answers.py"
    listed.write_text("# %% w25-q2 exercise: review pull=138,0143 | A review\n# %% w25-q2 right: one\nx = 1\n", "utf-8")
    assert answers.read(listed)["w25-q2"].options == ReviewOptions(pull=("0138", "0143"))


def test_a_key_is_made_from_the_truths_as_well(reviewed_course: Path) -> None:
    truth = reviewed_course / "pull-requests" / "0142" / "truth.toml"
    assert truth in kind("review").sources(reviewed_course)


def test_a_finding_whose_evidence_does_not_show_it_is_named_by_its_number_and_no_other(reviewed_course: Path) -> None:
    verdict = said_of(entry(reviewed_course), good(evidence="late_fee(0, 3)", severity="minor"))
    shown = said_of(entry(reviewed_course), good(severity="minor"))
    assert not any("evidence does not show it" in line for line in shown.details)
    if not verdict.right:
        assert any("The evidence of finding 1 comes out the same" in line for line in verdict.details)
