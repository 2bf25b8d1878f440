"""What a review is worth: by harm found, shown and weighed, by its verdict and its tone; false alarms do not pay."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.checks.kind import kind
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.review import evidence, matching, report, score, summary, truth
from firstquery.review import hints as advice
from firstquery.review.evidence import Evidence
from firstquery.review.finding import ReviewFinding, finding
from firstquery.review.pulls import load
from firstquery.review.review import Review
from firstquery.review.score import Score, belittling
from firstquery.review.spelling import SOMETHING_ELSE, families
from firstquery.review.summary import named_share
from firstquery.review.truth import Fault
from tests.review.conftest import HERE, PULLS
from tests.review.discrimination import SOURCES, opened, unplaced

PULL, TRUTH = load("9001", PULLS), truth.load(HERE / "truths" / "9001")
GOOD_PULL, GOOD = load("9002", PULLS), truth.load(HERE / "truths" / "9002")
SUPPORT, RATES, TESTS = "desk/support.py", "desk/rates.py", "tests/test_support.py"
FAN_OUT, TIME_OUT, WEAK, SECRET = "fan-out join", "missing time-out", "test that cannot fail", "secret in code"
SAYS = "It would mislead whoever reads it."
SAID = "The revenue of an account with several tickets is too high, and the test does not see it."
READ = "I read median_hours_to_close in support.py; what is open is left out by closed_at: `states`."


def one(
    path: str, line: object, severity: str, kind: str, problem: str = SAYS, evidence: str = "", harms: str = ""
) -> ReviewFinding:
    return finding(path, line, severity, problem, evidence, kind=kind, harms=harms)


ALL = [
    one(SUPPORT, 32, "blocker", FAN_OUT, evidence="shows"),
    one(RATES, 11, "major", TIME_OUT, evidence="shows"),
    one(TESTS, 10, "major", WEAK, evidence="shows"),
]


def shows(findings: Sequence[ReviewFinding], fault: Fault) -> bool:
    return any("shows" in each.evidence for each in findings)


def states(expressions: Sequence[str]) -> bool:
    return "states" in expressions


def by_hand(verdict: Any, summary: str, findings: Sequence[ReviewFinding]) -> Review:
    return Review.model_construct(pull="9001", verdict=verdict, summary=summary, findings=tuple(findings))


def of(verdict: str, findings: Sequence[ReviewFinding], summary: str = SAID) -> Score:
    return score.score(PULL, TRUTH, by_hand(verdict, summary, findings), shows, states)


def of_good(verdict: str, findings: Sequence[ReviewFinding] = (), summary: str = READ) -> Score:
    return score.score(GOOD_PULL, GOOD, by_hand(verdict, summary, findings), shows, states)


def found(*findings: ReviewFinding) -> set[str]:
    return {fault.name for fault in of("request_changes", findings).matched.found.values()}


def other(line: int = 21, severity: str = "major", kind: str = "personal data to the vendor") -> ReviewFinding:
    """True or not, it was planted by nobody."""
    return one(SUPPORT, line, severity, kind)


def alarm(severity: str = "major") -> ReviewFinding:
    """A wrong kind, at the place of a fault."""
    return one(SUPPORT, 32, severity, SECRET)


def baited(held: truth.Truth, *kinds: str) -> truth.Truth:
    """The same, where the discussion has refuted what looks wrong in the first lines of the change."""
    bait = truth.Accusation(path=SUPPORT, match="median|def ", kinds=kinds)
    return held.model_copy(update={"bait": (bait,)})


def hints(made: Score, *findings: ReviewFinding) -> str:
    return " ".join(advice.hints(made, TRUTH, by_hand("request_changes", SAID, findings)))


def test_a_review_that_finds_shows_and_weighs_everything_is_worth_all() -> None:
    assert sum(score.WEIGHTS.values()) == 100
    made = of("request_changes", ALL)
    assert (made.total, made.passes, made.missed, made.cap) == (100, True, (), "")


def test_the_more_harm_is_found_the_more_it_is_worth() -> None:
    most, least = of("request_changes", ALL[:1]), of("request_changes", ALL[2:])
    assert most.total > least.total
    assert [each.name for each in most.missed] == ["empty-test", "no-time-out"]


@pytest.mark.parametrize("line", [30, 34, "31-33", "25-28"])
def test_a_finding_counts_two_lines_above_and_below_and_over_several(line: object) -> None:
    assert found(one(SUPPORT, line, "blocker", FAN_OUT)) == {"fan-out"}


def test_a_fault_is_also_found_at_the_line_it_replaced() -> None:
    assert found(one(RATES, -11, "major", TIME_OUT)) == {"no-time-out"}


@pytest.mark.parametrize(("path", "line"), [(SUPPORT, 26), (SUPPORT, 37), (TESTS, 9)])
def test_the_right_kind_some_lines_off_or_at_its_test_finds_nothing_whatever_its_evidence_shows(
    path: str, line: int
) -> None:
    for shown in ("", "shows"):
        off = one(path, line, "blocker", FAN_OUT, evidence=shown)
        made = of("request_changes", [off])
        assert (made.matched.found, made.alarms, made.matched.near) == ({}, (), [0])
        assert "Finding 1: a fault of this file lies some lines off" in hints(made, off)
        assert of("request_changes", [off] * 4).matched.near == [0, 1], "of more than two it is not said"


def test_words_are_not_read_but_a_sentence_has_to_be_there() -> None:
    for problem in ("Das ist falsch, und niemand erfährt davon.", "It is all right, nothing is wrong here."):
        assert found(one(SUPPORT, 32, "blocker", FAN_OUT, problem)) == {"fan-out"}
    bare = one(SUPPORT, 32, "blocker", FAN_OUT, "see line", "shows")
    made = of("request_changes", [bare])
    assert (made.matched.found, made.matched.bare, made.alarms) == ({}, [0], ())
    asks = "are asked for: what goes wrong, and for whom?"
    assert hints(made, bare) == f"Finding 1 is in the right place. Its sentence has 2 words; 6 {asks}", "and no more"
    several = [bare, one(RATES, 11, "major", TIME_OUT, "Nobody is told of it")]
    both = f"Findings 1 and 2 are in the right place. Their sentences have 2 to 5 words; 6 {asks}"
    assert hints(of("request_changes", several), *several) == both


@pytest.mark.parametrize("severity", ["blocker", "major", "minor", "question"])
def test_a_wrong_kind_costs_whatever_the_evidence_shows(severity: str) -> None:
    wrong = one(SUPPORT, 32, severity, SECRET, evidence="shows")
    made = of("request_changes", [wrong])
    assert (made.matched.found, made.alarms, made.matched.misnamed) == ({}, (0,), [0])
    assert "Finding 1: the place matters, and the kind is another one." in hints(made, wrong)
    assert of("request_changes", [*ALL, wrong]).total < of("request_changes", ALL).total


def test_a_call_that_is_given_to_two_kinds_shows_neither() -> None:
    """Whoever hands over one list of all that differs somewhere has not said what shows which fault."""
    calls = "median(small), hours(small), tests('tests/test_support.py', broken='median')"
    one_list = [
        each.model_copy(update={"evidence": (f"['shows', {calls}, {row}]",)}) for row, each in enumerate(ALL)
    ]  # made different by a number
    differs = by_hand("request_changes", SAID, one_list)
    made = score.score(PULL, TRUTH, differs, lambda findings, _: any(each.evidence for each in findings), states)
    assert (made.shown, made.passes) == (frozenset(), False)
    told = " ".join(advice.hints(made, TRUTH, differs))
    assert "Evidence of findings 1, 2 and 3 stands with two kinds, and shows neither." in told
    assert sum("evidence stands with another kind as well" in line for line in report.full(made, TRUTH, differs)) == 3
    own = [one(SUPPORT, 32, "blocker", FAN_OUT, evidence=text) for text in ("open(1)['a'].sum()", "f(open(1)) + 2")]
    beside = one(RATES, 11, "major", TIME_OUT, evidence="open(1)['b'].sum()")
    twice = one(TESTS, 10, "major", SOMETHING_ELSE, evidence="open(1)['a'].sum()")
    assert evidence.shared([*own, beside, twice]) == set()
    again = beside.model_copy(update={"evidence": ('[open(1)[ "a" ].sum(), 7]',)})
    assert evidence.shared([*own, again]) == {*own[0].evidence, *again.evidence}


def test_something_else_is_free_wherever_it_stands_and_finds_nothing() -> None:
    here, there = one(SUPPORT, 32, "blocker", SOMETHING_ELSE, evidence="shows"), other(kind=SOMETHING_ELSE)
    made = of("request_changes", [*ALL, here, there, there])
    assert (made.total, made.alarms) == (100, ())
    assert len(of("request_changes", [*ALL, *[here, there] * 20]).alarms) == 37, "of many an author reads none"
    alone = of("request_changes", [here, there])
    assert (alone.matched.unnamed, alone.matched.free, alone.matched.found) == ([0], [1], {})
    assert "Finding 1: a place that matters. Which of the twelve kinds is it?" in hints(alone, here, there)


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ("`median(small) = 3`", "Between the backticks stands one equals sign."),
        ("median(small) == 3", "The summary states what a call gave, without backticks."),
        ("`median(small) == 3`", "What stands between the backticks was run, and not all of it comes out like that."),
        ("`tests('tests/test_support.py') == 'passed'`", "What stands between the backticks states no call of desk."),
        ("`len([median(small)]) == 1`", "What stands between the backticks states no call of desk."),
        ("`median`, and it is fine", "and between backticks what a call gives"),
    ],
)
def test_a_yes_is_told_why_what_it_states_does_not_count(stated: str, says: str) -> None:
    review = by_hand("approve", f"I read median_hours_to_close in support.py with care: {stated}.", ())
    made = score.score(GOOD_PULL, GOOD, review, shows, lambda _: False)
    assert not made.passes and says in " ".join(advice.hints(made, GOOD, review))


def test_evidence_that_ends_with_an_error_in_any_case_is_told_the_error() -> None:
    silent = one(SUPPORT, 32, "minor", FAN_OUT, evidence="median(0)")
    made, review = of("request_changes", [silent]), by_hand("request_changes", SAID, [silent])
    assert "comes out the same" in " ".join(advice.hints(made, TRUTH, review))
    told = " ".join(advice.hints(made, TRUTH, review, {"median(0)": "ZeroDivisionError: division by zero"}))
    assert "of finding 1 ends with an error, and so it does with the fault mended: ZeroDivisionError" in told
    assert "How bad is finding 1?" in told


@pytest.mark.parametrize("severity", ["blocker", "major", "minor", "question"])
def test_what_was_not_planted_is_called_not_one_of_ours_and_costs_nothing(severity: str) -> None:
    findings = (*ALL, other(severity=severity))
    made = of("request_changes", findings)
    told = report.full(made, TRUTH, by_hand("request_changes", SAID, findings))
    assert (made.total, made.alarms, made.matched.others) == (100, (), [3])
    assert f"A {severity} in {SUPPORT}: not one of ours; costs nothing." in told
    assert told[-1] == report.FOR_ITS_AUTHOR
    assert "Finding 4: not one of ours; costs nothing." in hints(made, *findings)
    assert "wrong" not in " ".join([*told, hints(made, *findings)]).casefold()


def test_what_another_variant_has_costs_from_the_first_on() -> None:
    known = TRUTH.fault[0].model_copy(update={"name": "elsewhere", "kind": SECRET})
    whole = TRUTH.model_copy(update={"fault": (*TRUTH.fault, known)})
    held = truth.of_variant(whole, [each.name for each in TRUTH.fault])
    assert held.fault == TRUTH.fault and {each.kinds for each in held.absent} == {(SECRET,)}
    review = by_hand("request_changes", SAID, (*ALL, one(SUPPORT, 21, "question", SECRET)))
    made = score.score(PULL, held, review, shows, states)
    assert (made.matched.absent, made.alarms, made.precision) == ([3], (3,), 3 / 3.6)
    assert any(line.startswith("A fault that others were given, and not this change: a question in") for line in
               report.full(made, held, review))  # fmt: skip
    assert "Finding 4: others were given such a fault in that file" in " ".join(advice.hints(made, held, review))
    assert truth.of_variant(whole, ["elsewhere"]).fault == (known,)
    other_kind = score.score(PULL, held, by_hand("request_changes", SAID, (*ALL, other())), shows, states)
    assert (other_kind.total, other_kind.matched.others) == (100, [3])


def test_of_many_false_alarms_each_costs_as_much_as_one_that_blocks() -> None:
    minor = [alarm("minor") for _ in range(5)]
    assert [of("request_changes", [*ALL, *minor[:many]]).precision for many in (1, 2, 3, 5)] == pytest.approx(
        [3 / 3.3, 3 / 3.6, 3 / 4.6, 3 / 6.6]
    )
    assert of("request_changes", [*ALL, *minor, alarm("blocker")]).precision == pytest.approx(3 / 8.3)


def test_what_the_discussion_has_refuted_costs() -> None:
    held, accused = baited(TRUTH, SECRET), other(severity="blocker", kind=SECRET)
    review = by_hand("request_changes", SAID, (*ALL, accused))
    made = score.score(PULL, held, review, shows, states)
    assert (made.matched.refuted, made.alarms) == ([3], (3,)) and made.total < 90
    assert any(line.startswith("Refuted, where it is said why it is right: a blocker") for line in
               report.full(made, held, review))  # fmt: skip
    assert "Finding 4: it looks so, and somebody has said why it is not." in hints(made, *ALL, accused)
    else_kind = score.score(PULL, held, by_hand("request_changes", SAID, (*ALL, other())), shows, states)
    assert (else_kind.total, else_kind.matched.others) == (100, [3]), "what is refuted is of a kind"


def test_a_true_remark_beside_a_fault_costs_nothing_where_it_is_listed_as_fair() -> None:
    fair = truth.Accusation(path=SUPPORT, match=".", kinds=(SECRET,))
    held = TRUTH.model_copy(update={"fair": (fair,)})
    remark = alarm("blocker")
    made = score.score(PULL, held, by_hand("request_changes", SAID, (*ALL, remark)), shows, states)
    assert (made.total, made.matched.free, made.alarms) == (100, [3], ())
    assert of("request_changes", [*ALL, remark]).alarms == (3,)
    calls = [each.model_copy(update={"evidence": (f"median(small, {row})",)}) for row, each in enumerate(ALL)]
    same_call = by_hand("request_changes", SAID, (*calls, remark.model_copy(update={"evidence": calls[0].evidence})))
    made = score.score(PULL, held, same_call, lambda findings, _: any(each.evidence for each in findings), states)
    assert (made.total, made.void) == (100, frozenset()), "what shows the fault may show the true remark as well"


def test_of_several_findings_of_a_fault_the_evidence_of_each_counts_and_the_severity_of_all() -> None:
    bare, shown = one(SUPPORT, 32, "blocker", FAN_OUT), one(SUPPORT, 31, "minor", FAN_OUT, evidence="shows")
    made = of("request_changes", [bare, shown])
    assert (made.shown, made.parts["severity"]) == ({"fan-out"}, of("request_changes", [bare]).parts["severity"] / 2)
    assert made.parts["found"] == of("request_changes", [bare]).parts["found"]


def test_a_verdict_rests_on_a_finding_that_blocks_and_is_shown() -> None:
    supported = of("request_changes", ALL).parts["verdict"]
    for severity, shown in (("minor", "shows"), ("question", "shows"), ("blocker", "")):
        alone = of("request_changes", [one(SUPPORT, 32, severity, FAN_OUT, evidence=shown)])
        assert alone.parts["verdict"] == supported * score.WITHOUT_REASON


def test_evidence_counts_when_it_comes_out_otherwise_without_the_fault() -> None:
    silent = one(SUPPORT, 32, "blocker", FAN_OUT, evidence="1 + 1")
    calls_nothing = "The evidence of finding 1 calls nothing of desk."
    assert calls_nothing in hints(of("request_changes", [silent]), silent)
    assert of("request_changes", ALL[:1]).parts["evidence"] > of("request_changes", [silent]).parts["evidence"] == 0


def test_severity_is_worth_all_half_or_nothing() -> None:
    points = [
        of("request_changes", [one(RATES, 11, severity, TIME_OUT)]).parts["severity"]
        for severity in ("major", "blocker", "minor", "question")
    ]
    assert points[0] > points[1] == points[2] > points[3] == 0
    either = [each.model_copy(update={"accepted": ("major", "blocker")}) for each in TRUTH.fault]
    held = TRUTH.model_copy(update={"fault": tuple(each.model_copy(update={"severity": "blocker"}) for each in either)})
    review = by_hand("request_changes", SAID, [one(RATES, 11, "minor", TIME_OUT)])
    beside = score.score(PULL, held, review, shows, states)
    assert beside.parts["severity"] == 0, "one step beside what we would call it, not beside what is accepted as well"


HARMFUL = TRUTH.model_copy(
    update={"fault": tuple(each.model_copy(update={"harms": ("colleagues", "the company")}) for each in TRUTH.fault)}
)


def harming(harms: str, severity: str = "major", held: truth.Truth = HARMFUL) -> tuple[Score, Review]:
    review = by_hand("request_changes", SAID, [one(RATES, 11, severity, TIME_OUT, harms=harms)])
    return score.score(PULL, held, review, shows, states), review


@pytest.mark.parametrize("severity", ["major", "blocker"])
def test_severity_counts_half_where_whom_it_harms_is_missing_or_another(severity: str) -> None:
    whole = harming("", severity, TRUTH)[0].parts["severity"]
    points = [harming(harms, severity)[0].parts["severity"] for harms in ("colleagues", "company", "customers", "")]
    assert points == [whole, whole, whole / 2, whole / 2] and whole > 0
    asked_of_nobody = harming("customers", severity, TRUTH)[0]
    assert asked_of_nobody.parts == harming("", severity, TRUTH)[0].parts
    assert harming("customers")[0].parts["found"] == harming("colleagues")[0].parts["found"]


@pytest.mark.parametrize(
    ("harms", "told"),
    [("customers", "you said customers, we say"), ("", "whom it harms is not said, we say"), ("colleagues", "")],
)
def test_whom_a_fault_harms_is_told_beside_what_was_said_and_before_a_pass_only_asked(harms: str, told: str) -> None:
    made, review = harming(harms)
    line = next(each for each in report.full(made, HARMFUL, review) if each.startswith(f"Found: {TIME_OUT}"))
    assert (f"; {told} colleagues or the company. " in f"{line} ") == bool(told)
    said = " ".join(advice.hints(made, HARMFUL, review))
    assert ("Finding 1: whom does it harm most?" in said) == bool(told)
    assert not [word for word in ("customers", "colleagues", "company") if word in said]
    assert any(each.endswith("how bad each is, and for whom.") for each in report.full(made, HARMFUL, review))


def test_a_truth_names_as_harmed_nobody_but_the_three(tmp_path: Path) -> None:
    text = (HERE / "truths" / "9001" / "truth.toml").read_text(encoding="utf-8")
    for word in ("customers", "the moon"):
        held = text.replace("[[fault]]\n", f'[[fault]]\nharms = ["{word}"]\n')
        (tmp_path / "truth.toml").write_text(held, encoding="utf-8")
        if word == "customers":
            assert {each.harms for each in truth.load(tmp_path).fault} == {("customers",)}
            continue
        with pytest.raises(UserError, match=r"damaged at fault\.0\.harms\.0: Input should be 'customers', "):
            truth.load(tmp_path)


def test_to_approve_a_harmful_change_or_to_reject_a_good_one_keeps_a_quarter_of_its_points() -> None:
    assert of("approve", ALL).total == 18
    assert of_good("request_changes").total <= 18
    assert of_good("approve").passes


def test_without_a_verdict_nothing_passes() -> None:
    assert of("comment", ALL).total == 65
    assert of_good("comment").total <= 65


def test_a_verdict_without_a_reason_is_worth_less_than_half() -> None:
    assert of("request_changes", []).total <= 15
    assert of_good("approve", summary="").total == 0
    assert of_good("approve", summary="Looks good to me, and all of the tests are green, well done.").total <= 5


def test_an_approval_states_what_a_call_gave() -> None:
    assert of_good("approve").total == 100
    tried = of_good("approve", summary=READ.replace("states", "median_hours_to_close(small, '2025-02')"))
    assert tried.total < 45, "to have called something says nothing"
    assert of_good("approve", [other(severity="minor")]).total == 100
    held = baited(GOOD, "personal data to the vendor")
    review = by_hand("approve", READ, [other(severity="blocker")])
    assert not score.score(GOOD_PULL, held, review, shows, states).passes


@pytest.mark.parametrize(
    ("said", "share"),
    [
        ("Read _ask, _undo, and triage. All three do what they did.", 1.0),
        ("CHANGELOG, migrate, triage and churn.", 1 / 3),
        ("Lorem migrate ipsum triage churn `calls_made(small_tickets(1), 1, BusyVendor()) == 3`", 1 / 3),
        ("migrate triage `len([calls_made(small_tickets(1), 1, BusyVendor())]) == 1`", 1 / 3),
        ("Ich habe _ask und _undo gelesen und nichts gefunden, das anders wäre.", 2 / 3),
        ("All of it seems to be in order, as far as I can see it.", 0.0),
        ("I was told where the numbers are, and asked for what was interrupted.", 0.0),
        ("`calls_made(small_tickets(1), 1, BusyVendor()) == 3`", 0.0),
        ("The finally of `interrupted`, and predict_proba(X) of Told.", 1.0),
    ],
)
def test_an_approval_names_what_was_read_in_any_language(said: str, share: float) -> None:
    assert named_share(load("0141"), said) == pytest.approx(share)


def test_three_findings_beside_the_faults_are_free_and_each_further_one_costs() -> None:
    few, many = [other(20 + row) for row in range(3)], [other(20 + row % 4, "minor") for row in range(6)]
    assert of("request_changes", [*ALL, *few]).total == 100
    made = of("request_changes", [*ALL, *many])
    assert made.total < 90 and made.alarms == (6, 7, 8)
    assert "Beside the faults 3 findings are free, and each further one costs." in hints(made, *ALL, *many)
    told = report.full(made, TRUTH, by_hand("request_changes", SAID, [*ALL, *many]))
    assert "Beside the faults 3 findings are free. Beyond these stood 3 more, which cost points." in told


def test_who_asks_for_changes_and_calls_all_of_it_minor_is_asked_whether_it_could_be_merged() -> None:
    minor = [each.model_copy(update={"severity": "minor"}) for each in ALL]
    asks = "You ask for changes, and call nothing that you show a blocker or major."
    assert asks in hints(of("request_changes", minor), *minor)
    assert asks not in hints(of("request_changes", ALL), *ALL)


@pytest.mark.parametrize(("severity", "alarms"), [("blocker", (0,)), ("major", (0,)), ("minor", ()), ("question", ())])
def test_where_there_is_no_fault_what_blocks_is_a_false_alarm(severity: str, alarms: tuple[int, ...]) -> None:
    accused = other(severity=severity)
    made = of_good("approve", [accused])
    assert (made.alarms, made.total < 80) == (alarms, bool(alarms))
    says = "not one of ours, and it says that this must not be merged."
    assert (says in " ".join(advice.hints(made, GOOD, by_hand("approve", READ, [accused])))) == bool(alarms)


def test_a_statement_that_the_change_does_not_touch_is_told_so() -> None:
    review = by_hand("approve", READ.replace("`states`", "`median(small) == 3`"), ())
    made = score.score(GOOD_PULL, GOOD, review, shows, lambda _: False)
    told = advice.hints(made, GOOD, review, {}, ["median(small) == 3"])
    assert any("stays true with every function broken that this change touches" in line for line in told)


def test_evidence_that_looks_for_lines_is_told_that_it_shows_nothing() -> None:
    silent = one(SUPPORT, 32, "blocker", FAN_OUT, evidence="found('desk/support.py', 'JOIN')")
    told = hints(of("request_changes", [silent]), silent)
    assert "The evidence of finding 1 finds lines, and does not show what they do." in told
    made = of("request_changes", [silent])
    lines = report.full(made, TRUTH, by_hand("request_changes", SAID, [silent]))
    assert any("evidence finds lines, and does not show what they do" in line for line in lines)
    assert "10 of 25: the verdict (no blocker and no major that its evidence shows supports it)." in lines


def test_a_false_alarm_that_blocks_costs_most() -> None:
    totals = [of("request_changes", [*ALL, alarm(each)]).total for each in ("blocker", "major", "minor")]
    assert totals == sorted(set(totals)) and totals[2] < 100


def test_a_word_that_belittles_costs_the_points_for_tone() -> None:
    rude = one(SUPPORT, 32, "blocker", FAN_OUT, "You obviously count invoices twice in it.", "shows")
    made = of("request_changes", [rude, *ALL[1:]])
    assert (made.total, made.unkind) == (95, ("you obviously",))
    firm = ["This is wrong, and must not be merged.", "The provider sends garbage.", 'It says `stupid` and "idiot".']
    assert belittling(firm) == () and belittling(["Did  you EVEN test it? Stupid."]) == ("did you even", "stupid")


def test_a_truth_that_is_not_whole_is_told() -> None:
    assert unplaced(TRUTH, PULL) == unplaced(GOOD, GOOD_PULL) == []
    elsewhere = unplaced(TRUTH, GOOD_PULL)
    assert "no-time-out: desk/rates.py is not changed." in elsewhere and len(elsewhere) >= 3
    twice = TRUTH.model_copy(update={"fault": (*TRUTH.fault, TRUTH.fault[0])})
    assert any("two faults of one kind" in each for each in unplaced(twice, PULL))


def test_the_truth_is_sealed_and_opened_again() -> None:
    text = truth.seal(HERE / "truths" / "9001")
    assert text == truth.seal(HERE / "truths" / "9001") and "fan-out" not in text
    bare = truth.unseal(truth.seal(HERE / "truths" / "9001", reasons=False)).truth
    assert {(one.why, one.met_by, one.evidence) for one in bare.fault} == {("", "", ())}
    held = truth.unseal(text)
    assert held.truth == TRUTH and set(held.faults) == {"fan-out", "empty-test", "no-time-out"}
    with pytest.raises(UserError, match="key of this exercise is damaged"):
        truth.unseal(text[:40])


KINDS = sorted(families())
FAR_OFF = [(SUPPORT, line) for line in (20, 21, 22)] + [(TESTS, line) for line in (1, 2, 4)]
SOME = st.lists(st.sampled_from(ALL), unique=True, max_size=3)
FALSE = st.builds(
    lambda place, severity, kind: one(*place, severity, kind, evidence="shows"),
    st.sampled_from(FAR_OFF),
    st.sampled_from(["blocker", "major"]),
    st.sampled_from(["SQL glued from strings", SECRET, "leaking feature", "cost without a ceiling"]),
)


@settings(deadline=None, max_examples=100)
@given(SOME, st.lists(FALSE, max_size=4), FALSE, st.sampled_from(["approve", "request_changes", "comment"]))
def test_one_more_false_finding_never_raises_the_score(
    some: list[ReviewFinding], false: list[ReviewFinding], more: ReviewFinding, verdict: str
) -> None:
    assert of(verdict, [*some, *false, more]).total <= of(verdict, [*some, *false]).total
    assert of_good(verdict, [*false, more]).total <= of_good(verdict, false).total


@pytest.mark.parametrize("severity", ["blocker", "minor", "question"])
def test_every_kind_on_one_line_of_a_fault_is_no_pass(severity: str) -> None:
    """Who knows a place and tries all twelve kinds there: eleven of them cost."""
    for fault in ALL:
        spray = [one(fault.path, fault.first, severity, kind, evidence="shows") for kind in KINDS]
        assert of("request_changes", spray).total <= 45


@pytest.mark.parametrize("number", ["0138", "0201"])
@pytest.mark.parametrize("lines", [1_000, matching.LONGEST, 3])
@pytest.mark.parametrize("kinds", [KINDS, KINDS[:3], [SOMETHING_ELSE]])
def test_pointing_everywhere_stays_far_below_a_pass(number: str, lines: int, kinds: list[str]) -> None:
    """Even where all evidence differs."""
    pull, severities = load(number), itertools.cycle(["minor", "question", "major"])
    findings = [
        ReviewFinding.model_construct(
            **{"path": file.path, "first": first, "last": min(first + lines - 1, last), "side": "RIGHT"},
            **{"severity": next(severities), "problem": SAYS, "kind": kind, "evidence": ("shows",)},
        )
        for file in pull.files
        for last in [max(file.head, default=0)]
        for first in range(1, last + 1, lines)
        for kind in kinds
    ]
    review = by_hand("request_changes", "I have read all of it twice.", findings)
    made = score.score(pull, opened(number).truth, review, lambda *_: True, lambda _: True)
    assert made.total <= 45, made.parts


#: What differs from run to run, or from version to version, whatever the fault is.
ALWAYS_ANOTHER = [
    "local_server(pages=[[]]).url[-5:]",
    "list(local_server(pages=[[]]).url)[-1]",
    "local_server(pages=[[]]).url.split(':')[-1]",
    "local_server(pages=[[]]).url < 'http://127.0.0.1:4'",
    "str(tmp)[-4:]",
    "str(provider_token)[-8:]",
    "found('desk/provider.py', '')",
    "found('desk/provider.py', 'continue')",
    "len(found('desk/provider.py', 'READ_SECONDS'))",
    "list(desk.migrate.FOLDER.parent.iterdir())[-1].read_text()",
]


@pytest.mark.needs("git")
def test_what_always_differs_shows_no_fault() -> None:
    pull, held = load("0146"), opened("0146")
    given = Evidence(pull, held.faults, course.COURSE / "data" / "kestrel.sqlite")
    for fault in held.truth.fault:
        assert given.reproduce(ALWAYS_ANOTHER, fault.name) == []


@pytest.mark.needs("git")
def test_a_review_made_by_hand_to_be_slow_is_judged_soon() -> None:
    text = ("never not can fail without a limit wait secret each ticket " * 80)[:4_000]
    made = {"path": "desk/revenue.py", "first": 1, "last": 999_999, "side": "RIGHT", "severity": "minor"}
    made |= {"problem": text, "evidence": ["1 + 1"] * 6, "suggestion": text, "kind": "SQL glued from strings"}
    payload = {
        "type": "review",
        "pull": "0138",
        "verdict": "request_changes",
        "summary": text,
        "findings": [made] * 20,
    }
    expected = {"pull": ["0138"], "sealed": {"0138": truth.seal(SOURCES / "0138")}, "mistakes": []}
    began = time.monotonic()
    assert kind("review").judge(payload, expected).outcome == "not-yet"
    assert time.monotonic() - began < 30


def test_what_the_documentation_says_is_what_counts() -> None:
    said = (course.COURSE / "docs" / "review.md").read_text(encoding="utf-8")
    for part, points in score.WEIGHTS.items():
        assert f"| {part} | {points} |" in said
    assert f"; {score.PASS} are a pass" in said and f"{score.CAP_OPEN} at most" in said
    assert score.ALARM == {"blocker": 1.0, "major": 0.6, "minor": 0.3, "question": 0.3}
    assert (score.A_FEW, matching.SENTENCE, matching.LONGEST, summary.NAMED) == (3, 6, 4, 3)
    assert (score.SOME, score.MANY) == (2, 1.0)
    assert (score.WRONG, score.WITHOUT_REASON, score.NOISY, truth.NEAR) == (0.25, 0.4, 0.45, 2)
