"""What the mended head passes and a faulty one fails: one test a fault, run beside the tests of the pull request."""

from datetime import date
from decimal import Decimal

from desk.revenue import monthly_revenue, paying_customers


def test_sql_text(db):
    assert monthly_revenue(db, "2025-02", region="O'Brien") == Decimal(0)


def test_paid_alone(db):
    assert paying_customers(db, date(2025, 2, 28)) == 9
