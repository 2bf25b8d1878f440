"""Reviews of pull request 0138 in several voices, to prove that the score tells them apart."""

from tests.review.samples import Remark, reviews

REVENUE, TESTS = "desk/revenue.py", "tests/test_filters.py"
_WHOLE = "tests/test_filters.py::test_the_regions_add_up_to_the_whole"

REMARKS = [
    Remark(
        REVENUE,
        r"conditions \+= f",
        "SQL glued from strings",
        "blocker",
        """monthly_revenue(small, "2025-02", region="O'Brien")""",
        ("region is interpolated into the SQL, plan is bound. Injection from --region.", "Bind :region like :plan."),
        (
            "The region that somebody types becomes part of the query itself. With a little skill they read everything, "
            "and a region with an apostrophe gives an error.",
            "Do for the region what the next lines do for the plan.",
        ),
        ("The text of region goes direct inside the SQL. It is possible an injection.", "Please use the parameter."),
    ),
    Remark(
        REVENUE,
        r"i\.status = 'paid'",
        "silent change of a metric",
        "blocker",
        "paying_customers(db, date(2025, 12, 31))",
        (
            "Was status <> 'void', is status = 'paid'. Open invoices drop out of paying_customers. Not in the description.",
            "Restore <> 'void', or a CHANGELOG entry and its own PR.",
        ),
        (
            "The number of paying customers changes for everybody, not only with a filter: 1,586 in place of 1,716 at the "
            "end of December. Customers whose invoice is not due yet no longer count. The description says nothing changes.",
            "Put the old condition back. If we want another definition, that is a decision for Finance.",
        ),
        (
            "Before, the metric has counted all invoices without void. Now it counts only paid invoices, and description "
            "does not say it.",
            "Please return to the old condition.",
        ),
    ),
    Remark(
        TESTS,
        r"sorted\(parts\) == sorted",
        "test that cannot fail",
        "major",
        f'tests("{_WHOLE}", broken="monthly_revenue")',
        (
            "Tautology: compares the keys with the list they were made from. Nothing is summed.",
            "assert sum(parts.values()) == whole",
        ),
        (
            "This test stays green even when the revenue is not there at all, I tried. It promises that the regions add up, and it never adds them.",
            "Add up the four regions and compare that with the whole.",
        ),
        ("The test compares the names with the same names, so it can not fail never.", "Make the sum of parts."),
    ),
]

REVIEWS = reviews(
    REMARKS,
    (
        "Injection via region, and paying_customers is redefined for everybody. The one test that matters is a tautology.",
        "I like the filter and my regional leads wait for it. But one number of the board's page changes without a word, "
        "and the region is not safe. Please mend these three before we merge.",
        "Good idea, thank you. There are three things which must be repaired before the merge.",
    ),
    {
        "desk/report.py::map\\(str\\.lower, part\\)": ("migration that loses rows", "A name with a slash can write outside of the folder, data loss."),
        "desk/revenue.py::FROM accounts AS a": ("fan-out join", "The changed join counts customers twice for each invoice."),
        "desk/report.py::_headline_of_part": ("something else", "This may be slow."),
    },
    [
        {"path": "desk/report.py", "line_match": "part = \\[", "severity": "blocker", "evidence": "call_list(small, '2024-05', 5)",
         "problem": "When no model can be learned the error is swallowed and the list is written all the same.", "suggestion": "", "kind": "swallowed exception"},
        {"path": "desk/revenue.py", "line_match": "asked, values = chosen", "severity": "blocker", "evidence": "features(db, date(2025, 3, 1))",
         "problem": "The feature knows the future: the status is of today.", "suggestion": "", "kind": "leaking feature"},
    ],
)  # fmt: skip
