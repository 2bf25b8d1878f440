"""Reviews of pull request 0151 in several voices, to prove that the score tells them apart."""

from tests.review.samples import Remark, reviews

REVENUE, CUSTOMERS, TESTS = "desk/revenue.py", "desk/customers.py", "tests/test_customers.py"
_EACH = "tests/test_customers.py::test_each_region_has_its_customers"

REMARKS = [
    Remark(
        REVENUE,
        r"a\.status = 'active'",
        "silent change of a metric",
        "blocker",
        "paying_customers(db, date(2025, 6, 30))",
        (
            "cancelled_on > :day became status = 'active'. Status is as of today, so every past day loses later leavers.",
            "Restore the condition on cancelled_on, and the old assertion in test_revenue.",
        ),
        (
            "The number of paying customers of every past month falls, since whoever has left since then no longer counts. "
            "The newest page was compared, and the newest is the one on which it makes no difference.",
            "Put the old condition back. A page of June must not change because somebody leaves in autumn.",
        ),
        (
            "The column status says how the customer is now and not on that day, so the old months become lower.",
            "Please take cancelled_on again.",
        ),
    ),
    Remark(
        CUSTOMERS,
        r"rows\.append\(total",
        "swallowed exception",
        "major",
        "customers_table(db, date(2025, 12, 31))",
        (
            "DataFrame.append is gone since pandas 2. AttributeError, swallowed: the total row is never there.",
            "pd.concat, and no except.",
        ),
        (
            "The total that is promised is not in the table, I ran it. The function that should add it does not exist in our "
            "version, and the error is caught so that nobody hears of it.",
            "Add the row in another way, and let an error be an error.",
        ),
        (
            "This append does not exist in our pandas. The error is hidden and the total is missing in the page.",
            "Use concat and delete the try.",
        ),
    ),
    Remark(
        TESTS,
        r"expected = \{region: customers_in",
        "test that cannot fail",
        "major",
        f'tests("{_EACH}", broken="customers_in")',
        (
            "Expected values come from the function under test. Passes with customers_in broken.",
            "Count small by hand: 2, 4, 1, 3.",
        ),
        (
            "The test compares the code with itself. I took the function away and it still passes, so it can hold nothing.",
            "Write the four numbers down, counted by hand.",
        ),
        ("The test makes the expected values with the same function, so it is green always.", "Put numbers by hand."),
    ),
]

REVIEWS = reviews(
    REMARKS,
    (
        "PAYING is not what it replaces, append does not exist, and the main test checks the code against itself.",
        "I want this table, and one place for the conditions is a good idea. But the number of every past month changes, "
        "the total is missing, and the test that should see it cannot. Please mend these three before we merge.",
        "The table is useful for us. Three things must be repaired before.",
    ),
    {
        "desk/customers.py::WHERE \\{PAYING\\}": ("SQL glued from strings", "A text is put inside of the query with braces, it is injection."),
        "desk/report.py::last = month_bounds": ("off-by-one at a month's end", "The last day of the month is cut here, it should be the first of the next."),
        "desk/customers.py::^REGIONS": ("something else", "These names could stand in a file of settings."),
    },
    [
        {"path": "desk/report.py", "line_match": "last = month_bounds", "severity": "blocker", "evidence": "call_list(small, '2024-05', 5)",
         "problem": "When no model can be learned the list is written all the same.", "suggestion": "", "kind": "leaking feature"},
        {"path": "desk/customers.py", "line_match": "^REGIONS", "severity": "blocker", "evidence": "provider_token()",
         "problem": "A token stands in the code and everybody can read it.", "suggestion": "", "kind": "secret in code"},
    ],
)  # fmt: skip
