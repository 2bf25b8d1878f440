"""What people who never programmed say of a fault: known where it says what goes wrong, and only there."""

from __future__ import annotations

import pytest

from firstquery import finding
from firstquery.review import families, matching, pulls, said, truth
from tests.review.trees import SOURCES

REVENUE, FILTERS, REPORT, CHURN, SALES = (
    *("desk/revenue.py", "tests/test_filters.py", "desk/report.py", "desk/churn.py", "desk/sales.py"),
)
FOUND = [
    ("0138", "paid-alone", REVENUE, 110, "130 customers vanish from the board's page."),
    ("0138", "paid-alone", REVENUE, 110, "This changes what you and I call a paying customer."),
    ("0138", "paid-alone", REVENUE, 110, "Wrong status. It should be <> 'void'."),
    (
        "0138",
        "paid-alone",
        REVENUE,
        110,
        "The rule for who is a paying customer is another one. The board will be misled.",
    ),
    ("0138", "paid-alone", REVENUE, 110, "The number of customers is another number than before."),
    ("0138", "paid-alone", REVENUE, 104, "The count is another one than before: only paid invoices count."),
    ("0138", "paid-alone", "CHANGELOG.md", 7, "It says the page of before, and fewer customers count as paying."),
    ("0138", "sql-text", REVENUE, 26, "A user could put anything in here and read data that is not theirs."),
    ("0138", "sql-text", REVENUE, 26, "This opens the door to hackers: the region is not checked."),
    (
        "0138",
        "sql-text",
        REVENUE,
        26,
        "The region is pasted into the question to the database. Anybody could break it.",
    ),
    ("0138", "sql-text", REVENUE, 63, "The region becomes part of the SQL."),
    (
        "0138",
        "sql-text",
        REPORT,
        147,
        "Any text may be typed here, and nobody checks it before it becomes part of the query.",
    ),
    (
        "0138",
        "names-of-the-parts",
        FILTERS,
        24,
        "Useless test. It checks the list of names against the same list of names.",
    ),
    ("0143", "open-today", CHURN, 60, "An invoice that has been paid in the meantime no longer counts as unpaid."),
    (
        "0143",
        "open-today",
        CHURN,
        27,
        "unpaid_invoices is counted with the status of today, which nobody knew on that day.",
    ),
    (
        "0143",
        "chance-of-nothing",
        SALES,
        25,
        "A list of zeros goes to the sales team instead of a message that there is no list.",
    ),
    (
        "0143",
        "chance-of-nothing",
        SALES,
        24,
        "With too little history for a model, everybody gets zero and the list looks normal.",
    ),
    ("0143", "chance-of-nothing", SALES, 14, "NoList is announced and never used, so Sales is not told."),
    ("0143", "chance-of-nothing", SALES, 30, "It sorts by a chance that is zero for everybody, and nobody is told."),
]
NOT_FOUND = [
    ("0138", REVENUE, 108, "Accounts is first in the join now. I fear that customers are counted twice or lost."),
    ("0138", REVENUE, 110, "This is the right number now, since only customers who paid are customers."),
    ("0138", REVENUE, 26, "The query with the region is safe because text from outside is put in quotes."),
    ("0138", FILTERS, 24, "This test can fail when regions are different, that is good."),
    *[
        ("0138", path, line, "Something is wrong here.")
        for path, line in ((REVENUE, 26), (REVENUE, 110), (FILTERS, 24))
    ],
    *[
        ("0143", path, line, name)
        for path, line in ((CHURN, 60), (SALES, 24), (SALES, 48))
        for name in families.all_of_them()
    ],
]


def found(number: str, path: str, line: int, words: str) -> list[str]:
    one = finding(path, line, "blocker", words)
    made = matching.match(pulls.load(number), truth.load(SOURCES[number].folder), (one,))
    return [fault.name for fault in made.found.values()]


@pytest.mark.parametrize(("number", "fault", "path", "line", "words"), FOUND)
def test_who_says_what_goes_wrong_has_found_it_in_any_words(
    number: str, fault: str, path: str, line: int, words: str
) -> None:
    assert found(number, path, line, words) == [fault]


@pytest.mark.parametrize(("number", "path", "line", "words"), NOT_FOUND)
def test_praise_a_bare_name_and_a_fear_of_another_line_find_nothing(
    number: str, path: str, line: int, words: str
) -> None:
    assert found(number, path, line, words) == []


def test_why_all_is_right_takes_nothing_back() -> None:
    praise = finding("desk/x.py", 1, "minor", "This is the right number now, since only who paid is a customer.")
    doubt = finding("desk/x.py", 1, "minor", "This is the right number only for a customer who paid.")
    assert said.denies(praise) and not said.denies(doubt)
