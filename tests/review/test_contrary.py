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

CHURN = "desk/churn.py"
FILTERS = "tests/test_filters.py"
NIGHTLY = "desk/nightly.py"
PAPER = "docs/decisions/0004-triage-in-production.md"
PROVIDER = "desk/provider.py"
REVENUE = "desk/revenue.py"
SALES = "desk/sales.py"
STORE = "desk/store.py"
SUPPORT = "desk/support.py"
TESTS = "tests/test_nightly.py"
URGENCY = "desk/urgency.py"
#: Remarks of people who had only the exercise, with what they meant them to be.
STRANGERS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "strangers.json").read_text(encoding="utf-8"))
#: Where, which fault the call shows, and what is said: the other direction, another kind, or what is not so.
CONTRARY = [
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "Customers who have not paid are now counted as customers. The number is too high and the board is too happy.",
    ),
    ("0138", REVENUE, 109, "paid-alone", "The join of accounts and invoiced is wrong, the number is doubled."),
    ("0138", REVENUE, 28, "sql-text", "SQL injection: the plan is glued into the query, the region is safe."),
    ("0138", REVENUE, 28, "sql-text", "SQL injection: the :plan and :former stand in the query as text."),
    (
        "0143",
        CHURN,
        59,
        "open-today",
        "Invoices of the last year include those of the day itself, so the model knows the future",
    ),
    ("0143", SALES, 48, "until-the-last-day", "The last day is counted twice"),
    ("0143", CHURN, 60, "open-today", "Void invoices are in it and count as unpaid."),
    ("0143", SALES, 24, "chance-of-nothing", "A wrong month such as 2025-13 gives an empty list and nobody hears"),
    ("0201", NIGHTLY, 118, "a-night-of-nothing", "Program says 0, this is cost zero. Must say 1 dollar."),
    (
        "0201",
        NIGHTLY,
        91,
        "ceiling-of-a-night",
        "The ceiling is too low, it costs only 0.004 and the night stops too early.",
    ),
    (
        "0201",
        NIGHTLY,
        116,
        "a-night-of-nothing",
        "When warehouse is missing, all old decisions are deleted and nobody hears of it.",
    ),
    (
        "0201",
        NIGHTLY,
        91,
        "ceiling-of-a-night",
        "Ceiling of the day is missing. The cost of one ticket goes above the ceiling.",
    ),
    ("0201", URGENCY, 22, "marks-to-come", "The number of bad marks is too small, some marks are forgotten."),
    ("0201", TESTS, 23, "another-month", "cannot fail because 60 tickets are too few"),
    ("0207", SUPPORT, 57, "writers-again", "Urgent tickets counted wrong, high and normal are mixed."),
    ("0206", NIGHTLY, 43, "token-by-default", "No password is set on the machine"),
    ("0138", REVENUE, 110, "paid-alone", "The count of customers is doubled."),
    ("0138", REVENUE, 110, "paid-alone", "Too many customers: those who have not paid are in the number."),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "The page shows more customers than there are, since open invoices now count.",
    ),
    ("0143", SALES, 48, "until-the-last-day", "Tickets of the last day are in it twice, so the count is too high."),
    (
        "0206",
        STORE,
        99,
        "month-without-end",
        "The month has one day too many, the last day of the month is counted twice.",
    ),
    ("0206", STORE, 99, "month-without-end", "The first day of the month is left out of the table."),
    ("0207", SUPPORT, 57, "writers-again", "The revenue is too low: teams lose revenue of accounts."),
    ("0207", SUPPORT, 57, "writers-again", "Some accounts are missing and their revenue is lost."),
    ("0201", URGENCY, 22, "marks-to-come", "Marks are lost and the number is too low."),
    ("0138", REVENUE, 26, "sql-text", "Customers are counted twice by the join."),
    ("0143", CHURN, 60, "open-today", "The query has no time-out and hangs for ever."),
    ("0143", SALES, 24, "chance-of-nothing", "The names of customers are sent to the vendor."),
    ("0143", SALES, 48, "until-the-last-day", "SQL injection: the month becomes part of the query."),
    ("0201", NIGHTLY, 91, "ceiling-of-a-night", "The customer's phone number goes to the vendor."),
    ("0201", NIGHTLY, 116, "a-night-of-nothing", "If the vendor does not answer, the night hangs for ever."),
    ("0206", NIGHTLY, 43, "token-by-default", "The last day of the month is missing here."),
    ("0206", STORE, 99, "month-without-end", "The password stands in the code here."),
    ("0207", STORE, 90, "team-in-the-text", "A join multiplies the tickets of the team, rows are duplicated."),
    ("0138", REVENUE, 28, "sql-text", "SQL: former is pasted into the query as text."),
    ("0138", REVENUE, 26, "sql-text", "SQL injection in plan, region is safe."),
    ("0143", CHURN, 60, "open-today", "Void invoices are counted as well, a change of the metric."),
    ("0143", SALES, 24, "chance-of-nothing", "It stops with an error when there is no model and nobody learns why."),
    ("0143", SALES, 24, "chance-of-nothing", "An invalid month gives an empty table and nobody notices."),
    (
        "0201",
        NIGHTLY,
        91,
        "ceiling-of-a-night",
        "40 dollars a month is too low for our tickets, the budget is not enough.",
    ),
    (
        "0201",
        NIGHTLY,
        116,
        "a-night-of-nothing",
        "The decisions in the store are erased when it fails, and nobody is told.",
    ),
    (
        "0201",
        TESTS,
        23,
        "another-month",
        "This test cannot fail: it has not enough tickets, sixty tickets are too few.",
    ),
    ("0146", PROVIDER, 50, "next-entry", "It crashes on a bad rate and nobody hears of it."),
    ("0206", NIGHTLY, 43, "token-by-default", "There is no token on the machine, so the secret is missing."),
    ("0138", REVENUE, 110, "paid-alone", "The customers are inflated: unpaid people are counted as paying."),
    ("0138", REVENUE, 110, "paid-alone", "Now everybody with a bill is a customer, more than before."),
    ("0138", REVENUE, 112, "paid-alone", "Invoices of next month are counted too early."),
    ("0138", FILTERS, 24, "names-of-the-parts", "The test is red when a region is missing."),
    ("0138", REVENUE, 26, "sql-text", "The plan name is put as text in the query, somebody could inject."),
    ("0143", SALES, 24, "chance-of-nothing", "When the model fails the program crashes and Sales gets no file."),
    ("0143", CHURN, 60, "open-today", "Paid invoices are counted as open, too many."),
    ("0143", SALES, 48, "until-the-last-day", "The first day of the next month is included by mistake."),
    ("0207", SUPPORT, 57, "writers-again", "Revenue too small, teams with many tickets look poor."),
    ("0206", STORE, 99, "month-without-end", "The days are one too many."),
    ("0206", NIGHTLY, 43, "token-by-default", "The token is missing on the machine and the night does not run."),
    (
        "0201",
        NIGHTLY,
        91,
        "ceiling-of-a-night",
        "The budget is too strict, the night ends before all tickets are sorted.",
    ),
    ("0138", REVENUE, 110, "paid-alone", "We have more paying customers than before, because the rule is wider."),
    ("0143", CHURN, 60, "open-today", "The invoice counts double when it has two lines, the number is twice too high."),
    ("0143", SALES, 48, "until-the-last-day", "One day too many in the month."),
    ("0207", SUPPORT, 57, "writers-again", "Fewer dollars than there are: a team's revenue is lost."),
    ("0207", NIGHTLY, 71, "examples-as-written", "The text is not cut, it may be as long as it likes."),
    ("0206", STORE, 99, "month-without-end", "February has 28 days and the query takes 31, too many days."),
]
#: Said by people who never programmed, with the call that shows it.
RIGHT = [
    ("0138", REVENUE, 110, "paid-alone", "Unpaid clients drop off."),
    ("0138", REVENUE, 110, "paid-alone", "Before: not void. Now: paid. Number less."),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "An invoice of two weeks ago, not due yet, makes nobody a customer any more. Promise broken: 'page of before'.",
    ),
    ("0138", REVENUE, 26, "sql-text", "Who can set region? What if somebody sets it to a piece of SQL?"),
    ("0138", REVENUE, 26, "sql-text", "Danger. What user write, database do."),
    (
        "0138",
        FILTERS,
        22,
        "names-of-the-parts",
        "Sorting the keys of parts gives REGIONS by construction. Sum never asserted.",
    ),
    ("0143", SALES, 52, "until-the-last-day", "BETWEEN-style bound on a date string truncates 2025-03-31 23:40."),
    ("0207", TESTS, 29, "calls-at-most", "Always green."),
    (
        "0207",
        PAPER,
        7,
        "examples-as-written",
        "The paper says examples are redacted in the same way. They are not: phone numbers leave to the vendor.",
    ),
    ("0201", PAPER, 5, "ceiling-of-a-night", "At most 40 US dollars a month is not true: it's 40 a night."),
    ("0138", REVENUE, 110, "paid-alone", "Fewer customers. Who has not paid yet is out."),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "Customers in the thirty days of payment are not customers any more, 130 of them.",
    ),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "The count falls by 130. Before, all invoices but void ones made a customer; now an unpaid bill makes none.",
    ),
    ("0138", REVENUE, 110, "paid-alone", "Only paid invoices count. Revenue per customer will look higher than it is."),
    ("0138", REVENUE, 26, "sql-text", "The plan is bound as a value and the region is pasted in as text."),
    ("0138", REVENUE, 26, "sql-text", "Unlike the plan the region is glued into the query."),
    ("0138", REVENUE, 26, "sql-text", "Somebody with bad intentions types a quote and sees the revenue of everybody."),
    ("0138", FILTERS, 24, "names-of-the-parts", "There is no adding up here. It would be green with any revenue."),
    ("0143", CHURN, 60, "open-today", "The model sees who has paid since. On the day it was not known."),
    (
        "0143",
        CHURN,
        60,
        "open-today",
        "Invoices that were open on that day and paid later are not counted, so only leavers have unpaid ones.",
    ),
    (
        "0143",
        SALES,
        24,
        "chance-of-nothing",
        "When there is too little history, all get 0 and Sales calls the wrong people.",
    ),
    ("0143", SALES, 48, "until-the-last-day", "A ticket on the 31st at noon is not counted."),
    (
        "0143",
        SALES,
        48,
        "until-the-last-day",
        "Everything after midnight of the last day falls out, so a customer who complained yesterday looks quiet.",
    ),
    ("0201", NIGHTLY, 91, "ceiling-of-a-night", "Each night may spend the 40 dollars again. A month could cost 1,200."),
    ("0201", NIGHTLY, 91, "ceiling-of-a-night", "What the month has spent so far is not taken off."),
    (
        "0201",
        NIGHTLY,
        116,
        "a-night-of-nothing",
        "Without a warehouse it says 0 decisions and ends with success. Nobody is told that the night did not run.",
    ),
    (
        "0201",
        URGENCY,
        22,
        "marks-to-come",
        "Marks that come later are counted: the earlier ticket may still be open then.",
    ),
    (
        "0206",
        NIGHTLY,
        43,
        "token-by-default",
        "If no token is set on the machine, the one in the code is used, and everybody can read it.",
    ),
    ("0206", NIGHTLY, 71, "examples-as-written", "The body of the letter goes to the vendor as it was written."),
    (
        "0206",
        STORE,
        99,
        "month-without-end",
        "The 31st is in no line, and the night of that day looks as if it did not run.",
    ),
    ("0207", SUPPORT, 57, "writers-again", "An account that wrote three times brings its revenue three times."),
    ("0207", SUPPORT, 57, "writers-again", "The revenue of noisy customers is added again and again."),
    ("0207", STORE, 90, "team-in-the-text", "A team named Driver's app sees no queue but an error."),
    ("0207", TESTS, 29, "calls-at-most", "70 tickets can only make 70 calls. So this line is always so."),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "The last day of December loses 130 customers because their invoices are not paid yet.",
    ),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "On 31 December 130 customers are missing who have an invoice that is not paid yet.",
    ),
    ("0138", REVENUE, 110, "paid-alone", "A client with an open bill is lost from the count of the page."),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "At the end of the month a fresh invoice is not paid, so these customers are missing.",
    ),
    ("0138", REVENUE, 110, "paid-alone", "Old rows fall away: an invoice without payment gives no customer."),
    ("0138", REVENUE, 26, "sql-text", "Somebody could read customer data of another region by a nasty text."),
    ("0138", REVENUE, 26, "sql-text", "A password table could be read with a region like ' OR 1."),
    ("0143", SALES, 24, "chance-of-nothing", "Names of customers are sent to Sales with chance 0 each."),
    (
        "0143",
        SALES,
        24,
        "chance-of-nothing",
        "The model has no data for an early month, and Sales calls strangers all the same.",
    ),
    (
        "0143",
        CHURN,
        60,
        "open-today",
        "Whoever paid late is not in the number, although the invoice was open on the day.",
    ),
    ("0143", CHURN, 60, "open-today", "It says what was left open at the end, and the model learns the outcome."),
    (
        "0201",
        NIGHTLY,
        116,
        "a-night-of-nothing",
        "A missing warehouse makes a night without tickets, and the customer waits for ever.",
    ),
    (
        "0201",
        NIGHTLY,
        116,
        "a-night-of-nothing",
        "If the vendor refuses our token, the night is empty and it looks fine.",
    ),
    ("0201", NIGHTLY, 91, "ceiling-of-a-night", "Nothing is taken off for calls of last night."),
    ("0207", SUPPORT, 57, "writers-again", "A team with three tickets of one account has its money three times."),
    ("0206", NIGHTLY, 71, "examples-as-written", "The body of each letter is in the text that the vendor reads."),
    ("0206", STORE, 99, "month-without-end", "Whoever looks on Monday sees no row for the 30th of November."),
    ("0201", URGENCY, 22, "marks-to-come", "A later mark counts as if somebody had known it."),
    ("0201", URGENCY, 22, "marks-to-come", "A mark given next week counts already today, the model sees it too early."),
    ("0207", STORE, 90, "team-in-the-text", "What the caller gives as team can read queues of others."),
    (
        "0138",
        REVENUE,
        110,
        "paid-alone",
        "Bills that wait for payment do not make a customer now; board sees 130 less.",
    ),
    ("0138", REVENUE, 110, "paid-alone", "Whoever pays in February is no customer in January."),
    ("0138", REVENUE, 26, "sql-text", "A user types what he wants and the database obeys."),
    ("0138", FILTERS, 24, "names-of-the-parts", "Names compared with names. Money never looked at."),
    ("0143", SALES, 24, "chance-of-nothing", "No model, still a list. Everybody zero. Sales don't see."),
    ("0143", CHURN, 60, "open-today", "Today's status for yesterday's question. Cheating."),
    ("0143", SALES, 48, "until-the-last-day", "Tickets from the evening of the 31st are not there."),
    ("0207", SUPPORT, 57, "writers-again", "Who writes often makes more revenue. Same money many times."),
    ("0206", STORE, 99, "month-without-end", "The final day of the month does not appear."),
    ("0206", NIGHTLY, 43, "token-by-default", "Our password for the vendor is readable by all programmers."),
    ("0201", NIGHTLY, 91, "ceiling-of-a-night", "Thirty nights, thirty budgets."),
    ("0201", NIGHTLY, 116, "a-night-of-nothing", "It failed and it says everything fine."),
    ("0201", URGENCY, 22, "marks-to-come", "Complaints that nobody had made yet are counted."),
    ("0138", REVENUE, 110, "paid-alone", "New rule for who counts. Nobody asked Finance."),
    ("0138", REVENUE, 110, "paid-alone", "Why 'paid'? An invoice that is sent is a customer for me, too."),
    ("0138", REVENUE, 110, "paid-alone", "Fewer customers on the first page than yesterday."),
    ("0138", REVENUE, 26, "sql-text", "Typing ' in the region kills the report."),
    (
        "0138",
        FILTERS,
        24,
        "names-of-the-parts",
        "What is compared is a list with itself. Put any revenue in, it is fine.",
    ),
    ("0143", SALES, 24, "chance-of-nothing", "If the training breaks, the list has zeros and looks like a list."),
    ("0143", CHURN, 60, "open-today", "Who pays later looks as if he had paid. The past is rewritten."),
    ("0143", SALES, 48, "until-the-last-day", "With <= and a clock in the column we lose the last day."),
    ("0207", SUPPORT, 57, "writers-again", "One customer, three letters, three times the money."),
    ("0207", NIGHTLY, 71, "examples-as-written", "Only half is cleaned of names before it goes out."),
    ("0206", STORE, 99, "month-without-end", "30 or 31, whichever is last, is not in the report."),
    ("0206", NIGHTLY, 43, "token-by-default", "A key under the doormat: whoever opens this file can use it."),
    ("0201", NIGHTLY, 91, "ceiling-of-a-night", "What was spent on Monday is forgotten on Tuesday."),
]


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


@pytest.mark.parametrize(("number", "path", "line", "fault", "words"), CONTRARY)
def test_words_that_contradict_the_fault_are_worth_two_fifths_whatever_the_call_shows(
    number: str, path: str, line: int, fault: str, words: str
) -> None:
    made = of(number, path, line, fault, words)
    assert [one.name for one in made.matched.found.values()] == [fault]
    assert made.matched.contrary == made.matched.mute == {0}
    bare = of(number, path, line, fault, words, call="").matched
    assert not bare.found and not bare.near


@pytest.mark.parametrize(("number", "path", "line", "fault", "words"), RIGHT)
def test_right_words_with_the_right_call_have_found_it(
    number: str, path: str, line: int, fault: str, words: str
) -> None:
    made = of(number, path, line, fault, words)
    assert [one.name for one in made.matched.found.values()] == [fault] and not made.matched.mute


@pytest.mark.parametrize("one", STRANGERS, ids=[f"{one['fault']}-{one['kind']}-{n}" for n, one in enumerate(STRANGERS)])
def test_what_people_wrote_who_knew_no_list_of_words_is_told_apart(one: dict[str, Any]) -> None:
    """Eight right and eight wrong remarks on each of six faults, each with the call that shows the fault."""
    made = of(one["pull"], one["path"], one["line"], one["fault"], one["words"]).matched
    is_full = [fault.name for fault in made.found.values()] == [one["fault"]] and not made.mute
    assert is_full == (one["kind"] == "right")


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
    ("0138", 26, "sql-text", "", "I do not like this line.", 'family="missing time-out"'),
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
