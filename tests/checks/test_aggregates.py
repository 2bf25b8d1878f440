"""An answer that counts or adds up another column is asked about that, and not told that a condition is missing."""

from __future__ import annotations

import pytest

from firstquery.checks.kind import Material, kind
from firstquery.sql.query import sql
from tests.checks.judged import Said, entry, said_of

PAYING = "FROM accounts WHERE status = 'active' AND is_test = 0"
IN_DECEMBER = "FROM invoices WHERE status = 'paid' AND issued_on >= '2025-12-01'"


def judged(kind_name: str, answer: str, expected: str) -> Said:
    """What is said of a query where the key was made of another."""
    made = kind(kind_name)
    key = made.build_key(made.Options(), made.payload(sql(expected), None), [], Material())
    given = {name: value for name, value in key.items() if name not in ("answer", "mistakes")}
    return said_of(entry(kind_name, key["answer"], **given), made.payload(sql(answer), None))


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (
            f"SELECT SUM(seats) {PAYING}",
            f"SELECT COUNT(*) {PAYING}",
            "more than it should be. Your query gives `SUM(seats)`",
        ),
        (
            f"SELECT COUNT(industry) {PAYING}",
            f"SELECT COUNT(*) {PAYING}",
            "less than it should be. Your query gives `COUNT(industry)`",
        ),
        (
            f"SELECT COUNT(cancelled_on) {PAYING}",
            f"SELECT COUNT(*) {PAYING}",
            "Zero. Your query gives `COUNT(cancelled_on)`",
        ),
        (
            "SELECT COUNT(*) FROM accounts",
            f"SELECT COUNT(*) {PAYING}",
            "more than it should be: is a condition missing",
        ),
        (
            "SELECT COUNT(DISTINCT i.account_id) FROM invoices AS i WHERE i.status = 'paid'",
            f"SELECT COUNT(DISTINCT account_id) {IN_DECEMBER}",
            "more than it should be: is a condition missing",
        ),
    ],
)
def test_a_number_of_another_column_is_asked_what_it_counts_before_any_condition(
    answer: str, expected: str, says: str
) -> None:
    found = judged("value", answer, expected)
    assert says in found.message
    assert "`" not in found.at_grader.message


def test_a_column_that_adds_up_another_is_asked_about_before_any_condition() -> None:
    counts = f"SELECT region, COUNT(*) AS n {PAYING} GROUP BY region"
    found = judged("table", counts.replace("COUNT(*)", "SUM(seats)"), counts)
    assert found.details == [
        "Each value is at least as large as it should be. `n` is `SUM(seats)`: is that what is asked for? If it is, is "
        "a condition missing?"
    ]
    assert "seats" not in " ".join([found.at_grader.message, *found.at_grader.details])
    wide = judged("table", counts.replace("AND is_test = 0", ""), counts)
    assert wide.details == ["Each value is at least as large as it should be: is a condition missing?"]
    few = judged("table", counts.replace("COUNT(*)", "SUM(seats)") + " HAVING SUM(seats) > 6000", counts)
    assert few.details == ["`n` is `SUM(seats)`: is that what is asked for?"]
