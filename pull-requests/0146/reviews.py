"""Reviews of pull request 0146 in several voices, to prove that the score tells them apart."""

from tests.review.samples import Remark, reviews

PROVIDER = "desk/provider.py"

REMARKS = [
    Remark(
        PROVIDER,
        r"httpx\.Timeout\(None",
        "missing time-out",
        "major",
        'fetch_from_provider(local_server(hang=True).url, "a-token")',
        (
            "Timeout(None, connect=...): reads wait forever. READ_SECONDS is unused.",
            "Timeout(READ_SECONDS, connect=CONNECT_SECONDS)",
        ),
        (
            "If the provider takes our question and never answers, this waits for ever, and the work behind it waits too.",
            "Use the two seconds that stand at the top of the file.",
        ),
        (
            "There is no timeout for the reading, only for connect. The job can hang the whole night.",
            "Use READ_SECONDS.",
        ),
    ),
    Remark(
        PROVIDER,
        "rpk-58d1",
        "secret in code",
        "blocker",
        "provider_token()",
        (
            "Hard-coded token as the default. Rotate it; it is in the history now.",
            'Default "", and revoke this one today.',
        ),
        (
            "A real token stands in the code. Everybody with access to the repository can use our account at the provider.",
            "Take it out, and ask the provider for a new token, since this one is known now.",
        ),
        (
            "The secret token is written in the source code, so all people can read it.",
            "It must be revoked, not only deleted.",
        ),
    ),
    Remark(
        PROVIDER,
        "^            continue",
        "swallowed exception",
        "major",
        'read_rates([dict(code="CAD", date="2026-02-28", value="n/a")])',
        (
            "Swallows unreadable rates. A renamed field gives an empty table and exit 0.",
            "Raise RatesError with the entry.",
        ),
        (
            "A rate that cannot be read is skipped and nobody learns of it. Then a month is missing, and Canada is "
            "reported at a wrong rate or not at all.",
            "Stop and say which rate it was.",
        ),
        ("The error is ignored with continue, and the rate is silently lost.", "Please raise an error here."),
    ),
]

REVIEWS = reviews(
    REMARKS,
    (
        "Token in the code, no read time-out, bad rates dropped silently. Revoke the token whatever happens to the PR.",
        "Finance needs this in January. But our token lies open in it, and a bad answer would pass without a word. "
        "Please mend the three places and have the token replaced.",
        "Thank you for the work. The token must go out before the merge, and two other things also.",
    ),
    {
        "desk/provider.py::^LIST = ": ("secret in code", "This is a secret key in the code."),
        "desk/provider.py::1 / units": ("silent change of a metric", "The rate is turned round without saying so, the metric changes."),
        "tests/test_provider.py::def test_no_rate_at_all": ("something else", "This test could be shorter."),
    },
    [
        {"path": "desk/provider.py", "line_match": "both = before", "severity": "blocker", "evidence": "revenue_per_ticket(db, '2025-03')",
         "problem": "The join fans out and revenue is counted twice.", "suggestion": "", "kind": "fan-out join"},
        {"path": "desk/rates.py", "line_match": "def page_of", "severity": "blocker", "evidence": "tickets_in(small, '2025-03')",
         "problem": "The last day of the month is missing.", "suggestion": "", "kind": "off-by-one at a month's end"},
    ],
)  # fmt: skip
