"""What a review is worth: by harm found, shown and weighed, by its verdict and its tone; false alarms do not pay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery import course
from firstquery.review import families, score, sealed, truth
from firstquery.review.finding import Finding, finding
from firstquery.review.pulls import load
from firstquery.review.score import Review, Score
from firstquery.review.truth import Fault
from firstquery.sentence import Sentence
from tests.review.conftest import HERE, PULLS

PULL, TRUTH = load("9001", PULLS), truth.load(HERE / "truths" / "9001")
GOOD_PULL, GOOD = load("9002", PULLS), truth.load(HERE / "truths" / "9002")
FAN_OUT = finding("desk/support.py", 32, "blocker", "Invoices are summed once for each ticket.", evidence="shows")
TIME_OUT = finding("desk/rates.py", 11, "major", "If nobody answers it waits for ever.", evidence="shows")
WEAK = finding("tests/test_support.py", 10, "major", "This test cannot fail.", evidence="shows")
ALL = [FAN_OUT, TIME_OUT, WEAK]
SAID = "The revenue of an account with several tickets is too high, and the test does not see it."
READ = "I read median_hours_to_close in support.py and its test; what is still open is left out by closed_at."


def shows(findings: Sequence[Finding], fault: Fault) -> bool:
    return any("shows" in one.evidence for one in findings)


def runs(expressions: Sequence[str]) -> bool:
    return "shows" in expressions


def of(verdict: str, findings: Sequence[Finding], summary: str = SAID) -> Score:
    return score.score(PULL, TRUTH, Review(verdict, summary, tuple(findings)), shows, runs)


def of_good(verdict: str, findings: Sequence[Finding] = (), summary: str = READ) -> Score:
    return score.score(GOOD_PULL, GOOD, Review(verdict, summary, tuple(findings)), shows, runs)


def false_alarm(
    line: int = 21, severity: str = "major", problem: str = "An e-mail address goes to the vendor."
) -> Finding:
    return finding("desk/support.py", line, severity, problem)


def test_the_weights_are_a_hundred() -> None:
    assert sum(score.WEIGHTS.values()) == 100


def test_a_review_that_finds_shows_and_weighs_everything_is_worth_all() -> None:
    made = of("request_changes", ALL)
    assert (made.total, made.passes, made.missed, made.cap) == (100, True, (), "")


def test_the_more_harm_is_found_the_more_it_is_worth() -> None:
    most, least = of("request_changes", [FAN_OUT]), of("request_changes", [WEAK])
    assert most.total > least.total
    assert [one.name for one in most.missed] == ["empty-test", "no-time-out"]


@pytest.mark.parametrize("line", [30, 34, "31-33", "20-28"])
def test_a_finding_counts_two_lines_above_and_below_and_over_several(line: object) -> None:
    made = of("request_changes", [finding("desk/support.py", line, "blocker", "The join counts invoices twice.")])
    assert [one.name for one in made.matched.found.values()] == ["fan-out"]


@pytest.mark.parametrize("line", [26, 37])
def test_the_right_fault_some_lines_off_is_neither_found_nor_a_false_alarm(line: int) -> None:
    made = of("request_changes", [finding("desk/support.py", line, "blocker", "The join counts invoices twice.")])
    assert (made.matched.found, made.alarms, made.matched.near) == ({}, (), [0])


def test_a_fault_is_also_found_at_the_test_that_should_have_caught_it_and_at_the_line_it_replaced() -> None:
    at_test = finding("tests/test_support.py", 9, "blocker", "With two tickets an account is counted twice here.")
    removed = finding("desk/rates.py", -11, "major", "The time-out is gone.")
    assert {one.name for one in of("request_changes", [at_test, removed]).matched.found.values()} == {
        "fan-out",
        "no-time-out",
    }


def test_a_fault_has_words_of_its_own_and_a_family_may_be_named() -> None:
    own = finding("desk/support.py", 32, "blocker", "The sum is higher than the ledger.")
    told = finding("desk/support.py", 32, "blocker", "This number is too large.", family="fan-out")
    for one in (own, told):
        assert of("request_changes", [one]).matched.found


def test_the_right_place_without_a_known_family_is_asked_about_and_no_false_alarm() -> None:
    made = of("request_changes", [finding("desk/support.py", 32, "blocker", "I do not like this line.")])
    assert (made.matched.unnamed, made.alarms, made.matched.found) == ([0], (), {})


def test_words_that_no_family_is_known_by_count_where_their_evidence_shows_the_fault() -> None:
    plain = "In March the board would read a number that nobody can explain."
    made = of("request_changes", [finding("desk/support.py", 32, "blocker", plain, evidence="shows")])
    assert [one.name for one in made.matched.found.values()] == ["fan-out"] and not made.matched.unnamed
    beside = of("request_changes", [finding("desk/support.py", 32, "blocker", plain, evidence="1 + 1")])
    elsewhere = of("request_changes", [finding("desk/support.py", 21, "blocker", plain, evidence="shows")])
    assert not beside.matched.found and not elsewhere.matched.found
    twice = of("request_changes", [FAN_OUT, finding("desk/support.py", 32, "blocker", plain, evidence="shows")])
    assert list(twice.matched.found) == [0]


def test_the_right_place_with_another_reason_is_a_false_alarm() -> None:
    made = of("request_changes", [finding("desk/support.py", 32, "blocker", "SQL injection is possible.")])
    assert (made.alarms, made.matched.found) == ((0,), {})


MISHEARD = (
    "In the end nobody hears of it, and the sum is not what Finance was told.",
    "Personal letters to customers would be counted.",
    "The test of Finance would not notice that the query puts more into the sum.",
)


@pytest.mark.parametrize("problem", MISHEARD)
def test_words_that_sound_like_another_kind_accuse_nobody_where_the_evidence_shows_the_fault(problem: str) -> None:
    made = of("request_changes", [finding("desk/support.py", 32, "blocker", problem, evidence="shows")])
    assert [one.name for one in made.matched.found.values()] == ["fan-out"] and not made.alarms
    named = finding("desk/support.py", 32, "blocker", problem, evidence="shows", family="sql injection")
    assert not of("request_changes", [named]).matched.found, "who names another kind has another reason"


def test_the_right_fault_some_lines_off_is_found_where_its_evidence_shows_it() -> None:
    off = finding("desk/support.py", 37, "blocker", "The join counts invoices twice.", evidence="shows")
    made = of("request_changes", [off])
    assert [one.name for one in made.matched.found.values()] == ["fan-out"] and not made.matched.mute
    other = finding("desk/support.py", 37, "blocker", "I do not like this line.", evidence="shows")
    assert not of("request_changes", [other]).matched.found


@pytest.mark.parametrize("problem", ["x", "see line", "I like this very much, thank you.", "It comes out otherwise."])
def test_evidence_without_a_word_of_what_goes_wrong_is_no_pass(problem: str) -> None:
    places = [(one.path, one.first, one.severity) for one in ALL]
    made = of("request_changes", [finding(*place, problem, evidence="shows") for place in places])
    assert len(made.matched.found) == len(made.matched.mute) == 3 and not made.passes
    told = [finding(*places[0], "Invoices are summed once for each ticket.", evidence="shows")]
    assert of("request_changes", [*told, *[finding(*place, problem, evidence="shows") for place in places[1:]]]).passes


def test_one_sentence_for_every_line_tells_of_none() -> None:
    says = "A wrong number of invoices and tickets goes to the customer."
    listed = [finding(one.path, one.first, one.severity, says, evidence="shows") for one in ALL]
    assert of("request_changes", listed).matched.mute == {0, 1, 2}
    assert not of("request_changes", listed[:1]).matched.mute


@pytest.mark.parametrize(
    "problem",
    [
        "Nothing is wrong here.",
        "This is right, the invoices of each account are summed once.",
        "The query with the join is safe because each invoice counts once a ticket.",
        "I can see no fault in how invoices are counted twice.",
    ],
)
def test_who_says_that_all_is_right_has_found_nothing(problem: str) -> None:
    said = of("request_changes", [finding("desk/support.py", 32, "blocker", problem)])
    assert (said.matched.found, said.matched.denied, said.alarms) == ({}, [0], ())
    shown = of("request_changes", [finding("desk/support.py", 32, "blocker", problem, evidence="shows")])
    assert shown.matched.mute == {0} and not shown.passes
    right_but = "The sum is right for one ticket, but with two each invoice counts twice."
    assert of("request_changes", [finding("desk/support.py", 32, "blocker", right_but)]).matched.found


def test_a_word_or_two_name_a_kind_and_say_nothing() -> None:
    made = of("request_changes", [finding("desk/support.py", 32, "blocker", "fan-out join")])
    assert (made.matched.found, made.matched.unnamed, made.alarms) == ({}, [0], ())


def test_a_true_remark_that_nobody_planted_costs_nothing() -> None:
    fair = truth.Place(path="desk/support.py", match="median")
    held = TRUTH.model_copy(update={"fair": (fair,)})
    remark = finding("desk/support.py", 21, "blocker", "The secret of this median stands in the code.")
    made = score.score(PULL, held, Review("request_changes", SAID, (*ALL, remark)), shows, runs)
    assert (made.total, made.matched.fair, made.alarms) == (100, [3], ())
    assert of("request_changes", [*ALL, remark]).alarms == (3,)


def test_one_finding_is_one_fault_and_two_for_a_fault_are_one() -> None:
    both = finding("tests/test_support.py", 10, "major", "This test cannot fail, and so the join counts twice unseen.")
    assert len(of("request_changes", [both]).matched.found) == 1
    again = finding("desk/support.py", 29, "minor", "SUM over a join that multiplies rows.")
    made = of("request_changes", [again, FAN_OUT])
    assert (list(made.matched.found), list(made.matched.also), made.alarms) == ([1], [0], ())


def test_of_two_findings_of_a_fault_the_evidence_of_either_counts() -> None:
    bare = finding("desk/support.py", 32, "blocker", "Invoices are counted twice.")
    shown = finding("desk/support.py", 31, "minor", "Invoices are counted twice.", evidence="shows")
    assert of("request_changes", [bare, shown]).shown == {"fan-out"}


def test_evidence_counts_when_it_comes_out_otherwise_without_the_fault() -> None:
    silent = finding("desk/support.py", 32, "blocker", "Invoices are counted twice.", evidence="1 + 1")
    assert of("request_changes", [FAN_OUT]).parts["evidence"] > of("request_changes", [silent]).parts["evidence"] == 0


def test_severity_is_worth_all_half_or_nothing() -> None:
    points = [
        of("request_changes", [finding("desk/rates.py", 11, severity, "There is no timeout.")]).parts["severity"]
        for severity in ("major", "blocker", "minor", "question")
    ]
    assert points[0] > points[1] == points[2] > points[3] == 0


def test_to_approve_a_harmful_change_or_to_reject_a_good_one_keeps_two_fifths_of_its_points() -> None:
    assert of("approve", ALL).total == 30
    assert of_good("request_changes").total <= 30
    assert of_good("approve").passes


def test_without_a_verdict_nothing_passes() -> None:
    assert of("comment", ALL).total == 65
    assert of_good("comment").total <= 65


def test_a_verdict_without_a_reason_is_worth_less_than_half() -> None:
    assert of("request_changes", []).total <= 15
    assert of_good("approve", summary="").total <= 10
    assert of_good("approve", summary="Looks good to me, and all of the tests are green, well done.").total < 45


def test_an_approval_that_shows_what_it_tried_is_worth_all() -> None:
    assert of_good("approve", summary=f"{READ} `shows`").total == 100
    quiet = finding("desk/support.py", 25, "question", "Is a whole number enough?", evidence="shows")
    assert of_good("approve", [quiet]).total == 100


def test_small_remarks_and_questions_are_free_until_there_are_many() -> None:
    minors = [false_alarm(line, "minor", "Could be shorter.") for line in (20, 21, 22, 23)]
    questions = [false_alarm(line, "question", "Why is this here?") for line in (20, 21, 22, 23, 24)]
    assert of("request_changes", [*ALL, *minors[:3], *questions]).total == 100
    assert of("request_changes", [*ALL, *minors]).total < 100


def test_a_false_alarm_that_blocks_costs_most() -> None:
    totals = [of("request_changes", [*ALL, false_alarm(severity=one)]).total for one in ("blocker", "major", "minor")]
    assert totals == sorted(set(totals)) and totals[2] == 100
    assert not of_good("approve", [false_alarm(severity="blocker")]).passes


def test_a_review_that_belittles_loses_its_points_for_tone() -> None:
    rude = finding("desk/support.py", 32, "blocker", "You obviously count invoices twice.", evidence="shows")
    made = of("request_changes", [rude, TIME_OUT, WEAK])
    assert made.total == 85 and [one.words for one in made.unkind] == ["you obviously"]


def test_words_that_belittle_turn_a_pass_that_was_near_into_none() -> None:
    two = [FAN_OUT, finding("desk/rates.py", 11, "major", "If nobody answers it waits for ever.")]
    made, rude = of("request_changes", two), of("request_changes", two, f"{SAID} Any beginner knows that. Garbage.")
    assert made.total - rude.total == 15 and made.passes and not rude.passes


def test_harmless_places_are_told_of_a_truth_that_is_not_whole() -> None:
    assert truth.unplaced(TRUTH, PULL) == truth.unplaced(GOOD, GOOD_PULL) == []
    elsewhere = truth.unplaced(TRUTH, GOOD_PULL)
    assert "no-time-out: desk/rates.py is not changed." in elsewhere and len(elsewhere) >= 3


def test_the_truth_is_sealed_and_opened_again() -> None:
    text = sealed.seal(HERE / "truths" / "9001")
    assert text == sealed.seal(HERE / "truths" / "9001") and "fan-out" not in text
    held = sealed.opened(text)
    assert held.truth == TRUTH and set(held.faults) == {"fan-out", "empty-test", "no-time-out"}
    with pytest.raises(Sentence, match="key of this exercise is damaged"):
        sealed.opened(text[:40])


LINES = [(one.path, line) for one in PULL.files for line in sorted(one.head)]
FAMILIES = sorted(families.all_of_them())
FAR_OFF = [("desk/support.py", line) for line in (20, 21, 22)] + [("tests/test_support.py", line) for line in (1, 2, 4)]
SOME = st.lists(st.sampled_from(ALL), unique=True, max_size=3)
FALSE = st.builds(
    lambda place, severity, family: Finding(
        place[0], place[1], place[1], "RIGHT", severity, "This is not right.", ("shows",), "", family
    ),
    st.sampled_from(FAR_OFF),
    st.sampled_from(["blocker", "major"]),
    st.sampled_from(["SQL glued from strings", "secret in code", "leaking feature", "cost without a ceiling", ""]),
)


@settings(deadline=None, max_examples=150)
@given(
    SOME, st.lists(FALSE, max_size=4), FALSE, st.sampled_from(["approve", "request_changes", "comment"]), st.booleans()
)
def test_one_more_false_finding_never_raises_the_score(
    found: list[Finding], false: list[Finding], more: Finding, verdict: str, silent: bool
) -> None:
    summary = "" if silent else SAID
    assert of(verdict, [*found, *false, more], summary).total <= of(verdict, [*found, *false], summary).total
    assert of_good(verdict, [*false, more]).total <= of_good(verdict, false).total


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(["blocker", "major", "minor", "question"]), st.sampled_from(["request_changes", "comment"]))
def test_every_family_on_every_line_stays_below_thirty(severity: str, verdict: str) -> None:
    spray = [
        Finding(path, line, line, "RIGHT", severity, "This is not right.", ("shows",), "", family)
        for path, line in LINES
        for family in FAMILIES
    ]
    assert of(verdict, spray).total < 30
    one_each = [Finding(path, line, line, "RIGHT", severity, ". ".join(FAMILIES)) for path, line in LINES]
    assert of(verdict, one_each).total < 30


def test_what_the_documentation_says_is_what_counts() -> None:
    said = (course.COURSE / "docs" / "review.md").read_text(encoding="utf-8")
    for part, points in score.WEIGHTS.items():
        assert f"| {part} | {points} |" in said
    assert f"; {score.PASS} are a pass" in said and f"{score.CAP_OPEN} at most" in said
    assert (score.ALARM, score.FREE) == (
        {"blocker": 1.0, "major": 0.6, "minor": 0.3, "question": 0.3},
        {"minor": 3, "question": 5},
    )
    assert (score.WRONG, score.WITHOUT_REASON, score.NOISY, truth.NEAR) == (0.4, 0.4, 0.45, 2)
