"""Reviews of pull request 0148 in several voices, to prove that the score tells them apart."""

from tests.review.samples import Remark, reviews

NIGHTLY = "desk/nightly.py"

REMARKS = [
    Remark(
        NIGHTLY,
        "budget = Budget",
        "cost without a ceiling",
        "blocker",
        'summary(night(small_tickets(120), CountingVendor(tokens=2000), 0.02))["cost_usd"].sum()',
        (
            "New Budget per batch: the ceiling resets every 50 tickets. The night is unbounded.",
            "One Budget above the loop.",
        ),
        (
            "The ceiling is for the night, and each batch of fifty gets the whole budget again. With 120 tickets we spend "
            "six cents where two were allowed. After a breakdown nothing stops the cost.",
            "Make the budget once, before the first batch.",
        ),
        (
            "The budget is made new in each batch, so the cost has not a limit for the whole night.",
            "Put this line before the loop.",
        ),
    ),
    Remark(
        NIGHTLY,
        "question = f",
        "personal data to the vendor",
        "blocker",
        "sent_at_night(small_tickets(1))",
        (
            "Body goes out unredacted in the second question; only subject is redacted.",
            "redact() the whole text, once.",
        ),
        (
            "Names and phone numbers of customers are sent to the vendor with the second question. Our own decision says "
            "that nothing leaves before it is redacted.",
            "Redact the body as well as the subject.",
        ),
        ("The body is sent to vendor without redact, with name and telephone of the customer.", "Use redact for both."),
    ),
]

REVIEWS = reviews(
    REMARKS,
    (
        "Ceiling per batch, not per night, and the second question leaks the body. Tests have one batch and look at sent[:2].",
        "I want this to run, and I signed the decision about what the vendor may see. This breaks it, and the ceiling is "
        "no ceiling. Two lines to mend.",
        "The second question is a good idea. Two problems must be repaired before.",
    ),
    {
        "desk/nightly.py::except VendorError": ("swallowed exception", "The error is swallowed here, nobody learns that the vendor failed."),
        "desk/nightly.py::size: int = BATCH": ("off-by-one at a month's end", "The last ticket of each batch is missing, off by one."),
        "desk/nightly.py::def second_look": ("something else", "This function is long."),
    },
    [
        {"path": "desk/nightly.py", "line_match": "def in_batches", "severity": "blocker", "evidence": "provider_token()",
         "problem": "A token stands in the code and everybody can read it.", "suggestion": "", "kind": "secret in code"},
        {"path": "desk/doubles.py", "line_match": "def sent_at_night", "severity": "blocker",
         "evidence": "paying_customers(db, date(2025, 12, 31))",
         "problem": "The number of customers changes without saying so.", "suggestion": "", "kind": "silent change of a metric"},
    ],
)  # fmt: skip
