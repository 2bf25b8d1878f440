"""Reviews of pull request 0136 in several voices, to prove that the score tells them apart."""


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


MIGRATION, STORE, TESTS = "desk/migrations/0004_confidences.sql", "desk/store.py", "tests/test_store.py"
OLD = "confidences(open_store(old_store(tmp)), '2025-10')"
GREEN = "tests('tests/test_store.py::test_the_confidence_of_every_answer_is_kept', broken='save')"

REVIEWS = [
    _review(
        "good",
        "a former programmer, terse",
        "request_changes",
        "0004 drops every confidence below the threshold, irreversibly. And the main new test asserts nothing.",
        _finding(
            MIGRATION,
            r"decided_by = 'vendor'",
            "blocker",
            "Rows with decided_by = 'rules' and a confidence are not copied, then the column goes. Data loss.",
            OLD,
            suggestion="WHERE confidence IS NOT NULL.",
            kind="migration that loses rows",
        ),
        _finding(
            TESTS,
            r"between\(0, 1\)",
            "major",
            "True for an empty list: this test cannot fail.",
            GREEN,
            suggestion="Compare with [0.2] * 4 + [0.9] * 4.",
            kind="test that cannot fail",
        ),
    ),
    _review(
        "good",
        "a chief operating officer, in plain words",
        "request_changes",
        "We want these numbers to find out whether 0.6 is right. The change throws away exactly the ones "
        "below 0.6, and "
        "they can't be had again. Please keep them all.",
        _finding(
            MIGRATION,
            r"decided_by = 'vendor'",
            "blocker",
            "The answers that the vendor was unsure of are lost when the store is moved: the rules decided there.",
            OLD,
            kind="migration that loses rows",
        ),
        _finding(
            TESTS,
            r"between\(0, 1\)",
            "major",
            "This test stays green when nothing is saved at all. It tests nothing of what its name says.",
            GREEN,
            kind="test that cannot fail",
        ),
    ),
    _review(
        "good",
        "English as a third language",
        "request_changes",
        "Good idea, a table for each answer. But migration makes some rows disappear and one test is always green.",
        _finding(
            "tests/test_migrate.py",
            r"3, None, 301",
            "blocker",
            "Before here was 0.31 and now is None. So the migration has lost this row, it is not coming back.",
            "decisions_of(open_store(old_store(tmp)), '2025-10')",
            kind="migration that loses rows",
        ),
        _finding(
            TESTS,
            r"between\(0, 1\)",
            "minor",
            "With no confidence in the list the test passes too. It can never be red.",
            GREEN,
            kind="test that cannot fail",
        ),
    ),
    _review(
        "middling",
        "the loss alone, without evidence",
        "request_changes",
        "I think that the migration loses something.",
        _finding(
            MIGRATION,
            r"decided_by = 'vendor'",
            "major",
            "Rows that the rules decided are lost here, although some have a confidence.",
            kind="migration that loses rows",
        ),
    ),
    _review(
        "middling",
        "the weak test, and two alarms",
        "request_changes",
        "The tests do not convince me, and the store returns something else.",
        _finding(
            TESTS,
            r"between\(0, 1\)",
            "major",
            "This test cannot fail, whatever is kept.",
            GREEN,
            kind="test that cannot fail",
        ),
        _finding(
            STORE,
            r"return new",
            "major",
            "The number that save returns is another one now: a silent change.",
            kind="silent change of a metric",
        ),
        _finding(
            STORE,
            r"LIMIT 1",
            "minor",
            "This join makes two rows for a ticket with two confidences: fan-out.",
            kind="fan-out join",
        ),
    ),
    _review(
        "middling",
        "both seen, and no verdict",
        "comment",
        "Please look at the WHERE of the migration, and at the first new test.",
        _finding(
            MIGRATION,
            r"decided_by = 'vendor'",
            "blocker",
            "Rows of the rules are not copied, so they are lost.",
            kind="migration that loses rows",
        ),
        _finding(
            TESTS,
            r"between\(0, 1\)",
            "minor",
            "This holds for an empty list, so the test never fails.",
            kind="test that cannot fail",
        ),
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
                ("migration that loses rows", "Rows are lost."),
                ("test that cannot fail", "This test is always green."),
                ("fan-out join", "Rows are multiplied."),
                ("SQL glued from strings", "This query is glued from text."),
                ("swallowed exception", "An error is not seen."),
            ]
            for path, pattern in [
                (MIGRATION, r"CREATE TABLE confidences"),
                (MIGRATION, r"decided_by = 'vendor'"),
                (MIGRATION, r"INSERT INTO decisions_new"),
                (STORE, r"decisions = list"),
                (STORE, r"LIMIT 1"),
                (STORE, r"def confidences"),
                (TESTS, r"between\(0, 1\)"),
            ]
        ),
    ),
    _review(
        "poor",
        "style alone",
        "request_changes",
        "The SQL should be formatted in one way, and names should be shorter.",
        _finding(
            MIGRATION,
            r"CREATE TABLE confidences",
            "minor",
            "Other tables are called by one word.",
            kind="something else",
        ),
        _finding(STORE, r"new = store", "major", "new is not a good name for a number.", kind="something else"),
    ),
    _review(
        "poor",
        "right place, wrong reason",
        "request_changes",
        "The change is not safe.",
        _finding(
            MIGRATION,
            r"decided_by = 'vendor'",
            "blocker",
            "The vendor's name in the code is a secret.",
            kind="secret in code",
        ),
        _finding(TESTS, r"between\(0, 1\)", "blocker", "This test has no time-out.", kind="missing time-out"),
    ),
    _review(
        "poor",
        "right faults, wrong verdict",
        "approve",
        "Two remarks for later. Good that we keep the confidences now.",
        _finding(
            MIGRATION,
            r"decided_by = 'vendor'",
            "minor",
            "Rows that the rules decided are lost here.",
            OLD,
            kind="migration that loses rows",
        ),
        _finding(
            TESTS,
            r"between\(0, 1\)",
            "minor",
            "This test cannot fail, whatever is kept.",
            GREEN,
            kind="test that cannot fail",
        ),
    ),
    _review(
        "poor",
        "copied from another pull request",
        "request_changes",
        "The revenue is counted several times, and the last day of the month is missing.",
        _finding(
            STORE,
            r"JOIN decisions AS d",
            "blocker",
            "This join counts revenue once for each ticket: fan-out.",
            "revenue_per_ticket(db, '2025-03')",
            kind="fan-out join",
        ),
        _finding(
            STORE,
            r"d\.opened_at < :end",
            "major",
            "The last day of the month is lost.",
            "monthly_revenue(db, '2025-03')",
            kind="off-by-one at a month's end",
        ),
    ),
]
