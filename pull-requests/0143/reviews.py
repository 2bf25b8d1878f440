"""Reviews of pull request 0143 in several voices, to prove that the score tells them apart."""

from tests.review.samples import Remark, reviews

CHURN, SALES = "desk/churn.py", "desk/sales.py"

REMARKS = [
    Remark(
        CHURN,
        r"^              AND status = 'open'$",
        "leaking feature",
        "blocker",
        'features(db, date(2025, 3, 1))["unpaid_invoices"].sum()',
        (
            "Leak: status is as of today. On :day those invoices were open too.",
            "paid_at >= :day OR status = 'open', as in late.",
        ),
        (
            "On the day of the prediction nobody can know which invoices stay unpaid. This feature knows it afterwards: "
            "20 in place of 326 in March, and those who never paid are those who left. The model looks better than it is.",
            "Count what was unpaid on that day, as the query above does.",
        ),
        (
            "Here is information from the future in the feature: status tells how the invoice is now, not at the day.",
            "Please look to paid_at also.",
        ),
    ),
    Remark(
        SALES,
        "except ValueError",
        "swallowed exception",
        "blocker",
        'call_list(small, "2024-05", 5)',
        (
            "Swallowed. No model -> everybody 0.0 and a list that looks normal. NoList is never raised.",
            "raise NoList(...) from fault",
        ),
        (
            "When there is no model, the list is written as if all were well, with zero for everyone. My sales team would "
            "call 25 people whom nobody chose, and nobody learns of the error.",
            "Let it fail and say so. An empty desk is better than a wrong list.",
        ),
        (
            "The error is catched and hidden, and the list comes with chance zero. Nobody will know.",
            "It must raise NoList.",
        ),
    ),
    Remark(
        SALES,
        "opened_at <= :last",
        "off-by-one at a month's end",
        "major",
        'tickets_in(small, "2025-03")',
        ("opened_at has a time. <= last day drops everything after midnight of it.", "opened_at < :end"),
        (
            "The tickets of the last day of the month are missing: 713 in place of 732 in March. We had that last autumn.",
            "Compare with the first day of the next month, as everywhere else.",
        ),
        ("The last day is lost, because in this column is also the hour.", "Better is < :end."),
    ),
]

REVIEWS = reviews(
    REMARKS,
    (
        "unpaid_invoices leaks, a failed model becomes a list of zeros, and the last day is cut. Not yet.",
        "Sales asks me for this list every week, so I read it with good will. It must not go out like this: it can be "
        "wrong without anybody knowing. Three things to mend, all of them small.",
        "The list is useful for sales. I found three problems, two of them are serious.",
    ),
    {
        "desk/churn.py::COALESCE\\(julianday": ("silent change of a metric", "365 for customers without use changes the metric without saying so."),
        "desk/sales.py::leaves_by": ("off-by-one at a month's end", "One day is missing here, the last day of the horizon is cut."),
        "desk/sales.py::def names_of": ("something else", "This name could be better."),
    },
    [
        {"path": "desk/sales.py", "line_match": "def call_list", "severity": "blocker", "evidence": "provider_token()",
         "problem": "A token stands in the code and everybody can read it.", "suggestion": "", "kind": "secret in code"},
        {"path": "desk/churn.py", "line_match": "last_used AS", "severity": "blocker",
         "evidence": "monthly_revenue(small, '2025-02', region=\"O'Brien\")",
         "problem": "The region becomes part of the query: SQL injection.", "suggestion": "", "kind": "SQL glued from strings"},
    ],
)  # fmt: skip
