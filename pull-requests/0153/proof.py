"""What the mended head passes and a faulty one fails: one test a fault, run beside the tests of the pull request."""

from decimal import Decimal

from desk.doubles import CountingVendor, sent_at_night, small_tickets
from desk.nightly import night
from desk.triage import Budget, triage


def test_budget_of_a_batch():
    decisions = night(small_tickets(120), CountingVendor(tokens=2000), "0.02")
    assert sum(one.cost_usd for one in decisions) <= Decimal("0.02")


def test_body_as_written():
    assert not [text for text in sent_at_night(small_tickets(3)) if "Dana" in text or "555" in text]


def test_half_sure():
    (decision,) = triage(small_tickets(1), CountingVendor(confidence=0.55), Budget(1))
    assert decision.decided_by == "rules"
