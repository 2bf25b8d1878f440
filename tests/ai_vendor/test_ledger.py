"""What the vendor's ledger says of a night: whether its ceiling was kept."""

from __future__ import annotations

import pytest

from firstquery.ai_vendor.ledger import Entry, Ledger


@pytest.mark.parametrize(
    ("dollars", "exceeds"),
    [
        ([0.004, 0.004], False),
        ([0.005, 0.005], False),
        ([0.004, 0.004, 0.004], True),
        # dearer than any before it: there was room for what was known
        ([0.004, 0.004, 0.0, 0.0021], True),
        ([0.002, 0.002, 0.002, 0.002, 0.0021], False),
        ([0.002, 0.002, 0.002, 0.002, 0.0021, 0.0001], True),
        ([0.0, 0.011], False),
    ],
)
def test_a_ceiling_is_kept_by_who_stops_where_the_dearest_call_so_far_has_no_room(
    dollars: list[float], exceeds: bool
) -> None:
    calls = [Entry(number, "rules-1", "ticket", "", "", 200, 200, dollars=one) for number, one in enumerate(dollars)]
    assert Ledger(calls).exceeds(0.01) is exceeds
