"""What the mended head passes and a faulty one fails: one test a fault, run beside the tests of the pull request."""

from datetime import date

import pytest
from desk.churn import features
from desk.sales import NoList, call_list, tickets_in


def test_open_today(db):
    assert features(db, date(2025, 2, 21))["unpaid_invoices"][4] == 2


def test_chance_of_nothing(db):
    with pytest.raises(NoList, match="2024-05"):
        call_list(db, "2024-05", 5)


def test_until_the_last_day(db):
    assert tickets_in(db, "2025-03")["tickets"].to_dict() == {6: 1, 7: 1, 12: 1}
