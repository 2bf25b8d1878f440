"""Reviews of pull request 0153 in several voices, to prove that the score tells them apart."""

from tests.review.samples import Remark, reviews

NIGHTLY, TRIAGE = "desk/nightly.py", "desk/triage.py"

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
            "Body goes out unredacted in the second question; only subject is redacted. The comment says otherwise.",
            "redact() the whole text, once.",
        ),
        (
            "Names and phone numbers of customers are sent to the vendor with the second question. Our own decision says "
            "that nothing leaves before it is redacted.",
            "Redact the body as well as the subject.",
        ),
        ("The body is sent to vendor without redact, with name and telephone of the customer.", "Use redact for both."),
    ),
    Remark(
        TRIAGE,
        "LEAST_CONFIDENCE = 0",
        "silent change of a metric",
        "major",
        "triage(small_tickets(1), CountingVendor(confidence=0.55), Budget(1))",
        (
            "Threshold 0.6 -> 0.5, not in the description, and the test was moved from 0.59 to 0.49 to stay green.",
            "Own pull request, with numbers from the pilot.",
        ),
        (
            "From now on we follow the vendor when it is only half sure, by day as well, and the description says that "
            "nothing of today is affected. The old test would have told us; its number was changed.",
            "Leave the threshold as it is. If it should move, let us decide that for itself.",
        ),
        (
            "The limit of confidence is lower and nobody says it, also the test has been changed for this.",
            "Please put back 0.6.",
        ),
    ),
]

REVIEWS = reviews(
    REMARKS,
    (
        "Ceiling per batch, not per night, the second question leaks the body, and the threshold moved without a word.",
        "I want this to run, and I signed the decision about what the vendor may see. This breaks it, the ceiling is "
        "no ceiling, and today's sorting changes along with it. A few lines to mend.",
        "The second question is a good idea. Three problems must be repaired before.",
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
         "evidence": "features(db, date(2025, 3, 1))",
         "problem": "The feature knows the future, its status is of today.", "suggestion": "", "kind": "leaking feature"},
    ],
)  # fmt: skip
