"""Reviews of pull request 0131 in several voices, to prove that the score tells them apart."""


def _finding(path, line_match, severity, problem, evidence="", suggestion="", *, kind):
    return {
        "path": path,
        "line_match": line_match,
        "severity": severity,
        "problem": problem,
        "evidence": evidence,
        "suggestion": suggestion,
        "kind": kind,
    }


def _review(kind, name, verdict, summary, *findings):
    return {"kind": kind, "name": name, "verdict": verdict, "summary": summary, "findings": list(findings)}


SUPPORT = "desk/support.py"

REVIEWS = [
    _review(
        "good",
        "a former programmer, terse",
        "request_changes",
        "Fan-out in the new query, and the last day is cut off. Tests use the months that hide both.",
        _finding(
            SUPPORT,
            "SELECT account_id, ticket_id",
            "blocker",
            "Fan-out: asked has one row per ticket, so SUM(billed.revenue) multiplies by tickets.",
            "revenue_per_ticket_by_plan(small, '2025-02')",
            suggestion="COUNT(*) and GROUP BY account_id inside asked, then join.",
            kind="fan-out join",
        ),
        _finding(
            SUPPORT,
            "WHERE opened_at BETWEEN",
            "major",
            "opened_at has a time. BETWEEN a date drops everything after 00:00 of the last day.",
            "revenue_per_ticket_by_plan(db, '2025-03')",
            suggestion="opened_at >= :first AND opened_at < :end.",
            kind="off-by-one at a month's end",
        ),
    ),
    _review(
        "good",
        "a chief operating officer, in plain words",
        "request_changes",
        "I put the new table beside the old one. The revenue of a plan must be the same number on one page, "
        "and it is not. Please do not merge this before the two agree.",
        _finding(
            SUPPORT,
            r"SUM\(billed\.revenue\)",
            "blocker",
            "The revenue of a customer is counted several times, once for each ticket that they wrote. Crew "
            "is about ten percent too high in November.",
            "revenue_per_ticket_by_plan(db, '2025-11')",
            suggestion="Count the tickets of an account first, and bring them together afterwards.",
            kind="fan-out join",
        ),
        _finding(
            SUPPORT,
            "opened_at BETWEEN",
            "major",
            "Tickets of the last day of the month are missing. We had this in November already, and I had to "
            "explain it to the board.",
            "revenue_per_ticket_by_plan(db, '2025-10')",
            kind="off-by-one at a month's end",
        ),
    ),
    _review(
        "good",
        "English as a third language",
        "request_changes",
        "The idea is good and I like one query. But two numbers are not right and the tests do not see it.",
        _finding(
            SUPPORT,
            "LEFT JOIN asked",
            "blocker",
            "With this join the rows become multiplied: one account with 3 tickets gives 3 times revenue.",
            "revenue_per_ticket_by_plan(db, '2025-03')",
            suggestion="Make the sum of tickets before the join, please.",
            kind="fan-out join",
        ),
        _finding(
            SUPPORT,
            "opened_at BETWEEN",
            "blocker",
            "The last day of month is lost, because in opened_at is also the hour.",
            "revenue_per_ticket_by_plan(small, '2025-03')",
            kind="off-by-one at a month's end",
        ),
    ),
    _review(
        "middling",
        "the large fault alone, without evidence",
        "request_changes",
        "The revenue in the new table is too high.",
        _finding(
            SUPPORT,
            r"COUNT\(asked\.ticket_id\)",
            "major",
            "Revenue is counted twice where an account has two tickets.",
            kind="fan-out join",
        ),
    ),
    _review(
        "middling",
        "the lesser fault, and two alarms",
        "request_changes",
        "The dates are not right, and I am not sure about the rest.",
        _finding(
            SUPPORT,
            "opened_at BETWEEN",
            "major",
            "The last day of the month is missing here.",
            "revenue_per_ticket_by_plan(db, '2025-10')",
            kind="off-by-one at a month's end",
        ),
        _finding(
            SUPPORT,
            "issued_on BETWEEN",
            "major",
            "The last day of the month is missing here, too.",
            kind="off-by-one at a month's end",
        ),
        _finding(
            SUPPORT,
            r"replace\(FORMER_PLANS\)",
            "major",
            "Old names of plans are changed to new ones without saying so: the metric changes.",
            kind="silent change of a metric",
        ),
    ),
    _review(
        "middling",
        "both seen, and no verdict",
        "comment",
        "I would look again at the join and at the dates before this is merged.",
        _finding(
            SUPPORT,
            "LEFT JOIN asked",
            "blocker",
            "This join fans out: revenue is repeated for each ticket.",
            kind="fan-out join",
        ),
        _finding(
            SUPPORT,
            "opened_at BETWEEN",
            "minor",
            "Tickets on the last day of the month may be lost.",
            kind="off-by-one at a month's end",
        ),
    ),
    _review(
        "poor",
        "empty",
        "approve",
        "",
    ),
    _review(
        "poor",
        "spray: every family on every line",
        "request_changes",
        "There are many problems here.",
        *(
            _finding(SUPPORT, pattern, "blocker", problem, kind=kind)
            for kind, problem in [
                ("fan-out join", "Rows are multiplied."),
                ("SQL glued from strings", "This query is glued from text."),
                ("silent change of a metric", "The number changes without saying so."),
                ("leaking feature", "This knows the future."),
                ("off-by-one at a month's end", "The last day is lost."),
            ]
            for pattern in [
                r"def revenue_per_ticket_by_plan",
                r"SELECT account_id, ticket_id",
                r"opened_at BETWEEN",
                r"JOIN fx_rates",
                r"issued_on BETWEEN",
                r"plans\.groupby",
                r"\.where\(",
            ]
        ),
    ),
    _review(
        "poor",
        "style alone",
        "request_changes",
        "Please make the names longer and the function shorter.",
        _finding(
            SUPPORT,
            "def revenue_per_ticket_by_plan",
            "major",
            "This name is very long, and the function has more than thirty lines.",
            kind="something else",
        ),
        _finding(SUPPORT, "divisor", "minor", "divisor is not a good name.", kind="something else"),
    ),
    _review(
        "poor",
        "right place, wrong reason",
        "request_changes",
        "The query is not safe.",
        _finding(
            SUPPORT,
            "SELECT account_id, ticket_id",
            "blocker",
            "An attacker can inject SQL here, because the query is a text.",
            kind="SQL glued from strings",
        ),
        _finding(
            SUPPORT, "opened_at BETWEEN", "blocker", "There is no time-out for this query.", kind="missing time-out"
        ),
    ),
    _review(
        "poor",
        "right faults, wrong verdict",
        "approve",
        "Two remarks, which can wait. The table is useful, so let us merge it.",
        _finding(
            SUPPORT,
            "SELECT account_id, ticket_id",
            "minor",
            "Fan-out: revenue is counted once for each ticket.",
            "revenue_per_ticket_by_plan(db, '2025-03')",
            kind="fan-out join",
        ),
        _finding(
            SUPPORT,
            "opened_at BETWEEN",
            "minor",
            "The last day of the month is missing.",
            "revenue_per_ticket_by_plan(db, '2025-03')",
            kind="off-by-one at a month's end",
        ),
    ),
    _review(
        "poor",
        "copied from another pull request",
        "request_changes",
        "The vendor sees names of customers, and there is no ceiling for what it costs.",
        _finding(
            SUPPORT,
            r"plans = table\(",
            "blocker",
            "The text of the ticket goes to the vendor before it is redacted.",
            "sent_to_vendor(small_tickets(3))",
            kind="personal data to the vendor",
        ),
        _finding(
            SUPPORT,
            "FROM accounts AS a",
            "blocker",
            "A batch has no ceiling in dollars.",
            "calls_made(small_tickets(20), 0.02)",
            kind="cost without a ceiling",
        ),
    ),
]
