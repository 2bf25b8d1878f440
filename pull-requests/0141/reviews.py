"""Reviews of pull request 0141 in several voices, to prove that the score tells them apart."""


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


MIGRATE, TRIAGE, CHURN = "desk/migrate.py", "desk/triage.py", "tests/test_churn.py"

REVIEWS = [
    _review(
        "good",
        "a former programmer, terse",
        "approve",
        "finally after COMMIT is harmless: _undo checks in_transaction first. PAUSE_SECONDS times 2**attempt "
        "from 0 gives "
        "0.5 and 1, range(TRIES - 1) plus one is three. Old churn test could not see the order. "
        "`row_counts(open_store(old_store(tmp)))['decisions'] == 4` on both.",
    ),
    _review(
        "good",
        "a chief operating officer, in plain words",
        "approve",
        "Three things that made me nervous, and each holds. With _undo in desk/migrate.py the store still has its rows: "
        "`len(decisions_of(open_store(old_store(tmp)), '2025-10')) == 3`. The vendor is asked three times, with the "
        "PAUSE_SECONDS of before. The test of precision that goes would not have noticed a wrong order.",
        _finding(
            TRIAGE,
            r"PAUSE_SECONDS = 0\.5",
            "question",
            "Should desk/rates.py be written in the same way one day?",
            kind="something else",
        ),
    ),
    _review(
        "good",
        "English as a third language",
        "approve",
        "I have tried: with ascending=True the old test was green and the new test with Told is red. In migrate the "
        "finally covers both except. Number 0.5 is right because attempt begins from zero: "
        "`3 == calls_made(small_tickets(1), 1, BusyVendor())`.",
        _finding(
            CHURN,
            r"class Told",
            "minor",
            "Maybe one word more what Told is for.",
            "calls_made(small_tickets(3), 1, BusyVendor(times=2))",
            kind="something else",
        ),
    ),
    _review(
        "middling",
        "approves, and says little",
        "approve",
        "I have read desk/migrate.py twice now and all of it seems fine to me.",
    ),
    _review(
        "middling",
        "approves, with an alarm",
        "approve",
        "finally in desk/migrate.py is shorter, and PAUSE_SECONDS in triage says what it is.",
        _finding(
            MIGRATE,
            r"finally:",
            "major",
            "This runs after a success as well, and takes rows back that are fine.",
            kind="migration that loses rows",
        ),
    ),
    _review(
        "middling",
        "no verdict",
        "comment",
        "PAUSE_SECONDS in triage is right, I have counted. Somebody else should look at finally in migrate.",
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
                ("swallowed exception", "An error is not seen any more."),
                ("test that cannot fail", "This test says nothing."),
                ("migration that loses rows", "Rows are lost."),
                ("cost without a ceiling", "It is asked too often."),
            ]
            for path, pattern in [
                (MIGRATE, r"finally:"),
                (MIGRATE, r"in_transaction"),
                (TRIAGE, r"PAUSE_SECONDS = "),
                (TRIAGE, r"range\(TRIES - 1\)"),
                (CHURN, r"class Told"),
                (CHURN, r"def test_precision"),
            ]
        ),
    ),
    _review(
        "poor",
        "style alone",
        "request_changes",
        "Three things in one change, and names that say little.",
        _finding(CHURN, r"class Told", "major", "Told is not a good name for a class.", kind="something else"),
        _finding(MIGRATE, r"where one is still open", "minor", "This line is long.", kind="something else"),
    ),
    _review(
        "poor",
        "sees what looks wrong, and stops there",
        "request_changes",
        "An except is deleted, a test is deleted, and a number is changed. That is not how to make things safer.",
        _finding(
            MIGRATE,
            r"finally:",
            "blocker",
            "The error is swallowed now, nobody raises it again.",
            kind="swallowed exception",
        ),
        _finding(
            CHURN,
            r"class Told",
            "blocker",
            "A test was deleted to make the rest green.",
            kind="test that cannot fail",
        ),
        _finding(
            TRIAGE,
            r"range\(TRIES - 1\)",
            "major",
            "The vendor is asked two times only: one try is missing.",
            kind="cost without a ceiling",
        ),
    ),
    _review(
        "poor",
        "right reasons, wrong verdict",
        "request_changes",
        "finally in migrate is right, PAUSE_SECONDS gives the same pauses, and the old test of precision said "
        "nothing. "
        "Still, I would not touch code that works.",
    ),
    _review(
        "poor",
        "copied from another pull request",
        "request_changes",
        "The vendor sees names of customers, and there is no ceiling for what it costs.",
        _finding(
            TRIAGE,
            r"return vendor\.ask",
            "blocker",
            "The ticket goes to the vendor before it is redacted.",
            "sent_to_vendor(small_tickets(3))",
            kind="personal data to the vendor",
        ),
        _finding(
            TRIAGE,
            r"PAUSE_SECONDS = ",
            "blocker",
            "A batch has no ceiling in dollars.",
            "calls_made(small_tickets(20), 0.02)",
            kind="cost without a ceiling",
        ),
    ),
]
