"""Reviews of pull request 0134 in several voices, to prove that the score tells them apart."""


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


RATES, PATIENCE, TRIAGE = "desk/rates.py", "desk/patience.py", "desk/triage.py"

REVIEWS = [
    _review(
        "good",
        "a former programmer, terse",
        "approve",
        "Counted the tries in `patiently`: two in range(TRIES - 1), one below. Pauses 0.5 and 1 as before. "
        "RatesBusy is a "
        "RatesError, so callers of fetch_rates see no difference. "
        "`len(fetch_rates(local_server(pages=[[]], fail=[429, 429]).url, 't')) == 0`, without an error, on both.",
    ),
    _review(
        "good",
        "a chief operating officer, in plain words",
        "approve",
        "I had expected that the vendor is asked more often now, and it is not. In desk/triage.py the call with "
        "VendorBusy stands inside the same try as before, and `patiently` asks three times. I tried "
        "`calls_made(small_tickets(1), 1, BusyVendor()) == 3`. The tests of "
        "test_triage are "
        "not touched.",
        _finding(
            PATIENCE,
            r"PAUSE_SECONDS = 0\.5",
            "question",
            "Should the next service have the same pauses, or will it bring its own?",
            kind="something else",
        ),
    ),
    _review(
        "good",
        "English as a third language",
        "approve",
        "The generator _pages is read by list before own.close, so it is safe. Status 429 and 5xx go to "
        "RatesBusy, other "
        "ones to RatesError, like before. patiently does not catch the last error and this is right. "
        "`calls_made(small_tickets(20), 1, BrokenVendor()) == 3` as before.",
        _finding(
            "tests/test_patience.py",
            r"def answers",
            "minor",
            "A word more in this text would help the reader.",
            "calls_made(small_tickets(20), 1, BrokenVendor())",
            kind="something else",
        ),
    ),
    _review(
        "middling",
        "approves, and says little",
        "approve",
        "I read desk/patience.py and it looks right to me, thank you.",
    ),
    _review(
        "middling",
        "approves, with an alarm",
        "approve",
        "Good to have patiently in one place, for desk/rates.py and desk/triage.py.",
        _finding(
            PATIENCE,
            r"return ask\(\)$",
            "major",
            "The last error is not caught here: it goes on to the caller.",
            kind="swallowed exception",
        ),
    ),
    _review(
        "middling",
        "no verdict",
        "comment",
        "The loop of patiently in desk/patience.py looks right to me. Somebody else should look at the pages in rates.",
    ),
    _review("poor", "empty", "approve", ""),
    _review(
        "poor",
        "spray: every family on every line",
        "request_changes",
        "There are many problems here.",
        *(
            _finding(path, pattern, "blocker", problem, kind=kind)
            for kind, problem in [
                ("missing time-out", "There is no time-out."),
                ("swallowed exception", "An error is not seen."),
                ("cost without a ceiling", "It is asked again without an end."),
                ("secret in code", "A token stands here."),
            ]
            for path, pattern in [
                (RATES, r"own = client or"),
                (RATES, r"def _pages"),
                (RATES, r"response = client\.get"),
                (PATIENCE, r"except busy"),
                (PATIENCE, r"PAUSE_SECONDS = "),
                (TRIAGE, r"patiently\("),
            ]
        ),
    ),
    _review(
        "poor",
        "style alone",
        "request_changes",
        "Please give things other names, and write shorter lines.",
        _finding(
            PATIENCE, r"def patiently", "major", "patiently is not a good name for a function.", kind="something else"
        ),
        _finding(RATES, r"chain\.from_iterable", "minor", "This is hard to read.", kind="something else"),
    ),
    _review(
        "poor",
        "sees what looks wrong, and stops there",
        "request_changes",
        "The time-out is gone, an error is swallowed, and the pause has doubled.",
        _finding(
            PATIENCE,
            r"except busy",
            "blocker",
            "The error is swallowed here and nobody sees it.",
            kind="swallowed exception",
        ),
        _finding(RATES, r"response = client\.get", "blocker", "The request has no time-out.", kind="missing time-out"),
        _finding(
            PATIENCE,
            r"PAUSE_SECONDS = 0\.5",
            "major",
            "The pause was 0.25 and is twice as long without a reason.",
            kind="silent change of a metric",
        ),
    ),
    _review(
        "poor",
        "right reasons, wrong verdict",
        "request_changes",
        "patiently asks three times as before, RatesBusy is a RatesError, and the pauses are the same. Still, such a "
        "change of desk/rates.py is a risk, and I would leave it.",
    ),
    _review(
        "poor",
        "copied from another pull request",
        "request_changes",
        "The revenue is counted several times, and the last day of the month is missing.",
        _finding(
            RATES,
            r"rows = list",
            "blocker",
            "This join counts revenue once for each ticket: fan-out.",
            "revenue_per_ticket(db, '2025-03')",
            kind="fan-out join",
        ),
        _finding(
            RATES,
            r"page: int",
            "major",
            "The last day of the month is lost.",
            "monthly_revenue(db, '2025-03')",
            kind="off-by-one at a month's end",
        ),
    ),
]
