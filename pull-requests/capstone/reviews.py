"""Reviews of the capstone's variants in several voices: ``reviews_of(faults)`` for any of them, REVIEWS for those that ship."""

from collections.abc import Sequence
from typing import Any

from firstquery.review import variants
from tests.review.samples import Remark, reviews

NIGHTLY, STORE, SUPPORT, TESTS = "desk/nightly.py", "desk/store.py", "desk/support.py", "tests/test_nightly.py"
MIGRATION, URGENCY = "desk/migrations/0004_calls.sql", "desk/urgency.py"

REMARKS = {
    "token-by-default": Remark(
        NIGHTLY, "kst-4e19", "secret in code", "blocker", "vendor_token()",
        ("Vendor token hard-coded as the default. Rotate it.", 'Default "".'),
        ("The vendor's token stands in the code, where everybody with access can read it and spend our money.",
         "Take it out and have it replaced by the vendor today."),
        ("The secret token is written inside of the code.", "It must be removed and also revoked."),
    ),
    "team-in-the-text": Remark(
        STORE, "of_team = f", "SQL glued from strings", "blocker",
        """queue_of(open_store(old_store(tmp)), "x' OR '1' = '1", date(2025, 10, 1))""",
        ("team is interpolated, the rest is bound. Injection.", "team = :team; the value is passed already."),
        ("The name of the team becomes part of the query. A name with an apostrophe breaks it, and with a little skill one "
         "reads everybody's queue.", "Hand the team over as a value, like the days."),
        ("The team goes direct in the SQL text, it makes injection possible.", "Use the parameter :team."),
    ),
    "all-the-patience": Remark(
        NIGHTLY, "timeout=None", "missing time-out", "blocker", 'vendor_at("http://vendor.example", "a-token").timeout',
        ("timeout=None disables the time-out. One silent vendor hangs the job.", "timeout=PATIENCE_SECONDS"),
        ("If the vendor does not answer one question, the job waits for ever and no ticket has a team in the morning.",
         "Use the three seconds from the top of the file."),
        ("There is no timeout, so the night can hang until somebody kills it.", "Put PATIENCE_SECONDS here."),
    ),
    "a-night-of-nothing": Remark(
        NIGHTLY, r"except \(FileNotFoundError, MigrationError", "swallowed exception", "blocker",
        'run_night(["--warehouse", "nowhere.sqlite", "--store", str(tmp / "s.sqlite"), "--vendor", "http://vendor.example"])',
        ("All failures swallowed: decisions = [] and exit 0.", "Print to stderr, return 1."),
        ("When the night cannot run at all, it reports zero tickets and success. Nobody learns of the error until customers "
         "complain.", "Let it end with a sentence and a failure."),
        ("The errors are ignored and it returns 0, so nobody will notice.", "It should print the fault and return 1."),
    ),
    "examples-as-written": Remark(
        NIGHTLY, r"redact\(row\.subject\)", "personal data to the vendor", "blocker", "examples_of(small, date(2025, 3, 1))",
        ("Example bodies leave unredacted, with every single call.", 'redact(f"{row.subject}: {row.body}")'),
        ("Names and phone numbers of three customers are sent to the vendor with each ticket. Our decision says redacted.",
         "Redact the whole example."),
        ("The body of examples is sent without redact to the vendor, with personal data.", "Redact also the body."),
    ),
    "ceiling-of-a-night": Remark(
        NIGHTLY, "budget = Budget", "cost without a ceiling", "blocker",
        'summary(night(small_tickets(5), open_store(old_store(tmp)), CountingVendor(tokens=2000), "2025-10", "0.0042"))',
        ("spent() is never subtracted: the monthly ceiling resets each night. 30x.", "Budget(ceiling - spent(store, month))"),
        ("The description promises 40 dollars a month. What is spent already is not taken off, so each night may spend the "
         "whole budget again and the cost has no limit.", "Take off what the month has cost so far."),
        ("The money that was spent before is not counted, so the ceiling of month does not hold.", "Please subtract spent."),
    ),
    "calls-since-october": Remark(
        MIGRATION, "WHERE cost_micros > 0", "migration that loses rows", "blocker", 'spent(open_store(old_store(tmp)), "2025-09")',
        ("Backfill drops everything before October. spent() of older months becomes 0.", "WHERE cost_micros > 0"),
        ("The old calls from before October are not taken over by the migration. The cost of September becomes nothing, and "
         "the description says that all of it is kept.", "Copy all rows."),
        ("In the migration the older rows are lost, because of the date in WHERE.", "Remove the condition of date."),
    ),
    "batch-let-go": Remark(
        NIGHTLY, r"store\.rollback", "swallowed exception", "blocker", '[migrate(old_store(tmp)), len(night(small_tickets(2), connect(tmp / "old.sqlite"), CountingVendor(), "2025-12"))]',
        ("Error swallowed, batch lost. Not a retry, whatever the discussion says.", "save(store, batch) again, and let it raise."),
        ("When the store is busy, the error is hidden: fifty paid tickets are gone and the night carries on. "
         "The author says it is tried again. It is not.", "Try again, and fail loudly the second time."),
        ("The exception is hidden with a rollback and the batch is not saved.", "It should save a second time."),
    ),
    "marks-to-come": Remark(
        URGENCY, "AS bad_before", "leaking feature", "major",
        'ticket_features(db, date(2025, 10, 1), date(2025, 11, 1))["bad_before"].sum()',
        ("Leak: csat of b is known at b.closed_at, not opened_at.", "b.closed_at < t.opened_at"),
        ("The feature knows the future: it counts bad marks that customers gave only after this ticket came in.",
         "Count marks of tickets that were closed before."),
        ("The feature uses marks which are not known yet at this moment.", "Compare with closed_at."),
    ),
    "writers-again": Remark(
        SUPPORT, "writers = tickets", "fan-out join", "major", 'revenue_behind(small, "2025-02")',
        ("Fan-out: one row per ticket meets the account's revenue.", "drop_duplicates() before the merge."),
        ("The revenue of a customer is counted several times, once for each ticket. The busiest teams look the richest.",
         "Count each customer once a team."),
        ("With this merge the revenue becomes multiplied by the tickets.", "Drop the duplicates before."),
    ),
    "month-without-end": Remark(
        STORE, "bounds = ", "off-by-one at a month's end", "major", 'nights(open_store(old_store(tmp)), "2025-10")',
        ("Off by one: month_bounds is half-open already.", "end.isoformat()"),
        ("The last day of the month is missing. That was our mistake of last autumn already.", "Take the end as it comes."),
        ("The last day is lost, because end is already the first of next month.", "Without minus one day."),
    ),
    "urgent-while-open": Remark(
        SUPPORT, r"\.isna\(\)", "silent change of a metric", "major", 'tickets_by_team(db, "2025-10")["urgent"].sum()',
        ("Not a pure move: urgent now excludes closed tickets. Metric changed silently.", 'priority.eq("high") alone.'),
        ("The number of urgent tickets in the monthly report changes: closed ones no longer count, so old months fall. The "
         "description says it only moves.", "Keep what it meant, or announce it."),
        ("The metric urgent is changed and description does not mention it.", "Restore the old definition."),
    ),
    "calls-at-most": Remark(
        TESTS, r"vendor\.calls <= 70", "test that cannot fail", "major",
        'tests("tests/test_nightly.py::test_the_ceiling_of_the_month_holds", broken="night")',
        ("Always true: 70 tickets, at most 70 calls.", "== 5"),
        ("This test of the ceiling can never fail: seventy tickets cannot make more than seventy calls.",
         "Say the number that the ceiling allows."),
        ("The test is always green, also without ceiling.", "Please compare with 5."),
    ),
    "same-as-itself": Remark(
        TESTS, "again == examples_of", "test that cannot fail", "major",
        'tests("tests/test_nightly.py::test_the_examples_are_the_same_each_night", broken="examples_of")',
        ("Compares the call with itself. Cannot fail.", "Assert the expected teams."),
        ("It compares the function with itself, so it stays green whatever comes out.", "Say what the examples should be."),
        ("The test compares with the same function, it can not fail.", "Write the expected value."),
    ),
    "another-month": Remark(
        TESTS, "2025-11", "test that cannot fail", "major",
        'tests("tests/test_nightly.py::test_every_decision_of_a_night_is_kept", broken="night")',
        ("Tickets are October, the check reads November: all() of nothing. Cannot fail.", "2025-10, and compare the list."),
        ("The test looks at November, where nothing is, so it never fails and proves nothing.", "Look at October."),
        ("The month is wrong in the test, it is empty and the assert is always true.", "Use 2025-10."),
    ),
    "one-day-short": Remark(
        STORE, r"\.days - 1\)", "off-by-one at a month's end", "minor", 'len(days_without(open_store(old_store(tmp)), "2025-11"))',
        ("Off by one: range is exclusive already.", "range((end - first).days)"),
        ("The last day of the month is left out, so a night that failed on the 31st is never seen.", "Look at every day."),
        ("The last day is missing in this range.", "Remove the minus 1."),
    ),
}  # fmt: skip
SUMMARIES = (
    "Four defects, each with what shows it. Not for production in this state; the structure is fine.",
    "I am the one who wants this in production, so I read it twice. What it promises and what it does differ in four "
    "places. I would not put my name under it before they are mended.",
    "The change is well made and readable. I found four problems which must be repaired before it goes to production.",
)
QUIET = {
    "desk/nightly.py::^VERSION = ": ("secret in code", "A secret key stands in the code here."),
    "desk/urgency.py::LEFT JOIN tickets AS b": (
        "fan-out join",
        "This join multiplies the rows and counts each ticket twice.",
    ),
    "desk/store.py::def days_without": ("something else", "This name could be better."),
}


def reviews_of(faults: Sequence[str], others: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Twelve reviews of the variant with these faults; the copied one is of a variant with the other faults."""
    copied = [REMARKS[name].finding(0) for name in others]
    return reviews([REMARKS[name] for name in faults], SUMMARIES, QUIET, copied)


SHIPPED = {f"{number:04d}": variants.find_variant(f"{number:04d}").faults for number in range(201, 209)}


def farthest(faults: Sequence[str]) -> tuple[str, ...]:
    """The variant that ships and has the fewest of these faults: what was copied from there is wrong here."""
    return min(SHIPPED.values(), key=lambda one: len(set(one) & set(faults)))


REVIEWS = {number: reviews_of(faults, farthest(faults)) for number, faults in SHIPPED.items()}
