"""A call that shows a fault does not carry words that say something else; right words that nobody foresaw, it does."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from firstquery import course, finding
from firstquery.grade.variants_sealed import sealed_of
from firstquery.review import pulls, report, score, sealed
from firstquery.review.grounded import grounded
from firstquery.review.score import Review, Score

REVENUE = "desk/revenue.py"
TESTS = "tests/test_nightly.py"
#: Remarks beside a call that shows the fault: pull request, file, line, fault, words. ``contrary`` ones say the other
#: direction, another kind, or what is not so; ``strangers`` are of people who had only the exercise, with their kind.
REMARKS: dict[str, list[list[Any]]] = json.loads((Path(__file__).parent / "remarks.json").read_text(encoding="utf-8"))


@cache
def opened(number: str) -> sealed.Opened:
    return sealed.opened(sealed_of(course.COURSE / "source" / "pull-requests", number))


def of(number: str, path: str, line: int, fault: str, words: str, call: str = "shows", family: str = "") -> Score:
    """The score of one finding whose call, where it has one, shows ``fault``."""
    one = finding(path, line, "blocker", words, evidence=call, family=family)
    review = Review("request_changes", "I have read it all twice.", (one,))

    def shows(findings: object, held: object) -> bool:
        return bool(call) and getattr(held, "name", "") == fault

    return score.score(pulls.load(number), opened(number).truth, review, shows, bool)


@pytest.mark.parametrize(("number", "path", "line", "fault", "words"), REMARKS["contrary"])
def test_words_that_contradict_the_fault_are_worth_three_tenths_whatever_the_call_shows(
    number: str, path: str, line: int, fault: str, words: str
) -> None:
    made = of(number, path, line, fault, words)
    assert [one.name for one in made.matched.found.values()] == [fault]
    assert made.matched.contrary == made.matched.mute == {0}
    bare = of(number, path, line, fault, words, call="").matched
    assert not bare.found and not bare.near


@pytest.mark.parametrize(("number", "path", "line", "fault", "words"), REMARKS["right"])
def test_right_words_with_the_right_call_have_found_it(
    number: str, path: str, line: int, fault: str, words: str
) -> None:
    made = of(number, path, line, fault, words)
    assert [one.name for one in made.matched.found.values()] == [fault] and not made.matched.mute


@pytest.mark.parametrize(("number", "path", "line", "fault", "kind", "words"), REMARKS["strangers"])
def test_what_people_wrote_who_knew_no_list_of_words_is_told_apart(
    number: str, path: str, line: int, fault: str, kind: str, words: str
) -> None:
    """Eight right and eight wrong remarks on each of six faults, each with the call that shows the fault."""
    made = of(number, path, line, fault, words).matched
    is_full = [one.name for one in made.found.values()] == [fault] and not made.mute
    assert is_full == (kind == "right")


def test_who_names_another_kind_in_words_and_by_name_has_another_reason() -> None:
    words = "The order of the join changed and customers are counted twice now."
    made = of("0138", REVENUE, 108, "paid-alone", words, family="fan-out join")
    assert not made.matched.found and made.alarms == (0,)
    meant = "Only invoices that are paid count now, and nobody is told."
    assert of("0138", REVENUE, 110, "paid-alone", meant, family="fan-out join").matched.found


def test_a_weakness_that_is_there_in_every_variant_is_fair() -> None:
    words = "It looks at the first two rows only; the last day of the month could be missing and it stays green."
    assert of("0206", TESTS, 50, "", words).matched.fair == [0]


@pytest.mark.parametrize(
    ("summary", "share"),
    [
        ("Read _ask, _undo. Ran `calls_made(small_tickets(1), 1, BusyVendor())`.", 1.0),
        ("Read: _ask, _undo. Tried: `calls_made(small_tickets(1), 1, BusyVendor())`.", 1.0),
        ("Read triage._ask. Ran `calls_made(small_tickets(1), 1, BusyVendor())`.", 1.0),
        ("I read _ask and _undo. I tried `run_tests('0141', tests_of='base')`: 151 as before.", 0.6),
        ("I read nothing. I tried `calls_made(small_tickets(1), 1, BusyVendor())`. _ask _undo", 0.0),
        ("Nothing was read. _ask _undo triage migrate", 0.0),
        ("I had no time to read _ask, _undo, triage and migrate.", 0.0),
        ("Good. Ran it.", 0.0),
    ],
)
def test_an_approval_says_what_was_read_in_any_form(summary: str, share: float) -> None:
    assert grounded(pulls.load("0141"), summary) >= share if share else grounded(pulls.load("0141"), summary) == 0
    review = Review("approve", summary, ())
    made = score.score(
        pulls.load("0141"), opened("0141").truth, review, lambda *_: False, lambda tried: "calls" in tried[0]
    )
    assert made.passes == (share > 0)


MESSAGES = [
    (
        "0138",
        28,
        "paid-alone",
        "",
        "The :plan stands in the SQL query as text.",
        "Another fault lies near finding 1; yours could",
    ),
    (
        "0138",
        110,
        "paid-alone",
        "shows",
        "The number of customers is doubled.",
        "The call of finding 1 shows a fault here, and not",
    ),
    (
        "0138",
        113,
        "paid-alone",
        "",
        "Customers who cancelled that day are counted.",
        "could not be confirmed where it points",
    ),
    (
        "0138",
        110,
        "paid-alone",
        "",
        "Only paid invoices count now, and nobody is told.",
        "Nothing shows finding 1 yet.",
    ),
    ("0138", 26, "sql-text", "", "I do not like this line.", 'family="…"'),
    (
        "0138",
        31,
        "sql-text",
        "shows",
        "The password stands in the code here.",
        "The call shows a fault, and not this one.",
    ),
]


@pytest.mark.parametrize(("number", "line", "fault", "call", "words", "says"), MESSAGES)
def test_what_is_said_of_a_finding_is_true(
    number: str, line: int, fault: str, call: str, words: str, says: str
) -> None:
    made = of(number, REVENUE, line, fault, words, call)
    one = finding(REVENUE, line, "blocker", words, evidence=call)
    told = " ".join(report.hints(made, opened(number).truth, Review("request_changes", "", (one,))))
    assert says in told and "is right, and" not in told


def test_a_severity_that_is_off_is_said_of_its_finding_before_and_after_a_pass() -> None:
    one = finding(REVENUE, 110, "minor", "Only paid invoices count now, an intended clean-up.", evidence="shows")
    review = Review("request_changes", "", (one,))
    made = score.score(pulls.load("0138"), opened("0138").truth, review, lambda *_: True, bool)
    assert "How bad is finding 1?" in " ".join(report.hints(made, opened("0138").truth, review))
    assert "how bad each is (finding 1 should be another)" in " ".join(report.full(made, opened("0138").truth, review))


@pytest.mark.parametrize("line", [97, 99])
def test_a_true_remark_some_lines_off_whose_call_shows_it_accuses_nobody(line: int) -> None:
    """She is told that a fault of this file lies elsewhere; other words at the same place stay a false alarm."""
    words = "Our headcount of clients is lower for the same day. The page is not the page of before."
    made = of("0138", REVENUE, line, "paid-alone", words)
    assert made.matched.near == [0] and made.alarms == ()
    assert of("0138", REVENUE, line, "paid-alone", "A password stands in the code here.").alarms == (0,)


@pytest.mark.parametrize(
    "words",
    [
        "I like that customers are counted by paid.",
        "Nice that the region is part of the query.",
        "Good test: it is always green.",
        "The number of paying customers is right and nothing changed.",
        "The last day is counted, as it should be.",
        "Well done, the error is caught and nobody has to be told.",
        "paying_customers(db, date(2025, 12, 31))",
        "`monthly_revenue(small, '2025-02', region=\"O'Brien\")`",
    ],
)
@pytest.mark.parametrize(
    ("path", "line", "fault"),
    [(REVENUE, 110, "paid-alone"), (REVENUE, 26, "sql-text"), ("tests/test_filters.py", 24, "names-of-the-parts")],
)
def test_praise_and_a_bare_expression_say_nothing_of_it(words: str, path: str, line: int, fault: str) -> None:
    with_call, bare = (of("0138", path, line, fault, words, call=call) for call in ("shows", ""))
    assert not with_call.matched.found or with_call.matched.mute == {0}
    assert not bare.matched.found


@pytest.mark.parametrize(
    ("number", "path", "line", "fault", "words"),
    [
        ("0138", REVENUE, 108, "paid-alone", "Accounts stands first in the join now, and so 130 customers are lost."),
        ("0138", REVENUE, 109, "paid-alone", "The join was turned round and so 130 customers fall out."),
        ("0138", REVENUE, 110, "paid-alone", "The join multiplies the rows, so each customer is counted many times."),
        ("0138", REVENUE, 26, "sql-text", "A region that does not exist gives an error."),
        ("0143", "desk/churn.py", 60, "open-today", "The invoice number is counted wrong because of DISTINCT."),
        ("0143", "desk/sales.py", 24, "chance-of-nothing", "Tickets of the last day are missing, they are all zero."),
        ("0143", "desk/sales.py", 48, "until-the-last-day", "A ticket of April is counted."),
    ],
)
def test_another_cause_at_the_right_line_is_another_reason(
    number: str, path: str, line: int, fault: str, words: str
) -> None:
    made = of(number, path, line, fault, words)
    assert made.matched.mute == {0}


def test_what_is_promised_said_as_if_it_were_a_finding_is_none() -> None:
    """The titles of the promises in week 26, which say that all is well, each with the call that shows it."""
    titles = [
        ("0205", "desk/nightly.py", 43, "token-by-default", "No password in the code."),
        ("0205", "desk/nightly.py", 96, "batch-let-go", "What can't be saved is not passed over."),
        ("0205", "desk/support.py", 57, "writers-again", "Each account's revenue counts once."),
        ("0205", "tests/test_nightly.py", 22, "another-month", "A night that keeps nothing turns its test red."),
        ("0203", "desk/nightly.py", 52, "all-the-patience", "Nobody is waited for without end."),
        ("0203", "desk/nightly.py", 70, "examples-as-written", "Letters leave without numbers and addresses."),
        ("0203", "desk/store.py", 99, "month-without-end", "The nights of October, its last day too."),
        ("0203", "tests/test_nightly.py", 28, "calls-at-most", "So does a night without a ceiling."),
        ("0207", "desk/store.py", 90, "team-in-the-text", "A team reads its own queue, whatever its name."),
        ("0201", "desk/nightly.py", 91, "ceiling-of-a-night", "The ceiling of the month holds as promised."),
    ]
    for number, path, line, fault, words in titles:
        made = of(number, path, line, fault, words)
        assert not made.matched.found or made.matched.mute == {0}, words


def test_a_dozen_small_accusations_beside_the_right_ones_do_not_pass() -> None:
    """Every promise of week 26 accused, four of them rightly: as minor ones or as questions, it is worth no pass."""
    right = [
        ("desk/nightly.py", 43, "The token stands in the code and is used where none is set.", "vendor_token()"),
        ("desk/nightly.py", 97, "The error is hidden and fifty tickets that we paid for are lost.", "found('x', 'y')"),
        (
            "desk/support.py",
            57,
            "An account that wrote three times brings its revenue three times.",
            "revenue_behind(small)",
        ),
        ("tests/test_nightly.py", 23, "It reads November, where nothing is: it can never fail.", "tests('x')"),
    ]
    lines = [(path, line) for path in ("desk/store.py", "desk/urgency.py") for line in (20, 40, 60, 75, 88, 104)]
    for severity in ("minor", "question"):
        found = [finding(path, line, severity, words, evidence=call) for path, line, words, call in right]
        made = [finding(path, line, severity, "It waits for ever.") for path, line in lines]
        review = Review("request_changes", "I have tried all sixteen promises.", (*found, *made))
        scored = score.score(pulls.load("0205"), opened("0205").truth, review, lambda *_: True, bool)
        assert len(scored.matched.found) == 4 and scored.total < score.PASS
        few = Review("request_changes", "I have tried them all.", (*found, *made[:3]))
        assert score.score(pulls.load("0205"), opened("0205").truth, few, lambda *_: True, bool).precision == 1


def test_one_text_with_all_reasons_under_each_finding_finds_nothing_by_its_words() -> None:
    words = "Only paid invoices count now, the region becomes part of the query, and the test can never fail."
    places = [(REVENUE, 110), (REVENUE, 26), ("tests/test_filters.py", 24)]
    review = Review(
        "request_changes", "All of it.", tuple(finding(path, line, "blocker", words) for path, line in places)
    )
    made = score.score(pulls.load("0138"), opened("0138").truth, review, lambda *_: False, bool)
    assert not made.matched.found


@pytest.mark.parametrize(
    "kind", ["Great work overall.", "Nice and readable, Mara.", "Correct me if I am wrong:", "Right here,"]
)
def test_a_kind_opening_takes_nothing_back(kind: str) -> None:
    words = f"{kind} The region that somebody types becomes part of the query."
    for call in ("shows", ""):
        made = of("0138", REVENUE, 26, "sql-text", words, call=call).matched
        assert [one.name for one in made.found.values()] == ["sql-text"] and not made.mute
