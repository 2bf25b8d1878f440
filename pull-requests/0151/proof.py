"""What the mended head passes and a faulty one fails: one test a fault, run beside the tests of the pull request."""

from datetime import date

from desk.customers import customers_table
from desk.revenue import paying_customers


def test_status_of_today(db):
    assert paying_customers(db, date(2025, 2, 19)) == 10


def test_total_that_never_comes(db):
    assert customers_table(db, date(2025, 2, 19)).iloc[-1].tolist() == ["All", 10]
